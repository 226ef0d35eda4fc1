//! The outlines of the archive, kept between runs: only files that were changed since are read again.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::archive::{self, Document, FileState};
use crate::cache::CacheKey;
use crate::cli::failure::Failure;
use crate::cli::workspace::Workspace;
use crate::incident::Incident;
use crate::likeness::Outlines;

/// What is kept: each file with its state when it was read.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    /// By name; `None` where the file has to be read again in any case.
    files: BTreeMap<String, Option<FileState>>,
    /// Files that came or changed since the words of all were counted.
    since: usize,
    outlines: Outlines,
}

/// The outlines of all incidents, those that the site would not show included: they are the user's own files.
pub fn outlines(workspace: &Workspace) -> Result<Outlines, Failure> {
    let documents = archive::documents(&workspace.incidents, &workspace.folder, &workspace.config.archive.files)
        .map_err(|error| Failure::usage(error.to_string()))?;
    let reading = archive::reading(&workspace.config);
    let key = CacheKey::of("outlines")
        .with(workspace.incidents.as_os_str().as_encoded_bytes())
        .with(&workspace.folder)
        .with(format!("{reading:?}"));
    let read = |document: &&Document| archive::read(&document.name, &document.path, &reading).ok();
    let mut kept: Kept = workspace.cache.as_ref().and_then(|cache| cache.get(&key)).unwrap_or_default();
    let changed: Vec<&Document> = documents
        .iter()
        .filter(|document| document.state.is_none() || kept.files.get(&document.name) != Some(&document.state))
        .collect();
    let names: BTreeSet<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    if changed.is_empty() && kept.files.keys().all(|name| names.contains(name.as_str())) {
        return Ok(kept.outlines);
    }
    kept.since += changed.len();
    if kept.since * 10 > documents.len() {
        // So many changed that it is worth counting all words anew.
        let incidents: Vec<Incident> = documents.par_iter().filter_map(|document| read(&document)).collect();
        kept.outlines = Outlines::of(&incidents.iter().collect::<Vec<_>>());
        kept.since = 0;
    } else {
        kept.outlines.retain(|path| names.contains(path));
        let incidents: Vec<Incident> = changed.par_iter().filter_map(read).collect();
        for incident in &incidents {
            kept.outlines.replace(incident);
        }
    }
    kept.files = documents.into_iter().map(|document| (document.name, document.state)).collect();
    if let Some(cache) = &workspace.cache {
        cache.put(&key, &kept);
    }
    Ok(kept.outlines)
}
