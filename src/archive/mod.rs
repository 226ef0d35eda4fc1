//! Every incident of a folder: discovered, read in parallel, indexed.
//! Nothing here knows rules, pages or Git.

mod discover;
mod index;
mod load;
mod state;

pub use discover::{DiscoverError, Discovered, discover, is_document};
pub use index::{Archive, Unreadable};
pub use load::{load, read, read_bytes, reading};
pub use state::{Document, FileState, documents};
