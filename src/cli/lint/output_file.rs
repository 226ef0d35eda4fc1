//! Writing a report so that who reads the file sees the old one or the new one, never half of either.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `file`. A device or a pipe is written to as it is; a link stays one.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(file).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return fs::write(file, bytes);
    }
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if target.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder"));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = beside(folder)?;
    new.write_all(bytes)?;
    new.persist(&target)?;
    Ok(())
}

/// A new file in `folder`, readable as any other file is: the report is often for another user.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recount-");
    // The mask of the process takes its part from it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
