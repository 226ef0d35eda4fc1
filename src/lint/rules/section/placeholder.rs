//! # section/placeholder
//! Text of the template, or a note to come back, is still there.
//!
//! ## Why
//! A placeholder is a promise to the reader that nobody kept. PagerDuty's postmortem guide makes one person
//! responsible for completing the review before the meeting, because what is left open then stays open.
//!
//! ## What it reports
//! `TODO`, `TBD`, `FIXME` and `XXX` as words, prompts such as `<what happened>`, and stamps such as `HH:MM`,
//! `23:XX` or `YYYY-MM-DD`, in the front matter and the text. Code, HTML and comments are left alone. From
//! `resolved` on it is a warning, until the review is due.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! TBD, ask <name of the support lead>
//! ^^^ `TBD`
//!          ^^^^^^^^^^^^^^^^^^^^^^^^^^ `<name of the support lead>`
//!
//! ## Timeline
//! - HH:MM the queue was restarted
//!   ^^^^^ `HH:MM`
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! 2,300 customers could not pay. See the `TODO` in <https://example.com/limits> and <br> the graph.
//!
//! ## Timeline
//! - 09:32Z the queue was restarted
//! ```
//!
//! ## Fix
//! Write what is meant, or delete the line.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::{SourceText, Span};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "section/placeholder",
    level: Level::Error,
    summary: "template text or a TODO is still there",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("placeholder.rs"),
};

/// Beyond this many in one file another one teaches nothing.
const LIMIT: usize = 20;
/// Bytes within which a prompt or a code span must end: longer ones are not looked for, so that no line is
/// read again and again.
const LONGEST: usize = 400;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let source = &incident.source;
    if !may_hold_one(source.text()) {
        return;
    }
    let front_matter = incident.front_matter.into_iter().flat_map(|span| lines(source, span)).map(uncommented);
    let body = Prose::default().lines(source, incident.body);
    let found = front_matter.chain(body).flat_map(|(start, line)| placeholders(line, start)).take(LIMIT);
    for span in found {
        findings
            .add(incident, span, format!("`{}` is a placeholder", source.slice(span)), "still to be written")
            .help("write what is meant, or delete the line");
    }
}

/// True where Markdown holds a placeholder.
#[must_use]
pub fn is_in(markdown: &str) -> bool {
    let source = SourceText::new("", markdown);
    Prose::default()
        .lines(&source, Span::new(0, markdown.len()))
        .any(|(start, line)| !placeholders(line, start).is_empty())
}

/// True unless none of the signs of a placeholder stands anywhere in `text`: most reviews are read no further.
fn may_hold_one(text: &str) -> bool {
    // Part of every stand-in of `stand_in_length`.
    static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = ["TODO", "TBD", "TBC", "FIXME", "XXX"];
        let stamps = ["HH:", "Hh:", "hH:", "hh:", ":XX", ":Xx", ":xX", ":xx", "-MM-", "-Mm-", "-mM-", "-mm-"];
        AhoCorasick::new(words.into_iter().chain(stamps)).expect("a few short words fit into an automaton")
    });
    memchr::memchr(b'<', text.as_bytes()).is_some() || SIGNS.is_match(text)
}

/// Offset and text of each line under `span`.
fn lines(source: &SourceText, span: Span) -> impl Iterator<Item = (usize, &str)> {
    source.slice(span).split_inclusive('\n').scan(span.start(), |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// A line of YAML without its comment.
fn uncommented((start, line): (usize, &str)) -> (usize, &str) {
    if line.trim_start().starts_with('#') {
        return (start, "");
    }
    (start, line.split_once(" #").map_or(line, |(value, _)| value))
}

/// Walks Markdown line by line and leaves out fenced code and HTML comments.
#[derive(Default)]
struct Prose {
    fence: Option<&'static str>,
    in_comment: bool,
}

impl Prose {
    fn lines(mut self, source: &SourceText, span: Span) -> impl Iterator<Item = (usize, &str)> {
        lines(source, span).flat_map(move |(start, line)| self.pieces(start, line))
    }

    /// What of a line is prose: nothing in code, up to two pieces around a comment.
    fn pieces<'s>(&mut self, start: usize, line: &'s str) -> impl Iterator<Item = (usize, &'s str)> + use<'s> {
        let trimmed = line.trim_start();
        let fence = ["```", "~~~"].into_iter().find(|fence| trimmed.starts_with(fence));
        let code = match (self.fence, fence) {
            (None, None) => false,
            (None, Some(_)) if !self.in_comment => {
                self.fence = fence;
                true
            }
            (Some(open), Some(close)) if open == close => {
                self.fence = None;
                true
            }
            (open, _) => open.is_some(),
        };
        let mut pieces = [None, None];
        if !code {
            let mut rest = (start, line);
            for piece in &mut pieces {
                if self.in_comment {
                    let Some(end) = rest.1.find("-->") else { break };
                    self.in_comment = false;
                    rest = (rest.0 + end + 3, rest.1.get(end + 3..).unwrap_or(""));
                }
                let begin = if rest.1.as_bytes().contains(&b'<') { rest.1.find("<!--") } else { None };
                *piece = Some((rest.0, rest.1.get(..begin.unwrap_or(rest.1.len())).unwrap_or("")));
                let Some(begin) = begin else { break };
                self.in_comment = true;
                rest = (rest.0 + begin, rest.1.get(begin..).unwrap_or(""));
            }
            // A comment that closes after the last piece is not still open.
            if self.in_comment && rest.1.contains("-->") {
                self.in_comment = false;
            }
        }
        pieces.into_iter().flatten()
    }
}

/// The placeholders of one line that begins at `start`. Inline code is skipped.
fn placeholders(line: &str, start: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let bytes = line.as_bytes();
    let mut at = 0;
    // Every file is read byte by byte here: only the few that can begin something are looked at twice.
    while let Some(ahead) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| begins_something(*byte))) {
        at += ahead;
        if bytes[at] == b'`' {
            at += code_length(bytes, at);
            continue;
        }
        let from = if is_hour_before(bytes, at) { at - 3 } else { at };
        let length = match bytes[at] {
            b'<' => prompt_length(line, at),
            _ if begins_word(bytes, from) => stand_in_length(line, from),
            _ => 0,
        };
        if length > 0 {
            found.push(Span::new(start + from, start + from + length));
        }
        at = (from + length).max(at + 1);
    }
    found
}

/// Code, a prompt, or the first letter of a stand-in; of `23:XX` it is the first `X`.
fn begins_something(byte: u8) -> bool {
    matches!(byte, b'`' | b'<' | b'T' | b'F' | b'X' | b'x' | b'H' | b'h' | b'Y' | b'y')
}

/// True for the first `X` of `23:XX`.
fn is_hour_before(bytes: &[u8], at: usize) -> bool {
    let hour = at.checked_sub(3).and_then(|from| bytes.get(from..at));
    matches!(bytes.get(at), Some(b'X' | b'x'))
        && matches!(hour, Some([tens, ones, b':']) if tens.is_ascii_digit() && ones.is_ascii_digit())
}

/// True where no letter or digit stands before, not even beyond punctuation that joins words.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    let mut before = bytes[..at].iter().rev().take_while(|byte| is_word(**byte));
    before.all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'/' | b'.') || !byte.is_ascii()
}

/// Length of a word at `at` that stands in for what is still to come, without the punctuation after it, or 0.
fn stand_in_length(line: &str, at: usize) -> usize {
    let rest = line.get(at..).unwrap_or("");
    let end = rest.bytes().position(|byte| !is_word(byte)).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or("").trim_end_matches([':', '-', '.', '/', '_']);
    let stands_in = matches!(word, "TODO" | "TBD" | "TBC" | "FIXME" | "XXX") || is_stamp_template(word);
    if stands_in { word.len() } else { 0 }
}

/// `HH:MM`, `hh:mm:ss`, `23:XX`, `HH:MMZ`, `YYYY-MM-DD`.
fn is_stamp_template(word: &str) -> bool {
    let word = word.trim_end_matches('Z');
    let Some((hours, rest)) = word.split_once(':') else { return word.eq_ignore_ascii_case("YYYY-MM-DD") };
    let is = |part: &str, pattern: &str| part.eq_ignore_ascii_case(pattern);
    let number = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = rest.split_once(':').map_or(rest, |(minutes, _)| minutes);
    (is(hours, "HH") && (is(minutes, "MM") || number(minutes)))
        || ((is(hours, "XX") || is(hours, "HH") || number(hours)) && is(minutes, "XX"))
}

/// Length of an inline code span that begins at `at`, or of its backticks where no end is near.
fn code_length(bytes: &[u8], at: usize) -> usize {
    let ticks = |from: usize| bytes[from..].iter().take_while(|byte| **byte == b'`').count();
    let opening = ticks(at);
    let mut end = at + opening;
    let limit = bytes.len().min(end + LONGEST);
    while end < limit {
        let run = ticks(end);
        if run == opening {
            return end + run - at;
        }
        end += run.max(1);
    }
    opening
}

/// Length of a prompt (`<who was affected>`) that begins at `at`, or 0 for HTML, links and comparisons.
fn prompt_length(line: &str, at: usize) -> usize {
    const SINGLE_WORDS: [&str; 14] = [
        "name", "owner", "date", "time", "title", "team", "service", "ticket", "number", "who", "what", "when", "…",
        "...",
    ];
    let rest = line.get(at + 1..).unwrap_or("");
    let end = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'<' | b'>')).unwrap_or(0);
    if rest.as_bytes().get(end) != Some(&b'>') {
        return 0;
    }
    let inside = rest.get(..end).unwrap_or("");
    let said = inside.starts_with(char::is_alphabetic)
        && inside.trim_end().contains(' ')
        && !inside.contains(['=', '@', '"', '`'])
        && !inside.contains("://")
        && !inside.ends_with('/');
    if said || SINGLE_WORDS.contains(&inside) { inside.len() + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing;

    fn found(line: &str) -> Vec<&str> {
        placeholders(line, 0).into_iter().map(|span| &line[span.range()]).collect()
    }

    #[test]
    fn words_prompts_and_stamps_are_told_from_text() {
        assert_eq!(found("TODO: ask. TBD FIXME, todo, TODOs"), ["TODO", "TBD", "FIXME"]);
        assert_eq!(
            found("<who was hurt> a < b > c <name> Vec<String> <img src='x y'> <a@b.example>"),
            ["<who was hurt>", "<name>"]
        );
        assert_eq!(
            found("HH:mm 23:XX 09:12 hh:mm:ss YYYY-MM-DD 2026-03-04 HH:MMZ"),
            ["HH:mm", "23:XX", "hh:mm:ss", "YYYY-MM-DD", "HH:MMZ"]
        );
        assert_eq!(found("`TODO` ``a ` TBD`` ` TBD é<é…"), ["TBD"]);
    }

    #[test]
    fn code_comments_and_yaml_comments_are_left_alone() {
        assert_eq!(
            testing::run(
                &RULE,
                "channel: \"#a\" # TODO\n  # TBD\n\n## Impact\n<!-- TODO\nTBD --> x <!-- TODO -->\n```\nTODO\n~~~\nTODO\n```\n"
            ),
            []
        );
        assert_eq!(testing::run(&RULE, "title: TODO # why\n").len(), 1);
        assert_eq!(testing::run(&RULE, "## Impact\n<!-- a --> TBD\n").len(), 1);
    }

    #[test]
    fn a_hostile_line_is_read_once() {
        let ticks: Vec<String> = (1..1500).map(|n| "`".repeat(n)).collect();
        assert_eq!(found(&ticks.join(" ")), [""; 0]);
        assert_eq!(found(&"<".repeat(1_000_000)), [""; 0]);
        assert_eq!(found(&"-".repeat(1_000_000)), [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_line_holds_what_is_found_can_be_sliced(line in "[`<>TODOXxHhMm0-9:é… -]{0,60}") {
            let spans = placeholders(&line, 0);
            proptest::prop_assert!(spans.is_empty() || may_hold_one(&line));
            for span in spans {
                proptest::prop_assert!(line.get(span.range()).is_some_and(|text| !text.is_empty()));
            }
        }
    }

    #[test]
    fn a_file_full_of_them_is_said_a_few_times_only() {
        let text = format!("## Impact\n{}\n", "TODO ".repeat(10_000));
        assert_eq!(testing::run(&RULE, &text).len(), LIMIT);
    }
}
