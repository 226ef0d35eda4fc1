//! What the words and figures of the site mean, and how each figure is computed.

use serde::Serialize;

use super::Site;
use super::head::Head;

/// What `definitions.html` gets.
#[derive(Debug, Serialize)]
pub struct Definitions {
    pub head: Head,
    /// Labels, worst first.
    pub severities: Vec<String>,
}

/// Fills the page of definitions.
#[must_use]
pub fn page(site: &Site<'_>) -> Definitions {
    let description = "What the words and figures of this archive mean, and how each figure is computed.";
    Definitions {
        head: Head::new(site, "definitions/index.html", "Definitions", description, "definitions"),
        severities: site.config.archive.severities.clone(),
    }
}
