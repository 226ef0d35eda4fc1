//! `recount lint --add-ignore` and `--baseline` as a user meets them, on archives that lack a lot.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The command in `folder`, cut off from the settings of whoever runs the tests, at a known time.
fn recount(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("recount")
        .expect("the binary was built with the tests")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("SOURCE_DATE_EPOCH", "1774008000")
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("incidents").join(name)).expect("an incident")
}

const HEAD: &str = "---\nid: INC-2026-014\ntitle: Elevated 500s\nstatus: reviewed\nseverity: SEV9\n\
                    started_at: 2026-03-04T09:12:00Z\ndetected_at: 2026-03-04T09:07:00Z\n\
                    commanders:\n  - name: ana.ruiz\n    from: 2026-03-04T09:18:00\ncomanders: [li.wei]\n---\n\n";

const BODY: &str = "## Description\n\nThe platform was down.\nAna should have known better.\n\n## Impact\n\n## Timeline\n\n\
                    - 09:12Z the queue fails\n- 09:10Z paged\n  - TODO\n- someday later\n\n## Action items\n\n\
                    1. Raise the limit  \n   of the queue\n2. Be more careful\\\n   next time\n\n\
                    | Action | Owner | Due |\n|---|---|---|\n| Alert on depth | | soon |\n| Be careful | @sam.okafor | |\n\n\
                    > TODO\n\n```\nTODO\n```\n";

/// An archive of files that each lack a lot, in different ways.
fn messy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files: [(&str, Vec<u8>); 9] = [
        ("whole.md", format!("{HEAD}{BODY}").into()),
        ("crlf.md", format!("\u{feff}{HEAD}{BODY}").replace("014", "015").replace('\n', "\r\n").into()),
        ("bare.md", BODY.into()),
        ("title.md", "# The 4th of March\n\nThe platform was down.".into()),
        ("empty.md", Vec::new()),
        ("broken.md", "---\nid: INC-2026-016\ntitle: \"open\nstatus: closed\n---\n\n# T\n".into()),
        ("unclosed.md", "---\nid: INC-2026-017\n\n## Impact\nNobody.\n".into()),
        ("end.md", "---\nid: INC-2026-018\nstatus: closed\n---".into()),
        ("twice.md", "---\nid: INC-2026-014\nstatus: resolved\n---\n".into()),
    ];
    std::fs::create_dir_all(folder.path().join("incidents")).expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join("incidents").join(name), bytes).expect("a file");
    }
    folder
}

fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(folder.join("incidents")).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).expect("a file"))).collect()
}

#[test]
fn after_add_ignore_the_lint_is_clean_and_only_comments_are_new() {
    let folder = messy();
    let before = texts(folder.path());
    assert_eq!(recount(folder.path(), &["lint"]).status.code(), Some(1));
    let silenced = recount(folder.path(), &["lint", "--add-ignore", "written before we linted"]);
    assert_eq!(silenced.status.code(), Some(0), "{}{}", stdout(&silenced), stderr(&silenced));
    assert!(stdout(&silenced).contains("into 9 files"), "{}", stdout(&silenced));
    let lint = recount(folder.path(), &["lint", "--fail-on", "any"]);
    assert_eq!(lint.status.code(), Some(0), "{}", stdout(&lint));
    for ((path, before), (_, after)) in before.into_iter().zip(texts(folder.path())) {
        assert_eq!(without_comments(&after).trim_end(), before.trim_end(), "{}", path.display());
        let breaks = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
        let (windows, all) = breaks(&after);
        assert!(windows == 0 || windows == all, "{}: one kind of line break", path.display());
    }
    let again = recount(folder.path(), &["lint", "--add-ignore", "again"]);
    assert!(stdout(&again).contains("Wrote 0 suppressions into 0 files."), "{}", stdout(&again));
}

/// The text without what `--add-ignore` writes.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches('\u{feff}').trim();
        let alone = bare.starts_with("# recount-ignore") || (bare.starts_with("<!-- rec") && bare.ends_with("-->"));
        match line.split_once(" <!-- recount-ignore") {
            _ if alone => out.push_str(if line.starts_with('\u{feff}') { "\u{feff}" } else { "" }),
            Some((head, tail)) => {
                out.push_str(head);
                out.push_str(tail.split_once("-->").expect("a closed comment").1);
            }
            None => out.push_str(line),
        }
    }
    out
}

#[test]
fn comments_stand_where_they_split_no_list_and_no_table() {
    let folder = messy();
    recount(folder.path(), &["lint", "--add-ignore", "old", "incidents/whole.md"]);
    let text = read(folder.path(), "whole.md");
    let comment = |line: &str| line.contains("<!-- recount-ignore ");
    let lines: Vec<&str> = text.lines().collect();
    let table = lines.iter().position(|line| line.starts_with("| Action")).expect("the table");
    assert!(lines[table + 1].starts_with("|---"), "{text}");
    assert!(comment(lines[table + 2]) && lines[table + 2].ends_with(" |"), "{text}");
    assert!(lines[table + 3].starts_with("| Be careful"), "{text}");
    let first = lines.iter().position(|line| line.starts_with("1. ")).expect("the list");
    assert!(comment(lines[first]) && lines[first].ends_with("-->  "), "a hard break stays one: {text}");
    assert!(
        text.contains("severity: SEV9\n") && text.contains("\n# recount-ignore front-matter/invalid-value: old\nsev")
    );
    assert!(text.contains("\n    # recount-ignore front-matter/timestamp-zone: old\n    from:"), "{text}");
    assert!(!read(folder.path(), "crlf.md").contains("recount-ignore"), "only the file asked for");
}

#[test]
fn only_the_selected_rules_are_silenced() {
    let folder = messy();
    recount(folder.path(), &["lint", "--select", "times", "--add-ignore", "the clock was wrong"]);
    let text = read(folder.path(), "whole.md");
    assert_eq!(text.matches("recount-ignore").count(), 2, "{text}");
    assert!(text.contains("# recount-ignore times/order: the clock was wrong\ndetected_at"), "{text}");
    assert_eq!(recount(folder.path(), &["lint", "--select", "times"]).status.code(), Some(0));
}

#[test]
fn a_reason_that_no_comment_can_hold_is_refused() {
    let folder = messy();
    for reason in ["", "  ", "a --> b", "two\nlines"] {
        let output = recount(folder.path(), &["lint", "--add-ignore", reason]);
        assert_eq!(output.status.code(), Some(2), "{reason:?}");
        assert!(stderr(&output).contains("--add-ignore"), "{}", stderr(&output));
    }
    assert!(texts(folder.path()).iter().all(|(_, text)| !text.contains("recount-ignore")));
}

#[test]
fn a_file_that_cannot_be_written_faithfully_is_left_and_named() {
    let folder = messy();
    let bytes = b"# T\n\nab\xffc\n";
    std::fs::write(folder.path().join("incidents/latin.md"), bytes).expect("a file");
    let big = std::fs::File::create(folder.path().join("incidents/big.md")).expect("a file");
    big.set_len(5 * 1024 * 1024).expect("a size");
    let output = recount(folder.path(), &["lint", "--add-ignore", "old"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read(folder.path().join("incidents/latin.md")).expect("the file"), bytes);
    for name in ["incidents/latin.md", "incidents/big.md"] {
        assert!(stderr(&output).contains(&format!("nothing was written into {name}")), "{}", stderr(&output));
        assert!(stdout(&output).contains(&format!("{name}:")), "{}", stdout(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_files_permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = messy();
    let file = folder.path().join("incidents/whole.md");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("a mode");
    recount(folder.path(), &["lint", "--add-ignore", "old"]);
    assert_eq!(std::fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o640);
}

fn baseline(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("recount-baseline.json")).expect("the baseline")
}

#[test]
fn a_baseline_keeps_what_is_known_silent_and_says_what_is_new() {
    let folder = messy();
    let written = recount(folder.path(), &["lint", "--baseline", "write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stdout(&written));
    assert!(stderr(&written).starts_with("Recorded "), "{}", stderr(&written));
    let lint = recount(folder.path(), &["lint", "--fail-on", "any"]);
    assert_eq!(lint.status.code(), Some(0), "{}", stdout(&lint));
    assert!(stdout(&lint).contains("known findings are in recount-baseline.json)"), "{}", stdout(&lint));
    assert_eq!(stderr(&lint), "");
    // Lines that move are the same findings.
    let text = read(folder.path(), "bare.md");
    std::fs::write(folder.path().join("incidents/bare.md"), format!("\n\n{text}")).expect("a file");
    assert_eq!(recount(folder.path(), &["lint", "--fail-on", "any"]).status.code(), Some(0));
    std::fs::write(folder.path().join("incidents/new.md"), "# New\n\nThe platform was down.\n").expect("a file");
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert_eq!(lint.status.code(), Some(1));
    assert!(stdout(&lint).lines().all(|line| line.contains("new.md") || line.contains("known")), "{}", stdout(&lint));
    let all = recount(folder.path(), &["lint", "--baseline", "ignore", "--output-format", "concise"]);
    assert!(stdout(&all).contains("incidents/whole.md"), "{}", stdout(&all));
}

#[test]
fn a_second_write_only_takes_off_and_rewrite_records_all() {
    let folder = messy();
    recount(folder.path(), &["lint", "--baseline", "write"]);
    let before = baseline(folder.path());
    std::fs::write(folder.path().join("incidents/new.md"), "# New\n\nThe platform was down.\n").expect("a file");
    let again = recount(folder.path(), &["lint", "--baseline", "write"]);
    assert_eq!(again.status.code(), Some(1), "what is new fails");
    assert!(stderr(&again).contains("new findings are not recorded"), "{}", stderr(&again));
    assert!(stderr(&again).contains("`recount lint --baseline rewrite`"), "{}", stderr(&again));
    assert_eq!(baseline(folder.path()), before);
    let all = recount(folder.path(), &["lint", "--baseline", "rewrite"]);
    assert_eq!(all.status.code(), Some(0));
    assert!(baseline(folder.path()).contains("\"path\":\"incidents/new.md\""));
    std::fs::remove_file(folder.path().join("incidents/new.md")).expect("the file");
    let lint = recount(folder.path(), &["lint"]);
    assert!(stderr(&lint).contains("are fixed: `recount lint --baseline write` takes them off"), "{}", stderr(&lint));
    recount(folder.path(), &["lint", "--baseline", "write"]);
    assert_eq!(baseline(folder.path()), before);
}

#[test]
fn only_what_was_looked_at_counts_as_fixed() {
    let folder = messy();
    std::fs::write(folder.path().join("incidents/title.md"), "# T\n\nTODO\n").expect("a file");
    recount(folder.path(), &["lint", "--baseline", "write"]);
    let before = baseline(folder.path());
    std::fs::write(folder.path().join("incidents/title.md"), "").expect("a file");
    for narrow in [["lint", "incidents/whole.md"], ["lint", "--select=times,id"]] {
        let lint = recount(folder.path(), &narrow);
        assert_eq!(stderr(&lint), "", "{narrow:?}");
        let mut write = narrow.to_vec();
        write.extend(["--baseline", "write"]);
        recount(folder.path(), &write);
        assert_eq!(baseline(folder.path()), before, "{narrow:?}");
    }
    let rewrite = ["lint", "incidents/title.md", "--baseline", "rewrite"];
    assert_eq!(recount(folder.path(), &rewrite).status.code(), Some(0));
    let others = |text: &str| text.lines().filter(|line| !line.contains("title.md")).collect::<Vec<_>>().join("\n");
    assert_eq!(others(&baseline(folder.path())), others(&before));
    assert_ne!(baseline(folder.path()), before);
}

#[test]
fn a_baseline_that_cannot_be_read_stops_the_lint_and_says_what_to_do() {
    let folder = messy();
    recount(folder.path(), &["lint", "--baseline", "write"]);
    let text = baseline(folder.path());
    let put = |text: &str| std::fs::write(folder.path().join("recount-baseline.json"), text).expect("a file");
    put(&text.replacen("    {", "<<<<<<< HEAD\n    {", 1));
    let lint = recount(folder.path(), &["lint"]);
    assert_eq!(lint.status.code(), Some(2));
    assert!(stderr(&lint).contains("recount-baseline.json:4: "), "{}", stderr(&lint));
    assert!(stderr(&lint).contains("--baseline rewrite"), "{}", stderr(&lint));
    assert_eq!(recount(folder.path(), &["lint", "--baseline", "ignore"]).status.code(), Some(1));
    assert_eq!(recount(folder.path(), &["lint", "--baseline", "write"]).status.code(), Some(2));
    assert_eq!(recount(folder.path(), &["lint", "--baseline", "rewrite"]).status.code(), Some(0));
    assert_eq!(baseline(folder.path()), text);
    put("{\"version\": 9}");
    for mode in [&["lint"][..], &["lint", "--baseline", "rewrite"]] {
        let lint = recount(folder.path(), mode);
        assert_eq!(lint.status.code(), Some(2));
        assert!(stderr(&lint).contains("newer recount"), "{}", stderr(&lint));
    }
}

#[test]
fn a_baseline_changes_nothing_on_the_site() {
    let folder = messy();
    recount(folder.path(), &["lint", "--baseline", "write"]);
    let build = recount(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    assert!(stderr(&build).contains("incomplete review"), "{}", stderr(&build));
}
