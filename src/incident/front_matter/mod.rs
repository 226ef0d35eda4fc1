//! The YAML front matter: one pass into a tree of spanned nodes, then a decoder that collects every
//! problem. The only place that knows YAML.

mod action_items;
mod comments;
mod declared;
mod decoder;
mod fence;
mod node;
mod people;
mod records;
mod schema;
mod timestamp;
mod tree;

pub use comments::comments;
pub use declared::{Declared, KNOWN_KEYS, read};
pub use fence::{Halves, split};
pub use schema::schema;
pub use timestamp::{Timestamp, day, in_zone, rfc3339, timestamp};
