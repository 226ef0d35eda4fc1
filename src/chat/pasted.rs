//! Pasted chats: lines with a time and a name, in the shapes that chats copy them in, and the lines that belong to
//! them.
//!
//! `[09:32] ana: text` · `09:32 ana: text` · `2026-03-14 09:32 <ana> text` · `ana [9:32 AM] text` · `ana  9:32 AM` above
//! the text · `[9:32 AM] Ana Costa` above the text. A line that begins as a note is one of its own, of the time and
//! the person above it.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::atoms::Atoms;
use super::comment::Origin;
use super::item::{Author, Item, Note, prepared, says_something};
use super::prefix::note;
use super::stated::{self, Stated};
use super::tally::{LeftOut, Tally};
use crate::incident::body::Clock;
use crate::incident::{EntryTime, Moment, Stamp};

/// What is known of a pasted chat besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The day of its first line.
    pub day: Option<NaiveDate>,
    /// When the incident began: without a day, the first line is of the one that brings it nearest.
    pub began: Option<Moment>,
    /// The zone of times that state none; they are of no known zone without it.
    pub zone: Option<Tz>,
}

/// A name longer than this is a sentence.
const MAX_NAME: usize = 60;
/// A name of more words than this is a sentence.
const MAX_WORDS: usize = 4;

/// A block of code has no more lines.
const MAX_CODE: usize = 200;

/// What a line begins.
#[derive(Debug, Clone, Copy)]
struct Head<'t> {
    at: EntryTime,
    author: Option<&'t str>,
    text: &'t str,
}

/// A message whose lines are still read.
#[derive(Debug, Clone)]
struct Message<'t> {
    /// Where it begins, from 1.
    line: usize,
    at: Option<EntryTime>,
    author: Option<&'t str>,
    lines: Vec<&'t str>,
}

/// The entries of a pasted chat, in its order.
#[must_use]
pub fn notes(text: &str, options: Options, tally: &mut Tally) -> Vec<Item> {
    let text = text.trim_start_matches('\u{feff}');
    let mut clock = first_clock(text, options);
    let mut reader = Reader { clock, is_named: false };
    let mut messages: Vec<Message<'_>> = Vec::new();
    let mut in_code = false;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    for (at, line) in lines.iter().copied().enumerate() {
        let fences = line.matches("```").count();
        let begins = if in_code { None } else { reader.head(line, messages.last()) };
        if fences % 2 == 1 {
            // Marks that nothing closes within sight are no code: nothing below them is to be missed.
            let closes = |line: &&str| line.contains("```");
            in_code = !in_code && lines.iter().skip(at + 1).take(MAX_CODE).any(closes);
        }
        match begins {
            Some(head) => messages.push(Message {
                line: at + 1,
                at: Some(head.at),
                author: head.author,
                lines: Some(head.text).filter(|text| !text.trim().is_empty()).into_iter().collect(),
            }),
            None if !in_code && fences == 0 && note(line).is_some() => {
                let above = messages.last().map(|above| (above.at, above.author));
                // The line that names the person is no message where its text stands below it.
                if messages.last().is_some_and(|above| above.lines.is_empty()) {
                    messages.pop();
                }
                let (at_above, author) = above.unwrap_or_default();
                messages.push(Message { line: at + 1, at: at_above, author, lines: vec![line] });
            }
            None => {
                if let Some(message) = messages.last_mut() {
                    message.lines.push(line);
                }
            }
        }
    }
    clock = reader.clock;
    let mut items: Vec<Item> = Vec::new();
    for message in &messages {
        let item = item(message, &mut clock, tally);
        if item.as_ref().is_some_and(|item| items.iter().any(|other| other.origin == item.origin)) {
            tally.leave_out(LeftOut::Repeated);
        } else {
            items.extend(item);
        }
    }
    items
}

/// A clock at the day of the first line.
fn first_clock(text: &str, options: Options) -> Clock {
    let Some(began) = options.began.filter(|_| options.day.is_none()) else {
        return Clock::new(options.day, options.zone);
    };
    let began = options.zone.map_or(began, |zone| began.with_timezone(&zone).fixed_offset());
    let here = began.date_naive();
    let days = [Some(here), here.pred_opt(), here.succ_opt()].into_iter().flatten();
    let away = |day: NaiveDate| {
        let mut reader = Reader { clock: Clock::new(Some(day), options.zone), is_named: false };
        match text.lines().find_map(|line| reader.head(line, None))?.at {
            EntryTime::Exact(at) => Some((at - began).abs()),
            EntryTime::Unzoned(at) => Some((at - began.naive_local()).abs()),
            EntryTime::Day(_) | EntryTime::Clock(_) => None,
        }
    };
    let day = days.min_by_key(|day| away(*day).unwrap_or(TimeDelta::MAX));
    Clock::new(day.or(Some(here)), options.zone)
}

/// Reads what begins a message.
struct Reader {
    clock: Clock,
    /// Messages of this chat name their authors.
    is_named: bool,
}

impl Reader {
    /// The head of `line`, where it has one. `above` is the message that it stands below.
    fn head<'t>(&mut self, line: &'t str, above: Option<&Message<'t>>) -> Option<Head<'t>> {
        let line = line.trim();
        if line.is_empty() || note(line).is_some() {
            return None;
        }
        let head = self.time_first(line, above).or_else(|| self.name_first(line))?;
        self.is_named |= head.author.is_some();
        Some(head)
    }

    fn time_first<'t>(&mut self, line: &'t str, above: Option<&Message<'t>>) -> Option<Head<'t>> {
        let bracketed = line.starts_with(['[', '(']);
        if !bracketed && !line.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut clock = self.clock;
        let (Stamp { at, .. }, rest) = clock.read(line)?;
        let rest = rest.trim();
        let (author, text) = match spoken(rest) {
            Some((author, text)) => (Some(author), text),
            None if note(rest).is_some() => (None, rest),
            // A chat copies what one person wrote in a row with one name.
            None if rest.is_empty() => (above.and_then(|above| above.author), rest),
            None if bracketed && is_proper_name(rest) => (Some(rest), ""),
            // Where others name their authors, a line with a time alone goes on with what is above it.
            None if self.is_named && !bracketed => return None,
            None => (None, rest),
        };
        self.clock = clock;
        Some(Head { at, author, text })
    }

    /// `ana [9:32 AM] text`, `ana (09:32): text`, `ana  9:32 AM`, `ana — Today at 9:32 AM`.
    fn name_first<'t>(&mut self, line: &'t str) -> Option<Head<'t>> {
        let cut = line.char_indices().take_while(|(at, _)| *at <= MAX_NAME + 2);
        for (at, c) in cut {
            let (name, rest) = line.split_at(at);
            let (inner, text) = match c {
                '[' | '(' => {
                    let close = if c == '[' { ']' } else { ')' };
                    let Some((inner, text)) = rest[1..].split_once(close) else { continue };
                    (inner, text.trim_start().trim_start_matches(':'))
                }
                '\t' | '—' | '–' | '•' => (&rest[c.len_utf8()..], ""),
                ' ' | '\u{a0}' if rest.chars().nth(1).is_some_and(char::is_whitespace) => (rest, ""),
                _ => continue,
            };
            let inner = inner.trim();
            let inner = inner.strip_prefix("Today at ").unwrap_or(inner);
            let name = name.trim();
            if !is_name(name) || !inner.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                continue;
            }
            let mut clock = self.clock;
            if let Some((Stamp { at, .. }, behind)) = clock.read(inner)
                && !behind.contains(char::is_alphanumeric)
            {
                self.clock = clock;
                return Some(Head { at, author: Some(name.trim_start_matches('@')), text: text.trim_start() });
            }
        }
        None
    }
}

/// `ana: text`, `<ana> text`, `ana | text`, `ana TL: text`: who, and what they say.
fn spoken(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if let Some((name, rest)) = text.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
        return is_name(name).then(|| (name.trim_start_matches(['@', '+', '%', '&', '~', ' ']), rest.trim_start()));
    }
    if note(text).is_some() {
        return None;
    }
    // Where a note follows a few words, those are who wrote it.
    let ends = text.match_indices(' ').map(|(at, _)| at).take(MAX_WORDS + 1);
    let before_note = ends
        .map(|at| (text[..at].trim_end_matches([':', '|', '>', '-', ' ']), text[at..].trim_start()))
        .find(|(name, rest)| is_name(name) && note(rest).is_some());
    let marks = [": ", " | ", ":\t", "\t", " > "].into_iter();
    let first_mark = || marks.filter_map(|mark| Some((text.find(mark)?, mark))).min();
    let (name, rest) = before_note
        .or_else(|| first_mark().map(|(at, mark)| (&text[..at], text[at + mark.len()..].trim_start())))
        .or_else(|| text.strip_suffix(':').map(|name| (name, "")))?;
    is_name(name).then(|| (name.trim().trim_start_matches('@'), rest))
}

/// True for what can be a name: a few words, none of them of a sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.len() <= MAX_NAME
        && text.contains(char::is_alphanumeric)
        && text.split_whitespace().count() <= MAX_WORDS
        && !text.contains(['?', '!', '`', '/', '<', '>', ',', ';', '"'])
        && !text.contains(": ")
}

/// True for a name that stands alone: each word begins as names do.
fn is_proper_name(text: &str) -> bool {
    let begins = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '@' || (c.is_alphabetic() && !c.is_lowercase()))
    };
    is_name(text) && (text.split_whitespace().all(begins) || (!text.contains(' ') && text.len() <= 30))
}

/// The entry of a message that is for the timeline.
fn item(message: &Message<'_>, clock: &mut Clock, tally: &mut Tally) -> Option<Item> {
    tally.read += 1;
    let place = format!("line {}", message.line);
    let whole = message.lines.join("\n");
    let Some(said) = note(&whole) else {
        tally.leave_out(LeftOut::NotANote);
        return None;
    };
    let said = said.trim_end();
    // A line without a time above it may state its own.
    let own = || clock.read(said).map(|(stamp, _)| stamp.at);
    let sent = match message.at.or_else(own) {
        Some(sent @ (EntryTime::Exact(_) | EntryTime::Unzoned(_))) => sent,
        Some(_) => {
            tally.leave_out(LeftOut::Unreadable);
            tally.fail(&place, "left out: which day it was is not known; give it with --date");
            return None;
        }
        None => {
            tally.leave_out(LeftOut::Unreadable);
            tally.fail(&place, "left out: no time stands before it or above it");
            return None;
        }
    };
    let (written_at, local) = match sent {
        EntryTime::Exact(at) => (at, at.naive_local()),
        EntryTime::Unzoned(at) => (at.and_utc().fixed_offset(), at),
        EntryTime::Day(_) | EntryTime::Clock(_) => return None,
    };
    let Stated { at, until, approximate, text, words } = stated::time(said, sent, written_at);
    if let Some(words) = words.filter(|_| message.at.is_some()) {
        tally.note(&place, format!("the entry's time is `{words}` of its text"));
    }
    let mut atoms = Atoms::default();
    let text = prepared(text, &mut atoms);
    if !says_something(&text) {
        tally.leave_out(LeftOut::Empty);
        tally.note(&place, "left out: it begins as a note and says nothing");
        return None;
    }
    let author = message.author.map(|author| atoms.label(author));
    let origin = Origin::pasted(&local.to_string(), author.as_deref().unwrap_or(""), &whole);
    let author = author.as_deref().and_then(|author| Author::of([author]));
    let note = Note { origin, place: place.clone(), at, until, approximate, author };
    let item = Item::new(&note, &text, &atoms, true);
    for remark in atoms.remarks {
        tally.note(&place, remark);
    }
    if item.is_none() {
        tally.leave_out(LeftOut::Unreadable);
        tally.fail(&place, "left out: no form of it would be read back as one entry");
    }
    item
}

#[cfg(test)]
#[path = "pasted_tests.rs"]
mod tests;
