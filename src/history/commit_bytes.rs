//! A commit object as Git stores it, taken apart without copying. Knows bytes, not meaning.

use gix_hash::ObjectId;

use super::error::HistoryError;

/// The parts of a commit object.
#[derive(Debug, PartialEq, Eq)]
pub struct CommitBytes<'a> {
    /// Its root tree.
    pub tree: ObjectId,
    /// Its parents, first parent first.
    pub parents: Vec<ObjectId>,
    /// `Name <mail> seconds offset` of the author; empty where the object has none.
    pub author: &'a [u8],
    /// The same of the committer.
    pub committer: &'a [u8],
    /// The `encoding` header; UTF-8 where there is none.
    encoding: Option<&'a [u8]>,
    /// Everything after the first empty line.
    pub message: &'a [u8],
}

impl<'a> CommitBytes<'a> {
    /// Takes a commit object apart; `None` where it has no tree or an id is not one.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let tree = object_id(next_line(&mut rest)?.strip_prefix(b"tree ")?)?;
        let mut commit = Self { tree, parents: Vec::new(), author: b"", committer: b"", encoding: None, message: b"" };
        while let Some(line) = next_line(&mut rest) {
            if line.is_empty() {
                commit.message = rest;
                break;
            }
            if let Some(parent) = line.strip_prefix(b"parent ") {
                commit.parents.push(object_id(parent)?);
            } else if let Some(author) = line.strip_prefix(b"author ") {
                commit.author = author;
            } else if let Some(committer) = line.strip_prefix(b"committer ") {
                commit.committer = committer;
            } else if let Some(encoding) = line.strip_prefix(b"encoding ") {
                commit.encoding = Some(encoding);
            }
        }
        Some(commit)
    }

    /// Bytes of this commit as text: Latin-1 where the commit says so, else UTF-8 with what is invalid replaced.
    pub fn text(&self, bytes: &[u8]) -> String {
        let latin1 = |name: &[u8]| name.eq_ignore_ascii_case(b"iso-8859-1") || name.eq_ignore_ascii_case(b"latin1");
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) if self.encoding.is_some_and(latin1) => bytes.iter().copied().map(char::from).collect(),
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

/// What is said of bytes that should have been a commit.
pub fn not_a_commit(id: ObjectId) -> HistoryError {
    HistoryError::Damaged { id, reason: "it is not a commit".into() }
}

/// The first line of `rest` without its break; `rest` becomes what follows. `None` at the end.
fn next_line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    if rest.is_empty() {
        return None;
    }
    let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
    let (line, after) = rest.split_at(end);
    *rest = after.get(1..).unwrap_or(b"");
    Some(line)
}

/// An id from its 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.
pub fn object_id(hex: &[u8]) -> Option<ObjectId> {
    let mut raw = [0_u8; 32];
    if hex.len() != 40 && hex.len() != 64 {
        return None;
    }
    for (byte, pair) in raw.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    ObjectId::try_from(&raw[..hex.len() / 2]).ok()
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "72771647ef2bc2e331f4c96f5990c9a58e34b7d1";
    const PARENT: &str = "82ef5edaca0a81ed50d02b9783251c7380732c5d";

    #[test]
    fn a_signed_merge_is_taken_apart() {
        let text = format!(
            "tree {TREE}\nparent {PARENT}\nparent {TREE}\nauthor Ana <a@example.com> 1 +0000\n\
             committer Li <l@example.com> 2 -0130\ngpgsig -----BEGIN\n parent not one\n -----END\n\nsubject\n\nbody\n"
        );
        let commit = CommitBytes::parse(text.as_bytes()).unwrap();
        assert_eq!(commit.tree.to_string(), TREE);
        assert_eq!(commit.parents.iter().map(ToString::to_string).collect::<Vec<_>>(), [PARENT, TREE]);
        assert_eq!(commit.author, b"Ana <a@example.com> 1 +0000");
        assert_eq!(commit.committer, b"Li <l@example.com> 2 -0130");
        assert_eq!(commit.message, b"subject\n\nbody\n");
    }

    #[test]
    fn a_commit_without_message_or_people_is_read() {
        let text = format!("tree {TREE}\n");
        let commit = CommitBytes::parse(text.as_bytes()).unwrap();
        assert_eq!((commit.author, commit.message, commit.parents.len()), (&b""[..], &b""[..], 0));
    }

    #[test]
    fn what_is_not_a_commit_is_refused() {
        for bytes in
            [&b""[..], b"tree", b"tree 12\n", b"parent x\n", b"tree zz771647ef2bc2e331f4c96f5990c9a58e34b7d1\n"]
        {
            assert_eq!(CommitBytes::parse(bytes), None);
        }
        assert_eq!(CommitBytes::parse(format!("tree {TREE}\nparent 12\n").as_bytes()), None);
    }

    #[test]
    fn text_follows_the_declared_encoding_and_never_fails() {
        let latin = format!("tree {TREE}\nencoding ISO-8859-1\n\nJos\u{e9}");
        let commit = CommitBytes::parse(latin.as_bytes()).unwrap();
        assert_eq!(commit.text(b"Jos\xe9"), "José");
        let plain = format!("tree {TREE}\n\n");
        let commit = CommitBytes::parse(plain.as_bytes()).unwrap();
        assert_eq!(commit.text(b"Jos\xe9"), "Jos\u{fffd}");
        assert_eq!(commit.text("José".as_bytes()), "José");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = CommitBytes::parse(&bytes);
            let mut headed = format!("tree {TREE}\n").into_bytes();
            headed.extend(bytes);
            let _ = CommitBytes::parse(&headed);
        }
    }
}
