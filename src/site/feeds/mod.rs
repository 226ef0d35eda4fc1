//! What machines read: the feeds, the calendars, `incidents.json`, the sitemap and `robots.txt`.

mod atom;
mod calendar;
mod incidents_json;
mod incidents_schema;
mod json_feed;
mod newest;
mod sitemap;

use std::collections::BTreeMap;

use super::pages::Site;

/// The files of all feeds, by their path in the site. `pages` are the paths of the site's pages.
#[must_use]
pub fn files<'p>(site: &Site<'_>, pages: impl Iterator<Item = &'p str>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    files.insert("feed.atom".to_owned(), atom::feed(site).into_bytes());
    files.insert("feed.json".to_owned(), json_feed::feed(site));
    files.extend(calendar::files(site).into_iter().map(|(path, calendar)| (path, calendar.into_bytes())));
    // Texts, numbers and lists alone: there is nothing in it that JSON cannot hold.
    let schema = serde_json::to_vec_pretty(&incidents_schema::schema()).unwrap_or_default();
    files.insert("incidents.schema.json".to_owned(), schema);
    files.insert("incidents.json".to_owned(), incidents_json::export(site));
    if let Some(base) = &site.config.site.base_url {
        files.extend(sitemap::files(base, pages).into_iter().map(|(path, part)| (path, part.into_bytes())));
        files.insert("robots.txt".to_owned(), sitemap::robots(base).into_bytes());
    }
    files
}
