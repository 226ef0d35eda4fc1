//! Rules about the description: what was wrong, for whom, how it was found and how it ended.

mod account;
mod detection;
mod recovery;
mod scope;
mod steps;
mod vague;
mod vocabulary;

use crate::lint::Rule;

/// The rules of the group, in the order of their pages.
pub const RULES: &[Rule] = &[vague::RULE, scope::RULE, detection::RULE, recovery::RULE, steps::RULE];
