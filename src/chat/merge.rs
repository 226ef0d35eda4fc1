//! Entries into the file of an incident: beside those that are there, in a list of their own, or in a section of their
//! own. Nothing else of the file changes, and what was read from it is read from it still.

use std::ops::Range;

use chrono::{NaiveDateTime, Utc};

use super::existing::{Existing, ListItem};
use super::item::Item;
use super::sound::is_sound;
use crate::incident::missing_section::{heading, opening, place};
use crate::incident::{EntryTime, Incident, Reading, SectionKind, TimelineEntry};
use crate::text::Span;

/// A file with its entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// The whole text.
    pub text: String,
    /// Entries that are new.
    pub added: usize,
    /// Entries whose message was edited and which nobody changed.
    pub updated: usize,
    /// Entries that were there.
    pub present: usize,
    /// Entries that were there and that somebody changed.
    pub by_hand: usize,
    /// Of those the ones whose message was edited too, by place: they are left.
    pub left: Vec<String>,
    /// Where the new entries were put, where that is not what a reader expects.
    pub remark: Option<&'static str>,
}

impl Merged {
    /// True where the file is as it was.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.added + self.updated == 0
    }
}

/// Where new entries go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Beside the entries of a list, by time.
    ByTime,
    /// Behind the last entry of a list.
    AfterLast,
    /// Into a list of their own at the section's end.
    OwnList,
    /// Into a section of their own.
    OwnSection,
}

/// A change of the text: what stands at `span` becomes `text`; the items stand in it at `at`, relative to its start.
#[derive(Debug, Clone)]
struct Edit<'a> {
    span: Span,
    text: String,
    items: Vec<(Range<usize>, &'a Item)>,
}

/// Puts `items` into `incident`, which `reading` read. `name` is the heading of a Timeline section where there is none.
/// An error says why it cannot be done.
pub fn merge(incident: &Incident, reading: &Reading, items: &[Item], name: &str) -> Result<Merged, String> {
    let existing = Existing::read(incident);
    let mut merged = Merged { text: incident.source.text().to_owned(), ..Merged::default() };
    let mut new: Vec<&Item> = Vec::new();
    let mut updates: Vec<Edit<'_>> = Vec::new();
    let line_break = if incident.source.text().contains("\r\n") { "\r\n" } else { "\n" };
    for item in items {
        let Some(imported) = existing.of(&item.origin) else {
            if !new.iter().any(|other| other.origin == item.origin) {
                new.push(item);
            }
            continue;
        };
        let same = imported.fingerprint.as_deref() == Some(item.fingerprint().as_str());
        match imported.item.and_then(|at| existing.items.get(at)).filter(|_| imported.untouched) {
            Some(_) if same => merged.present += 1,
            Some(there) => updates.push(replaced(there, item, line_break)),
            None => {
                merged.by_hand += 1;
                if !same && imported.fingerprint.is_some() {
                    merged.left.push(item.place.clone());
                }
            }
        }
    }
    (merged.added, merged.updated) = (new.len(), updates.len());
    if merged.is_unchanged() {
        return Ok(merged);
    }
    new.sort_by_key(|item| moment(item.at));
    let context = Context { incident, existing: &existing, line_break, name };
    for way in context.ways(&new) {
        let mut edits = updates.clone();
        edits.extend(context.edits(way, &new));
        let (text, written) = applied(incident.source.text(), edits);
        let replaced: Vec<Span> = updates.iter().map(|edit| edit.span).collect();
        if is_sound(incident, reading, &text, &written, &replaced) {
            merged.text = text;
            merged.remark = context.remark(way, &new);
            return Ok(merged);
        }
    }
    Err("the entries cannot be put in so that the rest of the timeline is read as it was".to_owned())
}

/// The entry of a message that was edited, in its place.
fn replaced<'a>(there: &ListItem, item: &'a Item, line_break: &str) -> Edit<'a> {
    let start = there.span.start() - there.line;
    let mark = there.mark.get(start..).unwrap_or(&there.mark);
    // The number of a numbered item stands in its mark as that of the next one.
    let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
    let number = mark.get(..digits).and_then(|number| number.parse::<u64>().ok());
    let mark = number.map_or_else(|| mark.to_owned(), |number| format!("{}{}", number - 1, &mark[digits..]));
    let whole = format!("{}{mark}", " ".repeat(start));
    let text = item.markdown(&whole, line_break);
    let text = text.get(start..).unwrap_or("").trim_end().to_owned();
    Edit { span: there.span, items: vec![(0..text.len(), item)], text }
}

struct Context<'a> {
    incident: &'a Incident,
    existing: &'a Existing,
    line_break: &'a str,
    name: &'a str,
}

impl Context<'_> {
    /// The ways to try, the best first.
    fn ways(&self, new: &[&Item]) -> Vec<Way> {
        if self.incident.section(SectionKind::Timeline).is_none() {
            return vec![Way::OwnSection];
        }
        let entries = self.listed();
        let times = || entries.iter().map(|(_, entry)| entry.stamp.value.at).chain(new.iter().map(|item| item.at));
        let mut kinds = times().map(|at| std::mem::discriminant(&at));
        let first = kinds.next();
        let comparable = kinds.all(|kind| Some(kind) == first) && times().all(|at| moment(at).is_some());
        let sorted = entries.is_sorted_by_key(|(_, entry)| moment(entry.stamp.value.at));
        match (entries.is_empty(), comparable && sorted) {
            (true, _) => vec![Way::OwnList],
            (false, true) => vec![Way::ByTime, Way::AfterLast, Way::OwnList],
            (false, false) => vec![Way::AfterLast, Way::OwnList],
        }
    }

    /// The entries that are list items, with those.
    fn listed(&self) -> Vec<(&ListItem, &TimelineEntry)> {
        let item = |entry: &TimelineEntry| {
            let start = entry.span.start();
            self.existing.items.iter().rev().find(|item| item.span.start() == start)
        };
        self.incident.timeline.iter().filter_map(|entry| Some((item(entry)?, entry))).collect()
    }

    fn edits<'i>(&self, way: Way, new: &[&'i Item]) -> Vec<Edit<'i>> {
        if new.is_empty() {
            return Vec::new();
        }
        match way {
            Way::ByTime | Way::AfterLast => self.beside(way, new),
            Way::OwnList => vec![self.own_list(new)],
            Way::OwnSection => vec![self.own_section(new)],
        }
    }

    fn remark(&self, way: Way, new: &[&Item]) -> Option<&'static str> {
        let section = self.incident.section(SectionKind::Timeline);
        match way {
            _ if new.is_empty() => None,
            Way::OwnSection => Some("there was no Timeline section: one was added"),
            Way::OwnList => section
                .filter(|section| says_something(self.incident.source.slice(section.content)))
                .map(|_| "the Timeline section holds no list of entries: the new ones stand in a list at its end"),
            Way::AfterLast => Some("the entries that were there are not in order: the new ones stand after the last"),
            Way::ByTime => None,
        }
    }

    /// Items between those of the lists that are there.
    fn beside<'i>(&self, way: Way, new: &[&'i Item]) -> Vec<Edit<'i>> {
        let listed = self.listed();
        let mut edits: Vec<(usize, Edit<'i>)> = Vec::new();
        for item in new {
            let behind = match way {
                Way::ByTime => listed.partition_point(|(_, entry)| moment(entry.stamp.value.at) <= moment(item.at)),
                _ => listed.len(),
            };
            match edits.iter_mut().find(|(known, _)| *known == behind) {
                Some((_, edit)) => self.another(edit, &listed, behind, item),
                None => edits.extend(self.first(&listed, behind, item).map(|edit| (behind, edit))),
            }
        }
        edits.into_iter().map(|(_, edit)| edit).collect()
    }

    /// The first new item behind `behind` others.
    fn first<'i>(&self, listed: &[(&ListItem, &TimelineEntry)], behind: usize, item: &'i Item) -> Option<Edit<'i>> {
        let source = &self.incident.source;
        let loose = self.is_loose(listed, behind);
        let mut edit = Edit { span: Span::default(), text: String::new(), items: Vec::new() };
        if let Some((before, _)) = behind.checked_sub(1).and_then(|at| listed.get(at)) {
            let end = next_line(source.text(), before.span.end());
            edit.span = Span::at(end);
            if !source.text().get(..end)?.ends_with('\n') {
                edit.text.push_str(self.line_break);
            }
            if loose {
                edit.text.push_str(self.line_break);
            }
            push(&mut edit, item, &before.mark, self.line_break);
            if end == source.text().len() && !source.text().ends_with('\n') {
                trim_end(&mut edit, self.line_break);
            }
        } else {
            let (first, _) = listed.first()?;
            edit.span = Span::at(first.line);
            push(&mut edit, item, &first.mark, self.line_break);
            if loose {
                edit.text.push_str(self.line_break);
            }
        }
        Some(edit)
    }

    /// One more behind the same.
    fn another<'i>(&self, edit: &mut Edit<'i>, listed: &[(&ListItem, &TimelineEntry)], behind: usize, item: &'i Item) {
        let beside = behind.checked_sub(1).and_then(|at| listed.get(at)).or_else(|| listed.first());
        let mark = beside.map_or("- ", |(beside, _)| beside.mark.as_str());
        let ended = edit.text.ends_with('\n');
        if !ended {
            edit.text.push_str(self.line_break);
        }
        if self.is_loose(listed, behind) && behind > 0 {
            edit.text.push_str(self.line_break);
        }
        push(edit, item, mark, self.line_break);
        if self.is_loose(listed, behind) && behind == 0 {
            edit.text.push_str(self.line_break);
        }
        if !ended {
            trim_end(edit, self.line_break);
        }
    }

    /// True where blank lines part the items of the list around.
    fn is_loose(&self, listed: &[(&ListItem, &TimelineEntry)], behind: usize) -> bool {
        let beside = behind.checked_sub(1).and_then(|at| listed.get(at)).or_else(|| listed.first());
        let Some((beside, _)) = beside else { return false };
        let mut siblings = self.existing.items.iter().filter(|item| item.list == beside.list);
        let mut before = siblings.next();
        siblings.any(|item| {
            let from = before.map_or(item.span.start(), |before| before.span.end());
            before = Some(item);
            self.incident.source.slice(Span::new(from, item.span.start())).matches('\n').count() > 1
        })
    }

    /// A list at the end of the Timeline section.
    fn own_list<'i>(&self, new: &[&'i Item]) -> Edit<'i> {
        let (source, incident) = (&self.incident.source, self.incident);
        let section = incident.section(SectionKind::Timeline);
        let (from, until) = section.map_or((source.text().len(), source.text().len()), |section| {
            // A section of another kind within it ends it.
            let inner = incident.sections.iter().find(|other| {
                section.content.contains(other.heading.span.start())
                    && other.kind.is_some_and(|kind| kind != SectionKind::Timeline)
            });
            let line = |at: usize| source.line_span(source.line_of(at)).start();
            let end = inner.map_or(section.content.end(), |inner| line(inner.heading.span.start()));
            (section.heading.span.end(), end)
        });
        let held = source.text().get(..until).unwrap_or("").trim_end();
        let at = next_line(source.text(), held.len());
        let before = source.text().get(..at).unwrap_or("");
        let behind = source.text().get(at..).unwrap_or("");
        let mut edit = Edit { span: Span::at(at), text: String::new(), items: Vec::new() };
        let breaks = if before.ends_with('\n') { 1 } else { 2 };
        edit.text.push_str(&self.line_break.repeat(breaks));
        // Two lists with one mark would be one list.
        let last = self.existing.items.iter().rfind(|item| from <= item.span.start() && item.span.end() <= until);
        let mark = if last.is_some_and(|item| item.mark.contains('-')) { "* " } else { "- " };
        for item in new {
            push(&mut edit, item, mark, self.line_break);
        }
        if behind.is_empty() && breaks == 2 {
            trim_end(&mut edit, self.line_break);
        } else if !behind.is_empty() && !behind.starts_with(['\n', '\r']) {
            edit.text.push_str(self.line_break);
        }
        edit
    }

    /// A section where the usual order has it.
    fn own_section<'i>(&self, new: &[&'i Item]) -> Edit<'i> {
        let source = &self.incident.source;
        let (at, level) = place(self.incident, SectionKind::Timeline);
        let mut text = opening(self.incident, at, self.line_break);
        text.push_str(&heading(self.name, level));
        text.push_str(&self.line_break.repeat(2));
        let mut edit = Edit { span: Span::at(at), text, items: Vec::new() };
        for item in new {
            push(&mut edit, item, "- ", self.line_break);
        }
        if at < source.text().len() {
            edit.text.push_str(self.line_break);
        }
        edit
    }
}

/// Adds an item to an edit.
fn push<'i>(edit: &mut Edit<'i>, item: &'i Item, mark: &str, line_break: &str) {
    let start = edit.text.len();
    edit.text.push_str(&item.markdown(mark, line_break));
    edit.items.push((start..edit.text.len(), item));
}

/// Takes the last line break off: the file has none at its end.
fn trim_end(edit: &mut Edit<'_>, line_break: &str) {
    if let Some(shorter) = edit.text.strip_suffix(line_break) {
        edit.text.truncate(shorter.len());
    }
}

/// Where the line ends in which `at` stands, its line break included.
fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |ahead| at + ahead + 1)
}

/// The text after the edits, and where the items stand in it.
fn applied<'i>(text: &str, mut edits: Vec<Edit<'i>>) -> (String, Vec<(Range<usize>, &'i Item)>) {
    edits.sort_by_key(|edit| edit.span);
    let (mut out, mut written, mut told) = (String::with_capacity(text.len()), Vec::new(), 0);
    for edit in edits {
        out.push_str(text.get(told..edit.span.start()).unwrap_or(""));
        let base = out.len();
        out.push_str(&edit.text);
        written.extend(edit.items.into_iter().map(|(range, item)| (base + range.start..base + range.end, item)));
        told = edit.span.end();
    }
    out.push_str(text.get(told..).unwrap_or(""));
    (out, written)
}

/// What times are ordered by.
fn moment(at: EntryTime) -> Option<NaiveDateTime> {
    match at {
        EntryTime::Exact(at) => Some(at.with_timezone(&Utc).naive_utc()),
        EntryTime::Unzoned(at) => Some(at),
        EntryTime::Day(_) | EntryTime::Clock(_) => None,
    }
}

/// True where a section holds more than comments.
fn says_something(content: &str) -> bool {
    let mut rest = content;
    while let Some((before, inside)) = rest.split_once("<!--") {
        if before.contains(char::is_alphanumeric) {
            return true;
        }
        rest = inside.split_once("-->").map_or("", |(_, behind)| behind);
    }
    rest.contains(char::is_alphanumeric)
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
