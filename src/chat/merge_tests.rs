//! Where entries go in a file, and that nothing else of it changes.

use super::*;
use crate::chat::slack::{self, Channel, Messages, Options};
use crate::chat::sound::told;
use crate::chat::tally::Tally;
use crate::incident::read;
use crate::text::SourceText;

/// Entries of a channel with these messages, `(ts, text)`.
fn items(messages: &[(&str, &str)]) -> Vec<Item> {
    let day: Vec<_> = messages
        .iter()
        .map(|(ts, text)| serde_json::json!({"type": "message", "user": "U1", "ts": ts, "text": text}))
        .collect();
    let people = slack::people(br#"[{"id":"U1","name":"ana"}]"#).expect("people");
    let channel = Channel { name: "inc".to_owned(), id: "C0".to_owned() };
    let (mut all, mut tally) = (Messages::default(), Tally::default());
    slack::messages("d", serde_json::Value::from(day).to_string().as_bytes(), &mut all, &mut tally);
    slack::notes(all, &channel, &people, &[], Options::default(), &mut tally)
}

/// 21:59:30, 22:30:00 and 00:16:40 of the next day.
fn three() -> Vec<Item> {
    items(&[("1773525570.000001", "TL: one"), ("1773527400.000001", "TL: two"), ("1773533800.000001", "TL: three")])
}

fn incident(text: &str) -> Incident {
    read(SourceText::new("incidents/a.md", text), &Reading::default())
}

const HEAD: &str = "---\nid: A\nstarted_at: 2026-03-14T21:41:00Z\n---\n\n";

fn merged(body: &str, items: &[Item]) -> Merged {
    merge(&incident(&format!("{HEAD}{body}")), &Reading::default(), items, "Timeline").expect("they can be put in")
}

/// The body afterwards, without the hashes.
fn shown(body: &str, items: &[Item]) -> String {
    let text = merged(body, items).text;
    let lines = text.strip_prefix(HEAD).expect("the head is as it was").split('\n').map(|line| {
        line.split_once(" <!-- slack").map_or_else(|| line.to_owned(), |(before, _)| format!("{before} <!---->"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn entries_go_between_those_that_are_there_by_time() {
    insta::assert_snapshot!(
        shown("## Timeline\n- 2026-03-14T21:41:00Z start\n- 22:10Z looked\n- 23:00Z fixed\n\n## Impact\nx\n", &three()),
        @"
    ## Timeline
    - 2026-03-14T21:41:00Z start
    - 2026-03-14T21:59:30Z one (@ana) <!---->
    - 22:10Z looked
    - 2026-03-14T22:30:00Z two (@ana) <!---->
    - 23:00Z fixed
    - 2026-03-15T00:16:40Z three (@ana) <!---->

    ## Impact
    x
    "
    );
}

#[test]
fn marks_indentation_and_blank_lines_are_those_of_the_list() {
    let body = "## Timeline\n\n* **Night**\n  * 2026-03-14T22:10:00Z a\n\n  * 2026-03-14T23:00:00Z b\n    more\n\n\
                ## Impact\nx\n";
    insta::assert_snapshot!(shown(body, &three()), @"
    ## Timeline

    * **Night**
      * 2026-03-14T21:59:30Z one (@ana) <!---->

      * 2026-03-14T22:10:00Z a

      * 2026-03-14T22:30:00Z two (@ana) <!---->

      * 2026-03-14T23:00:00Z b
        more

      * 2026-03-15T00:16:40Z three (@ana) <!---->

    ## Impact
    x
    ");
    let numbered = shown("## Timeline\n1. 2026-03-14T22:10:00Z a\n2. 2026-03-14T23:00:00Z b", &three()[2..]);
    assert!(numbered.ends_with("b\n3. 2026-03-15T00:16:40Z three (@ana) <!---->"), "{numbered}");
}

#[test]
fn a_list_that_is_not_in_order_is_added_to_at_its_end() {
    let body = "## Timeline\n- 2026-03-14T23:00:00Z b\n- 2026-03-14T22:10:00Z a\n";
    let text = shown(body, &three());
    assert!(text.starts_with(&body[..body.len() - 1]), "{text}");
    assert!(merged(body, &three()).remark.is_some_and(|remark| remark.contains("not in order")));
}

#[test]
fn an_entry_that_would_date_others_anew_goes_elsewhere() {
    // A day in UTC between times of California would move those below it.
    let body = "Times are in Pacific time.\n\n## Timeline\n### 2026-03-14\n- 12:00 a\n- 16:30 b\n";
    let found = incident(&format!("{HEAD}{body}"));
    let merged = merged(body, &three());
    let after = incident(&merged.text);
    assert_eq!(
        after.timeline[..2].iter().map(told).collect::<Vec<_>>(),
        found.timeline.iter().map(told).collect::<Vec<_>>()
    );
    assert_eq!(after.timeline.len(), 5);
}

#[test]
fn a_table_gets_a_list_behind_it() {
    let body = "## Timeline\n\n| Time | Event |\n|---|---|\n| 22:10Z | a |\n\n## Impact\nx\n";
    let text = shown(body, &three()[..1]);
    let expected = body.replace("| a |\n", "| a |\n\n- 2026-03-14T21:59:30Z one (@ana) <!---->\n");
    assert_eq!(text, expected);
    assert!(merged(body, &three()).remark.is_some_and(|remark| remark.contains("at its end")));
}

#[test]
fn an_empty_section_gets_its_list_and_a_missing_one_is_added() {
    let one = &three()[..1];
    let item = "- 2026-03-14T21:59:30Z one (@ana) <!---->\n";
    assert_eq!(shown("## Timeline\n\n## Impact\nx\n", one), format!("## Timeline\n\n{item}\n## Impact\nx\n"));
    assert_eq!(shown("## Timeline\n## Impact\nx\n", one), format!("## Timeline\n\n{item}\n## Impact\nx\n"));
    let hint = "## Timeline\n\n<!-- - 09:17Z detection: x -->\n\n## Impact\nx\n";
    assert_eq!(shown(hint, one), hint.replace("-->\n", &format!("-->\n\n{item}")));
    assert_eq!(merged(hint, one).remark, None);
    assert_eq!(
        shown("## Impact\nx\n\n## Lessons\ny\n", one),
        format!("## Impact\nx\n\n## Timeline\n\n{item}\n## Lessons\ny\n")
    );
    assert_eq!(shown("## Impact\nx", one), format!("## Impact\nx\n\n## Timeline\n\n{item}"));
    assert!(merged("## Impact\nx", one).remark.is_some_and(|remark| remark.contains("was added")));
}

#[test]
fn unstamped_items_stay_a_list_of_their_own() {
    let text = shown("## Timeline\n- to be written\n", &three()[..1]);
    assert_eq!(text, "## Timeline\n- to be written\n\n* 2026-03-14T21:59:30Z one (@ana) <!---->\n");
}

#[test]
fn a_windows_file_without_a_last_line_break_stays_one() {
    let text = format!("{HEAD}## Timeline\n- 2026-03-14T21:41:00Z start").replace('\n', "\r\n");
    let merged = merge(&incident(&text), &Reading::default(), &three()[..2], "Timeline").expect("they can be put in");
    assert!(merged.text.starts_with(&text), "{}", merged.text);
    assert_eq!(merged.text.matches('\n').count(), merged.text.matches("\r\n").count());
    assert!(merged.text.ends_with("-->") && merged.text.lines().count() == text.lines().count() + 2);
}

#[test]
fn a_second_time_nothing_changes_and_edits_go_where_nobody_wrote() {
    let body = "## Timeline\n- 2026-03-14T21:41:00Z start\n";
    let first = merged(body, &three());
    let again = merge(&incident(&first.text), &Reading::default(), &three(), "Timeline").expect("it can be read");
    assert!(again.is_unchanged() && again.present == 3 && again.text == first.text);
    let edited = items(&[("1773525570.000001", "TL: one, edited"), ("1773527400.000001", "TL: two, edited\n&gt; x")]);
    let by_hand = first.text.replace("Z two (", "Z the second (");
    let second = merge(&incident(&by_hand), &Reading::default(), &edited, "Timeline").expect("it can be put in");
    assert_eq!((second.added, second.updated, second.by_hand, second.left.len()), (0, 1, 1, 1));
    assert!(second.text.contains("Z one, edited (@ana)") && second.text.contains("Z the second (@ana)"));
    let third = merge(&incident(&second.text), &Reading::default(), &edited, "Timeline").expect("it can be put in");
    assert_eq!((third.present, third.by_hand, third.is_unchanged()), (1, 1, true));
    // Whoever takes an entry out and leaves its comment has decided.
    let comment = &first.text[first.text.find("<!-- slack").expect("one")..];
    let comment = &comment[..comment.find("-->").expect("its end") + 3];
    let kept = merged(&format!("{body}\n{comment}\n"), &three()[..1]);
    assert!(kept.is_unchanged() && kept.by_hand == 1, "{kept:?}");
}

#[test]
fn an_edited_entry_keeps_its_mark() {
    let body = "## Timeline\n1) 2026-03-14T21:41:00Z start\n";
    let first = merged(body, &three()[..2]);
    assert!(first.text.contains("\n2) 2026-03-14T21:59:30Z one"), "{}", first.text);
    let edited = items(&[("1773525570.000001", "TL: one\nmore")]);
    let second = merge(&incident(&first.text), &Reading::default(), &edited, "Timeline").expect("it can be put in");
    assert!(second.text.contains("\n2) 2026-03-14T21:59:30Z one\\\n   more (@ana) <!--"), "{}", second.text);
}
