//! The YAML front matter: one pass into a tree of spanned nodes, then a decoder that collects every
//! problem. The only place that knows YAML, and the TOML that other tools put there.

mod action_items;
mod comments;
mod declared;
mod decoder;
mod fence;
mod foreign;
mod node;
mod people;
mod read;
mod records;
mod schema;
mod timestamp;
mod toml_tree;
mod tree;
mod writing;

pub use comments::comments;
pub use declared::{Declared, KNOWN_KEYS};
pub use fence::{Halves, Notation, split};
pub use read::read;
pub use schema::schema;
pub use timestamp::{Timestamp, day, in_zone, rfc3339, timestamp};
pub use writing::{adds_only, keys, list, scalar};
