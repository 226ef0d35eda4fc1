//! What each commit made of the files of a folder: compared with its parents, renames found.
//! Commits are independent of each other here, so all cores share them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use gix_hash::ObjectId;
use gix_object::Kind;
use serde::{Deserialize, Serialize};

use super::commit_bytes::{CommitBytes, not_a_commit};
use super::diff::{Differ, FileChange};
use super::error::HistoryError;
use super::graph::{Folders, Graph};
use super::known::Place;
use super::model::Change;
use super::objects::Objects;
use super::renames::{self, Side};
use super::repository::Repository;
use super::trees::Trees;
use super::{note, signature};
use crate::cache::moment;
use crate::incident::Moment;

/// Which files are looked at.
pub struct Scope {
    /// Path of their folder from the repository's root.
    pub folder: Vec<u8>,
    /// That folder's tree in each commit.
    pub trees: Folders,
    /// These files of the folder alone; `None` for all, in folders inside it too.
    pub only: Option<BTreeSet<Vec<u8>>>,
}

/// What one commit made of the files in scope.
#[derive(Debug, Serialize, Deserialize)]
pub struct Touch {
    /// Where the commit stands in the history; its id is part of it.
    pub place: Place,
    /// It has more than one parent.
    pub is_merge: bool,
    /// The files it has other content of than its parents, in Git's order.
    pub files: Vec<TouchedFile>,
    /// Its message and people.
    pub text: CommitText,
}

/// A file of which a commit has other content than its parents.
#[derive(Debug, Serialize, Deserialize)]
pub struct TouchedFile {
    /// Path in the commit.
    #[serde(with = "serde_bytes")]
    pub path: Vec<u8>,
    /// Content in the commit.
    pub blob: ObjectId,
    /// How it came about.
    pub how: How,
}

/// [`Change`], with paths as Git has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// See [`Change::Added`], [`Change::AtShallowEdge`], [`Change::Modified`].
    Plain(Change),
    /// See [`Change::Renamed`].
    RenamedFrom(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// The part of a commit that people read, decoded, before the mailmap.
#[derive(Debug, Serialize, Deserialize)]
pub struct CommitText {
    pub name: String,
    pub email: String,
    #[serde(with = "moment")]
    pub authored_at: Moment,
    #[serde(with = "moment")]
    pub committed_at: Moment,
    pub subject: String,
    pub body: String,
    pub incidents: Vec<String>,
}

/// Commits a worker takes at a time.
const PORTION: usize = 64;

/// What every commit of the graph made of the files in scope, by their places; commits that did nothing
/// to them and note no incident are left out.
pub fn touches(repository: &Repository, graph: &Graph, scope: &Scope) -> Result<Vec<Touch>, HistoryError> {
    // The newest first: Git keeps an old tree as its difference from a newer one.
    let newest_first = graph.order.iter().rev().copied();
    let may_touch = |&commit: &u32| !graph.is_known(commit) && may_touch(graph, scope, commit);
    let commits: Vec<u32> = newest_first.filter(may_touch).collect();
    let taken = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(commits.len().div_ceil(PORTION));
    let work = || -> Result<Vec<Touch>, HistoryError> {
        let objects = repository.objects();
        let trees = Trees::new(&objects);
        let mut touched = Vec::new();
        loop {
            let start = taken.fetch_add(PORTION, Ordering::Relaxed);
            let Some(portion) = commits.get(start..) else { return Ok(touched) };
            for &commit in portion.iter().take(PORTION) {
                touched.extend(touch(&trees, graph, scope, commit)?);
            }
        }
    };
    let results: Vec<_> = std::thread::scope(|threads| {
        let workers: Vec<_> = (0..workers).map(|_| threads.spawn(work)).collect();
        workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut touched = Vec::new();
    for result in results {
        touched.extend(result.map_err(|_| HistoryError::Walk("a worker stopped"))??);
    }
    touched.sort_unstable_by_key(|touch| touch.place);
    Ok(touched)
}

/// The folder differs from that of every parent, or the commit is a note or may be one.
fn may_touch(graph: &Graph, scope: &Scope, commit: u32) -> bool {
    let tree = |commit: u32| scope.trees[commit as usize];
    let parents = graph.parents(commit);
    let differs = match parents {
        [] => tree(commit).is_some(),
        _ => parents.iter().all(|&parent| tree(parent) != tree(commit)),
    };
    differs || (scope.only.is_none() && graph.is_note(commit) != Some(false))
}

fn touch(trees: &Trees<'_>, graph: &Graph, scope: &Scope, commit: u32) -> Result<Option<Touch>, HistoryError> {
    let (files, any_change) = files(trees, graph, scope, commit)?;
    if files.is_empty() && (scope.only.is_some() || !is_note(trees.objects(), graph, commit)?) {
        return Ok(None);
    }
    let text = text(trees.objects(), graph.id(commit))?;
    let belongs = !files.is_empty() || any_change || !text.incidents.is_empty();
    let is_merge = graph.parents(commit).len() > 1;
    Ok(belongs.then(|| Touch { place: graph.place(commit), is_merge, files, text }))
}

fn is_note(objects: &Objects, graph: &Graph, commit: u32) -> Result<bool, HistoryError> {
    if let Some(known) = graph.is_note(commit) {
        return Ok(known);
    }
    let (id, mut buffer) = (graph.id(commit), Vec::new());
    let bytes = CommitBytes::parse(objects.read(id, Kind::Commit, &mut buffer)?).ok_or_else(|| not_a_commit(id))?;
    Ok(note::begins(bytes.message))
}

/// The files touched, and whether anything in scope differs at all (a deletion touches no file that is left).
fn files(
    trees: &Trees<'_>,
    graph: &Graph,
    scope: &Scope,
    commit: u32,
) -> Result<(Vec<TouchedFile>, bool), HistoryError> {
    let compare = |parent: Option<u32>| -> Result<Vec<FileChange>, HistoryError> {
        let before = parent.and_then(|parent| scope.trees[parent as usize]);
        let after = scope.trees[commit as usize];
        let differ = Differ::new(trees, scope.only.is_none());
        let mut changes = differ.changes(graph.id(commit), &scope.folder, before, after)?;
        if let Some(only) = &scope.only {
            changes.retain(|change| only.contains(&change.path));
        }
        Ok(changes)
    };
    let parents = graph.parents(commit);
    let changes = match parents {
        [] => compare(None)?,
        [first, others @ ..] => {
            let mut changes = compare(Some(*first))?;
            for &parent in others {
                let against: Vec<FileChange> = compare(Some(parent))?;
                keep_common(&mut changes, &against);
            }
            changes
        }
    };
    let appeared = if graph.at_edge(commit) { Change::AtShallowEdge } else { Change::Added };
    let sources = match parents {
        [] => Vec::new(),
        [first, ..] => sources(trees, graph, scope, commit, *first, &changes)?,
    };
    let mut sources = sources.into_iter();
    let any_change = !changes.is_empty();
    let mut files = Vec::new();
    for FileChange { path, before, after } in changes {
        let Some(blob) = after else { continue };
        let how = match before {
            Some(_) => How::Plain(Change::Modified),
            None => match sources.next().flatten() {
                Some(from) => How::RenamedFrom(from),
                None => How::Plain(appeared.clone()),
            },
        };
        files.push(TouchedFile { path, blob, how });
    }
    Ok((files, any_change))
}

/// Of a merge only what differs from every parent is its own; a file that one parent has was not added.
fn keep_common(changes: &mut Vec<FileChange>, against: &[FileChange]) {
    changes.retain_mut(|change| {
        let same = against.iter().find(|other| other.path == change.path);
        if let Some(other) = same {
            change.before = change.before.or(other.before);
        }
        same.is_some()
    });
}

/// For each added file in order, the path it had in the parent: searched in the folder, then in the whole tree.
fn sources(
    trees: &Trees<'_>,
    graph: &Graph,
    scope: &Scope,
    commit: u32,
    parent: u32,
    changes: &[FileChange],
) -> Result<Vec<Option<Vec<u8>>>, HistoryError> {
    let added: Vec<Side<'_>> = changes.iter().filter(|c| c.before.is_none()).filter_map(after).collect();
    let mut found = vec![None; added.len()];
    if added.is_empty() {
        return Ok(found);
    }
    match_deleted(trees.objects(), &added, &mut found, changes)?;
    let inside = |path: &[u8]| scope.only.is_none() && is_inside(path, &scope.folder);
    let unmatched = found.iter().any(Option::is_none);
    if unmatched && (!scope.folder.is_empty() || scope.only.is_some()) {
        let (before, after) = (Some(graph.tree(parent)), Some(graph.tree(commit)));
        let everywhere = match Differ::new(trees, true).changes(graph.id(commit), b"", before, after) {
            // Around the folder lies whatever a repository holds: too much of it only ends the search.
            Err(HistoryError::TooLarge { .. }) => Vec::new(),
            changes => changes?,
        };
        let elsewhere: Vec<FileChange> = everywhere.into_iter().filter(|change| !inside(&change.path)).collect();
        match_deleted(trees.objects(), &added, &mut found, &elsewhere)?;
    }
    Ok(found)
}

/// Matches the added files that have no source yet with the deleted ones among `changes`.
fn match_deleted(
    objects: &Objects,
    added: &[Side<'_>],
    found: &mut [Option<Vec<u8>>],
    changes: &[FileChange],
) -> Result<(), HistoryError> {
    let deleted: Vec<Side<'_>> = changes.iter().filter(|c| c.after.is_none()).filter_map(before).collect();
    let open: Vec<usize> = (0..added.len()).filter(|&i| found[i].is_none()).collect();
    let sides: Vec<Side<'_>> = open.iter().map(|&i| added[i]).collect();
    for (&i, source) in open.iter().zip(renames::detect(objects, &sides, &deleted)?) {
        found[i] = source.map(|old| deleted[old].path.to_vec());
    }
    Ok(())
}

fn before(change: &FileChange) -> Option<Side<'_>> {
    change.before.map(|blob| Side { path: &change.path, blob })
}

fn after(change: &FileChange) -> Option<Side<'_>> {
    change.after.map(|blob| Side { path: &change.path, blob })
}

/// True when `path` lies in `folder`; everything lies in the root.
pub fn is_inside(path: &[u8], folder: &[u8]) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(b"/"))
}

fn text(objects: &Objects, id: ObjectId) -> Result<CommitText, HistoryError> {
    let mut buffer = Vec::new();
    let commit = CommitBytes::parse(objects.read(id, Kind::Commit, &mut buffer)?).ok_or_else(|| not_a_commit(id))?;
    let author = signature::parse(commit.author);
    let (subject, body) = note::split(&commit.text(commit.message));
    Ok(CommitText {
        name: commit.text(author.name),
        email: commit.text(author.email),
        authored_at: author.at,
        committed_at: signature::parse(commit.committer).at,
        incidents: note::incidents(&body),
        subject,
        body,
    })
}
