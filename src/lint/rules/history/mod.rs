//! What the commit history leaves open.

pub mod backdated;
pub mod shallow;
pub mod uncommitted;
