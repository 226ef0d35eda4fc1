//! A note of a chat as a list item of a Timeline section, in the form that recount itself reads back.

use chrono::Utc;

use super::atoms::Atoms;
use super::characters::is_atom;
use super::comment::{self, Origin};
use super::literal;
use super::markup::{self, Block, GUARD};
use crate::contacts::addresses_and_numbers;
use crate::incident::body::{self, Aliases};
use crate::incident::{EntryTime, Moment};
use crate::text::{SourceText, Span};

/// A message that is for the timeline.
#[derive(Debug, Clone)]
pub struct Note {
    /// Which message it is.
    pub origin: Origin,
    /// How messages name it.
    pub place: String,
    /// When it happened.
    pub at: EntryTime,
    /// The end of a range.
    pub until: Option<EntryTime>,
    /// The time is an estimate.
    pub approximate: bool,
    /// Who wrote it.
    pub author: Option<Author>,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A word that a timeline reads as a person.
    Handle(String),
    /// A name of several words.
    Name(String),
}

/// The longest handle that a timeline reads.
const MAX_HANDLE: usize = 30;

impl Author {
    /// The first of `names` that is a handle, else the first.
    pub(super) fn of<'a>(names: impl IntoIterator<Item = &'a str> + Clone) -> Option<Self> {
        let is_handle = |name: &&str| {
            name.len() <= MAX_HANDLE
                && name.starts_with(|c: char| c.is_ascii_alphanumeric())
                && name.ends_with(|c: char| c.is_ascii_alphanumeric())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        };
        let handle = names.clone().into_iter().find(is_handle).map(|name| Self::Handle(name.to_owned()));
        handle.or_else(|| names.into_iter().find(|name| !name.is_empty()).map(|name| Self::Name(name.to_owned())))
    }

    fn markdown(&self) -> String {
        match self {
            // An underscore within it marks nothing.
            Self::Handle(name) => format!("(@{name})"),
            Self::Name(name) => format!("({})", literal::inside(name)),
        }
    }
}

/// An entry that is ready to be put into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which message it came from.
    pub origin: Origin,
    /// How messages name it.
    pub place: String,
    /// When it happened.
    pub at: EntryTime,
    /// Lines without the item's mark, its indentation and its comment.
    lines: Vec<String>,
    /// The comment has a line of its own.
    comment_apart: bool,
}

impl Item {
    /// The item of a note that says `text`. `None` where no form of it is read back as one entry.
    pub(super) fn new(note: &Note, text: &str, atoms: &Atoms, quotes: bool) -> Option<Self> {
        let blocks = markup::blocks(text, atoms, quotes);
        let marked = Self::of(note, &blocks);
        if marked.reads_back(note) {
            return Some(marked);
        }
        let flat = Self::of(note, &[Block::Lines(vec![markup::flat(text, atoms)])]);
        flat.reads_back(note).then_some(flat)
    }

    fn of(note: &Note, blocks: &[Block]) -> Self {
        let mut lines = vec![stamp(note)];
        let mut rest = blocks;
        if let [Block::Lines(first), others @ ..] = blocks {
            rest = others;
            for (i, line) in first.iter().enumerate() {
                if i > 0 {
                    lines.push(line.clone());
                } else if let Some(head) = lines.last_mut() {
                    *head = headed(head, line);
                }
            }
        }
        if let (Some(author), Some(last)) = (&note.author, lines.last_mut()) {
            last.push(' ');
            last.push_str(&author.markdown());
        }
        break_lines(&mut lines);
        let mut previous: Option<&Block> = None;
        for block in rest {
            // Text behind a quotation would go on with it.
            if matches!((previous, block), (Some(Block::Quote(_)), Block::Lines(_))) {
                lines.push(String::new());
            }
            lines.extend(block_lines(block));
            previous = Some(block);
        }
        let comment_apart = matches!(previous, Some(Block::Quote(_) | Block::Code(_)));
        Self { origin: note.origin.clone(), place: note.place.clone(), at: note.at, lines, comment_apart }
    }

    /// The item as it stands in a list: `mark` (`- `, `* `, `3. `) with the blanks before and behind it. Lines end with
    /// `line_break`, the last one too.
    pub(super) fn markdown(&self, mark: &str, line_break: &str) -> String {
        let indentation = " ".repeat(mark.len());
        let mut out = String::from(mark);
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 {
                out.push_str(line_break);
                if !line.is_empty() {
                    out.push_str(&indentation);
                }
            }
            out.push_str(line);
        }
        let comment = comment::comment(&self.origin, &self.lines.join("\n"));
        if self.comment_apart {
            out.push_str(line_break);
            out.push_str(&indentation);
        } else {
            out.push(' ');
        }
        out + &comment + line_break
    }

    /// What [`comment::fingerprint`] says of it.
    pub(super) fn fingerprint(&self) -> String {
        comment::fingerprint(&self.lines.join("\n"))
    }

    /// True where the reader of timelines finds this one entry with its time, and nothing to complain of.
    fn reads_back(&self, note: &Note) -> bool {
        let text = format!("## Timeline\n\n{}", self.markdown("- ", "\n"));
        let whole = Span::new(0, text.len());
        let read = body::read(&SourceText::new("", text), whole, &Aliases::default(), None, None);
        let [entry] = read.timeline.as_slice() else { return false };
        let stamp = &entry.stamp.value;
        let same_author = match &note.author {
            Some(Author::Handle(name)) => entry.actor.as_ref().is_some_and(|actor| actor.value == *name),
            _ => true,
        };
        // What is taken out piece by piece may come together again.
        let leads_to_nobody = addresses_and_numbers(&self.lines.join("\n")).is_empty();
        leads_to_nobody
            && read.problems.is_empty()
            && read.sections.len() == 1
            && same_instant(stamp.at, self.at)
            && stamp.until.map(instant) == note.until.map(instant)
            && stamp.approximate == note.approximate
            && same_author
            && !entry.text.value.contains(&self.origin.to_string())
    }
}

/// The same time, whatever the zone it is written in.
pub(super) fn same_instant(one: EntryTime, other: EntryTime) -> bool {
    instant(one) == instant(other)
}

fn instant(at: EntryTime) -> EntryTime {
    match at {
        EntryTime::Exact(at) => EntryTime::Exact(at.with_timezone(&Utc).fixed_offset()),
        other => other,
    }
}

/// `2026-03-14T21:59:30Z`, `~2026-03-14T21:59:30Z`, `2026-03-14T21:41:00Z–2026-03-14T22:13:00Z`.
fn stamp(note: &Note) -> String {
    let until = note.until.map(|until| format!("–{}", written(until))).unwrap_or_default();
    format!("{}{}{until}", if note.approximate { "~" } else { "" }, written(note.at))
}

fn written(at: EntryTime) -> String {
    match at {
        EntryTime::Exact(at) => at.with_timezone(&Utc).format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        EntryTime::Unzoned(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        EntryTime::Day(day) => day.to_string(),
        EntryTime::Clock(time) => time.format("%H:%M:%S").to_string(),
    }
}

/// The stamp and the line behind it, guarded where the stamp would swallow some of it.
fn headed(stamp: &str, line: &str) -> String {
    let unguarded = line.strip_prefix(GUARD).unwrap_or(line);
    let headed = format!("{stamp} {unguarded}");
    let whole = body::stamped(&headed, Moment::default()).is_some_and(|read| read.text == unguarded);
    if whole { headed } else { format!("{stamp} {GUARD}{unguarded}") }
}

/// Lines that follow each other stay lines.
fn break_lines(lines: &mut [String]) {
    if let Some((_, before)) = lines.split_last_mut() {
        for line in before {
            line.push('\\');
        }
    }
}

fn block_lines(block: &Block) -> Vec<String> {
    match block {
        Block::Lines(lines) => {
            let mut lines = lines.clone();
            break_lines(&mut lines);
            lines
        }
        Block::Quote(lines) => {
            let mut lines = lines.clone();
            break_lines(&mut lines);
            lines.into_iter().map(|line| format!("> {line}")).collect()
        }
        Block::Code(code) => {
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(3.max(longest + 1));
            std::iter::once(fence.clone()).chain(code.lines().map(str::to_owned)).chain([fence]).collect()
        }
    }
}

/// Text with its characters made harmless, addresses linked, and nothing in it that leads to a person.
pub(super) fn prepared(text: &str, atoms: &mut Atoms) -> String {
    let harmless = atoms.harmless(text);
    atoms.scrubbed(&harmless)
}

/// True where a text has something to say.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() || is_atom(c) || (!c.is_ascii() && !c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        Note {
            origin: Origin::Slack { channel: "C0".to_owned(), ts: "1773525570.041899".to_owned() },
            place: "1773525570.041899".to_owned(),
            at: EntryTime::Exact(Moment::parse_from_rfc3339("2026-03-14T21:59:30Z").expect("a time")),
            until: None,
            approximate: false,
            author: Some(Author::Handle("ana".to_owned())),
        }
    }

    fn item(note: &Note, text: &str) -> String {
        let mut atoms = Atoms::default();
        let text = prepared(text, &mut atoms);
        let item = Item::new(note, &text, &atoms, true).expect("an item");
        let markdown = item.markdown("- ", "\n");
        // The hash is another test's.
        let (before, rest) = markdown.rsplit_once(&item.fingerprint()).expect("a fingerprint");
        format!("{before}HASH{rest}")
    }

    #[test]
    fn a_note_is_an_item_in_the_native_form() {
        assert_eq!(
            item(&note(), "paged, *SEV2*"),
            "- 2026-03-14T21:59:30Z paged, **SEV2** (@ana) <!-- slack C0 1773525570.041899 HASH -->\n"
        );
        let several = item(&note(), "paged\n22:08 again\n> quoted\nafter\n```\ncode\n```");
        insta::assert_snapshot!(several, @r"
        - 2026-03-14T21:59:30Z paged\
          &zwnj;22:08 again (@ana)
          > quoted

          after
          ```
          code
          ```
          <!-- slack C0 1773525570.041899 HASH -->
        ");
    }

    #[test]
    fn nothing_of_the_text_is_swallowed_by_the_stamp() {
        for text in ["to 22:13 it went on", "- 22:13 it went on", "(23:00 CET) x", "\"degraded\" set", "→ moved"] {
            let written = item(&note(), text);
            assert!(written.starts_with("- 2026-03-14T21:59:30Z &zwnj;") || written.contains("Z \\"), "{written}");
        }
    }

    #[test]
    fn ranges_estimates_and_names_of_several_words_are_written() {
        let until = Moment::parse_from_rfc3339("2026-03-14T22:13:00Z").expect("a time");
        let author = Author::of(["Ben <b> Okafor"]);
        let note = Note { until: Some(EntryTime::Exact(until)), approximate: true, author, ..note() };
        assert!(
            item(&note, "x").starts_with("- ~2026-03-14T21:59:30Z–2026-03-14T22:13:00Z x (Ben &lt;b> Okafor) <!--"),
            "{}",
            item(&note, "x")
        );
    }

    #[test]
    fn a_handle_is_preferred_to_a_name_of_several_words() {
        assert_eq!(Author::of(["", "Ben Okafor", "ben"]), Some(Author::Handle("ben".to_owned())));
        assert_eq!(Author::of(["李雷", ""]), Some(Author::Name("李雷".to_owned())));
        assert_eq!(Author::of([""]), None);
    }
}
