//! The recounted timeline of an incident: what its file declares, what commits noted and what they
//! recorded, in one ordered list. Pages and the terminal only show what is decided here.

mod command_lane;
mod declared;
mod duration;
mod event;
mod noted;
mod order;
mod recorded;

pub use command_lane::{Turn, command_turns};
pub use duration::{Durations, humanize, offset};
pub use event::{Event, EventKind, Provenance, When};
pub use order::{Remembered, Timeline, noting, recount};
