//! A contributing factor: one of the conditions that together made the incident.

use super::words::words;
use crate::text::{Span, Spanned};

/// One contributing factor, from the section's list or sub-headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// What kind it is, `(technical)` before the text.
    pub kind: Option<Spanned<FactorKind>>,
    /// What it was: Markdown, without the kind.
    pub text: Spanned<String>,
    /// The whole item.
    pub span: Span,
}

words! {
    /// What kind of condition a factor is.
    FactorKind {
        /// Code, configuration, hardware, networks.
        Technical = "technical",
        /// How work is done: reviews, runbooks, releases.
        Process = "process",
        /// How the organization decides: budgets, staffing, priorities.
        Organizational = "organizational",
        /// Workload, handovers, knowledge, design for people.
        Human = "human",
        /// Vendors, weather, attackers.
        External = "external",
    }
}

impl FactorKind {
    /// Reads the word, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str().eq_ignore_ascii_case(text.trim()))
    }
}
