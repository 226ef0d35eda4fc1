//! The linter: rules look at incidents and say what a complete, blameless review still needs.
//! Rules are pure; the engine runs them over the archive, the reports print what they found.

pub mod anchor;
pub mod business_days;
pub mod documentation;
mod engine;
mod finding;
pub mod fingerprint;
mod prose;
pub mod registry;
pub mod report;
mod rule;
pub mod rules;
pub mod wording;

pub use engine::{Lint, level_of, lint};
pub use finding::{Finding, Findings, Label};
pub use fingerprint::fingerprints;
pub use rule::{Applies, Check, Context, Rule};
