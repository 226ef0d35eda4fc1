//! Where two lines of commits parted: their best common ancestor, found as Git finds it, newest commits first.

use std::collections::{BTreeMap, BinaryHeap};

use gix_hash::ObjectId;
use gix_object::Kind;

use super::commit_bytes::{CommitBytes, not_a_commit};
use super::error::HistoryError;
use super::objects::Objects;
use super::signature;

const OURS: u8 = 1;
const THEIRS: u8 = 2;
const BOTH: u8 = OURS | THEIRS;
/// An ancestor of a common ancestor: not a better one.
const STALE: u8 = 4;

/// The best common ancestor of two commits, the newest where there are several; `None` where they have none.
/// At the commits of `edge` (sorted) a shallow clone ends.
pub fn merge_base(
    objects: &Objects,
    edge: &[ObjectId],
    ours: ObjectId,
    theirs: ObjectId,
) -> Result<Option<ObjectId>, HistoryError> {
    let mut walk = Walk { objects, edge, marks: BTreeMap::new(), waiting: BinaryHeap::new(), live: 0 };
    walk.mark(ours, OURS)?;
    walk.mark(theirs, THEIRS)?;
    let mut common: Vec<(i64, ObjectId)> = Vec::new();
    // Below commits that are all stale nothing better can come.
    while walk.live > 0 {
        let Some((date, id)) = walk.waiting.pop() else { break };
        let Some(commit) = walk.marks.get_mut(&id) else { continue };
        if !std::mem::take(&mut commit.is_waiting) {
            continue;
        }
        let (mut mark, parents) = (commit.mark, commit.parents.clone());
        if mark & STALE == 0 {
            walk.live -= 1;
        }
        if mark == BOTH {
            common.push((date, id));
            mark |= STALE;
        }
        for parent in parents {
            walk.mark(parent, mark)?;
        }
    }
    // A clock that ran backwards can bring an ancestor before its descendant: the marks know by now.
    let is_best = |id: &ObjectId| walk.marks.get(id).is_some_and(|commit| commit.mark & STALE == 0);
    Ok(common.into_iter().filter(|(_, id)| is_best(id)).max().map(|(_, id)| id))
}

struct Marked {
    mark: u8,
    date: i64,
    parents: Vec<ObjectId>,
    is_waiting: bool,
}

struct Walk<'o> {
    objects: &'o Objects,
    edge: &'o [ObjectId],
    marks: BTreeMap<ObjectId, Marked>,
    /// Newest first; a commit whose marks grew waits again.
    waiting: BinaryHeap<(i64, ObjectId)>,
    /// How many of the waiting are not stale.
    live: usize,
}

impl Walk<'_> {
    /// Adds a mark to a commit; where that is news, the commit's parents are to be looked at again.
    fn mark(&mut self, id: ObjectId, mark: u8) -> Result<(), HistoryError> {
        if !self.marks.contains_key(&id) {
            let (date, parents) = self.read(id)?;
            self.marks.insert(id, Marked { mark: 0, date, parents, is_waiting: false });
        }
        let Some(commit) = self.marks.get_mut(&id) else { return Ok(()) };
        let before = commit.mark;
        commit.mark |= mark;
        if commit.mark == before {
            return Ok(());
        }
        let was_live = commit.is_waiting && before & STALE == 0;
        let is_live = commit.mark & STALE == 0;
        if !commit.is_waiting {
            commit.is_waiting = true;
            self.waiting.push((commit.date, id));
        }
        self.live = self.live + usize::from(is_live) - usize::from(was_live);
        Ok(())
    }

    fn read(&self, id: ObjectId) -> Result<(i64, Vec<ObjectId>), HistoryError> {
        let mut buffer = Vec::new();
        let bytes = self.objects.read(id, Kind::Commit, &mut buffer)?;
        let commit = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(id))?;
        let parents = if self.edge.binary_search(&id).is_ok() { Vec::new() } else { commit.parents };
        Ok((signature::parse(commit.committer).at.timestamp(), parents))
    }
}
