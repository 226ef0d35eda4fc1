//! Contents of versions, read by their id.

use super::error::HistoryError;
use super::model::BlobId;
use super::objects::Objects;
use super::repository::Repository;
use crate::text::SourceText;

/// The contents of a repository. Shared between threads; each takes a reader of its own.
#[derive(Debug, Clone)]
pub struct Blobs {
    repository: Repository,
}

impl Blobs {
    pub(super) fn new(repository: Repository) -> Self {
        Self { repository }
    }

    /// A reader for one thread.
    #[must_use]
    pub fn reader(&self) -> BlobReader {
        BlobReader { objects: self.repository.objects() }
    }
}

/// Reads contents; of one thread.
pub struct BlobReader {
    objects: Objects,
}

impl BlobReader {
    /// The text of a content, what is not UTF-8 replaced; `None` where it is larger than a review may be
    /// ([`SourceText::MAX_BYTES`]).
    pub fn text(&self, blob: BlobId) -> Result<Option<String>, HistoryError> {
        let mut content = Vec::new();
        if self.objects.read_small(blob, SourceText::MAX_BYTES, &mut content)?.is_none() {
            return Ok(None);
        }
        let text = String::from_utf8(content);
        Ok(Some(text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())))
    }
}
