//! How a path is named below a folder.

use std::path::Path;

/// `path` relative to `folder`, with `/` between its parts; `None` where it lies elsewhere.
pub fn below(path: &Path, folder: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?.to_string_lossy();
    Some(if cfg!(windows) { inside.replace('\\', "/") } else { inside.into_owned() })
}
