//! The theme: templates, style and scripts. The default is in the binary; a folder of the user's replaces it file by
//! file (`templates/incident.html`, `style.css`, `site.js`, …). Every template is escaped, whatever its name ends in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, Tera};
use thiserror::Error;

use super::lean;
use crate::config::Shades;

#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct Default;

/// Put before the name of a default template that a user's replaces: `{% extends "default/incident.html" %}`.
const DEFAULT: &str = "default/";
/// The template of the components that the others use.
const COMPONENTS: &str = "components.html";

/// Largest file of a theme, in bytes.
const MAX_BYTES: u64 = 2 * 1024 * 1024;
/// Most files of a theme.
const MAX_FILES: usize = 500;

/// Templates ready to render, and the files that are copied as they are.
#[derive(Debug)]
pub struct Theme {
    templates: Tera,
    files: BTreeMap<String, Vec<u8>>,
}

/// The files of the default theme, by name, sorted.
pub fn default_files() -> impl Iterator<Item = (String, Vec<u8>)> {
    let files: BTreeMap<String, Vec<u8>> =
        Default::iter().filter_map(|name| Some((name.to_string(), Default::get(&name)?.data.into_owned()))).collect();
    files.into_iter()
}

/// A file of the default theme as it is published.
fn published((name, bytes): (String, Vec<u8>)) -> (String, Vec<u8>) {
    match lean::is_lean(&name).then(|| std::str::from_utf8(&bytes).map(lean::lean)) {
        Some(Ok(lean)) => (name, lean.into_bytes()),
        _ => (name, bytes),
    }
}

/// Why a theme cannot be used.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// The folder of the configuration is not there.
    #[error("the theme folder {} cannot be read: {source}; check `theme` under `[site]`", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of the theme cannot be used.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A template is wrong; the message names file, line and column and shows the place.
    #[error("a template of the theme cannot be used\n{message}")]
    Template {
        /// The template engine's report.
        message: String,
    },
}

impl Theme {
    /// The default theme with the files of `folder`, where given, in place of its own.
    pub fn load(folder: Option<&Path>) -> Result<Self, ThemeError> {
        let mut files: BTreeMap<String, Vec<u8>> = default_files().map(published).collect();
        for (name, bytes) in folder.map(overrides).transpose()?.into_iter().flatten() {
            // Ejected and not changed, it is the default one.
            if Default::get(&name).is_some_and(|default| default.data == bytes) {
                continue;
            }
            // The one it replaces stays at hand, so that a template can change one block and keep the rest. Components
            // are found by their names alone, of which there can be no second set.
            if let (Some(replaced), Some(template)) =
                (files.insert(name.clone(), bytes), name.strip_prefix("templates/"))
                && template != COMPONENTS
            {
                files.insert(format!("templates/{DEFAULT}{template}"), replaced);
            }
        }
        let mut sources = Vec::new();
        files.retain(|name, bytes| match name.strip_prefix("templates/") {
            Some(template) => {
                sources.push((template.to_owned(), std::mem::take(bytes)));
                false
            }
            None => true,
        });
        let mut templates = Tera::default();
        templates.autoescape_on([""]);
        let sources = sources.into_iter().map(|(name, bytes)| match String::from_utf8(bytes) {
            Ok(text) => Ok((name, text)),
            Err(_) => Err(ThemeError::File { path: PathBuf::from(name), reason: "it is not UTF-8".to_owned() }),
        });
        let sources: Vec<(String, String)> = sources.collect::<Result<_, _>>()?;
        templates.add_raw_templates(sources).map_err(|error| template_error(&error))?;
        Ok(Self { templates, files })
    }

    /// The theme in other colours. On paper it keeps its own: black on white.
    #[must_use]
    pub fn painted(mut self, colours: &BTreeMap<String, Shades>) -> Self {
        if let (Some(style), false) = (self.files.get_mut("style.css"), colours.is_empty()) {
            style.extend_from_slice(b"\n@media screen {\n  :root {\n");
            for (name, Shades { light, dark }) in colours {
                style.extend_from_slice(format!("    --{name}: light-dark({light}, {dark});\n").as_bytes());
            }
            style.extend_from_slice(b"  }\n}\n");
        }
        self
    }

    /// Its picture of the archive's name, where it has one.
    #[must_use]
    pub fn logo(&self) -> Option<&'static str> {
        ["logo.svg", "logo.png", "logo.webp"].into_iter().find(|name| self.files.contains_key(*name))
    }

    /// Renders `template` with `site` and `page` as its two variables.
    pub fn render(&self, template: &str, site: &tera::Value, page: &impl Serialize) -> Result<String, ThemeError> {
        let mut context = Context::new();
        context.insert_value("site", site.clone());
        context.insert("page", page);
        self.templates.render(template, &context).map_err(|error| template_error(&error))
    }

    /// Files that are copied as they are, by their path in the site.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }
}

fn template_error(error: &tera::Error) -> ThemeError {
    ThemeError::Template { message: error.to_string().trim_end().to_owned() }
}

/// Every file of the user's theme by its `/`-separated path; symbolic links and hidden files are left out.
fn overrides(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let mut files = BTreeMap::new();
    folder
        .metadata()
        .and_then(|found| if found.is_dir() { Ok(()) } else { Err(std::io::ErrorKind::NotADirectory.into()) })
        .map_err(|source| ThemeError::Folder { path: folder.to_path_buf(), source })?;
    let hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    for entry in walkdir::WalkDir::new(folder).max_depth(6).into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| ThemeError::File {
            path: error.path().unwrap_or(folder).to_path_buf(),
            reason: error.to_string(),
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let problem = |reason: String| ThemeError::File { path: entry.path().to_path_buf(), reason };
        let name = entry.path().strip_prefix(folder).ok().and_then(Path::to_str);
        let name = name.ok_or_else(|| problem("its name is not UTF-8".to_owned()))?.replace('\\', "/");
        if entry.metadata().is_ok_and(|found| found.len() > MAX_BYTES) {
            return Err(problem(format!("it is larger than {MAX_BYTES} bytes")));
        }
        if files.len() >= MAX_FILES {
            return Err(problem(format!("the theme has more than {MAX_FILES} files")));
        }
        let bytes = std::fs::read(entry.path()).map_err(|error| problem(error.to_string()))?;
        files.insert(name, bytes);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_file_replaces_the_default_one_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        std::fs::write(folder.path().join("templates/search.html"), "<p>{{ page }}</p>").unwrap();
        std::fs::write(folder.path().join("extra.css"), "p{}").unwrap();
        let theme = Theme::load(Some(folder.path())).unwrap();
        let site = tera::Value::from("");
        assert_eq!(theme.render("search.html", &site, &"<b>").unwrap(), "<p>&lt;b&gt;</p>");
        assert_eq!(theme.files()["extra.css"], b"p{}");
        assert!(theme.files().contains_key("style.css"));
        assert!(theme.files().keys().all(|name| !name.starts_with("templates/")));
    }

    #[test]
    fn a_users_template_can_change_one_block_of_the_default_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        let text = "{% extends \"default/404.html\" %}{% block provenance %}Ours. {% endblock provenance %}";
        std::fs::write(folder.path().join("templates/404.html"), text).unwrap();
        let theme = Theme::load(Some(folder.path())).unwrap();
        let text = theme.templates.get_template_names().filter(|name| *name == "default/404.html").count();
        assert_eq!(text, 1);
    }

    #[test]
    fn every_default_template_can_be_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in default_files() {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Theme::load(Some(folder.path())).unwrap();
    }

    #[test]
    fn a_mistake_in_a_users_template_names_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        std::fs::write(folder.path().join("templates/search.html"), "<p>\n{% if %}</p>").unwrap();
        let message = Theme::load(Some(folder.path())).unwrap_err().to_string();
        assert!(message.contains("search.html:2"), "{message}");
    }

    #[test]
    fn the_colours_that_can_be_configured_are_those_of_the_stylesheet() {
        let style = String::from_utf8(Default::get("style.css").unwrap().data.into_owned()).unwrap();
        for (name, light, dark) in crate::config::DEFAULT_COLOURS {
            assert!(style.contains(&format!("  --{name}: light-dark({light}, {dark});\n")), "{name}");
        }
        assert_eq!(style.matches("light-dark(#").count(), crate::config::DEFAULT_COLOURS.len() + 1, "and that of code");
    }

    #[test]
    fn configured_colours_come_after_the_stylesheets() {
        let purple = Shades { light: "#7a1fa2".to_owned(), dark: "#d9a6f2".to_owned() };
        let theme = Theme::load(None).unwrap().painted(&BTreeMap::from([("link".to_owned(), purple)]));
        let style = std::str::from_utf8(&theme.files()["style.css"]).unwrap();
        assert!(style.ends_with("@media screen {\n  :root {\n    --link: light-dark(#7a1fa2, #d9a6f2);\n  }\n}\n"));
    }

    #[test]
    fn a_theme_folder_that_is_not_there_is_said_to_be_so() {
        let message = Theme::load(Some(Path::new("/nowhere/at/all"))).unwrap_err().to_string();
        assert!(message.contains("/nowhere/at/all") && message.contains("[site]"), "{message}");
    }

    #[test]
    fn no_default_template_goes_past_the_escaping_or_carries_inline_code() {
        for name in Default::iter().filter(|name| name.starts_with("templates/")) {
            let text = String::from_utf8(Default::get(&name).unwrap().data.into_owned()).unwrap();
            for forbidden in ["safe", "style=", "onclick", "javascript:", "//cdn", "<style"] {
                assert!(!text.contains(forbidden), "{name} contains {forbidden}");
            }
        }
    }
}
