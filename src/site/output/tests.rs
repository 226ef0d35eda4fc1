//! What the atomic output keeps, replaces and refuses.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::site::Files;

fn write(folder: &Path, files: &Files) -> Result<Written, OutputError> {
    put_all(Output::begin(folder)?, files)
}

fn write_with(folder: &Path, files: &Files, write_file: &WriteFile) -> Result<Written, OutputError> {
    put_all(Output::with(folder, write_file)?, files)
}

fn put_all(output: Output<'_>, files: &Files) -> Result<Written, OutputError> {
    files.par_iter().try_for_each(|(path, bytes)| output.put(path, bytes.clone()))?;
    output.finish()
}

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn tree(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| entry.path().strip_prefix(folder).ok().and_then(Path::to_str).map(str::to_owned))
        .collect();
    all.sort();
    all
}

#[test]
fn a_site_is_written_then_only_its_changes_are() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("deep/site");
    let first = write(&site, &files(&[("a.html", "1"), ("b/c.html", "2"), ("d.html", "3")])).unwrap();
    assert_eq!(first.written, ["a.html", "b/c.html", "d.html"]);
    let before = site.join("a.html").metadata().unwrap().modified().unwrap();
    let second = write(&site, &files(&[("a.html", "1"), ("b/c.html", "X"), ("e.html", "4")])).unwrap();
    assert_eq!(
        second,
        Written {
            written: vec!["b/c.html".to_owned(), "e.html".to_owned()],
            unchanged: 1,
            removed: vec!["d.html".to_owned()]
        }
    );
    assert_eq!(site.join("a.html").metadata().unwrap().modified().unwrap(), before);
    assert_eq!(tree(&site), [".recount", "a.html", "b/c.html", "e.html"]);
    assert_eq!(tree(home.path()).len(), 4, "nothing is left beside the site");
}

#[test]
fn where_nothing_changed_nothing_is_touched() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    write(&site, &files(&[("a.html", "1"), ("b.html", "2")])).unwrap();
    let refused = |_: &Path, _: &[u8]| Err(io::Error::from(io::ErrorKind::PermissionDenied));
    let again = write_with(&site, &files(&[("a.html", "1"), ("b.html", "2")]), &refused).unwrap();
    assert_eq!((again.written.len(), again.unchanged, again.removed.len()), (0, 2, 0));
}

#[test]
fn a_write_that_fails_in_the_middle_leaves_the_old_site_whole() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    write(&site, &files(&[("a.html", "old"), ("b.html", "old")])).unwrap();
    let count = AtomicUsize::new(0);
    let full_disk = move |path: &Path, bytes: &[u8]| {
        if count.fetch_add(1, Ordering::Relaxed) == 2 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        fs::write(path, bytes)
    };
    let error = write_with(&site, &files(&[("a.html", "new"), ("b.html", "new"), ("c.html", "new")]), &full_disk);
    assert!(matches!(error, Err(OutputError::Io { doing: "write", .. })), "{error:?}");
    assert_eq!(fs::read_to_string(site.join("a.html")).unwrap(), "old");
    assert_eq!(tree(home.path()), ["site/.recount", "site/a.html", "site/b.html"]);
}

#[test]
fn what_a_dead_build_left_is_removed_and_a_site_it_had_put_aside_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    // No process has this number: Linux's largest is 4,194,304.
    for leftover in ["site.recount-new-999999999", "site.recount-old-999999999", "site.recount-new-mine"] {
        fs::create_dir(home.path().join(leftover)).unwrap();
        fs::write(home.path().join(leftover).join(MARKER), MARKER_TEXT).unwrap();
        fs::write(home.path().join(leftover).join("a.html"), "old").unwrap();
    }
    let broken = |_: &Path, _: &[u8]| Err(io::Error::from(io::ErrorKind::StorageFull));
    assert!(write_with(&site, &files(&[("a.html", "new")]), &broken).is_err());
    assert_eq!(fs::read_to_string(site.join("a.html")).unwrap(), "old");
    let names: Vec<String> = tree(home.path());
    assert!(
        names.iter().all(|name| name.starts_with("site/") || name.starts_with("site.recount-new-mine/")),
        "{names:?}"
    );
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_an_empty_one_taken() {
    let home = tempfile::tempdir().unwrap();
    let theirs = home.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    write(&theirs, &files(&[("a.html", "1")])).unwrap();
    fs::remove_file(theirs.join(MARKER)).unwrap();
    let message = write(&theirs, &files(&[("a.html", "2")])).unwrap_err().to_string();
    assert!(message.contains("not written by recount"), "{message}");
    assert_eq!(fs::read_to_string(theirs.join("a.html")).unwrap(), "1");
}

#[test]
fn a_file_in_the_way_is_said_to_be_one() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("site"), "x").unwrap();
    let error = write(&home.path().join("site"), &files(&[("a.html", "1")]));
    assert!(matches!(error, Err(OutputError::NotAFolder { .. })), "{error:?}");
}

#[test]
fn no_path_leads_out_of_the_site() {
    let home = tempfile::tempdir().unwrap();
    for path in ["../a.html", "a/../../b", "/etc/x", "a//b", "", ".recount", "a\\b"] {
        let result = write(&home.path().join("site"), &files(&[(path, "1")]));
        assert!(matches!(result, Err(OutputError::BadPath { .. })), "{path}: {result:?}");
    }
    assert!(tree(home.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_and_what_it_points_at_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let real = home.path().join("real");
    fs::create_dir(&real).unwrap();
    let link = home.path().join("link");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write(&link, &files(&[("a.html", "1")])).unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::read_to_string(real.join("a.html")).unwrap(), "1");
}
