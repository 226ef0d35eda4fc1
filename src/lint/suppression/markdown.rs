//! Suppressions in the body: HTML comments, and the blocks they cover. Comments in code and in quotations are
//! somebody else's words and count for nothing.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::comment::{self, FILE};
use super::{Covers, Flaw, Suppression, Target, Targets};
use crate::incident::Incident;
use crate::text::Span;

/// What a block is, as far as it matters where a comment can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An item of a list.
    Item,
    /// A block quote.
    Quote,
    /// A table, head and rows.
    Table,
    /// A paragraph, a heading, code, HTML: what a comment can stand above.
    Other,
}

/// A block of the body; its span is of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// From its first character to its last, which may be a line break.
    pub span: Span,
    /// The index of the block it stands in.
    pub parent: Option<usize>,
}

/// The blocks of a body and its comments.
#[derive(Debug, Default)]
pub struct Outline {
    /// In the order they begin, the outer before the inner.
    pub blocks: Vec<Block>,
    /// HTML comments, `<!--` and `-->` included.
    pub comments: Vec<Span>,
}

impl Outline {
    /// The blocks around a place in the file, the innermost first.
    pub fn around(&self, offset: usize) -> impl Iterator<Item = &Block> {
        let before = self.blocks.partition_point(|block| block.span.start() <= offset);
        let inner = before.checked_sub(1).and_then(|last| self.blocks.get(last));
        let outward = |block: &&Block| block.parent.and_then(|parent| self.blocks.get(parent));
        std::iter::successors(inner, outward).filter(move |block| block.span.contains(offset))
    }

    /// Adds a block, the outer before the inner.
    fn add(&mut self, kind: Kind, span: Span) {
        let mut parent = self.blocks.len().checked_sub(1);
        while let Some(block) = parent.and_then(|at| self.blocks.get(at))
            && block.span.end() <= span.start()
        {
            parent = block.parent;
        }
        self.blocks.push(Block { kind, span, parent });
    }
}

/// The outline of the incident's body.
pub fn outline(incident: &Incident) -> Outline {
    let text = incident.source.slice(incident.body);
    let by = incident.body.start();
    let mut outline = Outline::default();
    let mut quoted = 0usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let span = Span::from(range);
        let mut add = |kind| outline.add(kind, span.shifted(by));
        match &event {
            Event::Start(Tag::Item) => add(Kind::Item),
            Event::Start(Tag::BlockQuote(_)) => add(Kind::Quote),
            Event::Start(Tag::Table(_)) => add(Kind::Table),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::Rule => {
                add(Kind::Other);
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::BlockQuote(_)) => quoted += 1,
            Event::End(TagEnd::BlockQuote(_)) => quoted = quoted.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if quoted == 0 => {
                outline.comments.extend(comments(text, span).map(|span| span.shifted(by)));
            }
            _ => {}
        }
    }
    outline
}

/// The comments in a stretch of HTML.
fn comments(text: &str, html: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = html.start();
    std::iter::from_fn(move || {
        let rest = text.get(at..html.end())?;
        let start = rest.find("<!--")?;
        let end = start + 4 + rest.get(start + 4..)?.find("-->")? + 3;
        let found = Span::new(at + start, at + end);
        at += end;
        Some(found)
    })
}

/// The suppressions of the body, in their order.
pub fn find(incident: &Incident) -> Vec<Suppression> {
    let source = &incident.source;
    if !source.slice(incident.body).contains(comment::MARK) {
        return Vec::new();
    }
    let outline = outline(incident);
    let first_text = first_text(incident, &outline);
    let mut targets = Targets::default();
    let mut last: Option<(Span, bool)> = None;
    let mut found = Vec::new();
    for &span in &outline.comments {
        let inside = Span::new(span.start() + 4, span.end().saturating_sub(3));
        let Some(said) = comment::read(source.slice(inside), inside.start()) else { continue };
        let own = lines_of(incident, span);
        // One line may hold many comments.
        let known = last.filter(|(line, _)| *line == own);
        let (_, alone) = *last.insert(known.unwrap_or_else(|| (own, is_blank(incident, &outline, own))));
        let covers = match (said.keyword == FILE, alone) {
            (true, true) if span.start() < first_text => Covers::File,
            (true, _) => Covers::Nothing(Flaw::NotAtTop),
            (false, false) => Covers::Lines(own),
            (false, true) => {
                let after = source.line_of(own.end()) + 1;
                let target = targets.below(after, || target(incident, &outline, after));
                target.map_or(Covers::Nothing(Flaw::NothingFollows), Covers::Lines)
            }
        };
        found.push(Suppression::new(span, said, covers));
    }
    found
}

/// Where the first text of the body begins that is no comment.
fn first_text(incident: &Incident, outline: &Outline) -> usize {
    let source = &incident.source;
    let mut at = top(incident);
    for comment in outline.comments.iter().filter(|comment| comment.start() >= top(incident)) {
        let between = source.slice(Span::new(at, comment.start()));
        if !between.trim().is_empty() {
            break;
        }
        at = comment.end();
    }
    let rest = source.slice(Span::new(at, incident.body.end()));
    at + (rest.len() - rest.trim_start().len())
}

/// Where comments about the whole file stand: after the front matter, in a file without one at its beginning.
pub fn top(incident: &Incident) -> usize {
    let text = incident.source.slice(incident.body);
    let opening = text.split_inclusive('\n').next().unwrap_or("");
    // A front matter that is never closed: without its first line it would be none.
    let unclosed = incident.front_matter.is_none() && opening.trim_end() == "---";
    incident.body.start() + if unclosed { opening.len() } else { 0 }
}

/// The lines of the block that begins on the first line with text from line `after` on.
fn target(incident: &Incident, outline: &Outline, after: usize) -> Option<Target> {
    let source = &incident.source;
    let mut lines = (after..=source.line_count()).map(|number| (number, source.line_span(number)));
    let (number, line) = lines.find(|(_, line)| !is_blank(incident, outline, *line))?;
    let first = outline.blocks.partition_point(|block| block.span.start() < line.start());
    let begun = outline.blocks.iter().skip(first).take_while(|block| block.span.start() <= line.end());
    let block = begun.filter(|block| !is_comment(outline, block.span)).max_by_key(|block| block.span.end());
    let end = block.map_or(line.end(), |block| block.span.start() + source.slice(block.span).trim_end().len());
    let end = lines_of(incident, Span::at(end)).end().max(line.end());
    Some(Target { number, lines: Span::new(line.start(), end) })
}

/// True for a block that begins with a comment.
fn is_comment(outline: &Outline, span: Span) -> bool {
    outline.comments.binary_search_by_key(&span.start(), |comment| comment.start()).is_ok()
}

/// The whole lines on which `span` stands, as far as they are of the body: a byte order mark is not.
fn lines_of(incident: &Incident, span: Span) -> Span {
    let source = &incident.source;
    let first = source.line_span(source.line_of(span.start()));
    let last = source.line_span(source.line_of(span.end()));
    Span::new(first.start().max(incident.body.start()), last.end())
}

/// True where nothing but blanks and comments stands under `span`.
fn is_blank(incident: &Incident, outline: &Outline, span: Span) -> bool {
    let mut at = span.start();
    let first = outline.comments.partition_point(|comment| comment.end() <= span.start());
    for comment in outline.comments.iter().skip(first).take_while(|comment| comment.start() < span.end()) {
        if !incident.source.slice(Span::new(at, comment.start().max(at))).trim().is_empty() {
            return false;
        }
        at = comment.end().max(at);
    }
    incident.source.slice(Span::new(at, span.end())).trim().is_empty()
}
