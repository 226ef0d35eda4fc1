//! # section/missing
//! A section that every review needs is missing.
//!
//! ## Why
//! What happened, whom it hurt, when what happened, what contributed and what will change: a review without one of
//! them leaves its readers with the question. Google's SRE book (appendix D, "Example Postmortem"), PagerDuty's
//! postmortem template and Atlassian's handbook all have these five.
//!
//! ## What it reports
//! No section for the description, the impact, the timeline, the contributing factors or the action items, under
//! any of their usual headings, at any level or as a bold label. Action items in the front matter count. From
//! `resolved` on it is a warning, until the review is due.
//!
//! ## Bad
//! ```markdown
//! ---
//! status: reviewed
//!         ^^^^^^^^ no sections "Timeline", "Contributing factors" and "Action items"
//! ---
//!
//! ## Summary
//! The message queue refused writes.
//!
//! ## Customer impact
//! 2,300 customers could not pay.
//! ```
//!
//! ## Good
//! ```markdown
//! ---
//! status: reviewed
//! ---
//!
//! ## Summary
//! The message queue refused writes.
//!
//! ## Customer impact
//! 2,300 customers could not pay.
//!
//! ## Timeline (UTC)
//! - 09:12Z the queue reaches its memory limit
//!
//! ## Contributing factors
//! - (technical) The queue's memory limit was lowered.
//!
//! ## Follow-ups
//! - [ ] Alert on queue depth — @team-payments, due 2026-03-11
//! ```
//!
//! ## Options
//! Headings of your own are added for each section under `[sections]` in `recount.toml`.
//!
//! ## Fix
//! Add the heading and write the section; `recount new` shows the whole template. `--fix` does the first half
//! of this: it puts the template's heading and hint in, and what is still to be written is then a finding there.
//! A file with neither front matter nor any of the five sections may be no review: there it needs `--unsafe-fixes`.

use super::insertion;
use crate::config::Level;
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::anchor;
use crate::lint::wording::and;
use crate::lint::{Applies, Check, Context, Findings, Fix, Rule, Safety};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "section/missing",
    level: Level::Error,
    summary: "a section that every review needs is missing",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("missing.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let missing: Vec<SectionKind> =
        SectionKind::REQUIRED.into_iter().filter(|kind| !is_there(incident, *kind)).collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing.iter().map(|kind| kind.heading().to_owned()).collect();
    let edits = insertion::added(incident, &missing, context.template);
    // With neither front matter nor a section it may be no review at all.
    let is_review = incident.front_matter.is_some() || missing.len() < SectionKind::REQUIRED.len();
    let safety = if is_review { Safety::Safe } else { Safety::Unsafe };
    let headings: Vec<String> = names.iter().map(|name| format!("`## {name}`")).collect();
    let fix = Fix { title: format!("add {} from the template", and(&headings)), edits, safety };
    findings
        .add(
            incident,
            anchor::of_absent(incident),
            format!("the review has no {}", named_sections(&names)),
            "not yet a whole review",
        )
        .help(format!(
            "add {}; a heading of your own can be named under `[sections]` in `recount.toml`",
            and(&headings)
        ))
        .fix(fix);
}

/// `"Impact" section`, `sections "Impact" and "Timeline"`.
fn named_sections(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    match quoted.as_slice() {
        [one] => format!("{one} section"),
        several => format!("sections {}", and(several)),
    }
}

/// True when a reader would find it: by its heading, by what was read from it, or by the heading's plain words.
fn is_there(incident: &Incident, kind: SectionKind) -> bool {
    let read = match kind {
        SectionKind::Timeline => !incident.timeline.is_empty(),
        SectionKind::ContributingFactors => !incident.factors.is_empty(),
        SectionKind::ActionItems => !incident.actions.is_empty(),
        _ => false,
    };
    read || incident.section(kind).is_some() || incident.sections.iter().any(|section| is_about(section, kind))
}

/// A heading outside the alias table that still says it ("Impact on our users and partners").
fn is_about(section: &Section, kind: SectionKind) -> bool {
    let words: &[&str] = match kind {
        SectionKind::Description => &["description", "summary", "overview", "what happened"],
        SectionKind::Impact => &["impact", "impacted", "affected"],
        SectionKind::Timeline => &["timeline", "chronology"],
        SectionKind::ContributingFactors => &["factors", "cause", "causes"],
        SectionKind::ActionItems => &["action items", "actions", "follow-ups", "next steps", "remediation"],
        _ => &[],
    };
    let heading = section.heading.value.to_lowercase();
    // Google's template has the lessons tell what made the incident.
    if kind == SectionKind::ContributingFactors && heading.starts_with("what went wrong") {
        return true;
    }
    if section.kind.is_some() {
        return false;
    }
    words.iter().any(|word| {
        heading.find(word).is_some_and(|at| {
            let before = heading.get(..at).and_then(|text| text.chars().next_back());
            let after = heading.get(at + word.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Level;
    use crate::lint::rules::testing;

    const BARE: &str = "---\nid: A\nstatus: STATUS\nresolved_at: 2026-03-18T11:02:00Z\n---\n";

    #[test]
    fn it_is_a_warning_until_the_review_is_due() {
        let level = |status: &str, as_of: &str| {
            let text = BARE.replace("STATUS", status);
            testing::run_with(&RULE, &[&text], &crate::config::Config::default(), as_of).first().map(|f| f.level)
        };
        assert_eq!(level("monitoring", testing::AS_OF), None);
        assert_eq!(level("resolved", "2026-03-20T23:59:59Z"), Some(Level::Warning));
        assert_eq!(level("resolved", "2026-03-21T00:00:00Z"), Some(Level::Error));
        assert_eq!(level("reviewed", "2026-03-19T00:00:00Z"), Some(Level::Error));
    }

    #[test]
    fn what_went_wrong_tells_the_contributing_factors() {
        let text = "---\nid: A\n---\n\n## Lessons learned\n\n### What went wrong\n- No alert covered the queue.\n";
        assert!(!testing::run(&RULE, text)[0].message.contains("Contributing factors"));
    }

    #[test]
    fn action_items_in_front_matter_count() {
        let text = "---\nid: A\naction_items:\n  - { description: Alert on queue depth, owners: [ana.ruiz] }\n---\n";
        assert!(!testing::run(&RULE, text)[0].message.contains("Action items"));
    }

    const HEAD: &str = "---\nid: A\nstatus: reviewed\n---\n";

    #[test]
    fn sections_are_put_in_where_the_usual_order_has_them() {
        let body = "\n# T\n\n## Summary\nThe queue stopped.\n### More\nx\n## Timeline\n- 09:12Z x\n\n## Lessons learned\nNone.";
        insta::assert_snapshot!(testing::fixed(&RULE, &format!("{HEAD}{body}"), Safety::Safe), @"
        ---
        id: A
        status: reviewed
        ---

        # T

        ## Summary
        The queue stopped.
        ### More
        x

        ## Impact

        <!-- Who was affected, how many, how badly, for how long. -->

        ## Timeline
        - 09:12Z x

        ## Contributing factors

        <!-- - (technical) … -->
        <!-- - (organizational) … -->

        ## Action items

        <!-- - [ ] What, and how we know it is done — @owner, due 2026-03-11, P1, [PAY-311](https://example.com/PAY-311) -->

        ## Lessons learned
        None.
        ");
    }

    #[test]
    fn bom_line_breaks_and_wide_characters_stay() {
        let text = format!("\u{feff}{HEAD}\n### Impact\t\n\u{1f525} é\t\n").replace('\n', "\r\n");
        let after = testing::fixed(&RULE, &text, Safety::Safe);
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
        let (before, rest) = after.split_once("### Impact").expect("the section is there");
        assert_eq!(before, format!("\u{feff}{HEAD}\n### Description\n\n<!-- What happened, for whom, how it was found and how quickly, what ended it and how long that took. -->\n\n").replace('\n', "\r\n"));
        assert!(rest.starts_with("\t\r\n\u{1f525} é\t\r\n\r\n### Timeline\r\n"), "{rest:?}");
    }

    #[test]
    fn bold_labels_get_bold_labels() {
        let text = format!("{HEAD}\n**Description**\n\nThe queue stopped.\n\n**Timeline**\n\n- 09:12Z x\n");
        let after = testing::fixed(&RULE, &text, Safety::Safe);
        assert!(after.contains("stopped.\n\n**Impact**\n\n<!-- Who"), "{after}");
        assert_eq!(testing::run(&RULE, &after), []);
        assert_eq!(testing::run(&super::super::order::RULE, &after), []);
    }

    #[test]
    fn a_review_does_not_become_complete_by_it() {
        use crate::lint::{Context, Template, engine, fixing, registry};
        let own = "## Impact\n\nSay who was hurt and how much.\n\n## Description\n\n### When\n";
        let config = crate::config::Config::default();
        let template = Template::own(own, &config);
        let as_of = testing::AS_OF.parse().expect("an instant");
        let context = Context { template: &template, ..Context::new(&config, as_of) };
        let source = crate::text::SourceText::new("a.md", HEAD);
        let reading = crate::archive::reading(&config);
        let archive = crate::archive::Archive::new(vec![crate::incident::read(source, &reading)], Vec::new());
        let look = |archive: &_| Ok::<_, std::convert::Infallible>(engine::run(registry::RULES, archive, &context));
        let Ok(lint) = look(&archive);
        let Ok(fixed) = fixing::fix(&lint, &archive, &reading, Safety::Safe, |_| true, look);
        let left = |rule: &str| {
            fixed.left.findings.iter().filter(|finding| finding.rule == rule && finding.level == Level::Error).count()
        };
        assert_eq!(
            (left("section/missing"), left("section/empty"), left("section/placeholder")),
            (0, 3, 2),
            "{fixed:#?}"
        );
    }

    #[test]
    fn a_file_that_may_be_no_review_is_left_alone() {
        let text = "# Sources\n\nWhere these come from.\n";
        assert_eq!(testing::fixed(&RULE, text, Safety::Safe), text);
        assert_ne!(testing::fixed(&RULE, text, Safety::Unsafe), text);
    }

    #[test]
    fn a_text_that_hides_what_is_put_in_stays_as_it_is() {
        let text = format!("{HEAD}\n## Description\n\n```\nnever closed\n");
        assert_eq!(testing::fixed(&RULE, &text, Safety::Unsafe), text);
    }
}
