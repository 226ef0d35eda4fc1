//! The folders beside a site in which it is built and replaced, and what becomes of those of builds that died.

use std::fs;
use std::path::Path;

/// What the folders of unfinished builds are called, after the site's name.
const UNFINISHED: &str = ".recount-new-";
const REPLACED: &str = ".recount-old-";

/// The name of the folder in which this process builds.
pub(super) fn unfinished(name: &str) -> String {
    format!("{name}{UNFINISHED}{}", std::process::id())
}

/// The name of the folder in which this process puts the old site aside.
pub(super) fn replaced(name: &str) -> String {
    format!("{name}{REPLACED}{}", std::process::id())
}

/// Removes what builds that died left behind: theirs alone, told by name, never one of a process that may still live.
/// A build that died between its two renames left the old site aside: that one goes back first.
pub(super) fn tidy(parent: &Path, name: &str, target: &Path) {
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
