//! Rules of the group `front-matter`: the YAML between the `---` lines.

pub mod missing;
