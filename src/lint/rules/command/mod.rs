//! Rules of the group `command`: one incident commander at any time, and whole handoffs between them.

pub mod gap;
pub mod handoff_incomplete;
pub mod long_shift;
pub mod missing;
pub mod overlap;
pub mod resolved_by;
mod turn;

/// True when the `from` of a commander is there and could not be read: another finding speaks of it.
fn is_from_misread(incident: &crate::incident::Incident, index: usize) -> bool {
    super::declared::is_misread(incident, &format!("commanders[{index}].from"))
}
