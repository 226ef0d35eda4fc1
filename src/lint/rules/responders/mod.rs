//! Rules about who worked on the incident.

mod missing;

use crate::lint::Rule;

/// The rules of the group, in the order of their pages.
pub const RULES: &[Rule] = &[missing::RULE];
