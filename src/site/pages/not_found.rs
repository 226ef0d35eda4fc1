//! The page for addresses that lead nowhere. A server shows it at any depth, so its links cannot be relative:
//! they start at the site's address where the configuration names it.

use serde::Serialize;

use super::Site;
use super::head::Head;

/// What `404.html` gets.
#[derive(Debug, Serialize)]
pub struct NotFound {
    pub head: Head,
}

/// Fills the page.
#[must_use]
pub fn page(site: &Site<'_>) -> NotFound {
    let mut head = Head::new(site, "404.html", "Page not found", "There is no page at this address.", "");
    if let Some(base) = &site.config.site.base_url {
        // The path alone, so that a preview on another host shows its own style.
        let after_scheme = base.split_once("://").map_or(base.as_str(), |(_, rest)| rest);
        let path = after_scheme.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
        head.root = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
    }
    NotFound { head }
}
