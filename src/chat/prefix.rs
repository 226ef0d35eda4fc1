//! Which messages are for the timeline: those that begin with `TL` or `timeline`, in the dress that people give it.
//!
//! Every form that begins a note in a commit is one here; a chat has more of them, because there is no file that a
//! message must touch and nobody rewords a message before it is sent.

use std::borrow::Cow;

use crate::incident::Moment;
use crate::incident::body::stamped;

/// Marks that may stand around the word, with what closes them.
const MARKS: [(char, char); 5] = [('*', '*'), ('_', '_'), ('~', '~'), ('[', ']'), ('(', ')')];
/// More marks than this are no dress.
const MOST_MARKS: usize = 4;

/// What a message says to the timeline; `None` where it is not for it.
#[must_use]
pub fn note(message: &str) -> Option<Cow<'_, str>> {
    let mut rest = undressed(message);
    let mut open: Vec<char> = Vec::new();
    while let Some((mark, _)) = MARKS.iter().find(|(mark, _)| rest.starts_with(*mark)) {
        open.push(*mark);
        rest = &rest[mark.len_utf8()..];
        if open.len() > MOST_MARKS {
            return None;
        }
    }
    let (word, after) = keyword(rest)?;
    let all_open = open.len();
    let mut rest = closed(after, &mut open);
    let mut explicit =
        all_open > open.len() && rest.len() < after.len() && after.starts_with([']', ')', '*', '_', '~']);
    let bracketed = explicit && after.contains([']', ')']) && after.starts_with([']', ')']);
    let gap = rest.len() - rest.trim_start().len();
    let (mut separator, mut touching) = (None, false);
    if let Some((mark, behind)) = separator_of(rest, gap > 0) {
        rest = closed(behind, &mut open);
        separator = Some(mark);
        explicit = true;
        touching = rest == behind && !rest.starts_with(char::is_whitespace);
    }
    let text = rest.trim_start();
    if word.eq_ignore_ascii_case("tl") && is_a_summary(text, separator, touching) {
        return None;
    }
    let parted = rest.len() > text.len();
    let is_note = explicit && (separator.is_some() || bracketed || parted)
        || parted && !text.is_empty() && (word.len() == 2 || word == "TIMELINE" || begins_with_a_time(text));
    // A mark that the whole message stands in goes on around the rest of it.
    let reopened: String = open.iter().filter(|mark| !matches!(mark, '[' | '(')).collect();
    is_note.then(|| if reopened.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(reopened + text) })
}

/// `message` without the blanks and emoji before it.
fn undressed(message: &str) -> &str {
    let mut rest = message.trim_start();
    loop {
        let before = rest.len();
        if let Some(inner) = rest.strip_prefix(':')
            && let Some(end) = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '\'')))
            && end > 0
            && inner[end..].starts_with(':')
        {
            rest = inner[end + 1..].trim_start();
        }
        rest = rest.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric());
        rest = rest.trim_start();
        if rest.len() == before {
            return rest;
        }
    }
}

/// The word, and what follows it where the word ends there.
fn keyword(text: &str) -> Option<(&str, &str)> {
    let word = ["timeline", "tl"].into_iter().find_map(|known| {
        let head = text.get(..known.len())?;
        head.eq_ignore_ascii_case(known).then_some(head)
    })?;
    let after = &text[word.len()..];
    (!after.starts_with(char::is_alphanumeric)).then_some((word, after))
}

/// `text` behind the marks that close those in `open`, which are taken off it.
fn closed<'a>(text: &'a str, open: &mut Vec<char>) -> &'a str {
    let mut rest = text;
    while let Some(mark) = open.last().copied()
        && let Some((_, close)) = MARKS.iter().find(|(known, _)| *known == mark)
        && let Some(behind) = rest.strip_prefix(*close)
    {
        rest = behind;
        open.pop();
    }
    rest
}

/// The mark that parts the word from the text, and what is behind it. A dash needs a blank on one side: `TL-42` is a
/// ticket.
fn separator_of(text: &str, blank_before: bool) -> Option<(char, &str)> {
    let text = text.trim_start();
    let mark = text.chars().next()?;
    let behind = &text[mark.len_utf8()..];
    match mark {
        ':' | ';' | '：' | '；' => Some((mark, behind)),
        '-' | '–' | '—' => {
            let behind = behind.trim_start_matches(mark);
            (blank_before || behind.starts_with(char::is_whitespace)).then_some((mark, behind))
        }
        _ => None,
    }
}

/// `TL;DR` in any of its forms; `TL: DR site is up` is none.
fn is_a_summary(text: &str, separator: Option<char>, touching: bool) -> bool {
    let dr = text.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("dr"))
        && !text[2..].starts_with(|c: char| c.is_alphanumeric());
    dr && (separator.is_none() || separator == Some(';') || touching)
}

fn begins_with_a_time(text: &str) -> bool {
    stamped(text, Moment::default()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::note_text;

    #[test]
    fn the_forms_of_the_prefix_are_taken_with_what_follows() {
        for (message, text) in [
            ("TL: paged", "paged"),
            ("TL - paged", "paged"),
            ("tl; paged", "paged"),
            ("[TL] paged", "paged"),
            ("[TL]: paged", "paged"),
            ("*TL:* `db-1` full", "`db-1` full"),
            ("*TL*: paged", "paged"),
            ("*TL* paged", "paged"),
            ("_*TL:*_ paged", "paged"),
            ("*TL: all of it*", "*all of it*"),
            ("Timeline: paged", "paged"),
            ("timeline - paged", "paged"),
            (":clock1: TL 22:08 - page", "22:08 - page"),
            (":wave::skin-tone-3: TL: page", "page"),
            ("🔥 TL: page", "page"),
            ("⚠️ tl: page", "page"),
            ("TL:no blank", "no blank"),
            ("TIMELINE p99 is back", "p99 is back"),
            ("timeline 22:08 page", "22:08 page"),
            ("  TL  paged", "paged"),
            ("TL: DR site is up", "DR site is up"),
            ("TL – paged", "paged"),
            ("TL: line\nsecond", "line\nsecond"),
            ("TL:", ""),
        ] {
            assert_eq!(note(message).as_deref(), Some(text), "{message}");
        }
    }

    #[test]
    fn words_that_only_begin_alike_are_left() {
        for message in [
            "TLS handshake fails",
            "TLDR: all is well",
            "tldr for people joining",
            "TL;DR all is well",
            "tl; dr all is well",
            "tl:dr all is well",
            "TL DR: all is well",
            "timelines differ",
            "timeline looks complete to me?",
            "Timeline of events is in the doc",
            "TL-42 is the ticket",
            "TL",
            "TL,DR",
            "TL/DR",
            "```\nTL: sample\n```",
            "`TL: sample`",
            "> TL: quoted",
            "&gt; TL: quoted",
            "see TL: above",
            "时间线: 我们",
            "",
            "[TLS] x",
            "******TL: x",
        ] {
            assert_eq!(note(message), None, "{message}");
        }
    }

    #[test]
    fn what_begins_a_note_in_a_commit_begins_one_here() {
        for line in ["TL: queue restarted", "tl 09:32Z queue restarted", "Timeline:queue restarted", "TL queue up"] {
            assert_eq!(note(line).as_deref(), note_text(line), "{line}");
        }
    }
}
