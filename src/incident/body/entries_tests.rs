//! The shapes that timeline entries have.

use super::*;
use crate::incident::body::{Aliases, read as read_body};
use crate::incident::model::ProblemKind;
use crate::incident::model::{Dated, Origin, Precision};
use crate::text::SourceText;

/// Each entry as `time[–until][~] kind/actor {first line of its span} text`, then each problem.
fn shown_body(text: &str, zone: Option<chrono_tz::Tz>) -> String {
    let source = SourceText::new("a.md", text);
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let dated = Dated { day, precision: Precision::Day, origin: Origin::FileName };
    let body = read_body(&source, Span::new(0, text.len()), &Aliases::default(), Some(dated), zone);
    let mut lines = Vec::new();
    for entry in &body.timeline {
        let stamp = &entry.stamp.value;
        let until = stamp.until.map(|until| format!(" – {}", shown(until))).unwrap_or_default();
        let about = if stamp.approximate { " ~" } else { "" };
        let kind = entry.kind.as_ref().map(|kind| format!(" <{}>", kind.value)).unwrap_or_default();
        let actor = entry.actor.as_ref().map(|actor| format!(" @{}", actor.value)).unwrap_or_default();
        let text = entry.text.value.replace('\n', "/");
        let from = source.position(entry.span.start()).line;
        let to = source.position(entry.span.end()).line;
        lines.push(format!("{from}-{to} {}{until}{about}{kind}{actor} {text}", shown(stamp.at)).trim_end().to_owned());
    }
    for problem in &body.problems {
        let line = source.position(problem.span.start()).line;
        let told = match &problem.kind {
            ProblemKind::TimelineUnreadable { reason } => reason.as_str(),
            ProblemKind::TimelineRollover => "past midnight",
            _ => "?",
        };
        lines.push(format!("{line} ! {} ({told})", source.slice(problem.span)));
    }
    lines.join("\n")
}

#[test]
fn the_native_list_is_read_with_kind_actor_day_and_what_is_wrong() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\n- 09:17Z detection: page\n- 09:32Z mitigation: restarted (sam.okafor)\n\
         - 22:10Z note: a `b`\n  second line (@kim)\n- 00:05Z done\n- forgot the time\n\
         - 2026-03-05T09:00:00+01:00 update: more\n  - nested\n\n    deeper\n",
        None,
    ), @"
    3-3 2026-03-04 09:17:00+00:00 <detection> page
    4-4 2026-03-04 09:32:00+00:00 <mitigation> @sam.okafor restarted
    5-6 2026-03-04 22:10:00+00:00 <note> @kim a `b`/second line
    7-7 2026-03-05 00:05:00+00:00 done
    9-12 2026-03-05 09:00:00+01:00 <update> more//- nested//  deeper
    7 ! 00:05Z (past midnight)
    8 ! forgot the time (this entry does not begin with a time)
    ");
}

#[test]
fn headings_carry_everything_until_the_next_stamp() {
    insta::assert_snapshot!(shown_body(
        "# T\n\n## Timeline\n\nAll times in PST\n\n### 2018-02-22 16:30\n\nEmails.\n\nMore.\n\n- a\n- b\n\n\
         ### 16:32 - Problem `x` ###\n\n```\n17:00 log\n```\n\n#### Aside\n\nstill 16:32\n\n\
         ### Investigation\n\n### 16:35\n\n### 2018-02-23\n\nA day.\n\n## Impact\n\n09:10 not an entry\n",
        None,
    ), @"
    7-14 2018-02-22 16:30:00-08:00 Emails.//More.//- a/- b
    16-24 2018-02-22 16:32:00-08:00 Problem `x`//```/17:00 log/```//#### Aside//still 16:32
    28-28 2018-02-22 16:35:00-08:00
    30-32 2018-02-23 A day.
    ");
}

#[test]
fn paragraphs_are_read_line_by_line() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\nAll times are in CET.\n\n**Thursday, March 5**\n\n09.57 AB restarted\n10.02 CD looked\nand\n\
         10.30 sharp it was\n\nProse that goes on.\n\n11:00 one<br>11:10 two<br/>\n\nIt began on Monday at\n12:00 and ended.\n",
        None,
    ), @"
    7-7 2026-03-05 09:57:00+01:00 AB restarted
    8-12 2026-03-05 10:02:00+01:00 CD looked/and/10.30 sharp it was//Prose that goes on.
    14-14 2026-03-05 11:00:00+01:00 one
    14-17 2026-03-05 11:10:00+01:00 two//It began on Monday at/12:00 and ended.
    ");
}

#[test]
fn nested_bullets_and_days_in_lists_are_read() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\n- 2026-03-05\n  - 09:10 a\n  - 09:20 b\n- **Friday**\n  - 08:00 c\n- Recovery\n  - 10:00 d\n    - detail\n\
         \n1. ~11:00 first\n2. 11:30 - 11:45 second\n\n   its paragraph\n\n> 12:00 quoted\n",
        Some(chrono_tz::Europe::Copenhagen),
    ), @"
    4-4 2026-03-05 09:10:00+01:00 a
    5-5 2026-03-05 09:20:00+01:00 b
    7-7 2026-03-06 08:00:00+01:00 c
    9-10 2026-03-06 10:00:00+01:00 d//- detail
    12-12 2026-03-06 11:00:00+01:00 ~ first
    13-15 2026-03-06 11:30:00+01:00 – 2026-03-06 11:45:00+01:00 second//its paragraph
    17-17 2026-03-06 12:00:00+01:00 quoted
    ");
}

#[test]
fn tables_are_read_whatever_their_columns() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\n| Day | Date | Time | Who | Event |\n|-|-|-|-|-|\n| Mon | 2026-03-02 | 10:00 | AB | started |\n\
         | | | 10:20 | the whole team, and more | went on |\n| Tue | 2026-03-03 | | CD | no time |\n| | | | | nothing |\n\n\
         | Time (CET) | Event |\n|-|-|\n| 2026-03-07 10:00 | detection: a (li.wei) |\n| 10:05 - 10:20 | b |\n\
         | 2026-03-08 HH:mm | left |\n| HH:mm | |\n| 20262-01-02 10:00 | bad |\n| **Mar 9** | |\n| 12:00 | c \\| d |\n",
        None,
    ), @r#"
    5-5 2026-03-02 10:00:00 @AB started
    6-6 2026-03-02 10:20:00 the whole team, and more — went on
    7-7 2026-03-03 @CD no time
    12-12 2026-03-07 10:00:00+01:00 <detection> @li.wei a
    13-13 2026-03-07 10:05:00+01:00 – 2026-03-07 10:20:00+01:00 b
    14-14 2026-03-08 left
    18-18 2026-03-09 12:00:00+01:00 c \| d
    8 ! nothing (this row has no time)
    14 ! 2026-03-08 HH:mm (the template's place for a time is still here: put the time, such as `09:17Z`)
    15 ! HH:mm (the template's place for a time is still here: put the time, such as `09:17Z`)
    16 ! 20262-01-02 10:00 (`20262-01-02 10:00` is no date or time that exists)
    "#);
}

#[test]
fn what_cannot_be_read_is_said_and_never_dropped() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\n- 23:XX crash\n- 2026-02-30 09:00 no such day\n- 2026-13-01 nor this\n- YYYY-MM-DD HH:mm\n- 09:10 x\n- and then?\n",
        None,
    ), @"
    3-3 2026-03-04 crash
    4-4 09:00:00 no such day
    7-7 2026-03-04 09:10:00 x
    3 ! 23:XX (the template's place for a time is still here: put the time, such as `09:17Z`)
    4 ! 2026-02-30 09:00 (there is no such day)
    5 ! 2026-13-01 (there is no such day)
    6 ! YYYY-MM-DD HH:mm (the template's place for a time is still here: put the time, such as `09:17Z`)
    8 ! and then? (this entry does not begin with a time)
    ");
    insta::assert_snapshot!(shown_body("## Timeline\n\n- Users saw errors\n- We restarted\n", None), @"3 ! Users saw errors (no entry of this timeline begins with a time)");
    insta::assert_snapshot!(shown_body("## Timeline\n\nNobody wrote one; it was over in a minute.\n", None), @"");
}

#[test]
fn a_zone_is_taken_from_the_entry_then_the_line_then_the_archive() {
    let text = |line: &str| format!("## Timeline{line}\n\n- 09:00Z a\n- 10:00 b\n");
    insta::assert_snapshot!(shown_body(&text(" (CET)"), Some(chrono_tz::Asia::Tokyo)), @"
    3-3 2026-03-04 09:00:00+00:00 a
    4-4 2026-03-04 10:00:00+01:00 b
    ");
    insta::assert_snapshot!(shown_body(&text(""), Some(chrono_tz::Asia::Tokyo)), @"
    3-3 2026-03-04 09:00:00+00:00 a
    4-4 2026-03-04 10:00:00+09:00 b
    ");
    insta::assert_snapshot!(shown_body(&text(""), None), @"
    3-3 2026-03-04 09:00:00+00:00 a
    4-4 2026-03-04 10:00:00 b
    ");
    insta::assert_snapshot!(shown_body(&format!("Times are in UTC+2.\n\n{}", text("")), None), @"
    5-5 2026-03-04 09:00:00+00:00 a
    6-6 2026-03-04 10:00:00+02:00 b
    ");
}

#[test]
fn ranges_may_pass_midnight_and_times_under_one_date_too() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\n- 23:50 - 00:10Z a\n- 23:55Z b\n- 23:40Z out of order\n- 00:20Z c\n- 2026-03-06 08:00Z - 2026-03-07 09:00 d\n",
        None,
    ), @"
    3-3 2026-03-04 23:50:00+00:00 – 2026-03-05 00:10:00+00:00 a
    4-4 2026-03-04 23:55:00+00:00 b
    5-5 2026-03-04 23:40:00+00:00 out of order
    6-6 2026-03-05 00:20:00+00:00 c
    7-7 2026-03-06 08:00:00+00:00 – 2026-03-07 09:00:00+00:00 d
    6 ! 00:20Z (past midnight)
    ");
}

#[test]
fn a_timeline_may_stand_under_a_bold_label() {
    insta::assert_snapshot!(shown_body("- **Key events**\n  - 10:00 a\n  - 10:05 b\n- **Impact**: none\n", None), @"
    2-2 2026-03-04 10:00:00 a
    3-3 2026-03-04 10:05:00 b
    ");
    insta::assert_snapshot!(shown_body("**Timeline**: 10:00 a  \n10:05 b\n\n**Impact**: 11:00 no entry\n", None), @"
    1-1 2026-03-04 10:00:00 a
    2-2 2026-03-04 10:05:00 b
    ");
}

#[test]
fn the_actor_ends_the_first_paragraph_whatever_follows_it() {
    insta::assert_snapshot!(shown_body(
        "## Timeline\n\n- 09:17Z one\\\n  two (@ana)\n  > quoted\n- 09:18Z three (@kim)\n  four\n\n  five\n",
        None,
    ), @"
    3-5 2026-03-04 09:17:00+00:00 @ana one/two//> quoted
    6-9 2026-03-04 09:18:00+00:00 @kim three/four//five
    ");
}
