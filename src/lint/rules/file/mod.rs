//! Rules of the group `file`: files that cannot be read at all.

pub mod unreadable;
