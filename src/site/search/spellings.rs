//! The words of the archive as they are spelt, so that a misspelt one can be put right. A word stands twice: as it is,
//! and from its end behind a `~`. One wrong letter leaves the first half of a word or its last as it was, so that the
//! lists around the two halves hold what was meant, wherever the letter is.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::inverted::compare_as_javascript;
use super::postings::push_number;
use super::term_shards::{Entry, TermShards, pack};

/// The most a shard holds, in characters: two or three of them are loaded for a word that finds nothing.
const LARGEST: usize = 5_000;

/// Before a word that is written from its end.
const REVERSED: char = '~';

/// The shards of all `words` and how often each stands in the archive: `word:n`, where it stands at least 2^n times.
pub(super) fn shards(words: BTreeMap<String, u32>) -> TermShards {
    let mut entries: Vec<Entry> = words
        .into_iter()
        .flat_map(|(word, count)| {
            let mut postings = String::new();
            push_number(&mut postings, count.max(1).ilog2());
            let reversed = std::iter::once(REVERSED).chain(word.chars().rev()).collect();
            [Entry { key: word, postings: postings.clone() }, Entry { key: reversed, postings }]
        })
        .collect();
    entries.par_sort_by(|a, b| compare_as_javascript(&a.key, &b.key));
    pack(entries.into_iter().map(|entry| vec![entry]), LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_from_its_beginning_and_from_its_end_with_how_often_it_is_used() {
        let words = BTreeMap::from([("cache".to_owned(), 9), ("cached".to_owned(), 1), ("кеш-".to_owned(), 2)]);
        let packed = shards(words);
        assert_eq!(packed.shards, ["0cache:D,5d:A,0~-шек:B,1dehcac:A,1ehcac:D,0кеш-:B"]);
        assert_eq!(packed.first_keys, [""]);
    }

    #[test]
    fn no_words_make_an_empty_shard() {
        assert_eq!(shards(BTreeMap::new()).shards, [""]);
    }
}
