//! Timeline tables: a row is an entry; date, weekday, time and zone may stand in cells of their own.

use super::entry_list::EntryList;
use super::entry_text::whole_kind;
use super::outline::{Kind, Outline};
use super::plain::plain;
use super::scan::{slice, trim};
use super::stamp::{self, Written};
use super::zone::Zone;
use crate::incident::model::TimelineEntry;
use crate::text::{Span, Spanned};

/// A name longer than this in a column of people is a sentence, in bytes.
const MAX_NAME: usize = 40;

/// What a column holds, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Stamp,
    Until,
    Actor,
    Kind,
    /// Running numbers and durations: computed elsewhere, or of no meaning.
    Number,
    Text,
}

impl Column {
    fn of(head: &str) -> Self {
        let head = plain(head).to_lowercase();
        let has = |words: &[&str]| head.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
        if has(&["duration", "elapsed", "delta", "offset"]) || matches!(head.trim(), "#" | "no" | "nr" | "id") {
            Self::Number
        } else if has(&["end", "ended", "until", "finish", "finished"]) {
            Self::Until
        } else if has(&["who", "actor", "person", "people", "responder", "author", "reporter", "by"]) {
            Self::Actor
        } else if has(&[
            "time",
            "times",
            "date",
            "day",
            "when",
            "timestamp",
            "utc",
            "start",
            "started",
            "hour",
            "clock",
        ]) || Zone::named(head.to_uppercase().trim()).is_some()
        {
            Self::Stamp
        } else if has(&["type", "kind", "phase"]) {
            Self::Kind
        } else {
            Self::Text
        }
    }
}

/// A table of a Timeline section.
pub(super) struct EntryTable<'a> {
    text: &'a str,
    /// Cells of the head, empty where people put an entry there.
    head: Vec<Span>,
    columns: Vec<Column>,
    /// The rows below the head with their cells.
    rows: Vec<(Span, Vec<Span>)>,
    /// Some column is one of times by its head.
    named: bool,
}

impl<'a> EntryTable<'a> {
    /// The table at a block.
    pub(super) fn read(text: &'a str, outline: &Outline, table: usize) -> Self {
        let cells = |row: usize| outline.children(row).map(|cell| trim(text, outline.blocks[cell].text)).collect();
        let rows = outline.children(table).filter(|&row| outline.blocks[row].kind == Kind::Row);
        let mut rows: Vec<(Span, Vec<Span>)> = rows.map(|row| (outline.blocks[row].span, cells(row))).collect();
        let head_is_entry = |head: &[Span]| {
            head.first().is_some_and(|cell| whole_stamp(slice(text, *cell)).is_some_and(|it| it.has_time()))
        };
        let (mut head, mut columns) = (Vec::new(), Vec::new());
        if rows.first().is_some_and(|(_, first)| !head_is_entry(first)) {
            head = rows.remove(0).1;
            columns = head.iter().map(|cell| Column::of(slice(text, *cell))).collect();
        }
        let named = columns.contains(&Column::Stamp);
        Self { text, head, columns, rows, named }
    }

    /// True where a row has a time.
    pub(super) fn is_stamped(&self) -> bool {
        let stamped = |row: &[Span]| row.iter().enumerate().any(|(i, cell)| self.stamp_of(*cell, i).is_some());
        self.rows.iter().any(|(_, row)| stamped(row))
    }

    /// The first row that holds something.
    pub(super) fn first_row(&self) -> Option<Span> {
        let (span, _) = self.rows.iter().find(|(_, row)| row.iter().any(|cell| !cell.is_empty()))?;
        Some(trim(self.text, *span))
    }

    /// Adds the rows as entries.
    pub(super) fn add_to(&self, list: &mut EntryList) {
        let zones = self.head.iter().filter_map(|cell| Zone::declared(slice(self.text, *cell)));
        let bare = self.head.iter().filter_map(|cell| Zone::named(slice(self.text, *cell)));
        list.days.declared = zones.chain(bare).next().or(list.days.declared);
        for (span, cells) in &self.rows {
            self.row(list, trim(self.text, *span), cells);
        }
    }

    /// The stamp of a cell: in a column of stamps, or where no head names one, in any that holds nothing else; and
    /// at the start of the first cell.
    fn stamp_of(&self, cell: Span, i: usize) -> Option<Written> {
        let written = slice(self.text, cell);
        match self.columns.get(i).copied().unwrap_or(Column::Text) {
            Column::Stamp => stamp::read(written),
            Column::Text if !self.named && i == 0 => stamp::read(written),
            Column::Text if !self.named => whole_stamp(written),
            _ => None,
        }
    }

    fn row(&self, list: &mut EntryList, span: Span, cells: &[Span]) {
        let text = self.text;
        let mut stamp: Option<(Written, Span)> = None;
        let mut parts: Vec<Span> = Vec::new();
        let (mut actor, mut kind, mut until) = (None, None, None);
        for (i, &cell) in cells.iter().enumerate() {
            if let Some(found) = self.stamp_of(cell, i) {
                parts.push(trim(text, Span::new(cell.start() + found.text, cell.end())));
                stamp = Some(match stamp {
                    None => (found, Span::new(cell.start() + found.start, cell.start() + found.end)),
                    Some((known, place)) => (merged(known, found), Span::new(place.start(), cell.start() + found.end)),
                });
                continue;
            }
            match self.columns.get(i).copied().unwrap_or(Column::Text) {
                Column::Until => until = stamp::read(slice(text, cell)).and_then(|it| it.time),
                Column::Actor => match name(text, cell) {
                    Some(name) => actor = Some(name),
                    None => parts.push(cell),
                },
                Column::Kind => match whole_kind(text, cell) {
                    Some(known) => kind = Some(known),
                    None => parts.push(cell),
                },
                Column::Number => {}
                Column::Stamp | Column::Text => parts.push(cell),
            }
        }
        parts.retain(|part| slice(text, *part).contains(char::is_alphanumeric));
        let Some((mut written, place)) = stamp else {
            let mistaken = cells.iter().enumerate().find(|(i, cell)| {
                let stamps = self.columns.get(*i).map_or(*i == 0 && !self.named, |column| *column == Column::Stamp);
                stamps && slice(text, **cell).contains(|c: char| c.is_ascii_digit())
            });
            if let Some((_, cell)) = mistaken {
                let written = super::scan::prefix(slice(text, *cell), 40);
                list.unreadable(*cell, &format!("`{written}` is no date or time that exists"));
            } else if let Some(first) = parts.first() {
                list.unreadable(*first, "this row has no time");
            }
            return;
        };
        written.until = written.until.or(until);
        if parts.is_empty() && !written.has_time() {
            if let Some(day) = list.days.stated(&written) {
                list.days.set(day);
            }
            return;
        }
        let Some(stamp) = list.understand(&written, place) else { return };
        if parts.is_empty() && written.leftover {
            return;
        }
        list.entries.push(entry(text, Spanned::new(stamp, place), &parts, kind, actor, span));
    }
}

fn whole_stamp(cell: &str) -> Option<Written> {
    stamp::read(cell).filter(|written| written.is_all_of(cell))
}

fn entry(
    text: &str,
    stamp: Spanned<crate::incident::model::Stamp>,
    parts: &[Span],
    kind: Option<Spanned<String>>,
    actor: Option<Spanned<String>>,
    span: Span,
) -> TimelineEntry {
    let mut parts = parts.to_vec();
    let mut kind = kind;
    if let Some(first) = parts.first_mut()
        && kind.is_none()
        && let Some((found, behind)) = super::entry_text::kind(text, *first)
    {
        kind = Some(found);
        *first = Span::new(behind, first.end());
    }
    let mut actor = actor;
    if let Some(last) = parts.last_mut()
        && actor.is_none()
        && let Some((found, before)) = super::entry_text::actor_behind(text, *last, kind.is_some())
    {
        actor = Some(found);
        *last = Span::new(last.start(), before);
    }
    let whole = match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => Span::new(first.start(), last.end()),
        _ => Span::at(span.end()),
    };
    let words: Vec<&str> = parts.iter().map(|part| slice(text, *part)).collect();
    TimelineEntry { stamp, kind, text: Spanned::new(words.join(" — "), whole), actor, span }
}

/// Two cells of one stamp: what the first does not say comes from the second.
fn merged(known: Written, further: Written) -> Written {
    Written {
        weekday: known.weekday.or(further.weekday),
        day: known.day.or(further.day),
        time: known.time.or(further.time),
        until: known.until.or(further.until),
        zone: known.zone.or(further.zone),
        approximate: known.approximate || further.approximate,
        leftover: known.leftover || further.leftover,
        ..known
    }
}

/// The name or handle of a person in a cell.
fn name(text: &str, cell: Span) -> Option<Spanned<String>> {
    let written = plain(slice(text, cell));
    let name = written.trim().trim_start_matches('@');
    let is_name = !name.is_empty() && name.len() <= MAX_NAME && !name.contains([',', ';', ':']);
    (is_name && name.split_whitespace().count() <= 3).then(|| Spanned::new(name.to_owned(), cell))
}
