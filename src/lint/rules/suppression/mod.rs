//! Rules of the group `suppression`: the comments that silence other rules.

pub mod reasonless;
pub mod unused;
