//! Terms to shards: keys in order, cut so that a word or a prefix of any length is answered by one shard.

use rayon::prelude::*;

use super::inverted::Term;
use super::postings::{self, DocumentNumber};

/// The most a shard holds, in characters, unless one key's postings alone are longer.
const LARGEST: usize = 14_000;

/// What a key costs beside its characters and postings.
const OVERHEAD: usize = 3;

/// The shards of all terms.
pub(super) struct TermShards {
    /// `key:postings` joined by commas; from the second on a key begins with how many characters it shares with the
    /// one before, as one digit of base 36 (at most 35).
    pub(super) shards: Vec<String>,
    /// For each shard the shortest prefix of its first key that comes after all keys of the shard before.
    pub(super) first_keys: Vec<String>,
}

/// A key with its postings as text.
struct Entry {
    key: String,
    postings: String,
}

impl Entry {
    fn size(&self) -> usize {
        self.key.len() + self.postings.len() + OVERHEAD
    }
}

/// Entries that stay together.
type Unit = Vec<Entry>;

/// Cuts sorted `terms` into shards.
pub(super) fn shards(terms: Vec<Term>) -> TermShards {
    let encoded: Vec<Encoded> =
        terms.into_par_iter().map(|term| Encoded { text: postings::encode(&term.postings), term }).collect();
    pack(units(&encoded, 0))
}

struct Encoded {
    term: Term,
    text: String,
}

impl Encoded {
    fn entry(&self) -> Entry {
        Entry { key: self.term.key.clone(), postings: self.text.clone() }
    }

    fn size(&self) -> usize {
        self.term.key.len() + self.text.len() + OVERHEAD
    }
}

/// The units of `terms`, which share their first `depth` characters. One that fits a shard stays whole; otherwise
/// there are the key that is the prefix itself, the union of all under `prefix*`, and the units of each next
/// character. Keys are at most 64 characters long, and so is the way down.
fn units(terms: &[Encoded], depth: usize) -> Vec<Unit> {
    if terms.iter().map(Encoded::size).sum::<usize>() <= LARGEST {
        return vec![terms.iter().map(Encoded::entry).collect()];
    }
    let next_character = |term: &Encoded| term.term.key.chars().nth(depth);
    let mut groups: Vec<&[Encoded]> = terms.chunk_by(|a, b| next_character(a) == next_character(b)).collect();
    let mut units = Vec::new();
    if let Some(exact) = groups.first().copied().filter(|group| group.iter().all(|t| next_character(t).is_none())) {
        units.push(exact.iter().map(Encoded::entry).collect());
        groups.remove(0);
    }
    if let Some(prefix) = prefix_asked_for(terms, depth) {
        units.push(vec![Entry { key: format!("{prefix}*"), postings: postings::encode(&union(terms)) }]);
    }
    let below: Vec<Vec<Unit>> = groups.into_par_iter().map(|group| self::units(group, depth + 1)).collect();
    units.extend(below.into_iter().flatten());
    units
}

/// The prefix that `terms` share, when the page ever asks for it: from two letters, or one that is not a letter of
/// an alphabet. A key alone is answered by itself.
fn prefix_asked_for(terms: &[Encoded], depth: usize) -> Option<String> {
    let prefix: String = terms.first()?.term.key.chars().take(depth).collect();
    let asked = depth > 1 || prefix.chars().any(|c| !c.is_ascii());
    (asked && terms.len() > 1).then_some(prefix)
}

/// The documents of any of `terms`, ascending, each with its heaviest step.
fn union(terms: &[Encoded]) -> Vec<(DocumentNumber, u8)> {
    let mut all: Vec<(DocumentNumber, u8)> = terms.iter().flat_map(|t| t.term.postings.iter().copied()).collect();
    all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    all.dedup_by_key(|(document, _)| *document);
    all
}

/// Fills shards with units in order.
fn pack(units: Vec<Unit>) -> TermShards {
    let mut packed = TermShards { shards: Vec::new(), first_keys: Vec::new() };
    let mut shard = String::new();
    let mut last_key = String::new();
    for unit in units {
        let size: usize = unit.iter().map(Entry::size).sum();
        if !shard.is_empty() && shard.len() + size > LARGEST {
            packed.shards.push(std::mem::take(&mut shard));
        }
        for entry in unit {
            if shard.is_empty() {
                packed.first_keys.push(shortest_after(&last_key, &entry.key));
                shard.push_str(&entry.key);
            } else {
                let shared = last_key.chars().zip(entry.key.chars()).take_while(|(a, b)| a == b).count().min(35);
                shard.push(',');
                shard.extend(u32::try_from(shared).ok().and_then(|shared| char::from_digit(shared, 36)));
                shard.extend(entry.key.chars().skip(shared));
            }
            shard.push(':');
            shard.push_str(&entry.postings);
            last_key = entry.key;
        }
    }
    if !shard.is_empty() {
        packed.shards.push(shard);
    }
    packed
}

/// The shortest prefix of `key` that is not a prefix of `before`; nothing comes before the first key.
fn shortest_after(before: &str, key: &str) -> String {
    if before.is_empty() {
        return String::new();
    }
    let shared = before.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
    key.chars().take(shared + 1).collect()
}
