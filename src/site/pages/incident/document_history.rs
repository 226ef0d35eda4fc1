//! How the document itself came about: its commits, each with what it changed as meaning.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::history::CommitId;
use crate::site::html::Html;
use crate::site::moments::{self, ShownTime};
use crate::site::pages::Site;
use crate::site::published::Entry;
use crate::timeline::{EventKind, Provenance};

/// Commits shown; older ones are counted.
const MOST: usize = 50;

/// The commits of one incident's file.
#[derive(Debug, Serialize)]
pub struct DocumentHistory {
    /// Newest first.
    pub commits: Vec<CommitRow>,
    /// How many older ones are not shown.
    pub older: usize,
    pub updated: Option<ShownTime>,
    /// Authors, sorted.
    pub contributors: Vec<String>,
    /// The clone is shallow: there may be more.
    pub shallow: bool,
}

/// One commit.
#[derive(Debug, Serialize)]
pub struct CommitRow {
    /// First ten digits of its id.
    pub short: String,
    pub href: Option<String>,
    pub at: ShownTime,
    pub author: String,
    pub subject: String,
    /// What it changed; empty where it had no such meaning.
    pub changes: Vec<Html>,
    /// It was committed after the review was held.
    pub after_review: bool,
}

/// The history of an entry's file; `None` where Git knows none.
#[must_use]
pub fn of(site: &Site<'_>, entry: &Entry<'_>) -> Option<DocumentHistory> {
    let history = site.history?;
    let file = history.files.get(entry.incident.source.path())?;
    let mut changes: BTreeMap<CommitId, Vec<Html>> = BTreeMap::new();
    for event in entry.timeline.iter().flat_map(|timeline| &timeline.events) {
        // The commit's subject says already what an edit without a meaning for the incident was.
        if let (Provenance::Recorded { commit }, false) = (&event.provenance, event.kind == EventKind::Edited) {
            changes.entry(*commit).or_default().push(Html::text(&event.text));
        }
    }
    let held_at = entry.incident.review.as_ref().and_then(|review| review.held_at.as_ref()).map(|at| at.value);
    let commits: Vec<_> =
        file.versions.iter().rev().filter_map(|version| history.commits.get(version.commit)).collect();
    let mut contributors: Vec<String> = commits.iter().map(|commit| commit.author.clone()).collect();
    contributors.sort();
    contributors.dedup();
    let rows = commits.iter().take(MOST).map(|commit| CommitRow {
        short: commit.id.to_string().chars().take(10).collect(),
        href: site.forge.as_ref().map(|forge| forge.commit(&commit.id.to_string())),
        at: moments::moment(commit.committed_at),
        author: commit.author.clone(),
        subject: commit.subject.clone(),
        changes: changes.remove(&commit.id).unwrap_or_default(),
        after_review: held_at.is_some_and(|held_at| commit.committed_at > held_at),
    });
    Some(DocumentHistory {
        commits: rows.collect(),
        older: commits.len().saturating_sub(MOST),
        updated: commits.first().map(|commit| moments::moment(commit.committed_at)),
        contributors,
        shallow: history.shallow,
    })
}
