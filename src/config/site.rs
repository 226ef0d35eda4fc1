//! `[site]`: where the archive is published and what it looks like; the settings, and how they are read.

use std::collections::BTreeMap;

use super::checked::{address, commit_url, inside};
use super::colours::{Shades, colours};
use super::table::{Reader, Table};
use crate::nearest::{nearest, one_of};
use crate::text::Span;

/// `[site]`: where the archive is published and what it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteSettings {
    /// Folder the site is written to, relative to the configuration.
    pub output: String,
    /// Absolute address where the site will be served; feeds and the sitemap need it. No trailing slash.
    pub base_url: Option<String>,
    /// Folder of a theme that overrides the default one file by file, relative to the configuration.
    pub theme: Option<String>,
    /// Address of the repository on its forge (`https://example.com/team/incidents`): edit, history and commit links.
    pub repository_url: Option<String>,
    /// What kind of forge that is (`gitlab`), where its host's name does not tell; by the words of
    /// [`SiteSettings::FORGES`].
    pub forge: Option<String>,
    /// Address of a commit, `{commit}` in the place of its id, for a forge of another kind.
    pub commit_url: Option<String>,
    /// Branch that edit links lead to.
    pub branch: String,
    /// Rows of an archive page.
    pub page_size: usize,
    /// Colours of the theme that are changed, by name of the variable.
    pub colours: BTreeMap<String, Shades>,
    /// A line for the foot of every page, in Markdown.
    pub footer: Option<String>,
}

impl SiteSettings {
    /// The kinds of forge.
    pub const FORGES: [&str; 6] = ["github", "gitlab", "bitbucket", "gitea", "forgejo", "azure"];
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            output: "public".to_owned(),
            base_url: None,
            theme: None,
            repository_url: None,
            forge: None,
            commit_url: None,
            branch: "main".to_owned(),
            page_size: 100,
            colours: BTreeMap::new(),
            footer: None,
        }
    }
}

/// `[site]`
pub fn site_settings(reader: &mut Reader, mut table: Table<'_>) -> SiteSettings {
    let defaults = SiteSettings::default();
    let settings = SiteSettings {
        output: table.text(reader, "output").and_then(|t| inside(reader, t)).unwrap_or(defaults.output),
        base_url: table.text(reader, "base-url").and_then(|t| address(reader, t)),
        theme: table.text(reader, "theme").and_then(|t| inside(reader, t)),
        repository_url: table.text(reader, "repository-url").and_then(|t| address(reader, t)),
        forge: table.text(reader, "forge").and_then(|t| forge(reader, t)),
        commit_url: table.text(reader, "commit-url").and_then(|t| commit_url(reader, t)),
        branch: table.text(reader, "branch").map_or(defaults.branch, |t| t.0),
        page_size: table.number(reader, "page-size", 1).map_or(defaults.page_size, |n| n as usize),
        colours: table.table(reader, "colours").map(|t| colours(reader, t)).unwrap_or_default(),
        footer: table.text(reader, "footer").map(|t| t.0),
    };
    table.finish(reader);
    settings
}

fn forge(reader: &mut Reader, (word, span): (String, Span)) -> Option<String> {
    if SiteSettings::FORGES.contains(&word.as_str()) {
        return Some(word);
    }
    let hint =
        nearest(&word, &SiteSettings::FORGES).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    reader.mistake(span, format!("`forge` is {}{hint}", one_of(&SiteSettings::FORGES)));
    None
}
