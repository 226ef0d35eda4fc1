//! Whether a file with new entries says what it said before, and them.

use std::ops::Range;

use super::item::{Item, same_instant};
use crate::incident::{EntryTime, Incident, Reading, TimelineEntry, read};
use crate::text::{SourceText, Span};

/// True where each item of `text` is one entry with its time, and everything else is read as it was in `before`, but for
/// what was `replaced`.
pub(super) fn is_sound(
    before: &Incident,
    reading: &Reading,
    text: &str,
    written: &[(Range<usize>, &Item)],
    replaced: &[Span],
) -> bool {
    if text.len() as u64 > SourceText::MAX_BYTES {
        return false;
    }
    let after = read(SourceText::new(before.source.path(), text), reading);
    let is_new = |entry: &TimelineEntry| written.iter().any(|(range, _)| range.contains(&entry.stamp.span.start()));
    let each_once = written.iter().all(|(range, item)| {
        let mut within = after.timeline.iter().filter(|entry| range.contains(&entry.stamp.span.start()));
        let only = within.next().filter(|_| within.next().is_none());
        only.is_some_and(|entry| is_at(entry.stamp.value.at, item.at))
    });
    let was_replaced = |entry: &&TimelineEntry| replaced.iter().any(|span| span.contains(entry.stamp.span.start()));
    let was = before.timeline.iter().filter(|entry| !was_replaced(entry));
    let is = after.timeline.iter().filter(|entry| !is_new(entry));
    each_once
        && was.map(told).eq(is.map(told))
        && after.problems.len() <= before.problems.len()
        && after.actions.len() == before.actions.len()
        && after.factors.len() == before.factors.len()
}

/// The same instant; a time without a zone may take the one that the file declares.
fn is_at(read: EntryTime, wanted: EntryTime) -> bool {
    match (read, wanted) {
        (EntryTime::Exact(read), EntryTime::Unzoned(wanted)) => read.naive_local() == wanted,
        _ => same_instant(read, wanted),
    }
}

/// What an entry says, wherever it stands.
pub(super) fn told(entry: &TimelineEntry) -> (EntryTime, Option<EntryTime>, &str, Option<&str>) {
    let actor = entry.actor.as_ref().map(|actor| actor.value.as_str());
    (entry.stamp.value.at, entry.stamp.value.until, entry.text.value.as_str(), actor)
}
