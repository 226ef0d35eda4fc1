//! What can be found: each published incident as plain text, for the search index.

use rayon::prelude::*;

use super::address;
use super::markdown;
use super::pages::Site;
use super::published::Entry;
use super::search::{Document, Field, FieldKind};
use crate::incident::{ActionState, Incident};
use crate::text::Span;

/// The most text of one field that is indexed, in bytes.
const MOST: usize = 256 * 1024;

/// The documents of the index, in the order of the published incidents.
#[must_use]
pub fn documents(site: &Site<'_>) -> Vec<Document> {
    site.published.entries.par_iter().map(document).collect()
}

fn document(entry: &Entry<'_>) -> Document {
    let incident = entry.incident;
    Document {
        url: address::encoded(&entry.page),
        id: incident.id.as_ref().map(|id| id.value.clone()),
        title: incident.title.text.clone(),
        date: incident.date.map(|date| date.day),
        severity: incident.severity.as_ref().map(|label| label.value.clone()),
        status: incident.status.as_ref().map(|word| word.value.as_str().to_owned()),
        incident_type: incident.incident_type.as_ref().map(|word| word.value.as_str().to_owned()),
        scope: incident.scope.as_ref().map(|word| word.value.as_str().to_owned()),
        services: incident.services.iter().map(|name| name.value.clone()).collect(),
        tags: incident.tags.iter().map(|name| name.value.clone()).collect(),
        fields: fields(incident),
    }
}

fn fields(incident: &Incident) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut add = |kind: FieldKind, text: String| {
        if !text.is_empty() {
            fields.push(Field { kind, text });
        }
    };
    let prose = |span: Span| markdown::plain(incident.source.slice(span), MOST);
    let first = incident.sections.first().map_or(incident.body.end(), |section| section.heading.span.start());
    let preamble = prose(Span::new(incident.body.start(), first));
    // The title is a field of its own: an excerpt that repeats it says nothing.
    let preamble = preamble.strip_prefix(incident.title.text.as_str()).unwrap_or(&preamble).trim_start();
    add(FieldKind::Section("Review".to_owned()), preamble.to_owned());
    for section in &incident.sections {
        let title = section.level == 1 && section.heading.value == incident.title.text;
        let heading = if title { "Review" } else { section.heading.value.as_str() };
        add(FieldKind::Section(heading.to_owned()), prose(section.own_content));
    }
    // The body's actions are in its sections; those of the front matter are nowhere else.
    for action in &incident.actions {
        if !incident.body.contains(action.span.start()) && action.state != ActionState::Dropped {
            add(FieldKind::Action, markdown::plain(&action.description.value, MOST));
        }
    }
    let mut owners: Vec<&str> =
        incident.actions.iter().flat_map(|action| &action.owners).map(|owner| owner.value.as_str()).collect();
    owners.sort_unstable();
    owners.dedup();
    for owner in owners {
        add(FieldKind::Owner, owner.to_owned());
    }
    fields
}
