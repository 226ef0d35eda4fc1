//! `recount timeline` over a repository: what commits recorded, and what they cannot tell.

mod harness;

use harness::{commit_as, git, recount, stdout, write};

const OPENED: &str = "---\nid: INC-2026-001\ntitle: Slow\nstatus: investigating\nseverity: SEV3\n\
                      started_at: 2026-03-04T09:12:00Z\ncommanders: [ana.ruiz]\n---\n\n## Impact\n\n<!-- Who, how many? -->\n";

const REVIEWED: &str = "---\nid: INC-2026-001\ntitle: Slow\nstatus: reviewed\nseverity: SEV2\nvisibility: public\n\
                        started_at: 2026-03-04T09:10:00Z\nresolved_at: 2026-03-04T11:02:00Z\ncommanders: [ana.ruiz, li.wei]\n\
                        review: { held_at: 2026-03-05T10:00:00Z }\n---\n\n## Impact\n\nForty customers.\n\n\
                        ## Action items\n\n- [ ] Alert on queue depth — @ana.ruiz, due 2026-03-11\n";

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), "incidents/a.md", OPENED);
    commit_as(folder.path(), "Ana Ruiz", "2026-03-04T09:20:00Z");
    write(folder.path(), "incidents/a.md", REVIEWED);
    commit_as(folder.path(), "Li Wei", "2026-03-05T11:00:00Z");
    folder
}

/// What `--source recorded` prints from the first event on, without the ids of commits.
fn recorded(folder: &std::path::Path) -> String {
    let output = stdout(&recount(folder, &["timeline", "INC-2026-001", "--source", "recorded"]));
    let lines = output.lines().skip(3).map(|line| line.rsplit_once(", ").map_or(line, |(before, _)| before));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn one_commit_that_changes_much_is_told_as_what_it_means() {
    let folder = archive();
    insta::assert_snapshot!(recorded(folder.path()), @"
    2026-03-04 09:20 UTC  recorded  opened      Opened as SEV3, investigating  (Ana Ruiz
    2026-03-05 11:00 UTC  recorded  status      Status: investigating → reviewed  (Li Wei
    2026-03-05 11:00 UTC  recorded  severity    Severity raised: SEV3 → SEV2  (Li Wei
    2026-03-05 11:00 UTC  recorded  time        Time corrected: started_at 2026-03-04T09:12:00Z → 2026-03-04T09:10:00Z  (Li Wei
    2026-03-05 11:00 UTC  recorded  command     Command: ana.ruiz → li.wei  (Li Wei
    2026-03-05 11:00 UTC  recorded  action      Action added: Alert on queue depth  (Li Wei
    2026-03-05 11:00 UTC  recorded  review      Review held at 2026-03-05T10:00:00Z  (Li Wei
    2026-03-05 11:00 UTC  recorded  visibility  Visibility: none → public  (Li Wei
    2026-03-05 11:00 UTC  recorded  section     Sections first written: Impact, Action items  (Li Wei
    ");
}

#[test]
fn a_time_that_was_changed_after_the_review_is_said() {
    let folder = archive();
    let later = REVIEWED.replace("resolved_at: 2026-03-04T11:02", "resolved_at: 2026-03-04T10:02");
    write(folder.path(), "incidents/a.md", later);
    commit_as(folder.path(), "Li Wei", "2026-03-20T11:00:00Z");
    let said = recorded(folder.path());
    // The commit that wrote down the review corrected a time as well: that is what the review found.
    assert!(said.contains("\nChanged after the review was held: resolved_at in "), "{said}");
}

#[test]
fn edits_that_are_not_committed_are_told_as_such_and_as_no_event() {
    let folder = archive();
    write(folder.path(), "incidents/a.md", REVIEWED.replace("[ ]", "[x]").replace("public", "internal"));
    let said = recorded(folder.path());
    assert!(
        said.ends_with("Not yet committed: Action completed: Alert on queue depth; Visibility: public → internal."),
        "{said}"
    );
    write(folder.path(), "incidents/a.md", REVIEWED.replace('\n', "\r\n"));
    assert!(!recorded(folder.path()).contains("committed:"), "other line breaks are no edit");
    write(folder.path(), "incidents/a.md", REVIEWED.replace("Forty", "Fifty"));
    assert!(recorded(folder.path()).ends_with("The file has edits that are not yet committed."));
}

#[test]
fn a_review_that_was_committed_whole_says_that_nothing_went_before() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), "incidents/a.md", REVIEWED);
    commit_as(folder.path(), "Li Wei", "2026-03-05T11:00:00Z");
    assert!(recorded(folder.path()).contains("The file was first committed as reviewed"));
}
