//! The author's own prose in an incident: everything that is code, quotation, address or markup blanked out.

use std::cell::OnceCell;

use crate::incident::Incident;
use crate::text::Span;

/// The prose of one incident's body, cut out when a rule first asks and then shared with the others.
#[derive(Debug)]
pub struct Prose<'a> {
    incident: &'a Incident,
    text: OnceCell<String>,
}

impl<'a> Prose<'a> {
    /// The prose of an incident; nothing is read yet.
    #[must_use]
    pub fn of(incident: &'a Incident) -> Self {
        Self { incident, text: OnceCell::new() }
    }

    /// The whole body, see [`prose`].
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| prose(self.incident, self.incident.body))
    }
}

/// The text under `within` with every byte that is not the author's own prose replaced by a blank, line breaks kept, so
/// that offsets into the result are offsets into that text. Code, block quotes, HTML, link targets and text between
/// quotation marks are not prose; the words of a link and of a heading are.
#[must_use]
pub fn prose(incident: &Incident, within: Span) -> String {
    let text = incident.source.slice(within);
    if text.is_empty() {
        return String::new();
    }
    let first = incident.own_words.partition_point(|words| words.end() <= within.start());
    let words = incident.own_words.get(first..).unwrap_or(&[]).iter().take_while(|w| w.start() < within.end());
    let mut kept = String::with_capacity(text.len());
    for words in words {
        let (start, end) = (words.start().max(within.start()), words.end().min(within.end()));
        blank(text, kept.len()..start - within.start(), &mut kept);
        kept.push_str(incident.source.slice(Span::new(start, end)));
    }
    blank(text, kept.len()..text.len(), &mut kept);
    without_quotations(&kept)
}

/// Appends a blank for each byte of `text` in the range, line breaks kept.
fn blank(text: &str, range: std::ops::Range<usize>, to: &mut String) {
    let bytes = text.as_bytes().get(range).unwrap_or(&[]);
    to.extend(bytes.iter().map(|&byte| if byte == b'\n' { '\n' } else { ' ' }));
}

/// Blanks what stands between quotation marks within one paragraph: `"…"`, `“…”`, `«…»`, `„…“`.
fn without_quotations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['"', '“', '«', '„']) {
        let (before, from) = rest.split_at(open);
        let mark = from.chars().next().map_or(1, char::len_utf8);
        let closing = |c: char| matches!(c, '"' | '”' | '»' | '“');
        let inside = from.get(mark..).unwrap_or("");
        let end = inside.find(closing).filter(|&end| !inside.get(..end).unwrap_or("").contains("\n\n"));
        kept.push_str(before);
        let length = end.map_or(mark, |end| {
            mark + end + inside.get(end..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
        });
        let quotation = from.get(..length).unwrap_or(from);
        blank(quotation, 0..quotation.len(), &mut kept);
        rest = from.get(length..).unwrap_or("");
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Reading;
    use crate::text::SourceText;

    fn of_body(markdown: &str) -> String {
        let incident = crate::incident::read(SourceText::new("a.md", markdown), &Reading::default());
        prose(&incident, incident.body)
    }

    #[test]
    fn code_quotations_and_addresses_are_blanked_and_offsets_stay() {
        let markdown =
            "Bad `code` and \"said so\" [word](https://x.example/bad)\n\n> quoted\n\n```\nfence\n```\nend “é” é";
        let text = of_body(markdown);
        assert_eq!(text.len(), markdown.len());
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Bad", "and", "word", "end", "é"]);
        assert_eq!(text.find("word"), markdown.find("word"));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_hides_nothing() {
        assert!(of_body("5\" of rain\n\nfell \"here").contains("fell"));
    }

    proptest::proptest! {
        #[test]
        fn any_part_of_any_text_is_blanked_byte_by_byte(
            text in "(?s)([a-z` *>|\n\"“”é<_#-]|> |```\n|\n\n|\\]\\(){0,80}", from in 0usize..200, to in 0usize..200,
        ) {
            let incident = crate::incident::read(SourceText::new("a.md", text), &Reading::default());
            let within = Span::new(from, to);
            let blanked = prose(&incident, within);
            let written = incident.source.slice(within);
            proptest::prop_assert_eq!(blanked.len(), written.len());
            let same = blanked.bytes().zip(written.bytes()).all(|(kept, was)| kept == was || kept == b' ');
            proptest::prop_assert!(same);
        }
    }
}
