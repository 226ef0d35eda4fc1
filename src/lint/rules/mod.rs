//! The rules, one folder a group, one file a rule: its page, its constant, its check, its tests.
//! The registry lists them; nothing here knows of the others.

pub mod actions;
pub mod blameless;
pub mod command;
pub mod comms;
pub mod description;
pub mod factors;
pub mod file;
pub mod front_matter;
pub mod history;
pub mod id;
pub mod impact;
pub mod links;
pub mod privacy;
pub mod responders;
pub mod review;
pub mod section;
pub mod suppression;
pub mod timeline;
pub mod times;

mod declared;
pub(in crate::lint) mod phrases;
mod written;

#[cfg(test)]
#[expect(clippy::missing_panics_doc, reason = "panicking is what a test bench is for")]
pub mod testing;
