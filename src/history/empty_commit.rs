//! Writes a commit without changes, for a note. The only place that calls `git`: a commit is the user's, with their
//! name, hooks and signature, and only `git` knows all of these.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::repository::Repository;

/// Files of the Git directory that say that an operation is under way which a commit would conclude, and its name.
const UNDER_WAY: [(&str, &str); 5] = [
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
];

/// Why no commit was made.
#[derive(Debug, thiserror::Error)]
pub enum EmptyCommitError {
    /// There is no repository with a work tree.
    #[error("there is no Git repository with a work tree here; `git init` makes one")]
    NoRepository,
    /// A commit would conclude something else.
    #[error("a {0} is under way, and a commit would end it; finish it first (`git status` says how)")]
    UnderWay(&'static str),
    /// The program cannot be run.
    #[error("`git` cannot be run: {0}")]
    NoGit(std::io::Error),
    /// The program or a hook refused.
    #[error("`git commit` failed:\n{0}")]
    Refused(String),
    /// The temporary index cannot be made.
    #[error("a temporary file cannot be made: {0}")]
    Temporary(std::io::Error),
}

/// The commit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id, shortened.
    pub commit: String,
    /// The branch it is on; `None` on a detached HEAD, where it is soon lost.
    pub branch: Option<String>,
}

/// Commits `message` without any change, on whatever HEAD is, be it the first commit of all. What the user has staged
/// stays staged and is no part of it: the commit is made by way of an index of its own.
pub fn commit_empty(folder: &Path, message: &str) -> Result<Written, EmptyCommitError> {
    let repository = Repository::discover(folder).ok().flatten().ok_or(EmptyCommitError::NoRepository)?;
    let top = repository.work_tree().ok_or(EmptyCommitError::NoRepository)?.to_owned();
    if let Some((_, name)) = UNDER_WAY.iter().find(|(file, _)| repository.git_dir().join(file).exists()) {
        return Err(EmptyCommitError::UnderWay(name));
    }
    let temporary = tempfile::Builder::new()
        .prefix("recount-note-")
        .tempdir_in(repository.git_dir())
        .map_err(EmptyCommitError::Temporary)?;
    let git = Git { top, index: temporary.path().join("index") };
    if git.output(&["rev-parse", "--quiet", "--verify", "HEAD"], None).is_ok() {
        git.output(&["read-tree", "HEAD"], None)?;
    }
    git.output(&["commit", "--quiet", "--allow-empty", "--cleanup=whitespace", "--file=-"], Some(message))?;
    let branch = git.output(&["symbolic-ref", "--quiet", "--short", "HEAD"], None).ok();
    Ok(Written { commit: git.output(&["rev-parse", "--short", "HEAD"], None)?, branch })
}

struct Git {
    top: PathBuf,
    index: PathBuf,
}

impl Git {
    /// What a run prints, without the last line break.
    fn output(&self, arguments: &[&str], input: Option<&str>) -> Result<String, EmptyCommitError> {
        let mut child = Command::new("git")
            .arg("-C")
            .arg(&self.top)
            .args(arguments)
            // Inside a hook these would name another repository.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env("GIT_INDEX_FILE", &self.index)
            .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(EmptyCommitError::NoGit)?;
        if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
            // Who closes it early says why on stderr.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().map_err(EmptyCommitError::NoGit)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
        }
        Err(EmptyCommitError::Refused(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}
