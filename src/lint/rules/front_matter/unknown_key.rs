//! # front-matter/unknown-key
//! The front matter has a key that the format does not know.
//!
//! ## Why
//! A mistyped key is data that silently is not there: `comanders:` reads like a commander to a human and like
//! none to every report. The Google SRE workbook ("Postmortem Culture") shows how reviews with missing metadata
//! drop out of every analysis.
//!
//! ## What it reports
//! A key that is neither one of the format nor begins with `x-`, at the top or inside an entry, with the known
//! key it is nearest to.
//!
//! ## Bad
//! ```markdown
//! comanders: [ana.ruiz]
//! ^^^^^^^^^ unknown key `comanders`
//! ```
//!
//! ```markdown
//! review:
//!   held_at: 2026-03-05T10:00:00Z
//!   atendees: [ana.ruiz]
//!   ^^^^^^^^ unknown key `atendees` in `review`
//! ```
//!
//! ## Good
//! ```markdown
//! commanders: [ana.ruiz]
//! x-cost-center: "4711"
//! ```
//!
//! ## Fix
//! Correct the spelling, or let a key of your own begin with `x-`: it is kept and shown on the page.
//! `--fix` does this where the key differs in one letter, in case, `-` or `_` from a known one that is not there yet;
//! `--unsafe-fixes` also where it differs in more.

use super::scalar::{key_safety, rewritten};
use crate::config::Level;
use crate::incident::front_matter::KNOWN_KEYS;
use crate::incident::{Incident, ProblemKind};
use crate::lint::{Applies, Check, Context, Findings, Fix, Rule};
use crate::nearest::quoted;
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "front-matter/unknown-key",
    level: Level::Error,
    summary: "a key that the format does not know",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("unknown_key.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    for problem in &incident.problems {
        let ProblemKind::UnknownKey { key, nearest, taken, within } = &problem.kind else { continue };
        let place = if within.is_empty() { String::new() } else { format!(" in `{within}`") };
        let (label, help) = match nearest {
            Some(near) => {
                (format!("did you mean `{near}`?"), format!("write `{near}`, or `x-{key}` if it is a key of your own"))
            }
            None => (
                "not a key of the format".to_owned(),
                format!("write `x-{key}` if it is a key of your own; the format knows {}", quoted(&KNOWN_KEYS)),
            ),
        };
        let fix = nearest
            .filter(|near| !taken && !is_contended(incident, near, within))
            .and_then(|near| renamed(incident, problem.span, key, near));
        findings.add(incident, problem.span, format!("unknown key `{key}`{place}"), label).help(help).fix(fix);
    }
}

fn renamed(incident: &Incident, span: Span, key: &str, near: &str) -> Option<Fix> {
    if !incident.front_matter_is_whole() {
        // The key may be there, behind the mistake.
        return None;
    }
    let edit = rewritten(incident, span, near)?;
    Some(Fix::of(format!("rename to `{near}`"), edit, key_safety(key, near)))
}

/// True where two unknown keys of one mapping are nearest to the same: which is meant is not for us to say.
fn is_contended(incident: &Incident, near: &str, within: &str) -> bool {
    let same = |kind: &ProblemKind| {
        matches!(kind, ProblemKind::UnknownKey { nearest: Some(other), within: place, .. }
            if *other == near && place == within)
    };
    incident.problems.iter().filter(|problem| same(&problem.kind)).take(2).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Safety::{Safe, Unsafe};
    use crate::lint::rules::testing::{fix_with, fixed};

    #[test]
    fn a_key_is_renamed_and_nothing_else_changes() {
        let text = "\u{feff}---\r\nid: A\r\ncomanders:\t[ana.ruiz] # \u{1f525} é\r\n\"Sever-ity\" : SEV1\r\n---\r\n";
        assert_eq!(fixed(&RULE, text, Safe), text.replace("comanders", "commanders").replace("Sever-ity", "severity"));
        let inside = "---\ncommanders:\n  - { name: ana, 'From': 2026-03-04T09:12:00Z }\n---\n";
        assert_eq!(fixed(&RULE, inside, Safe), inside.replace("From", "from"));
    }

    #[test]
    fn a_guess_is_only_made_when_asked_for() {
        let text = "---\ncomander: [ana.ruiz]\n---\n";
        assert_eq!(fixed(&RULE, text, Safe), text);
        assert_eq!(fixed(&RULE, text, Unsafe), "---\ncommanders: [ana.ruiz]\n---\n");
    }

    #[test]
    fn a_key_that_is_there_already_or_wanted_twice_is_left() {
        for text in [
            "---\nstatus:\nStatus: closed\n---\n",
            "---\nstatus: closed\nstatu: closed\n---\n",
            "---\nStatus: closed\nSTATUS: closed\n---\n",
            "---\nStatus: closed\nstatus: 'x\n---\n",
        ] {
            assert_eq!(fix_with(&RULE, text, &crate::config::Config::default(), Unsafe).count(), 0, "{text}");
        }
    }
}
