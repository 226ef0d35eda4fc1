//! A light English stemmer: plurals, `-ed`, `-ing`, a final `e`, doubled consonants and nothing more, so that few
//! words that differ become one. `search-index.js` holds the same rules; `stems.txt` is the table both are tested on.

/// Words too common in English to tell one document from another; neither indexed nor asked for.
pub const STOP_WORDS: &[&str] = &[
    "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in", "is", "of", "or",
    "our", "that", "the", "then", "there", "these", "they", "this", "to", "was", "we", "were", "which", "will", "with",
];

/// The stem of a folded word; a short word, or one with anything but `a` to `z` in it, is its own stem.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return stem;
    }
    drop_plural(&mut stem);
    drop_tense(&mut stem);
    if stem.len() > 3 && stem.ends_with('e') && !stem.ends_with("ee") {
        stem.pop();
    }
    if stem.len() > 3 && ends_in_doubled_consonant(&stem) {
        stem.pop();
    }
    stem
}

fn drop_plural(word: &mut String) {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "xes", "ches", "shes", "zes"].iter().any(|ending| word.ends_with(ending)) {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s')
        && !["ss", "us"].iter().any(|ending| word.ends_with(ending))
        && !is_singular_in_is(word)
    {
        word.pop();
    }
}

/// `analysis`, `redis`; shorter ones, as `apis`, are plurals.
fn is_singular_in_is(word: &str) -> bool {
    word.len() > 4 && word.ends_with("is")
}

fn drop_tense(word: &mut String) {
    if word.len() > 4 && word.ends_with("ied") {
        word.truncate(word.len() - 3);
        word.push('y');
        return;
    }
    if word.ends_with("eed") {
        return;
    }
    let Some(rest) = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")) else { return };
    if rest.len() >= 3 && rest.bytes().any(|b| b"aeiouy".contains(&b)) {
        word.truncate(rest.len());
    }
}

fn ends_in_doubled_consonant(word: &str) -> bool {
    matches!(word.as_bytes(), [.., a, b] if a == b && !b"aeiou".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_shared_table_has_its_stem() {
        let table = include_str!("stems.txt");
        let mut rows = 0;
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let (expected, words) = row.split_once(':').expect("a row is `stem: words`");
            for word in words.split_whitespace() {
                assert_eq!(stem(word), expected, "{word}");
                rows += 1;
            }
        }
        assert!(rows > 60, "the table has lost rows: {rows}");
    }
}
