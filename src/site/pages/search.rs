//! The search page: a form, and the place where `search.js` puts what it finds.

use serde::Serialize;

use super::Site;
use super::head::Head;

/// What `search.html` gets.
#[derive(Debug, Serialize)]
pub struct SearchPage {
    pub head: Head,
    pub total: usize,
}

/// Fills the search page.
#[must_use]
pub fn page(site: &Site<'_>) -> SearchPage {
    let total = site.published.entries.len();
    let description = format!("Search {total} incident reviews.");
    SearchPage { head: Head::new(site, "search/index.html", "Search", &description, "search"), total }
}
