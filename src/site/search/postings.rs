//! Postings as text: which documents hold a key, and how much it weighs in each. `search-index.js` reads the same form.
//!
//! A number is written in groups of five bits, the lowest first, one character each; a character of 32 or more says
//! that another follows. Postings are, from the heaviest step down, `count * 16 + step`, then the documents as gaps.

/// A document's number: its place from the oldest.
pub(super) type DocumentNumber = u32;

/// The step of the document whose own id the key is; it comes before every other.
pub(super) const OWN_ID: u8 = 15;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes `number`.
pub(super) fn push_number(out: &mut String, mut number: u32) {
    loop {
        let more = if number >= 32 { 32 } else { 0 };
        out.push(char::from(DIGITS[(number % 32 + more) as usize]));
        number /= 32;
        if more == 0 {
            return;
        }
    }
}

/// Writes ascending `documents` as gaps.
pub(super) fn push_gaps(out: &mut String, documents: impl Iterator<Item = DocumentNumber>) {
    let mut next = 0;
    for document in documents {
        push_number(out, document.saturating_sub(next));
        next = document.saturating_add(1);
    }
}

/// `postings` (documents ascending, each with its step from 0 to 15) as text.
pub(super) fn encode(postings: &[(DocumentNumber, u8)]) -> String {
    let mut out = String::with_capacity(postings.len() + 4);
    let mut counts = [0_u32; 16];
    for &(_, step) in postings {
        counts[usize::from(step & 15)] += 1;
    }
    for step in (0..16_u8).rev() {
        let count = counts[usize::from(step)];
        if count > 0 {
            push_number(&mut out, count.saturating_mul(16) + u32::from(step));
            push_gaps(&mut out, postings.iter().filter(|(_, s)| s & 15 == step).map(|(document, _)| *document));
        }
    }
    out
}

#[cfg(test)]
pub(super) fn decode(text: &str) -> Vec<(DocumentNumber, u8)> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = (0..).zip(DIGITS).find(|(_, d)| **d == byte).unwrap().0;
        number += (digit % 32) << shift;
        shift += 5;
        if digit < 32 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    let mut postings = Vec::new();
    let mut numbers = numbers.into_iter();
    while let Some(head) = numbers.next() {
        let mut next = 0;
        for gap in numbers.by_ref().take(head as usize / 16) {
            postings.push((next + gap, (head % 16) as u8));
            next += gap + 1;
        }
    }
    postings.sort_unstable();
    postings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_document_costs_its_number_and_one_character() {
        assert_eq!(encode(&[(3, 9)]), "ZD");
        assert_eq!(encode(&[]), "");
    }

    proptest! {
        #[test]
        fn postings_read_back_as_they_were(
            postings in prop::collection::btree_map(0_u32..100_000, 0_u8..16, 0..200)
                .prop_map(|m: BTreeMap<u32, u8>| m.into_iter().collect::<Vec<_>>())
        ) {
            prop_assert_eq!(decode(&encode(&postings)), postings);
        }
    }
}
