//! # factors/unaddressed
//! Every contributing factor is answered: by an action, or by the plain word that it is accepted.
//!
//! ## Why
//! A factor without an action was found and left. That may be right, and then the reason is worth writing down. Google's
//! review checklist asks: "Is the action plan appropriate?" (*Site Reliability Engineering*, chapter 15,
//! <https://sre.google/sre-book/postmortem-culture/>).
//!
//! ## What it reports
//! A factor that no action answers with `addresses N`, N being its number in the list, and that does not end in
//! `accepted: reason`. Off by default: it asks for a discipline of its own.
//!
//! ## Bad
//! ```markdown
//! ## Contributing factors
//! - The queue's memory limit was lowered by a configuration change.
//!   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ factor 1
//! - Limits are changed without a load test.
//!
//! ## Action items
//! - [ ] Load-test the queue before each limit change (addresses 2) — @sam.okafor
//! ```
//!
//! ## Good
//! ```markdown
//! ## Contributing factors
//! - The queue's memory limit was lowered by a configuration change; accepted: the new limit is the right one.
//! - Limits are changed without a load test.
//!
//! ## Action items
//! - [ ] Load-test the queue before each limit change (addresses 2) — @sam.okafor
//! ```
//!
//! ## Fix
//! Write `addresses N` into the action that answers it, or end the factor with `accepted: reason`.

use std::collections::BTreeSet;

use crate::config::Level;
use crate::incident::{Factor, Incident};
use crate::lint::rules::phrases::words;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "factors/unaddressed",
    level: Level::Off,
    summary: "a contributing factor is neither addressed nor accepted",
    applies: Applies::FromReviewed,
    check: Check::Incident(check),
    source: include_str!("unaddressed.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let answered: BTreeSet<usize> =
        incident.actions.iter().flat_map(|action| addressed(incident.source.slice(action.span))).collect();
    for (index, factor) in incident.factors.iter().enumerate() {
        let number = index + 1;
        if answered.contains(&number) || is_accepted(factor) {
            continue;
        }
        findings
            .add(
                incident,
                factor.text.span,
                format!("no action addresses contributing factor {number}"),
                format!("factor {number}"),
            )
            .help(format!(
                "write `addresses {number}` into the action that answers it, or end the factor with `accepted: reason`"
            ));
    }
}

/// The numbers after `addresses` in an action: `addresses 1`, `addresses 1, 3`, `addresses #2 and #4`.
fn addressed(action: &str) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut listing = false;
    for word in words(action) {
        match &*word.text {
            "addresses" | "address" => listing = true,
            "and" | "factor" | "factors" if listing => {}
            text => match text.parse() {
                Ok(number) if listing => numbers.push(number),
                _ => listing = false,
            },
        }
    }
    numbers
}

/// True when the factor ends in `accepted:` with a reason.
fn is_accepted(factor: &Factor) -> bool {
    let text = factor.text.value.to_lowercase();
    text.rsplit_once("accepted:").is_some_and(|(_, reason)| !reason.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_after_addresses_are_read_up_to_the_next_word() {
        assert_eq!(addressed("Test it (addresses #1, 3 and 4) by 2026"), [1, 3, 4]);
        assert_eq!(addressed("Use 2 addresses 5"), [5]);
        assert!(addressed("Scale to 3 nodes").is_empty());
    }
}
