//! The recounted timeline of an incident: what its file declares, what commits noted and what they
//! recorded, and what changed around it, in one ordered list. Pages and the terminal only show what is decided here.

mod action_changes;
mod changes;
mod command_lane;
mod declared;
mod differences;
mod duration;
mod event;
mod ledger;
mod limits;
mod noted;
mod order;
mod recorded;
mod told;

pub use action_changes::What;
pub use changes::{ServiceHistory, concerns, periods};
pub use command_lane::{Turn, command_turns};
pub use duration::{Durations, elapsed, humanize, offset};
pub use event::{Event, EventKind, Provenance, When};
pub use ledger::{ActionRecord, Recorded};
pub use order::{Timeline, recount};
pub use told::{Remembered, Told, noting, told};
