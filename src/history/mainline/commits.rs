//! The commits of a main line, the newest first. Only first parents are followed: what a merge brought in is told by the
//! merge, once.

use chrono::{DateTime, Utc};
use gix_hash::ObjectId;
use gix_object::Kind;

use super::change::{Mainline, MainlineChange, MainlineKind, Wanted};
use crate::history::commit_bytes::{CommitBytes, not_a_commit};
use crate::history::error::HistoryError;
use crate::history::objects::{Objects, not_a_tree};
use crate::history::people::People;
use crate::history::repository::Repository;
use crate::history::tree_bytes::{Entries, EntryKind};
use crate::history::{note, signature};
use crate::incident::Moment;

/// So many commits in a row before the first period end the walk: dates along a line of commits are only nearly in
/// order, because clocks differ (`git log --since` trusts five).
const TOO_OLD: usize = 64;

/// A walk along a main line.
pub struct Walk<'a> {
    pub repository: &'a Repository,
    pub objects: &'a Objects,
    pub people: &'a People,
    pub wanted: &'a Wanted<'a>,
}

impl Walk<'_> {
    /// Changes of the line that ends at `head`, the newest first; nothing before `begin` is wanted.
    pub fn commits(&self, head: ObjectId, begin: DateTime<Utc>) -> Result<Mainline, HistoryError> {
        let edge = self.repository.shallow_edge();
        let (mut line, mut buffer) = (Mainline::default(), Vec::new());
        let mut next = Some(head);
        // A change is only told from its parent: it waits until that is read.
        let mut waiting: Option<(MainlineChange, ObjectId)> = None;
        let mut too_old = 0;
        while let Some(id) = next {
            let bytes = self.objects.read(id, Kind::Commit, &mut buffer)?;
            let commit = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(id))?;
            let (tree, committed_at) = (commit.tree, signature::parse(commit.committer).at);
            let at = committed_at.with_timezone(&Utc);
            next = commit.parents.first().copied();
            let change = self.wanted.periods.contain(at).then(|| (self.change(id, &commit, committed_at), tree));
            if let Some((change, after)) = waiting.take()
                && self.differ(Some(tree), after)?
            {
                line.changes.push(change);
            }
            waiting = change;
            if edge.binary_search(&id).is_ok() {
                line.cut_off = at >= begin;
                // What this commit changed cannot be known.
                return Ok(line);
            }
            too_old = if at < begin { too_old + 1 } else { 0 };
            if too_old > TOO_OLD {
                break;
            }
        }
        if let Some((change, after)) = waiting
            && self.differ(None, after)?
        {
            line.changes.push(change);
        }
        Ok(line)
    }

    fn change(&self, id: ObjectId, commit: &CommitBytes<'_>, at: Moment) -> MainlineChange {
        let author = signature::parse(commit.author);
        let (subject, body) = note::split(&commit.text(commit.message));
        let is_merge = commit.parents.len() > 1;
        let text = if is_merge { merged(&subject, &body) } else { subject };
        let kind = match (is_revert(&text, &body), is_merge) {
            (true, _) => MainlineKind::Revert,
            (false, true) => MainlineKind::Merge,
            (false, false) => MainlineKind::Commit,
        };
        let author = self.people.name(commit.text(author.name), &commit.text(author.email));
        MainlineChange { kind, commit: id, at, text, author }
    }

    /// Whether something that counts is different after a commit. A commit without content is no change.
    fn differ(&self, before: Option<ObjectId>, after: ObjectId) -> Result<bool, HistoryError> {
        if before == Some(after) {
            return Ok(false);
        }
        if self.wanted.paths.is_empty() {
            return Ok(true);
        }
        for path in self.wanted.paths {
            let then = before.map(|root| at(self.objects, root, path)).transpose()?.flatten();
            if then != at(self.objects, after, path)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What stands at `path` below a tree.
fn at(objects: &Objects, root: ObjectId, path: &[Vec<u8>]) -> Result<Option<ObjectId>, HistoryError> {
    let (mut id, mut buffer) = (root, Vec::new());
    for (depth, name) in path.iter().enumerate() {
        let below = path.len() - depth - 1;
        let bytes = objects.read(id, Kind::Tree, &mut buffer)?;
        let mut found = None;
        for entry in Entries::new(bytes, id.as_slice().len()) {
            let entry = entry.map_err(|_| not_a_tree(id))?;
            // A file has nothing below it.
            if entry.name == name.as_slice() && (below == 0 || entry.kind == EntryKind::Tree) {
                found = ObjectId::try_from(entry.id).ok();
                break;
            }
        }
        let Some(next) = found else { return Ok(None) };
        id = next;
    }
    Ok(Some(id))
}

/// What a merge brought: forges write the title of the request into the body, and its number into the subject.
fn merged(subject: &str, body: &str) -> String {
    if !subject.starts_with("Merge ") {
        return subject.to_owned();
    }
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '*', '-']));
    let title = lines.next().filter(|line| !line.starts_with("See merge request ") && !is_trailer(line));
    let request = subject.split_whitespace().find(|word| word.starts_with('#') && word.len() > 1).or_else(|| {
        let reference = body.lines().find_map(|line| line.trim().strip_prefix("See merge request "))?;
        reference.rfind('!').and_then(|at| reference.get(at..))
    });
    match (title, request) {
        (Some(title), Some(request)) => format!("{title} ({request})"),
        (Some(title), None) => title.to_owned(),
        (None, _) => subject.to_owned(),
    }
}

/// `Signed-off-by: …`
fn is_trailer(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(key, _)| key.contains('-') && !key.contains(' '))
}

/// As `git revert` and the forges write it.
fn is_revert(text: &str, body: &str) -> bool {
    text.starts_with("Revert \"") || body.lines().any(|line| line.trim_start().starts_with("This reverts commit "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_says_what_it_brought() {
        let said = [
            merged("Merge pull request #12 from ana/limit", "Lower the memory limit\n\nMore."),
            merged("Merge branch 'limit' into 'main'", "Lower the limit\n\nSee merge request team/queue!7"),
            merged("Merge branch 'limit'", ""),
            merged("Merge branch 'limit'", "* limit:\n  Lower it"),
            merged("Merge branch 'a'", "Signed-off-by: Ana <a@example.com>"),
            merged("Lower the limit (#12)", "body"),
        ];
        assert_eq!(
            said,
            [
                "Lower the memory limit (#12)",
                "Lower the limit (!7)",
                "Merge branch 'limit'",
                "Lower it",
                "Merge branch 'a'",
                "Lower the limit (#12)"
            ]
        );
    }

    #[test]
    fn what_takes_a_change_back_is_known_by_its_words() {
        assert!(is_revert("Revert \"Lower the limit\"", ""));
        assert!(is_revert("Take it back", "This reverts commit 1234567."));
        assert!(!is_revert("Revert to the old font", ""));
    }
}
