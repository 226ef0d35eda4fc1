//! What can stop the reading of a history, each with what to do about it.

use std::path::PathBuf;

use gix_hash::ObjectId;

/// Why a history could not be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The repository is there and cannot be opened.
    #[error("cannot open the Git repository at {path}: {reason}")]
    Open {
        /// Its Git directory, or where the search began.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The folder does not lie in the repository's work tree.
    #[error("{folder} lies outside the work tree {work_tree}")]
    Outside {
        /// The folder as asked for.
        folder: PathBuf,
        /// Where the repository is checked out.
        work_tree: PathBuf,
    },
    /// An object that the history needs is not in the repository.
    #[error("object {id} is missing: fetch it (`git fetch --refetch`), or repair the repository (`git fsck`)")]
    Missing {
        /// The object.
        id: ObjectId,
    },
    /// An object is not what its kind promises.
    #[error("object {id} is damaged: {reason} (`git fsck` says more)")]
    Damaged {
        /// The object.
        id: ObjectId,
        /// In which way.
        reason: String,
    },
    /// More files or deeper folders than anybody writes incidents in.
    #[error("commit {commit} holds {what} in the folder: narrow `archive.incidents` in recount.toml")]
    TooLarge {
        /// The commit.
        commit: ObjectId,
        /// What there is too much of.
        what: &'static str,
    },
    /// More commits than can be counted, or a worker that died.
    #[error("the history cannot be read: {0}")]
    Walk(&'static str),
}
