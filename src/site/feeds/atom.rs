//! The Atom feed (RFC 4287) of the newest incidents.

use super::newest::{FeedEntry, archive_id, newest};
use crate::site::pages::Site;
use crate::site::{address, moments};
use crate::xml;

/// The feed.
#[must_use]
pub fn feed(site: &Site<'_>) -> String {
    let entries = newest(site);
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(site.as_of);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    xml::push_element(&mut out, "  ", "title", &site.config.archive.title);
    xml::push_element(&mut out, "  ", "subtitle", &site.config.archive.description);
    xml::push_element(&mut out, "  ", "id", &archive_id(site));
    xml::push_element(&mut out, "  ", "updated", &moments::iso(updated));
    out.push_str("  <author>\n");
    xml::push_element(&mut out, "    ", "name", &site.config.archive.title);
    out.push_str("  </author>\n");
    if let Some(base) = &site.config.site.base_url {
        push_link(&mut out, "  ", "self", &format!("{}/feed.atom", base.trim_end_matches('/')));
        push_link(&mut out, "  ", "alternate", &address::canonical(base, "index.html"));
    }
    for entry in &entries {
        push_entry(&mut out, entry);
    }
    out.push_str("</feed>\n");
    out
}

fn push_entry(out: &mut String, entry: &FeedEntry) {
    out.push_str("  <entry>\n");
    xml::push_element(out, "    ", "title", &entry.title);
    xml::push_element(out, "    ", "id", &entry.id);
    push_link(out, "    ", "alternate", &entry.href);
    if let Some(at) = entry.published {
        xml::push_element(out, "    ", "published", &moments::iso(at));
    }
    xml::push_element(out, "    ", "updated", &moments::iso(entry.updated));
    for category in &entry.categories {
        out.push_str("    <category term=\"");
        xml::push_escaped(out, category);
        out.push_str("\"/>\n");
    }
    xml::push_element(out, "    ", "summary", &entry.summary);
    out.push_str("  </entry>\n");
}

fn push_link(out: &mut String, indent: &str, relation: &str, href: &str) {
    out.push_str(&format!("{indent}<link rel=\"{relation}\" href=\""));
    xml::push_escaped(out, href);
    out.push_str("\"/>\n");
}
