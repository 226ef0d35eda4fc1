//! Archives that were written for other tools: `recount adopt` and `recount import markdown` on the shapes that site
//! generators have, and on real ones where they are present.

mod harness;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use harness::{git, recount, stderr, stdout, write};
use serde_json::Value;

const BODY: &str = "## Summary\n\nThe disk was full and 40 users could not log in for 20 minutes.\n\n## Timeline\n\n\
                    - 10:00 UTC alert: the disk is full\n- 10:20 UTC logs deleted, resolved\n\n## Action items\n\n\
                    - [ ] Alert at 80 percent — @ana.ruiz\n";

/// A folder with these files, each with the usual body after what is given.
fn archive(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, head) in files {
        write(folder.path(), name, format!("{head}{BODY}"));
    }
    folder
}

fn adopt(folder: &Path) -> Value {
    let output = recount(folder, &["adopt", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).expect("JSON")
}

/// Every file below the folder with its bytes, Git's own left out.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|it| it.file_type().is_file());
    let files = files
        .map(walkdir::DirEntry::into_path)
        .filter(|path| !path.components().any(|part| part.as_os_str() == ".git"));
    files.map(|path| (path.clone(), std::fs::read(path).expect("a file"))).collect()
}

/// Writes the proposal, and proves that the archive is usable and its documents are as they were.
fn adopted(folder: &Path) {
    let before = contents(folder);
    let shown = recount(folder, &["adopt"]);
    assert_eq!(contents(folder), before, "without --write nothing is written");
    let again = recount(folder, &["adopt"]);
    assert_eq!(stdout(&shown), stdout(&again), "the same archive gives the same report");
    let written = recount(folder, &["adopt", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let mut after = contents(folder);
    for name in ["recount.toml", "recount-baseline.json"] {
        assert!(after.remove(&folder.join(name)).is_some(), "{name}");
    }
    assert_eq!(after, before, "documents are as they were");
    let lint = recount(folder, &["lint", "--fail-on", "any"]);
    assert_eq!(lint.status.code(), Some(0), "{}{}", stdout(&lint), stderr(&lint));
    let build = recount(folder, &["build", "--output", "site"]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    std::fs::remove_dir_all(folder.join("site")).expect("the site");
    let second = recount(folder, &["adopt"]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert!(stdout(&second).contains("recount.toml is there and says all"), "{}", stdout(&second));
}

fn paths(report: &Value) -> Vec<&str> {
    let documents = report["documents"].as_array().expect("documents");
    documents.iter().map(|document| document["path"].as_str().expect("a path")).collect()
}

#[test]
fn jekyll_posts_are_adopted_in_a_folder_that_begins_with_an_underscore() {
    let front = |n: u32| format!("---\nlayout: post\ntitle: Disk {n}\ncategories: [disk]\n---\n");
    let folder = archive(&[
        ("incidents/_posts/2023-01-02-disk.markdown", &front(1)),
        ("incidents/_posts/2023-02-03-disk.md", &front(2)),
    ]);
    write(folder.path(), "incidents/index.md", "---\nlayout: default\n---\n\nAll incidents.\n");
    write(folder.path(), "_config.yml", "title: x\n");
    let report = adopt(folder.path());
    assert_eq!(report["configuration"]["incidents"], "incidents/_posts");
    assert_eq!(report["totals"]["documents"], 2);
    assert_eq!(report["documents"][0]["title"]["from"], "front matter");
    adopted(folder.path());
}

#[test]
fn posts_below_several_hidden_folders_are_included_by_name() {
    let folder = archive(&[("a/_posts/2023-01-02-x.md", "# X\n"), ("b/_posts/2023-02-03-y.md", "# Y\n")]);
    write(folder.path(), "a/_drafts/z.md", "# Z\n");
    let report = adopt(folder.path());
    assert_eq!(paths(&report), ["a/_posts/2023-01-02-x.md", "b/_posts/2023-02-03-y.md"]);
    adopted(folder.path());
}

#[test]
fn hugo_content_with_toml_is_adopted_and_import_leaves_it_alone() {
    let folder = archive(&[(
        "content/postmortems/disk.md",
        "+++\ntitle = \"Disk full\"\ndate = 2023-01-02T10:00:00Z\n[taxonomies]\ntags = [\"disk\"]\n+++\n",
    )]);
    write(folder.path(), "content/postmortems/_index.md", "+++\ntitle = \"All\"\n+++\n");
    write(folder.path(), "content/about.md", "# About us\n\nText.\n");
    let report = adopt(folder.path());
    assert_eq!(report["configuration"]["incidents"], "content/postmortems");
    assert_eq!(report["documents"][0]["date"]["day"], "2023-01-02");
    adopted(folder.path());
    let before = contents(folder.path());
    let import = recount(folder.path(), &["import", "markdown", "--write"]);
    assert_eq!(import.status.code(), Some(0), "{}", stderr(&import));
    assert!(stderr(&import).contains("TOML"), "{}", stderr(&import));
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn docusaurus_pages_and_guides_beside_reviews_are_excluded() {
    let front = "---\nid: disk-full\nsidebar_position: 3\ntags: [disk]\n---\n\n# Disk full on 2 January 2023\n\n";
    let folder = archive(&[
        ("docs/incidents/disk.md", front),
        ("docs/incidents/2023-04-05-net.mdx", "# Net\n\n"),
        ("docs/incidents/2023-05-06-dns.md", "# DNS\n\n**Severity:** SEV-2\n\n"),
    ]);
    write(folder.path(), "docs/incidents/process.md", "# How we review incidents\n\nWith care.\n");
    write(folder.path(), "docs/incidents/intro/what.md", "# What is this\n\nText.\n");
    write(folder.path(), "docs/incidents/incident-template.md", BODY);
    let report = adopt(folder.path());
    assert_eq!(report["configuration"]["incidents"], "docs/incidents");
    assert_eq!(report["configuration"]["exclude"], serde_json::json!(["intro/**", "process.md"]));
    assert_eq!(report["configuration"]["severities"], serde_json::json!(["SEV-2"]));
    assert_eq!(report["totals"]["documents"], 3);
    adopted(folder.path());
}

#[test]
fn bundles_below_years_are_one_archive() {
    let folder = archive(&[
        ("postmortems/2022/2022-03-04-disk/index.md", "# Disk\n\n"),
        ("postmortems/2023/2023-03-04-net/index.md", "# Net\n\n"),
        ("postmortems/2023/2023-05-06-dns/README.md", "# DNS\n\n"),
    ]);
    write(folder.path(), "postmortems/2022/index.md", "# Incidents of 2022\n\n- [disk](2022-03-04-disk/)\n");
    write(folder.path(), "postmortems/2022/2022-03-04-disk/graph.png", "x");
    let report = adopt(folder.path());
    assert_eq!(report["configuration"]["incidents"], "postmortems");
    assert_eq!(paths(&report).len(), 3, "{report:#}");
    assert_eq!(report["documents"][0]["date"]["from"], "file name");
    adopted(folder.path());
}

#[test]
fn documents_without_extension_or_with_odd_ones_are_included() {
    let folder = archive(&[("PMa disk", "# Disk\n\n"), ("PMb net", "# Net\n\n"), ("notes/PMc.txt", "# DNS\n\n")]);
    write(folder.path(), "README.md", "# Our postmortems\n");
    write(folder.path(), "LICENSE", "MIT\n");
    let report = adopt(folder.path());
    assert_eq!(report["configuration"]["incidents"], ".");
    assert_eq!(paths(&report).len(), 3, "{report:#}");
    adopted(folder.path());
}

#[test]
fn zones_ids_and_headings_are_proposed_by_what_the_documents_have_in_common() {
    let folder = archive(&[
        (
            "PM2021-001 - Disk.md",
            "# Disk\n\n**Date:** 2021-03-04\n\n## Impact on the business\n\nMuch.\n\n## Stats\n\n- 1\n\n",
        ),
        (
            "PM2021-002 - Net.md",
            "# Net\n\n**Date:** 2021-04-05\n\n## Impact on the business\n\nMuch.\n\n## Stats\n\n- 2\n\n",
        ),
    ]);
    let report = adopt(folder.path());
    let text = report["configuration"]["text"].as_str().expect("a text");
    assert!(text.contains("\ntimezone = \"UTC\"\n"), "{text}");
    assert!(text.contains("\nid-format = \"PM{year}-{number:03}\"\n"), "{text}");
    assert!(text.contains("\nimpact = [\"impact on the business\"]\n"), "{text}");
    assert!(text.contains("#   \"stats\"  in 2\n"), "{text}");
    adopted(folder.path());
}

#[test]
fn what_was_not_understood_is_shown_with_its_place_and_an_accepted_shape() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "2023-01-02-disk.md", "# Disk\n\n## Timeline\n\n- 10:00 full\n- HH:mm deleted\n");
    let said = stdout(&recount(folder.path(), &["adopt"]));
    assert!(said.contains("2023-01-02-disk.md:6:3: \"HH:mm\": "), "{said}");
    assert!(said.contains("accepted: `- 09:17Z what happened`"), "{said}");
    assert!(said.contains("Disk (heading) · 2023-01-02 (file name)"), "{said}");
    assert!(said.contains("timeline entries (0 zoned)"), "{said}");
}

#[test]
fn a_configuration_that_is_there_is_compared_and_never_replaced() {
    let folder = archive(&[("incidents/2023-01-02-disk.md", "# Disk\n\n")]);
    write(folder.path(), "recount.toml", "[archive]\ntitle = \"Ours\"\n");
    let shown = recount(folder.path(), &["adopt"]);
    assert_eq!(shown.status.code(), Some(0));
    assert!(stdout(&shown).contains("archive.adopted: false, proposed true"), "{}", stdout(&shown));
    let before = contents(folder.path());
    let refused = recount(folder.path(), &["adopt", "--write"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("recount.toml is there already and is not replaced"), "{}", stderr(&refused));
    write(folder.path(), "recount.toml", "[archive]\ntitel = 1\n");
    let broken = recount(folder.path(), &["adopt"]);
    assert_eq!(broken.status.code(), Some(0));
    assert!(stdout(&broken).contains("is there and cannot be read"), "{}", stdout(&broken));
    write(folder.path(), "recount.toml", "[archive]\ntitle = \"Ours\"\n");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_folder_without_reviews_a_file_and_a_missing_path_are_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "README.md", "# Software\n");
    let nothing = recount(folder.path(), &["adopt"]);
    assert_eq!((nothing.status.code(), stdout(&nothing).as_str()), (Some(0), ""));
    assert!(stderr(&nothing).contains("looks like an incident review"), "{}", stderr(&nothing));
    assert_eq!(recount(folder.path(), &["adopt", "--write"]).status.code(), Some(2));
    assert_eq!(recount(folder.path(), &["adopt", "README.md"]).status.code(), Some(2));
    assert_eq!(recount(folder.path(), &["adopt", "nowhere"]).status.code(), Some(2));
}

#[test]
fn the_configuration_lies_at_the_top_of_the_repository() {
    let folder = archive(&[("docs/pm/2023-01-02-disk.md", "# Disk\n\n")]);
    git(folder.path(), &["init", "-q"]);
    let written = recount(&folder.path().join("docs"), &["adopt", "pm", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let text = std::fs::read_to_string(folder.path().join("recount.toml")).expect("it is at the top");
    assert!(text.contains("incidents = \"docs/pm\""), "{text}");
}

#[test]
fn any_bytes_are_survived() {
    let folder = archive(&[("2023-01-02-disk.md", "# Disk\n\n")]);
    write(folder.path(), "2023-01-03 bytes", b"\xff\xfe\x00\x01## Timeline\n- 10:00 x\n");
    write(folder.path(), "2023-01-04-empty.md", "");
    write(folder.path(), "2023-01-05-[x] {y} *.md", "---\n: : :\n---\n## Timeline\n\n- 10:00 x\n");
    write(folder.path(), "2023-01-06-\u{7}bell\".md", "# Bell\u{1b}[31m\n");
    write(folder.path(), "huge.md", vec![b'#'; 5 * 1024 * 1024]);
    let output = recount(folder.path(), &["adopt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!stdout(&output).contains('\u{1b}'));
    adopt(folder.path());
}

#[test]
fn import_shows_a_difference_then_writes_it_once() {
    let folder = archive(&[
        ("incidents/2023-02-03-net.md", "---\r\nlayout: post # ours\r\nsev: high\r\n---\r\n# Net\r\n\r\n"),
        ("incidents/2023-01-02-disk.md", "\u{feff}# Disk: full\n\n"),
    ]);
    adopted(folder.path());
    let before = contents(folder.path());
    let shown = recount(folder.path(), &["import", "markdown"]);
    assert_eq!(shown.status.code(), Some(0), "{}", stderr(&shown));
    assert!(
        stdout(&shown).contains("+id: INC-2023-001  # inferred from the order of dates: confirm"),
        "{}",
        stdout(&shown)
    );
    assert_eq!(contents(folder.path()), before);
    let written = recount(folder.path(), &["import", "markdown", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a review");
    assert_eq!(
        read("incidents/2023-01-02-disk.md"),
        format!(
            "\u{feff}---\nid: INC-2023-001  # inferred from the order of dates: confirm\ntitle: 'Disk: full'\n\
             started_at: 2023-01-02T10:00:00Z  # inferred from the timeline: confirm\n\
             resolved_at: 2023-01-02T10:20:00Z  # inferred from the timeline: confirm\n---\n# Disk: full\n\n{BODY}"
        )
    );
    let net = read("incidents/2023-02-03-net.md");
    assert!(net.starts_with("---\r\nlayout: post # ours\r\nsev: high\r\nid: INC-2023-002  #"), "{net}");
    assert!(net.contains("\r\nseverity: high\r\n"), "{net}");
    assert!(net.ends_with(&format!("---\r\n# Net\r\n\r\n{BODY}")), "{net}");
    let after = contents(folder.path());
    let again = recount(folder.path(), &["import", "markdown", "--write"]);
    assert_eq!((again.status.code(), contents(folder.path())), (Some(0), after));
    assert!(stderr(&again).contains("2 as they should be"), "{}", stderr(&again));
}

#[test]
fn import_of_one_file_gives_the_id_that_the_order_of_all_gives() {
    let folder = archive(&[("incidents/2023-01-02-a.md", "# A\n\n"), ("incidents/2023-02-03-b.md", "# B\n\n")]);
    for (file, id) in [("b", "INC-2023-002"), ("a", "INC-2023-001")] {
        let path = format!("incidents/2023-0{}-{file}.md", if file == "a" { "1-02" } else { "2-03" });
        let written = recount(folder.path(), &["import", "markdown", &path, "--write"]);
        assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
        let text = std::fs::read_to_string(folder.path().join(&path)).expect("a review");
        assert!(text.contains(&format!("id: {id} ")), "{text}");
    }
    assert_eq!(recount(folder.path(), &["import", "markdown", "nowhere.md"]).status.code(), Some(2));
}

/// The clones of the real archives, each with the folder that a reader would say; empty with a message where they are
/// absent.
fn real_archives() -> Vec<(tempfile::TempDir, &'static str)> {
    let named = std::env::var_os("RECOUNT_SHARED").map(PathBuf::from);
    let shared = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let bundles = [("dfds-postmortems", "."), ("jupyterhub-mybinder.org-deploy", "docs/source/incident-reports")];
    let mut clones = Vec::new();
    for (name, folder) in bundles {
        let bundle = shared.join("data/real").join(format!("{name}.bundle"));
        if !bundle.is_file() {
            eprintln!("skipped: no {} (set RECOUNT_SHARED)", bundle.display());
            continue;
        }
        let place = tempfile::tempdir().expect("a temporary folder");
        git(place.path(), &["clone", "-q", &bundle.to_string_lossy(), "."]);
        clones.push((place, folder));
    }
    clones
}

#[test]
fn real_archives_are_adopted_with_one_command_and_their_documents_stay() {
    for (clone, folder) in real_archives() {
        let folder_of = clone.path();
        let report = adopt(folder_of);
        assert_eq!(report["configuration"]["incidents"], folder);
        for document in report["documents"].as_array().expect("documents") {
            assert!(document["title"]["text"].as_str().is_some_and(|title| !title.is_empty()), "{document:#}");
            assert!(document["date"]["day"].is_string(), "{document:#}");
        }
        adopted(folder_of);
        let status = std::process::Command::new("git").current_dir(folder_of).args(["status", "--porcelain"]).output();
        let status = String::from_utf8_lossy(&status.expect("git is installed").stdout).into_owned();
        assert_eq!(status, "?? recount-baseline.json\n?? recount.toml\n");
    }
}

#[test]
fn real_archives_are_imported_without_moving_a_byte() {
    for (clone, _) in real_archives() {
        let folder = clone.path();
        assert_eq!(recount(folder, &["adopt", "--write"]).status.code(), Some(0));
        let before = contents(folder);
        let import = recount(folder, &["import", "markdown", "--write"]);
        assert_eq!(import.status.code(), Some(0), "{}", stderr(&import));
        let after = contents(folder);
        for (path, old) in &before {
            assert!(after[path].ends_with(old), "{}", path.display());
        }
        let changed = before.iter().filter(|(path, old)| after[*path] != **old).count();
        assert!(changed >= 23, "{changed}");
        assert_eq!(recount(folder, &["import", "markdown", "--write"]).status.code(), Some(0));
        assert_eq!(contents(folder), after, "a second time nothing changes");
    }
}
