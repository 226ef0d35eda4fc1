//! Every incident of a folder: discovered, read in parallel, indexed.
//! Nothing here knows rules, pages or Git.

mod index;

pub use index::{Archive, Unreadable};
