//! The blocks of a Markdown body with their spans: one pass of the parser, kept flat in pre-order.
//! Nothing here knows what a section or an entry is; inline markup stays in the source text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::Span;

/// Containers deeper than this are read as part of the container around them.
const MAX_DEPTH: usize = 24;

/// The extensions of Markdown that reviews use.
#[must_use]
pub fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of level 1 to 6 and its place in [`Outline::heading`].
    Heading { level: u8, text: usize },
    /// A paragraph, or the bare text of a tight list item.
    Paragraph,
    /// A bullet or numbered list.
    List,
    /// An item; `Some` where it has a checkbox.
    Item { checked: Option<bool> },
    /// A table.
    Table,
    /// A row of a table; the head is the first.
    Row,
    /// A cell of a row.
    Cell,
    /// A block quote.
    Quote,
    /// A block of raw HTML.
    Html,
    /// Code, rules, footnotes: shown, never read.
    Opaque,
}

/// One block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub kind: Kind,
    /// The whole block, markers included; byte offsets into the file.
    pub span: Span,
    /// From the first to the last inline, empty where there is none.
    pub text: Span,
    /// Index just past the last descendant.
    pub end: usize,
}

/// Every block of a body in pre-order: the children of block `i` are among `i + 1..blocks[i].end`.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub blocks: Vec<Block>,
    /// What the author says in their own words, in order: no code, block quote, HTML, address or markup.
    pub own_words: Vec<Span>,
    headings: Vec<String>,
}

impl Outline {
    /// Reads the blocks of `text[body]`.
    pub(super) fn read(text: &str, body: Span) -> Self {
        let markdown = text.get(body.range()).unwrap_or("");
        let skipped = markdown.len() - markdown.trim_start_matches('\u{feff}').len();
        let markdown = &markdown[skipped..];
        let base = body.start() + skipped;
        let mut builder = Builder { outline: Self::default(), open: Vec::new(), ignored: 0, leaf: None };
        builder.outline.blocks.reserve(markdown.len() / 48);
        let mut own_words = OwnWords { text, spans: Vec::new(), quotes: 0, in_code: false };
        for (event, range) in Parser::new_ext(markdown, extensions()).into_offset_iter() {
            let span = Span::from(range).shifted(base);
            own_words.take(&event, span);
            builder.take(event, span);
        }
        Self { own_words: own_words.spans, ..builder.outline }
    }

    /// Plain text of the heading a [`Kind::Heading`] names.
    pub(super) fn heading(&self, text: usize) -> &str {
        self.headings.get(text).map_or("", String::as_str)
    }

    /// Indices of the blocks of `range` that are not inside another block of it.
    pub(super) fn siblings(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let end = range.end.min(self.blocks.len());
        let mut next = range.start;
        std::iter::from_fn(move || {
            let at = next;
            if at >= end {
                return None;
            }
            next = self.blocks[at].end.max(at + 1);
            Some(at)
        })
    }

    /// Indices of the children of a block.
    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        self.siblings(of + 1..self.blocks.get(of).map_or(0, |block| block.end))
    }
}

/// Tells what the author says from what they quote or show.
struct OwnWords<'a> {
    text: &'a str,
    spans: Vec<Span>,
    /// Block quotes that are open.
    quotes: usize,
    in_code: bool,
}

impl OwnWords<'_> {
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Text(_) if self.quotes == 0 && !self.in_code => self.say(span),
            _ => {}
        }
    }

    /// Lines that follow each other become one span: an archive holds them all.
    fn say(&mut self, span: Span) {
        let is_blank = |from, to| self.text.get(from..to).is_some_and(|between| between.trim().is_empty());
        match self.spans.last_mut() {
            Some(last) if is_blank(last.end(), span.start()) => *last = last.ending(span.end()),
            _ => self.spans.push(span),
        }
    }
}

/// The state of the one pass.
struct Builder {
    outline: Outline,
    /// Indices of the containers and leaves that are still open.
    open: Vec<usize>,
    /// Containers opened beyond [`MAX_DEPTH`].
    ignored: usize,
    /// The open block that collects inlines.
    leaf: Option<usize>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => match container(&tag) {
                Some(kind) => self.start(kind, span),
                None => self.inline(span),
            },
            Event::End(tag) => {
                if is_block(tag) {
                    self.end();
                }
            }
            Event::TaskListMarker(checked) => {
                if let Some(block) = self.open.last().and_then(|&at| self.outline.blocks.get(at))
                    && matches!(block.kind, Kind::Paragraph)
                    && self.open.len() >= 2
                {
                    self.tick(self.open[self.open.len() - 2], checked);
                } else if let Some(&at) = self.open.last() {
                    self.tick(at, checked);
                }
            }
            Event::Rule => {
                self.start(Kind::Opaque, span);
                self.end();
            }
            Event::Html(_) => {
                if let Some(block) = self.leaf.and_then(|at| self.outline.blocks.get_mut(at)) {
                    extend(&mut block.text, span);
                }
            }
            Event::Text(text) => {
                self.heading_text(&text);
                self.inline(span);
            }
            // A comment is nobody's text: at the end of a line it is no part of what stands there.
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::Code(code) => {
                self.heading_text(&code);
                self.inline(span);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.heading_text(" ");
                self.inline(span);
            }
            _ => self.inline(span),
        }
    }

    fn tick(&mut self, at: usize, checked: bool) {
        if let Some(block) = self.outline.blocks.get_mut(at)
            && let Kind::Item { checked: mark } = &mut block.kind
        {
            *mark = Some(checked);
        }
    }

    fn heading_text(&mut self, text: &str) {
        if let Some(at) = self.leaf
            && matches!(self.outline.blocks[at].kind, Kind::Heading { .. })
            && let Some(heading) = self.outline.headings.last_mut()
        {
            heading.push_str(text);
        }
    }

    fn start(&mut self, kind: Kind, span: Span) {
        self.close_bare_text();
        if self.open.len() >= MAX_DEPTH {
            self.ignored += 1;
            return;
        }
        let kind = match kind {
            Kind::Heading { level, .. } => {
                self.outline.headings.push(String::new());
                Kind::Heading { level, text: self.outline.headings.len() - 1 }
            }
            other => other,
        };
        let at = self.outline.blocks.len();
        self.outline.blocks.push(Block { kind, span, text: Span::at(span.start()), end: at + 1 });
        self.open.push(at);
        self.leaf = matches!(kind, Kind::Heading { .. } | Kind::Paragraph | Kind::Cell | Kind::Html).then_some(at);
    }

    fn end(&mut self) {
        self.close_bare_text();
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        self.pop();
    }

    fn pop(&mut self) {
        if let Some(at) = self.open.pop() {
            let end = self.outline.blocks.len();
            self.outline.blocks[at].end = end;
        }
        self.leaf = None;
    }

    /// The text of a tight item has no paragraph of its own in the parser's events: one is made.
    fn close_bare_text(&mut self) {
        if let Some(&at) = self.open.last()
            && matches!(self.outline.blocks[at].kind, Kind::Paragraph)
            && self.open.len() >= 2
            && let parent = self.open[self.open.len() - 2]
            && matches!(self.outline.blocks[parent].kind, Kind::Item { .. })
            && self.leaf == Some(at)
            && self.outline.blocks[at].span.is_empty()
        {
            let text = self.outline.blocks[at].text;
            self.pop();
            self.outline.blocks[at].span = text;
        }
    }

    fn inline(&mut self, span: Span) {
        if self.ignored > 0 {
            return;
        }
        if self.leaf.is_none() {
            let in_item = self
                .open
                .last()
                .is_some_and(|&at| matches!(self.outline.blocks[at].kind, Kind::Item { .. } | Kind::Quote));
            if !in_item {
                return;
            }
            let at = self.outline.blocks.len();
            // The empty span marks a paragraph that no event will close.
            self.outline.blocks.push(Block {
                kind: Kind::Paragraph,
                span: Span::at(span.start()),
                text: Span::at(span.start()),
                end: at + 1,
            });
            self.open.push(at);
            self.leaf = Some(at);
        }
        if let Some(block) = self.leaf.and_then(|at| self.outline.blocks.get_mut(at)) {
            extend(&mut block.text, span);
        }
    }
}

fn extend(text: &mut Span, by: Span) {
    if text.is_empty() {
        *text = by;
    } else {
        *text = text.ending(text.end().max(by.end()));
    }
}

fn container(tag: &Tag<'_>) -> Option<Kind> {
    Some(match tag {
        Tag::Heading { level, .. } => Kind::Heading { level: depth(*level), text: 0 },
        Tag::Paragraph => Kind::Paragraph,
        Tag::List(_) => Kind::List,
        Tag::Item => Kind::Item { checked: None },
        Tag::Table(_) => Kind::Table,
        Tag::TableHead | Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::HtmlBlock => Kind::Html,
        Tag::CodeBlock(_)
        | Tag::FootnoteDefinition(_)
        | Tag::MetadataBlock(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition => Kind::Opaque,
        _ => return None,
    })
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn depth(level: HeadingLevel) -> u8 {
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

    fn shape(text: &str) -> String {
        let outline = Outline::read(text, Span::new(0, text.len()));
        let shown = |block: &Block| format!("{:?} {:?}", block.kind, &text[block.text.range()]);
        outline.blocks.iter().map(shown).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn tight_and_loose_items_have_paragraphs_alike() {
        insta::assert_snapshot!(shape("- [x] a **b**\n  - c\n- d\n\n  e\n"), @r#"
        List ""
        Item { checked: Some(true) } ""
        Paragraph "a **b**"
        List ""
        Item { checked: None } ""
        Paragraph "c"
        Item { checked: None } ""
        Paragraph "d"
        Paragraph "e"
        "#);
    }

    #[test]
    fn setext_headings_and_tables_are_blocks_with_text() {
        insta::assert_snapshot!(shape("A *b* `c`\n=====\n\n| x | y |\n|---|---|\n| 1 |  |\n"), @r#"
        Heading { level: 1, text: 0 } "A *b* `c`"
        Table ""
        Row ""
        Cell "x"
        Cell "y"
        Row ""
        Cell "1"
        Cell ""
        "#);
    }

    #[test]
    fn nesting_beyond_the_limit_is_flattened() {
        let text = "> ".repeat(500) + "deep";
        let outline = Outline::read(&text, Span::new(0, text.len()));
        assert_eq!(outline.blocks.len(), MAX_DEPTH);
    }
}
