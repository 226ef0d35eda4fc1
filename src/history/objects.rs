//! Objects read raw by their id: what they hold is taken apart elsewhere.

use gix_hash::ObjectId;
use gix_object::Kind;
use gix_odb::Header as _;
use gix_pack::Find as _;
use gix_pack::cache::lru::MemoryCappedHashmap;

use super::error::HistoryError;

/// Bytes of the bases of deltas that a thread keeps: a folder's trees are deltas of each other.
const BASE_BYTES: usize = 8 * 1024 * 1024;

/// Reads the objects of a repository; of one thread.
pub struct Objects {
    handle: gix_odb::Cache<gix_odb::store::Handle<std::sync::Arc<gix_odb::Store>>>,
}

impl Objects {
    pub(super) fn new(store: &std::sync::Arc<gix_odb::Store>) -> Self {
        let mut handle = gix_odb::Cache::from(store.to_handle_arc());
        handle.set_pack_cache(|| Box::new(MemoryCappedHashmap::new(BASE_BYTES)));
        Self { handle }
    }

    /// The bytes of an object of the given kind, in `buffer`.
    pub fn read<'b>(&self, id: ObjectId, kind: Kind, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], HistoryError> {
        let found = self.handle.try_find(&id, buffer).map_err(|error| unreadable(id, &error))?;
        match found {
            None => Err(HistoryError::Missing { id }),
            Some((object, _)) if object.kind == kind => Ok(object.data),
            Some(_) => Err(HistoryError::Damaged { id, reason: "another kind of object was expected".into() }),
        }
    }

    /// What kind of object has this id; `None` where there is none.
    pub fn kind(&self, id: ObjectId) -> Result<Option<Kind>, HistoryError> {
        let header = self.handle.try_header(&id).map_err(|error| unreadable(id, &error))?;
        Ok(header.map(|header| header.kind()))
    }

    /// The objects whose ids begin with these hexadecimal digits, at least four; sorted.
    pub fn beginning_with(&self, digits: &str) -> Vec<ObjectId> {
        let Ok(prefix) = gix_hash::Prefix::from_hex(digits) else { return Vec::new() };
        let mut found = std::collections::HashSet::new();
        if self.handle.lookup_prefix(prefix, Some(&mut found)).is_err() {
            return Vec::new();
        }
        let mut found: Vec<ObjectId> = found.into_iter().collect();
        found.sort();
        found
    }

    /// The bytes of a content, in `buffer`; `None` where there are more than `limit`: those are not even read.
    pub fn read_small<'b>(
        &self,
        id: ObjectId,
        limit: u64,
        buffer: &'b mut Vec<u8>,
    ) -> Result<Option<&'b [u8]>, HistoryError> {
        let header = self.handle.try_header(&id).map_err(|error| unreadable(id, &error))?;
        match header {
            None => Err(HistoryError::Missing { id }),
            Some(header) if header.size() > limit => Ok(None),
            Some(_) => self.read(id, Kind::Blob, buffer).map(Some),
        }
    }
}

fn unreadable(id: ObjectId, error: &gix_error::Error) -> HistoryError {
    HistoryError::Damaged { id, reason: error.to_string() }
}

/// What is said of bytes that should have been a tree.
pub fn not_a_tree(id: ObjectId) -> HistoryError {
    HistoryError::Damaged { id, reason: "it is not a tree".into() }
}
