//! The recounted timeline of an incident: what its file declares, what commits noted and what they
//! recorded, in one ordered list. Pages and the terminal only show what is decided here.

mod event;

pub use event::{Event, EventKind, Provenance, When};

use crate::incident::Moment;

/// The recounted timeline of one incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// T0: when the incident began.
    pub zero: Option<Moment>,
    /// In order.
    pub events: Vec<Event>,
    /// What a reader must know about the list.
    pub notices: Vec<String>,
}
