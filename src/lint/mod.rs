//! The linter: rules look at incidents and say what a complete, blameless review still needs.
//! Rules are pure; the engine runs them over the archive, the reports print what they found.

pub mod anchor;
pub mod baseline;
pub mod business_days;
pub mod documentation;
mod engine;
mod finding;
pub mod fingerprint;
pub mod fix;
pub mod fixing;
mod levels;
mod prose;
pub mod registry;
pub mod report;
mod rule;
pub mod rules;
pub mod suppression;
mod team_words;
pub mod template;
pub mod unified_diff;
pub mod wording;
mod work_tree;

pub use engine::{Lint, alone, each, lint, with};
pub use finding::{Finding, Findings, Label};
pub use fingerprint::fingerprints;
pub use fix::{Edit, Fix, Safety};
pub use levels::{Selection, is_on, level_in, level_of};
pub use rule::{Applies, Check, Context, Rule};
pub use team_words::{TeamWords, Vocabulary};
pub use template::Template;
pub use work_tree::{Backdated, Holds, Repository, WorkTree};
