//! An event of the recounted timeline, and where it is known from.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::action_changes::What;
use crate::cache::moment;
use crate::history::{CommitId, MainlineKind};
use crate::incident::{EntryTime, Moment, Times};

/// One thing that happened or was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, and in which sense.
    pub when: When,
    /// What kind of event.
    pub kind: EventKind,
    /// What happened: inline Markdown for declared entries, plain text for the rest.
    pub text: String,
    /// Who did it: a handle, or a commit author's name.
    pub actor: Option<String>,
    /// Where it is known from.
    pub provenance: Provenance,
}

impl Event {
    /// True for what changed around the incident: a lane of its own beside what happened.
    #[must_use]
    pub fn is_around(&self) -> bool {
        matches!(self.provenance, Provenance::Changed { .. })
    }
}

/// When an event happened or was recorded. The two are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// The file or a note says when it happened (`occurred_at`).
    Occurred(EntryTime),
    /// Only the commit's time is known (`recorded_at`): it dates the recording, not the occurrence.
    Recorded(#[serde(with = "moment")] Moment),
}

/// One of [`Times::KEYS`].
pub type TimeKey = &'static str;

/// What kind of event it is; its word stands on the badge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    /// One of the five times of the front matter.
    Started,
    /// See [`EventKind::Started`].
    Detected,
    /// See [`EventKind::Started`].
    Acknowledged,
    /// See [`EventKind::Started`].
    Mitigated,
    /// See [`EventKind::Started`].
    Resolved,
    /// Command passed to another commander.
    Handoff,
    /// A message to an audience.
    Communication,
    /// The review was held.
    Review,
    /// An entry of the Timeline section with the word before its colon (`detection`, `decision`), when it has one.
    Entry(Option<String>),
    /// A `TL:` note of a commit.
    Note,
    /// The file was first committed.
    Opened,
    /// `status` changed.
    StatusChanged,
    /// `severity` changed.
    SeverityChanged,
    /// One of the five times, by its key, was changed or taken away; setting it first is no correction.
    TimeCorrected(#[serde(deserialize_with = "time_key")] TimeKey),
    /// The list of commanders changed.
    CommanderChanged,
    /// Something became of an action.
    Action(What),
    /// Sections that had said nothing got their first words.
    SectionWritten,
    /// The review was written down as held, or its time was changed.
    ReviewRecorded,
    /// `visibility` changed.
    VisibilityChanged,
    /// The file moved.
    Renamed,
    /// A change without such a meaning.
    Edited,
    /// Something reached the main line of a repository of the affected services.
    Change {
        /// What.
        what: MainlineKind,
        /// Nothing changed between it and the start: the first suspect.
        last_before_start: bool,
    },
}

impl EventKind {
    /// The word on the badge; of an entry the word before its colon.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Started => "started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::Handoff => "handoff",
            Self::Communication => "communication",
            Self::Review | Self::ReviewRecorded => "review",
            Self::Entry(Some(word)) => word,
            Self::Entry(None) => "event",
            Self::Note => "note",
            Self::Opened => "opened",
            Self::StatusChanged => "status",
            Self::SeverityChanged => "severity",
            Self::TimeCorrected(_) => "time",
            Self::CommanderChanged => "command",
            Self::Action(_) => "action",
            Self::SectionWritten => "section",
            Self::VisibilityChanged => "visibility",
            Self::Renamed => "renamed",
            Self::Edited => "edited",
            Self::Change { what: MainlineKind::Commit, .. } => "commit",
            Self::Change { what: MainlineKind::Merge, .. } => "merge",
            Self::Change { what: MainlineKind::Revert, .. } => "revert",
            Self::Change { what: MainlineKind::Tag, .. } => "tag",
        }
    }
}

/// Where an event is known from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provenance {
    /// A line of the incident's file, from 1.
    Declared {
        /// Line, from 1.
        line: usize,
    },
    /// A `TL:` commit.
    Noted {
        /// The commit.
        commit: CommitId,
    },
    /// A difference between two versions of the file.
    Recorded {
        /// The commit of the later version.
        commit: CommitId,
    },
    /// The main line of a repository of services.
    Changed {
        /// What the configuration calls that repository.
        repository: String,
        /// The commit.
        commit: CommitId,
        /// The commit's page, where the repository's forge is known.
        url: Option<String>,
    },
}

impl Provenance {
    /// The word for the source: `declared`, `noted`, `recorded` or `changes`.
    #[must_use]
    pub fn source(&self) -> &'static str {
        match self {
            Self::Declared { .. } => "declared",
            Self::Noted { .. } => "noted",
            Self::Recorded { .. } => "recorded",
            Self::Changed { .. } => "changes",
        }
    }

    /// The commit, of what a commit tells.
    #[must_use]
    pub fn commit(&self) -> Option<CommitId> {
        match self {
            Self::Declared { .. } => None,
            Self::Noted { commit } | Self::Recorded { commit } | Self::Changed { commit, .. } => Some(*commit),
        }
    }
}

/// One of the keys of the five times.
fn time_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeKey, D::Error> {
    let key = String::deserialize(deserializer)?;
    let known = Times::KEYS.into_iter().find(|known| *known == key);
    known.ok_or_else(|| D::Error::custom("no key of a time"))
}
