//! The JSON Schema of `incidents.json`, published beside it. Every key that is written is described; a test holds the two
//! together.

use serde_json::{Map, Value, json};

use crate::incident::{
    ActionState, DetectionMethod, FactorKind, IncidentType, ResponderRole, Scope, Status, Visibility,
};

/// The draft that editors and validators know best; the front matter's schema is of the same.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "Incidents of an archive",
        "description": "Everything published of an archive. Absent values are null, absent lists empty. Times are RFC 3339 in UTC, days YYYY-MM-DD. A new key may come at any time; `version` changes when one changes its meaning or goes.",
        "type": "object",
        "required": ["version", "title", "as_of", "incidents"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string", "description": "This schema, relative to the file." },
            "version": { "const": 1 },
            "title": { "type": "string", "description": "Of the archive." },
            "as_of": moment("The instant the archive is shown as of."),
            "incidents": { "type": "array", "description": "Sorted by file.", "items": incident() },
        },
    })
}

fn incident() -> Value {
    object(&json!({
        "id": maybe("string", "Stable, unique in the archive unless the linter says otherwise."),
        "title": { "type": "string", "minLength": 1 },
        "title_from": { "enum": ["front matter", "heading", "file name"], "description": "Where the title was found." },
        "file": { "type": "string", "description": "Path in the repository." },
        "page": { "type": "string", "description": "Address of the page, relative to this file." },
        "date": maybe("string", "As far as it is known: 2026-03-04, 2026-03 or 2026."),
        "date_from": maybe("string", "Where the day was found."),
        "status": words("Where it stands.", Status::ALL, Status::as_str),
        "severity": maybe("string", "Label of the archive's scale, as written."),
        "severity_rank": maybe("integer", "From 1, the worst; null for a label that is not on the scale."),
        "type": words("What kind of incident.", IncidentType::ALL, IncidentType::as_str),
        "scope": words("Whom it affected.", Scope::ALL, Scope::as_str),
        "visibility": words("Who may read it.", Visibility::ALL, Visibility::as_str),
        "services": texts("As written."),
        "tags": texts("As written."),
        "started_at": maybe_moment("When it began to hurt."),
        "detected_at": maybe_moment("When somebody or something noticed."),
        "acknowledged_at": maybe_moment("When a human took it on."),
        "mitigated_at": maybe_moment("When it stopped hurting."),
        "resolved_at": maybe_moment("When it was over."),
        "detection_method": words("How it was found.", DetectionMethod::ALL, DetectionMethod::as_str),
        "detection_source": maybe("string", "What noticed."),
        "channel": maybe("string", "Where people spoke."),
        "commanders": list("Turns of command, in order.", &json!({
            "name": { "type": "string" },
            "from": maybe_moment("When the turn began."),
        })),
        "responders": list("Who worked on it.", &json!({
            "name": { "type": "string" },
            "role": words("Their part.", ResponderRole::ALL, ResponderRole::as_str),
        })),
        "communications": list("What was told to whom.", &json!({
            "at": maybe_moment("When."),
            "audience": maybe("string", "To whom."),
            "channel": maybe("string", "Where."),
            "by": maybe("string", "By whom."),
            "note": maybe("string", "What, as inline Markdown."),
        })),
        "review": { "oneOf": [{ "type": "null" }, object(&json!({
            "held_at": maybe_moment("When it was held."),
            "facilitator": maybe("string", "Who led it."),
            "attendees": texts("Who was there."),
        }))] },
        "related": texts("Ids of related incidents, as written."),
        "contributing_factors": list("In order.", &json!({
            "kind": words("What kind.", FactorKind::ALL, FactorKind::as_str),
            "text": { "type": "string", "description": "Markdown." },
        })),
        "actions": list("Corrective actions, in order.", &json!({
            "description": { "type": "string", "description": "Inline Markdown." },
            "owners": texts("Handles of people and teams."),
            "due": maybe("string", "A day."),
            "priority": maybe("string", "P0 to P9."),
            "state": words("Where it stands.", ActionState::ALL, ActionState::as_str),
            "done_at": maybe("string", "The day it was done, as the file says."),
            "dropped_reason": maybe("string", "Inline Markdown."),
            "tracker": maybe("string", "Label of its ticket."),
        })),
        "inferred": list("Times that were not declared and are told by the text, in the order of an incident's life.", &json!({
            "time": { "type": "string", "description": "The key under which it would be declared." },
            "at": { "type": "string", "description": "As exactly as it is known: an instant, a time without zone, or a day." },
            "zoned": { "type": "boolean", "description": "Whether `at` is an instant." },
            "from": { "type": "string", "description": "Where it was found." },
        })),
        "timeline": list("Entries of the timeline section, as written.", &json!({
            "at": { "type": "string", "description": "As exactly as it is known: an instant, a time without zone, a day, or a time without day." },
            "zoned": { "type": "boolean", "description": "Whether `at` is an instant." },
            "kind": maybe("string", "The word before the colon."),
            "text": { "type": "string", "description": "Inline Markdown." },
            "actor": maybe("string", "Who did it."),
        })),
        "review_incomplete": { "type": "boolean", "description": "The linter still asks for something." },
    }))
}

/// An object of exactly these keys, all of them written.
fn object(properties: &Value) -> Value {
    let required: Vec<Value> =
        properties.as_object().map(Map::keys).into_iter().flatten().map(|key| json!(key)).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn list(description: &str, properties: &Value) -> Value {
    json!({ "type": "array", "description": description, "items": object(properties) })
}

fn maybe(kind: &str, description: &str) -> Value {
    json!({ "type": [kind, "null"], "description": description })
}

fn texts(description: &str) -> Value {
    json!({ "type": "array", "description": description, "items": { "type": "string" } })
}

fn moment(description: &str) -> Value {
    json!({ "type": "string", "format": "date-time", "description": description })
}

fn maybe_moment(description: &str) -> Value {
    json!({ "type": ["string", "null"], "format": "date-time", "description": description })
}

/// One of the words, or nothing.
fn words<T: Copy>(description: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Value {
    let known: Vec<Value> = all.iter().map(|value| json!(word(*value))).chain([Value::Null]).collect();
    json!({ "enum": known, "description": description })
}
