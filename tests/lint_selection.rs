//! Which rules and files `recount lint` looks at, and what its exit code says.

mod harness;

use std::path::Path;

use harness::{git, recount, stderr, stdout, write};

const AS_OF: &str = "2026-11-23";

/// Findings as `path rule`, of a run that could run.
fn findings(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = recount(folder, &[&["lint", "--output-format", "json", "--as-of", AS_OF], arguments].concat());
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().expect("a text").to_owned();
    let found = found.as_array().expect("an array").iter();
    found.map(|finding| format!("{} {}", text(finding, "path"), text(finding, "rule"))).collect()
}

/// An incident that lacks an owner (error) and a due day (warning).
fn lacking(id: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: Slow\nstatus: reviewed\nseverity: SEV4\nstarted_at: 2026-03-04T09:12:00Z\n---\n\n\
         ## Action items\n\n- [ ] Alert on queue depth above 10,000 messages, P2\n"
    )
}

fn lacking_archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "incidents/a.md", lacking("INC-2026-001"));
    write(folder.path(), "incidents/old/b.md", lacking("INC-2026-002"));
    folder
}

#[test]
fn select_and_ignore_choose_rules_and_the_more_particular_name_counts() {
    let folder = lacking_archive();
    let of = |arguments: &[&str]| findings(folder.path(), &[&["incidents/a.md"], arguments].concat());
    assert_eq!(of(&["--select", "actions/owner"]), ["incidents/a.md actions/owner"]);
    assert_eq!(of(&["--select", "actions", "--ignore", "actions/owner"]), ["incidents/a.md actions/due"]);
    assert_eq!(of(&["--select", "actions/due,actions/owner", "--ignore", "actions"]).len(), 2);
    assert_eq!(of(&["--select", "actions/ticket"]), ["incidents/a.md actions/ticket"]);
    assert_eq!(of(&["--ignore", "all"]).len(), 0);
}

#[test]
fn a_rule_that_there_is_not_is_a_mistake_and_no_clean_run() {
    let folder = lacking_archive();
    let output = recount(folder.path(), &["lint", "--select", "actions/ownr"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `actions/owner`?"), "{}", stderr(&output));
}

#[test]
fn the_exit_code_is_one_from_the_level_asked_for_and_quiet_does_not_change_it() {
    let folder = lacking_archive();
    let code = |arguments: &[&str]| {
        let code = recount(folder.path(), &[&["lint", "--as-of", AS_OF], arguments].concat()).status.code();
        assert_eq!(
            code,
            recount(folder.path(), &[&["lint", "-q", "--as-of", AS_OF], arguments].concat()).status.code()
        );
        code
    };
    assert_eq!(code(&["--select", "actions/due"]), Some(0));
    assert_eq!(code(&["--select", "actions/due", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["--select", "actions/due", "--fail-on", "any"]), Some(1));
    assert_eq!(code(&["--select", "actions/owner"]), Some(1));
    assert_eq!(code(&["--select", "actions/owner", "--fail-on", "never"]), Some(0));
    assert_eq!(code(&["--select", "actions/owner", "--exit-zero"]), Some(0));
    assert_eq!(code(&["--exit-zero", "--fail-on", "any"]), Some(2));
}

#[test]
fn levels_of_paths_are_those_of_the_configuration() {
    let folder = lacking_archive();
    write(
        folder.path(),
        "recount.toml",
        "[[lint.per-path]]\npaths = [\"incidents/old/**\"]\nrules = { actions = \"off\", \"actions/due\" = \"error\" }\n",
    );
    let of = findings(folder.path(), &["--select", "actions/owner,actions/due"]);
    assert_eq!(of, ["incidents/a.md actions/due", "incidents/a.md actions/owner", "incidents/old/b.md actions/due"]);
}

#[test]
fn mistakes_in_levels_of_paths_name_their_line_and_the_nearest_rule() {
    let folder = lacking_archive();
    write(
        folder.path(),
        "recount.toml",
        "[[lint.per-path]]\npaths = [\"incidents/[\"]\nrules = { actions = \"of\" }\n[lint.optoins]\n",
    );
    let output = recount(folder.path(), &["lint"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("recount.toml:2:") && said.contains("recount.toml:3:"), "{said}");
    assert!(said.contains("did you mean `options`?"), "{said}");
}

#[test]
fn since_looks_at_what_changed_on_the_branch_and_at_what_is_not_committed() {
    let folder = lacking_archive();
    let at = folder.path();
    git(at, &["init", "-q", "-b", "main"]);
    git(at, &["add", "."]);
    git(at, &["commit", "-qm", "Two reviews"]);
    let changed = |reference: &str| findings(at, &["--select", "actions/owner,id/duplicate", "--since", reference]);
    assert_eq!(changed("main"), Vec::<String>::new());
    git(at, &["checkout", "-qb", "work"]);
    write(at, "incidents/c.md", lacking("INC-2026-001"));
    git(at, &["add", "."]);
    git(at, &["commit", "-qm", "A third"]);
    git(at, &["checkout", "-q", "main"]);
    write(at, "incidents/d.md", lacking("INC-2026-004"));
    git(at, &["add", "."]);
    git(at, &["commit", "-qm", "Elsewhere"]);
    git(at, &["checkout", "-q", "work"]);
    // What main did since is not this branch's; the duplicate id is known from the file that did not change.
    assert_eq!(changed("main"), ["incidents/c.md id/duplicate", "incidents/c.md actions/owner"]);
    assert_eq!(changed("HEAD"), Vec::<String>::new());
    write(at, "incidents/old/b.md", lacking("INC-2026-009"));
    assert_eq!(changed("HEAD"), ["incidents/old/b.md actions/owner"]);
    assert_eq!(changed("HEAD~1").len(), 3);
    let output = recount(at, &["lint", "--since", "no-such-branch"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no branch, tag or commit `no-such-branch`"), "{}", stderr(&output));
}

#[test]
fn standard_input_stands_for_a_file_of_the_archive_be_it_there_or_not() {
    let folder = lacking_archive();
    let lint = |name: &str, text: String| {
        let arguments = ["lint", "--select", "actions/owner,id/duplicate", "--output-format", "concise"];
        let output = harness::command(folder.path(), &arguments)
            .args(["--stdin-filename", name])
            .write_stdin(text)
            .output()
            .expect("the command runs");
        (output.status.code(), stdout(&output))
    };
    let (code, said) = lint("incidents/a.md", lacking("INC-2026-002"));
    assert_eq!(code, Some(1));
    assert!(said.contains("incidents/a.md:2:5: error[id/duplicate]") && !said.contains("old/b.md:"), "{said}");
    let (_, said) = lint("incidents/new.md", lacking("INC-2026-003").replace("messages", "messages — @ana"));
    assert_eq!(said, "");
    assert_eq!(lint("elsewhere.md", String::new()).0, Some(2));
}

#[test]
fn holidays_come_from_a_calendar_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Resolved on Thursday evening: due at the end of Monday, or of Wednesday when Friday and Monday are holidays.
    let text = "---\nid: INC-2026-077\ntitle: Slow\nstatus: resolved\nseverity: SEV4\nstarted_at: 2026-04-02T09:12:00Z\n\
                resolved_at: 2026-04-02T17:00:00Z\n---\n";
    write(folder.path(), "incidents/x.md", text);
    let overdue = |as_of: &str| {
        let arguments = ["lint", "incidents/x.md", "--select", "review/overdue", "--as-of", as_of];
        recount(folder.path(), &arguments).status.code()
    };
    assert_eq!(overdue("2026-04-07"), Some(1));
    write(folder.path(), "recount.toml", "[review]\nholidays-file = \"easter.ics\"\n");
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\nEND:VEVENT\r\n\
                    BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260406\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    write(folder.path(), "easter.ics", calendar);
    assert_eq!(overdue("2026-04-07"), Some(0));
    assert_eq!(overdue("2026-04-09"), Some(1));
    write(folder.path(), "easter.ics", "no calendar\n");
    let output = recount(folder.path(), &["lint"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("easter.ics") && stderr(&output).contains("line 1"), "{}", stderr(&output));
}

#[test]
fn history_rules_know_what_git_knows() {
    let folder = lacking_archive();
    let at = folder.path();
    git(at, &["init", "-q", "-b", "main"]);
    let reviewed = |resolved: &str| {
        lacking("INC-2026-001").replace(
            "---\n\n",
            &format!("resolved_at: {resolved}\nreview: {{ held_at: 2026-03-05T09:00:00Z }}\n---\n\n"),
        )
    };
    let commit = |message: &str, day: &str| {
        git(at, &["add", "."]);
        let status = std::process::Command::new("git")
            .current_dir(at)
            .args(["-c", "user.name=Ana Ruiz", "-c", "user.email=ana@example.com", "commit", "-qm", message])
            .envs([("GIT_AUTHOR_DATE", day), ("GIT_COMMITTER_DATE", day)])
            .status();
        assert!(status.expect("git is installed").success());
    };
    write(at, "incidents/a.md", reviewed("2026-03-04T11:00:00Z"));
    commit("Open", "2026-03-04T12:00:00Z");
    write(at, "incidents/a.md", reviewed("2026-03-04T11:02:00Z"));
    commit("Correct", "2026-03-04T13:00:00Z");
    let found = || findings(at, &["--select", "history/backdated,history/shallow,history/uncommitted"]);
    assert_eq!(found(), Vec::<String>::new());
    write(at, "incidents/a.md", reviewed("2026-03-04T10:02:00Z"));
    assert_eq!(found(), ["incidents/a.md history/uncommitted"]);
    commit("Embellish", "2026-03-06T13:00:00Z");
    assert_eq!(found(), ["incidents/a.md history/backdated"]);
    let clone = tempfile::tempdir().expect("a temporary folder");
    git(clone.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", at.display()), "."]);
    assert_eq!(findings(clone.path(), &["--select", "history/shallow"]), [".git/shallow history/shallow"]);
}
