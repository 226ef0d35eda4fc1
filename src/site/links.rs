//! Where a link or picture in the Markdown of one page leads: to another page, to another site by an allowed scheme,
//! to a picture that is copied, to the forge, or nowhere.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::address;
use super::pictures::Pictures;
use crate::history::Forge;

/// Repository paths of incident files with the site path of their page; `None` for one that is not published.
pub type PageOfFile = BTreeMap<String, Option<String>>;

/// What links of one page resolve against.
#[derive(Debug)]
pub struct Links<'a> {
    /// From the page up to the site's root.
    root: &'a str,
    /// Folder of the incident's file in the repository, without trailing slash; empty at the top.
    folder: &'a str,
    pages: &'a PageOfFile,
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
    },
    /// It is on another site and can only be linked.
    Elsewhere {
        /// For the `href` attribute, not yet escaped.
        href: String,
    },
    /// There is no such picture, or it may not be shown.
    Missing,
}

/// The kinds of address an author can write.
enum Kind<'d> {
    /// `http:`, `https:`.
    Web(String),
    Mail(String),
    Fragment(&'d str),
    /// A path and a fragment with its `#`.
    Path(&'d str, &'d str),
    Refused,
}

impl<'a> Links<'a> {
    /// Links of the page that is `root` below the site's root, written in the repository file `path`.
    #[must_use]
    pub fn new(
        root: &'a str,
        path: &'a str,
        pages: &'a PageOfFile,
        forge: Option<&'a Forge>,
        pictures: &'a Pictures,
    ) -> Self {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self { root, folder, pages, forge, pictures, used: RefCell::default() }
    }

    /// Where a link leads, `None` where it may not or cannot lead anywhere: then only its text is shown.
    #[must_use]
    pub fn href(&self, destination: &str) -> Option<Href> {
        match kind(destination) {
            Kind::Web(address) | Kind::Mail(address) => Some(Href { address, external: true }),
            Kind::Fragment(id) => Some(Href { address: format!("#{id}"), external: false }),
            Kind::Path(path, fragment) => self.path(path, fragment),
            Kind::Refused => None,
        }
    }

    /// Where a picture comes from.
    #[must_use]
    pub fn picture(&self, destination: &str) -> Picture {
        match kind(destination) {
            Kind::Web(href) => Picture::Elsewhere { href },
            Kind::Path(path, _) => match self.resolved(path).and_then(|path| self.copied(&path)) {
                Some(src) => Picture::Local { src },
                None => Picture::Missing,
            },
            _ => Picture::Missing,
        }
    }

    /// The pictures that were asked for, as repository paths.
    #[must_use]
    pub fn into_pictures(self) -> BTreeSet<String> {
        self.used.into_inner()
    }

    fn path(&self, path: &str, fragment: &str) -> Option<Href> {
        let target = self.resolved(path)?;
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

    /// The repository path that a relative path means; `None` where it leads out of the repository.
    fn resolved(&self, path: &str) -> Option<String> {
        let path = percent_decoded(path)?;
        let (from, path) = match path.strip_prefix('/') {
            Some(path) => ("", path.to_owned()),
            None => (self.folder, path),
        };
        let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        let sound = !parts.is_empty() && parts.iter().all(|part| !part.contains(['\\', ':']));
        sound.then(|| parts.join("/"))
    }
}

fn kind(destination: &str) -> Kind<'_> {
    // Browsers drop tabs and line breaks inside an address and blanks around it, before they look for a scheme.
    if destination.contains(|c: char| c.is_control()) || destination.contains('\\') {
        return Kind::Refused;
    }
    let destination = destination.trim();
    if let Some(host) = destination.strip_prefix("//") {
        return Kind::Web(format!("https://{host}"));
    }
    if let Some(fragment) = destination.strip_prefix('#') {
        return Kind::Fragment(fragment);
    }
    let scheme = destination.split_once(':').filter(|(scheme, _)| !scheme.contains(['/', '?', '#']));
    let Some((scheme, rest)) = scheme else {
        let (path, fragment) = destination.find('#').map_or((destination, ""), |at| destination.split_at(at));
        return Kind::Path(path.split('?').next().unwrap_or(""), fragment);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.starts_with("//") => Kind::Web(destination.to_owned()),
        "mailto" => Kind::Mail(destination.to_owned()),
        _ => Kind::Refused,
    }
}

/// `path` with `%XX` decoded; `None` where that is not UTF-8 or holds control characters.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                let value = hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0);
                bytes.push(u8::try_from(value).unwrap_or(0));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}
