//! Inline Markdown to plain text, for everything that is compared, searched or put in a title.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::outline;

/// The text a reader sees: links by their text, code by its text, no markup, no raw HTML tags as markup, no comments.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let marked = |c: char| matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '&' | '\\' | '~' | '!' | '#' | '|' | '\n');
    if !markdown.contains(marked) {
        return markdown.trim().to_owned();
    }
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, outline::extensions()) {
        match event {
            Event::Html(part) | Event::InlineHtml(part) if part.starts_with("<!--") => {}
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => text.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_reader_sees_is_left() {
        assert_eq!(plain("a **b** [c](https://example.com) `d*`"), "a b c d*");
        assert_eq!(plain("no markup"), "no markup");
        assert_eq!(plain("snake_case_name and ~~gone~~"), "snake_case_name and gone");
        assert_eq!(plain("one\ntwo"), "one two");
        assert_eq!(plain("one <!-- not shown --> two"), "one  two");
    }
}
