//! Rules of the group `blameless`: words that judge people instead of describing what they met with.

pub mod language;
mod vocabulary;
