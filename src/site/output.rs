//! Writing a site so that readers see the old one or the new one, never half of either.
//!
//! Where nothing changed nothing is touched. Else the new tree grows in a folder beside the old one, gets the unchanged
//! files as hard links to the old ones, and then takes its place by two renames. Whatever goes wrong before leaves the
//! old site as it was. A file `.recount` marks a folder as ours; one without it is replaced only when it is empty.

mod leftovers;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use thiserror::Error;

use super::Sink;

/// The file that says a folder is ours.
const MARKER: &str = ".recount";
const MARKER_TEXT: &[u8] =
    b"This folder is written by `recount build`: everything in it is replaced at the next build.\n";
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

type WriteFile = dyn Fn(&Path, &[u8]) -> io::Result<()> + Sync;

/// A site that is being written. Dropped before [`Output::finish`], it leaves nothing.
pub struct Output<'w> {
    /// The folder of the site.
    target: PathBuf,
    /// The folder of the new tree; made with the first file that differs.
    new: PathBuf,
    /// Where the old tree goes while the new one takes its place.
    aside: PathBuf,
    /// The files of the old site with their sizes.
    old: BTreeMap<String, u64>,
    progress: Mutex<Done>,
    write_file: &'w WriteFile,
}

/// What has been put so far.
#[derive(Default)]
struct Done {
    written: Vec<String>,
    unchanged: Vec<String>,
    folders: HashSet<String>,
}

impl Output<'static> {
    /// Prepares to make `folder` hold the files that are put, and nothing else. A symbolic link is followed: what it
    /// points at is replaced.
    pub fn begin(folder: &Path) -> Result<Self, OutputError> {
        Output::with(folder, &|path, bytes| {
            fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
        })
    }
}

impl<'w> Output<'w> {
    /// [`Output::begin`] with the function that writes one file, so that tests can let it fail.
    fn with(folder: &Path, write_file: &'w WriteFile) -> Result<Self, OutputError> {
        let target = target(folder)?;
        let (parent, name) = match (target.parent(), target.file_name().and_then(|name| name.to_str())) {
            (Some(parent), Some(name)) => (parent.to_path_buf(), name.to_owned()),
            _ => return Err(OutputError::NotAFolder { path: target }),
        };
        fs::create_dir_all(&parent).map_err(failed("create", &parent))?;
        leftovers::tidy(&parent, &name, &target);
        Ok(Self {
            old: old_files(&target)?,
            new: parent.join(leftovers::unfinished(&name)),
            aside: parent.join(leftovers::replaced(&name)),
            target,
            progress: Mutex::default(),
            write_file,
        })
    }

    /// Puts the new site in the old one's place, where anything changed; says what did.
    pub fn finish(self) -> Result<Written, OutputError> {
        let Done { mut written, mut unchanged, .. } =
            std::mem::take(&mut *self.progress.lock().unwrap_or_else(PoisonError::into_inner));
        written.par_sort_unstable();
        unchanged.par_sort_unstable();
        let is_put = |path: &String| written.binary_search(path).is_ok() || unchanged.binary_search(path).is_ok();
        let removed: Vec<String> = self.old.keys().filter(|path| !is_put(path)).cloned().collect();
        if !(written.is_empty() && removed.is_empty() && self.target.join(MARKER).exists()) {
            self.folder("")?;
            let marker = self.new.join(MARKER);
            (self.write_file)(&marker, MARKER_TEXT).map_err(failed("write", &marker))?;
            unchanged.par_iter().try_for_each(|path| self.keep(path))?;
            swap(&self.new, &self.target, &self.aside)?;
        }
        Ok(Written { written, unchanged: unchanged.len(), removed })
    }

    /// Makes the folder `path` of the new tree, once.
    fn folder(&self, path: &str) -> Result<(), OutputError> {
        if self.done(|done| done.folders.contains(path)) {
            return Ok(());
        }
        let folder = self.new.join(path);
        fs::create_dir_all(&folder).map_err(failed("create", &folder))?;
        self.done(|done| done.folders.insert(path.to_owned()));
        Ok(())
    }

    fn done<T>(&self, act: impl FnOnce(&mut Done) -> T) -> T {
        // Nothing panics while it holds the lock; were it so, the lists would still be whole.
        act(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_unchanged(&self, path: &str, bytes: &[u8]) -> bool {
        let same_size = self.old.get(path).is_some_and(|&size| size == bytes.len() as u64);
        same_size && fs::read(self.target.join(path)).is_ok_and(|old| old == bytes)
    }

    /// Gives the new tree the old one's file.
    fn keep(&self, path: &str) -> Result<(), OutputError> {
        self.folder(folder_of(path))?;
        let (from, to) = (self.target.join(path), self.new.join(path));
        if fs::hard_link(&from, &to).is_ok() {
            return Ok(());
        }
        let bytes = fs::read(&from).map_err(failed("read", &from))?;
        (self.write_file)(&to, &bytes).map_err(failed("write", &to))?;
        keep_time(&from, &to);
        Ok(())
    }
}

impl Sink for Output<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), OutputError> {
        check(path)?;
        if self.is_unchanged(path, &bytes) {
            self.done(|done| done.unchanged.push(path.to_owned()));
            return Ok(());
        }
        self.folder(folder_of(path))?;
        let to = self.new.join(path);
        (self.write_file)(&to, &bytes).map_err(failed("write", &to))?;
        self.done(|done| done.written.push(path.to_owned()));
        Ok(())
    }
}

impl Drop for Output<'_> {
    fn drop(&mut self) {
        // Gone already where the site was finished.
        let _ = fs::remove_dir_all(&self.new);
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Proves that a file does not lead out of the site.
fn check(path: &str) -> Result<(), OutputError> {
    let mut parts = path.split('/');
    let is_sound = path != MARKER && parts.all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']));
    if is_sound { Ok(()) } else { Err(OutputError::BadPath { path: path.to_owned() }) }
}

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

/// Gives a copy the original's time, where the file system has no hard links; servers tell changes by it.
fn keep_time(from: &Path, to: &Path) {
    if let (Ok(found), Ok(copy)) = (from.metadata(), fs::OpenOptions::new().write(true).open(to))
        && let Ok(modified) = found.modified()
    {
        let _ = copy.set_modified(modified);
    }
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
