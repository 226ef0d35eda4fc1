//! A cursor over one line, and the cutting of text into lines and trimmed spans.

use std::borrow::Cow;

use crate::text::Span;

/// A place in a line; always on a character boundary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// Byte offset into the line.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// At the start of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The byte `n` further on.
    pub(super) fn peek_at(&self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    /// Reads `expected` (ASCII) if it is next.
    pub(super) fn eat(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += 1;
        }
        found
    }

    /// Reads `expected` if it is next.
    pub(super) fn eat_str(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Skips blanks.
    pub(super) fn blanks(&mut self) {
        while let Some(c) = self.rest().chars().next()
            && c.is_whitespace()
        {
            self.at += c.len_utf8();
        }
    }

    /// Reads a run of `min..=max` digits that no digit follows.
    pub(super) fn digits(&mut self, min: usize, max: usize) -> Option<u32> {
        let run = self.rest().bytes().take(max + 1).take_while(u8::is_ascii_digit).count();
        if run < min || run > max {
            return None;
        }
        let value = self.rest().get(..run)?.parse().ok()?;
        self.at += run;
        Some(value)
    }

    /// The run of ASCII letters that is next, not yet read.
    pub(super) fn word(&self) -> &'a str {
        let rest = self.rest();
        let run = rest.bytes().take(24).take_while(u8::is_ascii_alphabetic).count();
        rest.get(..run).unwrap_or("")
    }

    /// True where no letter or digit is next.
    pub(super) fn at_boundary(&self) -> bool {
        self.rest().chars().next().is_none_or(|c| !c.is_alphanumeric())
    }

    /// The line up to byte `end`.
    pub(super) fn before(&self, end: usize) -> &'a str {
        self.text.get(..end).unwrap_or("")
    }

    /// True where a word ends, or a zone may be attached (`09:25Z`, `09:25UTC`).
    pub(super) fn at_boundary_or_zone(&self) -> bool {
        self.at_boundary() || matches!(self.word(), "Z" | "UTC" | "GMT" | "CET" | "CEST")
    }

    /// Reads with `parse`, and goes back where it finds nothing.
    pub(super) fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = parse(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }
}

/// The first `max` bytes of `text`, cut on a character boundary.
pub(super) fn prefix(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    let mut end = max;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The text under `span`, or `""` where it does not fit.
pub(super) fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("")
}

/// `span` without blanks at both ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let inner = slice(text, span);
    let start = span.start() + (inner.len() - inner.trim_start().len());
    Span::new(start, start + inner.trim().len())
}

/// `span` cut to what lies within `within`.
pub(super) fn clip(span: Span, within: Span) -> Span {
    let start = span.start().clamp(within.start(), within.end());
    Span::new(start, span.end().clamp(start, within.end()))
}

/// Strips `prefix` from `text` without regard to ASCII case.
pub(super) fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// `text` without the comments that silence the linter (`<!-- recount-ignore … -->`): they are for those who write.
pub(super) fn without_suppressions(text: &str) -> Cow<'_, str> {
    if !text.contains("<!-- recount") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("<!-- recount")
        && let Some((_, after)) = inside.split_once("-->")
    {
        kept.push_str(before.trim_end_matches(' '));
        rest = after;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// One line of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Without indentation, quote marks, hard-break marks and the line's end.
    pub span: Span,
    /// The line before ended in a hard break (`<br>`, two blanks, a backslash), or there is none.
    pub hard: bool,
}

/// The lines of `text[span]`: cut at line ends and at `<br>`.
pub(super) fn lines(text: &str, span: Span) -> impl Iterator<Item = Line> + '_ {
    let mut at = span.start();
    let mut hard = true;
    let mut done = span.is_empty();
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = slice(text, Span::new(at, span.end()));
        let (len, next, breaks) = line_end(rest);
        let content = rest.get(..len).unwrap_or("");
        let kept = content.trim_end().trim_end_matches('\\').trim_end();
        let lead = kept.len() - kept.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len();
        let line = Line { span: Span::new(at + lead, at + kept.len()), hard };
        let content = content.trim_end_matches('\r');
        hard = breaks || content.ends_with("  ") || content.ends_with('\\');
        match next {
            Some(next) => at += next,
            None => done = true,
        }
        Some(line)
    })
}

/// Length of the first line of `rest`, where the next begins, and whether a `<br>` ended it.
fn line_end(rest: &str) -> (usize, Option<usize>, bool) {
    let end = rest.find('\n');
    let line = &rest[..end.unwrap_or(rest.len())];
    let mut from = 0;
    while let Some(found) = line.get(from..).and_then(|tail| tail.find('<')) {
        let at = from + found;
        if let Some(after) = line.get(at..).and_then(|tail| strip_prefix_ignoring_case(tail, "<br"))
            && let tail = after.trim_start().trim_start_matches('/').trim_start()
            && let Some(tail) = tail.strip_prefix('>')
        {
            let next = line.len() - tail.len();
            // `<br>` before a line's end is that line's end.
            if tail.trim().is_empty() {
                return (at, end.map(|end| end + 1), true);
            }
            return (at, Some(next), true);
        }
        from = at + 1;
    }
    (line.len(), end.map(|end| end + 1), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_breaks_of_every_kind() {
        let text = "one<br>two<BR />\r\nthree  \n> four\\\nfive\nsix";
        let found: Vec<_> = lines(text, Span::new(0, text.len())).map(|l| (slice(text, l.span), l.hard)).collect();
        assert_eq!(
            found,
            [("one", true), ("two", true), ("three", true), ("four", true), ("five", true), ("six", false)]
        );
    }

    #[test]
    fn comments_for_the_linter_are_nobodys_text() {
        assert_eq!(
            without_suppressions("one <!-- recount-ignore a/b: x -->\ntwo <!-- three -->"),
            "one\ntwo <!-- three -->"
        );
        assert_eq!(without_suppressions("<!-- recount-ignore a"), "<!-- recount-ignore a");
    }

    #[test]
    fn a_prefix_never_cuts_a_character() {
        assert_eq!(prefix("aé", 2), "a");
        assert_eq!(prefix("aé", 3), "aé");
    }
}
