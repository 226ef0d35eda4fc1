//! Comments that silence findings, and what is said of them.

use proptest::prelude::*;

use super::*;
use crate::archive::Archive;
use crate::config::{self, Config};
use crate::incident::{Reading, read};
use crate::lint::{Context, Selection, lint};
use crate::text::SourceText;

fn incident(text: &str) -> Incident {
    read(SourceText::new("a.md", text), &Reading::default())
}

/// What each suppression covers: its rules, and the lines or what else.
fn said(text: &str) -> Vec<String> {
    let incident = incident(text);
    let of = |it: Suppression| {
        let rules: Vec<&str> = it.rules.iter().map(|rule| rule.value.as_str()).collect();
        let covers = match it.covers {
            Covers::Lines(span) => format!("{:?}", incident.source.slice(span)),
            Covers::File => "the file".to_owned(),
            Covers::Nothing(flaw) => format!("nothing: {}", format!("{flaw:?}").split('(').next().unwrap_or("")),
        };
        format!("{}: {covers}", rules.join(" "))
    };
    find(&incident).into_iter().map(of).collect()
}

#[test]
fn a_comment_behind_text_covers_its_line() {
    assert_eq!(
        said("- one\n- two <!-- recount-ignore a/b: x -->\n- three\n"),
        [r#"a/b: "- two <!-- recount-ignore a/b: x -->""#]
    );
    assert_eq!(
        said("| a | b |\n|---|---|\n| 1 | 2 <!-- recount-ignore a/b: x --> |\n| 3 | 4 |\n"),
        [r#"a/b: "| 1 | 2 <!-- recount-ignore a/b: x --> |""#]
    );
    assert_eq!(
        said("<!-- recount-ignore a/b: x --> text\r\nmore\r\n"),
        [r#"a/b: "<!-- recount-ignore a/b: x --> text""#]
    );
}

#[test]
fn a_comment_on_a_line_of_its_own_covers_the_block_that_follows() {
    let comment = "<!-- recount-ignore a/b: x -->";
    let below = |text: &str| said(&format!("{comment}\n{text}"));
    assert_eq!(below("one\ntwo\n\nthree\n"), [r#"a/b: "one\ntwo""#]);
    assert_eq!(below("\n## One\ntwo\n"), [r###"a/b: "## One""###]);
    assert_eq!(below("One\n---\ntwo\n"), [r#"a/b: "One\n---""#]);
    assert_eq!(below("- one\n  two\n  - three\n- four\n"), [r#"a/b: "- one\n  two\n  - three""#]);
    assert_eq!(below("| a |\n|---|\n| 1 |\n\ntext\n"), [r#"a/b: "| a |\n|---|\n| 1 |""#]);
    assert_eq!(below("> one\n> two\n\nthree\n"), [r#"a/b: "> one\n> two""#]);
    assert_eq!(below("```\none\n```\n"), [r#"a/b: "```\none\n```""#]);
    assert_eq!(below(""), ["a/b: nothing: NothingFollows"]);
    assert_eq!(said(&format!("- one\n  {comment}\n- two\n- three\n")), [r#"a/b: "- two""#]);
}

#[test]
fn comments_that_stand_together_cover_the_same() {
    let two = "<!-- recount-ignore a/b: x -->\n<!-- who -->\n<!-- recount-ignore c/d: y\n z -->\nText.\n";
    assert_eq!(said(two), [r#"a/b: "Text.""#, r#"c/d: "Text.""#]);
    let two = "---\n# recount-ignore a/b: x\n# why\n# recount-ignore c/d: x\nid: 1\n---\n";
    assert_eq!(said(two), [r#"a/b: "id: 1""#, r#"c/d: "id: 1""#]);
}

#[test]
fn comments_in_code_and_in_quotations_do_not_count() {
    let comment = "<!-- recount-ignore a/b: x -->";
    for text in [
        format!("`{comment}` text\n"),
        format!("```\n{comment}\n```\ntext\n"),
        format!("    {comment}\n"),
        format!("> {comment}\n> text\n"),
        format!("> - text {comment}\n"),
        "<!-- recount-ignore a/b: x\ntext\n".to_owned(),
        "text # recount-ignore a/b: x\n".to_owned(),
        "---\nid: \"# recount-ignore a/b: x\"\n---\n".to_owned(),
        "---\nid: |\n  # recount-ignore a/b: x\n---\n".to_owned(),
    ] {
        assert_eq!(said(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_comment_in_the_front_matter_covers_its_line_or_the_next_key() {
    let below = |yaml: &str| said(&format!("---\n# recount-ignore a/b: x\n{yaml}---\n"));
    assert_eq!(below("\nid: 1\ntitle: x\n"), [r#"a/b: "id: 1""#]);
    assert_eq!(
        below("review:\n  held_at: x\n\n  attendees: [a]\nid: 1\n"),
        [r#"a/b: "review:\n  held_at: x\n\n  attendees: [a]""#]
    );
    assert_eq!(below("commanders:\n- a\n- b\nid: 1\n"), [r#"a/b: "commanders:\n- a\n- b""#]);
    assert_eq!(below("tags: [\n  a\n]\nid: 1\n"), [r#"a/b: "tags: [\n  a\n]""#]);
    assert_eq!(below(""), ["a/b: nothing: NothingFollows"]);
    assert_eq!(
        said("---\nlist:\n  # recount-ignore a/b: x\n  - name: a\n    role: b\n  - name: c\n---\n"),
        [r#"a/b: "  - name: a\n    role: b""#]
    );
    assert_eq!(
        said("---\r\nid: 1 # recount-ignore a/b: x\r\ntitle: x\r\n---\r\n"),
        [r#"a/b: "id: 1 # recount-ignore a/b: x""#]
    );
}

#[test]
fn a_comment_about_the_file_stands_at_its_top() {
    let comment = "<!-- recount-ignore-file a/b: x -->";
    assert_eq!(
        said(&format!("---\nid: 1\n---\n\n{comment}\n<!-- who -->\n{comment}\n# T\n")),
        ["a/b: the file", "a/b: the file"]
    );
    assert_eq!(said(&format!("\u{feff}{comment}\n")), ["a/b: the file"]);
    assert_eq!(said(&format!("---\n{comment}\nid: 1\n")), ["a/b: the file"]);
    for text in [format!("# T\n{comment}\n"), format!("{comment} text\n"), format!("text {comment}\n")] {
        assert_eq!(said(&text), ["a/b: nothing: NotAtTop"], "{text}");
    }
    assert_eq!(said("---\n# recount-ignore-file a/b: x\nid: 1\n---\n"), ["a/b: nothing: NotAtTop"]);
}

/// `rule message` of what is found in one file.
fn found(text: &str, config: &Config, selection: &Selection) -> Vec<String> {
    let archive = Archive::new(vec![incident(text)], Vec::new());
    let as_of = "2026-03-20T12:00:00Z".parse().expect("an instant");
    let context = Context { selection, ..Context::new(config, as_of) };
    lint(&archive, &context).findings.into_iter().map(|it| format!("{} {}", it.rule, it.message)).collect()
}

fn suppressions(text: &str, select: &[&str], levels: &str) -> Vec<String> {
    let config = config::parse("recount.toml", levels).expect("no mistakes");
    let select = select.iter().map(|&name| name.to_owned()).collect();
    let mut found = found(text, &config, &Selection { select, ignore: Vec::new() });
    found.retain(|finding| finding.starts_with("suppression/"));
    found
}

const ONGOING: &str = "---\nid: INC-2026-001\ntitle: T\nstatus: investigating\nseverity: SEV2\n\
                       started_at: 2026-03-04T09:12:00Z\ncommanders: [{ name: ana.ruiz, from: 2026-03-04T09:18:00Z }]\n";

#[test]
fn what_was_not_asked_is_not_unused() {
    let text = format!("{ONGOING}# recount-ignore times/order: x\nchannel: c\n---\n");
    let unused = ["suppression/unused this comment silences nothing of `times/order`"];
    assert_eq!(suppressions(&text, &[], ""), unused);
    assert_eq!(suppressions(&text, &["suppression", "times/order"], ""), unused);
    assert_eq!(suppressions(&text, &["suppression"], ""), Vec::<String>::new());
    assert_eq!(suppressions(&text, &[], "[lint.rules]\n\"times/order\" = \"off\"\n"), Vec::<String>::new());
    // An ongoing incident is not asked for its review yet.
    let early = text.replace("times/order", "review/missing");
    assert_eq!(suppressions(&early, &[], ""), Vec::<String>::new());
}

#[test]
fn a_group_is_unused_when_all_of_it_was_asked() {
    let text = format!("{ONGOING}# recount-ignore times: x\nchannel: c\n---\n");
    assert_eq!(suppressions(&text, &[], ""), ["suppression/unused this comment silences nothing of `times`"]);
    assert_eq!(suppressions(&text, &["suppression", "times/order"], ""), Vec::<String>::new());
    assert_eq!(suppressions(&text, &["suppression", "times"], "").len(), 1);
}

#[test]
fn suppressions_listen_to_no_suppression() {
    let text = format!(
        "{ONGOING}channel: c\n---\n<!-- recount-ignore-file suppression: x -->\n<!-- recount-ignore-file times/order -->\n"
    );
    assert_eq!(
        suppressions(&text, &[], ""),
        [
            "suppression/unused `suppression` cannot be silenced",
            "suppression/reasonless this comment does not say why `times/order` may be silent",
            "suppression/unused this comment silences nothing of `times/order`",
        ]
    );
}

#[test]
fn a_rule_over_the_whole_archive_is_silenced_where_it_points() {
    let text = format!("{ONGOING}---\n");
    let silenced =
        text.replace("id: INC-2026-001\n", "id: INC-2026-001 # recount-ignore id/duplicate: imported twice\n");
    let both = |one: &str, two: &str| {
        let read = |path: &str, text: &str| read(SourceText::new(path, text), &Reading::default());
        let archive = Archive::new(vec![read("a.md", one), read("b.md", two)], Vec::new());
        let config = Config::default();
        let context = Context::new(&config, "2026-03-04T12:00:00Z".parse().expect("an instant"));
        let found = lint(&archive, &context).findings;
        found.into_iter().map(|it| format!("{} {}", it.path, it.rule)).collect::<Vec<_>>()
    };
    assert_eq!(both(&text, &text), ["a.md id/duplicate", "b.md id/duplicate"]);
    assert_eq!(both(&text, &silenced), ["a.md id/duplicate"]);
    assert_eq!(both(&silenced, &silenced), Vec::<String>::new());
    assert_eq!(both(&silenced.replace("id/duplicate", "id"), &silenced), Vec::<String>::new());
}

/// What a reader of the page sees must not change with a comment.
#[test]
fn a_comment_behind_an_item_is_no_part_of_it() {
    let items = "## Timeline\n- 09:12Z the queue fails\n\n| Time | What |\n|---|---|\n| 09:20Z | restarted |\n\n\
                 ## Contributing factors\n- (technical) the limit was low\n\n## Action items\n\
                 - [ ] Raise the limit — @ana.ruiz, due 2026-04-01, P1\n- [ ] Alert on depth. Owner: ana.ruiz\n";
    let behind = |line: &str| match line.strip_suffix(" |") {
        Some(row) if !row.contains("What") => format!("{row} <!-- recount-ignore a/b: x --> |\n"),
        None if line.starts_with("- ") => format!("{line} <!-- recount-ignore a/b: x -->\n"),
        _ => format!("{line}\n"),
    };
    let commented: String = items.lines().map(behind).collect();
    let (bare, commented) = (incident(items), incident(&commented));
    let plain = crate::incident::body::plain;
    let texts = |it: &Incident| {
        let timeline = it.timeline.iter().map(|entry| format!("{:?} {}", entry.stamp.value, entry.text.value));
        let factors = it
            .factors
            .iter()
            .map(|factor| format!("{:?} {}", factor.kind.as_ref().map(|kind| kind.value), factor.text.value));
        let actions = it.actions.iter().map(|action| {
            let owners: Vec<&str> = action.owners.iter().map(|owner| owner.value.as_str()).collect();
            let due = action.due.as_ref().map(|due| due.value);
            let priority = action.priority.as_ref().map(|priority| priority.value);
            format!("{} {owners:?} {due:?} {priority:?}", plain(&action.description.value))
        });
        timeline.chain(factors).chain(actions).collect::<Vec<_>>()
    };
    assert_eq!(texts(&bare), texts(&commented));
}

proptest! {
    #[test]
    fn any_text_is_read_and_judged(text in any_text()) {
        let found = found(&text, &Config::default(), &Selection::default());
        prop_assert!(found.len() < 10_000);
        let incident = incident(&text);
        for suppression in find(&incident) {
            prop_assert!(!incident.source.slice(suppression.comment).is_empty());
            for rule in &suppression.rules {
                prop_assert_eq!(incident.source.slice(rule.span), rule.value.as_str());
            }
        }
    }
}

/// The text with a suppression for everything found, and what is found in it.
fn silenced(text: &str) -> (String, Vec<String>) {
    let archive = Archive::new(vec![incident(text)], Vec::new());
    let config = Config::default();
    let context = Context::new(&config, "2026-03-20T12:00:00Z".parse().expect("an instant"));
    let relint = |archive: &Archive| Ok::<_, std::convert::Infallible>(lint(archive, &context));
    let found = lint(&archive, &context);
    let Ok((texts, left)) = silence("old", &found, &archive, &Reading::default(), |_| true, relint);
    let text = texts.get("a.md").map_or_else(|| text.to_owned(), |inserted| inserted.text.clone());
    let left = left.findings.iter().filter(|it| !it.rule.starts_with("suppression/"));
    (text, left.map(|it| format!("{} {}", it.rule, it.message)).collect())
}

proptest! {
    #[test]
    fn what_is_silenced_lints_clean_and_nothing_else_has_changed(text in any_text()) {
        let (written, left) = silenced(&text);
        prop_assert!(left.is_empty(), "{text:?}\n{written:?}\n{left:?}");
        // The old text is what is left of the new one without the comments.
        let mut old = text.chars().peekable();
        for c in written.chars() {
            if old.peek() == Some(&c) {
                old.next();
            }
        }
        prop_assert_eq!(old.next(), None);
    }
}

/// Texts of pieces that meet each other badly.
pub fn any_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\n",
        "\n",
        "\r\n",
        "  ",
        "- ",
        "> ",
        "| ",
        "|---|\n",
        "```\n",
        "`",
        "# ",
        "id: INC-1",
        "status: closed",
        "title: \"",
        "note: |\n",
        "<!-- recount-ignore ",
        "<!-- recount-ignore-file ",
        "# recount-ignore ",
        " -->",
        "actions/due",
        ", ",
        ": why",
        "é\u{feff}",
        "## Action items\n",
        "## Timeline\n",
        "09:12Z x",
        "- [ ] Do it",
        "TODO",
        "the platform was down",
        "\t",
        "1. ",
        "<div>",
        "\\",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
