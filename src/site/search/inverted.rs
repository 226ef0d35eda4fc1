//! Documents to terms: which keys stand in which documents, and with what weight.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::neighbours::{self, Neighbours};
use super::postings::{DocumentNumber, OWN_ID};
use super::{Document, FieldKind};
use crate::terms;

/// A key and its postings: documents ascending, each with its step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) key: String,
    pub(super) postings: Vec<(DocumentNumber, u8)>,
}

/// How often a key counts where it stands once; a title says what a document is about.
const TITLE: u32 = 8;
const ID: u32 = 8;
const SERVICE: u32 = 4;
const TAG: u32 = 4;
const OWNER: u32 = 3;
const TEXT: u32 = 1;

/// Added to a frequency where the key is the document's own id; no document is long enough to reach it.
const IS_OWN_ID: u32 = 1 << 31;

/// Tables of words seen, each for as many documents: few, for every one meets most words of the archive anew, and more
/// than there are cores, for they take unequal time.
const CHUNKS: usize = 12;

/// BM25's saturation of frequency and its share of length.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What stands in the documents.
pub(super) struct Inverted {
    /// Every key, sorted as JavaScript sorts strings.
    pub(super) terms: Vec<Term>,
    /// How often each word that can be misspelt stands there, as it is spelt.
    pub(super) spellings: BTreeMap<String, u32>,
    /// Which words stand side by side, for some documents that follow each other.
    pub(super) neighbours: Vec<Neighbours>,
}

/// Reads `documents`, which are numbered by their order.
pub(super) fn invert(documents: &[&Document]) -> Inverted {
    let size = documents.len().div_ceil(CHUNKS).max(1);
    let mut chunks: Vec<Chunk<'_>> = documents
        .par_chunks(size)
        .enumerate()
        .map(|(n, chunk)| Chunk::read(u32::try_from(n * size).unwrap_or(u32::MAX), chunk, documents.len()))
        .collect();
    let lengths: Vec<u32> = chunks.iter().flat_map(|chunk| chunk.lengths.iter().copied()).collect();
    let saturation = saturations(&lengths);

    let mut spellings = BTreeMap::new();
    for (word, count) in chunks.iter_mut().flat_map(|chunk| std::mem::take(&mut chunk.spellings)) {
        *spellings.entry(word).or_default() += count;
    }
    let neighbours = chunks.iter_mut().map(|chunk| std::mem::take(&mut chunk.neighbours)).collect();
    let mut parts: Vec<(String, Frequencies)> = chunks.into_iter().flat_map(|chunk| chunk.terms).collect();
    // Stable, so that the parts of a key stay in the order of their documents.
    parts.par_sort_by(|(a, _), (b, _)| compare_as_javascript(a, b));
    let same_key: Vec<&[(String, Frequencies)]> = parts.chunk_by(|(a, _), (b, _)| a == b).collect();
    let terms = same_key.into_par_iter().filter_map(|parts| term(parts, &saturation)).collect();
    Inverted { terms, spellings, neighbours }
}

/// One term from its parts, which follow each other and share their key.
fn term(parts: &[(String, Frequencies)], saturation: &[f32]) -> Option<Term> {
    let (key, _) = parts.first()?;
    let mut postings = Vec::with_capacity(parts.iter().map(|(_, frequencies)| frequencies.len()).sum());
    for &(document, frequency) in parts.iter().flat_map(|(_, frequencies)| frequencies) {
        postings.push((document, step(frequency, saturation[document as usize])));
    }
    Some(Term { key: key.clone(), postings })
}

/// Documents ascending, each with the weighted frequency of one key.
type Frequencies = Vec<(DocumentNumber, u32)>;

/// The terms of some documents that follow each other.
struct Chunk<'a> {
    terms: Vec<(String, Frequencies)>,
    places: HashMap<String, usize>,
    /// Pieces of text seen, by their place in the list: most repeat, and folding is the costly part.
    places_seen: HashMap<&'a str, usize>,
    seen: Vec<Seen<'a>>,
    /// How often each term counts in the document that is being read, and which of them do.
    counts: Vec<u32>,
    counted: Vec<usize>,
    neighbours: Neighbours,
    spellings: HashMap<String, u32>,
    lengths: Vec<u32>,
}

/// A piece of text: the places of its keys, the hashes of its words, and how often it was met.
struct Seen<'a> {
    piece: &'a str,
    places: Box<[usize]>,
    words: Box<[u32]>,
    times: u32,
}

impl<'a> Chunk<'a> {
    /// Reads some documents of an archive of `total`.
    fn read(first: DocumentNumber, documents: &[&'a Document], total: usize) -> Self {
        let mut chunk = Self {
            terms: Vec::new(),
            places: HashMap::new(),
            places_seen: HashMap::new(),
            seen: Vec::new(),
            counts: Vec::new(),
            counted: Vec::new(),
            neighbours: Neighbours::of(total),
            spellings: HashMap::new(),
            lengths: Vec::new(),
        };
        for (number, document) in (first..).zip(documents) {
            chunk.read_document(number, document);
        }
        chunk.places = HashMap::new();
        chunk.places_seen = HashMap::new();
        chunk.neighbours.sort();
        for seen in std::mem::take(&mut chunk.seen) {
            for word in terms::spellings(seen.piece) {
                *chunk.spellings.entry(word).or_default() += seen.times;
            }
        }
        chunk
    }

    fn read_document(&mut self, number: DocumentNumber, document: &'a Document) {
        self.neighbours.begin(number);
        let mut length = self.read_text(&document.title, TITLE);
        if let Some(id) = &document.id {
            self.read_text(id, ID);
            self.mark_own_id(id);
        }
        for service in &document.services {
            self.read_text(service, SERVICE);
        }
        for tag in &document.tags {
            self.read_text(tag, TAG);
        }
        for field in &document.fields {
            let weight = if field.kind == FieldKind::Owner { OWNER } else { TEXT };
            length += self.read_text(&field.text, weight);
        }
        self.lengths.push(length);
        for place in self.counted.drain(..) {
            self.terms[place].1.push((number, std::mem::take(&mut self.counts[place])));
        }
    }

    /// Counts the keys of `text`; returns how many there were.
    fn read_text(&mut self, text: &'a str, weight: u32) -> u32 {
        let mut length = 0;
        let mut before = None;
        for piece in terms::pieces(text) {
            let place = self.piece(piece);
            let seen = &mut self.seen[place];
            seen.times += 1;
            for &place in &seen.places {
                let count = &mut self.counts[place];
                if *count == 0 {
                    self.counted.push(place);
                }
                *count += weight;
                length += 1;
            }
            self.neighbours.read(&mut before, &seen.words);
        }
        length
    }

    /// The place of a piece among those seen.
    fn piece(&mut self, piece: &'a str) -> usize {
        if let Some(&place) = self.places_seen.get(piece) {
            return place;
        }
        let places = terms::keys(piece).into_iter().map(|key| self.place(key)).collect();
        self.seen.push(Seen { piece, places, words: neighbours::words(piece), times: 0 });
        self.places_seen.insert(piece, self.seen.len() - 1);
        self.seen.len() - 1
    }

    fn mark_own_id(&mut self, id: &str) {
        let keys = terms::keys(id);
        let key =
            terms::whole(&terms::fold(id)).or_else(|| if keys.len() == 1 { keys.into_iter().next() } else { None });
        let Some(place) = key.and_then(|key| self.places.get(&key).copied()) else { return };
        if self.counts[place] > 0 {
            self.counts[place] |= IS_OWN_ID;
        }
    }

    fn place(&mut self, key: String) -> usize {
        let next = self.terms.len();
        let place = *self.places.entry(key.clone()).or_insert(next);
        if place == next {
            self.terms.push((key, Vec::new()));
            self.counts.push(0);
        }
        place
    }
}

/// For each document the part of BM25's denominator that depends on its length.
#[expect(clippy::cast_precision_loss, reason = "lengths and their mean need no more than a float's precision")]
fn saturations(lengths: &[u32]) -> Vec<f32> {
    let total: u64 = lengths.iter().map(|&length| u64::from(length)).sum();
    let mean = (total as f32 / lengths.len().max(1) as f32).max(1.0);
    lengths.iter().map(|&length| K1 * (1.0 - B + B * length as f32 / mean)).collect()
}

/// The step, from 0 to 14, of a weighted frequency: BM25's share of its limit.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 14")]
fn step(frequency: u32, saturation: f32) -> u8 {
    if frequency & IS_OWN_ID != 0 {
        return OWN_ID;
    }
    let frequency = frequency as f32;
    ((frequency / (frequency + saturation) * f32::from(OWN_ID)) as u8).min(OWN_ID - 1)
}

/// By UTF-16 code units, as `<` compares strings in `search-index.js`.
pub(super) fn compare_as_javascript(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    fn document(id: &str, title: &str, text: &str) -> Document {
        let field = Field { kind: FieldKind::Timeline, text: text.to_owned() };
        Document { id: Some(id.to_owned()), title: title.to_owned(), fields: vec![field], ..Document::default() }
    }

    fn postings(documents: &[Document], key: &str) -> Vec<(DocumentNumber, u8)> {
        let inverted = invert(&documents.iter().collect::<Vec<_>>());
        inverted.terms.into_iter().find(|term| term.key == key).map(|term| term.postings).unwrap_or_default()
    }

    #[test]
    fn a_title_weighs_more_than_a_text_and_repetition_more_than_one_mention() {
        let documents = [
            document("A-1", "Cache lost", "nothing here at all"),
            document("A-2", "Other", "cache cache cache cache"),
            document("A-3", "Other", "cache nothing here too"),
        ];
        let steps: Vec<u8> = postings(&documents, "cach").into_iter().map(|(_, step)| step).collect();
        assert!(steps[0] > steps[1] && steps[1] > steps[2], "{steps:?}");
    }

    #[test]
    fn an_own_id_is_marked_and_a_mention_is_not() {
        let documents = [document("INC-7", "One", ""), document("INC-8", "Two", "as in INC-7")];
        let steps = postings(&documents, "inc-7");
        assert_eq!(steps[0], (0, OWN_ID));
        assert!(steps[1].0 == 1 && steps[1].1 < OWN_ID);
        assert!(postings(&documents, "inc").iter().all(|(_, step)| *step < OWN_ID), "a part of an id is not the id");
    }

    #[test]
    fn an_id_without_joiners_is_marked_too() {
        assert_eq!(postings(&[document("4711", "One", "")], "4711"), [(0, OWN_ID)]);
    }

    #[test]
    fn words_that_can_be_misspelt_are_counted_over_all_documents() {
        let documents = vec![document("A-1", "Caches lost", "caches and Zürich of v1alpha"); 2 * CHUNKS + 1];
        let inverted = invert(&documents.iter().collect::<Vec<_>>());
        let counts: Vec<(&str, u32)> = inverted.spellings.iter().map(|(word, count)| (word.as_str(), *count)).collect();
        assert_eq!(counts, [("caches", 50), ("zurich", 25)]);
    }

    #[test]
    fn chunks_join_in_order() {
        let documents: Vec<Document> = (0..CHUNKS * 2 + 3).map(|n| document(&format!("I-{n}"), "Same", "")).collect();
        let numbers: Vec<DocumentNumber> = postings(&documents, "same").into_iter().map(|(n, _)| n).collect();
        assert!(numbers.is_empty(), "`same` has the stem `sam`");
        let numbers: Vec<DocumentNumber> = postings(&documents, "sam").into_iter().map(|(n, _)| n).collect();
        assert_eq!(numbers, (0..27).collect::<Vec<_>>());
    }
}
