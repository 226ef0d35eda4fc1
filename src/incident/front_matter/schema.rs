//! The JSON Schema of the front matter, for editors: keys and shapes as the decoder reads them, words and their
//! meanings from the model. What a review must have beyond its shape is the rules' business.

use serde_json::{Map, Value, json};

use crate::incident::model::{
    ActionState, Answer, Checklist, DetectionMethod, IncidentType, ResponderRole, Scope, Status, Visibility,
};

/// The draft that editors know best; `ajv` and the YAML language server read it without further settings.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// RFC 3339 with an offset.
const MOMENT: &str = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$";

/// The schema of one incident's front matter, for an archive with these severity labels, worst first.
#[must_use]
pub fn schema(severities: &[String]) -> Value {
    json!({
        "$schema": DRAFT,
        "title": "Incident review",
        "description": "The front matter of an incident review, as recount reads it.",
        "type": "object",
        "required": ["id", "severity", "started_at"],
        "properties": properties(severities),
        "patternProperties": { "^x-": { "description": "Your own key: kept, and shown on the page." } },
        "additionalProperties": false,
        "definitions": {
            // YAML takes `1.10` for a number and `no` for a truth value; recount takes both as written.
            "text": { "type": ["string", "number", "boolean", "null"] },
            "texts": { "type": ["array", "null"], "items": { "$ref": "#/definitions/text" } },
            "moment": { "type": ["string", "null"], "pattern": MOMENT },
            "day": { "type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$" },
        },
    })
}

fn properties(severities: &[String]) -> Value {
    json!({
        "id": text("Unique in the archive; survives renames of the file: `INC-2026-014`."),
        "title": text("What it was, in a few words: `Elevated 500s from the API`."),
        "status": words(
            "Where it stands; the gate of the rules. Without one, everything is asked for.",
            Status::ALL, Status::as_str, Status::meaning,
        ),
        "severity": {
            "description": "How bad it is, by the archive's scale, worst first.",
            "enum": severities.iter().map(|label| json!(label)).chain([Value::Null]).collect::<Vec<_>>(),
        },
        "type": words("What kind of incident.", IncidentType::ALL, IncidentType::as_str, IncidentType::meaning),
        "scope": words("Whom it affected.", Scope::ALL, Scope::as_str, Scope::meaning),
        "visibility": words("Who may read it.", Visibility::ALL, Visibility::as_str, Visibility::meaning),
        "services": texts("The services concerned, by the names your organization uses."),
        "tags": texts("Words to find it by."),
        "started_at": moment("When it began: RFC 3339 with an offset, `2026-03-04T09:12:00Z`."),
        "detected_at": moment("When it was noticed."),
        "acknowledged_at": moment("When somebody took it on."),
        "mitigated_at": moment("When it stopped hurting."),
        "resolved_at": moment("When it was over."),
        "detection": or_word(&detection(), DetectionMethod::ALL, DetectionMethod::as_str),
        "channel": text("Where the response talked: `\"#inc-2026-014\"`, in quotes."),
        "commanders": list("Who was in command: one at any time; the next one's `from` ends the previous.", &commander()),
        "responders": list("Who took part, and how.", &responder()),
        "communications": list("What was told to whom.", &communication()),
        "legal": checklist("What legal asks of a security incident.", &Checklist::LEGAL),
        "marketing": checklist("What marketing asks of a security incident.", &Checklist::MARKETING),
        "review": review(),
        "related": texts("Ids of related incidents."),
        "action_items": list("Corrective actions; they may stand in the text instead.", &action()),
    })
}

fn detection() -> Value {
    mapping(
        "How it was found.",
        &[
            ("method", words("", DetectionMethod::ALL, DetectionMethod::as_str, DetectionMethod::meaning)),
            ("source", text("Which alert, dashboard, person or ticket.")),
        ],
        &[],
    )
}

fn commander() -> Value {
    let handoff = mapping(
        "What the next commander was told.",
        &[
            ("progress", text("What has been done.")),
            ("current_steps", text("What is being done.")),
            ("involved", texts("Who is working on it.")),
        ],
        &[],
    );
    let from = moment("When this one took command.");
    mapping("", &[("name", text("Who.")), ("from", from), ("handoff", handoff)], &["name"])
}

fn responder() -> Value {
    let role = words("What this one did.", ResponderRole::ALL, ResponderRole::as_str, ResponderRole::meaning);
    mapping("", &[("name", text("Who.")), ("role", role)], &["name"])
}

fn communication() -> Value {
    mapping(
        "",
        &[
            ("at", moment("When it went out.")),
            ("audience", text("To whom: `customers`, `executives`, …")),
            ("channel", text("By which way: `status page`, `e-mail`, …")),
            ("by", text("Who sent it.")),
            ("note", text("What it said.")),
        ],
        &[],
    )
}

fn checklist(description: &str, questions: &[&'static str]) -> Value {
    let answer = words("", Answer::ALL, Answer::as_str, Answer::meaning);
    let answered = mapping(
        "",
        &[
            ("status", answer.clone()),
            ("by", text("Who answered.")),
            ("at", moment("When.")),
            ("note", text("With what remark.")),
        ],
        &[],
    );
    let either = json!({ "anyOf": [answer, answered] });
    let questions: Vec<_> = questions.iter().map(|question| (*question, either.clone())).collect();
    mapping(description, &questions, &[])
}

fn review() -> Value {
    mapping(
        "The blameless review meeting.",
        &[
            ("held_at", moment("When it was held.")),
            ("facilitator", text("Who led it.")),
            ("attendees", texts("Who was there.")),
        ],
        &[],
    )
}

fn action() -> Value {
    let owner = json!({
        "description": "The person or team that answers for it.",
        "anyOf": [{ "$ref": "#/definitions/text" }, { "$ref": "#/definitions/texts" }],
    });
    let priority =
        json!({ "description": "`P0` (now) to `P9`.", "type": ["string", "null"], "pattern": "^[Pp][0-9]$" });
    let ticket = mapping("", &[("label", text("What the link says.")), ("url", text("Where it leads."))], &[]);
    let tracker = json!({ "description": "Its ticket.", "anyOf": [{ "$ref": "#/definitions/text" }, ticket] });
    mapping(
        "",
        &[
            ("description", text("What will exist when it is done.")),
            ("owner", owner),
            ("due", day("The day it is due.")),
            ("priority", priority),
            ("status", words("Where it stands.", ActionState::ALL, ActionState::as_str, ActionState::meaning)),
            ("tracker", tracker),
            ("done_at", day("The day it was completed.")),
            ("reason", text("Why it was dropped.")),
        ],
        &["description"],
    )
}

fn of(definition: &str, description: &str) -> Value {
    // Beside `$ref` draft 7 reads nothing.
    json!({ "description": description, "allOf": [{ "$ref": format!("#/definitions/{definition}") }] })
}

fn text(description: &str) -> Value {
    of("text", description)
}

fn texts(description: &str) -> Value {
    of("texts", description)
}

fn moment(description: &str) -> Value {
    of("moment", description)
}

fn day(description: &str) -> Value {
    of("day", description)
}

/// One of a fixed set, each word with its meaning, or nothing.
fn words<T: Copy>(
    description: &str,
    all: &[T],
    as_str: impl Fn(T) -> &'static str,
    meaning: impl Fn(T) -> &'static str,
) -> Value {
    let word = |value: &T| json!({ "const": as_str(*value), "description": meaning(*value) });
    let either: Vec<Value> = all.iter().map(word).chain([json!({ "type": "null" })]).collect();
    described(description, json!({ "oneOf": either }))
}

/// The mapping, or only its word.
fn or_word<T: Copy>(mapping: &Value, all: &[T], as_str: impl Fn(T) -> &'static str) -> Value {
    let words: Vec<&str> = all.iter().map(|value| as_str(*value)).collect();
    let description = mapping.get("description").and_then(Value::as_str).unwrap_or("").to_owned();
    described(&description, json!({ "anyOf": [{ "enum": words }, mapping] }))
}

/// A list of texts or mappings.
fn list(description: &str, item: &Value) -> Value {
    let items = json!({ "anyOf": [{ "$ref": "#/definitions/text" }, item] });
    json!({ "description": description, "type": ["array", "null"], "items": items })
}

fn mapping(description: &str, keys: &[(&'static str, Value)], required: &[&'static str]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    let mut schema = json!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema["patternProperties"] = json!({ "^x-": {} });
    described(description, schema)
}

fn described(description: &str, mut schema: Value) -> Value {
    if !description.is_empty() {
        schema["description"] = json!(description);
    }
    schema
}
