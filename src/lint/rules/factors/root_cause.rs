//! # factors/root-cause
//! Contributing factors, not "the root cause".
//!
//! ## Why
//! "Post-accident attribution to a 'root cause' is fundamentally wrong": it stops the search at the first answer that
//! suits, and the answer is usually whoever touched the system last (Richard Cook, *How Complex Systems Fail*, 7;
//! <https://how.complexsystems.fail>).
//!
//! ## What it reports
//! The first heading that says "root cause", or else the first place in the text that does; further places are listed
//! with it. Quotations and code are exempt, and so is a sentence that denies it ("there was no single root cause"). In
//! a timeline only what is said to be the root cause counts: that people looked for one is what happened.
//!
//! ## Bad
//! ```markdown
//! ## Contributing factors
//! - The root cause was a lowered memory limit.
//!       ^^^^^^^^^^ not a root cause
//! - Limits are changed without a load test.
//! ```
//!
//! ## Good
//! ```markdown
//! ## Contributing factors
//! - A configuration change had lowered the memory limit.
//! - Limits are changed without a load test.
//! ```
//!
//! ## Fix
//! Call the section "Contributing factors" and list what came together.

use std::sync::LazyLock;

use crate::config::Level;
use crate::incident::{Incident, SectionKind};
use crate::lint::prose::Prose;
use crate::lint::rules::phrases::{Phrases, Word, words};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "factors/root-cause",
    level: Level::Warning,
    summary: "the review speaks of a root cause",
    applies: Applies::WhenReviewed,
    check: Check::Prose(check),
    source: include_str!("root_cause.rs"),
};

/// The words.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&["root cause*"]));
/// Words shortly before that turn the sentence round.
const DENIALS: &[&str] = &["no", "not", "isn't", "wasn't", "never", "single", "than"];
/// How many words before are looked at for a denial.
const REACH: usize = 4;
/// Further places that the finding lists.
const SHOWN: usize = 5;

fn check(incident: &Incident, prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let heading = incident.sections.iter().map(|section| section.heading.span).find_map(|span| {
        let range = PHRASES.first_in(incident.source.slice(span))?;
        Some(Span::from(range).shifted(span.start()))
    });
    let mut places = mentions(incident, prose.text());
    places.retain(|place| heading.is_none_or(|heading| *place != heading));
    if heading.is_none() && places.is_empty() {
        return;
    }
    let first = heading.unwrap_or_else(|| places.remove(0));
    let finding = findings
        .add(incident, first, "incidents have contributing factors, not a root cause", "one cause?")
        .help("list what came together under \"Contributing factors\": what made it possible, what let it through");
    for place in places.into_iter().take(SHOWN) {
        finding.related(&incident.source, place, "also here");
    }
}

/// Where the body's own prose speaks of a root cause without denying that there is one.
fn mentions(incident: &Incident, text: &str) -> Vec<Span> {
    let timelines: Vec<Span> = incident
        .sections
        .iter()
        .filter(|section| section.kind == Some(SectionKind::Timeline))
        .map(|section| section.content)
        .collect();
    PHRASES
        .all_in(text)
        .into_iter()
        .filter(|(range, _)| {
            let before: Vec<_> =
                words(text.get(..range.start).unwrap_or("").rsplit(['.', '\n']).next().unwrap_or("")).collect();
            let denied = before.iter().rev().take(REACH).any(|word| DENIALS.contains(&&*word.text));
            let at = range.start + incident.body.start();
            let narrated = timelines.iter().any(|timeline| timeline.start() <= at && at < timeline.end());
            !denied && (!narrated || is_claimed(&before, text.get(range.end..).unwrap_or("")))
        })
        .map(|(range, _)| Span::from(range).shifted(incident.body.start()))
        .collect()
}

/// True where something is said to be the root cause. A timeline that tells of looking for one tells what was done.
fn is_claimed(before: &[Word<'_>], after: &str) -> bool {
    const BEING: &[&str] = &["are", "as", "be", "been", "is", "was", "were"];
    let verb_before =
        before.iter().rev().find(|word| word.text != "the").is_some_and(|word| BEING.contains(&&*word.text));
    let verb_after = words(after).next().is_some_and(|word| matches!(&*word.text, "is" | "was" | "are" | "were"));
    verb_before || (verb_after && before.last().is_some_and(|word| word.text == "the"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::run;

    #[test]
    fn a_denial_a_quotation_and_code_are_exempt() {
        let text = "## Impact\nThere was no single root cause. It is not the root cause, and \"root cause\" is a column:\n`root cause`.\n";
        assert!(run(&RULE, text).is_empty());
    }

    #[test]
    fn a_timeline_may_tell_of_the_search_and_may_not_name_one_cause() {
        for text in [
            "Ongoing investigation and troubleshooting to find root cause",
            "Deep dive started, and root cause was found later.",
            "Root cause investigation started",
            "Root cause analysis showed that one topic held many groups",
            "Issue root cause identified and a fix has been planned",
        ] {
            assert!(run(&RULE, &format!("## Timeline\n- 09:20Z {text}\n")).is_empty(), "{text}");
        }
        for text in
            ["the update is the root cause", "this is believed to be the root cause of it", "the root cause is DNS"]
        {
            assert_eq!(run(&RULE, &format!("## Timeline\n- 09:20Z {text}\n")).len(), 1, "{text}");
        }
    }

    #[test]
    fn many_mentions_are_one_finding() {
        let found = run(&RULE, "## Impact\nThe root cause. The root-cause.\n\nRoot causes abound.\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].related.len(), 2);
    }
}
