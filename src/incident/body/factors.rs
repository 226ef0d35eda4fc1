//! Contributing factors: the items of the section's list, else its sub-headings, else its paragraphs.

use super::outline::{Block, BlockKind};
use crate::incident::model::{Factor, FactorKind};
use crate::text::{SourceText, Span, Spanned};

/// The factors of one section.
pub fn read(source: &SourceText, blocks: &[Block], section: Span) -> Vec<Factor> {
    let inside: Vec<&Block> = blocks
        .iter()
        .filter(|block| section.start <= block.span.start && block.span.start < section.end && !block.quoted)
        .collect();
    let items = inside.iter().filter(|block| matches!(block.kind, BlockKind::Item(_)) && block.depth <= 1);
    let from_items: Vec<Factor> =
        items.filter_map(|block| factor(source, Span::new(block.text.start, block.span.end), block.span)).collect();
    if !from_items.is_empty() {
        return from_items;
    }
    let headings = inside.iter().filter(|block| matches!(block.kind, BlockKind::Heading(..)));
    let from_headings: Vec<Factor> = headings.filter_map(|block| factor(source, block.text, block.span)).collect();
    if !from_headings.is_empty() {
        return from_headings;
    }
    let paragraphs = inside.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph));
    paragraphs.filter_map(|block| factor(source, block.text, block.span)).collect()
}

/// `(technical) text`; the kind may be missing.
fn factor(source: &SourceText, text: Span, span: Span) -> Option<Factor> {
    let written = source.slice(text);
    let written = written.trim_end();
    if !written.contains(char::is_alphanumeric) {
        return None;
    }
    let text = Span::new(text.start, text.start + written.len());
    let kind = written.strip_prefix('(').and_then(|rest| rest.split_once(')')).and_then(|(word, rest)| {
        let kind = FactorKind::parse(word)?;
        Some((Spanned::new(kind, Span::new(text.start + 1, text.start + 1 + word.len())), rest.trim_start()))
    });
    let (kind, rest) = match kind {
        Some((kind, rest)) => (Some(kind), rest),
        None => (None, written),
    };
    Some(Factor { kind, text: Spanned::new(rest.to_owned(), Span::new(text.end - rest.len(), text.end)), span })
}
