//! What Git remembers: every version of every incident file, in one walk over the commits.
//! Commits, paths and blobs only; what a difference between versions means is the timeline's business.
//! The repository is only read: no hook, filter, textconv or other configured program is ever run.

mod model;

pub use model::{BlobId, Change, Commit, CommitId, FileHistory, History, Version};
