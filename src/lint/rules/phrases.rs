//! Finding words and phrases in prose: case-insensitive, whole words, `*` for any ending.
//! What the words mean is the business of the rules that list them.

use std::collections::BTreeMap;
use std::ops::Range;

/// A word of a text: its bytes there, and its letters in lower case with a straight apostrophe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Lower case; a curly apostrophe is straightened.
    pub text: String,
}

/// The words of `text` in order: runs of letters and digits, with apostrophes inside.
/// A hyphen parts words, so `rolled-back` reads as `rolled back`.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '\'' | '’'));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.extend(word(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str, range: Range<usize>) -> Option<Word> {
    let raw = text.get(range.clone())?.trim_end_matches(['\'', '’']);
    (!raw.is_empty())
        .then(|| Word { range: range.start..range.start + raw.len(), text: raw.to_lowercase().replace('’', "'") })
}

/// Where the first of `phrases` stands in `text`; of several at one place the longest.
#[must_use]
pub fn find(text: &str, phrases: &[&str]) -> Option<Range<usize>> {
    matches_in(text, phrases).next().map(|(range, _)| range)
}

/// True when `text` holds one of `phrases`.
#[must_use]
pub fn has(text: &str, phrases: &[&str]) -> bool {
    find(text, phrases).is_some()
}

/// Every place where one of `phrases` stands in `text`, in order and without overlap, with the
/// phrase's index. A phrase is words parted by blanks; a word ending in `*` matches any ending.
#[must_use]
pub fn find_all(text: &str, phrases: &[&str]) -> Vec<(Range<usize>, usize)> {
    matches_in(text, phrases).collect()
}

fn matches_in(text: &str, phrases: &[&str]) -> impl Iterator<Item = (Range<usize>, usize)> {
    let words = words(text);
    // By first letter, so that a word is compared with the few phrases that can begin with it.
    let mut by_letter: BTreeMap<char, Vec<(usize, Vec<&str>)>> = BTreeMap::new();
    for (index, phrase) in phrases.iter().enumerate() {
        if let Some(letter) = phrase.chars().next() {
            by_letter.entry(letter).or_default().push((index, phrase.split_whitespace().collect()));
        }
    }
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(word) = words.get(at) {
            let candidates = word.text.chars().next().and_then(|letter| by_letter.get(&letter)).into_iter().flatten();
            let longest = candidates
                .filter(|(_, phrase)| stands_at(text, &words[at..], phrase))
                .max_by_key(|(index, phrase)| (phrase.len(), usize::MAX - index));
            if let Some((index, phrase)) = longest {
                let last = words.get(at + phrase.len() - 1).unwrap_or(word);
                let range = word.range.start..last.range.end;
                at += phrase.len();
                return Some((range, *index));
            }
            at += 1;
        }
        None
    })
}

/// True when `words` begin with `phrase`, with nothing but blanks, hyphens and emphasis between them.
fn stands_at(text: &str, words: &[Word], phrase: &[&str]) -> bool {
    !phrase.is_empty()
        && words.len() >= phrase.len()
        && phrase.iter().zip(words).all(|(pattern, word)| matches(&word.text, pattern))
        && words[..phrase.len()].windows(2).all(|pair| {
            let between = text.get(pair[0].range.end..pair[1].range.start).unwrap_or(".");
            between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑' | '*' | '_'))
                && !between.contains("\n\n")
        })
}

fn matches(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, phrases: &[&str]) -> Vec<&'a str> {
        find_all(text, phrases).into_iter().map(|(range, _)| &text[range]).collect()
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
            let _ = found(text, &["a b", "*", ""]);
        }
    }
}
