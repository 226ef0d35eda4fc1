//! The commands, one file each: arguments in, text and exit code out. The only floor that prints.

pub mod lint;
pub mod rule;
