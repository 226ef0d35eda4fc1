//! What Git remembers: every version of every incident file, in one walk over the commits.
//! Commits, paths and blobs only; what a difference between versions means is the timeline's business.
//! The repository is only read: no hook, filter, textconv or other configured program is ever run.

mod blobs;
mod commit_bytes;
mod commit_graph;
mod diff;
mod empty_commit;
mod error;
mod forge;
mod graph;
mod known;
mod lineage;
mod mainline;
mod merge_base;
mod model;
mod note;
mod objects;
mod people;
mod read;
mod renames;
mod repository;
mod revision;
mod signature;
mod similarity;
mod since;
mod touch;
mod tree_bytes;
mod trees;
mod walk;

pub use blobs::{BlobReader, Blobs};
pub use empty_commit::{EmptyCommitError, Written, commit_empty};
pub use error::HistoryError;
pub use forge::{Forge, ForgeKind, remote};
pub use mainline::{Mainline, MainlineChange, MainlineKind, Periods, Wanted, mainline};
pub use model::{BlobId, Change, Commit, CommitId, FileHistory, History, Version};
pub use note::note_text;
pub use read::read;
pub use repository::{is_same_repository, is_shallow, user_name, work_tree};
pub use since::{SinceError, changed_since, uncommitted};
