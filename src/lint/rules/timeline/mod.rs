//! Rules of the group `timeline`: what happened when, readable and in order.

pub mod empty;
pub mod order;
pub mod outside;
pub mod unreadable;

/// The shapes of an entry, for help.
const SHAPES: &str = "an entry is a list item, a table row, a line or a heading that begins with its time: \
                      `- 09:17Z detection: blackbox check pages the on-call engineer`, `| 2026-03-04 09:17 | … |`, \
                      `### 09:17 UTC`";
