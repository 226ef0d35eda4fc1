//! What every commit made of the incident files: found in one walk, or in the commits that came since an earlier one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::diff::joined;
use super::error::HistoryError;
use super::graph::{self, Graph};
use super::known::KnownCommits;
use super::model::CommitId;
use super::repository::Repository;
use super::touch::{How, Scope, Touch, is_inside, touches};

/// Times a file is followed out of where it came from before: more moves of whole folders than anybody makes.
const MAX_MOVES: usize = 16;

/// What was found by walking from a commit.
#[derive(Debug, Serialize, Deserialize)]
pub struct Walked {
    /// Where the walk began.
    head: CommitId,
    /// Every commit it came by.
    known: KnownCommits,
    /// Paths outside the incident folder from which files were moved into it.
    followed: BTreeSet<Vec<u8>>,
    /// What commits made of the incident files, by place.
    pub touches: Vec<Touch>,
}

impl Walked {
    /// Walks everything that leads to `head`.
    pub fn whole(repository: &Repository, head: CommitId, folder: &[Vec<u8>]) -> Result<Self, HistoryError> {
        let nothing = KnownCommits::default();
        let (graph, trees) = graph::walk(repository, head, &repository.shallow_edge(), folder, &nothing)?;
        let scope = Scope { folder: path(folder), trees, only: None };
        let mut walked =
            Self { head, known: nothing, followed: BTreeSet::new(), touches: touches(repository, &graph, &scope)? };
        walked.follow_outside(repository, &graph, &scope.folder)?;
        walked.known.add(graph.new_places());
        Ok(walked)
    }

    /// Walks what came since; the result is that of walking everything. `None` where that cannot be had: history was
    /// rewritten, or a file came in from another place, whose past is not known.
    pub fn extended(
        mut self,
        repository: &Repository,
        head: CommitId,
        folder: &[Vec<u8>],
    ) -> Result<Option<Self>, HistoryError> {
        if self.known.time(head).is_some() {
            return Ok(None);
        }
        let (graph, trees) = graph::walk(repository, head, &repository.shallow_edge(), folder, &self.known)?;
        let leads_on = graph.commits().any(|commit| graph.id(commit) == self.head);
        if !leads_on {
            return Ok(None);
        }
        let scope = Scope { folder: path(folder), trees, only: None };
        let new = touches(repository, &graph, &scope)?;
        let sources = sources_outside(&new, &scope.folder);
        if !sources.is_subset(&self.followed) {
            return Ok(None);
        }
        merge(&mut self.touches, new);
        let followed = self.followed.clone();
        self.touches_of(repository, &graph, &followed)?;
        self.known.add(graph.new_places());
        self.head = head;
        Ok(Some(self))
    }

    /// True when the walk began there.
    pub fn is_of(&self, head: CommitId) -> bool {
        self.head == head
    }

    /// Adds what commits made of the files that were moved into the folder from elsewhere, before they were.
    fn follow_outside(&mut self, repository: &Repository, graph: &Graph, folder: &[u8]) -> Result<(), HistoryError> {
        for _ in 0..MAX_MOVES {
            let sources = sources_outside(&self.touches, folder);
            let new: BTreeSet<Vec<u8>> = sources.difference(&self.followed).cloned().collect();
            if new.is_empty() {
                break;
            }
            self.touches_of(repository, graph, &new)?;
            self.followed.extend(new);
        }
        Ok(())
    }

    /// Adds what commits made of these files.
    fn touches_of(
        &mut self,
        repository: &Repository,
        graph: &Graph,
        files: &BTreeSet<Vec<u8>>,
    ) -> Result<(), HistoryError> {
        let mut by_folder: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for file in files {
            let end = file.iter().rposition(|&b| b == b'/').unwrap_or(0);
            by_folder.entry(file[..end].to_vec()).or_default().insert(file.clone());
        }
        for (folder, files) in by_folder {
            let names: Vec<Vec<u8>> =
                folder.split(|&b| b == b'/').filter(|n| !n.is_empty()).map(<[u8]>::to_vec).collect();
            let trees = graph::folders(repository, graph, &names)?;
            merge(&mut self.touches, touches(repository, graph, &Scope { folder, trees, only: Some(files) })?);
        }
        Ok(())
    }
}

/// The path with these components.
pub fn path(components: &[Vec<u8>]) -> Vec<u8> {
    components.iter().fold(Vec::new(), |path, name| joined(&path, name))
}

/// Paths outside `folder` from which a commit moved a file.
fn sources_outside(touches: &[Touch], folder: &[u8]) -> BTreeSet<Vec<u8>> {
    let files = touches.iter().flat_map(|touch| &touch.files);
    let from_elsewhere = files.filter_map(|file| match &file.how {
        How::RenamedFrom(from) if !is_inside(from, folder) => Some(from.clone()),
        _ => None,
    });
    from_elsewhere.collect()
}

/// Joins two lists of touches, both by place.
fn merge(touches: &mut Vec<Touch>, more: Vec<Touch>) {
    touches.extend(more);
    // Stable: what was found first stays first.
    touches.sort_by_key(|touch| touch.place);
    touches.dedup_by(|next, first| {
        let same = next.place == first.place;
        if same {
            first.files.append(&mut next.files);
            first.files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        same
    });
}
