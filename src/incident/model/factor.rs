//! A contributing factor: one of the conditions that together made the incident.

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

/// What kind of condition a factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactorKind {
    /// Code, configuration, hardware, networks.
    Technical,
    /// How work is done: reviews, runbooks, releases.
    Process,
    /// How the organization decides: budgets, staffing, priorities.
    Organizational,
    /// Workload, handovers, knowledge, design for people.
    Human,
    /// Vendors, weather, attackers.
    External,
}

impl FactorKind {
    /// Every kind, in the order they are documented.
    pub const ALL: [Self; 5] = [Self::Technical, Self::Process, Self::Organizational, Self::Human, Self::External];

    /// The word in the parenthesis.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Process => "process",
            Self::Organizational => "organizational",
            Self::Human => "human",
            Self::External => "external",
        }
    }

    /// Reads the word, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(text.trim()))
    }
}
