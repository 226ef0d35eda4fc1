//! Pictures beside the incidents: which of them may be shown, and their bytes. A picture must lie in the incident
//! folder, be reached without a symbolic link, be of a kind that cannot run anything, and be of bearable size.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest picture that is copied, in bytes.
const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// Endings of pictures that browsers show and that hold no scripts. SVG is not among them: opened by itself it is a
/// document, and a script in it would run as one of the site's.
const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp"];

/// The pictures of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    root: PathBuf,
    /// Incident folder below the root, with trailing slash; empty when it is the root.
    folder: String,
}

impl Pictures {
    /// The pictures below `folder` (relative, `/`-separated) of the repository at `root`.
    #[must_use]
    pub fn new(root: &Path, folder: &str) -> Self {
        let folder = folder.trim_start_matches("./").trim_end_matches('/');
        let folder = if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") };
        Self { root: root.to_path_buf(), folder }
    }

    /// Of no repository: no picture may be shown.
    #[must_use]
    pub fn none() -> Self {
        // No resolved path begins with a slash.
        Self { root: PathBuf::new(), folder: "/".to_owned() }
    }

    /// Where the picture at a repository path stands in the site; `None` where it may not be shown.
    /// `path` has been resolved: relative, `/`-separated, without `.` and `..`.
    #[must_use]
    pub fn site_path(&self, path: &str) -> Option<String> {
        let inside = path.strip_prefix(&self.folder)?;
        let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
        let allowed = ENDINGS.contains(&ending.as_str()) && self.is_plain_file(path);
        allowed.then(|| format!("files/{inside}"))
    }

    /// Width and height in pixels of a picture that [`Pictures::site_path`] let through, from its file.
    #[must_use]
    pub fn size(&self, path: &str) -> Option<(usize, usize)> {
        let size = imagesize::blob_size(&self.read(path)?).ok()?;
        (size.width > 0 && size.height > 0).then_some((size.width, size.height))
    }

    /// The bytes of a picture that [`Pictures::site_path`] let through; `None` when it cannot be read any more.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        if !self.is_plain_file(path) {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(self.root.join(path)).ok()?.take(MAX_BYTES + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= MAX_BYTES).then_some(bytes)
    }

    /// Every step of the way is a real folder and the end a real file, not too large.
    fn is_plain_file(&self, path: &str) -> bool {
        let mut at = self.root.clone();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            if part.is_empty() || part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
                return false;
            }
            at.push(part);
            let Ok(found) = at.symlink_metadata() else { return false };
            let last = parts.peek().is_none();
            let right = if last { found.is_file() && found.len() <= MAX_BYTES } else { found.is_dir() };
            if !right {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_small_pictures_inside_the_incident_folder_are_shown() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        std::fs::create_dir_all(at("incidents/2026")).unwrap();
        std::fs::write(at("incidents/2026/a.png"), b"png").unwrap();
        std::fs::write(at("incidents/2026/a.svg"), b"<svg/>").unwrap();
        std::fs::write(at("secret.png"), b"no").unwrap();
        File::create(at("incidents/2026/large.png")).unwrap().set_len(MAX_BYTES + 1).unwrap();
        let pictures = Pictures::new(root.path(), "incidents");
        assert_eq!(pictures.site_path("incidents/2026/a.png").as_deref(), Some("files/2026/a.png"));
        assert_eq!(pictures.read("incidents/2026/a.png").as_deref(), Some(&b"png"[..]));
        for refused in [
            "incidents/2026/a.svg",
            "incidents/2026/large.png",
            "incidents/2026/none.png",
            "incidents/../secret.png",
            "secret.png",
            "incidents/2026",
        ] {
            assert_eq!(pictures.site_path(refused), None, "{refused}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_not_followed_as_file_or_as_folder() {
        let root = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("a.png"), b"no").unwrap();
        std::fs::create_dir(root.path().join("incidents")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("incidents/folder")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("a.png"), root.path().join("incidents/b.png")).unwrap();
        let pictures = Pictures::new(root.path(), "incidents");
        assert_eq!(pictures.site_path("incidents/folder/a.png"), None);
        assert_eq!(pictures.site_path("incidents/b.png"), None);
        assert_eq!(pictures.read("incidents/b.png"), None);
    }
}
