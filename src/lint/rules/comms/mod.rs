//! Rules of the group `comms`: what was told to whom while it happened.

pub mod conference_notes;
pub mod customers;
pub mod security_checklist;
pub mod shared_channel;
