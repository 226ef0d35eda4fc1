//! Who did what: commanders with their handoffs, and responders.

use super::moment::Moment;
use super::words::words;
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

words! {
    /// What a responder did.
    ResponderRole {
        /// Repaired.
        Remediation = "remediation",
        /// Looked for what was happening.
        Investigation = "investigation",
        /// Kept people informed.
        Communication = "communication",
        /// Wrote down what happened.
        Scribe = "scribe",
        /// Subject-matter expert.
        Sme = "sme",
        /// Anything else.
        Other = "other",
    }
}
