//! Sections: headings with what they head, and bold labels where they stand for headings.

use super::aliases::Aliases;
use super::outline::{Block, BlockKind};
use super::plain::plain;
use crate::incident::model::{Section, SectionKind};
use crate::text::{SourceText, Span, Spanned};

/// Level of a bold label used as a heading: below every real heading.
const LABEL_LEVEL: u8 = 7;
/// A bold text longer than this is emphasis, not a label.
const MAX_LABEL: usize = 60;

/// The H1 that is the title: the first, unless it heads a section of a document that has several.
#[must_use]
pub fn title<'b>(blocks: &'b [Block], aliases: &Aliases) -> Option<(&'b Block, &'b str)> {
    let mut h1s = blocks.iter().filter(|block| !block.quoted).filter_map(|block| match &block.kind {
        BlockKind::Heading(1, text) if !text.trim().is_empty() => Some((block, text.trim())),
        _ => None,
    });
    let first = h1s.next()?;
    let heads_a_section = aliases.section(first.1).is_some() && h1s.next().is_some();
    (!heads_a_section).then_some(first)
}

/// Every section of the body in order.
#[must_use]
pub fn sections(source: &SourceText, body: Span, blocks: &[Block], aliases: &Aliases) -> Vec<Section> {
    let title_start = title(blocks, aliases).map(|(block, _)| block.span.start);
    let mut heads: Vec<Head> = blocks
        .iter()
        .filter(|block| !block.quoted && Some(block.span.start) != title_start)
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(level, text) => Some(Head {
                kind: aliases.section(text),
                heading: Spanned::new(text.trim().to_owned(), block.text),
                level: *level,
                start: block.span.start,
                end: block.span.end,
            }),
            _ => None,
        })
        .collect();
    let real: Vec<SectionKind> = heads.iter().filter_map(|head| head.kind).collect();
    heads.extend(labels(source, blocks, aliases).filter(|head| head.kind.is_none_or(|kind| !real.contains(&kind))));
    heads.sort_by_key(|head| head.start);
    let ends_of = |from: usize, level: u8| {
        heads[from + 1..].iter().find(|next| next.level <= level).map_or(body.end, |next| next.start)
    };
    let section = |(i, head): (usize, &Head)| Section {
        kind: head.kind,
        heading: head.heading.clone(),
        level: head.level,
        content: trimmed(source, Span::new(head.end, ends_of(i, head.level))),
        own_content: trimmed(source, Span::new(head.end, heads.get(i + 1).map_or(body.end, |next| next.start))),
    };
    heads.iter().enumerate().map(section).collect()
}

struct Head {
    kind: Option<SectionKind>,
    heading: Spanned<String>,
    level: u8,
    start: usize,
    end: usize,
}

/// `**Impact**: …`, `- **Key events**`: a bold text at the start of a paragraph or item that the alias
/// table knows.
fn labels<'a>(source: &'a SourceText, blocks: &'a [Block], aliases: &'a Aliases) -> impl Iterator<Item = Head> + 'a {
    blocks.iter().filter(|block| !block.quoted && block.depth <= 1).filter_map(|block| {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_)) {
            return None;
        }
        let text = source.slice(block.text);
        let (label, rest) = bold_label(text)?;
        let kind = aliases.section(&plain(label))?;
        let start = block.text.start + text.len() - rest.len();
        let label_start = block.text.start + 2;
        Some(Head {
            kind: Some(kind),
            heading: Spanned::new(
                plain(label).trim_end_matches(':').trim().to_owned(),
                Span::new(label_start, label_start + label.len()),
            ),
            level: LABEL_LEVEL,
            start: block.span.start,
            end: start,
        })
    })
}

/// The bold text at the start of `text`, and what follows it and its colon.
fn bold_label(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("**").or_else(|| text.strip_prefix("__"))?;
    let close = inner.find(&text[..2])?;
    let (label, rest) = (&inner[..close], &inner[close + 2..]);
    let ends = rest.is_empty() || rest.starts_with([':', '\n', '\r']) || label.trim_end().ends_with([':', '?']);
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    (ends && !label.is_empty() && label.len() <= MAX_LABEL).then_some((label, rest))
}

fn trimmed(source: &SourceText, span: Span) -> Span {
    let text = source.slice(span);
    let start = span.start + text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}

#[cfg(test)]
mod tests {
    use super::super::outline;
    use super::*;

    /// Each section as `level kind heading: content`.
    fn read(text: &str) -> Vec<String> {
        let source = SourceText::new("a.md", text);
        let body = Span::new(0, text.len());
        let blocks = outline::read(&source, body);
        let shown = |section: Section| {
            let kind = section.kind.map_or("-", SectionKind::key);
            let content = source.slice(section.content).replace('\n', "/");
            format!("{} {kind} {}: {content}", section.level, section.heading.value)
        };
        sections(&source, body, &blocks, &Aliases::default()).into_iter().map(shown).collect()
    }

    #[test]
    fn a_section_reaches_to_the_next_heading_of_its_level() {
        let found = read("# Title\n\n## Summary\n\na\n\n### Detail\n\nb\n\n## Timeline (UTC)\n\nc\n");
        assert_eq!(found, ["2 description Summary: a//### Detail//b", "3 - Detail: b", "2 timeline Timeline (UTC): c"]);
    }

    #[test]
    fn bold_labels_are_headings_only_where_no_heading_has_that_role() {
        let found = read("# T\n\n**Impact**: 30 users\n\n- **Key events**\n  - 10:00 x\n\n**Bold** text.\n");
        assert_eq!(found, ["7 impact Impact: 30 users", "7 timeline Key events: - 10:00 x//**Bold** text."]);
        assert_eq!(read("## Impact\n\n**Impact**: x\n"), ["2 impact Impact: **Impact**: x"]);
    }

    #[test]
    fn the_first_h1_is_the_title_unless_it_heads_a_section_among_others() {
        assert_eq!(read("# Summary\n\na\n\n# Timeline\n\nb\n").len(), 2);
        assert_eq!(read("# Summary\n\na\n").len(), 0);
    }
}
