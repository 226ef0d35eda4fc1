//! The status of an incident, and the gate it opens for the rules.

use std::fmt;

use super::words::words;

words! {
    /// Where an incident stands in its life.
    Status {
        /// Something is wrong; the cause is not known.
        Investigating = "investigating",
        /// The cause is known; it still hurts.
        Identified = "identified",
        /// Mitigated and being watched.
        Monitoring = "monitoring",
        /// Over; the review is still to come.
        Resolved = "resolved",
        /// Over and reviewed.
        Reviewed = "reviewed",
        /// Reviewed, and every action is done or dropped.
        Closed = "closed",
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How much a review must hold already: nobody fights a linter during an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Still going on: identity, severity, start and a commander are asked for.
    Ongoing,
    /// Over, review due: the times must be whole; missing review sections are warnings until it is due.
    AwaitingReview,
    /// Reviewed, or no status at all: everything is asked for.
    Complete,
    /// Closed: everything, and every action done or dropped with a reason.
    Closed,
}

impl Gate {
    /// The gate of a status; a file without one is held to the whole.
    #[must_use]
    pub fn of(status: Option<Status>) -> Self {
        match status {
            Some(Status::Investigating | Status::Identified | Status::Monitoring) => Self::Ongoing,
            Some(Status::Resolved) => Self::AwaitingReview,
            Some(Status::Reviewed) | None => Self::Complete,
            Some(Status::Closed) => Self::Closed,
        }
    }
}
