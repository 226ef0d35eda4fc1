//! How much a rule's finding weighs.

use std::collections::BTreeMap;

use crate::text::Spanned;

/// The level of a rule or finding. Errors sort first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The lint fails: exit code 1.
    Error,
    /// Printed; fails only with `--fail-on warning`.
    Warning,
    /// Not run.
    Off,
}

impl Level {
    /// Every level, strictest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Off];

    /// The word in `recount.toml` and in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Off => "off",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

/// Levels by `group/name`, or by `group` for all of a group. Spans are of the configuration.
pub type Levels = BTreeMap<String, Spanned<Level>>;
