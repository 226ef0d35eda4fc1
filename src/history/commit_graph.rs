//! Git's commit-graph: parents, trees and dates of commits in one file, so that a walk need not inflate each commit.
//! Messages are not in it. What it does not know, or says oddly, is read from the commit itself.

use gix_hash::ObjectId;

use super::repository::Repository;

/// Heap that a commit with thousands of parents may take, in bytes.
const MAX_PARENTS: usize = 64 * 1024 * 1024;
/// The file has 34 bits for a date and none for a sign; a date beyond half of them is read from the commit.
const TRUSTED: std::ops::Range<u64> = 1..1 << 33;

/// The commit-graph of a repository, where there is one that can be used.
pub struct CommitGraph(Option<gix_commitgraph::Graph>);

/// A commit as the graph has it.
pub struct Listed {
    pub tree: ObjectId,
    pub parents: Vec<ObjectId>,
    /// When it was committed, in seconds since 1970.
    pub seconds: i64,
}

impl CommitGraph {
    /// Opens the repository's; of a shallow clone none is used, as in Git: it would know parents that are not there.
    pub fn open(repository: &Repository) -> Self {
        let folder = repository.common_dir().join("objects/info");
        let one = folder.join("commit-graph");
        let path = if one.is_file() { one } else { folder.join("commit-graphs") };
        let usable = repository.shallow_edge().is_empty() && path.exists();
        let graph = usable.then(|| gix_commitgraph::at(path, repository.hash(), Some(MAX_PARENTS)).ok()).flatten();
        Self(graph)
    }

    /// What it has of a commit.
    pub fn find(&self, id: ObjectId) -> Option<Listed> {
        let graph = self.0.as_ref()?;
        let commit = graph.commit_by_id(id)?;
        let seconds = Some(commit.committer_timestamp()).filter(|seconds| TRUSTED.contains(seconds))?;
        let count = graph.num_commits();
        // A parent beyond the end is a damaged graph.
        let parent =
            |position: gix_commitgraph::Position| (position.0 < count).then(|| graph.id_at(position).to_owned());
        let parents = commit.iter_parents().map(|found| found.ok().and_then(parent)).collect::<Option<_>>()?;
        Some(Listed { tree: commit.root_tree_id().to_owned(), parents, seconds: i64::try_from(seconds).ok()? })
    }
}
