//! `recount note`: a commit that holds a note and nothing else, whatever state the repository is in.

mod harness;

use std::path::Path;
use std::process::Output;

use harness::{command, git, recount, stderr, stdout, write};

const REVIEW: &str = "---\nid: INC-2026-001\ntitle: Slow\nstatus: investigating\nseverity: SEV4\n\
                      started_at: 2026-03-04T09:12:00Z\n---\n";

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), "incidents/a.md", REVIEW);
    folder
}

fn committed() -> tempfile::TempDir {
    let folder = repository();
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "Open"]);
    folder
}

fn note(folder: &Path, arguments: &[&str]) -> Output {
    let names = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "Ana Ruiz"));
    let mails = ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "ana@example.com"));
    command(folder, &[&["note"], arguments].concat()).envs(names).envs(mails).output().expect("the command runs")
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = std::process::Command::new("git").current_dir(folder).args(arguments).output();
    String::from_utf8(output.expect("git is installed").stdout).expect("UTF-8")
}

#[test]
fn a_note_is_a_commit_of_its_own_and_what_is_staged_stays_staged() {
    let folder = committed();
    let at = folder.path();
    write(at, "staged.txt", "mine");
    git(at, &["add", "staged.txt"]);
    write(at, "incidents/a.md", REVIEW.replace("Slow", "Slower"));
    let output = note(at, &["inc-2026-001", "queue restarted\nby hand", "--at", "2026-03-04T10:32:00+01:00"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).ends_with(" TL 2026-03-04T09:32:00Z queue restarted by hand\n"), "{}", stdout(&output));
    assert_eq!(
        said(at, &["show", "--format=%B", "--name-status", "HEAD"]).trim_end(),
        "TL 2026-03-04T09:32:00Z queue restarted by hand\n\nIncident: INC-2026-001"
    );
    assert_eq!(said(at, &["status", "--short"]), " M incidents/a.md\nA  staged.txt\n");
    let timeline = stdout(&recount(at, &["timeline", "INC-2026-001"]));
    let line = timeline.lines().find(|line| line.contains("noted")).expect("the note is told");
    assert!(
        line.contains("T+00:20") && line.contains("queue restarted by hand") && line.contains("Ana Ruiz"),
        "{line}"
    );
}

#[test]
fn the_first_commit_of_all_may_be_a_note() {
    let folder = repository();
    git(folder.path(), &["add", "."]);
    let output = note(folder.path(), &["INC-2026-001", "paged"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(said(folder.path(), &["ls-tree", "-r", "HEAD"]), "");
    assert_eq!(said(folder.path(), &["status", "--short"]), "A  incidents/a.md\n");
}

#[test]
fn a_detached_head_is_said_and_a_merge_is_not_concluded() {
    let folder = committed();
    let at = folder.path();
    git(at, &["checkout", "-q", "--detach"]);
    let output = note(at, &["INC-2026-001", "paged"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("HEAD is detached"), "{}", stderr(&output));
    git(at, &["checkout", "-q", "main"]);
    git(at, &["checkout", "-qb", "other"]);
    git(at, &["commit", "-q", "--allow-empty", "-m", "Other"]);
    git(at, &["checkout", "-q", "main"]);
    git(at, &["merge", "-q", "--no-ff", "--no-commit", "other"]);
    let head = said(at, &["rev-parse", "HEAD"]);
    let output = note(at, &["INC-2026-001", "paged"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("a merge is under way"), "{}", stderr(&output));
    assert_eq!(said(at, &["rev-parse", "HEAD"]), head);
}

#[cfg(unix)]
#[test]
fn the_users_hooks_are_heard() {
    use std::os::unix::fs::PermissionsExt;
    let folder = committed();
    let hook = folder.path().join(".git/hooks/commit-msg");
    std::fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder can be made");
    std::fs::write(&hook, "#!/bin/sh\ngrep -q TICKET \"$1\" || { echo 'name a ticket' >&2; exit 1; }\n")
        .expect("a hook");
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).expect("it can be run");
    let output = note(folder.path(), &["INC-2026-001", "paged"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("name a ticket"), "{}", stderr(&output));
    assert_eq!(note(folder.path(), &["INC-2026-001", "paged, TICKET-1"]).status.code(), Some(0));
}

#[test]
fn a_note_needs_an_incident_words_and_a_repository() {
    let folder = committed();
    let refused = |arguments: &[&str]| {
        let output = note(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        stderr(&output)
    };
    assert!(refused(&["INC-2026-002", "paged"]).contains("did you mean `INC-2026-001`?"));
    assert!(refused(&["INC-2026-001", " \n"]).contains("says nothing"));
    assert!(refused(&["INC-2026-001", "paged", "--at", "soon"]).contains("--at: `soon`"));
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    write(elsewhere.path(), "incidents/a.md", REVIEW);
    let output = note(elsewhere.path(), &["INC-2026-001", "paged"]);
    assert!(stderr(&output).contains("no Git repository"), "{}", stderr(&output));
}
