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

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let source = &incident.source;
    let front_matter = incident.front_matter.into_iter().flat_map(|span| lines(source, span)).map(uncommented);
    let body = Prose::default().lines(source, incident.body);
    let found = front_matter.chain(body).flat_map(|(start, line)| placeholders(line, start)).take(LIMIT);
    for span in found {
        findings
            .add(incident, span, format!("`{}` is a placeholder", source.slice(span)), "still to be written")
            .help("write what is meant, or delete the line");
    }
}

/// Offset and text of each line under `span`.
fn lines(source: &SourceText, span: Span) -> impl Iterator<Item = (usize, &str)> {
    source.slice(span).split_inclusive('\n').scan(span.start, |at, line| {
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
    fence: Option<char>,
    in_comment: bool,
}

impl Prose {
    fn lines(mut self, source: &SourceText, span: Span) -> impl Iterator<Item = (usize, &str)> {
        lines(source, span).flat_map(move |(start, line)| self.pieces(start, line))
    }

    /// What of a line is prose: nothing in code, up to two pieces around a comment.
    fn pieces<'s>(&mut self, start: usize, line: &'s str) -> impl Iterator<Item = (usize, &'s str)> + use<'s> {
        let fence =
            ['`', '~'].into_iter().find(|c| line.trim_start().starts_with(&[*c; 3][..].iter().collect::<String>()));
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
                let begin = rest.1.find("<!--");
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
    while let Some(&byte) = bytes.get(at) {
        let length = match byte {
            b'`' => {
                at += code_length(bytes, at);
                continue;
            }
            b'<' => prompt_length(line, at),
            // A word begins where no letter or digit stands before.
            b if b.is_ascii_alphanumeric() => {
                let word = bytes[at..].iter().take_while(|b| is_word(**b)).count();
                let length = if is_stand_in(&line[at..at + word]) { trimmed(&line[at..at + word]) } else { 0 };
                if length == 0 {
                    at += word;
                    continue;
                }
                length
            }
            _ => 0,
        };
        if length > 0 {
            found.push(Span::new(start + at, start + at + length));
        }
        at += length.max(1);
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'/' | b'.') || !byte.is_ascii()
}

/// Length of a word without the punctuation after it.
fn trimmed(word: &str) -> usize {
    word.trim_end_matches([':', '-', '.', '/', '_']).len()
}

/// A word that stands in for what is still to come.
fn is_stand_in(word: &str) -> bool {
    let word = &word[..trimmed(word)];
    matches!(word, "TODO" | "TBD" | "TBC" | "FIXME" | "XXX") || is_stamp_template(word)
}

/// `HH:MM`, `hh:mm:ss`, `23:XX`, `HH:MMZ`, `YYYY-MM-DD`.
fn is_stamp_template(word: &str) -> bool {
    let upper = word.trim_end_matches('Z').to_ascii_uppercase();
    let mut parts = upper.split(':');
    let clock = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(hours), Some(minutes), seconds, None) => {
            let letters = |part: &str, letters: &[&str]| letters.contains(&part);
            let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            (letters(hours, &["HH", "XX"]) && (letters(minutes, &["MM", "XX"])))
                || (digits(hours) && minutes == "XX")
                || (letters(hours, &["HH"]) && digits(minutes) && seconds.is_none())
        }
        _ => false,
    };
    clock || upper == "YYYY-MM-DD"
}

/// Length of an inline code span that begins at `at`, or of its backticks where it never ends.
fn code_length(bytes: &[u8], at: usize) -> usize {
    let ticks = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
    let mut end = at + ticks;
    while end < bytes.len() {
        let run = bytes[end..].iter().take_while(|byte| **byte == b'`').count();
        if run == ticks {
            return end + run - at;
        }
        end += run.max(1);
    }
    ticks
}

/// Length of a prompt (`<who was affected>`) that begins at `at`, or 0 for HTML, links and comparisons.
fn prompt_length(line: &str, at: usize) -> usize {
    const SINGLE_WORDS: [&str; 12] =
        ["name", "owner", "date", "time", "title", "team", "service", "ticket", "number", "who", "what", "when"];
    let Some(inside) = line.get(at + 1..).and_then(|rest| rest.split_once('>')).map(|(inside, _)| inside) else {
        return 0;
    };
    let said = inside.starts_with(char::is_alphabetic)
        && !inside.contains(['<', '=', '@', '"', '`'])
        && !inside.contains("://")
        && !inside.ends_with('/');
    let several = inside.trim_end().contains(' ') || inside == "…" || inside == "...";
    let prompt = (said && (several || SINGLE_WORDS.contains(&inside))) || inside == "…" || inside == "...";
    if prompt { inside.len() + 2 } else { 0 }
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
    fn a_file_full_of_them_is_said_a_few_times_only() {
        let text = format!("## Impact\n{}\n", "TODO ".repeat(10_000));
        assert_eq!(testing::run(&RULE, &text).len(), LIMIT);
    }
}
