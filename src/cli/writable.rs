//! Whether a file of the archive may be written over.

use std::fs;

use super::Surroundings;
use crate::archive::Archive;

/// A file is written only where its bytes are the text that was read.
pub fn writable(path: &str, archive: &Archive, here: &Surroundings) -> Result<(), String> {
    let Some(incident) = archive.by_path(path) else { return Err("it could not be read".to_owned()) };
    let file = here.workspace.base.join(path);
    if fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err("it is a link to another file".to_owned());
    }
    match fs::read(&file) {
        Ok(bytes) if bytes == incident.source.text().as_bytes() => Ok(()),
        Ok(_) => Err("its bytes are not UTF-8, or it was changed this moment".to_owned()),
        Err(error) => Err(format!("it cannot be read: {error}")),
    }
}
