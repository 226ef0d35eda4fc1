//! # privacy/secret
//! A key, a token or a password is in the review.
//!
//! ## Why
//! What is committed is copied with every clone, and a secret in a review is found by everyone who may read it and by
//! the programs that search for them. OWASP's *Secrets Management Cheat Sheet* wants a secret that was exposed revoked
//! at once, for deleting it changes nothing
//! (<https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html>).
//!
//! ## What it reports
//! Private keys; access keys of AWS; tokens of GitHub, GitLab, Slack, Stripe and Google; JSON Web Tokens; values of
//! `Authorization` headers; passwords in addresses (`https://user:…@host`); and values that look random behind
//! `password`, `secret`, `token`, `api_key` and the like. Code, quotations and front matter are looked at too.
//! Placeholders (`user:pass@`, `<token>`, `***`, `xxxx`, anything with `example`) are not. No report repeats more of
//! a secret than its first four characters.
//!
//! ## Bad
//! ````markdown
//! ## Impact
//! The job still wrote to postgres://billing:Winter2019@db.example.com/ledger.
//!                                           ^^^^^^^^^^ a password in an address
//!
//! ```
//! client_secret: "q7Rt0vXz41LmPw9sKd2e"
//!                 ^^^^^^^^^^^^^^^^^^^^ q7Rt…
//! ```
//! ````
//!
//! ## Good
//! ````markdown
//! ## Impact
//! The job still wrote to postgres://billing:***@db.example.com/ledger with the password of 2019.
//!
//! ```
//! client_secret: "${CLIENT_SECRET}"
//! curl -H "Authorization: Bearer <token>" https://user:pass@api.example.com/
//! ```
//! ````
//!
//! ## Fix
//! Revoke the secret first: the history of the repository keeps it. Then write in its place what it was for.

use super::secret_shapes::{self, Secret};
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "privacy/secret",
    level: Level::Error,
    summary: "a key, a token or a password is in the review",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("secret.rs"),
};

/// Beyond this many in one file another one teaches nothing.
const LIMIT: usize = 20;
/// Characters of a secret that may be repeated, and how long it must be for that.
const SHOWN: usize = 4;
const LONG_ENOUGH: usize = 16;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for Secret { range, kind } in secret_shapes::secrets(incident.source.text()).into_iter().take(LIMIT) {
        let masked = mask(incident.source.text().get(range.clone()).unwrap_or(""));
        findings
            .add(
                incident,
                Span::from(range),
                format!("this is {kind}: `{masked}`"),
                "readable by everyone who has a clone",
            )
            .help("revoke it first, the history keeps it; then write in its place what it was for")
            .confidential();
    }
}

/// What of a secret may be repeated, so that its owner knows which one it is.
fn mask(secret: &str) -> String {
    let shown = if secret.chars().count() < LONG_ENOUGH { 0 } else { SHOWN };
    secret.chars().take(shown).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn a_message_never_repeats_a_secret() {
        let found = run(&RULE, "## Impact\npassword = Tr4vel-9xkQ2mZ7vB1n and ftp://me:hunter22@files.example.net\n");
        let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["this is a password or token: `Tr4v…`", "this is a password in an address: `…`"]);
        assert!(found.iter().all(|finding| finding.confidential));
    }

    #[test]
    fn the_front_matter_is_looked_at_too() {
        assert_eq!(run(&RULE, "x-token: q7Rt0vXz41LmPw9sKd2e\n").len(), 1);
    }
}
