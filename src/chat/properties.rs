//! Whatever somebody writes: one entry, with its time, and nothing in it that runs or leads to a person.

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag};

use super::slack::{self, Channel, Messages, Options};
use super::{Item, Tally, merge, pasted};
use crate::contacts::addresses_and_numbers;
use crate::incident::body::extensions;
use crate::incident::{EntryTime, Incident, Reading, read};
use crate::text::SourceText;

const FILE: &str = "---\nid: A\nstarted_at: 2026-03-14T21:41:00Z\n---\n\n## Timeline\n\n\
                    - 2026-03-14T21:41:00Z start\n\n## Impact\nx\n";

/// Pieces that mean something to Markdown, to Slack or to a timeline, among others.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "*",
        "_",
        "~",
        "`",
        "```",
        "\n",
        "\n\n",
        "\n> ",
        "&gt; ",
        "&lt;",
        "&amp;",
        "<",
        ">",
        "<@U1>",
        "<@U2>",
        "<!here>",
        "<https://a.example/x?token=1|y>",
        "<javascript:x|y>",
        "<mailto:ana@firm.de|ana@firm.de>",
        "ana@firm.de",
        "+49 30 23125042",
        "415-233-0199",
        "https://b.example/(x)_",
        "\n- ",
        "\n1. ",
        "\n# ",
        "\n---",
        "\n22:08 x",
        "22:08",
        " to 22:13",
        "2026-03-14 ",
        "HH:mm",
        "<br>",
        "`<br>` 22:08",
        "<!-- recount-ignore x -->",
        "<!-- chat a -->",
        "-->",
        "<img src=x onerror=y>",
        "[a](b)",
        "![",
        "](",
        "\n[a]: b",
        "|",
        "\n|-|",
        "\\",
        "(@ben)",
        "@ben: ",
        "detection: ",
        "\u{202e}",
        "\u{0}",
        "\t",
        "\n    ",
        "é",
        "李",
        "🔥",
        ":tada:",
        "&#8211;",
        "\r",
        "\u{f0000}",
        "TL: ",
        "All times are in CET",
        "~",
        "- ",
        "to ",
        "until ",
        "(23:00 CET)",
        "www.x.example",
        "\n===",
        "```\ncode\n```",
        "\n\t22:10",
    ];
    let piece = prop_oneof![
        3 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
        1 => "[a-z ]{1,12}",
    ];
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}

fn of_slack(text: &str) -> (Vec<Item>, Tally) {
    let day = serde_json::json!([{"type": "message", "user": "U1", "ts": "1773525570.041899", "text": text}]);
    let people = r#"[{"id":"U1","name":"ana"},{"id":"U2","profile":{"display_name":"](x <b> 22:08 me@firm.de"}}]"#;
    let people = slack::people(people.as_bytes()).expect("people");
    let channel = Channel { name: "inc".to_owned(), id: "C0".to_owned() };
    let (mut messages, mut tally) = (Messages::default(), Tally::default());
    slack::messages("d.json", day.to_string().as_bytes(), &mut messages, &mut tally);
    let items =
        slack::notes(messages, &channel, &people, std::slice::from_ref(&channel), Options::default(), &mut tally);
    (items, tally)
}

fn incident(text: &str) -> Incident {
    read(SourceText::new("a.md", text), &Reading::default())
}

/// HTML of the body that is no comment, and links that lead elsewhere than to the web.
fn harmful(incident: &Incident) -> Vec<String> {
    let body = incident.source.slice(incident.body);
    let found = |event| match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            let html = html.trim();
            let comment = html.is_empty() || html.starts_with("<!--") && html.ends_with("-->");
            (!comment).then(|| html.to_owned())
        }
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            let web = dest_url.starts_with("http://") || dest_url.starts_with("https://");
            (!web).then(|| dest_url.into_string())
        }
        _ => None,
    };
    Parser::new_ext(body, extensions()).filter_map(found).collect()
}

proptest! {
    #[test]
    fn any_message_is_one_entry_that_runs_nothing_and_leads_to_nobody(text in text()) {
        let (items, tally) = of_slack(&format!("TL: {text}"));
        prop_assert!(items.len() <= 1 && !tally.losses.iter().any(|loss| loss.fails), "{tally:?}");
        let before = incident(FILE);
        let merged = merge(&before, &Reading::default(), &items, "Timeline").expect("it can be put in");
        let after = incident(&merged.text);
        prop_assert_eq!(after.timeline.len(), 1 + items.len(), "{}", merged.text);
        prop_assert_eq!(after.sections.len(), before.sections.len());
        prop_assert_eq!(harmful(&after), Vec::<String>::new());
        prop_assert!(addresses_and_numbers(&merged.text).is_empty(), "{}", merged.text);
        prop_assert!(!merged.text.contains("token="));
        if let Some(item) = items.first() {
            let EntryTime::Exact(at) = item.at else { panic!("{item:?}") };
            let entry = after.timeline.iter().find(|entry| entry.text.value != "start");
            let entry = entry.expect("it was counted");
            prop_assert_eq!(entry.stamp.value.at, EntryTime::Exact(at));
            prop_assert!(!entry.text.value.contains("slack C0"), "{}", entry.text.value);
            // The rest of the file is as it was.
            let added = merged.text.len() - FILE.len();
            let start = merged.text.bytes().zip(FILE.bytes()).take_while(|(one, other)| one == other).count();
            prop_assert_eq!(format!("{}{}", &merged.text[..start], &merged.text[start + added..]), FILE);
            let again = merge(&after, &Reading::default(), &items, "Timeline").expect("it can be put in");
            prop_assert!(again.is_unchanged() && again.present == 1, "{again:?}");
        }
    }

    #[test]
    fn any_pasted_text_is_read(text in text(), head in "(\\[09:32\\] ana: |09:32 |ana  9:32 AM\n|)(TL: )?") {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 14);
        let options = pasted::Options { day, ..pasted::Options::default() };
        let items = pasted::notes(&format!("{head}{text}"), options, &mut Tally::default());
        let merged = merge(&incident(FILE), &Reading::default(), &items, "Timeline").expect("it can be put in");
        let after = incident(&merged.text);
        prop_assert_eq!(after.timeline.len(), 1 + items.len(), "{}", merged.text);
        prop_assert_eq!(harmful(&after), Vec::<String>::new());
        prop_assert!(addresses_and_numbers(&merged.text).is_empty(), "{}", merged.text);
    }
}
