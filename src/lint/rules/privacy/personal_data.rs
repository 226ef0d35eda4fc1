//! # privacy/personal-data
//! An e-mail address, an IP address or a telephone number is in the review.
//!
//! ## Why
//! An e-mail address, a telephone number and the IP address of a person's line are personal data: the General Data
//! Protection Regulation wants no more of them kept than the purpose needs (article 5, recital 30), and what was learnt
//! needs none. A review that is shared, or published later, takes them along.
//!
//! ## What it reports
//! E-mail addresses, public IPv4 and IPv6 addresses, and telephone numbers in international form (`+49 …`), in code,
//! quotations and front matter too. Not: addresses of roles and groups (`security@`, `payments-team@`, the names of RFC
//! 2142) and of programs (`git@`, service accounts), the names and numbers that are reserved for examples, private, local and
//! reserved addresses, networks (`….0`), well-known public resolvers, and versions: four numbers that are all below 32,
//! or behind a word such as `version`.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! kim.lee@customer.co.uk wrote at 09:20Z, and called from +49 30 23125 042.
//! ^^^^^^^^^^^^^^^^^^^^^^ an e-mail address
//!                                                         ^^^^^^^^^^^^^^^^ a telephone number
//! Their requests came from `81.2.69.160` and `2a02:8010:6500::1`.
//!                           ^^^^^^^^^^^ a public IPv4 address
//!                                             ^^^^^^^^^^^^^^^^^ a public IPv6 address
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! A customer wrote to support@payments.co.uk at 09:20Z, and called.
//! Their requests reached `10.0.12.7` and `2001:db8::1`, which run version 1.20.3.1.
//! ```
//!
//! ## Fix
//! Write who it was by their part in it (“a customer”, “the on-call engineer”), and `192.0.2.1` or `user@example.com`
//! where the form matters.

use crate::config::Level;
use crate::contacts;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "privacy/personal-data",
    level: Level::Warning,
    summary: "an e-mail address, an IP address or a telephone number is in the review",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("personal_data.rs"),
};

/// Beyond this many in one file another one teaches nothing.
const LIMIT: usize = 20;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for contact in contacts::contacts(incident.source.text()).into_iter().take(LIMIT) {
        findings
            .add(
                incident,
                Span::from(contact.range),
                format!("this is {}", contact.kind.name()),
                "may lead to a person",
            )
            .help(contact.kind.help());
    }
}
