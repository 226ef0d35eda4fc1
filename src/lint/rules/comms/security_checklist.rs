//! # comms/security-checklist
//! A security incident answers the questions of legal and marketing.
//!
//! ## Why
//! Some duties run from the minute one knows: 72 hours to notify the authority of a breach of personal data (GDPR,
//! article 33), and whatever contracts and insurance policies say. Nobody remembers them during the incident; a
//! checklist does (NIST SP 800-61, *Computer Security Incident Handling Guide*, 2.3.4, on outside parties).
//!
//! ## What it reports
//! An incident of `type: security` that does not answer all six: under `legal:` the questions `regulatory`,
//! `contractual` and `insurance`, under `marketing:` the questions `data_exposure`, `zero_day` and `special_messaging`.
//! An answer is `done`, `not-applicable` or `pending`; in a closed incident `pending` is none.
//!
//! ## Bad
//! ```markdown
//! type: security
//! legal: { regulatory: done, contractual: done }
//!        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `insurance`
//! marketing: { data_exposure: done, zero_day: not-applicable, special_messaging: not-applicable }
//! ```
//! ```markdown
//! status: closed
//! type: security
//! legal: { regulatory: pending, contractual: done, insurance: done }
//!                      ^^^^^^^ still pending
//! marketing: { data_exposure: done, zero_day: not-applicable, special_messaging: not-applicable }
//! ```
//!
//! ## Good
//! ```markdown
//! type: security
//! legal: { regulatory: pending, contractual: done, insurance: not-applicable }
//! marketing: { data_exposure: done, zero_day: not-applicable, special_messaging: not-applicable }
//! ```
//!
//! ## Fix
//! Ask those who know, and write the answer; `{ status: done, by: kim.lee, at: 2026-03-05T10:00:00Z }` says more.

use crate::config::Level;
use crate::incident::{Answer, Checklist, Gate, Incident, IncidentType};
use crate::lint::rules::declared;
use crate::lint::wording::and;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "comms/security-checklist",
    level: Level::Error,
    summary: "a security incident leaves a question of legal or marketing open",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("security_checklist.rs"),
};

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let Some(kind) = incident.incident_type.as_ref().filter(|kind| kind.value == IncidentType::Security) else {
        return;
    };
    let lists = [
        ("legal", incident.legal.as_ref(), &Checklist::LEGAL),
        ("marketing", incident.marketing.as_ref(), &Checklist::MARKETING),
    ];
    for (name, list, questions) in lists {
        if !declared::is_misread(incident, name) {
            check_list(incident, name, list, questions, kind.span, findings);
        }
    }
}

fn check_list(
    incident: &Incident,
    name: &str,
    list: Option<&Checklist>,
    questions: &[&str],
    kind: Span,
    findings: &mut Findings,
) {
    let item = |question: &str| list.and_then(|list| list.items.iter().find(|item| item.question.value == question));
    let missing: Vec<String> =
        questions.iter().filter(|question| item(question).is_none()).map(|question| format!("`{question}`")).collect();
    if !missing.is_empty() {
        let answers: Vec<String> = questions.iter().map(|question| format!("{question}: not-applicable")).collect();
        findings
            .add(
                incident,
                list.map_or(kind, |list| list.span),
                format!("the {name} checklist of this security incident does not answer {}", and(&missing)),
                if list.is_some() { "not all answered".to_owned() } else { format!("asks for `{name}`") },
            )
            .help(format!(
                "answer each with `done`, `not-applicable` or `pending`: `{name}: {{ {} }}`",
                answers.join(", ")
            ));
    }
    if Gate::of(incident.status.as_ref().map(|status| status.value)) < Gate::Closed {
        return;
    }
    for question in questions {
        let Some(answer) = item(question).and_then(|item| item.answer.as_ref()) else { continue };
        if answer.value == Answer::Pending {
            findings
                .add(
                    incident,
                    answer.span,
                    format!("the incident is closed and the {name} question `{question}` is still pending"),
                    "not answered",
                )
                .help("answer it with `done` or `not-applicable`, or set `status: reviewed` until it is");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::{assert_example, run};

    #[test]
    fn without_checklists_the_type_is_underlined_once_for_each() {
        assert_example(&RULE, "type: security\n      ^^^^^^^^ legal checklist\n      ^^^^^^^^ marketing checklist\n");
    }

    #[test]
    fn other_types_are_not_asked() {
        assert!(run(&RULE, "type: data\n").is_empty());
    }
}
