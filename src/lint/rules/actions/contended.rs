//! # actions/contended
//! One owner holds several urgent open actions at once.
//!
//! ## Why
//! Three first priorities are none: the owner must choose, alone and unseen. Urgent actions of different reviews meet
//! only on one board, and nobody who writes a single review can see it. Google has open
//! action items reviewed across postmortems ("Postmortem Action Items: Plan the Work and Work the Plan", *;login:*, spring 2017).
//!
//! ## What it reports
//! An owner with three or more open P0 or P1 actions in the archive, once, at the action that stands last; the others
//! are listed with it.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @sam.okafor, due 2026-03-11, P1
//! - [ ] Load-test the queue at twice the peak — @sam.okafor, due 2026-03-12, P1
//! - [ ] Shed load at 80 % of the queue's memory — @sam.okafor, due 2026-03-13, P0
//!                                                 ^^^^^^^^^^^ 3 open actions
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Alert on queue depth above 10,000 messages — @sam.okafor, due 2026-03-11, P1
//! - [ ] Load-test the queue at twice the peak — @sam.okafor, due 2026-03-12, P2
//! - [ ] Shed load at 80 % of the queue's memory — @team-payments, due 2026-03-13, P0
//! ```
//!
//! ## Fix
//! Give one to somebody else, or say which comes first by its priority.
//!
//! ## Options
//! How many are too many, in `recount.toml`; 3 unless it says otherwise:
//! ```toml
//! [lint.options]
//! contended-actions = 5
//! ```

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::config::Level;
use crate::incident::{Incident, Priority};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Spanned;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "actions/contended",
    level: Level::Warning,
    summary: "one owner holds several urgent open actions",
    applies: Applies::WhenReviewed,
    check: Check::Archive(check),
    source: include_str!("contended.rs"),
};

/// Up to this priority an action is urgent.
const URGENT: Priority = Priority(1);

fn check(archive: &Archive, context: &Context<'_>, findings: &mut Findings) {
    let several = context.config.lint.options.contended_actions as usize;
    let mut by_owner: BTreeMap<String, Vec<(&Incident, &Spanned<String>)>> = BTreeMap::new();
    for incident in archive.incidents() {
        let urgent = incident
            .actions
            .iter()
            .filter(|action| action.state.is_open() && action.priority.as_ref().is_some_and(|p| p.value <= URGENT));
        for owner in urgent.flat_map(|action| &action.owners) {
            by_owner.entry(owner.value.to_lowercase()).or_default().push((incident, owner));
        }
    }
    for held in by_owner.into_values() {
        let Some(((incident, owner), others)) = held.split_last() else { continue };
        if held.len() < several {
            continue;
        }
        let finding = findings
            .add(
                incident,
                owner.span,
                format!("{} owns {} open actions of priority P0 or P1", owner.value, held.len()),
                "one of them",
            )
            .help("give one to somebody else, or say by priority which comes first");
        for (other, owner) in others {
            finding.related(&other.source, owner.span, format!("another, in {}", other.name()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, run_with};

    #[test]
    fn a_team_says_how_many_are_too_many() {
        let two = "## Action items\n- [ ] Alert on queue depth — @sam.okafor, P1\n- [ ] Shed load — @sam.okafor, P0\n";
        let mut config = Config::default();
        assert_eq!(run_with(&RULE, &[two], &config, AS_OF), []);
        config.lint.options.contended_actions = 2;
        assert_eq!(run_with(&RULE, &[two], &config, AS_OF).len(), 1);
    }
}
