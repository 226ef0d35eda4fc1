//! A section of the body: a heading (or a bold label that stands for one) and what follows.

use crate::text::{Span, Spanned};

/// A heading and the text it heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the heading means, by the alias table; `None` for a section of the author's own.
    pub kind: Option<SectionKind>,
    /// Heading text without markup.
    pub heading: Spanned<String>,
    /// 1 to 6; 7 for a bold label used as a heading.
    pub level: u8,
    /// From just after the heading to the next heading of the same or a higher level (sub-sections included).
    pub content: Span,
    /// From just after the heading to the next heading of any level.
    pub own_content: Span,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// What happened, for whom, how it was found, how it ended.
    Description,
    /// Who was hurt, how much, how long.
    Impact,
    /// What happened when.
    Timeline,
    /// Conditions that together made the incident.
    ContributingFactors,
    /// Corrective actions.
    ActionItems,
    /// What to keep, what to change.
    Lessons,
    /// How it was ended.
    Resolution,
    /// How it was found.
    Detection,
    /// Links.
    References,
    /// Who took part.
    Attendees,
    /// Notes of the conference call.
    ConferenceNotes,
}

impl SectionKind {
    /// The sections a complete review must have, in their order.
    pub const REQUIRED: [Self; 5] =
        [Self::Description, Self::Impact, Self::Timeline, Self::ContributingFactors, Self::ActionItems];

    /// Every kind, in the order of the template.
    pub const ALL: [Self; 11] = [
        Self::Description,
        Self::Impact,
        Self::Timeline,
        Self::ContributingFactors,
        Self::ActionItems,
        Self::Lessons,
        Self::Resolution,
        Self::Detection,
        Self::References,
        Self::Attendees,
        Self::ConferenceNotes,
    ];

    /// The heading the template uses.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Description => "Description",
            Self::Impact => "Impact",
            Self::Timeline => "Timeline",
            Self::ContributingFactors => "Contributing factors",
            Self::ActionItems => "Action items",
            Self::Lessons => "Lessons learned",
            Self::Resolution => "Resolution",
            Self::Detection => "Detection",
            Self::References => "References",
            Self::Attendees => "Attendees",
            Self::ConferenceNotes => "Conference notes",
        }
    }

    /// The name in `recount.toml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Impact => "impact",
            Self::Timeline => "timeline",
            Self::ContributingFactors => "contributing-factors",
            Self::ActionItems => "action-items",
            Self::Lessons => "lessons",
            Self::Resolution => "resolution",
            Self::Detection => "detection",
            Self::References => "references",
            Self::Attendees => "attendees",
            Self::ConferenceNotes => "conference-notes",
        }
    }
}
