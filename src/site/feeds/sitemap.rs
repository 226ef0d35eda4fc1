//! The sitemap (<https://www.sitemaps.org/protocol.html>) and `robots.txt`: both need the site's absolute address, and are
//! left out without it. What one file may not hold is in parts, which `sitemap.xml` then lists. They lie beside it, not in
//! a folder: a sitemap may only name what is below its own folder.

use crate::site::address;
use crate::xml;

/// The name that `robots.txt` gives.
const NAME: &str = "sitemap.xml";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// What the protocol allows in one file.
const LIMITS: Limits = Limits { addresses: 50_000, bytes: 50 * 1024 * 1024 };

/// The most that one file may hold.
#[derive(Debug, Clone, Copy)]
struct Limits {
    addresses: usize,
    bytes: usize,
}

/// The sitemap of `pages`, paths in the site: one file, or an index with its parts, each with its path.
#[must_use]
pub fn files<'p>(base: &str, pages: impl Iterator<Item = &'p str>) -> Vec<(String, String)> {
    files_within(LIMITS, base, pages)
}

/// Everything may be read; the sitemap is named.
#[must_use]
pub fn robots(base: &str) -> String {
    format!("User-agent: *\nAllow: /\nSitemap: {}\n", address::canonical(base, NAME))
}

fn files_within<'p>(limits: Limits, base: &str, pages: impl Iterator<Item = &'p str>) -> Vec<(String, String)> {
    let pages = pages.filter(|page| page.ends_with("index.html"));
    let mut parts = lists("urlset", "url", pages.map(|page| address::canonical(base, page)), limits);
    if parts.len() == 1 {
        return parts.pop().map(|only| (NAME.to_owned(), only)).into_iter().collect();
    }
    let parts: Vec<(String, String)> =
        parts.into_iter().zip(1_usize..).map(|(part, number)| (format!("sitemap-{number}.xml"), part)).collect();
    let addresses = parts.iter().map(|(name, _)| address::canonical(base, name));
    // An index has the same limits: it holds parts for 2.5 billion pages, so it is one.
    let index = lists("sitemapindex", "sitemap", addresses, limits).into_iter().next().unwrap_or_default();
    std::iter::once((NAME.to_owned(), index)).chain(parts).collect()
}

/// Lists of addresses, each within the limits; one that is empty where there are none.
fn lists(list: &str, item: &str, addresses: impl Iterator<Item = String>, limits: Limits) -> Vec<String> {
    let head = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{list} xmlns=\"{NAMESPACE}\">\n");
    let foot = format!("</{list}>\n");
    let (mut done, mut open, mut count) = (Vec::new(), head.clone(), 0);
    for address in addresses {
        let mut line = format!("  <{item}><loc>");
        xml::push_escaped(&mut line, &address);
        line.push_str(&format!("</loc></{item}>\n"));
        if count == limits.addresses || open.len() + line.len() + foot.len() > limits.bytes {
            open.push_str(&foot);
            done.push(std::mem::replace(&mut open, head.clone()));
            count = 0;
        }
        open.push_str(&line);
        count += 1;
    }
    open.push_str(&foot);
    done.push(open);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.com/a&b";

    #[test]
    fn the_sitemap_names_pages_and_nothing_else() {
        let pages = ["404.html", "incidents/é/index.html", "index.html"];
        let files = files(BASE, pages.into_iter());
        assert_eq!((files.len(), files[0].0.as_str()), (1, NAME));
        insta::assert_snapshot!(files[0].1, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          <url><loc>https://example.com/a&amp;b/incidents/%C3%A9/</loc></url>
          <url><loc>https://example.com/a&amp;b/</loc></url>
        </urlset>
        "#);
    }

    #[test]
    fn what_does_not_fit_into_one_file_is_in_parts_that_an_index_lists() {
        let pages = ["a/index.html", "b/index.html", "c/index.html"];
        let files = files_within(Limits { addresses: 2, ..LIMITS }, BASE, pages.into_iter());
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [NAME, "sitemap-1.xml", "sitemap-2.xml"]);
        insta::assert_snapshot!(files[0].1, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          <sitemap><loc>https://example.com/a&amp;b/sitemap-1.xml</loc></sitemap>
          <sitemap><loc>https://example.com/a&amp;b/sitemap-2.xml</loc></sitemap>
        </sitemapindex>
        "#);
        assert!(files[1].1.contains("b/a/<") && files[1].1.contains("b/b/<") && files[2].1.contains("b/c/<"));
    }

    #[test]
    fn fifty_thousand_addresses_are_one_file_and_one_more_makes_two() {
        let pages: Vec<String> = (0..=LIMITS.addresses).map(|n| format!("incidents/{n}/index.html")).collect();
        let all = || pages.iter().map(String::as_str);
        assert_eq!(files(BASE, all().skip(1)).len(), 1);
        let parts = files(BASE, all());
        let counts: Vec<usize> = parts.iter().map(|(_, part)| part.matches("<loc>").count()).collect();
        assert_eq!(counts, [2, 50_000, 1]);
        let listed: Vec<&str> = parts[1..].iter().flat_map(|(_, part)| part.split("<loc>").skip(1)).collect();
        assert_eq!(listed.len(), pages.len(), "none is dropped");
    }

    proptest::proptest! {
        #[test]
        fn no_part_is_larger_than_allowed_and_no_page_is_dropped(count in 0_usize..60, bytes in 300_usize..2000) {
            let pages: Vec<String> = (0..count).map(|n| format!("{}/index.html", "p".repeat(n))).collect();
            let limits = Limits { addresses: 7, bytes };
            let addresses = pages.iter().map(|page| address::canonical(BASE, page));
            let parts = lists("urlset", "url", addresses, limits);
            proptest::prop_assert_eq!(parts.iter().map(|part| part.matches("<loc>").count()).sum::<usize>(), count);
            for part in parts {
                proptest::prop_assert!(part.len() <= bytes && part.matches("<loc>").count() <= 7);
            }
        }
    }
}
