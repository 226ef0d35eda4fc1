//! `recount lint --fix` and `--diff` as a user meets them.

mod harness;

use std::path::Path;
use std::process::{Command, Stdio};

use harness::{git, recount, stderr, stdout, write};

const LINT: [&str; 3] = ["lint", "--as-of", "2026-03-20T12:00:00Z"];

fn lint(folder: &Path, more: &[&str]) -> std::process::Output {
    recount(folder, &[&LINT, more].concat())
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("incidents").join(name)).expect("an incident")
}

const MESSY: &str = "---\nid: INC-2026-014\ntitle: Elevated 500s # é \u{1f525}\nstatus: reviewd\nSeverity:\tSEV2\n\
                     started_at: '2026-03-04 09:12 UTC'\ndetected_at: 2026-03-04T09:17:00\nservices: api\n\
                     comanders: [ana.ruiz]\nid: INC-2026-014\n---\n\n## Description\n\nThe queue stopped.\n\n\
                     ## Timeline\n\n- 09:12Z the queue fails\n\n## Lessons learned\n\nNone.";

/// What the safe fixes of [`MESSY`] change in the front matter.
const TIDY: &str = "---\nid: INC-2026-014\ntitle: Elevated 500s # é \u{1f525}\nstatus: reviewd\nseverity:\tSEV2\n\
                    started_at: '2026-03-04T09:12:00Z'\ndetected_at: 2026-03-04T09:17:00+01:00\nservices: [api]\n\
                    commanders: [ana.ruiz]\n---\n\n## Description\n\nThe queue stopped.\n\n";

/// An archive of a file with everything that can be fixed, in its forms, and one with nothing.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "recount.toml", "[archive]\ntimezone = \"Europe/Berlin\"\n");
    write(folder.path(), "incidents/one.md", MESSY);
    let windows = format!("\u{feff}{MESSY}").replace("014", "015").replace('\n', "\r\n");
    write(folder.path(), "incidents/2026/two \u{fc}.md", windows);
    write(folder.path(), "incidents/fine.md", "---\nid: INC-2026-016\nstatus: monitoring\n---\n");
    folder
}

#[test]
fn fix_writes_what_is_safe_and_a_second_time_nothing() {
    let folder = archive();
    let output = lint(folder.path(), &["--fix", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(1), "what is left fails: {}", stderr(&output));
    let one = read(folder.path(), "one.md");
    assert!(one.starts_with(TIDY), "{one}");
    assert!(stderr(&output).contains(" in 2 files; 2 more with --unsafe-fixes.\n"), "{}", stderr(&output));
    assert!(stdout(&output).contains("status"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("unknown key"), "{}", stdout(&output));
    let two = read(folder.path(), "2026/two \u{fc}.md");
    assert_eq!(two, format!("\u{feff}{one}").replace("014", "015").replace('\n', "\r\n"));
    let again = lint(folder.path(), &["--fix"]);
    assert!(stderr(&again).starts_with("Fixed 0 findings in 0 files; 2 more"), "{}", stderr(&again));
    assert_eq!(read(folder.path(), "one.md"), one);
}

#[test]
fn guesses_are_written_only_when_asked_for() {
    let folder = archive();
    lint(folder.path(), &["--unsafe-fixes"]);
    assert_eq!(read(folder.path(), "one.md"), MESSY, "without --fix nothing is written");
    let output = lint(folder.path(), &["--fix", "--unsafe-fixes", "incidents/one.md"]);
    // Reviewed, the sections that are missing are asked for, and added.
    let one = read(folder.path(), "one.md");
    assert!(one.contains("status: reviewed\n") && one.contains("\n## Impact\n"), "{one}");
    assert!(one.ends_with("\n## Lessons learned\n\nNone."), "{one}");
    assert!(stdout(&output).contains("section/empty"), "still to be written: {}", stdout(&output));
    assert!(read(folder.path(), "2026/two \u{fc}.md").contains("reviewd"), "only the file asked for");
}

#[test]
fn what_can_be_fixed_is_said() {
    let folder = archive();
    let full = stdout(&lint(folder.path(), &[]));
    assert!(full.contains("= fix: rename to `commanders` (`--fix`)"), "{full}");
    assert!(full.contains("= fix: write `reviewed` (`--fix --unsafe-fixes`)"), "{full}");
    assert!(full.contains(" can be fixed with `--fix`, 2 more with `--unsafe-fixes`."), "{full}");
    let json = stdout(&lint(folder.path(), &["--output-format", "json", "incidents/one.md"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let fix = json.as_array().expect("a list").iter().map(|it| &it["fix"]).find(|fix| fix["title"] == "write `[api]`");
    assert_eq!(
        fix.expect("a fix").to_string(),
        "{\"edits\":[{\"end\":{\"column\":14,\"line\":8},\"replacement\":\"[api]\",\"start\":{\"column\":11,\"line\":8}}],\
         \"safety\":\"safe\",\"title\":\"write `[api]`\"}"
    );
    let sarif = stdout(&lint(folder.path(), &["--output-format", "sarif"]));
    assert!(sarif.contains("\"insertedContent\""), "{sarif}");
}

#[test]
fn a_diff_writes_nothing_and_git_applies_it() {
    let folder = archive();
    git(folder.path(), &["init", "--quiet"]);
    let output = lint(folder.path(), &["--diff", "--unsafe-fixes"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("Would fix "), "{}", stderr(&output));
    assert_eq!(read(folder.path(), "one.md"), MESSY);
    let apply = |arguments: &[&str]| {
        let mut child = Command::new("git")
            .current_dir(folder.path())
            .args(["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn"])
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .expect("git is installed");
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), &output.stdout).expect("the diff");
        assert!(child.wait().expect("git ends").success(), "{}", stdout(&output));
    };
    apply(&["--check"]);
    apply(&[]);
    let applied = (read(folder.path(), "one.md"), read(folder.path(), "2026/two \u{fc}.md"));
    let other = archive();
    lint(other.path(), &["--fix", "--unsafe-fixes"]);
    assert_eq!(applied, (read(other.path(), "one.md"), read(other.path(), "2026/two \u{fc}.md")));
    let nothing = lint(folder.path(), &["--diff", "--unsafe-fixes"]);
    assert_eq!((nothing.status.code(), stdout(&nothing).as_str()), (Some(0), ""));
}

#[test]
fn an_own_template_gives_the_words_of_a_section() {
    let folder = archive();
    write(folder.path(), "incidents/_template.md", "# T\n\n## Customer impact\n\nSay who was hurt.\n");
    lint(folder.path(), &["--fix", "--unsafe-fixes"]);
    let one = read(folder.path(), "one.md");
    assert!(one.contains("\n\n## Customer impact\n\nSay who was hurt.\n\nTODO\n\n## Timeline\n"), "{one}");
    let left = stdout(&lint(folder.path(), &["--output-format", "concise"]));
    assert!(left.contains("section/placeholder"), "{left}");
}

#[test]
fn what_is_silenced_or_not_selected_is_not_fixed() {
    let folder = archive();
    let silenced = MESSY.replace("services: api", "# recount-ignore front-matter/invalid-value: one\nservices: api");
    write(folder.path(), "incidents/one.md", &silenced);
    lint(folder.path(), &["--fix"]);
    assert!(read(folder.path(), "one.md").contains("\nservices: api\n"));
    let folder = archive();
    lint(folder.path(), &["--fix", "--select", "front-matter/unknown-key"]);
    let after = MESSY.replace("Severity", "severity").replace("comanders", "commanders");
    assert_eq!(read(folder.path(), "one.md"), after);
}

#[test]
fn a_file_with_other_bytes_is_left_and_named() {
    let folder = archive();
    let bytes = [b"\xff".as_slice(), MESSY.as_bytes()].concat();
    let bytes = [MESSY.as_bytes(), bytes.as_slice()].concat();
    write(folder.path(), "incidents/latin.md", &bytes);
    let output = lint(folder.path(), &["--fix"]);
    assert!(stderr(&output).contains("nothing is fixed in incidents/latin.md: its bytes are"), "{}", stderr(&output));
    assert_eq!(std::fs::read(folder.path().join("incidents/latin.md")).expect("the file"), bytes);
    assert!(read(folder.path(), "one.md").starts_with(TIDY));
}

#[test]
fn arguments_that_contradict_are_refused() {
    let folder = archive();
    for more in [
        &["--fix", "--diff"][..],
        &["--fix", "--add-ignore", "old"],
        &["--fix", "--baseline", "write"],
        &["--diff", "--baseline", "ignore"],
        &["--fix", "--stdin-filename", "incidents/one.md"],
        &["--diff", "--statistics"],
    ] {
        assert_eq!(lint(folder.path(), more).status.code(), Some(2), "{more:?}");
    }
    assert_eq!(read(folder.path(), "one.md"), MESSY);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_the_others_are_done() {
    use std::os::unix::fs::PermissionsExt;
    let folder = archive();
    let closed = folder.path().join("incidents/2026");
    let mode = |mode| std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).expect("a mode");
    mode(0o555);
    if std::fs::write(closed.join("probe"), "").is_ok() {
        mode(0o755);
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    let output = lint(folder.path(), &["--fix", "--output-format", "concise"]);
    mode(0o755);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("error: incidents/2026/two \u{fc}.md: cannot be written"), "{}", stderr(&output));
    assert!(stderr(&output).contains(" in 1 file; "), "{}", stderr(&output));
    assert!(stdout(&output).contains("two \u{fc}.md"), "{}", stdout(&output));
    assert!(read(folder.path(), "2026/two \u{fc}.md").contains("comanders"));
    assert!(read(folder.path(), "one.md").starts_with(TIDY));
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = archive();
    let file = folder.path().join("incidents/one.md");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("a mode");
    lint(folder.path(), &["--fix"]);
    assert_eq!(std::fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o640);
}
