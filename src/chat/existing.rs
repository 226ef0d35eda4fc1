//! What an incident's file already has: its list items, and the entries that were imported before.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::comment::{self, Origin};
use crate::incident::Incident;
use crate::incident::body;
use crate::text::Span;

/// An item of a list that is not in a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListItem {
    /// From its mark to its last character.
    pub span: Span,
    /// Where its line begins.
    pub line: usize,
    /// What stands before its text: blanks, the mark, blanks.
    pub mark: String,
    /// Which list it is of.
    pub list: usize,
}

/// An entry that was imported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Imported {
    /// Which message it came from.
    pub origin: Origin,
    /// Index of its item; `None` where only the comment is left.
    pub item: Option<usize>,
    /// Nothing of it was changed since.
    pub untouched: bool,
    /// What was written then, as a fingerprint.
    pub fingerprint: Option<String>,
}

/// The lists of a body and what was imported into them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Existing {
    /// In the order of the file.
    pub items: Vec<ListItem>,
    /// In the order of the file.
    pub imported: Vec<Imported>,
}

impl Existing {
    /// Reads the body of `incident`.
    pub(super) fn read(incident: &Incident) -> Self {
        let text = incident.source.slice(incident.body);
        let by = incident.body.start();
        let mut reader = Reader { incident, existing: Self::default(), open: Vec::new(), lists: Vec::new(), quotes: 0 };
        for (event, range) in Parser::new_ext(text, body::extensions()).into_offset_iter() {
            reader.take(&event, Span::from(range).shifted(by));
        }
        reader.existing
    }

    /// The import of that message.
    pub(super) fn of(&self, origin: &Origin) -> Option<&Imported> {
        self.imported.iter().find(|imported| imported.origin == *origin)
    }
}

struct Reader<'a> {
    incident: &'a Incident,
    existing: Existing,
    /// The items that are open, `None` for those that cannot be written beside.
    open: Vec<Option<usize>>,
    /// The lists that are open, by number.
    lists: Vec<usize>,
    quotes: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            // The place of a list is its number.
            Event::Start(Tag::List(_)) => self.lists.push(span.start()),
            Event::End(TagEnd::List(_)) => drop(self.lists.pop()),
            Event::Start(Tag::Item) => {
                let item = (self.quotes == 0).then(|| self.item(span)).flatten();
                let at = item.map(|item| {
                    self.existing.items.push(item);
                    self.existing.items.len() - 1
                });
                self.open.push(at);
            }
            Event::End(TagEnd::Item) => drop(self.open.pop()),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if self.quotes == 0 => self.comments(span),
            _ => {}
        }
    }

    fn item(&self, span: Span) -> Option<ListItem> {
        let source = &self.incident.source;
        let written = source.slice(span);
        let line = source.line_span(source.line_of(span.start())).start();
        let before = source.slice(Span::new(line, span.start())).trim_start_matches('\u{feff}');
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let width = digits + 1;
        let ends = written.get(digits..width)?;
        let is_mark = if digits == 0 { "-*+".contains(ends) } else { ".)".contains(ends) };
        if !is_mark || !before.bytes().all(|byte| byte == b' ') {
            return None;
        }
        let blanks = written.get(width..)?.bytes().take_while(|byte| *byte == b' ').count();
        let blanks = if (1..=4).contains(&blanks) { blanks } else { 1 };
        let mark = match written.get(..digits).and_then(|number| number.parse::<u64>().ok()) {
            Some(number) => format!("{}{ends}", number + 1),
            None => ends.to_owned(),
        };
        let mark = format!("{before}{mark}{}", " ".repeat(blanks));
        let span = Span::new(span.start(), span.start() + written.trim_end().len());
        Some(ListItem { span, line, mark, list: self.lists.last().copied().unwrap_or_default() })
    }

    fn comments(&mut self, html: Span) {
        let source = &self.incident.source;
        let mut at = html.start();
        while let Some(rest) = source.text().get(at..html.end())
            && let Some(start) = rest.find("<!--")
            && let Some(length) = rest[start..].find("-->")
        {
            let comment = Span::new(at + start, at + start + length + 3);
            at = comment.end();
            let Some((origin, fingerprint)) = comment::read(source.slice(comment)) else { continue };
            let item = self.open.iter().rev().find_map(|item| *item);
            let now = item.and_then(|item| self.existing.items.get(item)).map(|item| {
                let before = source.slice(Span::new(item.span.start(), comment.start()));
                let behind = source.slice(Span::new(comment.end(), item.span.end()));
                comment::fingerprint(&format!("{before}{behind}"))
            });
            let fingerprint = fingerprint.map(str::to_owned);
            let untouched = now.is_some() && now == fingerprint;
            self.existing.imported.push(Imported { origin, item, untouched, fingerprint });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn existing(body: &str) -> Existing {
        Existing::read(&read(SourceText::new("a.md", format!("---\nid: A\n---\n{body}")), &Reading::default()))
    }

    #[test]
    fn items_are_found_with_what_stands_before_their_text() {
        let found = existing("- a\n  - b\n\n3.  c\n\n> - quoted\n\n* d");
        let marks: Vec<&str> = found.items.iter().map(|item| item.mark.as_str()).collect();
        assert_eq!(marks, ["- ", "  - ", "4.  ", "* "]);
        assert_ne!(found.items[0].list, found.items[1].list);
    }

    #[test]
    fn imported_entries_are_known_and_those_changed_since_too() {
        let item = |text: &str, fingerprint: &str| format!("- {text} <!-- chat aa {fingerprint} -->\n");
        let fingerprint = comment::fingerprint("- as written");
        let known = |body: &str| existing(body).imported.first().map(|it| (it.item.is_some(), it.untouched));
        assert_eq!(known(&item("as written", &fingerprint)), Some((true, true)));
        assert_eq!(known(&item("as changed", &fingerprint)), Some((true, false)));
        assert_eq!(known("<!-- chat aa -->\n"), Some((false, false)));
        assert_eq!(known("```\n<!-- chat aa -->\n```\n"), None);
        assert_eq!(known("> <!-- chat aa -->\n"), None);
        assert_eq!(known("`<!-- chat aa -->`\n"), None);
    }
}
