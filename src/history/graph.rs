//! Every commit reachable from HEAD with its parents and its incident folder, in one walk.
//! One thread reads commits ahead, another finds each one's folder; what the folder holds is not read here.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};

use gix_hash::ObjectId;
use gix_hashtable::HashMap;
use gix_hashtable::hash_map::Entry::{Occupied, Vacant};
use gix_object::Kind;

use super::commit_bytes::{CommitBytes, not_a_commit};
use super::commit_graph::{CommitGraph, Listed};
use super::error::HistoryError;
use super::known::{KnownCommits, Place};
use super::objects::{Objects, not_a_tree};
use super::repository::Repository;
use super::tree_bytes::{Entries, EntryKind};
use super::{note, signature};

/// The commits of a history; a commit is named by its index.
#[derive(Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    parents: Vec<u32>,
    /// Indices by [`Graph::place`]: parents before children.
    pub order: Vec<u32>,
}

#[derive(Debug)]
struct Node {
    id: ObjectId,
    tree: ObjectId,
    /// When it was committed; corrected, once all are read, to be later than its parents.
    time: i64,
    first_parent: u32,
    parent_count: u32,
    is_note: Option<bool>,
    at_edge: bool,
    is_known: bool,
}

impl Node {
    fn parents(&self) -> Range<usize> {
        let start = self.first_parent as usize;
        start..start + self.parent_count as usize
    }
}

impl Graph {
    /// The commit's id.
    pub fn id(&self, commit: u32) -> ObjectId {
        self.nodes[commit as usize].id
    }

    /// Its root tree.
    pub fn tree(&self, commit: u32) -> ObjectId {
        self.nodes[commit as usize].tree
    }

    /// Its parents; none for a root and at the edge of a shallow clone.
    pub fn parents(&self, commit: u32) -> &[u32] {
        &self.parents[self.nodes[commit as usize].parents()]
    }

    /// Its parents are not in this clone.
    pub fn at_edge(&self, commit: u32) -> bool {
        self.nodes[commit as usize].at_edge
    }

    /// Where it stands in the history.
    pub fn place(&self, commit: u32) -> Place {
        let node = &self.nodes[commit as usize];
        (node.time, node.id)
    }

    /// It and what came before it were walked earlier: here it is only what others are compared with.
    pub fn is_known(&self, commit: u32) -> bool {
        self.nodes[commit as usize].is_known
    }

    /// The places of the commits that were not known.
    pub fn new_places(&self) -> Vec<Place> {
        self.commits().filter(|&commit| !self.is_known(commit)).map(|commit| self.place(commit)).collect()
    }

    /// Every commit.
    pub fn commits(&self) -> impl Iterator<Item = u32> {
        (0..).take(self.nodes.len())
    }

    /// Its message begins as a note does; `None` where the message was not read.
    pub fn is_note(&self, commit: u32) -> Option<bool> {
        self.nodes[commit as usize].is_note
    }
}

/// The tree of one folder in each commit, by the commit's index; `None` where the folder is not there.
pub type Folders = Vec<Option<ObjectId>>;

/// Walks all commits reachable from `head`, no further than to `known` ones, and finds the folder with these components in
/// each.
pub fn walk(
    repository: &Repository,
    head: ObjectId,
    edge: &[ObjectId],
    folder: &[Vec<u8>],
    known: &KnownCommits,
) -> Result<(Graph, Folders), HistoryError> {
    let (sender, receiver) = sync_channel(64);
    let (graph, folders) = std::thread::scope(|scope| {
        let folders = scope.spawn(move || find_folders(repository, folder, receiver.iter().flatten()));
        let graph = read_commits(repository, head, edge, known, &sender);
        drop(sender);
        let folders = folders.join().map_err(|_| HistoryError::Walk("a worker stopped"));
        (graph, folders)
    });
    // The thread of the folders ends early only by an error of its own, which then says more.
    let folders = folders??;
    let mut graph = graph?;
    correct_times(&mut graph);
    graph.order = graph.commits().collect();
    let nodes = &graph.nodes;
    graph.order.sort_unstable_by_key(|&commit| (nodes[commit as usize].time, nodes[commit as usize].id));
    Ok((graph, folders))
}

/// Finds another folder in each commit of a graph.
pub fn folders(repository: &Repository, graph: &Graph, folder: &[Vec<u8>]) -> Result<Folders, HistoryError> {
    find_folders(repository, folder, graph.nodes.iter().map(|node| node.tree))
}

/// Root trees in the order of the commits, a batch at a time: a message per commit would cost more than its work.
type Batch = Vec<ObjectId>;
const BATCH: usize = 256;

fn read_commits(
    repository: &Repository,
    head: ObjectId,
    edge: &[ObjectId],
    known: &KnownCommits,
    trees: &SyncSender<Batch>,
) -> Result<Graph, HistoryError> {
    let (objects, mut buffer) = (repository.objects(), Vec::new());
    let commit_graph = CommitGraph::open(repository);
    let mut graph = Graph::default();
    let mut indices: HashMap<ObjectId, u32> = HashMap::from_iter([(head, 0)]);
    let mut found = VecDeque::from([head]);
    let mut batch = Vec::with_capacity(BATCH);
    // First found, first read: a commit's index is both.
    while let Some(id) = found.pop_front() {
        let (commit, is_note) = match commit_graph.find(id) {
            Some(listed) => (listed, None),
            None => read_commit(&objects, id, &mut buffer)?,
        };
        let at_edge = edge.binary_search(&id).is_ok();
        let first_parent = count(graph.parents.len())?;
        let known_time = known.time(id);
        let parents = if at_edge || known_time.is_some() { &[][..] } else { &commit.parents[..] };
        for parent in parents {
            let next = count(indices.len())?;
            let index = *indices.entry(*parent).or_insert_with(|| {
                found.push_back(*parent);
                next
            });
            graph.parents.push(index);
        }
        graph.nodes.push(Node {
            id,
            tree: commit.tree,
            time: known_time.unwrap_or(commit.seconds),
            first_parent,
            parent_count: count(parents.len())?,
            is_note,
            at_edge,
            is_known: known_time.is_some(),
        });
        batch.push(commit.tree);
        if batch.len() == BATCH || found.is_empty() {
            // A closed channel means that the other thread has failed; its error is the one to report.
            if trees.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_err() {
                break;
            }
        }
    }
    Ok(graph)
}

/// What a walk needs of a commit, from the commit itself; and whether it is a note.
fn read_commit(objects: &Objects, id: ObjectId, buffer: &mut Vec<u8>) -> Result<(Listed, Option<bool>), HistoryError> {
    let commit = CommitBytes::parse(objects.read(id, Kind::Commit, buffer)?).ok_or_else(|| not_a_commit(id))?;
    let seconds = signature::parse(commit.committer).at.timestamp();
    let is_note = note::begins(commit.message);
    Ok((Listed { tree: commit.tree, parents: commit.parents, seconds }, Some(is_note)))
}

/// A count as the index type.
fn count(number: usize) -> Result<u32, HistoryError> {
    u32::try_from(number).map_err(|_| HistoryError::Walk("it has more commits than can be counted"))
}

fn find_folders(
    repository: &Repository,
    folder: &[Vec<u8>],
    trees: impl Iterator<Item = ObjectId>,
) -> Result<Folders, HistoryError> {
    let (objects, mut buffer) = (repository.objects(), Vec::new());
    let mut known: Vec<HashMap<ObjectId, Option<ObjectId>>> = vec![HashMap::default(); folder.len()];
    let mut folders = Vec::new();
    for tree in trees {
        let mut at = Some(tree);
        for (name, known) in folder.iter().zip(&mut known) {
            let Some(tree) = at else { break };
            at = match known.entry(tree) {
                Occupied(entry) => *entry.get(),
                Vacant(entry) => *entry.insert(subfolder(&objects, tree, name, &mut buffer)?),
            };
        }
        folders.push(at);
    }
    Ok(folders)
}

/// The tree named `name` in `tree`.
pub fn subfolder(
    objects: &Objects,
    tree: ObjectId,
    name: &[u8],
    buffer: &mut Vec<u8>,
) -> Result<Option<ObjectId>, HistoryError> {
    let bytes = objects.read(tree, Kind::Tree, buffer)?;
    for entry in Entries::new(bytes, tree.as_slice().len()) {
        let entry = entry.map_err(|_| not_a_tree(tree))?;
        if entry.name == name && entry.kind == EntryKind::Tree {
            return ObjectId::try_from(entry.id).map(Some).map_err(|_| not_a_tree(tree));
        }
    }
    Ok(None)
}

/// Makes every commit's time later than those of its parents.
fn correct_times(graph: &mut Graph) {
    let mut done = vec![false; graph.nodes.len()];
    // The first commit leads to all the others.
    let mut open: Vec<u32> = (0..).take(graph.nodes.len().min(1)).collect();
    while let Some(&commit) = open.last() {
        let parents = graph.parents(commit);
        let known = open.len();
        open.extend(parents.iter().filter(|&&parent| !done[parent as usize]));
        if open.len() == known {
            let latest = parents.iter().map(|&parent| graph.nodes[parent as usize].time).max();
            let node = &mut graph.nodes[commit as usize];
            if !done[commit as usize] {
                node.time = latest.map_or(node.time, |latest| node.time.max(latest + 1));
                done[commit as usize] = true;
            }
            open.pop();
        }
    }
}
