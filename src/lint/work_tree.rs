//! What is known of the work tree that the archive lies in: its files, and what the repository says of them.
//! Collected by whoever runs the lint; rules only ask.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Whether the work tree holds a file or folder of this path, which goes from its top.
pub type Holds = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// The work tree of an archive.
#[derive(Default)]
pub struct WorkTree {
    /// Asks for files; `None` where they cannot be asked for.
    pub holds: Option<Holds>,
    /// What Git says; `None` outside of a repository.
    pub repository: Option<Repository>,
}

/// What the repository says of the incidents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repository {
    /// The clone is shallow: its history ends before the beginning.
    pub shallow: bool,
    /// Incident files with edits that no commit has, by the path that messages name.
    pub uncommitted: BTreeSet<String>,
    /// Times that were changed after the review, by the path of the incident.
    pub backdated: BTreeMap<String, Vec<Backdated>>,
}

/// A time that was changed after the review was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backdated {
    /// The key of the front matter.
    pub key: &'static str,
    /// The commit that changed it, shortened.
    pub commit: String,
}

impl WorkTree {
    /// Nothing is known: rules that would ask are silent.
    pub const UNKNOWN: Self = Self { holds: None, repository: None };
}

impl fmt::Debug for WorkTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkTree").field("repository", &self.repository).finish_non_exhaustive()
    }
}
