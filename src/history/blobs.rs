//! Contents of versions, read by their id.

use git2::{ObjectType, Repository};

use super::error::HistoryError;
use super::model::BlobId;
use super::repository::{Location, object};
use crate::text::SourceText;

/// The contents of a repository. Shared between threads; each takes a reader of its own.
#[derive(Debug, Clone)]
pub struct Blobs {
    location: Location,
}

impl Blobs {
    pub(super) fn new(location: Location) -> Self {
        Self { location }
    }

    /// Opens the repository for one thread.
    pub fn reader(&self) -> Result<BlobReader, HistoryError> {
        self.location.open().map(|repository| BlobReader { repository })
    }
}

/// Reads contents; of one thread.
pub struct BlobReader {
    repository: Repository,
}

impl BlobReader {
    /// The text of a content, what is not UTF-8 replaced; `None` where it is larger than a review may be
    /// ([`SourceText::MAX_BYTES`]).
    pub fn text(&self, blob: BlobId) -> Result<Option<String>, HistoryError> {
        let odb = self.repository.odb()?;
        let object = object(&odb, blob, ObjectType::Blob)?;
        let small = object.len() as u64 <= SourceText::MAX_BYTES;
        Ok(small.then(|| String::from_utf8_lossy(object.data()).into_owned()))
    }
}
