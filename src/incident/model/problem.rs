//! What could not be read as expected. A problem never stops the reading; rules turn it into a finding.

use crate::text::Span;

/// Something in the file that is not as the format asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// The ways a file can differ from the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file does not begin with `---`.
    FrontMatterMissing,
    /// The front matter is not YAML; the message is for a reader.
    FrontMatterSyntax {
        /// What the parser expected or found.
        message: String,
    },
    /// A key the format does not know.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The nearest known key, when one is near.
        nearest: Option<&'static str>,
        /// The nearest known key stands in the mapping too.
        taken: bool,
        /// The mapping it stands in (`review`, `commanders[1].handoff`), empty at the top.
        within: String,
    },
    /// The same key twice in one mapping.
    DuplicateKey {
        /// The key as written.
        key: String,
        /// Where it stands first.
        first: Span,
        /// The whole entry, where its value is that of the first.
        repeated: Option<Span>,
    },
    /// A value of the wrong shape, or a word that is not one of the accepted.
    InvalidValue {
        /// The key, with its path (`commanders[0].from`).
        key: String,
        /// What is expected, as a phrase ("one of `alert`, `human`, `customer`").
        expected: String,
        /// The nearest accepted value, when one is near.
        nearest: Option<String>,
    },
    /// A timestamp that is right but for its missing offset.
    TimestampZone {
        /// The key, with its path.
        key: String,
    },
    /// A required key inside an entry is missing (`name` of a commander).
    MissingKey {
        /// The key that is missing.
        key: &'static str,
        /// The mapping it should stand in.
        within: String,
    },
    /// An entry of the Timeline section without a stamp that can be read.
    TimelineUnreadable {
        /// What was tried and why it does not do.
        reason: String,
    },
    /// A stamp under one date that goes back past midnight: read as the next day.
    TimelineRollover,
    /// An item of the Action items section that cannot be read.
    ActionUnreadable {
        /// Why.
        reason: String,
    },
    /// The bytes are not UTF-8; they were replaced by U+FFFD from here on.
    InvalidUtf8,
}
