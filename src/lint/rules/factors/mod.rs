//! Rules about contributing factors: several, of several kinds, and answered by actions.

mod missing;
mod root_cause;
mod single;
mod technical_only;
mod unaddressed;

use crate::lint::Rule;

/// The rules of the group, in the order of their pages.
pub const RULES: &[Rule] =
    &[missing::RULE, single::RULE, technical_only::RULE, root_cause::RULE, unaddressed::RULE];
