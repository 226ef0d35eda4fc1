//! What was computed before, kept in the user's cache folder: found by what it was computed from, so that a stale entry
//! cannot be found, and a damaged one is no entry. Losing it costs time and nothing else.

mod folder;
pub mod moment;
mod sealed;

pub use folder::{Cache, CacheKey};
