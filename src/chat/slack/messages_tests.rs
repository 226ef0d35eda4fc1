//! Which messages of a channel are taken, and what is told of the others.

use super::*;
use crate::chat::slack::people;

fn read(day: &serde_json::Value, options: Options) -> (Vec<String>, Tally) {
    let people = people(
        r#"[{"id":"U1","name":"ana.costa","profile":{"display_name":"ana"}},{"id":"U2","name":"hook","is_bot":true}]"#
            .as_bytes(),
    )
    .expect("people");
    let channel = Channel { name: "inc".to_owned(), id: "C0".to_owned() };
    let (mut all, mut tally) = (Messages::default(), Tally::default());
    messages("inc/2026-03-14.json", day.to_string().as_bytes(), &mut all, &mut tally);
    let items = notes(all, &channel, &people, &[], options, &mut tally);
    let shown = |item: &Item| item.markdown("", "\n").split(" <!--").next().unwrap_or("").trim_end().to_owned();
    (items.iter().map(shown).collect(), tally)
}

fn said(text: &str, more: &serde_json::Value) -> serde_json::Value {
    let mut message = serde_json::json!({"type": "message", "user": "U1", "ts": "1773525570.041899", "text": text});
    if let (Some(message), Some(more)) = (message.as_object_mut(), more.as_object()) {
        message.extend(more.clone());
    }
    message
}

#[test]
fn who_speaks_decides_what_is_left_out() {
    for (more, why) in [
        (serde_json::json!({"subtype": "channel_topic"}), LeftOut::Notice),
        (serde_json::json!({"subtype": "tombstone"}), LeftOut::Tombstone),
        (serde_json::json!({"subtype": "bot_message"}), LeftOut::Bot),
        (serde_json::json!({"bot_id": "B1"}), LeftOut::Bot),
        (serde_json::json!({"user": "U2"}), LeftOut::Bot),
        (serde_json::json!({"text": "hello"}), LeftOut::NotANote),
        (serde_json::json!({"text": "TL: "}), LeftOut::Empty),
        (serde_json::json!({"ts": "yesterday"}), LeftOut::Unreadable),
        (serde_json::json!({"ts": 1_773_525_570.041_899}), LeftOut::Unreadable),
        (serde_json::json!({"ts": "99999999999.000001"}), LeftOut::Unreadable),
        (serde_json::json!({"text": ["TL: x"]}), LeftOut::Unreadable),
        (serde_json::json!({"type": "event"}), LeftOut::Unreadable),
    ] {
        let (items, tally) = read(&serde_json::json!([said("TL: x", &more)]), Options::default());
        assert!(items.is_empty(), "{more}");
        assert_eq!(tally.left_out.into_iter().collect::<Vec<_>>(), [(why, 1)], "{more}");
    }
    for more in [serde_json::json!({"subtype": "thread_broadcast"}), serde_json::json!({"subtype": "me_message"})] {
        assert_eq!(read(&serde_json::json!([said("TL: x", &more)]), Options::default()).0.len(), 1, "{more}");
    }
    let bot =
        serde_json::json!([said("TL: x", &serde_json::json!({"user": null, "bot_id": "B1", "username": "Hook"}))]);
    assert_eq!(read(&bot, Options { bots: true, zone: None }).0, ["2026-03-14T21:59:30Z x (@Hook)"]);
}

#[test]
fn wrong_types_are_told_and_the_rest_is_read() {
    let day = serde_json::json!([
        7,
        null,
        "x",
        said("TL: a", &serde_json::json!({"files": "none", "user_profile": 3, "user": 5})),
        said("TL: b", &serde_json::json!({"ts": "1773525571.000001", "files": [3, {"name": 4}]})),
    ]);
    let (items, tally) = read(&day, Options::default());
    assert_eq!(items.len(), 2, "{items:?}");
    assert_eq!(tally.losses.iter().filter(|loss| loss.fails).count(), 3);
    let deep = "[".repeat(100_000);
    let (mut all, mut tally) = (Messages::default(), Tally::default());
    messages("d", deep.as_bytes(), &mut all, &mut tally);
    assert!(tally.losses[0].fails && tally.read == 0);
}

#[test]
fn messages_are_in_the_order_of_two_integers_and_each_once() {
    let at = |ts: &str, text: &str| said(text, &serde_json::json!({"ts": ts}));
    let day = serde_json::json!([
        at("1773525570.000010", "TL: third"),
        at("1773525570.000009", "TL: second"),
        at("1773525569.999999", "TL: first"),
        at("1773525570.000009", "TL: second"),
    ]);
    let (items, tally) = read(&day, Options::default());
    let words: Vec<&str> = items.iter().filter_map(|item| item.split(' ').nth(1)).collect();
    assert_eq!(words, ["first", "second", "third"]);
    assert_eq!(tally.left_out.get(&LeftOut::Repeated), Some(&1));
}

#[test]
fn files_are_named_and_nothing_lets_in() {
    let file = |more: &serde_json::Value| {
        let (items, tally) =
            read(&serde_json::json!([said("TL: graph", &serde_json::json!({"files": [more]}))]), Options::default());
        (items.join("|"), tally.losses.into_iter().map(|loss| loss.what).collect::<Vec<_>>().join("; "))
    };
    let (item, told) =
        file(&serde_json::json!({"name": "heap.png", "permalink": "https://t.slack.com/files/U/F/heap.png?t=xoxe-1"}));
    assert_eq!(item, "2026-03-14T21:59:30Z graph — file [heap.png](https://t.slack.com/files/U/F/heap.png) (@ana)");
    assert!(told.contains("not in the export") && told.contains("lets somebody in"), "{told}");
    let (item, _) = file(&serde_json::json!({"name": "a](javascript:x)<b>", "permalink": "javascript:x"}));
    assert_eq!(item, "2026-03-14T21:59:30Z graph — file a\\](javascript:x)&lt;b> (@ana)");
    let (item, told) =
        file(&serde_json::json!({"name": "x.png", "mode": "tombstone", "permalink": "https://a.example"}));
    assert!(item.ends_with("file x.png (@ana)") && told.contains("gone"), "{item} {told}");
}

#[test]
fn a_time_in_the_text_is_the_time_of_the_entry() {
    let day = serde_json::json!([said("TL 21:40 - page", &serde_json::json!({}))]);
    let (items, tally) = read(&day, Options::default());
    assert_eq!(items, ["2026-03-14T21:40:00Z page (@ana)"]);
    assert_eq!(tally.losses[0].what, "the entry's time is `21:40` of its text, UTC where it says no other zone");
    let berlin = Options { bots: false, zone: Some(Tz::Europe__Berlin) };
    assert_eq!(read(&day, berlin).0, ["2026-03-14T20:40:00Z page (@ana)"]);
}
