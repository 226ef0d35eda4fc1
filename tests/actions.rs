//! The ledger of actions: what the file says of each, and what the commits say.

mod harness;

use harness::{commit_as, git, recount, stderr, stdout, write};

fn review(actions: &str) -> String {
    format!(
        "---\nid: INC-2026-001\ntitle: Slow\nstatus: reviewed\nseverity: SEV4\nstarted_at: 2026-03-04T09:12:00Z\n---\n\n\
         ## Action items\n\n{actions}"
    )
}

/// Two actions over four commits: one is edited, moved twice and done; one is added later and stays open.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    git(at, &["init", "-q", "-b", "main"]);
    let save = |actions: &str, name: &str, day: &str| {
        write(at, "incidents/a.md", review(actions));
        commit_as(at, name, day);
    };
    save("- [ ] Alert on queue depth — @ana, due 2026-03-11, P1\n", "Ana Ruiz", "2026-03-05T12:00:00Z");
    save("- [ ] Alert on queue depth — @ana, due 2026-03-20, P1\n", "Li Wei", "2026-03-11T12:00:00Z");
    save(
        "- [ ] Load-test the queue — @kim, due 2026-04-01, P2\n\
         - [ ] Alert on queue depth above 10,000 — @ana, due 2026-03-25, P1\n",
        "Li Wei",
        "2026-03-20T12:00:00Z",
    );
    save(
        "- [ ] Load-test the queue — @kim, due 2026-04-01, P2\n\
         - [x] Alert on queue depth above 10,000 — @ana, due 2026-03-25, P1\n",
        "Ana Ruiz",
        "2026-03-24T12:00:00Z",
    );
    folder
}

#[test]
fn an_action_keeps_its_history_through_edits_of_its_text_and_its_place() {
    let folder = archive();
    let output = recount(folder.path(), &["actions", "--all", "--as-of", "2026-04-02", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let (open, done) = (&rows[0], &rows[1]);
    assert_eq!((&open["action"], &open["days_overdue"]), (&"Load-test the queue".into(), &1.into()));
    assert_eq!((&open["added"]["by"], &open["days_open"]), (&"Li Wei".into(), &13.into()));
    assert_eq!(done["action"], "Alert on queue depth above 10,000");
    assert_eq!((&done["added"]["by"], &done["added"]["at"]), (&"Ana Ruiz".into(), &"2026-03-05T12:00:00Z".into()));
    let dues: Vec<&str> = done["dues"].as_array().expect("dues").iter().filter_map(|due| due["due"].as_str()).collect();
    assert_eq!(dues, ["2026-03-11", "2026-03-20", "2026-03-25"]);
    assert_eq!((&done["completed"]["at"], &done["days_open"]), (&"2026-03-24T12:00:00Z".into(), &19.into()));
}

#[test]
fn overdue_actions_make_the_exit_code_one_from_the_day_after() {
    let folder = archive();
    let code = |as_of: &str| recount(folder.path(), &["actions", "--overdue", "--as-of", as_of]).status.code();
    assert_eq!(code("2026-04-01"), Some(0));
    assert_eq!(code("2026-04-02"), Some(1));
    let output = recount(folder.path(), &["actions", "--overdue", "--owner", "@ana", "--as-of", "2026-04-02"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "No actions.\n"));
}

#[test]
fn the_table_says_what_presses_and_how_often_its_day_was_moved() {
    let folder = archive();
    let output = recount(folder.path(), &["actions", "--all", "--as-of", "2026-04-02"]);
    insta::assert_snapshot!(stdout(&output), @"
    2026-04-01  1 day overdue  P2  kim  INC-2026-001  Load-test the queue
                                                      open 13 days, since 2026-03-20 by Li Wei
    2026-03-25  done           P1  ana  INC-2026-001  Alert on queue depth above 10,000
                                                      took 19 days, since 2026-03-05 by Ana Ruiz; due moved: 2026-03-11 → 2026-03-20 → 2026-03-25

    2 actions, 1 overdue.
    ");
}

#[test]
fn what_is_not_committed_has_no_record_and_is_listed_all_the_same() {
    let folder = archive();
    let text = review("- [ ] Something new altogether — @kim, due 2026-05-01\n");
    write(folder.path(), "incidents/a.md", text);
    let output = recount(folder.path(), &["actions", "--as-of", "2026-04-02", "--output-format", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!((&rows[0]["added"], &rows[0]["days_open"]), (&serde_json::Value::Null, &serde_json::Value::Null));
}
