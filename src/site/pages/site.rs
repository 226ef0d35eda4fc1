//! What every page shares: the published archive, its configuration, the commits, and the day it is shown as of.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::Page;
use super::open_actions::{self, OpenAction};
use crate::config::Config;
use crate::history::{Commit, CommitId, Forge, History};
use crate::incident::{Incident, SeverityScale};
use crate::likeness::{Nearby, Outlines};
use crate::site::SiteInput;
use crate::site::html::Html;
use crate::site::links::{Links, PageOfFile, PageOfId};
use crate::site::markdown;
use crate::site::moments::{self, ShownTime};
use crate::site::pictures::Pictures;
use crate::site::published::Published;
use crate::site::theme::{Theme, ThemeError};

/// The site that is being rendered.
#[derive(Debug)]
pub struct Site<'a> {
    /// What is published.
    pub published: Published<'a>,
    /// What its incidents have in common; parallel to the published ones.
    pub nearby: Nearby,
    /// Open actions of all published incidents, as the board has them.
    pub open_actions: Vec<OpenAction>,
    /// Its configuration.
    pub config: &'a Config,
    /// Its severity labels.
    pub scale: SeverityScale,
    /// Where its repository can be seen.
    pub forge: Option<Forge>,
    /// Its pictures.
    pub pictures: Pictures,
    /// The instant it is shown as of.
    pub as_of: DateTime<Utc>,
    /// The day of `as_of` in the archive's zone, or in UTC.
    pub today: NaiveDate,
    /// What Git remembers of its files.
    pub history: Option<&'a History>,
    commits: BTreeMap<CommitId, &'a Commit>,
    theme: &'a Theme,
    shared: tera::Value,
}

/// What every template gets as `site`.
#[derive(Debug, Serialize)]
struct Shared {
    title: String,
    description: String,
    navigation: Vec<NavigationItem>,
    as_of: ShownTime,
    has_incidents: bool,
    has_feed: bool,
    /// The theme has a `custom.css`.
    has_custom_style: bool,
    /// File of the theme with the archive's logo.
    logo: Option<&'static str>,
    /// The configuration's line for the foot of every page.
    footer: Option<Html>,
}

/// An item of the header; only pages that exist are there.
#[derive(Debug, Serialize)]
struct NavigationItem {
    key: &'static str,
    label: &'static str,
    href: &'static str,
}

impl<'a> Site<'a> {
    /// Prepares what the pages share.
    #[must_use]
    pub fn new(input: &SiteInput<'a>, theme: &'a Theme) -> Self {
        let config = input.config;
        let published = Published::new(input.archive, input.timelines, input.incomplete, input.audience);
        let today = match config.archive.timezone {
            Some(zone) => input.as_of.with_timezone(&zone).date_naive(),
            None => input.as_of.date_naive(),
        };
        let mut navigation =
            vec![NavigationItem { key: "incidents", label: "Incidents", href: "incidents/index.html" }];
        if !published.services.is_empty() {
            navigation.push(NavigationItem { key: "services", label: "Services", href: "services/index.html" });
        }
        if !published.tags.is_empty() {
            navigation.push(NavigationItem { key: "tags", label: "Tags", href: "tags/index.html" });
        }
        navigation.push(NavigationItem { key: "actions", label: "Actions", href: "actions/index.html" });
        if !published.entries.is_empty() {
            navigation.push(NavigationItem { key: "insights", label: "Insights", href: "insights/index.html" });
        }
        let shared = Shared {
            title: config.archive.title.clone(),
            description: config.archive.description.clone(),
            navigation,
            as_of: moments::moment(input.as_of.fixed_offset()),
            has_incidents: !published.entries.is_empty(),
            has_feed: true,
            has_custom_style: theme.files().contains_key("custom.css"),
            logo: theme.logo(),
            footer: config.site.footer.as_deref().map(footer),
        };
        let incidents: Vec<&Incident> = published.entries.iter().map(|entry| entry.incident).collect();
        let outlines = input.outlines.map_or_else(|| Outlines::of(&incidents), |all| all.of_these(&incidents));
        Self {
            nearby: Nearby::of(outlines),
            open_actions: open_actions::of(&published, 0..published.entries.len(), today),
            published,
            config,
            scale: SeverityScale::new(config.archive.severities.clone()),
            forge: input.forge.cloned(),
            pictures: Pictures::new(input.base, input.folder),
            as_of: input.as_of,
            today,
            history: input.history,
            commits: input.history.iter().flat_map(|history| &history.commits).map(|c| (c.id, c)).collect(),
            theme,
            shared: tera::Value::from_serializable(&shared),
        }
    }

    /// True where the theme has this file, which is then copied as it is.
    #[must_use]
    pub fn has_theme_file(&self, path: &str) -> bool {
        self.theme.files().contains_key(path)
    }

    /// Rows on a page of the archive or of the board.
    #[must_use]
    pub fn page_size(&self) -> usize {
        self.config.site.page_size.clamp(10, 1000)
    }

    /// The commit with this id, where history knows it.
    #[must_use]
    pub fn commit(&self, id: CommitId) -> Option<&'a Commit> {
        self.commits.get(&id).copied()
    }

    /// Links of a page that is `root` below the site's root, for text of the repository file `path`.
    #[must_use]
    pub fn links<'s>(&'s self, root: &'s str, path: &'s str) -> Links<'s> {
        Links::new(root, path, &self.published.pages, &self.published.page_of_id, self.forge.as_ref(), &self.pictures)
    }

    /// Renders a page.
    pub(super) fn render(&self, template: &str, path: &str, page: &impl Serialize) -> Result<Page, ThemeError> {
        let html = self.theme.render(template, &self.shared, page)?;
        Ok((path.to_owned(), html.into_bytes()))
    }
}

/// One line for pages of every depth: only absolute addresses are links in it.
fn footer(text: &str) -> Html {
    let (pages, ids, pictures) = (PageOfFile::new(), PageOfId::new(), Pictures::none());
    markdown::inline(text, &Links::new("", "", &pages, &ids, None, &pictures))
}
