//! The body as a flat list of blocks, from one pass over its Markdown. What a block means is decided by
//! the readers of sections, entries, factors and actions.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::{SourceText, Span};

/// Blocks nested deeper than this are read as if they were at this depth.
const MAX_DEPTH: usize = 16;

/// A block of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The whole block, line breaks at its end cut off; of an item with everything nested in it.
    pub span: Span,
    /// Its own inline text, without heading, list and task markers.
    pub text: Span,
    /// How many lists it is nested in; an item of a top-level list has 1.
    pub depth: usize,
    /// It stands in a block quote.
    pub quoted: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6, with its text, markup removed.
    Heading(u8, String),
    /// A paragraph outside lists, or a further one of an item.
    Paragraph,
    /// A list item; the box of a task, ticked or not.
    Item(Option<bool>),
    /// A table row with its cells; true for the head.
    Row(Vec<Span>, bool),
    /// A code block.
    Code,
    /// A block of raw HTML: shown as text, read as a paragraph.
    Html,
}

/// The extensions of Markdown that reviews use.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// Every block of `body` in order.
#[must_use]
pub fn read(source: &SourceText, body: Span) -> Vec<Block> {
    let text = source.slice(body);
    let mut outline = Outline { text, offset: body.start, ..Outline::default() };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        outline.accept(event, Span::from(range));
    }
    outline.blocks
}

#[derive(Default)]
struct Outline<'t> {
    text: &'t str,
    offset: usize,
    blocks: Vec<Block>,
    /// Indices of the items that are open.
    items: Vec<usize>,
    /// The block whose inline text is being read.
    sink: Option<usize>,
    quotes: usize,
    cells: Vec<Span>,
}

impl Outline<'_> {
    fn accept(&mut self, event: Event<'_>, range: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::TaskListMarker(done) => {
                if let Some(block) = self.items.last().and_then(|&item| self.blocks.get_mut(item)) {
                    block.kind = BlockKind::Item(Some(done));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                self.extend(range);
                if let Some(Block { kind: BlockKind::Heading(_, heading), .. }) = self.sink_block() {
                    heading.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak | Event::Html(_) | Event::Rule => {}
            _ => self.extend(range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Span) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(level_of(*level), String::new()), range),
            Tag::Paragraph => {
                let fresh_item = self.items.last().filter(|&&item| {
                    self.blocks.get(item).is_some_and(|block| block.text.is_empty()) && item + 1 == self.blocks.len()
                });
                match fresh_item {
                    Some(&item) => self.sink = Some(item),
                    None => self.open(BlockKind::Paragraph, range),
                }
            }
            Tag::Item => {
                self.items.push(self.blocks.len());
                self.open(BlockKind::Item(None), range);
            }
            Tag::List(_) => self.sink = None,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::TableHead | Tag::TableRow => {
                self.cells.clear();
                self.sink = None;
                self.open(BlockKind::Row(Vec::new(), matches!(tag, Tag::TableHead)), range);
                self.sink = None;
            }
            Tag::TableCell => self.cells.push(self.placed(range)),
            Tag::CodeBlock(_) => {
                self.open(BlockKind::Code, range);
                self.sink = None;
            }
            Tag::HtmlBlock => {
                self.open(BlockKind::Html, range);
                if let Some(block) = self.blocks.last_mut() {
                    block.text = block.span;
                }
                self.sink = None;
            }
            Tag::Table(_) | Tag::FootnoteDefinition(_) => {}
            _ => self.extend(range),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph => self.sink = None,
            TagEnd::Item => {
                self.items.pop();
                self.sink = None;
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(Block { kind: BlockKind::Row(row, _), .. }) = self.blocks.last_mut() {
                    *row = cells;
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, range: Span) {
        let span = self.placed(range);
        let depth = self.items.len().min(MAX_DEPTH);
        self.sink = Some(self.blocks.len());
        self.blocks.push(Block { kind, span, text: Span::at(span.start), depth, quoted: self.quotes > 0 });
    }

    /// The inline text of the block being read reaches as far as `range`.
    fn extend(&mut self, range: Span) {
        let placed = range.shifted(self.offset);
        if let Some(block) = self.sink_block() {
            let start = if block.text.is_empty() { placed.start } else { block.text.start };
            block.text = Span::new(start, placed.end.max(block.text.end));
        }
    }

    fn sink_block(&mut self) -> Option<&mut Block> {
        self.sink.and_then(|sink| self.blocks.get_mut(sink))
    }

    /// A span of the body as a span of the file, blanks around it cut off.
    fn placed(&self, range: Span) -> Span {
        let text = self.text.get(range.range()).unwrap_or("");
        let start = range.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len()).shifted(self.offset)
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as `kind@depth text`.
    fn outline(text: &str) -> Vec<String> {
        let source = SourceText::new("a.md", text);
        let blocks = read(&source, Span::new(0, text.len()));
        let shown = |block: &Block| {
            let kind = match &block.kind {
                BlockKind::Heading(level, heading) => format!("h{level}({heading})"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Item(None) => "item".to_owned(),
                BlockKind::Item(Some(done)) => format!("task({done})"),
                BlockKind::Row(cells, head) => {
                    let cells: Vec<_> = cells.iter().map(|cell| source.slice(*cell)).collect();
                    return format!("row({head}) {}", cells.join(" | "));
                }
                BlockKind::Code => "code".to_owned(),
                BlockKind::Html => "html".to_owned(),
            };
            format!("{kind}@{} {}", block.depth, source.slice(block.text))
        };
        blocks.iter().map(shown).collect()
    }

    #[test]
    fn blocks_come_in_order_with_their_own_text() {
        let text = "# A `b`\n\npara *one*\ntwo\n\n- [x] done **it**\n  - nested\n- loose\n\n  more\n\n\
                    | h | i |\n|---|---|\n| 1 | `2` |\n\n```\ncode\n```\n";
        insta::assert_snapshot!(outline(text).join("\n"), @"
        h1(A b)@0 A `b`
        p@0 para *one*
        two
        task(true)@1 done **it**
        item@2 nested
        item@1 loose
        p@1 more
        row(true) h | i
        row(false) 1 | `2`
        code@0
        ");
    }
}
