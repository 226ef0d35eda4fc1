//! The commits of an earlier walk: their ids and places, in little room.

use gix_hash::ObjectId;
use serde::{Deserialize, Serialize};

/// Where a commit stands in the history: its corrected commit date in seconds since 1970, then its id. The date is a
/// second after its latest parent where its own is not later, as Git's commit-graph has it, so that the place depends on
/// nothing but what came before.
pub type Place = (i64, ObjectId);

/// Bytes of a time.
const TIME: usize = 8;

/// Commits and their corrected times, sorted by id. Its bytes are stored as they are: half a million commits are looked
/// up without being read first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KnownCommits {
    /// Bytes of an id.
    id: usize,
    /// Ids, each followed by its time.
    #[serde(with = "serde_bytes")]
    records: Vec<u8>,
}

impl KnownCommits {
    /// The corrected time of a commit; `None` for one that is not known.
    pub fn time(&self, id: ObjectId) -> Option<i64> {
        let (wanted, width) = (id.as_slice(), self.id + TIME);
        if wanted.len() != self.id {
            return None;
        }
        let record = |n: usize| self.records.get(n * width..(n + 1) * width);
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            let (found, time) = record(middle)?.split_at_checked(self.id)?;
            match found.cmp(wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return time.try_into().ok().map(i64::from_le_bytes),
            }
        }
        None
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len().checked_div(self.id + TIME).unwrap_or(0)
    }

    /// Adds commits that are not known yet.
    pub fn add(&mut self, mut new: Vec<Place>) {
        new.sort_unstable_by_key(|(_, id)| *id);
        let Some((_, first)) = new.first() else { return };
        self.id = first.as_slice().len();
        let width = self.id + TIME;
        let mut joined = Vec::with_capacity(self.records.len() + new.len() * width);
        let mut old = self.records.as_slice();
        for (time, id) in new {
            let before =
                old.chunks_exact(width).take_while(|record| record.get(..self.id) < Some(id.as_slice())).count();
            let (smaller, rest) = old.split_at(before * width);
            joined.extend_from_slice(smaller);
            joined.extend_from_slice(id.as_slice());
            joined.extend_from_slice(&time.to_le_bytes());
            old = rest;
        }
        joined.extend_from_slice(old);
        self.records = joined;
    }
}
