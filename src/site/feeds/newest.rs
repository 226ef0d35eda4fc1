//! The newest incidents as entries of a feed, whatever its format. An entry's id never changes with its address: it is a
//! `tag:` URI (RFC 4151) of the incident's id, or of its file where it has none.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::incident::SectionKind;
use crate::site::address;
use crate::site::markdown;
use crate::site::pages::Site;
use crate::site::published::{Entry, instant};

/// How many of the newest incidents a feed holds.
const ENTRIES: usize = 50;
/// Of the description, in bytes.
const SUMMARY: usize = 600;

/// One entry of a feed.
#[derive(Debug)]
pub struct FeedEntry {
    /// A `tag:` URI.
    pub id: String,
    pub title: String,
    /// Absolute where the site's address is known, else relative to the feed: readers resolve it against where they got
    /// that.
    pub href: String,
    /// When the incident began.
    pub published: Option<DateTime<Utc>>,
    /// When the file last changed, else when the incident began.
    pub updated: DateTime<Utc>,
    /// Severity, services and tags.
    pub categories: Vec<String>,
    /// The first words of the description; the title where there are none.
    pub summary: String,
}

/// The entries, the newest first.
#[must_use]
pub fn newest(site: &Site<'_>) -> Vec<FeedEntry> {
    let authority = authority(site);
    let mut ids = BTreeSet::new();
    site.published.entries.iter().take(ENTRIES).map(|entry| feed_entry(site, entry, &authority, &mut ids)).collect()
}

/// The id of the archive itself.
#[must_use]
pub fn archive_id(site: &Site<'_>) -> String {
    format!("tag:{}:archive", authority(site))
}

fn feed_entry(site: &Site<'_>, entry: &Entry<'_>, authority: &str, ids: &mut BTreeSet<String>) -> FeedEntry {
    let incident = entry.incident;
    let title = match &incident.id {
        Some(id) => format!("{}: {}", id.value, incident.title.text),
        None => incident.title.text.clone(),
    };
    // A doubled id is a finding of the linter; the second one falls back to its file.
    let by_id = incident.id.as_ref().map(|id| format!("tag:{authority}:{}", address::encoded(&id.value)));
    let by_file = format!("tag:{authority}:{}", address::encoded(incident.source.path()));
    let id = by_id.filter(|id| !ids.contains(id)).unwrap_or(by_file);
    ids.insert(id.clone());
    let description = incident.section(SectionKind::Description).map(|section| section.own_content);
    let summary = description.map(|span| markdown::plain(incident.source.slice(span), SUMMARY)).unwrap_or_default();
    let categories = incident.severity.iter().chain(&incident.services).chain(&incident.tags);
    FeedEntry {
        id,
        href: absolute(site, &entry.page),
        published: instant(incident),
        updated: updated(site, entry).unwrap_or(site.as_of),
        categories: categories.map(|category| category.value.clone()).collect(),
        summary: if summary.is_empty() { title.clone() } else { summary },
        title,
    }
}

/// The address of a page: absolute where the site's is known, else from the site's root.
#[must_use]
pub fn absolute(site: &Site<'_>, page: &str) -> String {
    match &site.config.site.base_url {
        Some(base) => address::canonical(base, page),
        None => address::encoded(page),
    }
}

/// Authority and date of the `tag:` URIs: the host of the site's address, else one that nobody can own.
#[must_use]
pub fn authority(site: &Site<'_>) -> String {
    let base = site.config.site.base_url.as_deref().and_then(|base| base.split_once("://"));
    let host = base.map(|(_, rest)| rest.split(['/', ':', '?', '#']).next().unwrap_or("").to_ascii_lowercase());
    format!("{},2026", host.filter(|host| !host.is_empty()).unwrap_or_else(|| "recount.invalid".to_owned()))
}

fn updated(site: &Site<'_>, entry: &Entry<'_>) -> Option<DateTime<Utc>> {
    let history = site.history.and_then(|history| {
        let version = history.files.get(entry.incident.source.path())?.versions.last()?;
        Some(history.commits.get(version.commit)?.committed_at.with_timezone(&Utc))
    });
    history.or_else(|| instant(entry.incident))
}
