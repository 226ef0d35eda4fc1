//! Trees read by their id, the last few kept: a commit's new folder is the next commit's old one.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gix_hash::ObjectId;
use gix_object::Kind;

use super::error::HistoryError;
use super::objects::Objects;

/// Trees kept: two levels of folders of a handful of commits.
const KEPT: usize = 16;

/// Reads trees; of one thread.
pub struct Trees<'o> {
    objects: &'o Objects,
    kept: RefCell<VecDeque<(ObjectId, Rc<[u8]>)>>,
}

impl<'o> Trees<'o> {
    /// Trees of this database.
    pub fn new(objects: &'o Objects) -> Self {
        Self { objects, kept: RefCell::default() }
    }

    /// The database itself, for other objects.
    pub fn objects(&self) -> &'o Objects {
        self.objects
    }

    /// The bytes of a tree object.
    pub fn read(&self, id: ObjectId) -> Result<Rc<[u8]>, HistoryError> {
        let mut kept = self.kept.borrow_mut();
        if let Some((_, bytes)) = kept.iter().find(|(known, _)| *known == id) {
            return Ok(Rc::clone(bytes));
        }
        let bytes: Rc<[u8]> = self.objects.read(id, Kind::Tree, &mut Vec::new())?.into();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((id, Rc::clone(&bytes)));
        Ok(bytes)
    }
}
