//! Model to files: pages, feeds, the search index, and the atomic, incremental output.
//! [`render`] is pure but for the pictures it reads, and hands each file to a [`Sink`]; [`output`] alone writes.

pub mod address;
mod cards;
mod charts;
pub mod feeds;
pub mod html;
mod lean;
pub mod links;
pub mod markdown;
pub mod moments;
mod on_demand;
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
use crate::likeness::Outlines;
use crate::timeline::Timeline;

pub use self::on_demand::{Content, OnDemand};
use self::output::OutputError;
use self::pages::Job;
pub use self::pages::Site;
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
    /// The outlines of its incidents, in any order, where they are at hand.
    pub outlines: Option<&'a Outlines>,
}

/// Why a site could not be rendered.
#[derive(Debug, Error)]
pub enum SiteError {
    /// The theme cannot be used.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A file was not taken.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Takes the files of a site, from several threads and in any order, each path once.
pub trait Sink: Sync {
    /// Takes the bytes of the file at `path` below the site's root.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), OutputError>;
}

/// Renders every file of the site into `sink`, each as soon as it is made, so that no more than a few are in memory.
/// The same input gives the same bytes. A file of the theme replaces one with data, never a page.
pub fn render(input: &SiteInput<'_>, sink: &dyn Sink) -> Result<(), SiteError> {
    let theme = theme(input.config, input.root)?;
    let site = Site::new(input, &theme);
    let jobs: BTreeMap<String, Job<'_>> =
        pages::jobs(&site).into_iter().map(|job| (pages::path(&site, job), job)).collect();
    // Side by side: what one does alone, such as sorting the words of all, leaves no core idle.
    let (pictures, rest) = rayon::join(|| put_pages(&site, &jobs, sink), || put_data(&site, &theme, &jobs, sink));
    rest?;
    for path in pictures? {
        if let (Some(site_path), Some(bytes)) = (site.pictures.site_path(&path), site.pictures.read(&path)) {
            sink.put(&site_path, bytes)?;
        }
    }
    Ok(())
}

/// Renders the pages and their cards; returns the repository paths of the pictures they show.
fn put_pages(
    site: &Site<'_>,
    jobs: &BTreeMap<String, Job<'_>>,
    sink: &dyn Sink,
) -> Result<BTreeSet<String>, SiteError> {
    let put = |job: &Job<'_>| {
        let ((path, bytes), pictures) = pages::render(site, *job)?;
        sink.put(&path, bytes)?;
        if let Some((path, card)) = cards::beside(site, *job) {
            sink.put(&path, card)?;
        }
        Ok(pictures)
    };
    jobs.par_iter().map(|(_, job)| put(job)).try_reduce(BTreeSet::new, |mut one, mut other| {
        one.append(&mut other);
        Ok(one)
    })
}

/// Makes everything but pages, cards and pictures.
fn put_data(
    site: &Site<'_>,
    theme: &Theme,
    jobs: &BTreeMap<String, Job<'_>>,
    sink: &dyn Sink,
) -> Result<(), SiteError> {
    let put_all = |files: Files| -> Result<(), SiteError> {
        let free = files.into_par_iter().filter(|(path, _)| !theme.files().contains_key(path));
        Ok(free.try_for_each(|(path, bytes)| sink.put(&path, bytes))?)
    };
    put_all(search::index(&searchable::documents(site)))?;
    put_all(data(site))?;
    put_all(feeds::files(site, jobs.keys().map(String::as_str)))?;
    let theirs = theme.files().par_iter().filter(|(path, _)| !jobs.contains_key(*path));
    Ok(theirs.try_for_each(|(path, bytes)| sink.put(path, bytes.clone()))?)
}

/// Files with the data of pages: the rows of the archive, and the numbers of the charts.
fn data(site: &Site<'_>) -> Files {
    let mut files: Files = pages::insight_files(site).into_iter().collect();
    files.insert("incidents/rows.js".to_owned(), pages::rows_script(site));
    files
}

/// The theme of a configuration in the folder `root`.
pub fn theme(config: &Config, root: &Path) -> Result<Theme, ThemeError> {
    let folder: Option<PathBuf> = config.site.theme.as_deref().map(|theme| root.join(theme));
    Ok(Theme::load(folder.as_deref())?.painted(&config.site.colours))
}

#[cfg(test)]
mod tests;
