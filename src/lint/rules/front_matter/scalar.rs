//! How a fix writes a key or a value of the front matter anew: quotes stay, and what follows stays.
//! What it should say is the rules' business.

use crate::incident::Incident;
use crate::lint::{Edit, Safety};
use crate::text::Span;

/// The edit that lets the scalar under `span` say `text`. `None` where it is written over several lines, or where
/// `text` would need quotes.
#[must_use]
pub fn rewritten(incident: &Incident, span: Span, text: &str) -> Option<Edit> {
    let written = incident.source.slice(span);
    if written.is_empty() || written.contains(['\n', '\r']) || written.starts_with(['|', '>']) || !is_plain(text) {
        return None;
    }
    let quoted = |quote: char| written.len() >= 2 && written.starts_with(quote) && written.ends_with(quote);
    let inner = if quoted('"') || quoted('\'') { Span::new(span.start() + 1, span.end() - 1) } else { span };
    Some(Edit::new(inner, text))
}

/// True for a text that means itself in YAML, with quotes and without, in brackets and outside.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphanumeric());
    let holds = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | ':' | '/' | ' '));
    begins && holds && !text.ends_with([' ', ':']) && !text.contains(": ") && !text.eq_ignore_ascii_case("null")
}

/// Safe where two words differ only in case, `-`, `_` and blanks.
#[must_use]
pub fn word_safety(written: &str, meant: &str) -> Safety {
    if folded(written) == folded(meant) { Safety::Safe } else { Safety::Unsafe }
}

/// Safe where two keys differ only in case, `-`, `_` and blanks, or in one letter.
#[must_use]
pub fn key_safety(written: &str, meant: &str) -> Safety {
    let letters = strsim::damerau_levenshtein(&folded(written), &folded(meant));
    if letters <= 1 { Safety::Safe } else { Safety::Unsafe }
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace(['-', '_', ' '], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_text_that_needs_no_quotes_is_written() {
        for text in ["2026-03-04T09:12:00.5+01:00", "near-miss", "SEV 1", "kritisch/groß"] {
            assert!(is_plain(text), "{text}");
        }
        for text in ["", "a: b", "a:", "- a", "a, b", "[a]", "a #b", "null", " a", "a ", "it's"] {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn a_slip_is_told_from_a_guess() {
        assert_eq!(key_safety("Started-At", "started_at"), Safety::Safe);
        assert_eq!(key_safety("comanders", "commanders"), Safety::Safe);
        assert_eq!(key_safety("comander", "commanders"), Safety::Unsafe);
        assert_eq!(word_safety("Near Miss", "near-miss"), Safety::Safe);
        assert_eq!(word_safety("reviewd", "reviewed"), Safety::Unsafe);
    }
}
