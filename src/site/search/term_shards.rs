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
    /// `key:postings` joined by commas, at least one; a key begins with how many characters it shares with the one
    /// before, as one digit of base 36 (at most 35).
    pub(super) shards: Vec<String>,
    /// For each shard the shortest prefix of its first key that comes after all keys of the shard before.
    pub(super) first_keys: Vec<String>,
}

/// A key with its postings as text.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) postings: String,
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
    pack(units(&encoded, 0), LARGEST)
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
    let asked = depth > 1 || !prefix.is_ascii();
    (asked && terms.len() > 1).then_some(prefix)
}

/// The documents of any of `terms`, ascending, each with its heaviest step.
fn union(terms: &[Encoded]) -> Vec<(DocumentNumber, u8)> {
    let last = terms.iter().filter_map(|t| t.term.postings.last()).map(|(document, _)| *document).max();
    let mut steps: Vec<Option<u8>> = vec![None; last.map_or(0, |last| last as usize + 1)];
    for &(document, step) in terms.iter().flat_map(|t| &t.term.postings) {
        let most = &mut steps[document as usize];
        *most = Some(step).max(*most);
    }
    (0..).zip(steps).filter_map(|(document, step)| Some((document, step?))).collect()
}

/// Fills shards of at most `largest` characters with units in order.
pub(super) fn pack(units: impl IntoIterator<Item = Unit>, largest: usize) -> TermShards {
    let mut packed = TermShards { shards: Vec::new(), first_keys: Vec::new() };
    let mut shard = String::new();
    let mut last_key = String::new();
    for unit in units {
        let size: usize = unit.iter().map(Entry::size).sum();
        if !shard.is_empty() && shard.len() + size > largest {
            packed.shards.push(std::mem::take(&mut shard));
        }
        for entry in unit {
            let mut common = 0;
            if shard.is_empty() {
                packed.first_keys.push(shortest_after(&last_key, &entry.key));
            } else {
                common = last_key.chars().zip(entry.key.chars()).take_while(|(a, b)| a == b).count().min(35);
                shard.push(',');
            }
            shard.extend(u32::try_from(common).ok().and_then(|common| char::from_digit(common, 36)));
            shard.extend(entry.key.chars().skip(common));
            shard.push(':');
            shard.push_str(&entry.postings);
            last_key = entry.key;
        }
    }
    // An archive without keys has a shard too: the page asks for one before it knows.
    if !shard.is_empty() || packed.shards.is_empty() {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A word of two or three syllables; close words share long prefixes.
    fn word(n: usize) -> String {
        let syllables = ["ab", "ac", "pa", "pay", "re", "ro", "障", "zz"];
        [n % 8, n / 8 % 8, n / 64 % 8, n / 512 % 8].iter().map(|i| syllables[*i]).collect()
    }

    fn sample() -> Vec<Term> {
        let keys: BTreeMap<String, usize> = (0..4096).map(|n| (word(n), n)).collect();
        let postings =
            |n: usize| (0..).step_by(n % 37 + 1).take(40).map(|d| (d, u8::try_from(n % 15).unwrap())).collect();
        keys.into_iter().map(|(key, n)| Term { key, postings: postings(n) }).collect()
    }

    fn read(shard: &str) -> BTreeMap<String, String> {
        let mut before = String::new();
        let mut entries = BTreeMap::new();
        for entry in shard.split(',') {
            let (key, postings) = entry.split_once(':').unwrap();
            let common = key.chars().next().unwrap().to_digit(36).unwrap() as usize;
            let key: String = before.chars().take(common).chain(key.chars().skip(1)).collect();
            before.clone_from(&key);
            entries.insert(key, postings.to_owned());
        }
        entries
    }

    fn shard_of(shards: &TermShards, key: &str) -> BTreeMap<String, String> {
        let place = shards.first_keys.partition_point(|first| first.as_str() <= key);
        read(&shards.shards[place - 1])
    }

    #[test]
    fn every_key_is_in_the_shard_that_is_asked_for_it() {
        let terms = sample();
        let packed = shards(terms.clone());
        assert!(packed.shards.len() > 5);
        for term in terms {
            let found = shard_of(&packed, &term.key).remove(&term.key);
            assert_eq!(found.as_deref().map(postings::decode), Some(term.postings), "{}", term.key);
        }
    }

    #[test]
    fn every_prefix_is_answered_by_one_shard() {
        let terms = sample();
        let packed = shards(terms.clone());
        let prefixes = terms.iter().flat_map(|term| {
            (2..term.key.chars().count()).map(|length| term.key.chars().take(length).collect::<String>())
        });
        for prefix in prefixes.collect::<std::collections::BTreeSet<_>>() {
            let starred = format!("{prefix}*");
            let shard = shard_of(&packed, &starred);
            let mut found: BTreeMap<DocumentNumber, u8> = BTreeMap::new();
            let lists = match shard.get(&starred) {
                Some(union) => vec![union],
                None => shard.iter().filter(|(key, _)| key.starts_with(&prefix)).map(|(_, list)| list).collect(),
            };
            for (document, step) in lists.into_iter().flat_map(|list| postings::decode(list)) {
                let most = found.entry(document).or_default();
                *most = step.max(*most);
            }
            let matching: Vec<Encoded> = terms
                .iter()
                .filter(|term| term.key.starts_with(&prefix))
                .map(|term| Encoded { text: String::new(), term: term.clone() })
                .collect();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), union(&matching), "{prefix}");
        }
    }
}
