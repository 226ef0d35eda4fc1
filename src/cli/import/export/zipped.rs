//! An export as it was downloaded. Nothing is unpacked to the disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Budget, Export, MOST_DAYS, is_day, is_plain, too_large};

/// The most entries that are looked at: five hundred channels of five years.
const MOST_ENTRIES: u64 = 1_000_000;
/// The most bytes that one byte becomes: messages repeat their keys, and become thirty.
const MOST_RATIO: u64 = 200;
/// What is read before the ratio counts.
const FREE: u64 = 1024 * 1024;

/// The ZIP of an export.
pub struct Zipped<R> {
    archive: ZipArchive<R>,
    /// The places of the entries with names that can be, without the folder that all are in.
    entries: BTreeMap<String, usize>,
    budget: Budget,
}

impl Zipped<File> {
    /// Opens the file.
    pub fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
        Self::read(file)
    }
}

impl<R: Read + Seek> Zipped<R> {
    /// Reads the list of entries.
    fn read(mut reader: R) -> Result<Self, String> {
        // The list is kept in memory: how long it says it is comes first.
        let declared = declared_entries(&mut reader).map_err(|error| format!("cannot be read: {error}"))?;
        match declared {
            None => return Err("it is neither a folder nor a ZIP file".to_owned()),
            Some(count) if count > MOST_ENTRIES => {
                return Err(format!("it has {count} entries, which are more than {MOST_ENTRIES}"));
            }
            Some(_) => {}
        }
        let archive = ZipArchive::new(reader).map_err(|error| format!("it cannot be read as a ZIP file: {error}"))?;
        let mut entries = BTreeMap::new();
        for at in 0..archive.len() {
            // Two entries of one name: the first counts, as it does for who looks at the list.
            if let Some(Ok(name)) = archive.name_for_index(at)
                && is_plain(&name)
            {
                entries.entry(name.into_owned()).or_insert(at);
            }
        }
        let root = root(&entries);
        if !root.is_empty() {
            let below = |(name, at): (String, usize)| Some((name.strip_prefix(&root)?.to_owned(), at));
            entries = entries.into_iter().filter_map(below).collect();
        }
        Ok(Self { archive, entries, budget: Budget::default() })
    }
}

/// The folder that holds the export where it was packed with it: `export/`.
fn root(entries: &BTreeMap<String, usize>) -> String {
    if entries.contains_key("channels.json") || entries.contains_key("groups.json") {
        return String::new();
    }
    let mut roots = entries.keys().filter_map(|name| name.strip_suffix("/channels.json"));
    match (roots.next(), roots.next()) {
        (Some(root), None) if !root.contains('/') => format!("{root}/"),
        _ => String::new(),
    }
}

/// How many entries the record at the end of a ZIP states; `None` where there is no such record.
fn declared_entries(reader: &mut (impl Read + Seek)) -> io::Result<Option<u64>> {
    /// The record, and the longest comment behind it.
    const RECORD: usize = 22;
    const MOST_COMMENT: u64 = 65_535;
    let length = reader.seek(SeekFrom::End(0))?;
    let tail_length = length.min(RECORD as u64 + MOST_COMMENT + 20);
    reader.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::new();
    reader.take(tail_length).read_to_end(&mut tail)?;
    let Some(at) = (0..tail.len().saturating_sub(RECORD - 1)).rev().find(|at| tail[*at..].starts_with(b"PK\x05\x06"))
    else {
        return Ok(None);
    };
    let count = u64::from(u16::from_le_bytes([tail[at + 10], tail[at + 11]]));
    let locator = at.checked_sub(20).and_then(|start| tail.get(start..at)).filter(|it| it.starts_with(b"PK\x06\x07"));
    let Some(offset) = locator.and_then(|locator| locator.get(8..16)).and_then(|bytes| bytes.try_into().ok()) else {
        return Ok(Some(count));
    };
    let mut record = [0_u8; 40];
    reader.seek(SeekFrom::Start(u64::from_le_bytes(offset)))?;
    if reader.read_exact(&mut record).is_err() || !record.starts_with(b"PK\x06\x06") {
        return Ok(Some(count));
    }
    Ok(record[32..40].try_into().ok().map(u64::from_le_bytes))
}

impl<R: Read + Seek> Export for Zipped<R> {
    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(&at) = self.entries.get(name) else { return Ok(None) };
        let most = self.budget.left()?;
        let entry = self.archive.by_index(at).map_err(|error| unreadable(&error))?;
        if !entry.is_file() {
            return Err("it is a link or a folder, which is not followed".to_owned());
        }
        // What an entry says of its size is checked by reading.
        let dense = entry.compressed_size().saturating_mul(MOST_RATIO).max(FREE);
        let limit = most.min(dense);
        let mut bytes = Vec::new();
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        self.budget.spend(bytes.len());
        read.map_err(|error| format!("it is broken: {error}"))?;
        if bytes.len() as u64 > most {
            return Err(too_large(most));
        }
        if bytes.len() as u64 > limit {
            return Err(format!("it becomes more than {MOST_RATIO} times as large as it is packed"));
        }
        Ok(Some(bytes))
    }

    fn days(&mut self, folder: &str) -> Result<Vec<String>, String> {
        if !is_plain(folder) {
            return Err("its name leads out of the export".to_owned());
        }
        let within = format!("{folder}/");
        let days = self.entries.range(within.clone()..).take_while(|(name, _)| name.starts_with(&within));
        let days: Vec<String> = days
            .filter_map(|(name, _)| name.strip_prefix(&within))
            .filter(|name| is_day(name))
            .map(str::to_owned)
            .take(MOST_DAYS + 1)
            .collect();
        if days.len() > MOST_DAYS {
            return Err(format!("it has more than {MOST_DAYS} days"));
        }
        Ok(days)
    }
}

fn unreadable(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is encrypted".to_owned(),
        ZipError::CompressionMethodNotSupported(_) => "it is packed by another method than deflate".to_owned(),
        error => format!("it is broken: {error}"),
    }
}

#[cfg(test)]
#[path = "zipped_tests.rs"]
mod tests;
