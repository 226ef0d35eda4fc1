//! A day that the head of a document states in words: `**Incident from:** 2023-09-02 10:00`, `Date: …`,
//! or in its first H1.

use chrono::NaiveDate;

use super::outline::{Block, BlockKind};
use super::plain::plain;
use super::stamp::{self, WrittenDay};
use crate::text::{SourceText, Spanned};

/// Labels whose value is the day of the incident.
const LABELS: [&str; 12] = [
    "date",
    "incident date",
    "date of incident",
    "date of the incident",
    "incident from",
    "start",
    "started",
    "start time",
    "started at",
    "when",
    "occurred",
    "incident start",
];
/// Only the head of a document is looked at.
const MAX_BLOCKS: usize = 40;

/// The first labelled day, else a day in the title.
pub fn day(source: &SourceText, blocks: &[Block], title: Option<&Block>) -> Option<Spanned<NaiveDate>> {
    let labelled = blocks.iter().take(MAX_BLOCKS).find_map(|block| match &block.kind {
        BlockKind::Paragraph | BlockKind::Item(_) => {
            let day = source.slice(block.text).lines().find_map(labelled_day)?;
            Some(Spanned::new(day, block.text))
        }
        BlockKind::Row(cells, _) if cells.len() == 2 => {
            let line = format!("{}: {}", source.slice(cells[0]), source.slice(cells[1]));
            Some(Spanned::new(labelled_day(&line)?, block.span))
        }
        _ => None,
    });
    labelled.or_else(|| {
        let title = title?;
        Some(Spanned::new(day_within(&plain(source.slice(title.text)))?, title.text))
    })
}

fn labelled_day(line: &str) -> Option<NaiveDate> {
    let line = plain(line);
    let (label, value) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    if !LABELS.contains(&label.as_str()) {
        return None;
    }
    day_within(value)
}

/// The first whole day that begins at a word of `text`.
fn day_within(text: &str) -> Option<NaiveDate> {
    let starts = text.char_indices().filter(|(i, c)| {
        c.is_alphanumeric() && !text[..*i].ends_with(|before: char| before.is_alphanumeric() || before == '-')
    });
    starts.take(40).find_map(|(i, _)| match stamp::stamp(&text[i..])?.day? {
        WrittenDay::Whole(day) => Some(day),
        WrittenDay::Yearless(..) => None,
    })
}
