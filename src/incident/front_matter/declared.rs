//! What the front matter declares, decoded; how it is read is not known here.

use chrono::NaiveDate;

use crate::incident::model::{
    Action, Checklist, Command, Communication, Detection, Extra, IncidentType, Inferred, Problem, Responder, Review,
    Scope, Status, Times, Visibility,
};
use crate::text::Spanned;

/// The decoded front matter. Absent keys are `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Declared {
    /// `id`
    pub id: Option<Spanned<String>>,
    /// `title`
    pub title: Option<Spanned<String>>,
    /// `status`
    pub status: Option<Spanned<Status>>,
    /// `severity`, as written
    pub severity: Option<Spanned<String>>,
    /// `type`
    pub incident_type: Option<Spanned<IncidentType>>,
    /// `scope`
    pub scope: Option<Spanned<Scope>>,
    /// `visibility`
    pub visibility: Option<Spanned<Visibility>>,
    /// `services`
    pub services: Vec<Spanned<String>>,
    /// `tags`
    pub tags: Vec<Spanned<String>>,
    /// `started_at` … `resolved_at`
    pub times: Times,
    /// `detection`
    pub detection: Option<Detection>,
    /// `channel`
    pub channel: Option<Spanned<String>>,
    /// `commanders`
    pub commanders: Vec<Command>,
    /// `responders`
    pub responders: Vec<Responder>,
    /// `communications`
    pub communications: Vec<Communication>,
    /// `legal`
    pub legal: Option<Checklist>,
    /// `marketing`
    pub marketing: Option<Checklist>,
    /// `review`
    pub review: Option<Review>,
    /// `related`
    pub related: Vec<Spanned<String>>,
    /// `action_items`
    pub actions: Vec<Action>,
    /// The day that a foreign key says.
    pub day: Option<Spanned<NaiveDate>>,
    /// Times that foreign keys say.
    pub inferred: Inferred,
    /// `x-…`; in an adopted archive also what no key of the format says.
    pub extras: Vec<Extra>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Every key the format knows at the top of the front matter, in the order of the template.
pub const KNOWN_KEYS: [&str; 24] = [
    "id",
    "title",
    "status",
    "severity",
    "type",
    "scope",
    "visibility",
    "services",
    "tags",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "detection",
    "channel",
    "commanders",
    "responders",
    "communications",
    "legal",
    "marketing",
    "review",
    "related",
    "action_items",
];
