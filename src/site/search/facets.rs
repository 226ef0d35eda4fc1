//! Facets: for each value the documents that have it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use serde_json::{Value, json};

use super::Document;
use super::postings::{DocumentNumber, push_gaps};

/// The facets in the order they are shown (a large archive's page loads the first at once), each a list of `[value, documents as gaps]`; one without values is left
/// out. Values are sorted, years from the newest.
pub(super) fn facets(documents: &[&Document]) -> Vec<(&'static str, Value)> {
    let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let mut facets = vec![
        ("severity", values(documents, |document| one(&document.severity))),
        ("status", values(documents, |document| one(&document.status))),
        ("year", values(documents, |document| document.date.iter().map(|date| date.year().to_string()).collect())),
        ("type", values(documents, |document| one(&document.incident_type))),
        ("service", values(documents, |document| document.services.clone())),
        ("tag", values(documents, |document| document.tags.clone())),
        ("scope", values(documents, |document| one(&document.scope))),
    ];
    for (name, values) in &mut facets {
        if *name == "year" {
            values.reverse();
        }
    }
    facets.retain(|(_, values)| !values.is_empty());
    facets.into_iter().map(|(name, values)| (name, json!(values))).collect()
}

fn values(documents: &[&Document], of: impl Fn(&Document) -> Vec<String>) -> Vec<(String, String)> {
    let mut members: BTreeMap<String, BTreeSet<DocumentNumber>> = BTreeMap::new();
    for (number, document) in (0..).zip(documents) {
        for value in of(document) {
            members.entry(value).or_default().insert(number);
        }
    }
    members
        .into_iter()
        .map(|(value, documents)| {
            let mut gaps = String::new();
            push_gaps(&mut gaps, documents.into_iter());
            (value, gaps)
        })
        .collect()
}
