//! The recounted timeline of an incident: what its file declares, what commits noted and what they
//! recorded, in one ordered list. Pages and the terminal only show what is decided here.

mod event;

pub use event::{Event, EventKind, Provenance, When};
