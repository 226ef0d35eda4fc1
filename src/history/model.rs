//! The shapes of history: commits, and the versions of each file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::incident::Moment;

/// Id of a commit (SHA-1 or SHA-256).
pub type CommitId = gix_hash::ObjectId;
/// Id of a file's content.
pub type BlobId = gix_hash::ObjectId;

/// The history of an incident folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The commit that was walked from; `None` in a repository without commits.
    pub head: Option<CommitId>,
    /// When that commit was made.
    pub head_committed_at: Option<Moment>,
    /// The incident folder relative to the repository's root, `/` between its parts; empty for the root.
    pub folder: String,
    /// Commits that touch an incident file or note an incident, by commit date but parents before children, then by id.
    pub commits: Vec<Commit>,
    /// Every file of the folder at `head`, by its path relative to the repository's root.
    pub files: BTreeMap<String, FileHistory>,
    /// The clone is shallow: what lies before its edge is unknown.
    pub shallow: bool,
    /// The clone is partial: contents of old versions may not be here.
    pub partial: bool,
}

impl History {
    /// The history of the file at `path` below the incident folder; `None` while it is not committed.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&FileHistory> {
        if self.folder.is_empty() { self.files.get(path) } else { self.files.get(&format!("{}/{path}", self.folder)) }
    }

    /// The commit that first recorded a file; `None` where it lies beyond the edge of a shallow clone.
    #[must_use]
    pub fn first_commit(&self, file: &FileHistory) -> Option<&Commit> {
        let first = file.versions.first().filter(|version| version.change != Change::AtShallowEdge);
        first.and_then(|version| self.commits.get(version.commit))
    }
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// Author's name, after the mailmap; invalid UTF-8 replaced.
    pub author: String,
    /// When the author wrote it: orders notes.
    pub authored_at: Moment,
    /// When it was committed: proves the recording.
    pub committed_at: Moment,
    /// First paragraph of the message, on one line.
    pub subject: String,
    /// The rest of the message; empty where there is none.
    pub body: String,
    /// Values of its `Incident:` trailers, in order.
    pub incidents: Vec<String>,
    /// It has more than one parent.
    pub is_merge: bool,
}

/// The versions of one file, parents before children, through all its names. Deletions are none: they leave no content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileHistory {
    /// Ascending by commit, never empty in a history that was read.
    pub versions: Vec<Version>,
}

/// What one commit made of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Index into [`History::commits`].
    pub commit: usize,
    /// Path in that commit, relative to the repository's root.
    pub path: String,
    /// Content in that commit.
    pub blob: BlobId,
    /// How it came about.
    pub change: Change,
}

/// How a version came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The file appeared.
    Added,
    /// The file is there where a shallow clone ends: when it appeared is unknown.
    AtShallowEdge,
    /// Its content changed in place.
    Modified,
    /// It moved, with or without an edit.
    Renamed {
        /// Path in the parent commit.
        from: String,
    },
}
