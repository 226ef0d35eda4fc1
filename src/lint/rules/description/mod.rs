//! Rules of the group `description`: what was wrong, for whom, how it was found and how it ended.

mod account;
pub mod detection;
pub mod recovery;
pub mod scope;
pub mod steps;
pub mod vague;
mod vocabulary;
