//! The search index: small classic-script files that the search page loads on demand. What is searched and how it is
//! packed lives here; the page around it, and writing files, do not.
//!
//! Every file calls `recountSearch.load(name, data)` of the theme's `search-index.js`, so that it works from `file://` and under `script-src 'self'`:
//!
//! | file | holds | loaded |
//! |---|---|---|
//! | `search/meta.js` | number of documents, first key of each shard of terms and words, sizes of document shards, facet names | first |
//! | `search/t/<n>.js` | keys in order, each with its postings | for each word asked |
//! | `search/w/<n>.js` | words as they are spelt, from either end | for a word that finds nothing |
//! | `search/p/<n>.js` | documents that hold two words side by side, by the hash of the two | for a quoted phrase |
//! | `search/d/<n>.js` | what a result shows: title, URL, text for the excerpt | for results on screen |
//! | `search/f/<facet>.js` | for each value the documents that have it | when the facet is shown |
//!
//! Documents are numbered oldest first, so that a new incident leaves the files of older ones as they were.
//! Postings hold the BM25 weight of the key in the document, computed here and rounded to 15 steps, so that the page
//! needs neither document lengths nor any other array over all documents to rank. A key's last part typed so far is
//! served by the shard that holds all keys with that prefix; where they do not fit one shard, the union of their
//! postings is stored under `prefix*`, so that any prefix costs one file. `docs/decisions/0003-search-index.md` says
//! why, with figures.

mod document_shards;
mod facets;
mod inverted;
mod neighbours;
mod postings;
mod script;
mod spellings;
mod term_shards;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use crate::terms;

/// One page that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its URL relative to the site's root, percent-encoded, no leading slash: `incidents/inc-2026-014/index.html`.
    pub url: String,
    /// Its id (`INC-2026-014`): asked for exactly, the document comes first.
    pub id: Option<String>,
    /// Its title, without the id.
    pub title: String,
    /// The day it began; newer documents win ties.
    pub date: Option<NaiveDate>,
    /// Severity as the archive labels it.
    pub severity: Option<String>,
    /// Status, as a word to read.
    pub status: Option<String>,
    /// Type of incident, as a word to read.
    pub incident_type: Option<String>,
    /// Scope, as a word to read.
    pub scope: Option<String>,
    /// Services, in the order of the file.
    pub services: Vec<String>,
    /// Tags, in the order of the file.
    pub tags: Vec<String>,
    /// The text, in the order of the page. Title, id, services and tags are searched without being repeated here.
    pub fields: Vec<Field>,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What part of the page it is.
    pub kind: FieldKind,
    /// Plain text, without markup.
    pub text: String,
}

/// The part of a page that a [`Field`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A section of prose, with its heading.
    Section(String),
    /// The timeline.
    Timeline,
    /// A corrective action.
    Action,
    /// Owners of actions: people or teams.
    Owner,
}

impl FieldKind {
    /// The words before an excerpt from this part.
    fn label(&self) -> &str {
        match self {
            Self::Section(heading) => heading,
            Self::Timeline => "Timeline",
            Self::Action => "Action",
            Self::Owner => "Owner",
        }
    }
}

/// The files of the index by their path under the site's root; the same documents in any order give the same bytes.
#[must_use]
pub fn index(documents: &[Document]) -> BTreeMap<String, Vec<u8>> {
    let mut numbered: Vec<&Document> = documents.iter().collect();
    numbered.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.url.cmp(&b.url)));

    let inverted = inverted::invert(&numbered);
    let terms = term_shards::shards(inverted.terms);
    let words = spellings::shards(inverted.spellings);
    let neighbours = neighbours::shards(&inverted.neighbours);
    let pages = document_shards::shards(&numbered);
    let facets = facets::facets(&numbered);

    let mut files = BTreeMap::new();
    for (kind, shards) in [("t", &terms.shards), ("w", &words.shards), ("p", &neighbours)] {
        for (n, shard) in shards.iter().enumerate() {
            files.insert(format!("search/{kind}/{n}.js"), script::call(&format!("{kind}/{n}"), &json!(shard)));
        }
    }
    files.extend(pages.scripts.into_iter().enumerate().map(|(n, script)| (format!("search/d/{n}.js"), script)));
    let mut facet_sizes = Vec::new();
    for (name, values) in &facets {
        let script = script::call(&format!("f/{name}"), values);
        facet_sizes.push(json!([name, script.len()]));
        files.insert(format!("search/f/{name}.js"), script);
    }
    let meta = json!({
        "version": script::version(files.values()),
        "documents": numbered.len(),
        "t": terms.first_keys.join(","),
        "w": words.first_keys.join(","),
        "p": neighbours.len(),
        "stop": terms::STOP_WORDS.join(" "),
        "unspaced": terms::unspaced_class(),
        "groups": pages.sizes,
        "facets": facet_sizes,
    });
    files.insert("search/meta.js".to_owned(), script::call("meta", &meta));
    files
}

#[cfg(test)]
mod tests;
