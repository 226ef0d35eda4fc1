//! Rules about the timeline: what happened when, readable and in order.

mod empty;
mod order;
mod outside;
mod unreadable;

use crate::lint::Rule;

/// The rules of the group, in the order of their pages.
pub const RULES: &[Rule] = &[empty::RULE, unreadable::RULE, order::RULE, outside::RULE];

/// The shapes of an entry, for help.
const SHAPES: &str = "an entry is a list item, a table row, a line or a heading that begins with its time: \
                      `- 09:17Z detection: blackbox check pages the on-call engineer`, `| 2026-03-04 09:17 | … |`, \
                      `### 09:17 UTC`";
