//! # description/scope
//! The description must say whom the incident affected.
//!
//! ## Why
//! The same fault is a shrug when it reached three colleagues and a crisis when it reached every customer. Who was
//! affected decides who must be told, how urgent the actions are and what a reader compares it with.
//! PagerDuty's post-mortem guide asks the overview to state the impact on customers and how many were affected
//! (<https://postmortems.pagerduty.com/how_to_write/writing/>).
//!
//! ## What it reports
//! A review whose description and impact name nobody: no customers, users, teams, regions, requests or tenants, nor
//! that nobody was affected. A declared `scope:` together with `services:` answers the question.
//!
//! ## Bad
//! ```markdown whole
//! ## Description
//!    ^^^^^^^^^^^ whom the incident affected
//! Our monitoring alerted that the message queue had stopped accepting writes; restarting it after 15 minutes helped.
//! ```
//!
//! ## Good
//! ```markdown whole
//! ## Description
//! Our monitoring alerted that the message queue had stopped accepting writes; restarting it after 15 minutes helped.
//! Customers in Europe could not place orders meanwhile.
//! ```
//!
//! ## Fix
//! Say who noticed a difference: which customers, users, teams or regions, or that nobody did.

use super::account::{Account, is_judged};
use super::vocabulary::SCOPE;
use crate::config::Level;
use crate::incident::{Incident, SectionKind};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "description/scope",
    level: Level::Error,
    summary: "the description does not say whom the incident affected",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("scope.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(account) = Account::of(incident) else { return };
    let declared = incident.scope.is_some() && !incident.services.is_empty();
    let told = account.text_of(&[SectionKind::Impact]);
    if declared || SCOPE.stand_in(&told) || !is_judged(&told) {
        return;
    }
    findings
        .add(incident, account.heading(), "the description does not say whom the incident affected", "affected whom?")
        .help(
            "name the customers, users, teams or regions that noticed, or say that nobody did: \"Customers in Europe \
             could not place orders.\"",
        );
}
