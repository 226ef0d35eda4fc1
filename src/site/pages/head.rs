//! The head of a page: what it is called and where it stands.

use serde::Serialize;

use super::Site;
use super::picture::{self, Picture};
use crate::site::address;
use crate::site::html::Html;

/// What every page says about itself; templates get it as `page.head`.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Path in the site.
    pub path: String,
    /// From the page up to the site's root; put before every `href`.
    pub root: String,
    /// Title without the archive's.
    pub title: String,
    /// One sentence or two.
    pub description: String,
    /// Key of the header item this page belongs to.
    pub section: &'static str,
    /// Absolute address, where the site's is known.
    pub canonical: Option<String>,
    /// OpenGraph type.
    pub kind: &'static str,
    /// What a link to the page unfurls to, where the site's address is known.
    pub picture: Option<Picture>,
    /// JSON-LD, escaped for a script element.
    pub linked_data: Option<Html>,
}

impl Head {
    /// The head of the page at `path`.
    #[must_use]
    pub fn new(site: &Site<'_>, path: &str, title: &str, description: &str, section: &'static str) -> Self {
        Self {
            path: path.to_owned(),
            root: address::root(path),
            title: title.to_owned(),
            description: if description.is_empty() { title } else { description }.to_owned(),
            section,
            canonical: site.config.site.base_url.as_deref().map(|base| address::canonical(base, path)),
            kind: "website",
            picture: picture::picture(site, None, title),
            linked_data: None,
        }
    }
}
