//! Every incident of a folder: discovered, read in parallel, indexed.
//! Nothing here knows rules, pages or Git.

mod discover;
mod index;
mod load;

pub use discover::{DiscoverError, Discovered, discover};
pub use index::{Archive, Unreadable};
pub use load::{load, read_bytes, reading};
