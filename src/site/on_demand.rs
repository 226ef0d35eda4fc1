//! A site whose files are made when somebody asks for them, each once: what is not looked at costs nothing. The files are
//! those that [`super::render`] makes of the same input.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::pages::{self, Job, Site};
use super::theme::{Theme, ThemeError};
use super::{Files, cards, data, feeds, search, searchable};

/// The bytes of a file.
pub type Content = Arc<Vec<u8>>;

/// The files of a site, made or not.
#[derive(Debug)]
pub struct OnDemand<'s> {
    site: &'s Site<'s>,
    theme: &'s Theme,
    jobs: BTreeMap<String, Job<'s>>,
    made: BTreeMap<String, Content>,
    /// Pictures that a page has shown, by path in the site, with their paths in the repository.
    pictures: BTreeMap<String, String>,
    has_index: bool,
    has_rest: bool,
}

impl<'s> OnDemand<'s> {
    /// The files of a site; `theme` is the one the site was made with.
    #[must_use]
    pub fn new(site: &'s Site<'s>, theme: &'s Theme) -> Self {
        let jobs = pages::jobs(site).into_iter().map(|job| (pages::path(site, job), job)).collect();
        let (made, pictures) = (BTreeMap::new(), BTreeMap::new());
        Self { site, theme, jobs, made, pictures, has_index: false, has_rest: false }
    }

    /// The bytes of the file at `path`; `None` where the site has none such.
    pub fn file(&mut self, path: &str) -> Result<Option<Content>, ThemeError> {
        if let Some(content) = self.made.get(path) {
            return Ok(Some(Arc::clone(content)));
        }
        if let Some(job) = self.jobs.get(path) {
            let ((path, bytes), shown) = pages::render(self.site, *job)?;
            self.show(shown);
            return Ok(Some(self.keep(path, bytes)));
        }
        if let Some(bytes) = self.theme.files().get(path) {
            return Ok(Some(self.keep(path.to_owned(), bytes.clone())));
        }
        if let Some(picture) = self.pictures.get(path) {
            let bytes = self.site.pictures.read(picture);
            return Ok(bytes.map(|bytes| self.keep(path.to_owned(), bytes)));
        }
        let job = cards::page_of(path).and_then(|page| self.jobs.get(&page));
        if let Some((path, card)) = job.and_then(|job| cards::beside(self.site, *job)) {
            return Ok(Some(self.keep(path, card)));
        }
        self.make(path);
        Ok(self.made.get(path).map(Arc::clone))
    }

    /// True where a file lies in this folder.
    #[must_use]
    pub fn is_page_folder(&self, path: &str) -> bool {
        self.jobs.contains_key(&format!("{path}/index.html"))
    }

    /// Makes the files that are made together: the search index, or else the feeds and the data of the pages.
    fn make(&mut self, path: &str) {
        if path.starts_with("search/") {
            if !std::mem::replace(&mut self.has_index, true) {
                self.keep_all(search::index(&searchable::documents(self.site)));
            }
        } else if !std::mem::replace(&mut self.has_rest, true) {
            self.keep_all(data(self.site));
            let feeds = feeds::files(self.site, self.jobs.keys().map(String::as_str));
            self.keep_all(feeds);
        }
    }

    fn show(&mut self, pictures: BTreeSet<String>) {
        for picture in pictures {
            if let Some(path) = self.site.pictures.site_path(&picture) {
                self.pictures.insert(path, picture);
            }
        }
    }

    fn keep(&mut self, path: String, bytes: Vec<u8>) -> Content {
        let content = Arc::new(bytes);
        self.made.insert(path, Arc::clone(&content));
        content
    }

    fn keep_all(&mut self, files: Files) {
        self.made.extend(files.into_iter().map(|(path, bytes)| (path, Arc::new(bytes))));
    }
}
