//! Names of authors as the mailmap has them.

use std::collections::BTreeMap;
use std::fs;

use git2::{Mailmap, Repository, Signature, Time};

/// A mailmap larger than this (in bytes) is not read.
const MAX_MAILMAP: u64 = 16 * 1024 * 1024;

/// Resolves names by the `.mailmap` of the work tree, or of HEAD where there is no work tree, as Git does.
/// Mailmaps named by the repository's configuration are not read: they may lie anywhere.
pub struct People {
    mailmap: Option<Mailmap>,
    known: BTreeMap<(String, String), String>,
}

impl People {
    /// Reads the mailmap; a broken or missing one maps nobody.
    pub fn new(repository: &Repository) -> Self {
        let text = match repository.workdir() {
            Some(workdir) => {
                let path = workdir.join(".mailmap");
                let is_small_file = |meta: &fs::Metadata| meta.is_file() && meta.len() <= MAX_MAILMAP;
                fs::symlink_metadata(&path).ok().filter(is_small_file).and_then(|_| fs::read(&path).ok())
            }
            None => repository
                .revparse_single("HEAD:.mailmap")
                .ok()
                .and_then(|object| object.as_blob().map(|blob| blob.content().to_vec())),
        };
        let mailmap = text.and_then(|text| Mailmap::from_buffer(&String::from_utf8_lossy(&text)).ok());
        Self { mailmap, known: BTreeMap::new() }
    }

    /// The name to show for a name and mail address of a commit.
    pub fn name(&mut self, name: String, email: String) -> String {
        let Some(mailmap) = &self.mailmap else { return name };
        let key = (name, email);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        // libgit2 refuses empty names and angle brackets: those stay as they are.
        let resolved = Signature::new(&key.0, &key.1, &Time::new(0, 0))
            .and_then(|signature| mailmap.resolve_signature(&signature))
            .map_or_else(|_| key.0.clone(), |signature| String::from_utf8_lossy(signature.name_bytes()).into_owned());
        self.known.insert(key, resolved.clone());
        resolved
    }
}
