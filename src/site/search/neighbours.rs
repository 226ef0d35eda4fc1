//! Which documents hold two words side by side, for quoted phrases. Each pair of neighbours falls into one of 16,384
//! buckets by its hash, and a bucket lists its documents: few of those have the bucket by chance, so that the page
//! reads the text of those alone. `search-index.js` computes the same hash.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Document;
use super::postings::{DocumentNumber, push_gaps};
use crate::terms;

/// How many bits of the hash name the bucket.
const BITS: u32 = 14;
const BUCKETS: usize = 1 << BITS;

/// A smaller archive's documents are read without asking first.
const FEWEST: usize = 40;

/// How long a shard is, about, in characters.
const SHARD: usize = 4_500;

/// Documents that share one table of words seen.
const CHUNK: usize = 256;

/// The shards: bucket `n` is entry `n / shards.len()` of shard `n % shards.len()`. None for a small archive.
pub(super) fn shards(documents: &[&Document]) -> Vec<String> {
    if documents.len() < FEWEST {
        return Vec::new();
    }
    let chunks: Vec<Vec<Vec<DocumentNumber>>> = documents
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(n, chunk)| buckets(u32::try_from(n * CHUNK).unwrap_or(u32::MAX), chunk))
        .collect();
    let lists: Vec<String> = (0..BUCKETS)
        .into_par_iter()
        .map(|bucket| {
            let mut list = String::new();
            push_gaps(&mut list, chunks.iter().flat_map(|chunk| &chunk[bucket]).copied());
            list
        })
        .collect();
    let size: usize = lists.iter().map(|list| list.len() + 1).sum();
    let count = (size / SHARD).clamp(1, BUCKETS).next_power_of_two();
    (0..count)
        .map(|shard| lists.iter().skip(shard).step_by(count).map(String::as_str).collect::<Vec<_>>().join(","))
        .collect()
}

/// For each bucket its documents, ascending.
fn buckets<'a>(first: DocumentNumber, documents: &[&'a Document]) -> Vec<Vec<DocumentNumber>> {
    let mut buckets = vec![Vec::new(); BUCKETS];
    let mut seen: HashMap<&'a str, Box<[u32]>> = HashMap::new();
    for (number, document) in (first..).zip(documents) {
        let named = document.services.iter().chain(&document.tags);
        let texts =
            std::iter::once(&document.title).chain(document.fields.iter().map(|field| &field.text)).chain(named);
        for text in texts {
            let mut before = None;
            for piece in terms::pieces(text) {
                let hashes = seen.entry(piece).or_insert_with(|| terms::texts(piece).iter().map(|w| hash(w)).collect());
                for &word in &*hashes {
                    if let Some(before) = before.replace(word) {
                        let bucket = &mut buckets[bucket(before, word)];
                        if bucket.last() != Some(&number) {
                            bucket.push(number);
                        }
                    }
                }
            }
        }
    }
    buckets
}

fn bucket(before: u32, word: u32) -> usize {
    (before.wrapping_mul(31).wrapping_add(word) >> (32 - BITS)) as usize
}

/// FNV-1a over UTF-16.
fn hash(word: &str) -> u32 {
    word.encode_utf16().fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(count: usize) -> Vec<Document> {
        let title = |n: usize| if n % 50 == 7 { "Retry storms again" } else { "Storms, then a retry" };
        (0..count).map(|n| Document { title: title(n).to_owned(), ..Document::default() }).collect()
    }

    fn bucket_of(shards: &[String], before: &str, word: &str) -> String {
        let bucket = bucket(hash(before), hash(word));
        shards[bucket % shards.len()].split(',').nth(bucket / shards.len()).unwrap().to_owned()
    }

    #[test]
    fn a_bucket_lists_the_documents_with_its_neighbours_and_each_once() {
        let documents = archive(300);
        let shards = shards(&documents.iter().collect::<Vec<_>>());
        assert!(shards.len().is_power_of_two());
        // 7, then 49 between each two.
        assert_eq!(bucket_of(&shards, "retry", "storms"), "HxBxBxBxBxB");
        assert_eq!(bucket_of(&shards, "never", "beside"), "");
    }

    #[test]
    fn a_small_archive_has_none() {
        assert!(shards(&archive(39).iter().collect::<Vec<_>>()).is_empty());
    }

    #[test]
    fn the_hash_is_that_of_the_script() {
        assert_eq!((hash("retry"), hash("障害")), (3_665_406_649, 722_664_056));
    }
}
