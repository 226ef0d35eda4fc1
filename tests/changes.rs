//! What changed around an incident in the repositories of its services.

mod harness;

use std::path::Path;

use harness::{git, git_at, recount, stderr, stdout, write};

const INCIDENT: &str = "---\nid: INC-2026-001\ntitle: Slow\nstatus: reviewed\nservices: [api]\n\
                        started_at: 2026-03-04T09:12:00Z\nresolved_at: 2026-03-04T11:02:00Z\n---\n\n## Impact\n\nForty customers.\n";

const CONFIG: &str = "[[history.repository]]\npath = \"../code\"\nservices = [\"API\"]\npaths = [\"src\", \"deploy/limits.toml\"]\n\
                      tags = \"v*\"\n";

fn commit_at(folder: &Path, when: &str, file: &str, content: &str, message: &str) {
    write(folder, file, content);
    git(folder, &["add", "."]);
    git_at(folder, when, &["commit", "-qm", message]);
}

/// An archive beside a repository with commits, a merge, a revert and tags.
fn beside() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let code = folder.path().join("code");
    std::fs::create_dir(&code).expect("a folder");
    git(&code, &["init", "-q", "-b", "main"]);
    git(&code, &["remote", "add", "origin", "https://ana:secret@github.com/team/code.git"]);
    commit_at(&code, "2026-03-01T08:00:00Z", "src/a", "1", "Begin");
    commit_at(&code, "2026-03-03T10:00:00Z", "docs/a", "1", "Write documentation");
    git(&code, &["checkout", "-qb", "limit"]);
    commit_at(&code, "2026-03-03T12:00:00Z", "deploy/limits.toml", "a = 1", "Try a limit");
    commit_at(&code, "2026-03-03T13:00:00Z", "deploy/limits.toml", "a = 2", "Lower it");
    git(&code, &["checkout", "-q", "main"]);
    let message = "Merge pull request #12 from sam/limit\n\nLower the memory limit";
    git_at(&code, "2026-03-04T08:50:00Z", &["merge", "-q", "--no-ff", "-m", message, "limit"]);
    git_at(&code, "2026-03-04T09:05:00Z", &["tag", "-a", "v1.5", "-m", "Release 1.5"]);
    git_at(&code, "2026-03-04T09:06:00Z", &["tag", "-a", "nightly-1", "-m", "Nightly"]);
    commit_at(&code, "2026-03-04T09:20:00Z", "docs/b", "1", "More documentation");
    git_at(&code, "2026-03-04T09:30:00Z", &["revert", "-m", "1", "--no-edit", "v1.5"]);
    commit_at(&code, "2026-03-04T12:00:00Z", "src/a", "2", "After it all");
    let archive = folder.path().join("archive");
    write(&archive, "recount.toml", CONFIG);
    write(&archive, "incidents/a.md", INCIDENT);
    git(&archive, &["init", "-q", "-b", "main"]);
    git(&archive, &["add", "."]);
    git_at(&archive, "2026-03-05T10:00:00Z", &["commit", "-qm", "Write it down"]);
    folder
}

/// What `--source changes` prints, without the ids of commits.
fn changes(archive: &Path) -> String {
    let output = recount(archive, &["timeline", "INC-2026-001", "--source", "changes"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let lines = text.lines().skip(3).map(|line| match line.rsplit_once(" code ").filter(|_| line.starts_with('T')) {
        Some((before, _)) => before,
        None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn merges_reverts_commits_and_tags_of_the_services_paths_are_told_once_and_the_last_before_is_marked() {
    let folder = beside();
    insta::assert_snapshot!(changes(&folder.path().join("archive")), @r#"
    T-00:22  2026-03-04 08:50 UTC  changes  merge   Lower the memory limit (#12)  (Sam Okafor,
    T-00:07  2026-03-04 09:05 UTC  changes  tag     v1.5: Release 1.5 (the last change before the start)  (Sam Okafor,
    T+00:18  2026-03-04 09:30 UTC  changes  revert  Revert "Merge pull request #12 from sam/limit"  (Sam Okafor,

    The file was first committed as reviewed: what went before was recorded nowhere, or in commits that were squashed into one.
    "#);
}

#[test]
fn json_and_the_page_link_to_the_other_repository_without_its_credentials() {
    let folder = beside();
    let archive = folder.path().join("archive");
    let output = recount(&archive, &["timeline", "INC-2026-001", "--output-format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let events = document["events"].as_array().expect("a list");
    let merge = events.iter().find(|event| event["kind"] == "merge").expect("the merge");
    assert_eq!(merge["repository"], "code");
    assert_eq!(merge["offset"], -22 * 60);
    assert_eq!(merge["occurred_at"], "2026-03-04T08:50:00Z");
    let url = merge["url"].as_str().expect("an address");
    assert!(url.starts_with("https://github.com/team/code/commit/"), "{url}");
    let output = recount(&archive, &["build", "-q"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = std::fs::read_to_string(archive.join("public/incidents/inc-2026-001/index.html")).expect("the page");
    assert!(page.contains("id=\"changes\"") && page.contains("Lower the memory limit (#12)"));
    assert!(page.contains(url) && !page.contains("secret"));
    assert_eq!(page.matches("the last change before the start").count(), 1);
}

#[test]
fn a_repository_that_is_not_there_stops_nothing_and_is_said() {
    let folder = beside();
    std::fs::remove_dir_all(folder.path().join("code")).expect("it is there");
    let archive = folder.path().join("archive");
    insta::assert_snapshot!(changes(&archive), @"
    Nothing is declared, noted or recorded.

    The file was first committed as reviewed: what went before was recorded nowhere, or in commits that were squashed into one.

    What changed in code is not known here: there is no folder ../code.
    ");
    assert_eq!(recount(&archive, &["build", "-q"]).status.code(), Some(0));
}

#[test]
fn a_shallow_clone_of_the_services_says_what_it_cannot_know() {
    let folder = beside();
    let code = folder.path().join("code");
    let url = format!("file://{}", code.display());
    git(folder.path(), &["clone", "-q", "--depth", "1", "--branch", "main", &url, "shallow"]);
    let archive = folder.path().join("archive");
    write(&archive, "recount.toml", CONFIG.replace("../code", "../shallow"));
    let said = changes(&archive);
    assert!(!said.contains("merge"), "{said}");
    write(&archive, "incidents/a.md", INCIDENT.replace("resolved_at: 2026-03-04T11", "resolved_at: 2026-03-04T18"));
    let said = changes(&archive);
    assert!(said.ends_with("The clone of shallow is shallow: earlier changes are not known here."), "{said}");
}

#[test]
fn the_repository_of_the_incidents_needs_paths() {
    let folder = beside();
    let archive = folder.path().join("archive");
    write(&archive, "recount.toml", "[[history.repository]]\npath = \".\"\n");
    let output = recount(&archive, &["timeline", "INC-2026-001"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @r#"
    error: recount.toml:2:8: this is the repository of the incidents, and their edits are no changes around them; name what counts: `paths = ["src", "deploy"]`
      |
    2 | path = "."
      |        ^
    "#);
    write(&archive, "recount.toml", "[[history.repository]]\npath = \".\"\npaths = [\"incidents\"]\n");
    assert_eq!(recount(&archive, &["timeline", "INC-2026-001"]).status.code(), Some(0));
}

#[test]
fn mistakes_in_an_entry_are_said_with_their_place() {
    let folder = beside();
    let archive = folder.path().join("archive");
    write(
        &archive,
        "recount.toml",
        "[[history.repository]]\nname = \"x\"\npath = \"../a\"\npaths = [\"src/**\"]\ntag = \"v*\"\n\n[[history.repository]]\n",
    );
    let output = recount(&archive, &["timeline", "INC-2026-001"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @r#"
    error: recount.toml:4:10: a path here is a file or a folder with all that is in it, not a pattern
      |
    4 | paths = ["src/**"]
      |          ^
    recount.toml:5:1: unknown key `tag` of [history.repository]; did you mean `tags`?
      |
    5 | tag = "v*"
      | ^
    recount.toml:7:1: an entry of `[[history.repository]]` needs the `path` of its folder, such as `../payments`
      |
    7 | [[history.repository]]
      | ^
    "#);
}
