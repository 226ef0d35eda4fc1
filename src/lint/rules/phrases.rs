//! Finding words and phrases in prose: case-insensitive, whole words, `*` for any ending.
//! What the words mean is the business of the rules that list them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A word of a text: its bytes there, and its letters in lower case with a straight apostrophe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Lower case; a curly apostrophe is straightened.
    pub text: Cow<'t, str>,
}

/// The words of `text` in order: runs of letters and digits, with apostrophes inside.
/// A hyphen parts words, so `rolled-back` reads as `rolled back`.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text.get(at..)?.find(char::is_alphanumeric)?;
        let from = at;
        let rest = text.get(from..)?;
        at = from + rest.find(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)).unwrap_or(rest.len());
        let raw = text.get(from..at)?.trim_end_matches(is_apostrophe);
        Some(Word { range: from..from + raw.len(), text: lower(raw) })
    })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn lower(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(raw)
    } else if raw.is_ascii() {
        Cow::Owned(raw.to_ascii_lowercase())
    } else {
        Cow::Owned(raw.to_lowercase().replace('’', "'"))
    }
}

/// Phrases to be looked for, made once. A phrase is words parted by blanks; a word ending in `*` matches any
/// ending.
#[derive(Debug)]
pub struct Phrases {
    /// Finds how phrases begin.
    beginnings: AhoCorasick,
    /// For each beginning the phrases that have it: their index and their words.
    phrases: Vec<Vec<(usize, Vec<String>)>>,
}

impl Phrases {
    /// Phrases in lower case, with straight apostrophes.
    #[must_use]
    pub fn of(list: &[impl AsRef<str>]) -> Self {
        let mut by_beginning: BTreeMap<&str, Vec<(usize, Vec<String>)>> = BTreeMap::new();
        for (index, phrase) in list.iter().enumerate() {
            let words: Vec<&str> = phrase.as_ref().split(|c: char| c.is_whitespace() || c == '-').collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            // A text may write the apostrophe in another way: it is compared with the word, not looked for.
            let beginning = words.first().and_then(|word| word.split(['*', '\'']).next()).unwrap_or("");
            if !beginning.is_empty() {
                by_beginning
                    .entry(beginning)
                    .or_default()
                    .push((index, words.into_iter().map(str::to_owned).collect()));
            }
        }
        let mut builder = AhoCorasick::builder();
        let beginnings = builder
            .ascii_case_insensitive(true)
            // Larger and twice as fast: the lists are short, the texts are long.
            .kind(Some(AhoCorasickKind::DFA))
            .build(by_beginning.keys())
            .expect("a list of words in memory is below the two billion that the automaton can hold");
        Self { beginnings, phrases: by_beginning.into_values().collect() }
    }

    /// True when `text` holds one of the phrases.
    #[must_use]
    pub fn stand_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// Where the first of the phrases stands in `text`; of several at one place the longest.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<Range<usize>> {
        self.all_in(text).into_iter().next().map(|(range, _)| range)
    }

    /// Every place where a phrase stands in `text`, in order and without overlap, with the phrase's index in
    /// the list; of several that begin at one place the longest.
    #[must_use]
    pub fn all_in(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found: Vec<(Range<usize>, usize, usize)> = self.places(text).collect();
        found.sort_by_key(|(range, words, index)| (range.start, usize::MAX - words, *index));
        let mut end = 0;
        found.retain(|(range, ..)| {
            let apart = range.start >= end;
            if apart {
                end = range.end;
            }
            apart
        });
        found.into_iter().map(|(range, _, index)| (range, index)).collect()
    }

    /// Every place of every phrase, how many words it has, and its index.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, usize, usize)> + 'a {
        let begun = self.beginnings.find_overlapping_iter(text);
        begun.filter(|begun| is_word_start(text, begun.start())).flat_map(move |begun| {
            let phrases = self.phrases.get(begun.pattern().as_usize()).into_iter().flatten();
            phrases.filter_map(move |(index, phrase)| {
                let length = length_at(text.get(begun.start()..)?, phrase)?;
                Some((begun.start()..begun.start() + length, phrase.len(), *index))
            })
        })
    }
}

/// True where no word goes on at `at`.
fn is_word_start(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end_matches(is_apostrophe);
    !before.ends_with(char::is_alphanumeric)
}

/// Length of `phrase` at the start of `text`, with nothing but blanks, hyphens and emphasis between its words.
fn length_at(text: &str, phrase: &[String]) -> Option<usize> {
    let mut words = words(text);
    let mut end = 0;
    for pattern in phrase {
        let word = words.next().filter(|word| matches(&word.text, pattern))?;
        let between = text.get(end..word.range.start)?;
        let joined = between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑' | '*' | '_'));
        if !joined || between.contains("\n\n") {
            return None;
        }
        end = word.range.end;
    }
    Some(end)
}

fn matches(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, phrases: &[&str]) -> Vec<&'a str> {
        Phrases::of(phrases).all_in(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn a_phrase_is_found_across_a_hyphen_and_a_line_break_but_not_across_a_full_stop() {
        assert_eq!(
            found("We Rolled-back, then rolled\nback. Rolled. Back", &["rolled back"]),
            ["Rolled-back", "rolled\nback"]
        );
    }

    #[test]
    fn a_star_stands_for_any_ending_and_nothing_else_does() {
        assert_eq!(found("alerting Alert malert", &["alert*"]), ["alerting", "Alert"]);
        assert_eq!(found("pages page", &["page"]), ["page"]);
    }

    #[test]
    fn the_longest_phrase_wins_and_matches_do_not_overlap() {
        assert_eq!(found("failed to failed", &["failed", "failed to"]), ["failed to", "failed"]);
    }

    #[test]
    fn curly_apostrophes_read_as_straight_ones() {
        assert_eq!(found("it didn’t, ’tis the users’ fault", &["didn't", "users"]), ["didn’t", "users"]);
    }

    #[test]
    fn any_text_is_read_without_panic() {
        for text in ["", "'", "é’", "\u{301}x’’", "🙂 a🙂b"] {
            assert_eq!(found(text, &["a b", "*", ""]), [""; 0]);
        }
    }
}
