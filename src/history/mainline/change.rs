//! What reached a main line, as data, and what is asked for.

use serde::{Deserialize, Serialize};

use super::periods::Periods;
use crate::history::model::CommitId;
use crate::incident::Moment;

/// What of a repository counts as a change.
pub struct Wanted<'a> {
    /// Files and folders from the repository's root, each by its components; none: all.
    pub paths: &'a [Vec<Vec<u8>>],
    /// Which tags count, by their short name.
    pub tags: &'a (dyn Fn(&str) -> bool + Sync),
    /// When.
    pub periods: &'a Periods,
}

/// What reached a main line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mainline {
    /// By time, then as the line has them; tags after the commits of their second.
    pub changes: Vec<MainlineChange>,
    /// The clone is shallow and ends within the periods: older changes are not known.
    pub cut_off: bool,
}

/// One change of a main line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainlineChange {
    /// What kind of change.
    pub kind: MainlineKind,
    /// The commit; of a tag the one it names.
    pub commit: CommitId,
    /// When it reached the line: when it was committed or merged, or when the tag was made.
    pub at: Moment,
    /// What it says of itself, on one line.
    pub text: String,
    /// Who wrote it; of a merge, who merged.
    pub author: String,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MainlineKind {
    /// A commit made on the line.
    Commit,
    /// A branch that was merged.
    Merge,
    /// A change taken back, by a commit or a merge.
    Revert,
    /// A tag.
    Tag,
}
