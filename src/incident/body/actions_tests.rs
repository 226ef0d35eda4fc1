//! The shapes that action items have.

use super::*;
use crate::incident::body::{Aliases, Body, read as read_body};
use crate::incident::model::ProblemKind;
use crate::text::SourceText;

fn body(text: &str) -> (SourceText, Body) {
    let source = SourceText::new("a.md", text);
    let body = read_body(&source, Span::new(0, text.len()), &Aliases::default(), None, None);
    (source, body)
}

/// Each action as `state [group] description | owners | due | priority | tracker | done or dropped`.
fn shown(items: &str) -> String {
    let (source, body) = body(&format!("## Action items\n\n{items}"));
    let one = |action: &Action| {
        for owner in &action.owners {
            assert!(source.slice(owner.span).ends_with(&owner.value), "the owner's span");
        }
        let owners: Vec<&str> = action.owners.iter().map(|owner| owner.value.as_str()).collect();
        let tracker = action.tracker.as_ref().map(|tracker| &tracker.value);
        let parts = [
            owners.join("+"),
            action.due.as_ref().map(|due| due.value.to_string()).unwrap_or_default(),
            action.priority.as_ref().map(|priority| priority.value.to_string()).unwrap_or_default(),
            tracker.map(|it| format!("{} {}", it.label, it.url.as_deref().unwrap_or("-"))).unwrap_or_default(),
            action.done_at.as_ref().map(|day| format!("done {}", day.value)).unwrap_or_default(),
            action.dropped_reason.as_ref().map(|reason| format!("because {}", reason.value)).unwrap_or_default(),
        ];
        let group = action.group.as_ref().map(|group| format!("[{group}] ")).unwrap_or_default();
        let text = format!("{} {group}{} | {}", action.state.as_str(), action.description.value, parts.join(" | "));
        text.trim_end_matches([' ', '|']).to_owned()
    };
    let mut lines: Vec<String> = body.actions.iter().map(one).collect();
    for problem in &body.problems {
        if let ProblemKind::ActionUnreadable { reason } = &problem.kind {
            lines.push(format!("! {reason}"));
        }
    }
    lines.join("\n")
}

#[test]
fn the_native_list_is_taken_apart() {
    insta::assert_snapshot!(shown(
        "- [x] Alert on depth above 10,000 messages — @team-payments, due 2026-03-11, P1, [PAY-311](https://example.com/PAY-311)\n\
         - [ ] Two owners -- @ana.ruiz and @li.wei, P2, PAY-12\n\
         - [ ] Several lines\n  of text — @a,\n  due 2026-03-02\n\
         - [ ] Begun — @a, in progress\n\
         - [x] Over — @a, done 2026-03-10\n\
         - [ ] Given up — @a, dropped: the vendor did it, in the end\n\
         - ~~Old idea~~ superseded by PAY-4\n\
         - ~~Older — @a, P2~~ (not needed)\n\
         - [-] Struck box\n\
         - [ ] A dash - in - the text — @a\n\
         - [ ] Only a dash — in the text\n\
         - [ ] Unknown piece — @a, after the freeze\n\
         - [ ] No day — @a, due next week\n\
         - [ ] Nobody yet — owner: TBD, due TBD\n\
         - [ ] Workaround, addresses 1 — @org/team\n",
    ), @"
    done Alert on depth above 10,000 messages | team-payments | 2026-03-11 | P1 | PAY-311 https://example.com/PAY-311
    open Two owners | ana.ruiz+li.wei |  | P2 | PAY-12 -
    open Several lines of text | a | 2026-03-02
    in-progress Begun | a
    done Over | a |  |  |  | done 2026-03-10
    dropped Given up | a |  |  |  |  | because the vendor did it, in the end
    dropped Old idea |  |  |  |  |  | because superseded by PAY-4
    dropped Older | a |  | P2 |  |  | because not needed
    dropped Struck box
    open A dash - in - the text | a
    open Only a dash — in the text
    open Unknown piece — after the freeze | a
    open No day | a
    open Nobody yet
    open Workaround, addresses 1 | org/team
    ! `next week` is no day: write it as 2026-03-11
    ");
}

#[test]
fn what_older_reviews_write_is_taken_apart_too() {
    insta::assert_snapshot!(shown(
        "1. Plain - @sam.okafor\n\
         2. In brackets (@ana)\n\
         3. A handle (sam.okafor).\n\
         4. A remark (see below)\n\
         5. Tell everybody (DONE)\n\
         6. Written up DONE\n\
         7. ✅ Ticked by hand\n\
         8. Fix it [#528](https://example.com/o/r/issues/528)\n\
         9. Do that ([Issue](https://example.com/o/r/issues/12))\n\
         10. Blocked by [#528](https://example.com/o/r/issues/528), sadly\n\
         11. Uptime: https://example.com/o/r/issues/611\n\
         12. In words. Owner: Kim Lee. Due: 2026-03-01\n\
         13. @ana: write it up\n\
         14. Ask @bob\n\
         15. (P1) First things\n\
         16. With commas, and more, due 2026-04-01, P1\n\
         17. Read [the docs](https://example.com/docs)\n\
         18. **Bold name**: then the text\n\
         19. Keep port 80 open\n",
    ), @"
    open Plain | sam.okafor
    open In brackets | ana
    open A handle | sam.okafor
    open A remark (see below)
    done Tell everybody
    done Written up
    done Ticked by hand
    open Fix it |  |  |  | #528 https://example.com/o/r/issues/528
    open Do that |  |  |  | Issue https://example.com/o/r/issues/12
    open Blocked by [#528](https://example.com/o/r/issues/528), sadly |  |  |  | #528 https://example.com/o/r/issues/528
    open Uptime |  |  |  | 611 https://example.com/o/r/issues/611
    open In words. | Kim Lee | 2026-03-01
    open write it up | ana
    open Ask @bob | bob
    open First things |  |  | P1
    open With commas, and more |  | 2026-04-01 | P1
    open Read [the docs](https://example.com/docs)
    open **Bold name**: then the text
    open Keep port 80 open
    ");
}

#[test]
fn nested_items_are_details_or_a_group() {
    insta::assert_snapshot!(shown(
        "- With details\n  - Owner: @ana\n  - **Due**: 2026-04-01\n  - Ticket: PAY-9\n  - only words\n\
         - Group:\n  - one\n  - two — @q\n\
         - **Group two**\n  - three\n\
         - Above boxes\n  - [ ] four\n\
         - Own lines\n  Owner: @li\n",
    ), @"
    open With details | ana | 2026-04-01 |  | PAY-9 -
    open [Group] one
    open [Group] two | q
    open [Group two] three
    open [Above boxes] four
    open Own lines | li
    ");
}

#[test]
fn groups_are_sub_headings_and_labels() {
    insta::assert_snapshot!(shown(
        "**Soon**\n\n- a\n\nLater:\n\n- b\n\n### Process improvements\n\n- c\n\n### Investigation\n\nWhy did it start at all?\n",
    ), @"
    open [Soon] a
    open [Later] b
    open [Process improvements] c
    open [Investigation] Why did it start at all?
    ");
}

#[test]
fn tables_are_read_by_their_heads() {
    insta::assert_snapshot!(shown(
        "| Status | Owner | Action | Due | Prio | Ticket |\n|-|-|-|-|-|-|\n\
         | Done | @ana, @li | Alert | 2026-03-01 | P1 | [PAY-1](https://example.com/PAY-1) |\n\
         | in progress | Kim Lee | Fix | soon | high | PAY-2 |\n| dropped: no time | TBD | Drop | 2026-02-30 | | |\n\
         | done 2026-03-03 | | Over | | | |\n| | | None | | | |\n| | | | | | |\n",
    ), @"
    done Alert | ana+li | 2026-03-01 | P1 | PAY-1 https://example.com/PAY-1
    in-progress Fix | Kim Lee |  | P1 | PAY-2 -
    dropped Drop |  |  |  |  |  | because no time
    done Over |  |  |  |  | done 2026-03-03
    ! `soon` is no day: write it as 2026-03-11
    ! `2026-02-30` is no day: write it as 2026-03-11
    ");
    insta::assert_snapshot!(shown("| A | B |\n|-|-|\n| x | the longest cell |\n"), @"open the longest cell");
}

#[test]
fn saying_that_there_are_none_is_no_action_and_no_problem() {
    for none in ["None yet.", "- None", "N/A", "*None.*", "", "- [ ] \n", "| Action |\n|-|\n| None |\n"] {
        assert_eq!(shown(none), "", "{none}");
    }
}

#[test]
fn an_action_covers_its_item_and_its_description_is_where_it_stands() {
    let (source, body) = body("## Actions\n\n- [ ] Alert on depth — @ana\n  - detail\n\n## Else\n");
    let action = &body.actions[0];
    assert_eq!(source.slice(action.span), "- [ ] Alert on depth — @ana\n  - detail");
    assert_eq!(source.slice(action.description.span), "Alert on depth");
    assert_eq!(source.slice(action.owners[0].span), "@ana");
}
