//! How much of one file's content is in another's: Git's own measure, so that we call a rename what Git does.

use std::collections::HashMap;

/// A file's content as the number of bytes on lines of each hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    size: usize,
    bytes_by_line: HashMap<u64, usize>,
}

/// The similarity from which Git calls two files one, in percent.
pub const RENAME_FROM: usize = 50;
/// A line longer than this counts in pieces.
const MAX_PIECE: usize = 64;
/// How far Git looks for a NUL, which makes a file binary.
const BINARY_PROBE: usize = 8000;

impl Fingerprint {
    /// The fingerprint of a content. In text a carriage return before a line feed does not count.
    pub fn of(content: &[u8]) -> Self {
        let is_text = !content[..content.len().min(BINARY_PROBE)].contains(&0);
        let mut bytes_by_line = HashMap::new();
        let (mut hash, mut length) = (FNV_OFFSET, 0);
        for (at, &byte) in content.iter().enumerate() {
            if is_text && byte == b'\r' && content.get(at + 1) == Some(&b'\n') {
                continue;
            }
            hash = (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
            length += 1;
            if byte == b'\n' || length == MAX_PIECE {
                *bytes_by_line.entry(hash).or_insert(0) += length;
                (hash, length) = (FNV_OFFSET, 0);
            }
        }
        if length > 0 {
            *bytes_by_line.entry(hash).or_insert(0) += length;
        }
        Self { size: content.len(), bytes_by_line }
    }

    /// The share of the larger file that was copied from `self` to `other`, in percent. Empty files are like nothing.
    pub fn similarity(&self, other: &Self) -> usize {
        let larger = self.size.max(other.size);
        if larger == 0 || self.size.min(other.size) * 100 < larger * RENAME_FROM {
            return 0;
        }
        let copied =
            |(line, &bytes): (&u64, &usize)| other.bytes_by_line.get(line).map_or(0, |&there| bytes.min(there));
        self.bytes_by_line.iter().map(copied).sum::<usize>() * 100 / larger
    }
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity(a: &str, b: &str) -> usize {
        Fingerprint::of(a.as_bytes()).similarity(&Fingerprint::of(b.as_bytes()))
    }

    #[test]
    fn equal_files_are_wholly_alike_and_moved_lines_count() {
        assert_eq!(similarity("a\nb\nc\n", "a\nb\nc\n"), 100);
        assert_eq!(similarity("a\nb\nc\n", "c\na\nb\n"), 100);
        assert_eq!(similarity("one\ntwo\n", "one\nsix\n"), 50);
        assert_eq!(similarity("one\n", "two\n"), 0);
    }

    #[test]
    fn line_endings_do_not_tell_texts_apart_and_the_last_line_needs_none() {
        assert!(similarity("one\r\ntwo\r\n", "one\ntwo\n") >= 80);
        assert_eq!(similarity("a\nb", "a\nb"), 100);
    }

    #[test]
    fn empty_files_and_files_of_other_sizes_are_not_alike() {
        assert_eq!(similarity("", ""), 0);
        assert_eq!(similarity("a\n", "a\na\na\na\n"), 0);
    }
}
