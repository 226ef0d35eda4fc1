//! Timeline entries: every stamped line of the Timeline sections, in whatever it stands.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::outline::{Block, BlockKind};
use super::stamp::{self, Written};
use super::zone::Zone;
use crate::incident::model::{Dated, EntryTime, Precision, Problem, ProblemKind, Stamp, TimelineEntry};
use crate::text::{SourceText, Span, Spanned};

/// Words that stand before the colon of an entry and say what kind of event it is.
const KINDS: [&str; 18] = [
    "start",
    "detection",
    "acknowledgement",
    "investigation",
    "diagnosis",
    "decision",
    "action",
    "communication",
    "escalation",
    "handoff",
    "mitigation",
    "resolution",
    "change",
    "deploy",
    "update",
    "observation",
    "note",
    "review",
];
/// A time that goes back further than this under one date has passed midnight.
const ROLLOVER: i64 = 6 * 3600;

/// What entries are read with.
pub struct Surroundings<'a> {
    /// The file.
    pub source: &'a SourceText,
    /// The document's date.
    pub dated: Option<Dated>,
    /// The archive's zone.
    pub zone: Option<Tz>,
}

/// Entries and problems of the Timeline sections that `within` covers.
pub fn read(
    around: &Surroundings<'_>,
    blocks: &[Block],
    within: &[Span],
    declaring_lines: &[Span],
) -> (Vec<TimelineEntry>, Vec<Problem>) {
    let document_day = around.dated.filter(|dated| dated.precision == Precision::Day).map(|dated| dated.day);
    let mut reader = Reader {
        source: around.source,
        archive_zone: around.zone.map(Zone::Named),
        declared_zone: declaring_lines.iter().find_map(|line| Zone::declared(around.source.slice(*line))),
        year: around.dated.map(|dated| dated.day.year()),
        day: document_day,
        previous: None,
        entries: Vec::new(),
        unstamped: Vec::new(),
        problems: Vec::new(),
        awaiting_text: None,
    };
    for section in within {
        for block in blocks.iter().filter(|block| section.start <= block.span.start && block.span.start < section.end) {
            reader.accept(block);
        }
        reader.finish_section();
    }
    reader.problems.sort_by_key(|problem| problem.span);
    (reader.entries, reader.problems)
}

struct Reader<'a> {
    source: &'a SourceText,
    archive_zone: Option<Zone>,
    declared_zone: Option<Zone>,
    year: Option<i32>,
    /// The day that a bare time belongs to.
    day: Option<NaiveDate>,
    /// The last time under `day`.
    previous: Option<NaiveDateTime>,
    entries: Vec<TimelineEntry>,
    /// Top-level items and rows without a stamp.
    unstamped: Vec<Span>,
    problems: Vec<Problem>,
    /// The entry of a heading whose text stands below it.
    awaiting_text: Option<usize>,
}

impl Reader<'_> {
    fn accept(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(..) => {
                self.awaiting_text = None;
                if self.line(block.text, block.span) == Found::Entry && self.last_text_is_empty() {
                    self.awaiting_text = self.entries.len().checked_sub(1);
                }
            }
            BlockKind::Item(_) => {
                self.take_text(block.text);
                self.item(block);
            }
            BlockKind::Paragraph | BlockKind::Html => {
                self.take_text(block.text);
                self.paragraph(block);
            }
            BlockKind::Row(cells, head) => self.row(cells, *head, block.span),
            BlockKind::Code => {}
        }
    }

    fn item(&mut self, block: &Block) {
        let mut lines = lines(self.source, block.text);
        let Some(first) = lines.next() else { return };
        match self.line(first, own_span(block)) {
            Found::Entry => {
                // The item's further lines belong to it, unless they have stamps of their own.
                self.continue_entry(lines);
            }
            Found::Day => {
                for line in lines {
                    self.line(line, line);
                }
            }
            Found::Leftover => {}
            Found::Nothing => {
                if block.depth <= 1 {
                    self.unstamped.push(first);
                }
            }
        }
    }

    fn paragraph(&mut self, block: &Block) {
        let mut lines = lines(self.source, block.text);
        while let Some(line) = lines.next() {
            if self.line(line, line) == Found::Entry {
                self.continue_entry(&mut lines);
                break;
            }
            if self.declared_zone.is_none() {
                self.declared_zone = Zone::declared(self.source.slice(line));
            }
        }
    }

    /// Unstamped lines go on with the entry above; a stamped one begins its own.
    fn continue_entry(&mut self, lines: impl Iterator<Item = Span>) {
        for line in lines {
            if self.line(line, line) == Found::Nothing
                && let Some(entry) = self.entries.last_mut()
            {
                let text = Span::new(entry.text.span.start, line.end);
                entry.text = Spanned::new(self.source.slice(text).to_owned(), text);
                entry.span = Span::new(entry.span.start, entry.span.end.max(line.end));
            }
        }
    }

    fn row(&mut self, cells: &[Span], head: bool, span: Span) {
        if head {
            let declared = cells.iter().find_map(|cell| Zone::declared(self.source.slice(*cell)));
            self.declared_zone = declared.or(self.declared_zone);
            return;
        }
        // Day, weekday and time may stand in cells of their own: they are read as one stamp.
        let mut stamp: Option<Written> = None;
        let mut stamp_span = None;
        let mut rest = cells;
        while let Some((cell, after)) = rest.split_first() {
            let text = self.source.slice(*cell);
            let found =
                stamp::stamp(text).filter(|found| text[found.end..].trim_matches(['*', '`', ' ', ')', ']']).len() < 4);
            let only_dress = text.trim().is_empty() || is_weekday(text);
            match found {
                Some(found) => {
                    let known = stamp.get_or_insert_with(Written::default);
                    if known.time.is_some() && found.time.is_some() {
                        known.until = known.until.or(found.time);
                    }
                    known.day = known.day.or(found.day);
                    known.time = known.time.or(found.time);
                    known.until = known.until.or(found.until);
                    known.zone = known.zone.or(found.zone);
                    known.approximate |= found.approximate;
                    stamp_span = Some(stamp_span.map_or(*cell, |before: Span| Span::new(before.start, cell.end)));
                }
                None if only_dress && after.len() > 1 => {}
                None => break,
            }
            rest = after;
        }
        let text = match (rest.first(), rest.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::at(span.end),
        };
        if let (Some(stamp), Some(place)) = (stamp, stamp_span) {
            if rest.is_empty() && stamp.time.is_none() {
                self.set_day(&stamp);
            } else {
                self.add(&stamp, place, text, span);
            }
        } else if cells.iter().any(|cell| stamp::is_leftover(self.source.slice(*cell))) {
            self.leftover(span);
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            self.unstamped.push(span);
        }
    }

    /// One line: an entry, a day for what follows, or neither.
    fn line(&mut self, line: Span, span: Span) -> Found {
        let text = self.source.slice(line);
        let Some(written) = stamp::stamp(text) else {
            if stamp::is_leftover(text) {
                self.leftover(line);
                return Found::Leftover;
            }
            return Found::Nothing;
        };
        let rest = Span::new(line.start + written.length, line.end);
        let says_nothing = !self.source.slice(rest).contains(char::is_alphanumeric);
        if written.time.is_none() && says_nothing {
            self.set_day(&written);
            return Found::Day;
        }
        let place = Span::new(line.start, line.start + written.end);
        self.add(&written, place, rest, span);
        Found::Entry
    }

    fn set_day(&mut self, written: &Written) {
        if let Some(day) = written.day.and_then(|day| day.in_year(self.year)) {
            self.day = Some(day);
            self.year = Some(day.year());
            self.previous = None;
        }
    }

    fn leftover(&mut self, span: Span) {
        let reason = "this is a time of the template; put the real one, such as `09:17Z`".to_owned();
        self.problems.push(Problem { kind: ProblemKind::TimelineUnreadable { reason }, span });
    }

    fn add(&mut self, written: &Written, place: Span, text: Span, span: Span) {
        let carried = written.day.is_none();
        self.set_day(written);
        let at = self.resolve(written, carried, place);
        let until = written.until.and_then(|until| match at {
            EntryTime::Exact(at) => {
                at.date_naive().and_time(until).and_local_timezone(at.timezone()).single().map(EntryTime::Exact)
            }
            EntryTime::Unzoned(at) => Some(EntryTime::Unzoned(at.date().and_time(until))),
            EntryTime::Clock(_) => Some(EntryTime::Clock(until)),
            EntryTime::Day(_) => None,
        });
        let stamp = Stamp { at, until, approximate: written.approximate, date_carried: carried };
        let (kind, text) = self.kind(text);
        let (actor, text) = self.actor(text);
        self.entries.push(TimelineEntry {
            stamp: Spanned::new(stamp, place),
            kind,
            text: Spanned::new(self.source.slice(text).to_owned(), text),
            actor,
            span,
        });
    }

    fn resolve(&mut self, written: &Written, carried: bool, place: Span) -> EntryTime {
        let Some(time) = written.time else {
            // `add` is reached with a day or a time; a day that no year completes is no day.
            return self.day.map_or(EntryTime::Clock(chrono::NaiveTime::MIN), EntryTime::Day);
        };
        let Some(mut day) = self.day else { return EntryTime::Clock(time) };
        if carried
            && let Some(previous) = self.previous
            && (previous - day.and_time(time)).num_seconds() > ROLLOVER
            && let Some(next) = day.checked_add_signed(Duration::days(1))
        {
            day = next;
            self.day = Some(next);
            self.problems.push(Problem { kind: ProblemKind::TimelineRollover, span: place });
        }
        let local = day.and_time(time);
        self.previous = Some(local);
        let zone = written.zone.or(self.declared_zone).or(self.archive_zone);
        zone.and_then(|zone| zone.at(local)).map_or(EntryTime::Unzoned(local), EntryTime::Exact)
    }

    /// The word before the colon, where it is a known kind.
    fn kind(&self, text: Span) -> (Option<Spanned<String>>, Span) {
        let written = self.source.slice(text);
        let Some((word, rest)) = written.split_once(':') else { return (None, text) };
        let bare = word.trim().trim_matches(['*', '_']);
        if !KINDS.contains(&bare.to_lowercase().as_str()) {
            return (None, text);
        }
        let kind = Spanned::new(bare.to_lowercase(), Span::new(text.start, text.start + word.len()));
        let rest = rest.trim_start_matches(['*', '_']).trim_start();
        (Some(kind), Span::new(text.end - rest.len(), text.end))
    }

    /// A handle in parentheses at the end.
    fn actor(&self, text: Span) -> (Option<Spanned<String>>, Span) {
        let written = self.source.slice(text);
        let Some((before, handle)) = written.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
            return (None, text);
        };
        let name = handle.trim().trim_start_matches('@');
        let handle_like = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.len() <= 60
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
            && (handle.trim().starts_with('@') || name.contains('.') || name.starts_with("team-"));
        if !handle_like {
            return (None, text);
        }
        let start = text.start + before.len() + 1;
        let actor = Spanned::new(name.to_owned(), Span::new(start, start + handle.len()));
        (Some(actor), Span::new(text.start, text.start + before.trim_end().len()))
    }

    fn last_text_is_empty(&self) -> bool {
        self.entries.last().is_some_and(|entry| entry.text.value.trim().is_empty())
    }

    /// The first block below a bare time heading is what happened then.
    fn take_text(&mut self, text: Span) {
        if let Some(entry) = self.awaiting_text.take().and_then(|index| self.entries.get_mut(index)) {
            entry.text = Spanned::new(self.source.slice(text).to_owned(), text);
            entry.span = Span::new(entry.span.start, text.end);
        }
    }

    /// Items without a stamp beside stamped ones, or where nothing is stamped at all, are said.
    fn finish_section(&mut self) {
        self.awaiting_text = None;
        let unstamped = std::mem::take(&mut self.unstamped);
        let none_stamped = self.entries.is_empty();
        let told = if none_stamped { 1 } else { unstamped.len() };
        for span in unstamped.into_iter().take(told) {
            let reason = if none_stamped {
                "no entry of this timeline begins with a time".to_owned()
            } else {
                "this entry does not begin with a time".to_owned()
            };
            self.problems.push(Problem { kind: ProblemKind::TimelineUnreadable { reason }, span });
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Entry,
    Day,
    Leftover,
    Nothing,
}

/// An item as far as its own text goes, so that nested entries have spans of their own.
fn own_span(block: &Block) -> Span {
    Span::new(block.span.start, block.text.end.max(block.span.start))
}

fn is_weekday(text: &str) -> bool {
    let word = text.trim().trim_matches(['*', '.']).to_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day)) && word.len() <= 9
}

/// The lines of a block's text, split at line breaks and `<br>`, blanks around them cut off.
fn lines(source: &SourceText, text: Span) -> impl Iterator<Item = Span> + use<'_> {
    let written = source.slice(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < written.len() {
            let rest = &written[at..];
            let newline = rest.find('\n').map(|i| (i, i + 1));
            let tag = rest.find("<br").and_then(|i| rest[i..].find('>').map(|close| (i, i + close + 1)));
            let (end, next) = [newline, tag].into_iter().flatten().min().unwrap_or((rest.len(), rest.len()));
            let line = &rest[..end];
            let start = text.start + at + (line.len() - line.trim_start().len());
            at += next;
            if !line.trim().is_empty() {
                return Some(Span::new(start, start + line.trim().len()));
            }
        }
        None
    })
}
