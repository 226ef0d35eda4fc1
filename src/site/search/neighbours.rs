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

/// The neighbours of some documents that follow each other; a small archive has none. Reading only appends, and one
/// pass sorts: to add to one of thousands of lists for every word would wait for memory.
#[derive(Default)]
pub(super) struct Neighbours {
    is_small: bool,
    /// The bucket of each pair of neighbours, in the order of the text; after sorting none.
    read: Vec<u16>,
    /// Each document, and where its pairs begin in `read`.
    begun: Vec<(DocumentNumber, usize)>,
    /// After sorting the documents of all buckets one after another, ascending in each, with doubles.
    documents: Vec<DocumentNumber>,
    /// Where each bucket ends in `documents`; it begins where the one before ends.
    ends: Vec<usize>,
}

impl Neighbours {
    /// Of an archive of `total` documents.
    pub(super) fn of(total: usize) -> Self {
        Self { is_small: total < FEWEST, ..Self::default() }
    }

    /// What is read from now on is of this document; numbers ascend.
    pub(super) fn begin(&mut self, number: DocumentNumber) {
        self.begun.push((number, self.read.len()));
    }

    /// Reads the next words of a text, by their hashes; `before` is the last one read, `None` where the text begins.
    pub(super) fn read(&mut self, before: &mut Option<u32>, words: &[u32]) {
        if !self.is_small {
            let pairs = words.iter().filter_map(|word| before.replace(*word).map(|before| bucket(before, *word)));
            self.read.extend(pairs);
        }
    }

    /// Sorts what was read by bucket.
    pub(super) fn sort(&mut self) {
        if self.is_small {
            return;
        }
        let read = std::mem::take(&mut self.read);
        let mut ends = vec![0; BUCKETS];
        for bucket in &read {
            ends[usize::from(*bucket)] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // Where the bucket begins: filling it moves this to its end.
            sum += std::mem::replace(end, sum);
        }
        self.documents = vec![0; read.len()];
        let after = self.begun.iter().skip(1).map(|(_, from)| *from).chain([read.len()]);
        for ((number, from), after) in self.begun.iter().zip(after) {
            for bucket in &read[*from..after] {
                let place = &mut ends[usize::from(*bucket)];
                self.documents[*place] = *number;
                *place += 1;
            }
        }
        self.ends = ends;
    }

    /// The documents of a bucket, ascending, with doubles.
    fn bucket(&self, bucket: usize) -> &[DocumentNumber] {
        let from = bucket.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.documents[from..self.ends[bucket]]
    }
}

/// The hashes of the words of a piece of text, as a phrase has them.
pub(super) fn words(piece: &str) -> Box<[u32]> {
    terms::texts(piece).iter().map(|word| hash(word)).collect()
}

/// The shards: bucket `n` is entry `n / shards.len()` of shard `n % shards.len()`. None for a small archive.
pub(super) fn shards(chunks: &[Neighbours]) -> Vec<String> {
    if chunks.iter().all(|chunk| chunk.is_small) {
        return Vec::new();
    }
    let lists: Vec<String> = (0..BUCKETS)
        .into_par_iter()
        .map(|bucket| {
            let mut list = String::new();
            let mut before = None;
            let documents = chunks.iter().flat_map(|chunk| chunk.bucket(bucket)).copied();
            push_gaps(&mut list, documents.filter(|document| before.replace(*document) != Some(*document)));
            list
        })
        .collect();
    let size: usize = lists.iter().map(|list| list.len() + 1).sum();
    let count = (size / SHARD).clamp(1, BUCKETS).next_power_of_two();
    (0..count)
        .map(|shard| lists.iter().skip(shard).step_by(count).map(String::as_str).collect::<Vec<_>>().join(","))
        .collect()
}

fn bucket(before: u32, word: u32) -> u16 {
    (before.wrapping_mul(31).wrapping_add(word) >> (32 - BITS)) as u16
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
        let bucket = usize::from(bucket(hash(before), hash(word)));
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
