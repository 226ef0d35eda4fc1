//! The Markdown of one file, parsed once and cut into its top-level blocks, each with its place in the file.
//! A page picks blocks by place, so that links and footnotes defined elsewhere in the file still work.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::options;
use crate::text::Span;

/// Top-level blocks in file order.
#[derive(Debug)]
pub struct Blocks<'a> {
    blocks: Vec<(Span, Vec<Event<'a>>)>,
    footnotes: BTreeMap<String, Vec<Event<'a>>>,
}

impl<'a> Blocks<'a> {
    /// Parses `text`, which starts at byte `offset` of its file.
    #[must_use]
    pub fn parse(text: &'a str, offset: usize) -> Self {
        let mut blocks = Vec::new();
        let mut footnotes = BTreeMap::new();
        let mut open = 0_usize;
        let mut current: Vec<Event<'a>> = Vec::new();
        let mut start = Span::default();
        let parser = Parser::new_ext(text, options()).into_offset_iter();
        // An address with an underscore comes in several texts.
        for (event, range) in TextMergeWithOffset::new(parser) {
            if open == 0 {
                start = Span::from(range).shifted(offset);
            }
            match &event {
                Event::Start(_) => open += 1,
                Event::End(_) => open = open.saturating_sub(1),
                _ => {}
            }
            current.push(event);
            if open == 0 {
                let block = std::mem::take(&mut current);
                if let Some(Event::Start(Tag::FootnoteDefinition(label))) = block.first() {
                    footnotes.entry(label.to_string()).or_insert(block);
                } else {
                    blocks.push((start, block));
                }
            }
        }
        Self { blocks, footnotes }
    }

    /// Events of the blocks that begin within `wanted` and not within any of `cut`.
    pub fn within<'s>(&'s self, wanted: Span, cut: &[Span]) -> impl Iterator<Item = &'s Event<'a>> {
        let first = self.blocks.partition_point(|(span, _)| span.start() < wanted.start());
        self.blocks[first..]
            .iter()
            .take_while(move |(span, _)| span.start() < wanted.end())
            .filter(|(span, _)| !cut.iter().any(|cut| cut.contains(span.start())))
            .flat_map(|(_, events)| events)
    }

    /// The block that begins at or contains `offset`, as a span.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> Option<Span> {
        let next = self.blocks.partition_point(|(span, _)| span.start() <= offset);
        self.blocks[..next].last().map(|(span, _)| *span).filter(|span| span.contains(offset))
    }

    /// The first heading of the first level within `wanted`, as span and words.
    #[must_use]
    pub fn title(&self, wanted: Span) -> Option<(Span, String)> {
        self.blocks
            .iter()
            .filter(|(span, _)| wanted.contains(span.start()))
            .find(|(_, events)| {
                matches!(events.first(), Some(Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })))
            })
            .map(|(span, events)| (*span, words(events.iter())))
    }

    /// The definition of a footnote, its own start and end included.
    #[must_use]
    pub fn footnote(&self, label: &str) -> Option<&[Event<'a>]> {
        self.footnotes.get(label).map(Vec::as_slice)
    }
}

/// The words of some Markdown without its markup, at most about `limit` bytes, cut at a word with an ellipsis.
#[must_use]
pub fn plain(text: &str, limit: usize) -> String {
    let text = &without_footnotes(text);
    // Markup can be most of a text, never all but nothing: twice the limit is plenty to parse on from.
    let mut length = 0;
    let events: Vec<Event<'_>> = Parser::new_ext(text, options())
        .take_while(|event| {
            let within = length <= limit.saturating_mul(2);
            if let Event::Text(text) | Event::Code(text) = event {
                length += text.len();
            }
            within
        })
        .collect();
    shortened(words(events.iter()), limit)
}

/// The text without references to footnotes, whose definitions stand elsewhere: `[^1]`.
fn without_footnotes(text: &str) -> Cow<'_, str> {
    /// No label is longer, in bytes.
    const LONGEST: usize = 40;
    if !text.contains("[^") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        let label =
            after.find(']').filter(|end| *end > 0 && *end <= LONGEST && !after[..*end].contains(char::is_whitespace));
        rest = if let Some(end) = label {
            &after[end + 1..]
        } else {
            out.push_str("[^");
            after
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn words<'e, 'a: 'e>(events: impl Iterator<Item = &'e Event<'a>>) -> String {
    let mut out = String::new();
    let part = |out: &mut String| {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => {
                // What comes before the first blank goes on with the word before.
                for (n, word) in text.split(char::is_whitespace).enumerate() {
                    if n > 0 {
                        part(&mut out);
                    }
                    out.push_str(word);
                }
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => part(&mut out),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn shortened(mut text: String, limit: usize) -> String {
    if text.len() > limit {
        let end = (0..=limit).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text.truncate(end);
        if let Some(space) = text.rfind(' ') {
            text.truncate(space);
        }
        text.push('…');
    }
    text
}
