//! Which added file of a commit is a deleted one under a new name.

use std::collections::HashMap;

use gix_hash::ObjectId;

use super::error::HistoryError;
use super::objects::Objects;
use super::similarity::{Fingerprint, RENAME_FROM};
use crate::text::SourceText;

/// A file that was added, or one that was deleted: its path and content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side<'a> {
    /// From the repository's root.
    pub path: &'a [u8],
    /// Its content.
    pub blob: ObjectId,
}

/// Pairs compared by content in one commit; beyond, only files of the same name are compared.
const MAX_PAIRS: usize = 100_000;

/// For each added file, the deleted file that it was: the same content first, then the most similar. Each
/// deleted file is used once.
pub fn detect(objects: &Objects, added: &[Side<'_>], deleted: &[Side<'_>]) -> Result<Vec<Option<usize>>, HistoryError> {
    let mut sources = vec![None; added.len()];
    let mut used = vec![false; deleted.len()];
    same_content(added, deleted, &mut sources, &mut used);
    let open = |taken: &[bool]| -> Vec<usize> { (0..taken.len()).filter(|&i| !taken[i]).collect() };
    let news = open(&sources.iter().map(Option::is_some).collect::<Vec<_>>());
    let olds = open(&used);
    if news.is_empty() || olds.is_empty() {
        return Ok(sources);
    }
    let by_name_alone = news.len().saturating_mul(olds.len()) > MAX_PAIRS;
    let mut fingerprints = Fingerprints { objects, known: HashMap::new() };
    let mut candidates = Vec::new();
    for &new in &news {
        for &old in &olds {
            let same_name = name(added[new].path) == name(deleted[old].path);
            if by_name_alone && !same_name {
                continue;
            }
            let similarity = fingerprints.similarity(deleted[old].blob, added[new].blob)?;
            if similarity >= RENAME_FROM {
                candidates.push((similarity, same_name, new, old));
            }
        }
    }
    // The best first; among equals the same name, then the order of paths.
    candidates.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    for (_, _, new, old) in candidates {
        if sources[new].is_none() && !used[old] {
            sources[new] = Some(old);
            used[old] = true;
        }
    }
    Ok(sources)
}

/// Pairs files of the same content, those of the same name before the others.
fn same_content(added: &[Side<'_>], deleted: &[Side<'_>], sources: &mut [Option<usize>], used: &mut [bool]) {
    let mut by_blob: HashMap<ObjectId, Vec<usize>> = HashMap::new();
    for (old, side) in deleted.iter().enumerate() {
        by_blob.entry(side.blob).or_default().push(old);
    }
    for same_name_only in [true, false] {
        for (new, side) in added.iter().enumerate().filter(|(new, _)| sources[*new].is_none()).collect::<Vec<_>>() {
            let fits = |&&old: &&usize| !used[old] && (!same_name_only || name(deleted[old].path) == name(side.path));
            if let Some(&old) = by_blob.get(&side.blob).and_then(|olds| olds.iter().find(fits)) {
                sources[new] = Some(old);
                used[old] = true;
            }
        }
    }
}

fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|&b| b == b'/').next().unwrap_or(path)
}

/// Fingerprints of contents, each read once.
struct Fingerprints<'a> {
    objects: &'a Objects,
    /// `None` for what is too large to be a review, or not here.
    known: HashMap<ObjectId, Option<Fingerprint>>,
}

impl Fingerprints<'_> {
    fn similarity(&mut self, old: ObjectId, new: ObjectId) -> Result<usize, HistoryError> {
        self.read(old)?;
        self.read(new)?;
        Ok(match (&self.known[&old], &self.known[&new]) {
            (Some(old), Some(new)) => old.similarity(new),
            _ => 0,
        })
    }

    fn read(&mut self, blob: ObjectId) -> Result<(), HistoryError> {
        if !self.known.contains_key(&blob) {
            let fingerprint = match self.objects.read_small(blob, SourceText::MAX_BYTES, &mut Vec::new()) {
                Ok(content) => content.map(Fingerprint::of),
                // A partial clone has no old contents: then only equal ones are matched.
                Err(HistoryError::Missing { .. }) => None,
                Err(error) => return Err(error),
            };
            self.known.insert(blob, fingerprint);
        }
        Ok(())
    }
}
