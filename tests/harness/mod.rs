//! The binary run as a user runs it, in folders of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

/// The command in `folder`, cut off from the settings of whoever runs the tests.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("recount").expect("the binary was built with the tests");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").args(arguments);
    // What is kept between runs stays with the tests.
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    for variable in ["SOURCE_DATE_EPOCH", "EDITOR", "VISUAL", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(variable);
    }
    command
}

/// What the command gives.
pub fn recount(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the command runs")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn git(folder: &Path, arguments: &[&str]) {
    let status = std::process::Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Ana Ruiz", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .expect("git is installed");
    assert!(status.success(), "git {arguments:?}");
}

pub fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    std::fs::write(path, content).expect("a file");
}

/// An archive set up by `recount init`, with its example incident.
pub fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = recount(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder
}

/// Commits everything as `name` at `when`, which is the author's and the committer's date.
pub fn commit_as(folder: &Path, name: &str, when: &str) {
    git(folder, &["add", "."]);
    let status = std::process::Command::new("git")
        .current_dir(folder)
        .args(["-c", &format!("user.name={name}"), "-c", "user.email=a@example.com", "commit", "-qm", "Edit"])
        .envs([("GIT_AUTHOR_DATE", when), ("GIT_COMMITTER_DATE", when)])
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
        .status();
    assert!(status.expect("git is installed").success());
}

/// Runs Git with both of a commit's dates, or a tag's.
pub fn git_at(folder: &Path, when: &str, arguments: &[&str]) {
    let status = std::process::Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Sam Okafor", "-c", "user.email=sam@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .envs([("GIT_AUTHOR_DATE", when), ("GIT_COMMITTER_DATE", when)])
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status();
    assert!(status.expect("git is installed").success(), "git {arguments:?}");
}
