//! Rules about command: one incident commander at any time, and whole handoffs between them.

mod gap;
mod handoff_incomplete;
mod long_shift;
mod missing;
mod overlap;
mod resolved_by;
mod turn;

use crate::lint::Rule;

/// The rules of the group, in the order of their pages.
pub const RULES: &[Rule] =
    &[missing::RULE, overlap::RULE, gap::RULE, handoff_incomplete::RULE, long_shift::RULE, resolved_by::RULE];

/// True when the `from` of a commander is there and could not be read: another finding speaks of it.
fn is_from_misread(incident: &crate::incident::Incident, index: usize) -> bool {
    super::declared::is_misread(incident, &format!("commanders[{index}].from"))
}
