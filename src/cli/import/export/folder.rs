//! An export that was unpacked.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Budget, Export, MOST_DAYS, is_day, is_plain, too_large};

/// The folder of an export.
pub struct Folder {
    root: PathBuf,
    budget: Budget,
}

impl Folder {
    /// Opens the folder.
    pub fn open(path: &Path) -> Result<Self, String> {
        let root = path.canonicalize().map_err(|error| format!("cannot be read: {error}"))?;
        Ok(Self { root, budget: Budget::default() })
    }

    /// The path of a name; `None` where it is not there. No part of it is a link.
    fn path(&self, name: &str) -> Result<Option<PathBuf>, String> {
        if !is_plain(name) {
            return Err("its name leads out of the export".to_owned());
        }
        let mut path = self.root.clone();
        for part in name.split('/') {
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_symlink() => return Err("it is a link, which is not followed".to_owned()),
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(format!("it cannot be read: {error}")),
            }
        }
        Ok(Some(path))
    }
}

impl Export for Folder {
    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(path) = self.path(name)? else { return Ok(None) };
        let failed = |error: std::io::Error| format!("it cannot be read: {error}");
        // A pipe or a device would be waited for.
        if !fs::symlink_metadata(&path).map_err(failed)?.is_file() {
            return Err("it is no file".to_owned());
        }
        let most = self.budget.left()?;
        let mut bytes = Vec::new();
        File::open(&path).map_err(failed)?.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
        self.budget.spend(bytes.len());
        if bytes.len() as u64 > most {
            return Err(too_large(most));
        }
        Ok(Some(bytes))
    }

    fn days(&mut self, folder: &str) -> Result<Vec<String>, String> {
        let Some(path) = self.path(folder)?.filter(|path| path.is_dir()) else { return Ok(Vec::new()) };
        let failed = |error: std::io::Error| format!("its folder cannot be read: {error}");
        let mut days = Vec::new();
        for entry in fs::read_dir(path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            days.extend(name.to_str().filter(|name| is_day(name)).map(str::to_owned));
            if days.len() > MOST_DAYS {
                return Err(format!("it has more than {MOST_DAYS} days"));
            }
        }
        days.sort();
        Ok(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_and_links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let outside = tempfile::tempdir().expect("a temporary folder");
        fs::write(outside.path().join("secret.json"), "secret").expect("a file");
        fs::create_dir(folder.path().join("inc")).expect("a folder");
        fs::write(folder.path().join("inc/2026-03-15.json"), "b").expect("a file");
        fs::write(folder.path().join("inc/2026-03-14.json"), "a").expect("a file");
        fs::write(folder.path().join("inc/canvas.json"), "c").expect("a file");
        let mut export = Folder::open(folder.path()).expect("it opens");
        assert_eq!(export.days("inc"), Ok(vec!["2026-03-14.json".to_owned(), "2026-03-15.json".to_owned()]));
        assert_eq!(export.days("gone"), Ok(Vec::new()));
        assert_eq!(export.read("inc/2026-03-14.json"), Ok(Some(b"a".to_vec())));
        assert_eq!(export.read("users.json"), Ok(None));
        assert!(export.read("../secret.json").is_err() && export.read("inc").is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).expect("a link");
            assert!(export.read("link/secret.json").is_err_and(|why| why.contains("link")));
            assert!(export.days("link").is_err());
        }
    }
}
