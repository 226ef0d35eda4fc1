//! Model to files: pages, feeds, the search index, and the atomic, incremental output.

pub mod search;
