//! What a result shows, in shards so small that ten results load little more than themselves.

use rayon::prelude::*;
use serde_json::{Value, json};

use super::postings::push_number;
use super::{Document, script};

/// Documents join a shard up to this size, in bytes; a longer one has a shard of its own.
const LARGEST: usize = 6_000;

/// The most text of one document that excerpts and phrases are looked for in, in bytes; all of it is indexed.
const MOST_TEXT: usize = 48_000;

/// The shards of all documents.
pub(super) struct DocumentShards {
    /// Finished scripts, in order.
    pub(super) scripts: Vec<Vec<u8>>,
    /// How many documents each shard holds, as numbers of the postings' kind.
    pub(super) sizes: String,
}

/// Groups `documents` in their order.
pub(super) fn shards(documents: &[&Document]) -> DocumentShards {
    let groups = groups(documents);
    let mut sizes = String::new();
    for group in &groups {
        push_number(&mut sizes, u32::try_from(group.len()).unwrap_or(u32::MAX));
    }
    let scripts = groups
        .par_iter()
        .enumerate()
        .map(|(n, group)| script::call(&format!("d/{n}"), &group.iter().map(|document| shown(document)).collect()))
        .collect();
    DocumentShards { scripts, sizes }
}

fn groups<'s, 'a>(documents: &'s [&'a Document]) -> Vec<&'s [&'a Document]> {
    let mut groups = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (n, document) in documents.iter().enumerate() {
        let own = document.title.len() + document.fields.iter().map(|field| field.text.len()).sum::<usize>();
        if n > start && size + own > LARGEST {
            groups.push(&documents[start..n]);
            (start, size) = (n, 0);
        }
        size += own;
    }
    if start < documents.len() {
        groups.push(&documents[start..]);
    }
    groups
}

/// What a result shows. Its parts are the text, each with its label; services and tags come last, so that an excerpt
/// shows them where nothing else matches.
fn shown(document: &Document) -> Value {
    let mut left = MOST_TEXT;
    let mut parts = Vec::new();
    for field in &document.fields {
        let kept = cut(&field.text, left);
        left -= kept.len();
        if !kept.trim().is_empty() {
            parts.push((field.kind.label(), kept));
        }
    }
    for (label, names) in [("Service", &document.services), ("Tag", &document.tags)] {
        parts.extend(names.iter().map(|name| (label, name.as_str())));
    }
    json!({
        "title": document.title,
        "url": document.url,
        "id": document.id,
        "date": document.date.map(|date| date.to_string()),
        "severity": document.severity,
        "status": document.status,
        "services": document.services,
        "parts": parts,
    })
}

/// The start of `text`, of at most `bytes` bytes.
fn cut(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or("")
}
