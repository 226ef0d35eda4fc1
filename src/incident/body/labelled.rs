//! A day that the head of a document states in words: `**Incident from:** 2023-09-02 10:00`, `Date: …`,
//! or in its first H1.

use chrono::NaiveDate;

use super::calendar;
use super::labels::{is_day, is_start};
use super::outline::{Kind, Outline};
use super::plain::plain;
use super::scan::{self, prefix, slice, trim};
use crate::text::{Span, Spanned};

/// Only the head of a document is looked at.
const MAX_BLOCKS: usize = 40;
/// A labelled line is short, in bytes.
const MAX_LINE: usize = 200;

/// The first labelled day, else a day in the title.
pub(super) fn day(text: &str, outline: &Outline, title: Option<usize>) -> Option<Spanned<NaiveDate>> {
    let labelled = outline.blocks.iter().enumerate().take(MAX_BLOCKS).find_map(|(at, block)| match block.kind {
        Kind::Paragraph => scan::lines(text, block.text).find_map(|line| labelled_day(text, line.span)),
        Kind::Row => labelled_row(text, outline, at),
        _ => None,
    });
    labelled.or_else(|| {
        let block = outline.blocks.get(title?)?;
        let (day, range) = calendar::find(prefix(slice(text, block.text), MAX_LINE), false)?;
        Some(Spanned::new(day.resolve(None)?, Span::from(range).shifted(block.text.start())))
    })
}

fn labelled_day(text: &str, line: Span) -> Option<Spanned<NaiveDate>> {
    let written = prefix(slice(text, line), MAX_LINE);
    let (label, value) = written.split_once(':')?;
    if !is_label(label) {
        return None;
    }
    let (day, range) = calendar::find(value, false)?;
    let start = line.start() + label.len() + 1;
    Some(Spanned::new(day.resolve(None)?, Span::from(range).shifted(start)))
}

/// `| Date | 2023-09-02 |`
fn labelled_row(text: &str, outline: &Outline, at: usize) -> Option<Spanned<NaiveDate>> {
    let mut cells = outline.children(at).map(|cell| trim(text, outline.blocks[cell].text));
    let (label, value) = (cells.next()?, cells.next()?);
    if cells.next().is_some() || !is_label(slice(text, label).trim_end_matches(':')) {
        return None;
    }
    let (day, range) = calendar::find(prefix(slice(text, value), MAX_LINE), false)?;
    Some(Spanned::new(day.resolve(None)?, Span::from(range).shifted(value.start())))
}

fn is_label(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let label = plain(text.trim().trim_matches(['*', '_'])).to_lowercase();
    let label = label.trim().trim_end_matches(':');
    is_day(label) || is_start(label)
}
