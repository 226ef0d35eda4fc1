//! Tells when something that the site is made of has changed on disk.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

/// Editors write a file in several steps; what follows within this time is one change.
const SETTLE: Duration = Duration::from_millis(50);

/// Watches folders until it is dropped.
pub struct Watch {
    // Stops watching when dropped.
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Watch {
    /// Watches each of `folders` with everything below, and tells which paths were changed, sorted. Paths under
    /// `ignored` never count.
    pub fn over(
        folders: &[PathBuf],
        ignored: Vec<PathBuf>,
        tell: impl Fn(Vec<PathBuf>) + Send + 'static,
    ) -> Result<Self, String> {
        let report = move |result: DebounceEventResult| {
            let Ok(events) = result else { return };
            let counts = |kind: &EventKind| !matches!(kind, EventKind::Access(_));
            let paths = events.into_iter().filter(|event| counts(&event.kind)).flat_map(|event| event.event.paths);
            let mut paths: Vec<PathBuf> = paths.filter(|path| matters(path, &ignored)).collect();
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                tell(paths);
            }
        };
        let mut debouncer = new_debouncer(SETTLE, None, report).map_err(|error| error.to_string())?;
        for folder in folders {
            debouncer.watch(folder, RecursiveMode::Recursive).map_err(|error| error.to_string())?;
        }
        Ok(Self { _debouncer: debouncer })
    }
}

/// Neither under an ignored folder nor Git's (but for a new commit), nor a swap file of an editor.
fn matters(path: &Path, ignored: &[PathBuf]) -> bool {
    // Git notes there whatever moves HEAD: a commit, a pull, a switch of branches.
    if path.ends_with(".git/logs/HEAD") {
        return true;
    }
    let in_git = path.components().any(|part| part.as_os_str() == ".git");
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let swap =
        name.ends_with('~') || name.starts_with(".#") || path.extension().is_some_and(|e| e == "swp") || name == "4913";
    !in_git && !swap && !ignored.iter().any(|folder| path.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_git_and_swap_files_are_not_changes() {
        let ignored = [PathBuf::from("/r/public")];
        assert!(matters(Path::new("/r/incidents/a.md"), &ignored));
        assert!(!matters(Path::new("/r/public/index.html"), &ignored));
        assert!(!matters(Path::new("/r/.git/index"), &ignored));
        assert!(matters(Path::new("/r/.git/logs/HEAD"), &ignored));
        assert!(!matters(Path::new("/r/incidents/.a.md.swp"), &ignored));
    }

    #[test]
    fn a_written_file_is_reported() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("a real path");
        let (sender, changes) = std::sync::mpsc::channel();
        let tell = move |paths| sender.send(paths).expect("the test listens");
        let _watch = Watch::over(std::slice::from_ref(&root), Vec::new(), tell).expect("a watch");
        std::fs::write(root.join("a.md"), "x").expect("a file");
        let paths = changes.recv_timeout(Duration::from_secs(10)).expect("a change");
        assert!(paths.contains(&root.join("a.md")), "{paths:?}");
    }
}
