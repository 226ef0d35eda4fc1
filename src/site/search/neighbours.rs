//! Which documents hold two words side by side, for quoted phrases. Each pair of neighbours falls into one of 16,384
//! buckets by its hash, and a bucket lists its documents: few of those have the bucket by chance, so that the page
//! reads the text of those alone. `search-index.js` computes the same hash.

use rayon::prelude::*;

use super::postings::{DocumentNumber, push_gaps};
use crate::terms;

/// How many bits of the hash name the bucket.
const BITS: u32 = 14;
const BUCKETS: usize = 1 << BITS;

/// A smaller archive's documents are read without asking first.
const FEWEST: usize = 40;

/// How long a shard is, about, in characters.
const SHARD: usize = 4_500;

/// For each bucket the documents, ascending, of some that follow each other. A small archive has no buckets.
#[derive(Default)]
pub(super) struct Neighbours {
    buckets: Vec<Vec<DocumentNumber>>,
}

impl Neighbours {
    /// Of an archive of `total` documents.
    pub(super) fn of(total: usize) -> Self {
        Self { buckets: if total < FEWEST { Vec::new() } else { vec![Vec::new(); BUCKETS] } }
    }

    /// Reads the next words of a text, by their hashes; `before` is the last one read, `None` where the text begins.
    pub(super) fn read(&mut self, number: DocumentNumber, before: &mut Option<u32>, words: &[u32]) {
        for &word in words {
            let Some(before) = before.replace(word) else { continue };
            let bucket = self.buckets.get_mut(bucket(before, word));
            if let Some(bucket) = bucket.filter(|bucket| bucket.last() != Some(&number)) {
                bucket.push(number);
            }
        }
    }
}

/// The hashes of the words of a piece of text, as a phrase has them.
pub(super) fn words(piece: &str) -> Box<[u32]> {
    terms::texts(piece).iter().map(|word| hash(word)).collect()
}

/// The shards: bucket `n` is entry `n / shards.len()` of shard `n % shards.len()`. None for a small archive.
pub(super) fn shards(chunks: &[Neighbours]) -> Vec<String> {
    if chunks.iter().all(|chunk| chunk.buckets.is_empty()) {
        return Vec::new();
    }
    let lists: Vec<String> = (0..BUCKETS)
        .into_par_iter()
        .map(|bucket| {
            let mut list = String::new();
            push_gaps(&mut list, chunks.iter().filter_map(|chunk| chunk.buckets.get(bucket)).flatten().copied());
            list
        })
        .collect();
    let size: usize = lists.iter().map(|list| list.len() + 1).sum();
    let count = (size / SHARD).clamp(1, BUCKETS).next_power_of_two();
    (0..count)
        .map(|shard| lists.iter().skip(shard).step_by(count).map(String::as_str).collect::<Vec<_>>().join(","))
        .collect()
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
    use super::super::Document;
    use super::super::inverted::invert;
    use super::*;

    fn shards_of(count: usize) -> Vec<String> {
        let title = |n: usize| if n % 50 == 7 { "Retry storms again" } else { "Storms, then a retry" };
        let document = |n| Document { title: title(n).to_owned(), ..Document::default() };
        let documents: Vec<Document> = (0..count).map(document).collect();
        shards(&invert(&documents.iter().collect::<Vec<_>>()).neighbours)
    }

    fn bucket_of(shards: &[String], before: &str, word: &str) -> String {
        let bucket = bucket(hash(before), hash(word));
        shards[bucket % shards.len()].split(',').nth(bucket / shards.len()).unwrap().to_owned()
    }

    #[test]
    fn a_bucket_lists_the_documents_with_its_neighbours_and_each_once() {
        let shards = shards_of(300);
        assert!(shards.len().is_power_of_two());
        // 7, then 49 between each two.
        assert_eq!(bucket_of(&shards, "retry", "storms"), "HxBxBxBxBxB");
        assert_eq!(bucket_of(&shards, "never", "beside"), "");
    }

    #[test]
    fn a_small_archive_has_none() {
        assert!(shards_of(39).is_empty());
    }

    #[test]
    fn the_hash_is_that_of_the_script() {
        assert_eq!((hash("retry"), hash("障害")), (3_665_406_649, 722_664_056));
    }
}
