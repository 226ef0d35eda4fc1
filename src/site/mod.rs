//! Model to files: pages, feeds, the search index, and the atomic, incremental output.
//! [`render`] is pure but for the pictures it reads; [`output`] alone writes.

pub mod address;
mod charts;
pub mod feeds;
pub mod html;
pub mod links;
pub mod markdown;
pub mod moments;
pub mod output;
pub mod pages;
pub mod pictures;
pub mod published;
pub mod search;
mod searchable;
pub mod slug;
pub mod theme;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rayon::prelude::*;
use thiserror::Error;

use crate::archive::Archive;
use crate::config::Config;
use crate::history::{Forge, History};
use crate::timeline::Timeline;

use self::pages::Site;
pub use self::published::Audience;
use self::theme::{Theme, ThemeError};

/// The files of a site by their `/`-separated path below its root.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a site is made of.
#[derive(Debug, Clone, Copy)]
pub struct SiteInput<'a> {
    /// Every incident, published or not.
    pub archive: &'a Archive,
    /// Its configuration.
    pub config: &'a Config,
    /// Parallel to the archive's incidents; may be empty.
    pub timelines: &'a [Timeline],
    /// What Git remembers of the files.
    pub history: Option<&'a History>,
    /// The forge that shows the repository.
    pub forge: Option<&'a Forge>,
    /// Paths of files whose review is not complete.
    pub incomplete: &'a BTreeSet<String>,
    /// Who will read the site.
    pub audience: Audience,
    /// The instant "overdue" is judged by; shown on the pages.
    pub as_of: DateTime<Utc>,
    /// Folder of the configuration: the theme's path starts there.
    pub root: &'a Path,
    /// Folder that incident paths are relative to: pictures are read below it.
    pub base: &'a Path,
    /// The incident folder below `base`, `/`-separated; empty where they are one.
    pub folder: &'a str,
}

/// Why a site could not be rendered.
#[derive(Debug, Error)]
pub enum SiteError {
    /// The theme cannot be used.
    #[error(transparent)]
    Theme(#[from] ThemeError),
}

/// Renders every file of the site, pages in parallel. The same input gives the same bytes.
pub fn render(input: &SiteInput<'_>) -> Result<Files, SiteError> {
    let folder: Option<PathBuf> = input.config.site.theme.as_deref().map(|theme| input.root.join(theme));
    let theme = Theme::load(folder.as_deref())?;
    let site = Site::new(input, &theme);
    let rendered: Vec<pages::Rendered> =
        pages::jobs(&site).into_par_iter().map(|job| pages::render(&site, job)).collect::<Result<_, ThemeError>>()?;
    let mut files = theme.files().clone();
    let mut pictures = BTreeSet::new();
    for ((path, bytes), shown) in rendered {
        files.insert(path, bytes);
        pictures.extend(shown);
    }
    for path in pictures {
        if let (Some(site_path), Some(bytes)) = (site.pictures.site_path(&path), site.pictures.read(&path)) {
            files.insert(site_path, bytes);
        }
    }
    files.extend(search::index(&searchable::documents(&site)));
    files.insert("incidents/rows.js".to_owned(), pages::rows_script(&site));
    files.extend(pages::insight_files(&site));
    let feeds = feeds::files(&site, files.keys().map(String::as_str));
    files.extend(feeds);
    Ok(files)
}

#[cfg(test)]
mod tests;
