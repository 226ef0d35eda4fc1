//! Tags of a repository as changes: releases are where code meets the world.

use chrono::Utc;
use gix_hash::ObjectId;
use gix_object::Kind;

use super::change::{MainlineChange, MainlineKind, Wanted};
use crate::history::commit_bytes::{CommitBytes, not_a_commit, object_id};
use crate::history::error::HistoryError;
use crate::history::objects::Objects;
use crate::history::people::People;
use crate::history::repository::Repository;
use crate::history::{note, signature};
use crate::incident::Moment;

/// Tags that may point at each other.
const MAX_CHAIN: usize = 8;

/// The tags that are wanted and were made in the wanted periods, by name.
pub fn tags(
    repository: &Repository,
    objects: &Objects,
    people: &People,
    wanted: &Wanted<'_>,
) -> Result<Vec<MainlineChange>, HistoryError> {
    let mut found = Vec::new();
    for (name, id) in repository.tags()? {
        if !(wanted.tags)(&name) {
            continue;
        }
        // A tag of a tree or a file is no release.
        let Some(tag) = read(objects, id)? else { continue };
        if wanted.periods.contain(tag.at.with_timezone(&Utc)) {
            let text = if tag.subject.is_empty() { name } else { format!("{name}: {}", tag.subject) };
            let author = people.name(tag.name, &tag.email);
            found.push(MainlineChange { kind: MainlineKind::Tag, commit: tag.commit, at: tag.at, text, author });
        }
    }
    Ok(found)
}

struct Tag {
    commit: ObjectId,
    at: Moment,
    name: String,
    email: String,
    /// What the tag says of itself; empty for a bare name of a commit.
    subject: String,
}

/// What a tag leads to; `None` where that is no commit.
fn read(objects: &Objects, id: ObjectId) -> Result<Option<Tag>, HistoryError> {
    let (mut at, mut buffer) = (id, Vec::new());
    let mut said: Option<(Moment, String, String, String)> = None;
    for _ in 0..MAX_CHAIN {
        match objects.kind(at)? {
            Some(Kind::Commit) => {
                let bytes = objects.read(at, Kind::Commit, &mut buffer)?;
                let commit = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(at))?;
                let (at_commit, author) = (signature::parse(commit.committer).at, signature::parse(commit.author));
                let own = || (at_commit, commit.text(author.name), commit.text(author.email), String::new());
                let (when, name, email, subject) = said.unwrap_or_else(own);
                return Ok(Some(Tag { commit: at, at: when, name, email, subject }));
            }
            Some(Kind::Tag) => {
                let text = String::from_utf8_lossy(objects.read(at, Kind::Tag, &mut buffer)?);
                let (head, message) = text.split_once("\n\n").unwrap_or((&text, ""));
                let target = head.lines().find_map(|line| object_id(line.strip_prefix("object ")?.as_bytes()));
                // The outermost tag is the one that was made last.
                if let (None, Some(tagger)) = (&said, head.lines().find_map(|line| line.strip_prefix("tagger "))) {
                    let tagger = signature::parse(tagger.as_bytes());
                    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let unsigned = message.split("-----BEGIN ").next().unwrap_or(message);
                    said = Some((tagger.at, words(tagger.name), words(tagger.email), note::split(unsigned).0));
                }
                let Some(target) = target else { return Ok(None) };
                at = target;
            }
            _ => return Ok(None),
        }
    }
    Ok(None)
}
