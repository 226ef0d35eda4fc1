//! The shapes that pasted chats have.

use super::*;

fn options() -> Options {
    Options { day: NaiveDate::from_ymd_opt(2026, 3, 14), began: None, zone: Some(Tz::UTC) }
}

/// The items without their comments, one a line, and what is told of the chat.
fn read(text: &str, options: Options) -> (Vec<String>, Tally) {
    let mut tally = Tally::default();
    let items = notes(text, options, &mut tally);
    let shown = |item: &Item| {
        let markdown = item.markdown("", "\n");
        markdown.split(" <!--").next().unwrap_or("").trim_end().to_owned()
    };
    (items.iter().map(shown).collect(), tally)
}

#[test]
fn every_shape_that_chats_are_copied_in_is_read() {
    for line in [
        "[09:32] ana: TL queue restarted",
        "09:32 ana: TL: queue restarted",
        "09:32:00 ana: TL: queue restarted",
        "ana [9:32 AM] TL: queue restarted",
        "ana [9:32 AM]\nTL: queue restarted",
        "ana (09:32): TL - queue restarted",
        "ana  9:32 AM\nTL: queue restarted",
        "ana\u{a0}\u{a0}9:32 AM\nTL: queue restarted",
        "ana — Today at 9:32 AM\nTL: queue restarted",
        "[9:32 AM] ana\nTL: queue restarted",
        "2026-03-14 09:32 <ana> TL: queue restarted",
        "[2026-03-14 09:32:00] <@ana> TL: queue restarted",
        "09:32 <ana> TL: queue restarted",
        "09:32 ana | TL: queue restarted",
        "09:32 ana TL: queue restarted",
        "09:32 UTC ana: *TL:* queue restarted",
        "ana [9:35 AM] TL 09:32 - queue restarted",
        "[14/03/2026, 09:32:00] ana: TL: queue restarted",
        "2026-03-14T09:32:00Z ana: TL: queue restarted",
    ] {
        assert_eq!(read(line, options()).0, ["2026-03-14T09:32:00Z queue restarted (@ana)"], "{line}");
    }
    assert_eq!(read("09:32 TL: queue restarted", options()).0, ["2026-03-14T09:32:00Z queue restarted"]);
    assert_eq!(read("TL 09:32 queue restarted", options()).0, ["2026-03-14T09:32:00Z queue restarted"]);
}

#[test]
fn what_is_no_note_is_counted_and_lines_below_belong_to_a_message() {
    let chat = "[09:30] ana: looking\nat the board\n[09:32] Ana Costa: TL: restarted\nsecond line\n\n09:33 it goes on\n\
                [09:35] ben: thanks\n[00:05] ana: TL: next day\n";
    let (items, tally) = read(chat, options());
    assert_eq!(
        items,
        [
            "2026-03-14T09:32:00Z restarted\\\nsecond line\\\n&zwnj;09:33 it goes on (Ana Costa)",
            "2026-03-15T00:05:00Z next day (@ana)"
        ]
    );
    assert_eq!((tally.read, tally.left_out.get(&LeftOut::NotANote)), (4, Some(&2)));
}

#[test]
fn a_row_of_notes_has_the_time_and_the_person_above_it() {
    let (items, tally) = read("ana  9:32 AM\nTL: a\nTL: b\n9:40\nTL: c\n", options());
    assert_eq!(
        items,
        ["2026-03-14T09:32:00Z a (@ana)", "2026-03-14T09:32:00Z b (@ana)", "2026-03-14T09:40:00Z c (@ana)"]
    );
    assert_eq!(tally.read, 3);
}

#[test]
fn code_and_repetition_are_no_notes() {
    let (items, tally) = read(
        "[09:32] ana: TL: a\n```\nTL: sample\n[09:33] log: x\n```\n[09:32] ana: TL: b\n[09:32] ana: TL: b\n",
        options(),
    );
    assert_eq!(items.len(), 2, "{items:?}");
    assert!(items[0].contains("```\nTL: sample\n[09:33] log: x\n```"), "{items:?}");
    assert_eq!(tally.left_out.get(&LeftOut::Repeated), Some(&1));
    assert_eq!(read("[09:32] ana: TL: a ```\n[09:33] ana: TL: b\n", options()).0.len(), 2);
}

#[test]
fn the_day_and_the_zone_come_from_where_they_are_known() {
    let began = Moment::parse_from_rfc3339("2026-03-14T23:50:00Z").ok();
    let nearest = Options { day: None, began, zone: Some(Tz::UTC) };
    assert_eq!(read("00:05 ana: TL: x", nearest).0, ["2026-03-15T00:05:00Z x (@ana)"]);
    let berlin = Options { zone: Some(Tz::Europe__Berlin), ..options() };
    assert_eq!(read("09:32 ana: TL: x", berlin).0, ["2026-03-14T08:32:00Z x (@ana)"]);
    let nowhere = Options { zone: None, ..options() };
    assert_eq!(read("09:32 ana: TL: x", nowhere).0, ["2026-03-14T09:32:00 x (@ana)"]);
    assert_eq!(read("09:35 ana: TL 09:32: x", nowhere).0, ["2026-03-14T09:32:00 x (@ana)"]);
    assert_eq!(read("09:32 PST ana: TL: x", nowhere).0, ["2026-03-14T17:32:00Z x (@ana)"]);
}

#[test]
fn what_has_no_day_or_no_time_is_said() {
    let (items, tally) = read("09:32 ana: TL: x", Options::default());
    assert!(items.is_empty() && tally.losses[0].fails && tally.losses[0].what.contains("--date"));
    let (items, tally) = read("TL: x", options());
    assert!(items.is_empty() && tally.losses[0].fails && tally.losses[0].place == "line 1");
    assert_eq!(read("", options()).1, Tally::default());
}

#[test]
fn a_message_is_known_again_whatever_stands_around_it() {
    let origins = |text: &str| {
        let items = notes(text, options(), &mut Tally::default());
        items.into_iter().map(|item| item.origin).collect::<Vec<_>>()
    };
    let both = origins("09:30 ana: hm\n09:32 ana: TL: x\n");
    assert_eq!(both, origins("[09:32] ana: TL: x"));
    assert_ne!(both, origins("[09:32] ben: TL: x"));
}
