//! Chat exports and pasted chats to timeline entries, and those into the incident's file. Pure functions: text and
//! bytes in, text and a tally out; files and archives are read by the commands.
//!
//! Everything that comes from a chat was written by others in a hurry: it is literal text until proven otherwise.

mod address;
mod atoms;
mod characters;
mod comment;
mod existing;
mod item;
mod literal;
mod markup;
mod merge;
pub mod pasted;
mod prefix;
#[cfg(test)]
mod properties;
pub mod slack;
mod sound;
mod stated;
mod tally;

pub use item::Item;
pub use merge::{Merged, merge};
pub use prefix::note;
pub use tally::{LeftOut, Loss, Tally};
