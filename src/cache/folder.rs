//! The folder of the cache: one file an entry, replaced atomically, so that two runs at once are safe.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sealed::{seal, unseal};

/// The largest entry that is read, in bytes: a history of some million commits.
const MAX_ENTRY: u64 = 512 * 1024 * 1024;
/// An entry that nobody wrote for so long is of a repository that is gone, or of a recount that is.
const KEPT: Duration = Duration::from_secs(60 * 24 * 3600);
/// Ending of the files that are ours to remove.
const ENDING: &str = "cache";

/// The program that runs: another build may compute another result. `None` where it cannot be read.
static PROGRAM: LazyLock<Option<[u8; 32]>> = LazyLock::new(|| {
    let program = fs::File::open(std::env::current_exe().ok()?).ok()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(program).ok()?;
    Some(*hasher.finalize().as_bytes())
});

/// Where results are kept.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// What a result was computed from.
#[derive(Debug, Clone)]
pub struct CacheKey(blake3::Hasher);

impl CacheKey {
    /// A key of one kind of result.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self(blake3::Hasher::new()).with(kind)
    }

    /// With another part.
    #[must_use]
    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        self.add(part);
        self
    }

    /// Adds a part.
    pub fn add(&mut self, part: impl AsRef<[u8]>) {
        // With its length, so that two lists of parts never read alike.
        let part = part.as_ref();
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
    }

    /// The key in a form that can be stored.
    #[must_use]
    pub fn finish(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}

impl Cache {
    /// The cache in `folder`, which is made when something is first kept.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was kept under a key; `None` where nothing is, or not by this build, or not whole.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, key: &CacheKey) -> Option<T> {
        let path = self.path(key);
        if fs::metadata(&path).ok()?.len() > MAX_ENTRY {
            return None;
        }
        let file = fs::read(path).ok()?;
        postcard::from_bytes(unseal(PROGRAM.as_ref()?, &file)?).ok()
    }

    /// Keeps a result; where it cannot be kept it will be computed again.
    pub fn put<T: Serialize>(&self, key: &CacheKey, value: &T) {
        if let (Some(program), Ok(payload)) = (PROGRAM.as_ref(), postcard::to_stdvec(value)) {
            let _ = self.write(&self.path(key), &seal(program, &payload));
        }
    }

    fn write(&self, path: &Path, content: &[u8]) -> std::io::Result<()> {
        private_folder(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(content)?;
        file.persist(path)?;
        self.remove_old(SystemTime::now());
        Ok(())
    }

    /// Removes entries that were written long ago; whatever else lies there is not ours.
    fn remove_old(&self, now: SystemTime) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            let written = entry.metadata().ok().filter(fs::Metadata::is_file).and_then(|found| found.modified().ok());
            let age = written.and_then(|written| now.duration_since(written).ok());
            if path.extension().is_some_and(|ending| ending == ENDING) && age.is_some_and(|age| age > KEPT) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn path(&self, key: &CacheKey) -> PathBuf {
        let name = blake3::Hash::from_bytes(key.finish()).to_hex();
        self.folder.join(name.as_str()).with_extension(ENDING)
    }
}

/// Nobody else may read what is kept: it holds texts of reviews.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = Cache::new(folder.path().join("a/b"));
        (folder, cache)
    }

    fn only_file(cache: &Cache) -> PathBuf {
        let mut files = fs::read_dir(&cache.folder).expect("it was made").flatten();
        let file = files.next().expect("an entry").path();
        assert!(files.next().is_none());
        file
    }

    #[test]
    fn what_is_kept_is_found_by_its_key_and_by_no_other() {
        let (_folder, cache) = cache();
        let key = CacheKey::of("test").with("ab").with("c");
        assert_eq!(cache.get::<Vec<String>>(&key), None);
        cache.put(&key, &vec!["one".to_owned()]);
        assert_eq!(cache.get::<Vec<String>>(&key), Some(vec!["one".to_owned()]));
        assert_eq!(cache.get::<Vec<String>>(&CacheKey::of("test").with("a").with("bc")), None);
        let path = only_file(&cache);
        let payload = postcard::to_stdvec(&vec!["two"]).expect("it can be written");
        fs::write(path, seal(&[0; 32], &payload)).expect("it can be written");
        assert_eq!(cache.get::<Vec<String>>(&key), None, "another build's");
    }

    #[test]
    fn a_damaged_entry_is_no_entry_and_is_replaced() {
        let (_folder, cache) = cache();
        let key = CacheKey::of("test");
        cache.put(&key, &7u64);
        let path = only_file(&cache);
        for damage in [&b""[..], b"recount1", &[0xff; 200]] {
            fs::write(&path, damage).expect("it can be written");
            assert_eq!(cache.get::<u64>(&key), None);
        }
        cache.put(&key, &8u64);
        assert_eq!(cache.get::<u64>(&key), Some(8));
    }

    #[test]
    fn entries_that_nobody_wrote_for_long_are_removed_and_other_files_left() {
        let (_folder, cache) = cache();
        cache.put(&CacheKey::of("test"), &7u64);
        fs::write(cache.folder.join("README"), "mine").expect("it can be written");
        cache.remove_old(SystemTime::now() + KEPT + Duration::from_secs(60));
        let left: Vec<_> = fs::read_dir(&cache.folder).expect("it is there").flatten().map(|e| e.file_name()).collect();
        assert_eq!(left, ["README"]);
    }

    #[test]
    fn a_folder_that_cannot_be_made_stops_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("it can be written");
        let cache = Cache::new(file.join("below"));
        cache.put(&CacheKey::of("test"), &7u64);
        assert_eq!(cache.get::<u64>(&CacheKey::of("test")), None);
    }
}
