//! Where the front matter begins and ends: the `---` lines, or `+++` for TOML. What stands between is not read here.

use crate::text::{SourceText, Span};

/// What front matter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Between `---` lines: the format's own.
    Yaml,
    /// Between `+++` lines, as Hugo and Zola have it.
    Toml,
}

/// The two halves of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halves {
    /// Between the fences, without them; `None` where the file does not begin with one.
    pub front_matter: Option<Span>,
    /// What is written there.
    pub notation: Notation,
    /// After the closing `---` line; the whole file (less a byte order mark) where there is none.
    pub body: Span,
    /// The opening line, where there is one and no closing line was found.
    pub unclosed: Option<Span>,
}

/// Splits a file at its `---` or `+++` lines. `...` closes as well, as YAML has it.
#[must_use]
pub fn split(source: &SourceText) -> Halves {
    let text = source.text();
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let whole = Span::new(begin, text.len());
    let opening = line_at(text, begin);
    let notation = match text[opening.range()].trim_end() {
        "---" => Notation::Yaml,
        "+++" => Notation::Toml,
        _ => return Halves { front_matter: None, notation: Notation::Yaml, body: whole, unclosed: None },
    };
    let closes = |line: &str| match notation {
        Notation::Yaml => matches!(line, "---" | "..."),
        Notation::Toml => line == "+++",
    };
    let yaml_start = after_break(text, opening.end());
    let mut at = yaml_start;
    while at < text.len() {
        let line = line_at(text, at);
        if closes(text[line.range()].trim_end()) {
            let body = Span::new(after_break(text, line.end()), text.len());
            return Halves { front_matter: Some(Span::new(yaml_start, at)), notation, body, unclosed: None };
        }
        at = after_break(text, line.end());
    }
    Halves { front_matter: None, notation, body: whole, unclosed: Some(Span::new(begin, begin + "---".len())) }
}

/// The line that begins at `start`, without its `\n`.
fn line_at(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or("");
    Span::new(start, start + rest.find('\n').unwrap_or(rest.len()))
}

/// The offset just after the line break at `end`.
fn after_break(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(text: &str) -> (Option<&str>, &str) {
        let source = SourceText::new("a.md", text);
        let halves = split(&source);
        (halves.front_matter.map(|span| &text[span.range()]), &text[halves.body.range()])
    }

    #[test]
    fn the_lines_between_the_fences_are_the_front_matter() {
        assert_eq!(halves("---\na: 1\n---\nbody"), (Some("a: 1\n"), "body"));
        assert_eq!(halves("---\r\na: 1\r\n---\r\nbody"), (Some("a: 1\r\n"), "body"));
        assert_eq!(halves("\u{feff}---\na: 1\n---\n"), (Some("a: 1\n"), ""));
        assert_eq!(halves("---\n---"), (Some(""), ""));
    }

    #[test]
    fn a_file_without_fences_is_all_body() {
        assert_eq!(halves("# Title\n---\n"), (None, "# Title\n---\n"));
        assert_eq!(halves(""), (None, ""));
        assert_eq!(halves("----\na: 1\n----\n"), (None, "----\na: 1\n----\n"));
    }

    #[test]
    fn an_unclosed_fence_is_said_and_loses_nothing() {
        let source = SourceText::new("a.md", "---\na: 1\n\n# Title\n");
        let halves = split(&source);
        assert_eq!(halves.unclosed, Some(Span::new(0, 3)));
        assert_eq!(halves.body, Span::new(0, source.text().len()));
    }
}
