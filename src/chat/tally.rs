//! What an import did with each message: nothing is lost without a word.

use std::collections::BTreeMap;

/// Why a message is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// It does not begin as a note does.
    NotANote,
    /// Somebody joined, a topic was set, and the like.
    Notice,
    /// A program wrote it.
    Bot,
    /// It was deleted.
    Tombstone,
    /// It begins as a note and says nothing.
    Empty,
    /// The same message stood there before.
    Repeated,
    /// It is not what a message is.
    Unreadable,
}

impl LeftOut {
    /// What so many are called.
    #[must_use]
    pub fn name(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::NotANote, _) => "without a prefix",
            (Self::Notice, 1) => "notice",
            (Self::Notice, _) => "notices",
            (Self::Bot, _) => "by bots",
            (Self::Tombstone, _) => "deleted",
            (Self::Empty, _) => "empty",
            (Self::Repeated, _) => "repeated",
            (Self::Unreadable, _) => "unreadable",
        }
    }
}

/// Something of one message that was removed, changed or not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Which message: its `ts`, or its file or line.
    pub place: String,
    /// What, and how it was decided.
    pub what: String,
    /// A message that should have become an entry did not.
    pub fails: bool,
}

/// The count of a chat that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Messages read.
    pub read: usize,
    /// Messages that are no entries, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// In the order of the messages.
    pub losses: Vec<Loss>,
}

impl Tally {
    /// Counts a message that is left out.
    pub fn leave_out(&mut self, why: LeftOut) {
        *self.left_out.entry(why).or_default() += 1;
    }

    /// Something was removed or decided.
    pub fn note(&mut self, place: &str, what: impl Into<String>) {
        self.losses.push(Loss { place: place.to_owned(), what: what.into(), fails: false });
    }

    /// Something could not be imported.
    pub fn fail(&mut self, place: &str, what: impl Into<String>) {
        self.losses.push(Loss { place: place.to_owned(), what: what.into(), fails: true });
    }
}
