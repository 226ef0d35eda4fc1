//! Who did what: commanders with their handoffs, and responders.

use super::moment::Moment;
use crate::text::{Span, Spanned};

/// One turn of command. The next one's `from` ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Handle of the incident commander.
    pub name: Spanned<String>,
    /// Start of the turn; absent in the short form, where acknowledgement begins it.
    pub from: Option<Spanned<Moment>>,
    /// What the previous commander handed over at `from`.
    pub handoff: Option<Handoff>,
    /// The whole entry.
    pub span: Span,
}

/// What passes from one commander to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    /// What has been achieved.
    pub progress: Option<Spanned<String>>,
    /// What is being done now.
    pub current_steps: Option<Spanned<String>>,
    /// Handles of people and teams at work; order as written.
    pub involved: Vec<Spanned<String>>,
    /// The whole mapping.
    pub span: Span,
}

/// Somebody who worked on the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responder {
    /// Handle of the person or team.
    pub name: Spanned<String>,
    /// What they did; absent in the short form.
    pub role: Option<Spanned<ResponderRole>>,
    /// The whole entry.
    pub span: Span,
}

/// What a responder did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResponderRole {
    /// Repaired.
    Remediation,
    /// Looked for what was happening.
    Investigation,
    /// Kept people informed.
    Communication,
    /// Wrote down what happened.
    Scribe,
    /// Subject-matter expert.
    Sme,
    /// Anything else.
    Other,
}

impl ResponderRole {
    /// Every role, in the order they are documented.
    pub const ALL: [Self; 6] =
        [Self::Remediation, Self::Investigation, Self::Communication, Self::Scribe, Self::Sme, Self::Other];

    /// The word in front matter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Remediation => "remediation",
            Self::Investigation => "investigation",
            Self::Communication => "communication",
            Self::Scribe => "scribe",
            Self::Sme => "sme",
            Self::Other => "other",
        }
    }
}
