//! Where a link or picture in the Markdown of one page leads: to another page, to another site by an allowed scheme,
//! to a picture that is copied, to the forge, or nowhere.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::address;
use super::pictures::Pictures;
use crate::history::Forge;
use crate::incident::link_target::{LinkTarget, resolved};

/// Repository paths of incident files with the site path of their page; `None` for one that is not published.
pub type PageOfFile = BTreeMap<String, Option<String>>;

/// Ids of published incidents with the site path of their page.
pub type PageOfId = BTreeMap<String, String>;

/// What links of one page resolve against.
#[derive(Debug)]
pub struct Links<'a> {
    /// From the page up to the site's root.
    root: &'a str,
    /// Folder of the incident's file in the repository, without trailing slash; empty at the top.
    folder: &'a str,
    /// The incident's file in the repository.
    path: &'a str,
    pages: &'a PageOfFile,
    ids: &'a PageOfId,
    forge: Option<&'a Forge>,
    pictures: &'a Pictures,
    used: RefCell<BTreeSet<String>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href {
    /// For the `href` attribute, not yet escaped.
    pub address: String,
    /// It leads to another site.
    pub external: bool,
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It is copied into the site; for the `src` attribute, not yet escaped.
    Local {
        /// Relative to the page.
        src: String,
        /// Width and height in pixels, so that the page does not move when the picture comes; `None` where its file
        /// does not tell.
        size: Option<(usize, usize)>,
    },
    /// It is on another site and can only be linked.
    Elsewhere {
        /// For the `href` attribute, not yet escaped.
        href: String,
    },
    /// There is no such picture, or it may not be shown.
    Missing,
}

impl<'a> Links<'a> {
    /// Links of the page that is `root` below the site's root, written in the repository file `path`.
    #[must_use]
    pub fn new(
        root: &'a str,
        path: &'a str,
        pages: &'a PageOfFile,
        ids: &'a PageOfId,
        forge: Option<&'a Forge>,
        pictures: &'a Pictures,
    ) -> Self {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self { root, folder, path, pages, ids, forge, pictures, used: RefCell::default() }
    }

    /// Where a link leads, `None` where it may not or cannot lead anywhere: then only its text is shown.
    #[must_use]
    pub fn href(&self, destination: &str) -> Option<Href> {
        match LinkTarget::of(destination) {
            LinkTarget::Web(address) | LinkTarget::Mail(address) => Some(Href { address, external: true }),
            LinkTarget::Fragment(id) => Some(Href { address: format!("#{id}"), external: false }),
            LinkTarget::Path(path, fragment) => self.path(path, fragment),
            LinkTarget::Refused => None,
        }
    }

    /// The page of the incident with this id; `None` where there is none, or it is this page.
    #[must_use]
    pub fn incident(&self, id: &str) -> Option<Href> {
        let page = self.ids.get(id)?;
        let own = self.pages.get(self.path).and_then(Option::as_ref);
        (own != Some(page))
            .then(|| Href { address: format!("{}{}", self.root, address::encoded(page)), external: false })
    }

    /// Where a picture comes from.
    #[must_use]
    pub fn picture(&self, destination: &str) -> Picture {
        match LinkTarget::of(destination) {
            LinkTarget::Web(href) => Picture::Elsewhere { href },
            LinkTarget::Path(path, _) => {
                let local = resolved(self.folder, path).and_then(|path| Some((self.copied(&path)?, path)));
                local.map_or(Picture::Missing, |(src, path)| Picture::Local { src, size: self.pictures.size(&path) })
            }
            _ => Picture::Missing,
        }
    }

    /// The pictures that were asked for, as repository paths.
    #[must_use]
    pub fn into_pictures(self) -> BTreeSet<String> {
        self.used.into_inner()
    }

    fn path(&self, path: &str, fragment: &str) -> Option<Href> {
        let target = resolved(self.folder, path).filter(|target| !target.is_empty())?;
        let page = [target.clone(), format!("{target}.md"), format!("{target}/index.md")]
            .iter()
            .find_map(|candidate| self.pages.get(candidate));
        let address = match page {
            Some(Some(page)) => format!("{}{}{fragment}", self.root, address::encoded(page)),
            // It exists and is not published: not even the forge is named.
            Some(None) => return None,
            None => match self.copied(&target) {
                Some(src) => src,
                None => {
                    return self.forge.map(|forge| Href { address: forge.file(&target) + fragment, external: true });
                }
            },
        };
        Some(Href { address, external: false })
    }

    fn copied(&self, path: &str) -> Option<String> {
        let site_path = self.pictures.site_path(path)?;
        self.used.borrow_mut().insert(path.to_owned());
        Some(format!("{}{}", self.root, address::encoded(&site_path)))
    }
}
