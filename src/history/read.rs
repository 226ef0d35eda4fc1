//! The whole reading: what commits did, followed into the versions of each file.

use std::path::Path;

use gix_hash::ObjectId;
use gix_object::Kind;

use super::blobs::Blobs;
use super::commit_bytes::{CommitBytes, not_a_commit};
use super::diff::Differ;
use super::error::HistoryError;
use super::graph::subfolder;
use super::lineage;
use super::model::{Commit, CommitId, History};
use super::objects::Objects;
use super::people::People;
use super::repository::{Repository, components};
use super::signature;
use super::touch::Touch;
use super::trees::Trees;
use super::walk::{Walked, path};
use crate::cache::{Cache, CacheKey};

/// Reads the history of the incident folder `folder` (absolute, or relative to where recount runs). `None`
/// where no repository is found in `start` or above it. A repository without commits has an empty history.
/// With a `cache` only what came since the last time is walked; the result is the same.
pub fn read(start: &Path, folder: &Path, cache: Option<&Cache>) -> Result<Option<(History, Blobs)>, HistoryError> {
    let Some(repository) = Repository::discover(start)? else { return Ok(None) };
    let folder = components(&repository, folder)?;
    let history = match repository.head()? {
        Some(head) => history(&repository, head, &folder, cache)?,
        None => History::default(),
    };
    Ok(Some((history, Blobs::new(repository))))
}

fn history(
    repository: &Repository,
    head: CommitId,
    folder: &[Vec<u8>],
    cache: Option<&Cache>,
) -> Result<History, HistoryError> {
    let walked = walked(repository, head, folder, cache)?;
    let path = path(folder);
    let objects = repository.objects();
    let mut buffer = Vec::new();
    let bytes = objects.read(head, Kind::Commit, &mut buffer)?;
    let commit = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(head))?;
    let (root, committed_at) = (commit.tree, signature::parse(commit.committer).at);
    let at_head = folder_tree(&objects, root, folder)?;
    let listing = Differ::new(&Trees::new(&objects), true).changes(head, &path, None, at_head)?;
    let files: Vec<Vec<u8>> = listing.into_iter().map(|change| change.path).collect();
    let files = lineage::histories(&walked.touches, &files);
    let people = People::new(repository.work_tree(), &objects, root);
    Ok(History {
        head: Some(head),
        head_committed_at: Some(committed_at),
        folder: String::from_utf8_lossy(&path).into_owned(),
        commits: walked.touches.into_iter().map(|touch| self::commit(touch, &people)).collect(),
        files,
        shallow: !repository.shallow_edge().is_empty(),
        partial: repository.is_partial(),
    })
}

/// Walks what is not in the cache, and keeps it there.
fn walked(
    repository: &Repository,
    head: CommitId,
    folder: &[Vec<u8>],
    cache: Option<&Cache>,
) -> Result<Walked, HistoryError> {
    // What a partial clone lacks today it may have tomorrow, and tell more.
    let Some(cache) = cache.filter(|_| !repository.is_partial()) else {
        return Walked::whole(repository, head, folder);
    };
    let mut key = CacheKey::of("walk").with(repository.common_dir().as_os_str().as_encoded_bytes());
    for name in folder {
        key.add(name);
    }
    // A clone that was deepened has another past.
    for id in repository.shallow_edge() {
        key.add(id.as_slice());
    }
    let before: Option<Walked> = cache.get(&key);
    let walked = match before {
        Some(before) if before.is_of(head) => return Ok(before),
        Some(before) => before.extended(repository, head, folder)?,
        None => None,
    };
    let walked = walked.map_or_else(|| Walked::whole(repository, head, folder), Ok)?;
    cache.put(&key, &walked);
    Ok(walked)
}

/// The tree of the folder with these components.
fn folder_tree(objects: &Objects, root: ObjectId, folder: &[Vec<u8>]) -> Result<Option<ObjectId>, HistoryError> {
    let (mut at, mut buffer) = (Some(root), Vec::new());
    for name in folder {
        let Some(tree) = at else { break };
        at = subfolder(objects, tree, name, &mut buffer)?;
    }
    Ok(at)
}

fn commit(touch: Touch, people: &People) -> Commit {
    let text = touch.text;
    Commit {
        id: touch.place.1,
        author: people.name(text.name, &text.email),
        authored_at: text.authored_at,
        committed_at: text.committed_at,
        subject: text.subject,
        body: text.body,
        incidents: text.incidents,
        is_merge: touch.is_merge,
    }
}
