//! What an incident review is: the nouns of the vocabulary as types, each value with its place.
//! Plain data; reading it is the business of `front_matter` and `body`.

mod action;
mod dated;
mod factor;
mod incident;
mod inferred;
mod moment;
mod people;
mod problem;
mod section;
mod severity;
mod status;
mod timeline_entry;
mod words;

pub use action::{Action, ActionOrigin, ActionState, Priority, Tracker};
pub use dated::{Dated, Origin, Precision, Titled};
pub use factor::{Factor, FactorKind};
pub use incident::{
    Answer, Checklist, ChecklistItem, Communication, Detection, DetectionMethod, Extra, Incident, IncidentType, Review,
    Scope, Times, Visibility,
};
pub use inferred::{Inferred, InferredTime, Phase, TypedDuration};
pub use moment::Moment;
pub use people::{Command, Handoff, Responder, ResponderRole};
pub use problem::{Problem, ProblemKind};
pub use section::{Section, SectionKind};
pub use severity::SeverityScale;
pub use status::{Gate, Status};
pub use timeline_entry::{EntryTime, Stamp, TimelineEntry};
