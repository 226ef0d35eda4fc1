//! A corrective action (action item): what will be done, by whom, by when, and where it stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::words;
use crate::text::{Span, Spanned};

/// One corrective action, from the section's list or table or from front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What will be done: inline Markdown, without owner, due date, priority and tracker.
    pub description: Spanned<String>,
    /// Owners, each a person's or team's handle without `@`, in the order written.
    pub owners: Vec<Spanned<String>>,
    /// The day it is due, in the archive's zone.
    pub due: Option<Spanned<NaiveDate>>,
    /// How urgent it is.
    pub priority: Option<Spanned<Priority>>,
    /// Where it stands.
    pub state: ActionState,
    /// The ticket that tracks it.
    pub tracker: Option<Spanned<Tracker>>,
    /// The day it was completed, when the file says so.
    pub done_at: Option<Spanned<NaiveDate>>,
    /// Why it was dropped, when it was.
    pub dropped_reason: Option<Spanned<String>>,
    /// Heading or bold label above a group of actions ("Process improvements").
    pub group: Option<String>,
    /// Which of the shapes it was read from.
    pub origin: ActionOrigin,
    /// The whole item.
    pub span: Span,
}

words! {
    /// Where an action stands.
    ActionState {
        /// Not begun, or nothing says.
        Open = "open",
        /// Begun.
        InProgress = "in-progress",
        /// Completed.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }
}

impl ActionState {
    /// True while somebody still has to do something.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }
}

/// Urgency, P0 (now) to P9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Priority(pub u8);

impl Priority {
    /// Reads `P0` to `P9`, in either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().as_bytes() {
            [b'P' | b'p', digit @ b'0'..=b'9'] => Some(Self(digit - b'0')),
            _ => None,
        }
    }
}

impl std::fmt::Display for Priority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "P{}", self.0)
    }
}

/// The ticket of an action: its label and, when linked, its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracker {
    /// What the link says, `PAY-311`.
    pub label: String,
    /// Where it leads; not yet checked against the allow-list of schemes.
    pub url: Option<String>,
}

/// Which shape an action was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionOrigin {
    /// A task, bullet or numbered item.
    ListItem,
    /// A row of a table.
    TableRow,
    /// A paragraph of an action section.
    Paragraph,
    /// `action_items:` in front matter.
    FrontMatter,
}
