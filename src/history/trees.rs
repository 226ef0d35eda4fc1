//! Trees read by their id, the last few kept: a commit's new folder is the next commit's old one.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use git2::{ObjectType, Odb, Oid};

use super::error::HistoryError;
use super::repository::object;

/// Trees kept: two levels of folders of a handful of commits.
const KEPT: usize = 16;

/// Reads trees; of one thread.
pub struct Trees<'odb> {
    odb: &'odb Odb<'odb>,
    kept: RefCell<VecDeque<(Oid, Rc<[u8]>)>>,
}

impl<'odb> Trees<'odb> {
    /// Trees of this database.
    pub fn new(odb: &'odb Odb<'odb>) -> Self {
        Self { odb, kept: RefCell::default() }
    }

    /// The database itself, for other objects.
    pub fn odb(&self) -> &'odb Odb<'odb> {
        self.odb
    }

    /// The bytes of a tree object.
    pub fn read(&self, id: Oid) -> Result<Rc<[u8]>, HistoryError> {
        let mut kept = self.kept.borrow_mut();
        if let Some((_, bytes)) = kept.iter().find(|(known, _)| *known == id) {
            return Ok(Rc::clone(bytes));
        }
        let bytes: Rc<[u8]> = object(self.odb, id, ObjectType::Tree)?.data().into();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((id, Rc::clone(&bytes)));
        Ok(bytes)
    }
}
