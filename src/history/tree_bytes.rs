//! A tree object as Git stores it, entry by entry, without copying.

use std::cmp::Ordering;
use std::ffi::CStr;

/// One entry of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the entry is.
    pub kind: EntryKind,
    /// Its name, not necessarily UTF-8.
    pub name: &'a [u8],
    /// The bytes of its object's id.
    pub id: &'a [u8],
}

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A folder.
    Tree,
    /// A regular file, executable or not.
    File,
    /// A symbolic link or a submodule: nothing we read.
    Other,
}

impl Entry<'_> {
    /// Git's order of entries: by name, a folder's as if it ended in `/`.
    pub fn order(&self, other: &Entry<'_>) -> Ordering {
        let common = self.name.len().min(other.name.len());
        let next = |entry: &Entry<'_>| match entry.name.get(common) {
            Some(&byte) => byte,
            None if entry.kind == EntryKind::Tree => b'/',
            None => 0,
        };
        self.name[..common].cmp(&other.name[..common]).then_with(|| next(self).cmp(&next(other)))
    }
}

/// The entries of a tree object, in its order. An item `Err` says that the bytes are not a tree.
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    rest: &'a [u8],
    id_len: usize,
}

/// The bytes are not a tree object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATree;

impl<'a> Entries<'a> {
    /// The entries of the tree object `bytes`; ids are `id_len` bytes long (20 or 32).
    pub fn new(bytes: &'a [u8], id_len: usize) -> Self {
        Self { rest: bytes, id_len }
    }

    /// Skips the entries that both trees begin with: most of two versions of a folder.
    pub fn skip_common(&mut self, other: &mut Self) {
        let same = common_prefix(self.rest, other.rest);
        let mut ahead = self.clone();
        let mut skipped = 0;
        while ahead.split().is_some() && self.rest.len() - ahead.rest.len() <= same {
            skipped = self.rest.len() - ahead.rest.len();
        }
        self.rest = &self.rest[skipped..];
        other.rest = &other.rest[skipped..];
    }

    fn split(&mut self) -> Option<Entry<'a>> {
        let space = self.rest.iter().position(|&b| b == b' ')?;
        let (mode, after) = (&self.rest[..space], &self.rest[space + 1..]);
        // The standard library's fastest search for a NUL.
        let name = CStr::from_bytes_until_nul(after).ok()?.to_bytes();
        let after = &after[name.len() + 1..];
        let (id, rest) = after.split_at_checked(self.id_len)?;
        let kind = match mode {
            b"40000" | b"040000" => EntryKind::Tree,
            [b'1', b'0', b'0', ..] => EntryKind::File,
            _ => EntryKind::Other,
        };
        self.rest = rest;
        (!name.is_empty()).then_some(Entry { kind, name, id })
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, NotATree>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let entry = self.split().ok_or(NotATree);
        if entry.is_err() {
            self.rest = b"";
        }
        Some(entry)
    }
}

/// Length of what two byte strings begin with.
fn common_prefix(one: &[u8], other: &[u8]) -> usize {
    const STEP: usize = 64;
    let steps = one.chunks_exact(STEP).zip(other.chunks_exact(STEP)).take_while(|(a, b)| a == b).count() * STEP;
    steps + one[steps..].iter().zip(&other[steps..]).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(entries: &[(&str, &str)]) -> Vec<u8> {
        entries
            .iter()
            .flat_map(|(mode, name)| [mode.as_bytes(), b" ", name.as_bytes(), &[0], &[7; 20]].concat())
            .collect()
    }

    #[test]
    fn entries_come_with_kind_name_and_id() {
        let bytes = tree(&[("100644", "a b.md"), ("120000", "l"), ("40000", "é"), ("100755", "x"), ("160000", "z")]);
        let read: Vec<_> = Entries::new(&bytes, 20).map(|e| e.map(|e| (e.kind, e.name.to_vec(), e.id.len()))).collect();
        let entry = |kind, name: &str| Ok((kind, name.as_bytes().to_vec(), 20));
        assert_eq!(
            read,
            [
                entry(EntryKind::File, "a b.md"),
                entry(EntryKind::Other, "l"),
                entry(EntryKind::Tree, "é"),
                entry(EntryKind::File, "x"),
                entry(EntryKind::Other, "z"),
            ]
        );
    }

    #[test]
    fn a_cut_tree_is_said_to_be_none() {
        let bytes = tree(&[("100644", "a"), ("100644", "b")]);
        let read: Vec<_> = Entries::new(&bytes[..bytes.len() - 1], 20).collect();
        assert!(matches!(read[..], [Ok(_), Err(NotATree)]));
        assert_eq!(Entries::new(b"100644 a", 20).collect::<Vec<_>>(), [Err(NotATree)]);
    }

    #[test]
    fn a_folder_sorts_as_if_its_name_ended_in_a_slash() {
        let entry = |kind, name: &'static str| Entry { kind, name: name.as_bytes(), id: b"" };
        let folder = entry(EntryKind::Tree, "a");
        assert_eq!(folder.order(&entry(EntryKind::File, "a.md")), Ordering::Greater);
        assert_eq!(folder.order(&entry(EntryKind::File, "a0")), Ordering::Less);
        assert_eq!(folder.order(&entry(EntryKind::File, "a")), Ordering::Greater);
        assert_eq!(folder.order(&folder), Ordering::Equal);
    }

    #[test]
    fn common_entries_are_skipped_whole() {
        let names: Vec<String> = (0..20).map(|n| format!("a rather long file name {n:02}.md")).collect();
        let old: Vec<(&str, &str)> = names.iter().map(|name| ("100644", name.as_str())).collect();
        let mut new = old.clone();
        new[7].0 = "100755";
        let (old, new) = (tree(&old), tree(&new));
        let (mut olds, mut news) = (Entries::new(&old, 20), Entries::new(&new, 20));
        olds.skip_common(&mut news);
        assert_eq!(olds.clone().map(|e| e.unwrap().name).next().unwrap(), names[7].as_bytes());
        assert_eq!(news.clone().map(|e| e.unwrap().name).next().unwrap(), names[7].as_bytes());
        olds.next();
        news.next();
        olds.skip_common(&mut news);
        assert_eq!((olds.next(), news.next()), (None, None));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, other: Vec<u8>) {
            let _ = Entries::new(&bytes, 20).count();
            Entries::new(&bytes, 20).skip_common(&mut Entries::new(&other, 20));
            Entries::new(&bytes, 20).skip_common(&mut Entries::new(&[&bytes[..], &other].concat(), 20));
        }
    }
}
