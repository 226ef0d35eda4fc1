//! Rules of the group `factors`: several contributing factors, of several kinds, answered by actions.

pub mod missing;
pub mod recurring;
pub mod root_cause;
pub mod single;
pub mod technical_only;
pub mod unaddressed;
