//! Rules of the group `times`: the five times of an incident.

pub mod future;
pub mod missing;
pub mod order;
pub mod typed_duration;
