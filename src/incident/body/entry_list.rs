//! The entries found so far, what could not be read, and the days that date what follows.

use super::calendar::WrittenDate;
use super::days::Days;
use super::stamp::Written;
use crate::incident::model::{Problem, ProblemKind, Stamp, TimelineEntry};
use crate::text::Span;

/// Where the readers of lines and of tables put what they find.
pub(super) struct EntryList {
    pub days: Days,
    pub entries: Vec<TimelineEntry>,
    pub problems: Vec<Problem>,
}

impl EntryList {
    pub(super) fn new(days: Days) -> Self {
        Self { days, entries: Vec::new(), problems: Vec::new() }
    }

    /// The time of a stamp; what is wrong with it is said.
    pub(super) fn understand(&mut self, written: &Written, place: Span) -> Option<Stamp> {
        if written.leftover {
            self.unreadable(place, "the template's place for a time is still here: put the time, such as `09:17Z`");
        }
        if written.day.is_some() && self.days.stated(written).is_none() {
            let reason = match written.day {
                Some(WrittenDate::Impossible) => "there is no such day",
                _ => "this date has no year, and nothing else in the file says which",
            };
            self.unreadable(place, reason);
        }
        let understood = self.days.understand(written)?;
        if understood.rolled_over {
            self.problems.push(Problem { kind: ProblemKind::TimelineRollover, span: place });
        }
        Some(understood.stamp)
    }

    pub(super) fn unreadable(&mut self, span: Span, reason: &str) {
        let kind = ProblemKind::TimelineUnreadable { reason: reason.to_owned() };
        self.problems.push(Problem { kind, span });
    }
}
