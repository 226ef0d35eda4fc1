//! The files of an export, from its folder or its ZIP. It comes from elsewhere: no name leads out of it, no link is
//! followed, and everything that is read has a limit.

mod folder;
mod zipped;

use std::fs;
use std::path::Path;

/// The largest file that is read, in bytes: a day of a channel is a hundredth of it.
const MOST_FILE: u64 = 32 * 1024 * 1024;
/// The most that is read of one export, in bytes.
const MOST_ALL: u64 = 512 * 1024 * 1024;
/// The most days that a channel has: a century is less.
const MOST_DAYS: usize = 40_000;

/// The files of an export. Names are relative and separated by `/`.
pub trait Export {
    /// The bytes of a file; `None` where it is not there. An error says why it cannot be read.
    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, String>;

    /// The names of the files in `folder` that hold a day's messages, in order.
    fn days(&mut self, folder: &str) -> Result<Vec<String>, String>;
}

/// Opens the export at `path`.
pub fn open(path: &Path) -> Result<Box<dyn Export>, String> {
    let metadata = fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
    if metadata.is_dir() {
        return Ok(Box::new(folder::Folder::open(path)?));
    }
    Ok(Box::new(zipped::Zipped::open(path)?))
}

/// True for `2026-03-14.json`: another file of a channel's folder is no day.
fn is_day(name: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    name.strip_suffix(".json").is_some_and(|day| day.len() == 10 && day.bytes().enumerate().all(shape))
}

/// True where every part of a name is the plain name of a file or a folder.
fn is_plain(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']) && part.len() <= 255
    };
    name.split('/').all(plain)
}

/// The limits of what is read in all.
#[derive(Debug, Default)]
struct Budget {
    used: u64,
}

impl Budget {
    /// How much one file may have, or why no more is read.
    fn left(&self) -> Result<u64, String> {
        match MOST_ALL.saturating_sub(self.used) {
            0 => Err(format!("more than {} MiB were read of this export", MOST_ALL / 1024 / 1024)),
            left => Ok(left.min(MOST_FILE)),
        }
    }

    fn spend(&mut self, bytes: usize) {
        self.used += bytes as u64;
    }
}

fn too_large(most: u64) -> String {
    format!("it has more than {} MiB", most.div_ceil(1024 * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_of_days_are_read() {
        assert!(is_day("2026-03-14.json"));
        for other in ["canvas_in_the_conversation.json", "2026-03-14.json.bak", "2026_03_14.json", "../2026-03-1.json"]
        {
            assert!(!is_day(other), "{other}");
        }
    }

    #[test]
    fn no_name_leads_out() {
        assert!(is_plain("inc/2026-03-14.json"));
        for name in ["../x", "a/../../x", "/etc/passwd", "a//b", "c:/x", "a\\b", "", "."] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
