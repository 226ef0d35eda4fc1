//! Rules of the group `section`: the sections of a review.

pub mod duplicate;
pub mod empty;
mod insertion;
pub mod missing;
pub mod order;
pub mod placeholder;
