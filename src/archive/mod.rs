//! Every incident of a folder: discovered, read in parallel, indexed.
//! Nothing here knows rules, pages or Git.

mod candidates;
mod discover;
mod index;
mod load;
mod state;

pub use candidates::{Candidates, candidates};
pub use discover::{DiscoverError, Discovered, discover, is_document, is_template_name};
pub use index::{Archive, Unreadable};
pub use load::{load, read, read_bytes, reading};
pub use state::{Document, FileState, documents};
