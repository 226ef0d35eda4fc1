//! What holds of every text: the readers end, spans lie inside the file on character boundaries, and what is
//! said twice is read twice.

use proptest::prelude::*;

use super::*;
use crate::incident::model::ActionState;

/// Pieces that bodies are made of, and that break readers.
const PIECES: [&str; 60] = [
    "# ",
    "## Timeline\n",
    "## Timeline (UTC)\n\n",
    "## Action items\n\n",
    "## Contributing factors\n\n",
    "### ",
    "**Impact**: ",
    "- **Key events**\n",
    "- ",
    "  - ",
    "    ",
    "\t",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "- [-] ",
    "| ",
    " |",
    "|---|---|\n",
    "| Time | Event |\n|---|---|\n",
    "\n",
    "\n\n",
    "\r\n",
    "> ",
    "```\n",
    "`",
    "**",
    "__",
    "~~",
    "*",
    "[",
    "](",
    ")",
    "(",
    "<br>",
    "<b>",
    "<!-- ",
    " -->",
    "09:17",
    "9.57 ",
    "2018-02-22",
    "Sep 27 2017 ",
    "23:XX",
    "HH:mm",
    "--:--",
    " PM",
    " UTC",
    "Z ",
    "~",
    " - ",
    " — ",
    "@ana.ruiz",
    ", due 2026-03-11",
    ", P1",
    "[PAY-1](https://example.com/PAY-1)",
    "dropped: ",
    "owner: ",
    "é🔥\u{a0}",
    "detection: ",
    "All times in CET\n",
];

fn check(text: &str, body: Span) -> Result<Body, TestCaseError> {
    let source = SourceText::new("a.md", text);
    let read = read(&source, body, &Aliases::default(), None, None);
    let mut spans: Vec<Span> = Vec::new();
    for section in &read.sections {
        spans.extend([section.heading.span, section.content, section.own_content]);
    }
    for entry in &read.timeline {
        spans.extend([entry.span, entry.stamp.span, entry.text.span]);
        spans.extend(entry.kind.iter().chain(&entry.actor).map(|it| it.span));
        prop_assert!(entry.span.start() <= entry.stamp.span.start() && entry.stamp.span.end() <= entry.span.end());
    }
    for factor in &read.factors {
        spans.extend([factor.span, factor.text.span]);
        spans.extend(factor.kind.iter().map(|it| it.span));
    }
    for action in &read.actions {
        spans.extend([action.span, action.description.span]);
        spans.extend(action.owners.iter().chain(&action.dropped_reason).map(|it| it.span));
        spans.extend(action.due.iter().chain(&action.done_at).map(|it| it.span));
        spans.extend(action.priority.iter().map(|it| it.span));
        spans.extend(action.tracker.iter().map(|it| it.span));
        prop_assert!(action.owners.iter().all(|owner| !owner.value.is_empty() && !owner.value.starts_with('@')));
        prop_assert!(action.dropped_reason.is_none() || action.state != ActionState::Open || text.contains("[ ]"));
    }
    spans.extend(read.problems.iter().map(|problem| problem.span));
    spans.extend(read.heading.iter().map(|it| it.span));
    spans.extend(read.day.iter().map(|it| it.span));
    for span in spans {
        prop_assert!(
            body.start() <= span.start() && span.start() <= span.end() && span.end() <= body.end(),
            "{span:?}"
        );
        prop_assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?}");
    }
    let starts: Vec<usize> = read.timeline.iter().map(|entry| entry.stamp.span.start()).collect();
    prop_assert!(starts.is_sorted(), "entries stand in the order of the file");
    Ok(read)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_and_every_span_lies_inside(text in "\\PC{0,120}") {
        check(&text, Span::new(0, text.len()))?;
    }

    #[test]
    fn any_mix_of_markdown_is_read_and_every_span_lies_inside(
        pieces in prop::collection::vec((0..PIECES.len(), "[a-z ]{0,6}"), 0..40),
        front in prop::bool::ANY,
    ) {
        let mut text = String::from(if front { "\u{feff}---\nid: é\n---\n" } else { "" });
        let start = text.len();
        for (piece, word) in &pieces {
            text.push_str(PIECES[*piece]);
            text.push_str(word);
        }
        check(&text, Span::new(start, text.len()))?;
    }

    #[test]
    fn line_ends_of_windows_change_nothing_but_themselves(pieces in prop::collection::vec((0..PIECES.len(), "[a-z ]{0,6}"), 0..24)) {
        let unix: String = pieces.iter().flat_map(|(piece, word)| [PIECES[*piece], word.as_str()]).collect();
        let unix = unix.replace('\r', "");
        let windows = unix.replace('\n', "\r\n");
        let (a, b) = (check(&unix, Span::new(0, unix.len()))?, check(&windows, Span::new(0, windows.len()))?);
        prop_assert_eq!(a.timeline.len(), b.timeline.len());
        prop_assert_eq!(a.actions.len(), b.actions.len());
        prop_assert_eq!(a.factors.len(), b.factors.len());
        let texts = |body: &Body| body.timeline.iter().map(|entry| entry.text.value.replace('\r', "")).collect::<Vec<_>>();
        prop_assert_eq!(texts(&a), texts(&b));
    }

    #[test]
    fn a_native_entry_says_what_was_written(
        hour in 0_u32..24, minute in 0_u32..60, kind in prop::sample::select(vec!["detection", "note", "deploy"]),
        text in "[a-z]{2,9} [a-z]{2,9}", actor in "[a-z]{1,8}\\.[a-z]{4,8}",
    ) {
        let body = format!("## Timeline\n\n- 2026-03-04T{hour:02}:{minute:02}:00+02:00 {kind}: {text} ({actor})\n");
        let read = check(&body, Span::new(0, body.len()))?;
        prop_assert_eq!(read.timeline.len(), 1);
        let entry = &read.timeline[0];
        prop_assert_eq!(entries::shown(entry.stamp.value.at), format!("2026-03-04 {hour:02}:{minute:02}:00+02:00"));
        prop_assert_eq!(entry.kind.as_ref().map(|kind| kind.value.as_str()), Some(kind));
        prop_assert_eq!(&entry.text.value, &text);
        prop_assume!(!["yaml", "json", "toml"].iter().any(|file| actor.ends_with(file)));
        prop_assert_eq!(entry.actor.as_ref().map(|actor| actor.value.as_str()), Some(actor.as_str()));
    }

    #[test]
    fn a_native_action_says_what_was_written(
        text in "[A-Z][a-z]{2,9} [a-z]{2,9}(, [a-z]{5,9})?", owners in prop::collection::vec("[a-z]{1,8}(\\.[a-z]{1,8})?", 1..3),
        day in 1_u32..29, priority in 0_u8..10, ticked in prop::bool::ANY,
    ) {
        let mentions: Vec<String> = owners.iter().map(|owner| format!("@{owner}")).collect();
        let body = format!(
            "## Action items\n\n- [{}] {text} — {}, due 2026-03-{day:02}, P{priority}, [PAY-3](https://example.com/PAY-3)\n",
            if ticked { "x" } else { " " },
            mentions.join(", "),
        );
        let read = check(&body, Span::new(0, body.len()))?;
        let nobody = ["tbd", "tba", "todo", "none", "na"];
        prop_assume!(owners.iter().all(|owner| !nobody.contains(&owner.as_str())));
        prop_assert_eq!(read.actions.len(), 1);
        let action = &read.actions[0];
        prop_assert_eq!(&action.description.value, &text);
        prop_assert_eq!(action.owners.iter().map(|owner| owner.value.clone()).collect::<Vec<_>>(), owners);
        prop_assert_eq!(action.due.as_ref().map(|due| due.value), NaiveDate::from_ymd_opt(2026, 3, day));
        prop_assert_eq!(action.priority.as_ref().map(|it| it.value.0), Some(priority));
        prop_assert_eq!(action.state == ActionState::Done, ticked);
        prop_assert!(action.tracker.is_some() && read.problems.is_empty());
    }
}

#[test]
fn a_long_run_of_any_piece_is_read_as_any_text_is() {
    for heading in ["## Timeline\n\n", "## Action items\n\n- ", "## Contributing factors\n\n| a |\n|---|\n"] {
        for piece in PIECES {
            let text = heading.to_owned() + &piece.repeat(16 * 1024 / piece.len());
            let held = check(&text, Span::new(0, text.len()));
            assert!(held.is_ok(), "{heading:?} {piece:?}: {held:?}");
        }
    }
}
