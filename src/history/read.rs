//! The whole reading: walk, compare, follow names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gix_object::Kind;

use super::blobs::Blobs;
use super::commit_bytes::CommitBytes;
use super::diff::{Differ, joined};
use super::error::HistoryError;
use super::graph::{self, Graph};
use super::lineage;
use super::model::{Commit, CommitId, History};
use super::people::People;
use super::repository::{Repository, components};
use super::signature;
use super::touch::{How, Scope, Touch, is_inside, touches};
use super::trees::Trees;

/// Times a file is followed out of where it came from before: more moves of whole folders than anybody makes.
const MAX_MOVES: usize = 16;

/// Reads the history of the incident folder `folder` (absolute, or relative to where recount runs). `None`
/// where no repository is found in `start` or above it. A repository without commits has an empty history.
pub fn read(start: &Path, folder: &Path) -> Result<Option<(History, Blobs)>, HistoryError> {
    let Some(repository) = Repository::discover(start)? else { return Ok(None) };
    let folder = components(&repository, folder)?;
    let history = match repository.head()? {
        Some(head) => history(&repository, head, &folder)?,
        None => History::default(),
    };
    Ok(Some((history, Blobs::new(repository))))
}

fn history(repository: &Repository, head: CommitId, folder: &[Vec<u8>]) -> Result<History, HistoryError> {
    let (graph, trees) = graph::walk(repository, head, &repository.shallow_edge(), folder)?;
    let path = folder.iter().fold(Vec::new(), |path, name| joined(&path, name));
    // The walk begins at HEAD.
    let at_head = trees.first().copied().flatten();
    let objects = repository.objects();
    let listing = Differ::new(&Trees::new(&objects), true).changes(head, &path, None, at_head)?;
    let files: Vec<Vec<u8>> = listing.into_iter().map(|change| change.path).collect();
    let folder_path = path.clone();
    let scope = Scope { folder: path, trees, only: None };
    let mut touched = touches(repository, &graph, &scope)?;
    follow_outside(repository, &graph, &scope.folder, &mut touched)?;
    let files = lineage::histories(&touched, &files);
    let people = People::new(repository.work_tree(), &objects, graph.tree(0));
    let commits = touched.into_iter().map(|touch| commit(touch, &people)).collect();
    let mut buffer = Vec::new();
    let committed_at =
        CommitBytes::parse(objects.read(head, Kind::Commit, &mut buffer)?).map(|it| signature::parse(it.committer).at);
    Ok(History {
        head: Some(head),
        head_committed_at: committed_at,
        folder: String::from_utf8_lossy(&folder_path).into_owned(),
        commits,
        files,
        shallow: graph.shallow,
    })
}

/// Adds what commits made of the files that were moved into the folder from elsewhere, before they were.
fn follow_outside(
    repository: &Repository,
    graph: &Graph,
    folder: &[u8],
    touched: &mut Vec<Touch>,
) -> Result<(), HistoryError> {
    let mut followed: BTreeSet<Vec<u8>> = BTreeSet::new();
    for _ in 0..MAX_MOVES {
        let from_elsewhere = |how: &How| match how {
            How::RenamedFrom(from) if !is_inside(from, folder) && !followed.contains(from) => Some(from.clone()),
            _ => None,
        };
        let sources: BTreeSet<Vec<u8>> =
            touched.iter().flat_map(|touch| &touch.files).filter_map(|file| from_elsewhere(&file.how)).collect();
        if sources.is_empty() {
            break;
        }
        let mut by_folder: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for source in &sources {
            let end = source.iter().rposition(|&b| b == b'/').unwrap_or(0);
            by_folder.entry(source[..end].to_vec()).or_default().insert(source.clone());
        }
        for (folder, files) in by_folder {
            let names: Vec<Vec<u8>> =
                folder.split(|&b| b == b'/').filter(|n| !n.is_empty()).map(<[u8]>::to_vec).collect();
            let trees = graph::folders(repository, graph, &names)?;
            merge(touched, touches(repository, graph, &Scope { folder, trees, only: Some(files) })?);
        }
        followed.extend(sources);
    }
    Ok(())
}

/// Joins two lists of touches, both by place.
fn merge(touched: &mut Vec<Touch>, more: Vec<Touch>) {
    touched.extend(more);
    // Stable: what was found first stays first.
    touched.sort_by_key(|touch| touch.place);
    touched.dedup_by(|next, first| {
        let same = next.place == first.place;
        if same {
            first.files.append(&mut next.files);
        }
        same
    });
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
