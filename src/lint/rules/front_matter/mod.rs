//! Rules of the group `front-matter`: the YAML between the `---` lines.

pub mod duplicate_key;
pub mod invalid_value;
pub mod missing;
pub mod required;
mod scalar;
pub mod syntax;
pub mod timestamp_zone;
pub mod unknown_key;
