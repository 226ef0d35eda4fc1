//! Replaces a file in one step: whoever reads it meets the old content or the new, never a half.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path` by way of a temporary file in its folder. The permissions of a file that is there are kept.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".recount-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match fs::metadata(path) {
        Ok(metadata) => fs::set_permissions(file.path(), metadata.permissions())?,
        Err(_) => make_readable(file.path())?,
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// A temporary file is its owner's alone; a new file is for everybody to read.
#[cfg(unix)]
fn make_readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &Path) -> io::Result<()> {
    Ok(())
}
