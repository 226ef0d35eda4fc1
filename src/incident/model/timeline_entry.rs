//! An entry of the Timeline section as it was written: a stamp, and what happened.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::moment::Moment;
use crate::cache::moment;
use crate::text::{Span, Spanned};

/// One stamped line of the Timeline section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The time as written and as understood.
    pub stamp: Spanned<Stamp>,
    /// The word before the colon in `09:17Z detection: …`, lower-case, when it is a known kind of event.
    pub kind: Option<Spanned<String>>,
    /// What happened: Markdown, without stamp, kind and actor. The first paragraph is the event; what stands
    /// nested or below it follows as further paragraphs.
    pub text: Spanned<String>,
    /// Who did it, a handle without `@`.
    pub actor: Option<Spanned<String>>,
    /// The whole entry.
    pub span: Span,
}

/// A time as somebody stamped it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When it happened, as far as the file says.
    pub at: EntryTime,
    /// End of a range (`09:10–09:25`), in the same terms as `at`.
    pub until: Option<EntryTime>,
    /// `~09:10`, `approx. 09:10`.
    pub approximate: bool,
    /// The date was carried over from a heading, an earlier line or the document.
    pub date_carried: bool,
}

/// How exactly a stamp is known. Never guessed further than the file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryTime {
    /// Date, time and zone.
    Exact(#[serde(with = "moment")] Moment),
    /// Date and time; the zone is nowhere stated.
    Unzoned(NaiveDateTime),
    /// A day.
    Day(NaiveDate),
    /// A time of an unknown day.
    Clock(NaiveTime),
}
