//! The Atom feed (RFC 4287) of the newest incidents. An entry's id never changes with its address: it is a `tag:` URI
//! of the incident's id, or of its file where it has none.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::incident::SectionKind;
use crate::site::markdown;
use crate::site::pages::Site;
use crate::site::published::{Entry, instant};
use crate::site::{address, moments};
use crate::xml;

/// How many of the newest incidents the feed holds.
const ENTRIES: usize = 50;
/// Of the description, in bytes.
const SUMMARY: usize = 600;

/// The feed.
#[must_use]
pub fn feed(site: &Site<'_>) -> String {
    let authority = authority(site);
    let entries: Vec<&Entry<'_>> = site.published.entries.iter().take(ENTRIES).collect();
    let updated = entries.iter().filter_map(|entry| updated(site, entry)).max().unwrap_or(site.as_of);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    xml::push_element(&mut out, "  ", "title", &site.config.archive.title);
    xml::push_element(&mut out, "  ", "subtitle", &site.config.archive.description);
    xml::push_element(&mut out, "  ", "id", &format!("tag:{authority}:archive"));
    xml::push_element(&mut out, "  ", "updated", &moments::iso(updated));
    out.push_str("  <author>\n");
    xml::push_element(&mut out, "    ", "name", &site.config.archive.title);
    out.push_str("  </author>\n");
    if let Some(base) = &site.config.site.base_url {
        push_link(&mut out, "  ", "self", &format!("{}/feed.atom", base.trim_end_matches('/')));
        push_link(&mut out, "  ", "alternate", &address::canonical(base, "index.html"));
    }
    let mut ids = BTreeSet::new();
    for entry in entries {
        push_entry(&mut out, site, entry, &authority, &mut ids);
    }
    out.push_str("</feed>\n");
    out
}

fn push_entry(out: &mut String, site: &Site<'_>, entry: &Entry<'_>, authority: &str, ids: &mut BTreeSet<String>) {
    let incident = entry.incident;
    out.push_str("  <entry>\n");
    let title = match &incident.id {
        Some(id) => format!("{}: {}", id.value, incident.title.text),
        None => incident.title.text.clone(),
    };
    xml::push_element(out, "    ", "title", &title);
    // A doubled id is a finding of the linter; the second one falls back to its file.
    let by_id = incident.id.as_ref().map(|id| format!("tag:{authority}:{}", address::encoded(&id.value)));
    let by_file = format!("tag:{authority}:{}", address::encoded(incident.source.path()));
    let id = by_id.filter(|id| !ids.contains(id)).unwrap_or(by_file);
    xml::push_element(out, "    ", "id", &id);
    ids.insert(id);
    // Relative to the feed where the site's address is not known: readers resolve it against where they got it.
    let href = match &site.config.site.base_url {
        Some(base) => address::canonical(base, &entry.page),
        None => address::encoded(&entry.page),
    };
    push_link(out, "    ", "alternate", &href);
    if let Some(at) = instant(incident) {
        xml::push_element(out, "    ", "published", &moments::iso(at));
    }
    xml::push_element(out, "    ", "updated", &moments::iso(updated(site, entry).unwrap_or(site.as_of)));
    for category in incident.severity.iter().chain(&incident.services).chain(&incident.tags) {
        out.push_str("    <category term=\"");
        xml::push_escaped(out, &category.value);
        out.push_str("\"/>\n");
    }
    let description = incident.section(SectionKind::Description).map(|section| section.own_content);
    let summary = description.map(|span| markdown::plain(incident.source.slice(span), SUMMARY)).unwrap_or_default();
    xml::push_element(out, "    ", "summary", if summary.is_empty() { &title } else { &summary });
    out.push_str("  </entry>\n");
}

fn push_link(out: &mut String, indent: &str, relation: &str, href: &str) {
    out.push_str(&format!("{indent}<link rel=\"{relation}\" href=\""));
    xml::push_escaped(out, href);
    out.push_str("\"/>\n");
}

/// Authority and date of the `tag:` URIs (RFC 4151): the host of the site's address, else one that nobody can own.
fn authority(site: &Site<'_>) -> String {
    let host = site
        .config
        .site
        .base_url
        .as_deref()
        .and_then(|base| base.split_once("://"))
        .map(|(_, rest)| rest.split(['/', ':', '?', '#']).next().unwrap_or("").to_ascii_lowercase());
    format!("{},2026", host.filter(|host| !host.is_empty()).unwrap_or_else(|| "recount.invalid".to_owned()))
}

/// When the file last changed, else when the incident began.
fn updated(site: &Site<'_>, entry: &Entry<'_>) -> Option<DateTime<Utc>> {
    let history = site.history.and_then(|history| {
        let version = history.files.get(entry.incident.source.path())?.versions.last()?;
        Some(history.commits.get(version.commit)?.committed_at.with_timezone(&Utc))
    });
    history.or_else(|| instant(entry.incident))
}
