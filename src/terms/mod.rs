//! Terms: text as what it is found and compared by. A word is a run of letters and digits; words joined by `-`, `_` or
//! `.` are also one term as a whole (`inc-2026-014`, `pay-311`, `checkout-api`); scripts written without spaces become
//! pairs of characters. The search page's `search-index.js` holds the same rules; `words.txt` is the table both are
//! tested on.

mod folding;
mod stemming;

use std::fmt::Write as _;

pub use folding::fold;
pub use stemming::STOP_WORDS;
use stemming::stem;

/// The longest word that is indexed, in characters: a SHA-256 still is, a base-64 blob is not.
const LONGEST: usize = 64;

/// How long a word is, in characters, in which one wrong letter can be put right.
const SPELT: std::ops::RangeInclusive<usize> = 5..=32;

/// The raw pieces of `text` that hold keys: words with what joins them, in order.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while word_at(text, at) == 0 {
            at += text.get(at..)?.chars().next()?.len_utf8();
        }
        let start = at;
        at = piece_end(text, at);
        text.get(start..at)
    })
}

/// Where the piece that starts at `start` ends, in bytes: a joiner belongs to it when a word follows.
fn piece_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        let mut length = word_at(text, end);
        if length == 0 && end > start && text.as_bytes().get(end).is_some_and(|byte| is_joiner(char::from(*byte))) {
            length = word_at(text, end + 1);
            length += usize::from(length > 0);
        }
        if length == 0 {
            return end;
        }
        end += length;
    }
}

/// The length in bytes of the word character at `at`, 0 where there is none.
fn word_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        Some(_) => {
            text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| is_word(*c)).map_or(0, char::len_utf8)
        }
        None => 0,
    }
}

/// The keys of one piece: its words' stems in order, and at the end the whole of a joined piece.
#[must_use]
pub fn keys(piece: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for word in piece.split(is_joiner) {
        for run in script_runs(word) {
            run_keys(&fold(run), &mut keys);
        }
    }
    keys.extend(whole(&fold(piece)));
    keys
}

/// The words of one piece, folded, in which one wrong letter can be put right: letters alone, not too few, and not
/// so many that nobody typed them.
pub fn spellings(piece: &str) -> impl Iterator<Item = String> {
    let runs = piece.split(is_joiner).flat_map(script_runs);
    runs.filter(|run| !run.starts_with(is_unspaced) && !run.contains(char::is_numeric))
        .map(fold)
        .filter(|word| SPELT.contains(&word.chars().count()) && !is_noise(word))
}

/// The words of one piece as a phrase has them: folded, stop words too, pairs for a script without spaces.
pub fn texts(piece: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for run in piece.split(is_joiner).flat_map(script_runs) {
        if run.starts_with(is_unspaced) {
            let pairs = run.chars().zip(run.chars().skip(1)).map(|(a, b)| String::from_iter([a, b]));
            texts.extend(pairs);
            if run.chars().nth(1).is_none() {
                texts.push(run.to_owned());
            }
        } else {
            texts.push(fold(run));
        }
    }
    texts
}

/// The key of a joined piece as a whole, if `piece` is one.
#[must_use]
pub fn whole(folded: &str) -> Option<String> {
    let joined = folded.contains(is_joiner) && !folded.contains(is_unspaced);
    (joined && folded.chars().count() <= LONGEST).then(|| folded.to_owned())
}

fn run_keys(run: &str, keys: &mut Vec<String>) {
    if run.starts_with(is_unspaced) {
        let characters: Vec<char> = run.chars().collect();
        match characters.as_slice() {
            [single] => keys.push(single.to_string()),
            several => {
                keys.extend(several.windows(2).map(|pair| pair.iter().collect::<String>()));
                // No pair begins with the last one, so that asked for alone it would not be found.
                keys.extend(several.last().map(char::to_string));
            }
        }
    } else if run.chars().count() <= LONGEST && !is_noise(run) {
        keys.push(stem(run));
    }
}

fn is_noise(word: &str) -> bool {
    matches!(word.as_bytes(), [] | [b'a'..=b'z']) || STOP_WORDS.contains(&word)
}

/// `word` cut where a script without spaces begins or ends.
fn script_runs(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let unspaced = is_unspaced(rest.chars().next()?);
        let end = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(run)
    })
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // Combining marks that are not letters to Unicode, and yet stand inside words.
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

/// Scripts written without spaces: Thai to Lao, Myanmar, Khmer, Kana, Han and Hangul.
const UNSPACED: [(char, char); 9] = [
    ('\u{e00}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7af}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

fn is_unspaced(c: char) -> bool {
    !c.is_ascii() && UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// The same as a character class of a regular expression, for the page.
pub fn unspaced_class() -> String {
    UNSPACED.iter().fold(String::new(), |mut class, (first, last)| {
        let _ = write!(class, "\\u{{{:x}}}-\\u{{{:x}}}", u32::from(*first), u32::from(*last));
        class
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all_keys(text: &str) -> String {
        pieces(text).flat_map(keys).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_text_of_the_shared_table_has_its_keys() {
        let mut rows = 0;
        for row in include_str!("words.txt").lines().filter(|row| !row.starts_with('#')) {
            let (text, expected) = row.split_once(" => ").expect("a row is `text => keys`");
            assert_eq!(all_keys(text), expected.replace('+', ""), "{text}");
            rows += 1;
        }
        assert!(rows > 10, "the table has lost rows: {rows}");
    }

    #[test]
    fn a_word_longer_than_any_hash_is_not_indexed() {
        assert_eq!(all_keys(&"a1".repeat(32)), "a1".repeat(32));
        assert_eq!(all_keys(&"a1".repeat(33)), "");
    }

    #[test]
    fn only_words_of_five_letters_or_more_can_be_misspelt() {
        let words = |text: &str| pieces(text).flat_map(spellings).collect::<Vec<_>>().join(" ");
        assert_eq!(words("The Caches-were node v2alpha ÉTÉS Straße отказ 障害障害障害 which"), "caches strasse отказ");
        assert_eq!(words(&"a".repeat(33)), "");
    }

    #[test]
    fn a_phrase_has_every_word_as_it_stands() {
        let all = pieces("The v1.2 of DBの障害 Étés").flat_map(texts).collect::<Vec<_>>().join(" ");
        assert_eq!(all, "the v1 2 of db の障 障害 etes");
    }

    proptest! {
        #[test]
        fn keys_hold_nothing_that_the_shards_use_as_punctuation(text in "\\PC{0,80}") {
            for key in pieces(&text).flat_map(keys) {
                prop_assert!(!key.is_empty());
                prop_assert!(!key.contains([',', ':', '*', ' ', '"', '\\', '\n', '<']), "{key}");
            }
        }
    }
}
