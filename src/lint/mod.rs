//! The linter: rules look at incidents and say what a complete, blameless review still needs.
//! Rules are pure; the engine runs them over the archive, the reports print what they found.

mod finding;
mod rule;

pub use finding::{Finding, Findings, Label};
pub use rule::{Applies, Check, Context, Rule};
