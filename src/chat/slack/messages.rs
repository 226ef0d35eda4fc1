//! The messages of an export, and those of them that are for the timeline.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use super::channels::Channel;
use super::people::{People, Person, person};
use super::tokens::{Names, resolved};
use super::{list, rich_text, text};
use crate::chat::address;
use crate::chat::atoms::{Atom, Atoms};
use crate::chat::comment::Origin;
use crate::chat::item::{Author, Item, Note, says_something};
use crate::chat::prefix::note;
use crate::chat::stated::{self, Stated};
use crate::chat::tally::{LeftOut, Tally};
use crate::incident::{EntryTime, Moment};

/// What is asked of an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Messages of programs count too.
    pub bots: bool,
    /// The zone of times in a text that state none; UTC unless given.
    pub zone: Option<Tz>,
}

/// A message's `ts`: seconds since 1970 and a number that tells messages of one second apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ts {
    seconds: i64,
    sequence: u64,
    written: String,
}

/// Who speaks in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Bot,
    Notice,
    Tombstone,
}

/// What is kept of a message.
#[derive(Debug, Clone)]
struct Message {
    ts: Ts,
    kind: Kind,
    user: Option<String>,
    text: String,
    /// The names that the message itself carries.
    carried: Person,
    files: Vec<File>,
}

#[derive(Debug, Clone)]
struct File {
    name: String,
    permalink: Option<String>,
    is_gone: bool,
}

/// The messages of one channel, as they are read file by file.
#[derive(Debug, Clone, Default)]
pub struct Messages {
    list: Vec<Message>,
}

/// The longest text of a message, in characters: Slack allows as many.
const LONGEST: usize = 40_000;

/// Reads the messages of a day's file; `file` is how messages name it.
pub fn messages(file: &str, bytes: &[u8], all: &mut Messages, tally: &mut Tally) {
    let values = match list(bytes) {
        Ok(values) => values,
        Err(why) => return tally.fail(file, format!("the file was left out: {why}")),
    };
    for (at, value) in values.iter().enumerate() {
        tally.read += 1;
        match message(value) {
            Ok(message) => all.list.push(message),
            Err(why) => {
                tally.leave_out(LeftOut::Unreadable);
                let place = text(value, "ts").filter(|ts| ts.len() <= 40);
                let place = place.map_or_else(|| format!("{file}, message {}", at + 1), str::to_owned);
                tally.fail(&place, format!("left out: {why}"));
            }
        }
    }
}

fn message(value: &Value) -> Result<Message, &'static str> {
    if !value.is_object() {
        return Err("it is no object");
    }
    if value.get("type").is_some_and(|kind| kind.as_str() != Some("message")) {
        return Err("its type is not `message`");
    }
    let ts = text(value, "ts").and_then(ts).ok_or("its `ts` is no time such as \"1773525570.041899\"")?;
    if value.get("text").is_some_and(|text| !text.is_string() && !text.is_null()) {
        return Err("its text is no text");
    }
    let carried = value.get("user_profile").or_else(|| value.get("bot_profile")).map(person).unwrap_or_default();
    let mut carried = Person { is_bot: false, ..carried };
    carried.names.extend(text(value, "username").map(str::to_owned));
    let kind = kind(value);
    let written = text(value, "text").map_or_else(|| rich_text::of(value, kind == Kind::Bot), str::to_owned);
    let files = value.get("files").and_then(Value::as_array);
    Ok(Message {
        ts,
        kind,
        user: text(value, "user").map(str::to_owned),
        text: written,
        carried,
        files: files.into_iter().flatten().map(file).collect(),
    })
}

/// Two integers: a floating-point number would lose the last digits.
fn ts(written: &str) -> Option<Ts> {
    /// From 2000 to 2100.
    const YEARS: std::ops::Range<i64> = 946_684_800..4_102_444_800;
    let (seconds, sequence) = written.split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(seconds) || !is_number(sequence) {
        return None;
    }
    let seconds = seconds.parse().ok().filter(|seconds| YEARS.contains(seconds))?;
    Some(Ts { seconds, sequence: sequence.parse().ok()?, written: written.to_owned() })
}

fn kind(value: &Value) -> Kind {
    let is_bot = value.get("bot_id").is_some_and(|id| !id.is_null()) || value.get("bot_profile").is_some();
    match text(value, "subtype") {
        Some("tombstone") => Kind::Tombstone,
        Some("bot_message") => Kind::Bot,
        None | Some("thread_broadcast" | "reply_broadcast" | "me_message" | "file_comment" | "file_share") => {
            if is_bot { Kind::Bot } else { Kind::Person }
        }
        Some(_) => Kind::Notice,
    }
}

fn file(value: &Value) -> File {
    let name = text(value, "name").or_else(|| text(value, "title")).unwrap_or("without a name");
    let is_gone = matches!(text(value, "mode"), Some("tombstone" | "hidden_by_limit"));
    File { name: name.to_owned(), permalink: text(value, "permalink").map(str::to_owned), is_gone }
}

/// The entries of a channel's messages, in their order.
#[must_use]
pub fn notes(
    messages: Messages,
    channel: &Channel,
    people: &People,
    channels: &[Channel],
    options: Options,
    tally: &mut Tally,
) -> Vec<Item> {
    let mut list = messages.list;
    list.sort_by(|one, other| one.ts.cmp(&other.ts));
    let mut seen: BTreeSet<Ts> = BTreeSet::new();
    let mut items = Vec::new();
    for message in list {
        if !seen.insert(message.ts.clone()) {
            tally.leave_out(LeftOut::Repeated);
            continue;
        }
        let known = message.user.as_deref().and_then(|id| people.get(id));
        let is_bot = message.kind == Kind::Bot || known.is_some_and(|person| person.is_bot);
        let left_out = match message.kind {
            Kind::Notice => Some(LeftOut::Notice),
            Kind::Tombstone => Some(LeftOut::Tombstone),
            _ if is_bot && !options.bots => Some(LeftOut::Bot),
            _ => None,
        };
        if let Some(why) = left_out {
            tally.leave_out(why);
            continue;
        }
        let reader = Reader { channel, names: Names { people, channels }, options };
        items.extend(reader.item(&message, known, tally));
    }
    items
}

struct Reader<'a> {
    channel: &'a Channel,
    names: Names<'a>,
    options: Options,
}

impl Reader<'_> {
    /// The entry of a message, where it is for the timeline; the tally says why where it is not.
    fn item(&self, message: &Message, known: Option<&Person>, tally: &mut Tally) -> Option<Item> {
        let place = message.ts.written.as_str();
        let Some(said) = note(&message.text) else {
            tally.leave_out(LeftOut::NotANote);
            return None;
        };
        let (said, rest) = said.char_indices().nth(LONGEST).map_or((&*said, ""), |(end, _)| said.split_at(end));
        if !rest.is_empty() {
            tally.note(place, "the text was cut: it is longer than a message can be");
        }
        let sent = DateTime::from_timestamp(message.ts.seconds, 0).unwrap_or(DateTime::<Utc>::MIN_UTC);
        let Stated { at, until, approximate, text, words } =
            stated::time(said, EntryTime::Exact(self.local(sent)), self.local(sent));
        if let Some(words) = words {
            let zone = self.options.zone.map_or("UTC", Tz::name);
            tally.note(place, format!("the entry's time is `{words}` of its text, {zone} where it says no other zone"));
        }
        let mut atoms = Atoms::default();
        let mut text = resolved(text, self.names, &mut atoms);
        add_files(message, &mut text, &mut atoms);
        if !says_something(&text) {
            tally.leave_out(LeftOut::Empty);
            tally.note(place, "left out: it begins as a note and says nothing");
            return None;
        }
        let author = author(message, known, &mut atoms);
        let origin = Origin::Slack { channel: self.channel.id.clone(), ts: place.to_owned() };
        let note = Note { origin, place: place.to_owned(), at, until, approximate, author };
        let item = Item::new(&note, &text, &atoms, true);
        for remark in atoms.remarks {
            tally.note(place, remark);
        }
        if item.is_none() {
            tally.leave_out(LeftOut::Unreadable);
            tally.fail(place, "left out: no form of it would be read back as one entry");
        }
        item
    }

    fn local(&self, at: DateTime<Utc>) -> Moment {
        match self.options.zone {
            Some(zone) => at.with_timezone(&zone).fixed_offset(),
            None => at.fixed_offset(),
        }
    }
}

/// Names the files of a message behind its text. They are not in an export.
fn add_files(message: &Message, text: &mut String, atoms: &mut Atoms) {
    for file in &message.files {
        let name = atoms.label(&file.name.chars().take(120).collect::<String>());
        let is_running = !text.contains('\n') && !text.contains("```");
        text.push_str(match (text.is_empty(), is_running) {
            (true, _) => "file ",
            (false, true) => " — file ",
            (false, false) => "\nfile ",
        });
        let address = file.permalink.as_deref().filter(|_| !file.is_gone).and_then(address::clean);
        if let Some(address) = &address {
            atoms.stripped(address);
            atoms.push(text, Atom::link(address, Some(&name)));
        } else {
            atoms.push(text, Atom::words(&name));
        }
        atoms.remark(if file.is_gone {
            format!("the file {name} is gone: only its name is written")
        } else {
            format!("the file {name} is not in the export: it is named")
        });
    }
}

/// Who wrote a message: as `users.json` says, as the message says, by id.
fn author(message: &Message, known: Option<&Person>, atoms: &mut Atoms) -> Option<Author> {
    let names = known.map(|person| person.names.as_slice()).filter(|names| !names.is_empty());
    let carried = || Some(message.carried.names.as_slice()).filter(|names| !names.is_empty());
    let names = names.or_else(carried).unwrap_or_default();
    let names: Vec<String> = names.iter().chain(&message.user).map(|name| atoms.label(name)).collect();
    Author::of(names.iter().map(String::as_str).filter(|name| !name.is_empty()))
}

#[cfg(test)]
#[path = "messages_tests.rs"]
mod tests;
