//! What a document tells of its times without declaring them: on labelled lines, in foreign front matter, in its
//! timeline. Kept apart from the declared times, with where each was found: an inference is never shown as a fact.

use chrono::{NaiveDate, TimeDelta};

use super::{EntryTime, Origin};
use crate::text::{Span, Spanned};

/// The five times of an incident's life, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// It began to hurt.
    Started,
    /// Somebody or something noticed.
    Detected,
    /// A human took it on.
    Acknowledged,
    /// It stopped hurting.
    Mitigated,
    /// It was over.
    Resolved,
}

impl Phase {
    /// All of them, in the order of [`super::Times::in_order`].
    pub const ALL: [Self; 5] = [Self::Started, Self::Detected, Self::Acknowledged, Self::Mitigated, Self::Resolved];
}

/// A time that was inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InferredTime {
    /// When, as far as the file says.
    pub at: EntryTime,
    /// Where it was found.
    pub origin: Origin,
    /// The text it was read from.
    pub span: Span,
}

/// A duration that somebody typed (`Time to recovery: 84 minutes`): kept to compare, never counted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDuration {
    /// From where to where.
    pub between: (Phase, Phase),
    /// How long, and the text that says so.
    pub length: Spanned<TimeDelta>,
    /// The smallest unit it is written in: it claims no more than that.
    pub unit: TimeDelta,
}

/// Everything that was inferred of one document's times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inferred {
    times: [Option<InferredTime>; 5],
    /// Durations as typed, order as written.
    pub durations: Vec<TypedDuration>,
}

impl Inferred {
    /// The time of `phase`, where one was inferred.
    #[must_use]
    pub fn time(&self, phase: Phase) -> Option<InferredTime> {
        self.times[phase as usize]
    }

    /// Takes `time` where none is known for `phase`: the best sources are asked first.
    pub fn offer(&mut self, phase: Phase, time: InferredTime) {
        self.times[phase as usize].get_or_insert(time);
    }
}

impl EntryTime {
    /// The day, as written.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Exact(at) => Some(at.date_naive()),
            Self::Unzoned(at) => Some(at.date()),
            Self::Day(day) => Some(day),
            Self::Clock(_) => None,
        }
    }

    /// How long it is from `earlier` to here; `None` where the two cannot be compared: a day, a time of an unknown
    /// day, or one with and one without a zone.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<TimeDelta> {
        match (earlier, self) {
            (Self::Exact(from), Self::Exact(to)) => Some(to - from),
            (Self::Unzoned(from), Self::Unzoned(to)) => Some(to - from),
            _ => None,
        }
    }
}
