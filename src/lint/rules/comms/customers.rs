//! # comms/customers
//! Customers who were affected were told, or the review says why not.
//!
//! ## Why
//! People forgive an outage sooner than silence. Both PagerDuty's response guide (the role of the customer liaison,
//! <https://response.pagerduty.com/training/customer_liaison/>) and Atlassian's *Incident Management Handbook* have
//! customers told early, before the cause is known.
//!
//! ## What it reports
//! An incident with `scope: external` or `both`, near misses apart, that records no message to customers: no entry of
//! `communications:` whose audience is customers, users, clients, partners or the public, or whose channel is a status
//! page. An entry without `at` whose `note` gives the reason answers the question too.
//!
//! ## Bad
//! ```markdown
//! scope: external
//!        ^^^^^^^^ no message to customers
//! communications:
//!   - { at: 2026-03-04T09:25:00Z, audience: executives, channel: email, by: kim.lee }
//! ```
//!
//! ## Good
//! ```markdown
//! scope: external
//! communications:
//!   - { at: 2026-03-04T09:25:00Z, audience: customers, channel: status page, by: kim.lee }
//! ```
//! ```markdown
//! scope: external
//! communications:
//!   - { audience: customers, note: "None sent: over within 40 seconds, before anybody could have read it." }
//! ```
//!
//! ## Fix
//! Add what was sent, with its time; or an entry for customers whose `note` says why nothing was.
//!
//! ## Options
//! Further audiences that are customers, in `recount.toml`; each is the whole text of an `audience`:
//! ```toml
//! [lint.options]
//! customer-audiences = ["schools", "key accounts"]
//! ```

use std::sync::LazyLock;

use crate::config::Level;
use crate::incident::{Communication, Incident, IncidentType, Scope};
use crate::lint::rules::declared;
use crate::lint::rules::phrases::Phrases;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Spanned;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "comms/customers",
    level: Level::Error,
    summary: "affected customers were not told, and nothing says why",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("customers.rs"),
};

/// Audiences outside the organization.
static OUTSIDE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        "all",
        "client*",
        "consumer*",
        "customer*",
        "everybody",
        "everyone",
        "external*",
        "member*",
        "merchant*",
        "partner*",
        "public",
        "subscriber*",
        "tenant*",
        "user*",
    ])
});
/// Channels that reach them.
static REACHES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(&["status page", "statuspage", "twitter", "mastodon"]));

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let Some(scope) = &incident.scope else { return };
    let near_miss = incident.incident_type.as_ref().is_some_and(|kind| kind.value == IncidentType::NearMiss);
    let further = &context.config.lint.options.customer_audiences;
    let outside = matches!(scope.value, Scope::External | Scope::Both);
    if !outside
        || near_miss
        || declared::is_misread(incident, "communications")
        || incident.communications.iter().any(|message| reaches_customers(message, further))
    {
        return;
    }
    findings
        .add(incident, scope.span, "customers were affected and no message to customers is recorded", "told whom?")
        .help(
            "add `- { at: 2026-03-04T09:25:00Z, audience: customers, channel: status page, by: kim.lee }` to \
             `communications`, or `- { audience: customers, note: why nothing was sent }`",
        );
}

/// True when a message went to customers, by its channel or by its audience; `further` are audiences, in lower case.
fn reaches_customers(message: &Communication, further: &[String]) -> bool {
    let text =
        |text: &Option<Spanned<String>>| text.as_ref().map_or_else(String::new, |text| text.value.to_lowercase());
    let audience = text(&message.audience);
    let told = OUTSIDE.stand_in(&audience)
        || REACHES.stand_in(&text(&message.channel))
        || further.iter().any(|further| *further == audience.trim());
    told && (message.at.is_some() || !text(&message.note).trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, run, run_with};

    #[test]
    fn nobody_outside_was_reached_by_an_internal_incident_or_a_near_miss() {
        assert!(run(&RULE, "scope: internal\ncommunications: []\n").is_empty());
        assert!(run(&RULE, "type: near-miss\ncommunications: []\n").is_empty());
        assert_eq!(run(&RULE, "scope: both\ncommunications: []\n").len(), 1);
    }

    #[test]
    fn a_team_says_who_else_is_a_customer() {
        let text = "communications:\n  - { at: 2026-03-04T09:25:00Z, audience: Schools, channel: email }\n";
        let mut config = Config::default();
        assert_eq!(run_with(&RULE, &[text], &config, AS_OF).len(), 1);
        config.lint.options.customer_audiences = vec!["schools".to_owned()];
        assert_eq!(run_with(&RULE, &[text], &config, AS_OF), []);
    }
}
