//! The commands as a user meets them: exit codes, what goes to stdout and what to stderr, bad input.

mod harness;

use std::path::Path;

use harness::{archive, git, recount, stderr, stdout, write};

#[test]
fn init_sets_up_an_archive_that_lints_clean_and_builds() {
    let folder = archive();
    for file in ["recount.toml", "incidents/_template.md", ".github/workflows/recount.yml", ".gitignore"] {
        assert!(folder.path().join(file).is_file(), "{file}");
    }
    let lint = recount(folder.path(), &["lint"]);
    assert_eq!(lint.status.code(), Some(0), "{}{}", stdout(&lint), stderr(&lint));
    let build = recount(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    assert!(folder.path().join("public/index.html").is_file());
}

#[test]
fn build_says_how_many_files_it_could_not_read() {
    let folder = archive();
    write(folder.path(), "incidents/huge.md", vec![b' '; 5 * 1024 * 1024]);
    let build = recount(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    let said = stderr(&build);
    assert!(said.contains("\n1 file not read, without a page: `recount lint` says why.\n"), "{said}");
}

#[test]
fn init_keeps_what_is_there() {
    let folder = archive();
    write(folder.path(), "recount.toml", "[archive]\ntitle = \"Ours\"\n");
    let again = recount(folder.path(), &["init"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(stdout(&again).contains("kept recount.toml"), "{}", stdout(&again));
    let kept = std::fs::read_to_string(folder.path().join("recount.toml")).expect("the file is there");
    assert_eq!(kept, "[archive]\ntitle = \"Ours\"\n");
}

#[test]
fn new_writes_the_next_incident_and_an_ongoing_one_lints_clean() {
    let folder = archive();
    let made = recount(folder.path(), &["new", "Disk: full #1", "--started-at", "2031-03-04T09:12:00Z"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let path = folder.path().join("incidents/2031/2031-03-04-disk-full-1.md");
    let text = std::fs::read_to_string(&path).expect("the incident was written");
    assert!(text.contains("id: INC-2031-001\n"), "{text}");
    assert!(text.contains("title: 'Disk: full #1'\n"), "{text}");
    let lint = recount(folder.path(), &["lint", "--as-of", "2031-03-04T10:00:00Z", "--output-format", "concise"]);
    assert!(!stdout(&lint).contains("disk-full"), "{}", stdout(&lint));
    let again = recount(folder.path(), &["new", "Disk: full #1", "--started-at", "2031-03-04T09:12:00Z"]);
    assert_eq!(again.status.code(), Some(2), "an incident is never written over");
}

#[test]
fn lint_exits_with_one_on_errors_and_two_when_it_cannot_run() {
    let folder = archive();
    write(folder.path(), "incidents/bad.md", "# Bad\n\nThe platform was down.\n");
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert_eq!(lint.status.code(), Some(1));
    assert!(stdout(&lint).contains("incidents/bad.md:1:1: error[front-matter/missing]"), "{}", stdout(&lint));
    assert_eq!(recount(folder.path(), &["lint", "--fail-on", "never"]).status.code(), Some(0));
    assert_eq!(recount(folder.path(), &["lint", "no/such/file.md"]).status.code(), Some(2));
    assert_eq!(recount(folder.path(), &["lint", "--no-such-option"]).status.code(), Some(2));
    assert_eq!(recount(folder.path(), &["--incidents", "nowhere", "lint"]).status.code(), Some(2));
    write(folder.path(), "recount.toml", "[archive]\ntitel = 1\n");
    let lint = recount(folder.path(), &["lint"]);
    assert_eq!(lint.status.code(), Some(2));
    assert!(stderr(&lint).contains("recount.toml:2:1"), "{}", stderr(&lint));
}

#[test]
fn a_description_that_says_nothing_fails_and_one_that_tells_passes() {
    let folder = archive();
    let example = std::fs::read_dir(folder.path().join("incidents"))
        .expect("incidents")
        .filter_map(Result::ok)
        .find(|entry| entry.path().is_dir())
        .and_then(|year| std::fs::read_dir(year.path()).ok()?.next()?.ok())
        .expect("the example incident")
        .path();
    let text = std::fs::read_to_string(&example).expect("the example");
    let (head, tail) = text.split_once("## Description\n").expect("a description");
    let (_, tail) = tail.split_once("## Impact\n").expect("an impact");
    let vague = format!("{head}## Description\n\nThe platform was down.\n\n## Impact\n{tail}");
    std::fs::write(&example, vague).expect("the example can be written");
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert_eq!(lint.status.code(), Some(1));
    assert!(stdout(&lint).contains("description/vague"), "{}", stdout(&lint));
}

#[test]
fn bad_input_is_a_finding_and_every_page_is_still_built() {
    let folder = archive();
    let at = |name: &str| format!("incidents/{name}");
    write(folder.path(), &at("no-front-matter.md"), "# Title\n\nText.\n");
    write(folder.path(), &at("broken-yaml.md"), "---\nid: INC-1\ntitle: \"open\n---\n\n## Description\n\nText.\n");
    write(folder.path(), &at("unknown-key.md"), "---\nid: INC-2\ntitel: x\n---\n");
    write(folder.path(), &at("no-offset.md"), "---\nid: INC-3\nstarted_at: 2026-03-04T09:12:00\n---\n");
    write(folder.path(), &at("empty.md"), "");
    write(folder.path(), &at("invalid-utf8.md"), b"---\nid: INC-4\n---\n\n## Impact\n\nab\xffcd\n");
    write(folder.path(), &at("with spaces.md"), "---\nid: INC-5\n---\n");
    write(folder.path(), &at("2026-01-02 no extension"), "# No extension\n");
    write(folder.path(), &at("huge.md"), vec![b'x'; 50 * 1024 * 1024]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join(at("link.md"))).expect("a link");
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert_eq!(lint.status.code(), Some(1));
    let said = stdout(&lint);
    for expected in [
        "incidents/no-front-matter.md:1:1: error[front-matter/missing]",
        "incidents/broken-yaml.md:3:8: error[front-matter/syntax]",
        "incidents/unknown-key.md:3:1: error[front-matter/unknown-key]",
        "incidents/no-offset.md:3:13: error[front-matter/timestamp-zone]",
        "incidents/empty.md:1:1: error[front-matter/missing]",
        "incidents/invalid-utf8.md:7:3: error",
        "incidents/2026-01-02 no extension:1:1: error[front-matter/missing]",
        "incidents/huge.md:1:1: error[file/unreadable]",
    ] {
        assert!(said.contains(expected), "{expected} in:\n{said}");
    }
    let full = stdout(&recount(folder.path(), &["lint", "incidents/unknown-key.md"]));
    assert!(full.contains("did you mean `title`"), "{full}");
    #[cfg(unix)]
    assert!(said.contains("incidents/link.md:1:1: error[file/unreadable]"), "{said}");
    let build = recount(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    let pages = std::fs::read_dir(folder.path().join("public/incidents")).expect("incident pages").count();
    assert!(pages >= 9, "{pages} pages");
}

#[test]
fn an_empty_archive_is_a_warning_and_not_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("incidents")).expect("a folder");
    for command in ["lint", "build"] {
        let output = recount(folder.path(), &[command]);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", stderr(&output));
        assert!(stderr(&output).contains("no incidents"), "{command}: {}", stderr(&output));
    }
}

#[test]
fn a_repository_without_commits_and_a_shallow_clone_are_said_out_loud() {
    let folder = archive();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    let build = recount(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0));
    assert!(stderr(&build).contains("no commits"), "{}", stderr(&build));
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "One"]);
    write(folder.path(), "other.txt", "x");
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "Two"]);
    let shallow = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", folder.path().display());
    git(shallow.path(), &["clone", "-q", "--depth", "1", &from, "clone"]);
    let build = recount(&shallow.path().join("clone"), &["build"]);
    assert_eq!(build.status.code(), Some(0));
    assert!(stderr(&build).contains("shallow"), "{}", stderr(&build));
}

#[test]
fn two_builds_of_the_same_commit_are_the_same_bytes() {
    let folder = archive();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "One"]);
    for output in ["a", "b"] {
        assert_eq!(recount(folder.path(), &["build", "--output", output]).status.code(), Some(0));
    }
    let (a, b) = (contents(&folder.path().join("a")), contents(&folder.path().join("b")));
    assert!(a.len() > 10);
    assert!(a == b, "the builds differ");
}

fn contents(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let named = |path: &Path| path.strip_prefix(folder).expect("inside").display().to_string();
    files.map(|e| (named(e.path()), std::fs::read(e.path()).expect("a file"))).collect()
}

#[test]
fn build_refuses_a_folder_that_is_not_its_own() {
    let folder = archive();
    write(folder.path(), "precious/letter.txt", "x");
    let build = recount(folder.path(), &["build", "--output", "precious"]);
    assert_eq!(build.status.code(), Some(2));
    assert!(folder.path().join("precious/letter.txt").is_file());
}

#[test]
fn restricted_incidents_are_linted_and_never_published() {
    let folder = archive();
    let text = "---\nid: INC-9-SECRET\ntitle: Unspeakable secret\nvisibility: restricted\n---\n\n## Description\n\nx\n";
    write(folder.path(), "incidents/secret.md", text);
    let lint = recount(folder.path(), &["lint", "--output-format", "concise"]);
    assert!(stdout(&lint).contains("secret.md"));
    assert_eq!(recount(folder.path(), &["build"]).status.code(), Some(0));
    for (name, content) in contents(&folder.path().join("public")) {
        let text = String::from_utf8_lossy(&content).to_lowercase();
        assert!(!text.contains("unspeakable") && !text.contains("inc-9-secret"), "{name}");
    }
}

#[test]
fn a_site_for_the_public_holds_public_incidents_alone() {
    let folder = archive();
    for visibility in ["public", "internal"] {
        let text = format!(
            "---\nid: INC-9-{visibility}\ntitle: Wombat {visibility}\nvisibility: {visibility}\ntags: [{visibility}-tag]\n\
             ---\n\n## Action items\n- [ ] Do — @{visibility}-team, due 2026-06-01\n"
        );
        write(folder.path(), &format!("incidents/{visibility}.md"), &text);
    }
    let build = recount(folder.path(), &["build", "--audience", "public"]);
    assert!(stderr(&build).contains("Built 1 incident "), "{}", stderr(&build));
    let site = contents(&folder.path().join("public"));
    assert!(site.contains_key("incidents/inc-9-public/index.html"));
    for (name, content) in site {
        let text = format!("{name} {}", String::from_utf8_lossy(&content).to_lowercase());
        assert!(!text.contains("wombat internal") && !text.contains("internal-t"), "{name}");
    }
}

#[test]
fn rule_explains_one_and_offers_the_nearest_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rule = recount(folder.path(), &["rule", "description/vague"]);
    assert_eq!(rule.status.code(), Some(0));
    assert!(stdout(&rule).contains("The platform was down"), "{}", stdout(&rule));
    let unknown = recount(folder.path(), &["rule", "description/vage"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("description/vague"), "{}", stderr(&unknown));
    let all = recount(folder.path(), &["rule"]);
    assert!(stdout(&all).contains("front-matter/missing"));
}

#[test]
fn timeline_recounts_what_git_remembers() {
    let folder = archive();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), "incidents/a.md", "---\nid: INC-7\ntitle: T\nstatus: investigating\nseverity: SEV3\n---\n");
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "Open INC-7"]);
    write(folder.path(), "incidents/a.md", "---\nid: INC-7\ntitle: T\nstatus: identified\nseverity: SEV2\n---\n");
    git(folder.path(), &["commit", "-q", "-a", "-m", "TL: the queue is full"]);
    let timeline = recount(folder.path(), &["timeline", "INC-7"]);
    assert_eq!(timeline.status.code(), Some(0), "{}", stderr(&timeline));
    let said = stdout(&timeline);
    for expected in ["opened", "investigating", "identified", "SEV3", "SEV2", "the queue is full", "Ana Ruiz"] {
        assert!(said.to_lowercase().contains(&expected.to_lowercase()), "{expected} in:\n{said}");
    }
    let unknown = recount(folder.path(), &["timeline", "INC-8"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("INC-7"), "{}", stderr(&unknown));
}

#[test]
fn files_have_one_name_wherever_recount_runs() {
    let folder = archive();
    git(folder.path(), &["init", "-q"]);
    write(folder.path(), "incidents/2031/bad.md", "# Bad\n");
    let below = folder.path().join("incidents/2031");
    let outside = tempfile::tempdir().expect("a temporary folder");
    let config = folder.path().join("recount.toml").display().to_string();
    let runs = [
        recount(folder.path(), &["lint", "--output-format", "concise", "incidents/2031/bad.md"]),
        recount(&below, &["lint", "--output-format", "concise", "bad.md"]),
        recount(outside.path(), &["--config", &config, "lint", "--output-format", "concise"]),
    ];
    for run in &runs {
        assert!(stdout(run).starts_with("incidents/2031/bad.md:1:1: error"), "{}{}", stdout(run), stderr(run));
    }
    assert_eq!(recount(&below, &["timeline", "bad.md"]).status.code(), Some(0));
    let elsewhere = recount(folder.path(), &["lint", "recount.toml"]);
    assert!(stderr(&elsewhere).contains("not in the incident folder `incidents`"), "{}", stderr(&elsewhere));
}

#[test]
fn the_edit_link_is_the_same_when_the_site_is_built_from_a_folder_below() {
    let folder = archive();
    git(folder.path(), &["init", "-q"]);
    let config = "[site]\nrepository-url = \"https://forge.example/a/b\"\n";
    write(folder.path(), "recount.toml", config);
    write(folder.path(), "incidents/pictured.md", "# T\n\n![a](a.png)\n");
    write(folder.path(), "incidents/a.png", "png");
    let build = recount(&folder.path().join("incidents"), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    let files = contents(&folder.path().join("public"));
    assert!(files.contains_key("files/a.png"), "{:?}", files.keys());
    let pages = files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect::<String>();
    assert!(pages.contains("https://forge.example/a/b/edit/main/incidents/pictured.md"));
}

#[test]
fn a_rule_that_is_not_there_is_shown_where_the_configuration_names_it() {
    let folder = archive();
    write(folder.path(), "recount.toml", "[lint.rules]\n\"actions/owner\" = \"off\"\n\"actions/ownr\" = \"off\"\n");
    let lint = recount(folder.path(), &["lint"]);
    assert_eq!(lint.status.code(), Some(2));
    let said = stderr(&lint);
    assert!(said.contains("recount.toml:3:") && said.contains("did you mean"), "{said}");
}
