//! Where the repository is, and reading its objects raw: one [`Repository`] and object database per thread.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid, Repository};

use super::commit_bytes::object_id;
use super::error::HistoryError;

/// A repository found on disk; cheap to share between threads, each of which opens it for itself.
#[derive(Debug, Clone)]
pub struct Location {
    git_dir: PathBuf,
}

impl Location {
    /// Looks for a repository in `start` and the folders above it.
    pub fn discover(start: &Path) -> Result<Option<(Self, Repository)>, HistoryError> {
        let failed =
            |error: &git2::Error| HistoryError::Open { path: start.to_owned(), reason: error.message().into() };
        let git_dir = match Repository::discover_path(start, [] as [&Path; 0]) {
            Ok(path) => path,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let location = Self { git_dir };
        let repository = location.open()?;
        Ok(Some((location, repository)))
    }

    /// Opens the repository: for one thread's use.
    pub fn open(&self) -> Result<Repository, HistoryError> {
        Repository::open(&self.git_dir)
            .map_err(|error| HistoryError::Open { path: self.git_dir.clone(), reason: error.message().into() })
    }
}

/// The work tree of the repository that holds `folder`; `None` where there is none, or it cannot be opened:
/// [`super::read`] says why.
#[must_use]
pub fn work_tree(folder: &Path) -> Option<PathBuf> {
    let (_, repository) = Location::discover(folder).ok()??;
    repository.workdir().map(Path::to_owned)
}

/// The incident folder relative to the work tree: its components, none for the work tree itself.
pub fn components(repository: &Repository, folder: &Path) -> Result<Vec<Vec<u8>>, HistoryError> {
    let Some(workdir) = repository.workdir() else {
        return Ok(split(folder));
    };
    let outside = || HistoryError::Outside { folder: folder.to_owned(), workdir: workdir.to_owned() };
    let absolute = resolved(folder).ok_or_else(outside)?;
    let root = workdir.canonicalize().map_err(|_| outside())?;
    absolute.strip_prefix(&root).map(split).map_err(|_| outside())
}

/// The real path of a folder that may not exist (any more): its nearest existing ancestor is resolved.
fn resolved(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    absolute.ancestors().find_map(|ancestor| {
        let rest = absolute.strip_prefix(ancestor).ok()?;
        ancestor.canonicalize().ok().map(|real| real.join(rest))
    })
}

fn split(path: &Path) -> Vec<Vec<u8>> {
    let name = |part: std::path::Component<'_>| match part {
        std::path::Component::Normal(name) => Some(name.as_encoded_bytes().to_vec()),
        _ => None,
    };
    path.components().filter_map(name).collect()
}

/// The commits at which a shallow clone ends, sorted; empty for a whole one.
pub fn shallow_edge(repository: &Repository) -> Vec<Oid> {
    let text = fs::read(repository.commondir().join("shallow")).unwrap_or_default();
    let mut edge: Vec<Oid> = text.split(|&b| b == b'\n').filter_map(|line| object_id(line.trim_ascii())).collect();
    edge.sort();
    edge
}

/// Reads an object of the given kind.
pub fn object<'a>(odb: &'a Odb<'_>, id: Oid, kind: ObjectType) -> Result<OdbObject<'a>, HistoryError> {
    let object = odb.read(id).map_err(|error| match error.code() {
        ErrorCode::NotFound => HistoryError::Missing { id },
        _ => HistoryError::Git(error),
    })?;
    if object.kind() == kind {
        Ok(object)
    } else {
        Err(HistoryError::Damaged { id, reason: "another kind of object was expected" })
    }
}

/// What is said of bytes that should have been a tree.
pub fn not_a_tree(id: Oid) -> HistoryError {
    HistoryError::Damaged { id, reason: "it is not a tree" }
}
