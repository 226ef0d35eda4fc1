//! One incident: from the text of its file to the model.
//! `model` says what an incident is; `front_matter` and `body` read the two halves of a file.
//! Nothing here touches the disk, Git, or another incident.

pub mod body;
pub mod facts;
pub mod file_name;
pub mod front_matter;
mod heading_slug;
pub mod link_target;
pub mod missing_section;
pub mod model;
mod read;

pub use body::Aliases;
pub use heading_slug::heading_slug;
pub use model::*;
pub use read::{Reading, read};
