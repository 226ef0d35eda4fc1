//! Rules of the group `id`: the identity of an incident in the archive.

pub mod duplicate;
pub mod format;
pub mod missing;
pub mod related_unknown;
