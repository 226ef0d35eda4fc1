//! Replaces a file in one step: whoever reads it meets the old content or the new, never a half.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path` by way of a temporary file in its folder. The permissions of a file that is there are kept.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(bytes)?;
    if let Ok(metadata) = fs::metadata(path) {
        fs::set_permissions(file.path(), metadata.permissions())?;
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// A new file in `folder`, readable as any other file is: what is written is often for another user.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recount-");
    // The mask of the process takes its part from it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
