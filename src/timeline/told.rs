//! What the commits tell of one incident: notes, recorded events, the ledger of its actions, and what they cannot tell.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::differences::between;
use super::event::Event;
use super::ledger::{self, ActionRecord};
use super::{limits, noted, recorded};
use crate::cache::CacheKey;
use crate::history::{BlobReader, Change, Commit, FileHistory, History, HistoryError, Version};
use crate::incident::facts::FactsReader;
use crate::incident::{Aliases, Incident, SeverityScale};

/// What Git remembers of one incident, with what is needed to read it.
#[derive(Clone, Copy)]
pub struct Remembered<'a> {
    /// The whole history.
    pub history: &'a History,
    /// Commits that name incidents in trailers, by the id they name; indices into the history's commits.
    pub noting: &'a BTreeMap<&'a str, Vec<usize>>,
    /// The versions of this incident's file; `None` while it is not committed.
    pub file: Option<&'a FileHistory>,
    /// Which headings mean which section.
    pub aliases: &'a Aliases,
    /// The archive's severities.
    pub scale: &'a SeverityScale,
}

/// What the commits tell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Told {
    /// Noted and recorded events.
    pub events: Vec<Event>,
    /// What they say of each of the incident's actions, in their order.
    pub ledger: Vec<ActionRecord>,
    /// What they cannot tell, in whole sentences.
    pub notices: Vec<String>,
    /// Versions whose content is not in this clone.
    pub missing: usize,
}

impl Remembered<'_> {
    /// Everything that [`told`] depends on besides the aliases and the scale, which are the archive's: the file's text,
    /// its versions, and the commits that note it. Commits and contents are named by their ids, which are their hashes;
    /// names of authors are the mailmap's.
    pub fn key(&self, incident: &Incident, key: &mut CacheKey) {
        key.add(incident.source.text());
        key.add(incident.id.as_ref().map_or("", |id| id.value.as_str()));
        key.add([u8::from(self.history.shallow)]);
        for version in self.versions() {
            key.add(version.blob.as_slice());
            key.add(&version.path);
            match &version.change {
                Change::Added => key.add("added"),
                Change::AtShallowEdge => key.add("edge"),
                Change::Modified => key.add("modified"),
                Change::Renamed { from } => {
                    key.add("renamed");
                    key.add(from);
                }
            }
            if let Some(commit) = self.history.commits.get(version.commit) {
                key.add(commit.id.as_slice());
                key.add(&commit.author);
            }
        }
        for commit in self.noting(incident) {
            key.add(commit.id.as_slice());
            key.add(&commit.author);
        }
    }

    fn versions(&self) -> &[Version] {
        self.file.map(|file| file.versions.as_slice()).unwrap_or_default()
    }

    /// The commits that touch the file or name the incident, in order, each once.
    fn noting(&self, incident: &Incident) -> impl Iterator<Item = &Commit> {
        let touched = self.versions().iter().map(|version| version.commit);
        let by_trailer = incident.id.as_ref().and_then(|id| self.noting.get(id.value.as_str()));
        let mut noting: Vec<usize> = touched.chain(by_trailer.into_iter().flatten().copied()).collect();
        noting.sort_unstable();
        noting.dedup();
        noting.into_iter().filter_map(|commit| self.history.commits.get(commit))
    }
}

/// What the commits tell of an incident.
#[must_use]
pub fn told(incident: &Incident, remembered: &Remembered<'_>, blobs: &BlobReader) -> Told {
    let history = remembered.history;
    let versions = remembered.versions();
    let mut notices = Vec::new();
    if versions.is_empty() {
        notices.push("This incident is not yet committed; nothing of it is recorded.".to_owned());
    }
    if history.shallow {
        notices.push("This clone is shallow: what was recorded before its edge is not known here.".to_owned());
    }
    let notes = remembered.noting(incident).filter(|commit| noted::is_note(commit));
    let mut events: Vec<Event> = notes.flat_map(noted::events).collect();

    let mut reader = FactsReader::new(remembered.aliases);
    let mut newest: Option<bool> = None;
    let mut missing = 0;
    // The newest first: Git keeps an old content as its difference from a newer one.
    let mut recordings: Vec<recorded::Recording<'_>> = versions
        .iter()
        .rev()
        .filter_map(|version| {
            let commit = history.commits.get(version.commit)?;
            // A content that cannot be read leaves its commit as an edit without meaning.
            let text = blobs.text(version.blob);
            missing += usize::from(matches!(text, Err(HistoryError::Missing { .. })));
            let text = text.ok().flatten();
            let text = text.as_deref();
            newest.get_or_insert_with(|| text.is_none_or(|text| is_same(text, incident.source.text())));
            let facts = text.map(|text| reader.read(text));
            Some(recorded::Recording { commit, version, facts, noted: noted::is_note(commit) })
        })
        .collect();
    recordings.reverse();
    events.extend(recorded::events(&recordings, remembered.scale));
    if newest == Some(false) {
        let last = recordings.iter().rev().find_map(|recording| recording.facts.as_ref());
        let ever = recordings.iter().filter_map(|recording| recording.facts.as_ref()).flat_map(|facts| &facts.written);
        let now = reader.read(incident.source.text());
        let told = last.map(|last| between(last, &now, &ever.copied().collect(), remembered.scale)).unwrap_or_default();
        notices.push(limits::uncommitted(&told));
    }
    notices.extend(limits::missing(missing));
    notices.extend(limits::of(&recordings));
    Told { events, ledger: ledger::ledger(&recordings, &incident.actions), notices, missing }
}

/// The same text, be it with the line breaks of another system.
fn is_same(committed: &str, here: &str) -> bool {
    committed == here || committed.lines().eq(here.lines())
}

/// Commits that name incidents in trailers, by the id they name.
#[must_use]
pub fn noting(history: &History) -> BTreeMap<&str, Vec<usize>> {
    let mut noting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, commit) in history.commits.iter().enumerate() {
        for id in &commit.incidents {
            noting.entry(id).or_default().push(i);
        }
    }
    noting
}
