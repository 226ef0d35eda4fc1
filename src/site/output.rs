//! Writing a site so that readers see the old one or the new one, never half of either.
//!
//! Where nothing changed nothing is touched. Else the new tree is built whole in a folder beside the old one, unchanged
//! files as hard links to the old ones, and then takes its place by two renames. Whatever goes wrong before leaves the old site as it was. A file `.recount` marks a
//! folder as ours; one without it is replaced only when it is empty.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use thiserror::Error;

use super::Files;

/// The file that says a folder is ours.
const MARKER: &str = ".recount";
const MARKER_TEXT: &[u8] =
    b"This folder is written by `recount build`: everything in it is replaced at the next build.\n";
/// What the folders of unfinished builds are called, after the site's name.
const UNFINISHED: &str = ".recount-new-";
const REPLACED: &str = ".recount-old-";

/// What a build changed, as sorted site paths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// New files and those with other bytes than before.
    pub written: Vec<String>,
    /// How many files stayed as they were.
    pub unchanged: usize,
    /// Files of the old site that are gone.
    pub removed: Vec<String>,
}

/// Why a site was not written. The old one is as it was.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The folder holds something else.
    #[error(
        "{} is not empty and was not written by recount (it has no `{MARKER}` file); choose another output folder, or \
         empty this one", path.display()
    )]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// A file stands where the folder should be.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// A file of the site has a path that leads elsewhere.
    #[error("the site has a file with an impossible path: {path:?}")]
    BadPath {
        /// The path.
        path: String,
    },
    /// The system refused.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    move |source| OutputError::Io { doing, path: path.to_path_buf(), source }
}

/// Makes `folder` hold exactly `files`. A symbolic link is followed: what it points at is replaced.
pub fn write(folder: &Path, files: &Files) -> Result<Written, OutputError> {
    write_with(folder, files, &|path, bytes| {
        fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
    })
}

/// [`write`] with the function that writes one file, so that tests can let it fail.
fn write_with(folder: &Path, files: &Files, put: &Put) -> Result<Written, OutputError> {
    let target = target(folder)?;
    let (parent, name) = match (target.parent(), target.file_name().and_then(|name| name.to_str())) {
        (Some(parent), Some(name)) => (parent.to_path_buf(), name.to_owned()),
        _ => return Err(OutputError::NotAFolder { path: target }),
    };
    fs::create_dir_all(&parent).map_err(failed("create", &parent))?;
    tidy(&parent, &name, &target);
    check_paths(files)?;
    let old = old_files(&target)?;
    let written = compare(&target, files, &old);
    if written.written.is_empty() && written.removed.is_empty() && target.join(MARKER).exists() {
        return Ok(written);
    }

    let new = parent.join(format!("{name}{UNFINISHED}{}", std::process::id()));
    let aside = parent.join(format!("{name}{REPLACED}{}", std::process::id()));
    let result = build(&new, &target, files, &written, put).and_then(|()| swap(&new, &target, &aside));
    if result.is_err() {
        let _ = fs::remove_dir_all(&new);
    }
    result.map(|()| written)
}

/// Which files have other bytes than those of the old site.
fn compare(target: &Path, files: &Files, old: &BTreeMap<String, u64>) -> Written {
    let changed = |(path, bytes): &(&String, &Vec<u8>)| {
        let same_size = old.get(*path).is_some_and(|&size| size == bytes.len() as u64);
        !(same_size && fs::read(target.join(path)).is_ok_and(|old| old == **bytes))
    };
    let written: Vec<String> = files.par_iter().filter(changed).map(|(path, _)| path.clone()).collect();
    Written {
        unchanged: files.len() - written.len(),
        written,
        removed: old.keys().filter(|path| !files.contains_key(*path)).cloned().collect(),
    }
}

type Put = dyn Fn(&Path, &[u8]) -> io::Result<()> + Sync;

/// The folder itself, through any symbolic link.
fn target(folder: &Path) -> Result<PathBuf, OutputError> {
    match fs::canonicalize(folder) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder.symlink_metadata().is_err() => {
            std::path::absolute(folder).map_err(failed("find", folder))
        }
        Err(error) => Err(failed("find", folder)(error)),
    }
}

/// The files of the old site with their sizes; an error where the folder is not ours.
fn old_files(target: &Path) -> Result<BTreeMap<String, u64>, OutputError> {
    let mut old = BTreeMap::new();
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(old),
        Err(error) => return Err(failed("read", target)(error)),
        Ok(found) if !found.is_dir() => return Err(OutputError::NotAFolder { path: target.to_path_buf() }),
        Ok(_) => {}
    }
    let empty = fs::read_dir(target).map_err(failed("read", target))?.next().is_none();
    let ours = target.join(MARKER).symlink_metadata().is_ok_and(|found| found.is_file());
    if !empty && !ours {
        return Err(OutputError::NotOurs { path: target.to_path_buf() });
    }
    for entry in walkdir::WalkDir::new(target).min_depth(1) {
        // What cannot be read is simply written anew.
        let Ok(entry) = entry else { continue };
        let path = entry.path().strip_prefix(target).ok().and_then(Path::to_str);
        if let (true, Some(path), Ok(found)) = (entry.file_type().is_file(), path, entry.metadata()) {
            old.insert(path.replace('\\', "/"), found.len());
        }
    }
    old.remove(MARKER);
    Ok(old)
}

/// Removes what builds that died left behind: theirs alone, told by name, never one of a process that may still live.
/// A build that died between its two renames left the old site aside: that one goes back first.
fn tidy(parent: &Path, name: &str, target: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let Some(rest) = file_name.to_str().and_then(|file_name| file_name.strip_prefix(name)) else { continue };
        let Some(process) = rest.strip_prefix(UNFINISHED).or_else(|| rest.strip_prefix(REPLACED)) else { continue };
        let real = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !real || !process.parse::<u32>().is_ok_and(|process| !is_running(process)) {
            continue;
        }
        if rest.starts_with(REPLACED) && !target.exists() {
            let _ = fs::rename(entry.path(), target);
        } else {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether a process may still be at work. Where that cannot be asked, an hour of silence would not prove it either,
/// so every leftover but our own is then kept.
fn is_running(process: u32) -> bool {
    if process == std::process::id() {
        return false;
    }
    let proc = Path::new("/proc");
    !proc.join("self").exists() || proc.join(process.to_string()).exists()
}

/// Builds the new tree beside the old one.
fn build(new: &Path, target: &Path, files: &Files, written: &Written, put: &Put) -> Result<(), OutputError> {
    fs::create_dir(new).map_err(failed("create", new))?;
    create_folders(new, files)?;
    put(&new.join(MARKER), MARKER_TEXT).map_err(failed("write", &new.join(MARKER)))?;
    files.par_iter().try_for_each(|(path, bytes)| {
        let (from, to) = (target.join(path), new.join(path));
        let unchanged = written.written.binary_search(path).is_err();
        if unchanged && fs::hard_link(&from, &to).is_ok() {
            return Ok(());
        }
        put(&to, bytes).map_err(failed("write", &to))?;
        if unchanged {
            keep_time(&from, &to);
        }
        Ok(())
    })
}

/// Gives a copy the original's time, where the file system has no hard links; servers tell changes by it.
fn keep_time(from: &Path, to: &Path) {
    if let (Ok(found), Ok(copy)) = (from.metadata(), fs::OpenOptions::new().write(true).open(to))
        && let Ok(modified) = found.modified()
    {
        let _ = copy.set_modified(modified);
    }
}

/// Proves that no file leads out of the site.
fn check_paths(files: &Files) -> Result<(), OutputError> {
    let is_sound = |path: &&String| {
        let mut parts = path.split('/');
        *path != MARKER && parts.all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']))
    };
    match files.keys().find(|path| !is_sound(path)) {
        Some(path) => Err(OutputError::BadPath { path: path.clone() }),
        None => Ok(()),
    }
}

/// Creates the folders of all files.
fn create_folders(new: &Path, files: &Files) -> Result<(), OutputError> {
    let mut last = "";
    for path in files.keys() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != last {
            let folder_path = new.join(folder);
            fs::create_dir_all(&folder_path).map_err(failed("create", &folder_path))?;
            last = folder;
        }
    }
    Ok(())
}

/// Puts the new tree in the old one's place. Should the second rename fail, the old tree goes back.
fn swap(new: &Path, target: &Path, aside: &Path) -> Result<(), OutputError> {
    let had_old = target.exists();
    if had_old {
        let _ = fs::remove_dir_all(aside);
        fs::rename(target, aside).map_err(failed("replace", target))?;
    }
    if let Err(error) = fs::rename(new, target) {
        if had_old {
            let _ = fs::rename(aside, target);
        }
        return Err(failed("replace", target)(error));
    }
    // The new site stands; an old one that cannot be removed is a leftover of the next build.
    let _ = fs::remove_dir_all(aside);
    Ok(())
}

#[cfg(test)]
mod tests;
