//! What is kept between runs: it saves time, and changes nothing.

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use harness::{commit_as, git, recount, stderr, stdout, write};

fn review(severity: &str, more: &str) -> String {
    format!(
        "---\nid: INC-2026-001\ntitle: Slow\nstatus: identified\nseverity: {severity}\nstarted_at: 2026-03-04T09:12:00Z\n---\n\n\
         ## Impact\n\nForty customers.\n{more}"
    )
}

/// An archive of one incident with three versions.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    for (n, (severity, more)) in [("SEV3", ""), ("SEV2", ""), ("SEV1", "\nAnd more.\n")].into_iter().enumerate() {
        write(folder.path(), "incidents/a.md", review(severity, more));
        commit_as(folder.path(), "Ana Ruiz", &format!("2026-03-04T09:2{n}:00Z"));
    }
    folder
}

fn timeline(folder: &Path, more: &[&str]) -> String {
    let output = recount(folder, &[&["timeline", "INC-2026-001", "-q"], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// Files under a folder with their contents.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(path).expect("it can be read"));
        }
    }
    found
}

#[test]
fn a_second_run_says_the_same_and_so_does_one_without_a_cache() {
    let folder = archive();
    let cache = folder.path().join("kept");
    let flag = ["--cache-dir", "kept"];
    let whole = timeline(folder.path(), &["--no-cache"]);
    assert!(!cache.exists() && whole.contains("Severity raised: SEV2 → SEV1"), "{whole}");
    assert_eq!(timeline(folder.path(), &flag), whole);
    let kept = files(&cache);
    assert_eq!(kept.len(), 2, "{:?}", kept.keys());
    assert_eq!(timeline(folder.path(), &flag), whole);
    assert_eq!(files(&cache), kept, "nothing new, nothing written");
    write(folder.path(), "incidents/a.md", review("SEV4", ""));
    assert_eq!(timeline(folder.path(), &flag), timeline(folder.path(), &["--no-cache"]), "an edit");
    commit_as(folder.path(), "Li Wei", "2026-03-04T10:00:00Z");
    let after = timeline(folder.path(), &flag);
    assert!(after.contains("Severity lowered: SEV1 → SEV4"));
    assert_eq!(after, timeline(folder.path(), &["--no-cache"]), "a commit");
    git(folder.path(), &["reset", "-q", "--hard", "HEAD~2"]);
    assert_eq!(timeline(folder.path(), &flag), timeline(folder.path(), &["--no-cache"]), "another past");
}

#[test]
fn what_the_configuration_and_the_mailmap_say_is_not_kept_from_before() {
    let folder = archive();
    let flag = ["--cache-dir", "kept"];
    assert!(timeline(folder.path(), &flag).contains("Severity raised: SEV3 → SEV2  (Ana Ruiz"));
    write(folder.path(), "recount.toml", "[archive]\nseverities = [\"SEV3\", \"SEV2\", \"SEV1\"]\n");
    write(folder.path(), ".mailmap", "Ana Ruiz-Okafor <a@example.com>\n");
    assert!(timeline(folder.path(), &flag).contains("Severity lowered: SEV3 → SEV2  (Ana Ruiz-Okafor"));
}

#[test]
fn a_damaged_cache_costs_time_alone() {
    let folder = archive();
    let flag = ["--cache-dir", "kept"];
    let whole = timeline(folder.path(), &flag);
    let cache = folder.path().join("kept");
    let kept = files(&cache);
    for (path, bytes) in &kept {
        for (n, damaged) in [
            Vec::new(),
            bytes[..bytes.len() / 2].to_vec(),
            bytes[..bytes.len() - 1].to_vec(),
            bytes.iter().map(|byte| byte ^ 0xff).collect(),
            [bytes.as_slice(), b"more"].concat(),
            bytes.iter().enumerate().map(|(at, byte)| if at == bytes.len() - 9 { byte ^ 1 } else { *byte }).collect(),
        ]
        .into_iter()
        .enumerate()
        {
            fs::write(path, damaged).expect("it can be written");
            assert_eq!(timeline(folder.path(), &flag), whole, "damage {n} of {path:?}");
            assert_eq!(files(&cache), kept, "it was computed again and kept");
        }
    }
    fs::remove_dir_all(&cache).expect("it is there");
    fs::write(&cache, "a file where the folder would be").expect("it can be written");
    assert_eq!(timeline(folder.path(), &flag), whole);
}

#[test]
fn runs_at_the_same_time_do_not_harm_each_other() {
    let folder = archive();
    let whole = timeline(folder.path(), &["--no-cache"]);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| timeline(folder.path(), &["--cache-dir", "kept"]))).collect();
        for run in runs {
            assert_eq!(run.join().expect("it ran"), whole);
        }
    });
    let kept = files(&folder.path().join("kept"));
    assert_eq!(kept.len(), 2, "no temporary file is left: {:?}", kept.keys());
}

#[test]
fn a_site_built_with_a_cache_is_the_site_built_without() {
    let folder = archive();
    let build = |arguments: &[&str], to: &str| {
        let output = recount(folder.path(), &[&["build", "-q", "--output", to], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let root = folder.path().join(to);
        files(&root)
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(&root).expect("below").to_owned(), bytes))
            .collect()
    };
    let whole: BTreeMap<PathBuf, Vec<u8>> = build(&["--no-cache"], "one");
    assert!(build(&["--cache-dir", "kept"], "two") == whole && build(&["--cache-dir", "kept"], "three") == whole);
}

#[test]
fn a_partial_clone_says_what_is_not_known() {
    let folder = archive();
    git(folder.path(), &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", folder.path().display());
    let clones = tempfile::tempdir().expect("a temporary folder");
    git(clones.path(), &["clone", "-q", "--filter=blob:none", &url, "clone"]);
    let clone = clones.path().join("clone");
    let output = recount(&clone, &["timeline", "INC-2026-001", "--source", "recorded", "--cache-dir", "../kept"]);
    let built = recount(&clone, &["build", "-q", "--output", "../site", "--cache-dir", "../kept"]);
    let said = stderr(&built);
    assert!(said.contains("this clone is partial, and the contents of 2 versions are not here"), "{said}");
    let told = stdout(&output);
    assert!(told.contains("The contents of 2 versions are not in this clone, which is partial"), "{told}");
    assert!(!clones.path().join("kept").exists(), "what it does not know today it may know tomorrow");
}
