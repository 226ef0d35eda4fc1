//! Addresses inside the site. A page is named by its path from the site's root (`incidents/x/index.html`), and
//! every link is relative to the page it stands on, so that the site works under any path and from a disk.
//!
//! Links name the file, `…/x/index.html`, rather than its folder: a server answers both alike, but a browser that
//! opens `file://…/x/` shows a list of files instead of the page. The canonical address leaves the file name out.

pub use crate::percent::encoded;

/// The way from the page at `path` up to the site's root: `""`, `"../"`, `"../../"`, …
#[must_use]
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The absolute address of a page below `base` (no trailing slash), without `index.html`.
#[must_use]
pub fn canonical(base: &str, path: &str) -> String {
    format!("{}/{}", base.trim_end_matches('/'), encoded(path.strip_suffix("index.html").unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_up_to_the_root_and_are_encoded() {
        assert_eq!(root("index.html"), "");
        assert_eq!(root("incidents/a/index.html"), "../../");
        assert_eq!(canonical("https://example.com/x/", "incidents/a/index.html"), "https://example.com/x/incidents/a/");
        assert_eq!(canonical("https://example.com", "404.html"), "https://example.com/404.html");
    }
}
