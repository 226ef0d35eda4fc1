//! A time that a note itself begins with: it was posted late, or told of what had been.

use crate::incident::body::stamped;
use crate::incident::{EntryTime, Moment};

/// When a note's event happened, and the rest of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated<'a> {
    pub at: EntryTime,
    pub until: Option<EntryTime>,
    pub approximate: bool,
    pub text: &'a str,
    /// The time as written, where the note states one.
    pub words: Option<&'a str>,
}

/// The time of a note that says `text` and was sent at `sent`, which is `written_at` in the sender's zone; where the
/// zone is not known it stands in UTC, and what is stated without one is as little known.
pub(super) fn time(text: &str, sent: EntryTime, written_at: Moment) -> Stated<'_> {
    let sent_alone = Stated { at: sent, until: None, approximate: false, text, words: None };
    // Markup before a stamp is dress; a mention, a link or code is not.
    let begins =
        text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '~' | '(' | '[' | '*' | '_' | '≈'));
    let Some(read) = stamped(text, written_at).filter(|_| begins) else { return sent_alone };
    let consumed = &text[..text.len() - read.text.len()];
    let words = consumed.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '~' | '≈'));
    // `2.10 is released` tells of a version.
    let is_a_time = words.contains(':') || words.chars().any(char::is_alphabetic);
    if !is_a_time || consumed.contains(['<', '`', '\n']) {
        return sent_alone;
    }
    let known = |at: Moment| match sent {
        EntryTime::Unzoned(_) if at.offset() == written_at.offset() => EntryTime::Unzoned(at.naive_local()),
        _ => EntryTime::Exact(at),
    };
    Stated {
        at: known(read.at),
        until: read.until.map(known),
        approximate: read.approximate,
        text: read.text,
        words: Some(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let sent = Moment::parse_from_rfc3339("2026-03-14T22:11:31Z").expect("a time");
        let it = time(text, EntryTime::Exact(sent), sent);
        let EntryTime::Exact(at) = it.at else { panic!("{it:?}") };
        format!("{} {:?} {}", at.format("%d %H:%M"), it.words, it.text)
    }

    #[test]
    fn a_time_at_the_start_is_when_it_happened() {
        assert_eq!(read("22:08 - page"), "14 22:08 Some(\"22:08\") page");
        assert_eq!(read("*21:40 UTC* page"), "14 21:40 Some(\"21:40 UTC\") page");
        assert_eq!(read("00:05 page"), "15 00:05 Some(\"00:05\") page");
    }

    #[test]
    fn other_numbers_and_what_stands_before_a_time_are_text() {
        for text in ["2.10 is released", "<@U1> 22:08 x", "`22:08` x", "p99 22:08", "4812 rolled back", "22:08"] {
            assert_eq!(read(text), format!("14 22:11 None {text}"));
        }
    }
}
