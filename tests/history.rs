//! Histories as teams make them, built with the `git` command and read back: every version of every file,
//! through all its names. Where Git's own `log --follow` is right, it is the oracle.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use recount::cache::Cache;
use recount::history::{Change, Commit, History, HistoryError, read};
use tempfile::TempDir;

/// Runs `git` in `dir`, untouched by the configuration of whoever runs the tests.
fn run_git(dir: &Path, date: i64, args: &[&OsStr], input: &[u8]) -> Output {
    let date = format!("@{date} +0100");
    let mut child = Command::new("git")
        .args(["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false", "-c", "merge.conflictstyle=merge"])
        .args(args)
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env("GIT_AUTHOR_NAME", "Ana Ruiz")
        .env("GIT_AUTHOR_EMAIL", "ana@example.com")
        .env("GIT_COMMITTER_NAME", "Li Wei")
        .env("GIT_COMMITTER_EMAIL", "li@example.com")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("git is installed");
    child.stdin.take().expect("it is piped").write_all(input).expect("git reads its input");
    child.wait_with_output().expect("git ends")
}

/// What `git` prints; it must succeed.
fn git_bytes(dir: &Path, date: i64, args: &[&OsStr], input: &[u8]) -> Vec<u8> {
    let output = run_git(dir, date, args, input);
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A repository in a folder that goes away with it.
struct Repo {
    folder: TempDir,
    clock: Cell<i64>,
}

impl Repo {
    fn new() -> Self {
        Self::with(&[])
    }

    fn with(options: &[&str]) -> Self {
        let repo = Self { folder: tempfile::tempdir().expect("a folder"), clock: Cell::new(1_772_615_520) };
        repo.git(&[&["init", "-q", "-b", "main"], options].concat());
        repo
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, args: &[&str]) -> String {
        self.clock.set(self.clock.get() + 60);
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        let out = git_bytes(self.root(), self.clock.get(), &args, b"");
        String::from_utf8_lossy(&out).trim_end().to_owned()
    }

    /// Like [`Repo::git`], but a failure (a merge with conflicts) is part of the plan.
    fn git_conflicting(&self, args: &[&str]) {
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        let output = run_git(self.root(), self.clock.get(), &args, b"");
        assert!(!output.status.success(), "git {args:?} was to stop for a conflict");
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the repository")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn commit(&self, message: &str) -> &Self {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self
    }

    /// Stores a commit object as it is, broken or not, and lets `main` point to it.
    fn raw_commit(&self, headers: &[u8], message: &[u8]) {
        let tree = self.git(&["write-tree"]);
        let bytes = [b"tree ", tree.as_bytes(), b"\n", headers, b"\n", message].concat();
        let args = ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"].map(OsStr::new);
        let id = git_bytes(self.root(), 0, &args, &bytes);
        self.git(&["update-ref", "refs/heads/main", String::from_utf8_lossy(&id).trim()]);
    }

    fn history(&self) -> History {
        history(self.root(), &self.root().join("incidents"))
    }

    /// Each version of a file as the subject of its commit and how it came about.
    fn versions(&self, path: &str) -> Vec<String> {
        told(&self.history(), path)
    }

    /// Asserts that the versions of each file are those of `git log --follow`.
    fn assert_as_git_follows(&self) {
        let differences = differences(self.root(), "incidents");
        assert!(differences.is_empty(), "{differences:#?}");
    }
}

/// Reads a history, with what earlier reads of it in this test left in the cache, and proves that it makes no difference.
fn history(start: &Path, folder: &Path) -> History {
    static CACHE: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));
    let cache = Cache::new(CACHE.path().to_owned());
    let read = |cache| read(start, folder, cache).expect("it is read").expect("there is a repository").0;
    let whole = read(None);
    assert_eq!(read(Some(&cache)), whole, "with what was kept before");
    assert_eq!(read(Some(&cache)), whole, "with what was just kept");
    whole
}

fn told(history: &History, path: &str) -> Vec<String> {
    let file = history.files.get(path).unwrap_or_else(|| panic!("{path} is not among {:?}", history.files.keys()));
    let tell = |version: &recount::history::Version| {
        let how = match &version.change {
            Change::Added => "added".to_owned(),
            Change::AtShallowEdge => "at the edge".to_owned(),
            Change::Modified => "modified".to_owned(),
            Change::Renamed { from } => format!("renamed from {from}"),
        };
        format!("{}: {how}", history.commits[version.commit].subject)
    };
    file.versions.iter().map(tell).collect()
}

fn commit<'h>(history: &'h History, subject: &str) -> &'h Commit {
    history.commits.iter().find(|commit| commit.subject == subject).expect("a commit of that subject")
}

/// The files whose versions are not those of `git log --follow`, with the commits that only one side has.
fn differences(root: &Path, folder: &str) -> Vec<String> {
    let history = history(root, &root.join(folder));
    let mut differences = Vec::new();
    for (path, file) in &history.files {
        let args = ["log", "--follow", "--find-renames", "--format=%x01%H", "--name-status", "--", path];
        let log = git_bytes(root, 0, &args.map(OsStr::new), b"");
        let log = String::from_utf8_lossy(&log);
        // A deletion is shown by Git and leaves no version.
        let kept = |block: &&str| !block.trim().contains("\nD\t");
        let theirs: BTreeSet<String> =
            log.split('\u{1}').skip(1).filter(kept).filter_map(|b| b.lines().next()).map(str::to_owned).collect();
        let ids = file.versions.iter().map(|version| &history.commits[version.commit]);
        let ours: BTreeSet<String> =
            ids.filter(|commit| !commit.is_merge).map(|commit| commit.id.to_string()).collect();
        let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
        if ours != theirs {
            differences.push(format!(
                "{path}: only Git {:?}, only ours {:?}",
                only(&theirs, &ours),
                only(&ours, &theirs)
            ));
        }
    }
    differences
}

/// Enough text for an edit to leave a file similar to itself.
fn review(marker: &str) -> String {
    let mut text = format!("---\nid: {marker}\n---\n");
    for line in 0..20 {
        text.push_str(&format!("Line {line} of the review of {marker}.\n"));
    }
    text
}

const A: &str = "incidents/a.md";

#[test]
fn versions_come_oldest_first_and_commits_elsewhere_do_not_show() {
    let repo = Repo::new();
    repo.write(A, review("a")).write("src/main.rs", "1").commit("Open");
    repo.write("src/main.rs", "2").commit("Code");
    repo.write(A, review("a") + "more\n").commit("Edit");
    assert_eq!(repo.versions(A), ["Open: added", "Edit: modified"]);
    let history = repo.history();
    assert_eq!(history.commits.len(), 2);
    assert_eq!((history.folder.as_str(), history.shallow), ("incidents", false));
    assert_eq!(commit(&history, "Open").author, "Ana Ruiz");
    assert!(commit(&history, "Open").committed_at.to_rfc3339().ends_with("+01:00"));
    repo.assert_as_git_follows();
}

#[test]
fn a_merge_that_only_joins_branches_makes_no_version() {
    let repo = Repo::new();
    repo.write(A, review("a")).write("incidents/b.md", review("b")).commit("Open");
    repo.git(&["checkout", "-qb", "side"]);
    repo.write("incidents/b.md", review("b") + "side\n").commit("Side");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(A, review("a") + "main\n").commit("Main");
    repo.git(&["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    assert_eq!(repo.versions(A), ["Open: added", "Main: modified"]);
    assert_eq!(repo.versions("incidents/b.md"), ["Open: added", "Side: modified"]);
    repo.assert_as_git_follows();
}

#[test]
fn an_octopus_makes_no_version_of_what_its_arms_made() {
    let repo = Repo::new();
    repo.write("incidents/base.md", "base\n").commit("Base");
    for arm in ["one", "two", "three"] {
        repo.git(&["checkout", "-qb", arm, "main"]);
        repo.write(&format!("incidents/{arm}.md"), review(arm)).commit(arm);
    }
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "-m", "Octopus", "one", "two", "three"]);
    let history = repo.history();
    assert_eq!(history.files.len(), 4);
    assert_eq!(told(&history, "incidents/two.md"), ["two: added"]);
    assert!(history.commits.iter().all(|commit| !commit.is_merge));
    repo.assert_as_git_follows();
}

#[test]
fn a_merge_with_content_of_its_own_makes_a_version() {
    let repo = Repo::new();
    repo.write(A, "one\ntwo\nthree\n").commit("Open");
    repo.git(&["checkout", "-qb", "side"]);
    repo.write(A, "one\nside\nthree\n").commit("Side");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(A, "one\nmain\nthree\n").commit("Main");
    repo.git_conflicting(&["merge", "-q", "side"]);
    repo.write(A, "one\nboth\nthree\n").commit("Evil merge");
    assert_eq!(repo.versions(A), ["Open: added", "Side: modified", "Main: modified", "Evil merge: modified"]);
    assert!(commit(&repo.history(), "Evil merge").is_merge);
}

#[test]
fn a_file_is_followed_through_a_chain_of_renames_with_edits() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    repo.git(&["mv", A, "incidents/b.md"]);
    repo.commit("Rename");
    repo.git(&["mv", "incidents/b.md", "incidents/c.md"]);
    repo.write("incidents/c.md", review("a").replace("Line 3", "Line three")).commit("Rename and edit");
    fs::create_dir_all(repo.root().join("incidents/2026/c")).unwrap();
    repo.git(&["mv", "incidents/c.md", "incidents/2026/c/index.md"]);
    repo.commit("Into a folder");
    assert_eq!(
        repo.versions("incidents/2026/c/index.md"),
        [
            "Open: added",
            "Rename: renamed from incidents/a.md",
            "Rename and edit: renamed from incidents/b.md",
            "Into a folder: renamed from incidents/c.md",
        ]
    );
    assert_eq!(repo.history().files.len(), 1);
    repo.assert_as_git_follows();
}

#[test]
fn a_whole_folder_that_moves_takes_every_file_along() {
    let repo = Repo::new();
    for name in ["x", "y", "z"] {
        repo.write(&format!("incidents/old/{name}.md"), review(name));
    }
    repo.commit("Open");
    repo.git(&["mv", "incidents/old", "incidents/2026"]);
    repo.commit("Move");
    for name in ["x", "y", "z"] {
        let moved = format!("Move: renamed from incidents/old/{name}.md");
        assert_eq!(repo.versions(&format!("incidents/2026/{name}.md")), ["Open: added".to_owned(), moved]);
    }
    repo.assert_as_git_follows();
}

#[test]
fn files_that_came_from_elsewhere_are_followed_there_and_further() {
    let repo = Repo::new();
    repo.write("postmortems/a.md", review("a")).write("unrelated.md", "no\n").commit("Open");
    repo.write("postmortems/a.md", review("a") + "more\n").commit("Edit");
    fs::create_dir_all(repo.root().join("docs/pm")).unwrap();
    repo.git(&["mv", "postmortems/a.md", "docs/pm/a.md"]);
    repo.commit("Move to docs");
    repo.write("docs/pm/a.md", review("a") + "more\nand more\n").commit("Edit again");
    fs::create_dir_all(repo.root().join("incidents")).unwrap();
    repo.git(&["mv", "docs/pm/a.md", A]);
    repo.commit("Move to incidents");
    repo.write(A, review("a") + "end\n").commit("Close");
    assert_eq!(
        repo.versions(A),
        [
            "Open: added",
            "Edit: modified",
            "Move to docs: renamed from postmortems/a.md",
            "Edit again: modified",
            "Move to incidents: renamed from docs/pm/a.md",
            "Close: modified",
        ]
    );
    repo.assert_as_git_follows();
}

#[test]
fn a_file_from_the_root_of_the_repository_is_followed() {
    let repo = Repo::new();
    repo.write("a.md", review("a")).write("src/lib.rs", "x").commit("Open");
    repo.write("a.md", review("a") + "more\n").commit("Edit");
    fs::create_dir_all(repo.root().join("incidents")).unwrap();
    repo.git(&["mv", "a.md", A]);
    repo.commit("Move");
    assert_eq!(repo.versions(A), ["Open: added", "Edit: modified", "Move: renamed from a.md"]);
    repo.assert_as_git_follows();
}

#[test]
fn a_file_deleted_and_added_again_goes_on() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    repo.git(&["rm", "-q", A]);
    repo.commit("Delete");
    repo.write(A, review("a") + "again\n").commit("Add again");
    assert_eq!(repo.versions(A), ["Open: added", "Add again: added"]);
    repo.assert_as_git_follows();
}

#[test]
fn a_new_file_under_a_name_that_moved_away_begins_its_own_history() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    repo.git(&["mv", A, "incidents/b.md"]);
    repo.commit("Rename");
    repo.write(A, "Something else entirely.\n").commit("New");
    assert_eq!(repo.versions("incidents/b.md"), ["Open: added", "Rename: renamed from incidents/a.md"]);
    assert_eq!(repo.versions(A), ["New: added"]);
}

#[test]
fn a_reverted_edit_is_a_version_and_a_reverted_rename_keeps_the_line() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    repo.write(A, review("a") + "wrong\n").commit("Edit");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    repo.git(&["mv", A, "incidents/b.md"]);
    repo.commit("Rename");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    let versions = repo.versions(A);
    assert_eq!(versions.len(), 5, "{versions:?}");
    assert_eq!(versions[2], "Revert \"Edit\": modified");
    assert_eq!(versions[4], "Revert \"Rename\": renamed from incidents/b.md");
    repo.assert_as_git_follows();
}

#[test]
fn an_edit_on_a_branch_that_knew_the_old_name_is_kept() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    repo.git(&["checkout", "-qb", "side"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["mv", A, "incidents/b.md"]);
    repo.commit("Rename");
    repo.git(&["checkout", "-q", "side"]);
    repo.write(A, review("a") + "side\n").commit("Edit by the old name");
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    let versions = repo.versions("incidents/b.md");
    assert_eq!(versions[..3], ["Open: added", "Rename: renamed from incidents/a.md", "Edit by the old name: modified"]);
    assert_eq!(versions[3..], ["Merge: modified"], "the merged content is of neither parent");
}

#[test]
fn a_copy_of_a_template_that_stays_is_a_file_of_its_own() {
    let repo = Repo::new();
    repo.write("incidents/_template.md", review("template")).commit("Template");
    repo.write(A, review("template")).commit("Open");
    assert_eq!(repo.versions(A), ["Open: added"]);
}

#[test]
fn unlike_files_in_one_commit_are_no_rename() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    fs::remove_file(repo.root().join(A)).unwrap();
    repo.write("incidents/b.md", "A new one.\nWith nothing of the old.\n").commit("Replace");
    assert_eq!(repo.versions("incidents/b.md"), ["Replace: added"]);
    repo.assert_as_git_follows();
}

#[test]
fn a_shallow_clone_says_so_and_does_not_claim_who_opened() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    repo.write(A, review("a") + "1\n").commit("Edit 1");
    repo.write("incidents/b.md", review("b")).commit("Open b");
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repo.root().display());
    git_bytes(clone.path(), 0, &["clone", "-q", "--depth", "2", &url, "clone"].map(OsStr::new), b"");
    let root = clone.path().join("clone");
    let shallow = history(&root, &root.join("incidents"));
    assert!(shallow.shallow);
    assert_eq!(told(&shallow, A), ["Edit 1: at the edge"]);
    assert_eq!(told(&shallow, "incidents/b.md"), ["Open b: added"]);
    assert_eq!(shallow.first_commit(&shallow.files[A]), None);
    assert!(shallow.first_commit(&shallow.files["incidents/b.md"]).is_some());
}

#[test]
fn no_repository_no_commits_and_no_folder_are_no_errors() {
    let outside = tempfile::tempdir().unwrap();
    // A folder for temporary files may itself lie in a repository; then there is nothing to prove here.
    if !outside.path().ancestors().any(|folder| folder.join(".git").exists()) {
        assert!(read(outside.path(), &outside.path().join("incidents"), None).unwrap().is_none());
    }
    let repo = Repo::new();
    let unborn = repo.history();
    assert_eq!((unborn.head, unborn.commits.len(), unborn.files.len()), (None, 0, 0));
    repo.write("src/main.rs", "x").commit("Code");
    let without = repo.history();
    assert!(without.head.is_some() && without.files.is_empty() && without.commits.is_empty());
}

#[test]
fn a_folder_outside_the_work_tree_is_refused() {
    let repo = Repo::new();
    repo.write(A, "a").commit("Open");
    let elsewhere = tempfile::tempdir().unwrap();
    let refused = read(repo.root(), elsewhere.path(), None);
    assert!(matches!(refused, Err(HistoryError::Outside { .. })));
}

#[test]
fn a_linked_worktree_and_a_subfolder_find_the_same_history() {
    let repo = Repo::new();
    repo.write("docs/incidents/a.md", review("a")).commit("Open");
    let linked = tempfile::tempdir().unwrap();
    let tree = linked.path().join("tree");
    repo.git(&["worktree", "add", "-q", tree.to_str().unwrap(), "-b", "linked"]);
    let folder = tree.join("docs/incidents");
    assert_eq!(told(&history(&folder, &folder), "docs/incidents/a.md"), ["Open: added"]);
    let folder = repo.root().join("docs/incidents");
    assert_eq!(told(&history(&folder, &folder), "docs/incidents/a.md"), ["Open: added"]);
}

#[test]
fn the_whole_repository_can_be_the_incident_folder() {
    let repo = Repo::new();
    repo.write("a b.md", review("a")).write("ünï/postmortem without extension", review("b")).commit("Open");
    repo.git(&["mv", "a b.md", "ünï/c d.md"]);
    repo.commit("Move");
    let history = history(repo.root(), repo.root());
    assert_eq!(told(&history, "ünï/c d.md"), ["Open: added", "Move: renamed from a b.md"]);
    assert_eq!(told(&history, "ünï/postmortem without extension"), ["Open: added"]);
    assert_eq!(history.file("ünï/c d.md").map(|file| file.versions.len()), Some(2));
}

#[test]
fn authors_are_named_by_the_mailmap() {
    let repo = Repo::new();
    repo.write(".mailmap", "Ana Ruiz-Okafor <ana@example.com>\n").write(A, "a").commit("Open");
    assert_eq!(commit(&repo.history(), "Open").author, "Ana Ruiz-Okafor");
    let bare = tempfile::tempdir().unwrap();
    let (from, to) = (repo.root().to_str().unwrap(), bare.path().join("bare.git"));
    git_bytes(bare.path(), 0, &["clone", "-q", "--bare", from, "bare.git"].map(OsStr::new), b"");
    let history = history(&to, Path::new("incidents"));
    assert_eq!(commit(&history, "Open").author, "Ana Ruiz-Okafor");
    assert_eq!(told(&history, A), ["Open: added"]);
}

#[test]
fn broken_commits_are_read_as_far_as_they_go() {
    let repo = Repo::new();
    repo.write(A, "a");
    repo.git(&["add", "-A"]);
    repo.raw_commit(b"author Jos\xe9 <j@x> 4102444800 -1130\ncommitter <> 99999999999999999999 +9999\n", b"Caf\xe9\n");
    let read = repo.history();
    let odd = commit(&read, "Caf\u{fffd}");
    assert_eq!(odd.author, "Jos\u{fffd}");
    assert_eq!(odd.authored_at.to_rfc3339(), "2099-12-31T12:30:00-11:30");
    assert_eq!(odd.committed_at.to_rfc3339(), "1970-01-01T00:00:00+00:00");
    repo.raw_commit(b"author Jos\xe9 <j@x> 1 +0000\nencoding ISO-8859-1\n", b"Caf\xe9\n");
    assert_eq!(commit(&repo.history(), "Café").author, "José");
    repo.raw_commit(b"", b"");
    assert_eq!(told(&repo.history(), A), [": added"]);
}

#[test]
fn notes_are_kept_by_trailer_or_file_and_other_commits_are_not() {
    let repo = Repo::new();
    repo.write(A, "a").commit("Open");
    repo.commit("TL: paged the on-call engineer\n\nIncident: INC-2026-014\nIncident: INC-2026-015");
    repo.commit("TL: about nothing");
    repo.commit("Not a note\n\nIncident: INC-2026-014");
    repo.write(A, "a\nb\n").commit("timeline: queue restarted");
    let history = repo.history();
    let subjects: Vec<&str> = history.commits.iter().map(|commit| commit.subject.as_str()).collect();
    assert_eq!(subjects, ["Open", "TL: paged the on-call engineer", "timeline: queue restarted"]);
    assert_eq!(history.commits[1].incidents, ["INC-2026-014", "INC-2026-015"]);
}

#[test]
fn a_repository_of_sha256_is_read() {
    let repo = Repo::with(&["--object-format=sha256"]);
    repo.write(A, review("a")).commit("Open");
    repo.git(&["mv", A, "incidents/b.md"]);
    repo.commit("Rename");
    assert_eq!(repo.versions("incidents/b.md"), ["Open: added", "Rename: renamed from incidents/a.md"]);
}

#[test]
fn contents_are_read_by_version_and_from_other_threads() {
    let repo = Repo::new();
    repo.write(A, b"caf\xe9\n").commit("Open");
    repo.write(A, "two\n").commit("Edit");
    let (history, blobs) = read(repo.root(), &repo.root().join("incidents"), None).unwrap().unwrap();
    let texts: Vec<Option<String>> = history.files[A]
        .versions
        .iter()
        .map(|version| std::thread::scope(|s| s.spawn(|| blobs.reader().text(version.blob).unwrap()).join()))
        .map(Result::unwrap)
        .collect();
    assert_eq!(texts, [Some("caf\u{fffd}\n".to_owned()), Some("two\n".to_owned())]);
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_no_files_and_odd_names_do_no_harm() {
    use std::os::unix::ffi::OsStrExt as _;
    let repo = Repo::new();
    repo.write(A, "a");
    std::os::unix::fs::symlink("a.md", repo.root().join("incidents/link.md")).unwrap();
    fs::write(repo.root().join("incidents").join(OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
    repo.commit("Open");
    let head = repo.git(&["rev-parse", "HEAD"]);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{head},incidents/module")]);
    repo.git(&["commit", "-q", "-m", "Module"]);
    let history = repo.history();
    assert_eq!(history.files.keys().collect::<Vec<_>>(), ["incidents/a.md", "incidents/caf\u{fffd}.md"]);
}

#[test]
fn nothing_that_the_repository_configures_is_run() {
    let repo = Repo::new();
    repo.write(".gitattributes", "*.md diff=evil filter=evil\n").write(A, "a\n").commit("Open");
    repo.write(A, "b\n").commit("Edit");
    let trap = repo.root().join("trap");
    let run = format!("touch {}", trap.display());
    for key in ["core.fsmonitor", "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "filter.evil.clean"]
    {
        git_bytes(repo.root(), 0, &["config", key, &run].map(OsStr::new), b"");
    }
    assert_eq!(repo.versions(A).len(), 2);
    assert!(!trap.exists());
}

#[test]
fn a_missing_object_is_named_with_what_to_do() {
    let repo = Repo::new();
    repo.write(A, "a").commit("Open");
    let tree = repo.git(&["rev-parse", "HEAD:incidents"]);
    fs::remove_file(repo.root().join(".git/objects").join(&tree[..2]).join(&tree[2..])).unwrap();
    let error = read(repo.root(), &repo.root().join("incidents"), None).expect_err("it is missed");
    assert!(error.to_string().contains(&tree) && error.to_string().contains("git fsck"), "{error}");
}

#[test]
fn a_tree_that_names_itself_a_billion_times_is_refused() {
    let repo = Repo::new();
    let blob = String::from_utf8(git_bytes(repo.root(), 0, &["hash-object", "-w", "--stdin"].map(OsStr::new), b"x"));
    let line = |name: usize| format!("100644 blob {}\tf{name}\n", blob.as_ref().unwrap().trim());
    let mut listing: String = (0..10).map(line).collect();
    let mut tree = String::new();
    for _ in 0..10 {
        let id = git_bytes(repo.root(), 0, &["mktree"].map(OsStr::new), listing.as_bytes());
        tree = String::from_utf8(id).unwrap().trim().to_owned();
        let folders: Vec<String> = (0..10).map(|name| format!("040000 tree {tree}\td{name}\n")).collect();
        listing = folders.concat();
    }
    let root =
        git_bytes(repo.root(), 0, &["mktree"].map(OsStr::new), format!("040000 tree {tree}\tincidents\n").as_bytes());
    let root = String::from_utf8(root).unwrap();
    let head = repo.git(&["commit-tree", "-m", "Bomb", root.trim()]);
    repo.git(&["update-ref", "refs/heads/main", &head]);
    let refused = read(repo.root(), &repo.root().join("incidents"), None);
    assert!(matches!(refused, Err(HistoryError::TooLarge { .. })));
}

#[test]
fn commits_come_in_the_same_order_however_often_they_are_read() {
    let repo = Repo::new();
    repo.write(A, "0\n").commit("Open");
    for branch in ["x", "y", "z"] {
        repo.git(&["checkout", "-qb", branch, "main"]);
        for edit in 0..4 {
            repo.write(&format!("incidents/{branch}.md"), format!("{edit}\n")).commit(&format!("{branch}{edit}"));
        }
    }
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "-m", "Merge", "x", "y", "z"]);
    let first = repo.history();
    assert_eq!(first.commits.len(), 13);
    for _ in 0..5 {
        assert_eq!(repo.history(), first);
    }
}

/// Histories of every shape, read after each commit with what was kept after an earlier one.
#[test]
fn what_came_since_is_added_to_what_was_walked_before_and_nothing_is_different() {
    for seed in 1..=12_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // xorshift: the same histories each time.
        let mut below = move |limit: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % limit
        };
        let repo = Repo::new();
        repo.write(A, review("a")).write("notes/x.md", review("x")).write("src/a", "1").commit("Open");
        for step in 0..14 {
            let file = format!("incidents/{}.md", ["a", "b", "c"][usize::try_from(below(3)).unwrap()]);
            let branch = format!("b{step}");
            match below(9) {
                0 | 1 => drop(repo.write(&file, review(&file) + &format!("{step}\n")).commit("Edit")),
                2 => drop(repo.write("src/a", step.to_string()).commit("TL: code\n\nIncident: INC-1")),
                3 => {
                    // A branch whose commits are older than what was last seen on main.
                    repo.clock.set(repo.clock.get() - 5000);
                    repo.git(&["checkout", "-qb", &branch]);
                    repo.write(&format!("incidents/{branch}.md"), review(&branch)).commit("On a branch");
                    repo.git(&["checkout", "-q", "main"]);
                    repo.clock.set(repo.clock.get() + 9000);
                    repo.write("src/b", step.to_string()).commit("Meanwhile");
                    let _ = repo.history();
                    repo.git(&["merge", "-q", "--no-ff", "-m", "Merge", &branch]);
                }
                4 if repo.root().join(A).exists() => {
                    repo.git(&["mv", "-f", A, "incidents/c.md"]);
                    repo.commit("Rename");
                }
                5 if repo.root().join("notes/x.md").exists() => {
                    repo.git(&["mv", "-f", "notes/x.md", "incidents/x.md"]);
                    repo.commit("Bring in");
                }
                6 => drop(repo.write("notes/x.md", review(&branch)).commit("Write outside")),
                7 if step > 2 => {
                    // History is rewritten.
                    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
                    repo.write(&file, review("anew")).commit("Instead");
                }
                _ => drop(repo.commit("Nothing")),
            }
            if below(3) > 0 {
                let _ = repo.history();
            }
        }
        let without = repo.history();
        repo.git(&["commit-graph", "write", "--reachable"]);
        assert!(repo.root().join(".git/objects/info/commit-graph").is_file());
        assert_eq!(repo.history(), without, "with a commit-graph");
        // A graph that knows only the older part, and one that is damaged.
        repo.write(A, review("more")).commit("After the graph");
        let half = repo.history();
        let graph = repo.root().join(".git/objects/info/commit-graph");
        let bytes = fs::read(&graph).unwrap();
        fs::remove_file(&graph).unwrap();
        assert_eq!(repo.history(), half, "without it");
        for cut in [0, 8, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&graph, &bytes[..cut]).unwrap();
            assert_eq!(repo.history(), half, "cut at {cut}");
        }
    }
}

#[test]
fn a_partial_clone_knows_its_versions_and_says_what_it_lacks() {
    let repo = Repo::new();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.write(A, review("a")).commit("Open");
    repo.git(&["mv", A, "incidents/b.md"]);
    repo.commit("Rename");
    repo.write("incidents/b.md", review("a") + "more\n").commit("Edit");
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repo.root().display());
    git_bytes(clone.path(), 0, &["clone", "-q", "--filter=blob:none", &url, "clone"].map(OsStr::new), b"");
    let root = clone.path().join("clone");
    let partial = history(&root, &root.join("incidents"));
    assert!(partial.partial && !partial.shallow && !repo.history().partial);
    assert_eq!(
        told(&partial, "incidents/b.md"),
        ["Open: added", "Rename: renamed from incidents/a.md", "Edit: modified"]
    );
    let (_, blobs) = read(&root, &root.join("incidents"), None).unwrap().unwrap();
    let versions = &partial.files["incidents/b.md"].versions;
    assert!(matches!(blobs.reader().text(versions[0].blob), Err(HistoryError::Missing { .. })));
    assert!(blobs.reader().text(versions[2].blob).unwrap().is_some());
}

#[test]
fn what_a_user_replaces_or_grafts_here_is_not_what_was_recorded() {
    let repo = Repo::new();
    repo.write(A, review("a")).commit("Open");
    let first = repo.git(&["rev-parse", "HEAD"]);
    repo.write(A, review("a") + "1\n").commit("Edit");
    let before = repo.history();
    repo.git(&["replace", "--graft", "HEAD"]);
    repo.git(&["replace", "-f", &first, "HEAD"]);
    fs::write(repo.root().join(".git/info/grafts"), repo.git(&["rev-parse", "HEAD"]) + "\n").unwrap();
    assert_eq!(repo.history(), before);
    assert_eq!(repo.versions(A), ["Open: added", "Edit: modified"]);
}

#[test]
fn dates_from_1970_to_2106_and_zones_west_of_greenwich_are_kept() {
    let repo = Repo::new();
    repo.write(A, "a");
    repo.git(&["add", "-A"]);
    for (seconds, zone) in [(0_u64, "-0330"), (2_147_483_648, "-1200"), (4_294_967_295, "+1400")] {
        let tree = repo.git(&["write-tree"]);
        let headers = format!("author A <a@x> {seconds} {zone}\ncommitter A <a@x> {seconds} {zone}\n");
        let parent = repo.history().head.map(|head| format!("parent {head}\n")).unwrap_or_default();
        let bytes = format!("tree {tree}\n{parent}{headers}\nAt {seconds}\n");
        let id = git_bytes(
            repo.root(),
            0,
            &["hash-object", "-t", "commit", "-w", "--stdin"].map(OsStr::new),
            bytes.as_bytes(),
        );
        repo.git(&["update-ref", "refs/heads/main", String::from_utf8_lossy(&id).trim()]);
        repo.write(A, seconds.to_string());
        repo.git(&["add", "-A"]);
    }
    let times: Vec<String> = repo.history().commits.iter().map(|commit| commit.committed_at.to_rfc3339()).collect();
    assert_eq!(times, ["1969-12-31T20:30:00-03:30", "2038-01-18T15:14:08-12:00", "2106-02-07T20:28:15+14:00"]);
}

/// Real archives with their history, cloned from bundles beside this repository.
#[test]
fn real_archives_have_the_versions_that_git_follows() {
    let named = std::env::var_os("RECOUNT_SHARED").map(PathBuf::from);
    let shared = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let real = shared.join("data/real");
    if !real.is_dir() {
        eprintln!("skipped: no real archives at {} (set RECOUNT_SHARED)", real.display());
        return;
    }
    // Git follows copies too: these two were copied from a file that stayed, and are files of their own here.
    let copies = ["PM2021-003 - Flux", "PM2024-003 - Kube"];
    for (name, folder, copied) in [
        ("dfds-postmortems", ".", &copies[..]),
        ("jupyterhub-mybinder.org-deploy", "docs/source/incident-reports", &[]),
    ] {
        let clones = tempfile::tempdir().unwrap();
        let bundle = real.join(format!("{name}.bundle"));
        git_bytes(clones.path(), 0, &["clone", "-q", bundle.to_str().unwrap(), name].map(OsStr::new), b"");
        let differences = differences(&clones.path().join(name), folder);
        let explained = |difference: &&String| copied.iter().any(|copy| difference.starts_with(copy));
        let unexplained: Vec<&String> = differences.iter().filter(|difference| !explained(difference)).collect();
        assert!(unexplained.is_empty(), "{unexplained:#?}");
        assert_eq!(differences.len(), copied.len());
    }
}
