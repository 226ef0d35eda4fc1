//! `recount import slack` and `recount import text`: from what a chat exports to the incident's file.

mod harness;

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Output;

use harness::{command, recount, stderr, stdout, write};
use recount::chat::note;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const REVIEW: &str = "---\nid: INC-2026-001\ntitle: Slow\nstatus: investigating\nseverity: SEV4\n\
                      started_at: 2026-03-14T21:41:00Z\n---\n\n## Description\nSlow.\n\n## Timeline\n\n\
                      - 2026-03-14T21:41:00Z start: error rate rises\n- 2026-03-14T22:20:00Z looked again\n\n\
                      ## Impact\nNone.\n";

const CHANNELS: &str = r#"[{"id":"C0INCIDENT","name":"inc-42"},{"id":"C0GENERAL1","name":"general"},
    {"id":"C0EVIL0001","name":"../../outside"}]"#;
const USERS: &str = r#"[{"id":"U1","name":"ana.costa","profile":{"display_name":"ana","email":"ana@firm.de"}},
    {"id":"U2","name":"ben","profile":{"display_name":"<img src=x onerror=alert(1)>"}}]"#;
const DAY: &str = r#"[
    {"type":"message","subtype":"channel_join","user":"U1","text":"<@U1> has joined","ts":"1773525483.000001"},
    {"type":"message","user":"U1","ts":"1773525570.041899",
     "text":"TL: paged for p99 &gt; 2s by <@U2>, mail ana@firm.de"},
    {"type":"message","user":"U2","text":"TLS is fine","ts":"1773525580.000001"},
    {"type":"message","user":"U2","ts":"1773525970.000001",
     "text":"*TL:* see <https://a.example/x?token=s3cr3t&amp;y=1|panel>\n&gt; quoted"},
    {"type":"message","user":"U2","text":{"not":"text"},"ts":"1773525980.000001"}
]"#;

/// The files of a small export, all made up.
fn files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("channels.json", CHANNELS),
        ("users.json", USERS),
        ("dms.json", r#"[{"id":"D0DIRECT01"}]"#),
        ("inc-42/2026-03-14.json", DAY),
        ("inc-42/canvas_in_the_conversation.json", "[{}]"),
        (
            "general/2026-03-14.json",
            r#"[{"type":"message","user":"U1","text":"TL: elsewhere","ts":"1773525571.000001"}]"#,
        ),
        (
            "D0DIRECT01/2026-03-14.json",
            r#"[{"type":"message","user":"U1","text":"TL: private","ts":"1773525572.000001"}]"#,
        ),
    ]
}

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "incidents/a.md", REVIEW);
    for (name, content) in files() {
        write(folder.path(), &format!("export/{name}"), content);
    }
    folder
}

fn packed(prefix: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files() {
        writer.start_file(format!("{prefix}{name}"), SimpleFileOptions::default()).expect("an entry");
        writer.write_all(content.as_bytes()).expect("its bytes");
    }
    writer.finish().expect("a ZIP").into_inner()
}

fn review(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("incidents/a.md")).expect("the review")
}

fn import(folder: &Path, more: &[&str]) -> Output {
    recount(
        folder,
        &[&["import", "slack", "export", "--channel", "inc-42", "--incident", "INC-2026-001"], more].concat(),
    )
}

/// The file without the hashes of comments.
fn shown(text: &str) -> String {
    let lines = text.split('\n').map(|line| match (line.find("<!-- "), line.strip_suffix(" -->")) {
        (Some(_), Some(before)) => format!("{} HASH -->", &before[..before.rfind(' ').unwrap_or(0)]),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn notes_of_the_channel_become_entries_and_nothing_else_changes() {
    let folder = archive();
    let output = import(folder.path(), &[]);
    // One message is not what a message is.
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let after = shown(&review(folder.path()));
    let expected = REVIEW.replace(
        "- 2026-03-14T22:20",
        "- 2026-03-14T21:59:30Z paged for p99 > 2s by @&lt;img src=x onerror=alert(1)>, mail \\[e-mail removed\\] (@ana) \
         <!-- slack C0INCIDENT 1773525570.041899 HASH -->\n\
         - 2026-03-14T22:06:10Z see [panel](https://a.example/x?y=1) (@ben)\n  > quoted\n  \
         <!-- slack C0INCIDENT 1773525970.000001 HASH -->\n- 2026-03-14T22:20",
    );
    assert_eq!(after, expected);
    let told = stderr(&output);
    for line in [
        "error: 1773525980.000001: left out: its text is no text",
        "1773525570.041899: an e-mail address was removed",
        "1773525970.000001: what lets somebody in, or leads to a person, was removed from an address",
        "5 messages read in #inc-42 (C0INCIDENT): 2 taken; left out: 1 without a prefix, 1 notice, 1 unreadable.",
        "Added 2 entries in incidents/a.md.",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}\n{told}");
    }
}

#[test]
fn a_second_time_there_is_nothing_new() {
    let folder = archive();
    import(folder.path(), &[]);
    let once = review(folder.path());
    let output = import(folder.path(), &[]);
    assert_eq!(review(folder.path()), once);
    assert!(stderr(&output).contains("0 taken, 2 already there"), "{}", stderr(&output));
    assert!(stderr(&output).contains("Nothing new for incidents/a.md."), "{}", stderr(&output));
}

#[test]
fn a_message_that_was_edited_replaces_only_what_nobody_changed() {
    let folder = archive();
    import(folder.path(), &[]);
    write(folder.path(), "export/inc-42/2026-03-14.json", DAY.replace("TL: paged", "TL: the pager rang"));
    import(folder.path(), &[]);
    assert!(review(folder.path()).contains("Z the pager rang for p99"), "{}", review(folder.path()));
    write(folder.path(), "incidents/a.md", review(folder.path()).replace("the pager rang", "we were paged"));
    write(folder.path(), "export/inc-42/2026-03-14.json", DAY.replace("TL: paged", "TL: the pager rang twice"));
    let output = import(folder.path(), &[]);
    assert!(review(folder.path()).contains("Z we were paged for p99"), "{}", review(folder.path()));
    assert!(stderr(&output).contains("warning: 1773525570.041899: its message was edited and so was its entry"));
    assert!(stderr(&output).contains("1 already there, 1 changed by hand"), "{}", stderr(&output));
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let folder = archive();
    let output = import(folder.path(), &["--diff"]);
    assert_eq!(review(folder.path()), REVIEW);
    assert!(stdout(&output).starts_with("--- a/incidents/a.md\n+++ b/incidents/a.md\n@@ "), "{}", stdout(&output));
    assert!(stderr(&output).contains("Would add 2 entries in incidents/a.md."), "{}", stderr(&output));
}

#[test]
fn the_zip_gives_what_its_folder_gives() {
    let (folder, zipped) = (archive(), archive());
    import(folder.path(), &[]);
    for prefix in ["", "my export/"] {
        write(zipped.path(), "incidents/a.md", REVIEW);
        write(zipped.path(), "export.zip", packed(prefix));
        let arguments = ["import", "slack", "export.zip", "--channel", "#inc-42", "--incident", "inc-2026-001"];
        let output = recount(zipped.path(), &arguments);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert_eq!(review(zipped.path()), review(folder.path()));
    }
}

#[test]
fn the_comment_is_nobodys_text() {
    let folder = archive();
    import(folder.path(), &[]);
    let timeline = stdout(&recount(folder.path(), &["timeline", "INC-2026-001", "--output-format", "json"]));
    assert!(timeline.contains("paged for p99") && !timeline.contains("C0INCIDENT"), "{timeline}");
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert!(!stdout(&lint).contains("timeline/") && !stdout(&lint).contains("privacy/"), "{}", stdout(&lint));
    assert_eq!(recount(folder.path(), &["build", "--output", "public"]).status.code(), Some(0));
    for file in walk(&folder.path().join("public")) {
        let bytes = std::fs::read(&file).expect("a published file");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("C0INCIDENT"), "{}", file.display());
        // The search index holds plain text, which its script shows as text.
        let is_page = file.extension().is_some_and(|extension| extension == "html");
        assert!(!is_page || !text.contains("<img src=x"), "{}", file.display());
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn what_cannot_run_says_how_it_could() {
    let folder = archive();
    let refused = |arguments: &[&str]| {
        let output = recount(folder.path(), &[&["import"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", stderr(&output));
        stderr(&output)
    };
    let incident = ["--incident", "INC-2026-001"];
    let slack = |more: &[&str]| refused(&[&["slack", "export"], more].concat());
    assert!(slack(&["--channel", "inc-42"]).contains("`--incident INC-2026-014`"));
    assert!(slack(&["--channel", "inc-42", "--incident", "INC-2026-002"]).contains("did you mean `INC-2026-001`?"));
    assert!(slack(&incident).contains("`--channel NAME`"));
    let wrong = slack(&[&["--channel", "inc-43"], &incident[..]].concat());
    assert!(wrong.contains("nearest first: #inc-42 (C0INCIDENT), #general (C0GENERAL1)"), "{wrong}");
    assert!(
        slack(&[&["--channel", "D0DIRECT01"], &incident[..]].concat()).contains("direct messages are not imported")
    );
    assert!(slack(&[&["--channel", "../../outside"], &incident[..]].concat()).contains("there is no channel"));
    let channel = [&["--channel", "inc-42"], &incident[..]].concat();
    assert!(refused(&[&["slack", "gone"], &channel[..]].concat()).contains("gone: cannot be read"));
    assert!(refused(&[&["slack", "incidents"], &channel[..]].concat()).contains("there is no channels.json"));
    assert!(refused(&[&["slack", "incidents/a.md"], &channel[..]].concat()).contains("neither a folder nor a ZIP"));
    let groups = r#"[{"id":"G0INCIDENT","name":"inc-42"}]"#;
    write(folder.path(), "export/groups.json", groups);
    let several = slack(&channel);
    assert!(several.contains("several channels") && several.contains("--channel C0INCIDENT"), "{several}");
    assert_eq!(review(folder.path()), REVIEW);
}

#[test]
fn the_incidents_own_channel_is_taken_where_none_is_named() {
    let folder = archive();
    write(folder.path(), "incidents/a.md", REVIEW.replace("severity:", "channel: \"#inc-42\"\nseverity:"));
    let output = recount(folder.path(), &["import", "slack", "export", "--incident", "INC-2026-001"]);
    assert!(stderr(&output).contains("2 taken"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_link_in_an_export_is_not_followed() {
    let folder = archive();
    let secret = folder.path().join("secret.json");
    std::fs::write(&secret, DAY).expect("a file");
    std::os::unix::fs::symlink(&secret, folder.path().join("export/inc-42/2026-03-15.json")).expect("a link");
    let output = import(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("inc-42/2026-03-15.json: the file was left out: it is a link"),
        "{}",
        stderr(&output)
    );
}

fn paste(folder: &Path, chat: &str, more: &[&str]) -> Output {
    let arguments = [&["import", "text", "-", "--incident", "INC-2026-001"], more].concat();
    command(folder, &arguments).write_stdin(chat).output().expect("the command runs")
}

#[test]
fn a_pasted_chat_becomes_entries_once() {
    let folder = archive();
    let chat = "[21:50] ana: hm\n[21:59] ana: TL pager fired\nben [10:06 PM] TL: rolled back #4812\n\
                00:10 ana: TL: 00:05 - quiet\n";
    let output = paste(folder.path(), chat, &["--zone", "UTC"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let once = review(folder.path());
    for line in [
        "- 2026-03-14T21:59:00Z pager fired (@ana) <!-- chat ",
        "- 2026-03-14T22:06:00Z rolled back #4812 (@ben) <!-- chat ",
        "- 2026-03-15T00:05:00Z quiet (@ana) <!-- chat ",
    ] {
        assert!(once.lines().any(|written| written.starts_with(line)), "{line}\n{once}");
    }
    assert!(stderr(&output).contains("4 messages read in the pasted chat: 3 taken; left out: 1 without a prefix."));
    let again = paste(folder.path(), &format!("{chat}22:30 ana: thanks\n"), &["--zone", "UTC"]);
    assert!(stderr(&again).contains("Nothing new"), "{}", stderr(&again));
    assert_eq!(review(folder.path()), once);
}

#[test]
fn a_pasted_chat_has_the_archives_zone_and_the_day_that_is_given() {
    let folder = archive();
    write(folder.path(), "recount.toml", "[archive]\ntimezone = \"Europe/Berlin\"\n");
    write(folder.path(), "chat.txt", "09:32 ana: TL: x\n");
    let arguments = ["import", "text", "chat.txt", "--incident", "INC-2026-001", "--date", "2026-03-15"];
    assert_eq!(recount(folder.path(), &arguments).status.code(), Some(0));
    assert!(review(folder.path()).contains("- 2026-03-15T08:32:00Z x (@ana) <!--"), "{}", review(folder.path()));
    let wrong = paste(folder.path(), "", &["--zone", "Berlin"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("`Berlin` is no zone"), "{}", stderr(&wrong));
    let lost = paste(folder.path(), "TL: when was it?\n", &[]);
    assert_eq!(lost.status.code(), Some(1), "{}", stderr(&lost));
    assert!(stderr(&lost).contains("error: line 1: left out: no time stands"), "{}", stderr(&lost));
}

/// The made-up export that is beside the real archives, or `None` with a message.
fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("RECOUNT_SHARED").map(PathBuf::from);
    let shared = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let export = shared.join("data/slack-export");
    if export.is_dir() {
        return Some(export);
    }
    eprintln!("skipped: no export at {} (set RECOUNT_SHARED)", export.display());
    None
}

#[test]
fn every_message_of_the_labelled_export_is_taken_or_left_as_its_label_says() {
    let Some(export) = shared() else { return };
    let folder = archive();
    let sample = export.join("sample");
    let sample = sample.to_str().expect("UTF-8");
    let channel = "inc-2026-03-14-checkout-latency";
    let output =
        recount(folder.path(), &["import", "slack", sample, "--channel", channel, "--incident", "INC-2026-001"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = review(folder.path());
    let labels = std::fs::read_to_string(export.join("EXPECTED.tsv")).expect("the labels are beside the export");
    let (mut yes, mut no) = (0, 0);
    for row in labels.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let taken = text.contains(&format!("<!-- slack C0INCIDENT {} ", cells[0]));
        // The message in doubt is a remark about the timeline: see the decision.
        assert_eq!(taken, cells[1] == "yes", "{row}");
        if cells[1] == "yes" {
            assert!(note(&cells[3].replace("\\n", "\n")).is_some(), "{row}");
        }
        if taken { yes += 1 } else { no += 1 }
    }
    println!("{yes} taken, {no} left");
    assert_eq!(text.matches("<!-- slack ").count(), yes);
    assert!(yes > 15 && no > 15);
    for secret in ["xoxe", "@example.invalid", "private: please", "another channel"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let posted_late =
        "- 2026-03-14T22:08:00Z status page set to \"degraded\" (posted late, actual time 22:08) (@ana) <!--";
    assert!(text.contains(posted_late), "{text}");
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert!(!stdout(&lint).contains("timeline/unreadable") && !stdout(&lint).contains("privacy/"), "{}", stdout(&lint));
}
