//! Names of authors as the mailmap has them.

use std::fs;
use std::path::Path;

use gix_actor::SignatureRef;
use gix_hash::ObjectId;
use gix_mailmap::Snapshot;
use gix_object::Kind;

use super::objects::Objects;
use super::tree_bytes::{Entries, EntryKind};

/// A mailmap larger than this (in bytes) is not read.
const MAX_MAILMAP: u64 = 16 * 1024 * 1024;

/// Resolves names by the `.mailmap` of the work tree, or of HEAD where there is no work tree, as Git does.
/// Mailmaps named by the repository's configuration are not read: they may lie anywhere.
pub struct People {
    mailmap: Snapshot,
}

impl People {
    /// Reads the mailmap; a missing one maps nobody, and so does a broken line. `root` is the tree of HEAD.
    pub fn new(work_tree: Option<&Path>, objects: &Objects, root: ObjectId) -> Self {
        let text = match work_tree {
            Some(work_tree) => in_work_tree(work_tree),
            None => in_tree(objects, root),
        };
        Self { mailmap: text.map(|text| Snapshot::from_bytes(&text)).unwrap_or_default() }
    }

    /// The name to show for a name and mail address of a commit.
    pub fn name(&self, name: String, email: &str) -> String {
        let signature = SignatureRef { name: name.as_str().into(), email: email.into(), time: "" };
        let mapped = self.mailmap.try_resolve_ref(signature).and_then(|resolved| resolved.name);
        mapped.map_or(name, ToString::to_string)
    }
}

fn in_work_tree(work_tree: &Path) -> Option<Vec<u8>> {
    let path = work_tree.join(".mailmap");
    let found = fs::symlink_metadata(&path).ok()?;
    (found.is_file() && found.len() <= MAX_MAILMAP).then(|| fs::read(&path).ok())?
}

fn in_tree(objects: &Objects, root: ObjectId) -> Option<Vec<u8>> {
    let mut buffer = Vec::new();
    let tree = objects.read(root, Kind::Tree, &mut buffer).ok()?;
    let mut entries = Entries::new(tree, root.as_slice().len()).filter_map(Result::ok);
    let entry = entries.find(|entry| entry.kind == EntryKind::File && entry.name == b".mailmap")?;
    let blob = ObjectId::try_from(entry.id).ok()?;
    objects.read_small(blob, MAX_MAILMAP, &mut buffer).ok()?.map(<[u8]>::to_vec)
}
