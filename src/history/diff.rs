//! The files in which two trees differ, descending only where ids differ. Contents are not read.

use std::cmp::Ordering;
use std::rc::Rc;

use gix_hash::{Kind, ObjectId};

use super::error::HistoryError;
use super::objects::not_a_tree;
use super::tree_bytes::{Entries, Entry, EntryKind};
use super::trees::Trees;

/// One file in which two trees differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// From the repository's root, `/`-separated, not necessarily UTF-8.
    pub path: Vec<u8>,
    /// Its content before; `None` where it was not.
    pub before: Option<ObjectId>,
    /// Its content after; `None` where it is not.
    pub after: Option<ObjectId>,
}

/// Folders inside folders: deeper is an attack, not an archive.
const MAX_DEPTH: usize = 64;
/// Files and folders looked at in one comparison: a tree can name itself a billion times over.
const MAX_ENTRIES: usize = 500_000;

/// Compares trees of one repository.
pub struct Differ<'a, 'o> {
    trees: &'a Trees<'o>,
    recursive: bool,
    entries_left: usize,
    too_large: Option<&'static str>,
    changes: Vec<FileChange>,
}

impl<'a, 'o> Differ<'a, 'o> {
    /// Compares whole folders, or (not `recursive`) only the files directly in them.
    pub fn new(trees: &'a Trees<'o>, recursive: bool) -> Self {
        Self { trees, recursive, entries_left: MAX_ENTRIES, too_large: None, changes: Vec::new() }
    }

    /// The files that differ between two versions of the folder at `path`, sorted as Git sorts.
    /// `None` is a folder that is not there. `commit` is named where there is too much to compare.
    pub fn changes(
        mut self,
        commit: ObjectId,
        path: &[u8],
        before: Option<ObjectId>,
        after: Option<ObjectId>,
    ) -> Result<Vec<FileChange>, HistoryError> {
        self.folder(path, before, after, 0)?;
        match self.too_large {
            Some(what) => Err(HistoryError::TooLarge { commit, what }),
            None => Ok(self.changes),
        }
    }

    fn folder(
        &mut self,
        path: &[u8],
        before: Option<ObjectId>,
        after: Option<ObjectId>,
        depth: usize,
    ) -> Result<(), HistoryError> {
        if before == after || self.too_large.is_some() {
            return Ok(());
        }
        if depth > MAX_DEPTH {
            self.too_large = Some("more than 64 folders inside each other");
            return Ok(());
        }
        let (before_tree, after_tree) = (self.tree(before)?, self.tree(after)?);
        let mut olds = Side::new(before, before_tree.as_deref());
        let mut news = Side::new(after, after_tree.as_deref());
        olds.entries.skip_common(&mut news.entries);
        let (mut old, mut new) = (olds.next()?, news.next()?);
        while old.is_some() || new.is_some() {
            if self.entries_left == 0 {
                self.too_large = Some("more than half a million files");
                return Ok(());
            }
            self.entries_left -= 1;
            let order = match (&old, &new) {
                (Some(old), Some(new)) => old.order(new),
                (Some(_), None) => Ordering::Less,
                _ => Ordering::Greater,
            };
            match order {
                Ordering::Less => {
                    self.pair(path, old, None, depth)?;
                    old = olds.next()?;
                }
                Ordering::Greater => {
                    self.pair(path, None, new, depth)?;
                    new = news.next()?;
                }
                Ordering::Equal => {
                    if old.map(|e| (e.id, e.kind)) != new.map(|e| (e.id, e.kind)) {
                        self.pair(path, old, new, depth)?;
                    }
                    olds.entries.skip_common(&mut news.entries);
                    old = olds.next()?;
                    new = news.next()?;
                }
            }
        }
        Ok(())
    }

    /// Two entries of the same name, or one that is only on one side.
    fn pair(
        &mut self,
        folder: &[u8],
        old: Option<Entry<'_>>,
        new: Option<Entry<'_>>,
        depth: usize,
    ) -> Result<(), HistoryError> {
        let Some(name) = old.or(new).map(|entry| entry.name) else { return Ok(()) };
        let path = joined(folder, name);
        let id = |entry: Option<Entry<'_>>, kind| {
            // An entry's id was cut to the length of an id.
            entry.filter(|entry| entry.kind == kind).and_then(|entry| ObjectId::try_from(entry.id).ok())
        };
        if self.recursive {
            self.folder(&path, id(old, EntryKind::Tree), id(new, EntryKind::Tree), depth + 1)?;
        }
        let (before, after) = (id(old, EntryKind::File), id(new, EntryKind::File));
        if before != after {
            self.changes.push(FileChange { path, before, after });
        }
        Ok(())
    }

    fn tree(&self, id: Option<ObjectId>) -> Result<Option<Rc<[u8]>>, HistoryError> {
        id.map(|id| self.trees.read(id)).transpose()
    }
}

/// The entries of one of two trees.
struct Side<'t> {
    id: Option<ObjectId>,
    entries: Entries<'t>,
}

impl<'t> Side<'t> {
    fn new(id: Option<ObjectId>, tree: Option<&'t [u8]>) -> Self {
        Self { id, entries: Entries::new(tree.unwrap_or(b""), id.map_or(20, |id| id.as_slice().len())) }
    }

    fn next(&mut self) -> Result<Option<Entry<'t>>, HistoryError> {
        let entry = self.entries.next().transpose();
        entry.map_err(|_| self.id.map_or_else(|| not_a_tree(ObjectId::null(Kind::Sha1)), not_a_tree))
    }
}

/// `folder/name`, or `name` at the root.
pub fn joined(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() { name.to_vec() } else { [folder, b"/", name].concat() }
}
