//! Rules of the group `actions`: owned, specific, dated corrective actions.

mod lack;

pub mod contended;
pub mod due;
pub mod missing;
pub mod nice_to_have;
pub mod overdue;
pub mod owner;
pub mod owner_unknown;
pub mod priority;
pub mod ticket;
pub mod undone;
pub mod vague;
mod vocabulary;
pub mod workaround;
