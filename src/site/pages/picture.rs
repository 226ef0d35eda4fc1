//! The picture of a link to a page, for whoever unfurls one: which it is, and where it lies. How it is drawn, the cards know.

use serde::Serialize;

use super::Site;
use crate::site::address;
use crate::site::published::Entry;

/// Width and height of every card, in pixels.
pub const SIZE: (u32, u32) = (1200, 630);
/// The name of a card, in the folder of its page.
pub const NAME: &str = "card.svg";
/// A picture of the theme that takes the place of every card.
pub const OF_THEME: &str = "card.png";

/// The picture of a link to a page, as its head names it.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Absolute address.
    pub href: String,
    /// Media type.
    pub kind: &'static str,
    /// What it shows, in words.
    pub text: String,
    /// Width and height, where we drew it.
    pub size: Option<(u32, u32)>,
}

/// The picture of a link to the page of `entry`, which is called `title`, or to any other page; `None` where the site's
/// address is unknown, for nobody finds a picture by a relative one.
#[must_use]
pub fn picture(site: &Site<'_>, entry: Option<&Entry<'_>>, title: &str) -> Option<Picture> {
    let base = site.config.site.base_url.as_deref()?;
    let of_theme = site.has_theme_file(OF_THEME);
    let (path, kind) = if of_theme { (OF_THEME.to_owned(), "image/png") } else { (path(entry), "image/svg+xml") };
    Some(Picture {
        href: address::canonical(base, &path),
        kind,
        text: if entry.is_none() || of_theme { &site.config.archive.title } else { title }.to_owned(),
        size: (!of_theme).then_some(SIZE),
    })
}

/// Where the card of an incident, or that of the site, lies.
#[must_use]
pub fn path(entry: Option<&Entry<'_>>) -> String {
    let folder = entry.and_then(|entry| entry.page.strip_suffix("index.html")).unwrap_or_default();
    format!("{folder}{NAME}")
}
