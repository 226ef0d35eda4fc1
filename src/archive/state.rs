//! The state of each file of an archive, by which a later run sees whether it was changed since, without reading it.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::discover::{DiscoverError, discover};
use crate::config::DocumentFiles;

/// A file that was written so shortly ago may be written again within one step of the file system's clock (two seconds
/// on FAT; "racy Git" calls it so), and look the same.
const SETTLED: Duration = Duration::from_secs(3);

/// What the file system says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Bytes.
    length: u64,
    /// Nanoseconds since 1970 of the last change of its content, and of anything about it.
    modified: u128,
    changed: u128,
    /// Its number in the file system.
    inode: u64,
}

/// A document of an archive that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// As messages name it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// `None` where it cannot be relied upon: the file was just written, or cannot be looked at.
    pub state: Option<FileState>,
}

/// The documents under `folder` with their states, sorted by name; `prefix` is how messages name that folder.
pub fn documents(folder: &Path, prefix: &str, files: &DocumentFiles) -> Result<Vec<Document>, DiscoverError> {
    let now = SystemTime::now();
    let found = discover(folder, prefix, files)?.documents;
    let document = |(name, path): (String, PathBuf)| {
        let state = path.metadata().ok().and_then(|metadata| FileState::of(&metadata, now));
        Document { name, path, state }
    };
    Ok(found.into_par_iter().map(document).collect())
}

impl FileState {
    fn of(metadata: &Metadata, now: SystemTime) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        if now.duration_since(modified).is_ok_and(|age| age < SETTLED) {
            return None;
        }
        let nanos = |at: SystemTime| at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let (changed, inode) = of_unix(metadata);
        Some(Self { length: metadata.len(), modified: nanos(modified), changed, inode })
    }
}

#[cfg(unix)]
fn of_unix(metadata: &Metadata) -> (u128, u64) {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u128::try_from(metadata.ctime()).unwrap_or(0);
    (seconds * 1_000_000_000 + u128::try_from(metadata.ctime_nsec()).unwrap_or(0), metadata.ino())
}

#[cfg(not(unix))]
fn of_unix(_: &Metadata) -> (u128, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_state_once_it_is_settled_and_another_after_a_change() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.md");
        std::fs::write(&path, "one").expect("a file");
        let metadata = || path.metadata().expect("it is there");
        let later = SystemTime::now() + Duration::from_secs(10);
        assert_eq!(FileState::of(&metadata(), SystemTime::now()), None);
        let state = FileState::of(&metadata(), later);
        assert!(state.is_some());
        assert_eq!(FileState::of(&metadata(), later), state);
        std::fs::write(&path, "more").expect("a file");
        assert_ne!(FileState::of(&metadata(), later), state);
    }
}
