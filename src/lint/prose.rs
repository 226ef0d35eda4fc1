//! The author's own prose in Markdown: everything that is code, quotation, address or markup blanked out.

use std::cell::OnceCell;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The prose of one text, cut out when a rule first asks and then shared with the others.
#[derive(Debug)]
pub struct Prose<'a> {
    markdown: &'a str,
    text: OnceCell<String>,
}

impl<'a> Prose<'a> {
    /// The prose of `markdown`; nothing is read yet.
    #[must_use]
    pub fn of(markdown: &'a str) -> Self {
        Self { markdown, text: OnceCell::new() }
    }

    /// See [`prose`].
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| prose(self.markdown))
    }
}

/// `markdown` with every byte that is not the author's own prose replaced by a blank, line breaks kept, so that offsets
/// into the result are offsets into `markdown`. Code, block quotes, HTML, link targets and text between quotation
/// marks are not prose; the words of a link and of a heading are.
#[must_use]
pub fn prose(markdown: &str) -> String {
    let mut kept: Vec<u8> = markdown.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    let mut quoted = 0usize;
    let mut code = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quoted += 1,
            Event::End(TagEnd::BlockQuote(_)) => quoted = quoted.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(_) if quoted == 0 && !code => {
                if let (Some(to), Some(from)) = (kept.get_mut(range.clone()), markdown.as_bytes().get(range)) {
                    to.copy_from_slice(from);
                }
            }
            _ => {}
        }
    }
    let text = String::from_utf8(kept).unwrap_or_else(|_| " ".repeat(markdown.len()));
    without_quotations(&text)
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
        kept.extend(quotation.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = from.get(length..).unwrap_or("");
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_quotations_and_addresses_are_blanked_and_offsets_stay() {
        let markdown =
            "Bad `code` and \"said so\" [word](https://x.example/bad)\n\n> quoted\n\n```\nfence\n```\nend “é” é";
        let text = prose(markdown);
        assert_eq!(text.len(), markdown.len());
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Bad", "and", "word", "end", "é"]);
        assert_eq!(text.find("word"), markdown.find("word"));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_hides_nothing() {
        assert!(prose("5\" of rain\n\nfell \"here").contains("fell"));
    }
}
