//! The newest incidents as a JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::newest::{FeedEntry, newest};
use crate::site::pages::Site;
use crate::site::{address, moments};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    language: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
}

/// The feed.
#[must_use]
pub fn feed(site: &Site<'_>) -> Vec<u8> {
    let entries = newest(site);
    let base = site.config.site.base_url.as_deref();
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &site.config.archive.title,
        description: &site.config.archive.description,
        home_page_url: base.map(|base| address::canonical(base, "index.html")),
        feed_url: base.map(|base| format!("{}/feed.json", base.trim_end_matches('/'))),
        language: "en",
        items: entries.iter().map(item).collect(),
    };
    // Texts in structs: there is nothing that could fail.
    let mut bytes = serde_json::to_vec_pretty(&feed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item(entry: &FeedEntry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.href,
        title: &entry.title,
        content_text: &entry.summary,
        date_published: entry.published.map(moments::iso),
        date_modified: moments::iso(entry.updated),
        tags: &entry.categories,
    }
}
