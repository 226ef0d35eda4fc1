//! Adopting an archive that was written for other tools: a survey of its documents, the configuration it needs, and
//! native front matter for its reviews. Pure; who walks folders and writes files is elsewhere.

mod configuration;
mod differences;
mod folder;
mod headings;
mod ids;
mod native;
mod patterns;
mod proposal;
mod severities;
mod survey;
mod understanding;
mod zone;

pub use configuration::text;
pub use differences::{Difference, differences};
pub use headings::{Heading, Headings, unknown_outside};
pub use ids::{Assigned, IdOrigin, IdShape, assign};
pub use native::{Native, native};
pub use patterns::Patterns;
pub use proposal::{Counted, Proposal, propose};
pub use survey::{Likeness, Survey, Surveyed, likeness};
pub use understanding::{NotUnderstood, not_understood};
pub use zone::ProposedZone;
