//! A commit by the name a person gives it: HEAD, a tag, a branch, a remote's branch, the beginning of an id;
//! `^` and `~2` behind it go to first parents.

use gix_hash::ObjectId;
use gix_object::Kind;

use super::commit_bytes::{CommitBytes, not_a_commit, object_id};
use super::error::HistoryError;
use super::objects::Objects;
use super::repository::Repository;

/// Tags that may point at each other.
const MAX_TAGS: usize = 8;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// One commit.
    Commit(ObjectId),
    /// Nothing here has this name.
    Unknown,
    /// Several commits begin like this.
    Ambiguous,
}

/// The commit called `name`.
pub fn resolve(repository: &Repository, objects: &Objects, name: &str) -> Result<Revision, HistoryError> {
    // Neither can stand in a reference's name.
    let (base, suffix) = name.split_at(name.find(['^', '~']).unwrap_or(name.len()));
    let Some(generations) = generations(suffix) else { return Ok(Revision::Unknown) };
    let mut commit = match named(repository, objects, base)? {
        Revision::Commit(commit) => commit,
        other => return Ok(other),
    };
    let edge = repository.shallow_edge();
    let mut buffer = Vec::new();
    for _ in 0..generations {
        let bytes = objects.read(commit, Kind::Commit, &mut buffer)?;
        let parents = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(commit))?.parents;
        match parents.first() {
            Some(parent) if edge.binary_search(&commit).is_err() => commit = *parent,
            _ => return Ok(Revision::Unknown),
        }
    }
    Ok(Revision::Commit(commit))
}

/// How many first parents `^`, `^^`, `~2` or `~` go back; `None` for any other suffix.
fn generations(suffix: &str) -> Option<u32> {
    let mut total: u32 = 0;
    let mut rest = suffix;
    while !rest.is_empty() {
        let is_tilde = rest.starts_with('~');
        rest = rest.strip_prefix(['~', '^'])?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let steps = match (number, is_tilde) {
            ("", _) | ("1", false) => 1,
            (number, true) => number.parse().ok()?,
            _ => return None,
        };
        total = total.checked_add(steps)?;
        rest = after;
    }
    Some(total)
}

fn named(repository: &Repository, objects: &Objects, name: &str) -> Result<Revision, HistoryError> {
    // What cannot be a reference's name is none; it may still begin an id.
    if let Ok(Some(id)) = repository.reference(name) {
        return Ok(peeled(objects, id)?.map_or(Revision::Unknown, Revision::Commit));
    }
    let mut commits = Vec::new();
    for id in objects.beginning_with(name) {
        commits.extend(peeled(objects, id)?);
    }
    commits.dedup();
    Ok(match commits[..] {
        [] => Revision::Unknown,
        [commit] => Revision::Commit(commit),
        _ => Revision::Ambiguous,
    })
}

/// The commit that an id leads to, through annotated tags; `None` for any other kind of object.
fn peeled(objects: &Objects, id: ObjectId) -> Result<Option<ObjectId>, HistoryError> {
    let mut id = id;
    let mut buffer = Vec::new();
    for _ in 0..MAX_TAGS {
        match objects.kind(id)? {
            Some(Kind::Commit) => return Ok(Some(id)),
            Some(Kind::Tag) => {
                let tag = objects.read(id, Kind::Tag, &mut buffer)?;
                let line = tag.split(|&byte| byte == b'\n').next().unwrap_or(b"");
                match line.strip_prefix(b"object ").and_then(object_id) {
                    Some(target) => id = target,
                    None => return Ok(None),
                }
            }
            _ => return Ok(None),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_counts_first_parents() {
        assert_eq!([generations(""), generations("^"), generations("~")], [Some(0), Some(1), Some(1)]);
        assert_eq!([generations("^^"), generations("~3^"), generations("^1")], [Some(2), Some(4), Some(1)]);
        assert_eq!([generations("^2"), generations("~x"), generations("~99999999999")], [None, None, None]);
        assert_eq!(generations("~4294967295~1"), None);
    }
}
