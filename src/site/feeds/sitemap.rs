//! The sitemap and `robots.txt`: both need the site's absolute address, and are left out without it.

use crate::site::address;
use crate::xml;

/// Most addresses the format allows in one file.
const MOST: usize = 50_000;

/// The sitemap of `pages`, paths in the site.
#[must_use]
pub fn sitemap<'p>(base: &str, pages: impl Iterator<Item = &'p str>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages.filter(|page| page.ends_with("index.html")).take(MOST) {
        out.push_str("  <url><loc>");
        xml::push_escaped(&mut out, &address::canonical(base, page));
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// Everything may be read; the sitemap is named.
#[must_use]
pub fn robots(base: &str) -> String {
    format!("User-agent: *\nAllow: /\nSitemap: {}/sitemap.xml\n", base.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sitemap_names_pages_and_nothing_else() {
        let pages = ["404.html", "incidents/é/index.html", "index.html"];
        insta::assert_snapshot!(sitemap("https://example.com/a&b", pages.into_iter()), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          <url><loc>https://example.com/a&amp;b/incidents/%C3%A9/</loc></url>
          <url><loc>https://example.com/a&amp;b/</loc></url>
        </urlset>
        "#);
    }
}
