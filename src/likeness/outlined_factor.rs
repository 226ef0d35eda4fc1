//! A contributing factor in little: its name, its terms, and when two are the same, in other words or under one name.

use serde::{Deserialize, Serialize};

use super::wording::Seen;
use crate::incident::{Factor, Incident};

/// A factor with fewer meaningful words than this is too general to be recognised in other words.
pub const MEANINGFUL: usize = 4;
/// The most words of a name before a colon: `Retry storm: the dispatcher retried at once`.
const NAME_WORDS: usize = 5;
/// The most characters of a label.
const LABEL: usize = 80;

/// What is compared of a contributing factor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlinedFactor {
    /// Its name (`Retry storm`), or the beginning of its text.
    pub label: String,
    /// The number of its name, where it has one.
    pub name: Option<u32>,
    /// Its meaningful terms, sorted.
    pub terms: Vec<u32>,
    /// The same in little.
    pub bits: u64,
}

/// What is compared of a factor.
pub fn outlined<'a>(incident: &'a Incident, factor: &'a Factor, seen: &mut Seen<'a>) -> OutlinedFactor {
    let terms = seen.factor(incident, factor);
    let name = name(&factor.text.value);
    let mut number = None;
    if let Some(name) = name {
        // In order: `limit rate` is not `rate limit`.
        seen.read(name, |term, _| number = Some(number.unwrap_or(0_u32).rotate_left(7) ^ term));
    }
    OutlinedFactor { label: label(name.unwrap_or(&factor.text.value)), name: number, bits: bits(&terms), terms }
}

/// The few words before a colon that name a factor.
fn name(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(':')?;
    let name = name.trim().trim_matches(['*', '_', '`']);
    let words = name.split_whitespace().count();
    let is_name = (1..=NAME_WORDS).contains(&words) && !name.contains(['.', ',', ';', '(', '[', '/', '\n']);
    (is_name && rest.starts_with(|c: char| c.is_whitespace() || c == '*' || c == '_')).then_some(name)
}

/// On one line, cut at a word.
fn label(text: &str) -> String {
    let mut label = String::new();
    for word in text.split_whitespace() {
        if label.chars().count() + word.chars().count() >= LABEL {
            label.push('…');
            break;
        }
        if !label.is_empty() {
            label.push(' ');
        }
        label.extend(word.chars().take(LABEL));
    }
    label
}

impl OutlinedFactor {
    /// True when both are the same factor: under one name, or in nearly the same words.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        if self.name.is_some() && self.name == other.name {
            return true;
        }
        if lacks(self.bits, other.bits) > self.may_lack() {
            return false;
        }
        let enough = self.terms.len() >= MEANINGFUL && other.terms.len() >= MEANINGFUL;
        (enough && are_alike(&self.terms, &other.terms)) || (self.terms.len() > 1 && self.terms == other.terms)
    }

    /// How many of its terms the same factor in other words may be without.
    pub(super) fn may_lack(&self) -> usize {
        self.terms.len() - shared_at_least(self.terms.len())
    }
}

/// How many terms with these bits are not among those with the other ones, at least.
pub(super) fn lacks(bits: u64, other: u64) -> usize {
    (bits & !other).count_ones() as usize
}

/// One bit for each term; two terms may share one.
#[must_use]
pub fn bits(terms: &[u32]) -> u64 {
    terms.iter().fold(0, |bits, term| bits | 1 << (term % 64))
}

/// Four in five, rounded up.
#[must_use]
pub fn shared_at_least(terms: usize) -> usize {
    (terms * 4).div_ceil(5)
}

/// True when two sorted lists share four in five terms of the longer.
#[must_use]
pub fn are_alike(one: &[u32], other: &[u32]) -> bool {
    let shared = one.iter().filter(|term| other.binary_search(term).is_ok()).count();
    shared >= shared_at_least(one.len().max(other.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_before_a_colon_is_no_name() {
        for text in ["We saw what nobody had seen before: x", "see https://a.example/b", "a, b: c", "10:20 it broke"] {
            assert_eq!(name(text), None, "{text}");
        }
        assert_eq!(name("**Alert gap**: x"), Some("Alert gap"));
    }
}
