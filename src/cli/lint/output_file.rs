//! Writing a report so that who reads the file sees the old one or the new one, never half of either.

use std::fs;
use std::io;
use std::path::Path;

use super::super::atomic;

/// Writes `bytes` to `file`. A device or a pipe is written to as it is; a link stays one.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(file).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return fs::write(file, bytes);
    }
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if target.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder"));
    }
    atomic::write(&target, bytes)
}
