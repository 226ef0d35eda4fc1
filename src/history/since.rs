//! Which files changed since a branch was left: the commits on it and what is not committed yet, as one difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gix_hash::ObjectId;
use gix_object::Kind;

use super::commit_bytes::{CommitBytes, not_a_commit};
use super::diff::{Differ, joined};
use super::error::HistoryError;
use super::graph::subfolder;
use super::merge_base::merge_base;
use super::repository::{Repository, components, work_tree};
use super::revision::{self, Revision};
use super::trees::Trees;
use crate::text::SourceText;

/// Why it cannot be said what changed.
#[derive(Debug, thiserror::Error)]
pub enum SinceError {
    /// No repository holds the folder, or it has no work tree.
    #[error("there is no Git repository with a work tree here")]
    NoRepository,
    /// HEAD leads to no commit.
    #[error("the repository has no commits yet")]
    NoCommits,
    /// Nothing has this name.
    #[error("there is no branch, tag or commit `{reference}`{}", if *.shallow { SHALLOW } else { FETCH })]
    Unknown {
        /// The name as given.
        reference: String,
        /// The clone is shallow.
        shallow: bool,
    },
    /// The beginning of several ids.
    #[error("`{0}` is the beginning of several commits' ids; give more of it")]
    Ambiguous(String),
    /// The two lines never met, as far as this clone goes.
    #[error("`{reference}` and HEAD have no commit in common{}", if *.shallow { SHALLOW } else { "" })]
    NoMergeBase {
        /// The name as given.
        reference: String,
        /// The clone is shallow.
        shallow: bool,
    },
    /// The history cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
}

const SHALLOW: &str = " in this clone, which is shallow; fetch the whole history: `git fetch --unshallow`, or \
                       `fetch-depth: 0` for the checkout of GitHub Actions (`GIT_DEPTH: 0` in GitLab CI)";
const FETCH: &str = "; a branch that only the remote has is fetched with `git fetch origin <branch>`, and then called \
                     `origin/<branch>`";

/// Those of `files` (in `folder`, named from the top of the work tree) that differ from what they were at the merge
/// base of `reference` and HEAD: changed in commits, changed and not committed, or new.
pub fn changed_since<'f>(
    folder: &Path,
    reference: &str,
    files: impl IntoIterator<Item = &'f str>,
) -> Result<BTreeSet<String>, SinceError> {
    let repository = Repository::discover(folder)?.ok_or(SinceError::NoRepository)?;
    let top = work_tree(folder).ok_or(SinceError::NoRepository)?;
    let before = files_at_merge_base(&repository, reference, &components(&repository, folder)?)?;
    let changed = |file: &&str| match before.get(file.as_bytes()) {
        None => true,
        Some(id) => !is_content(&repository, &top.join(file), *id),
    };
    Ok(files.into_iter().filter(changed).map(str::to_owned).collect())
}

/// Those of `files` (in `folder`, named from the top of the work tree) with edits that no commit has; before the first
/// commit, all of them.
pub fn uncommitted<'f>(
    folder: &Path,
    files: impl IntoIterator<Item = &'f str>,
) -> Result<BTreeSet<String>, SinceError> {
    let files = files.into_iter();
    let unborn = Repository::discover(folder)?.is_some_and(|repository| matches!(repository.head(), Ok(None)));
    if unborn { Ok(files.map(str::to_owned).collect()) } else { changed_since(folder, "HEAD", files) }
}

/// The files that the folder held at the merge base, by their path from the top.
fn files_at_merge_base(
    repository: &Repository,
    reference: &str,
    folder: &[Vec<u8>],
) -> Result<BTreeMap<Vec<u8>, ObjectId>, SinceError> {
    let objects = repository.objects();
    let edge = repository.shallow_edge();
    let shallow = !edge.is_empty();
    let head = repository.head()?.ok_or(SinceError::NoCommits)?;
    let theirs = match revision::resolve(repository, &objects, reference)? {
        Revision::Commit(commit) => commit,
        Revision::Unknown => return Err(SinceError::Unknown { reference: reference.to_owned(), shallow }),
        Revision::Ambiguous => return Err(SinceError::Ambiguous(reference.to_owned())),
    };
    let base = merge_base(&objects, &edge, head, theirs)?
        .ok_or_else(|| SinceError::NoMergeBase { reference: reference.to_owned(), shallow })?;
    let mut buffer = Vec::new();
    let bytes = objects.read(base, Kind::Commit, &mut buffer)?;
    let tree = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(base))?.tree;
    let (mut tree, mut path) = (Some(tree), Vec::new());
    for name in folder {
        tree = tree.map(|tree| subfolder(&objects, tree, name, &mut buffer)).transpose()?.flatten();
        path = joined(&path, name);
    }
    let listing = Differ::new(&Trees::new(&objects), true).changes(base, &path, None, tree)?;
    Ok(listing.into_iter().filter_map(|file| Some((file.path, file.after?))).collect())
}

/// True when the file holds the content of that id, be it with the line breaks of another system.
fn is_content(repository: &Repository, path: &Path, id: ObjectId) -> bool {
    // Larger than a review may be: not read, and so not known to be the same.
    if !fs::metadata(path).is_ok_and(|file| file.len() <= SourceText::MAX_BYTES) {
        return false;
    }
    let Ok(content) = fs::read(path) else { return false };
    if repository.blob_id(&content) == Some(id) {
        return true;
    }
    let breaks = |at: usize| content[at] == b'\r' && content.get(at + 1) == Some(&b'\n');
    let unix: Vec<u8> = (0..content.len()).filter(|&at| !breaks(at)).map(|at| content[at]).collect();
    unix.len() < content.len() && repository.blob_id(&unix) == Some(id)
}
