//! The JSON Schema of the front matter and the reader say the same of the same text.

use std::path::Path;

use recount::incident::front_matter::{self, KNOWN_KEYS};
use recount::text::{SourceText, Span};

fn schema() -> serde_json::Value {
    let severities: Vec<String> = (1..=5).map(|n| format!("SEV{n}")).collect();
    front_matter::schema(&severities)
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft7::new(&schema()).expect("the schema is one")
}

/// What the schema and the reader say: no complaint?
fn both(validator: &jsonschema::Validator, yaml: &str) -> (bool, bool) {
    let value: serde_json::Value = serde_yaml::from_str(yaml).expect("the examples are YAML");
    let source = SourceText::new("a.md", yaml);
    let read = front_matter::read(&source, Span::new(0, yaml.len()), front_matter::Notation::Yaml, None, false);
    (validator.is_valid(&value), read.problems.is_empty())
}

const LEAST: &str = "id: INC-1\nseverity: SEV2\nstarted_at: 2026-03-04T09:12:00Z\n";

#[test]
fn the_schema_is_valid_and_describes_every_key() {
    assert!(jsonschema::draft7::meta::is_valid(&schema()));
    let schema = schema();
    for key in KNOWN_KEYS {
        let description = schema["properties"][key]["description"].as_str();
        assert!(description.is_some_and(|text| text.ends_with(['.', ')'])), "{key}: {description:?}");
    }
    assert_eq!(schema["properties"].as_object().map(serde_json::Map::len), Some(KNOWN_KEYS.len()));
}

#[test]
fn the_samples_are_valid() {
    let validator = validator();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    let mut count = 0;
    for year in std::fs::read_dir(folder).expect("the samples are there").flatten() {
        for file in std::fs::read_dir(year.path()).into_iter().flatten().flatten() {
            let path = if file.path().is_dir() { file.path().join("index.md") } else { file.path() };
            let text = std::fs::read_to_string(&path).expect("a sample");
            let yaml = text.trim_start_matches("---\n").split("\n---\n").next().expect("front matter");
            let value: serde_json::Value = serde_yaml::from_str(yaml).expect("YAML");
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 8, "{count} samples");
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let validator = validator();
    for more in [
        "",
        "status:\ntitle:\nservices:\nreview:\ncommanders:\n",
        "title: 1.10\ntags: [2026, yes, on]\n",
        "commanders: [ana.ruiz, { name: li.wei, from: 2026-03-04T10:30:00+01:00, handoff: { progress: a, involved: [b] } }]\n",
        "responders: [kim.lee, { name: sam.okafor, role: sme }]\n",
        "detection: alert\n",
        "detection: { method: customer, source: a call }\n",
        "communications: [told everybody, { at: 2026-03-04T10:30:00Z, audience: customers }]\n",
        "legal: { regulatory: done, insurance: { status: pending, by: kim.lee, at: 2026-03-04T10:30:00Z } }\n",
        "marketing: { zero_day: not-applicable }\n",
        "action_items: [Alert, { description: Load-test, owner: [a, b], due: 2026-03-11, priority: p1, status: in-progress, \
         tracker: { label: PAY-1, url: 'https://example.com/PAY-1' } }]\n",
        "x-ticket: { anything: [1, 2] }\nreview: { held_at: 2026-03-04T10:30:00.5Z, x-room: 7 }\n",
    ] {
        assert_eq!(both(&validator, &format!("{LEAST}{more}")), (true, true), "{more}");
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = validator();
    for more in [
        "comanders: [a]\n",
        "status: resolvd\n",
        "type: crash\n",
        "detected_at: 2026-03-04 09:12\n",
        "detected_at: 2026-03-04\n",
        "detected_at: 2026-03-04T09:12:00\n",
        "services: api\n",
        "tags: [[a]]\n",
        "commanders: [{ from: 2026-03-04T10:30:00Z }]\n",
        "commanders: [{ name: a, form: 2026-03-04T10:30:00Z }]\n",
        "responders: [{ name: a, role: fixer }]\n",
        "detection: { method: luck }\n",
        "legal: { regulatry: done }\n",
        "legal: { regulatory: perhaps }\n",
        "review: { held_at: soon }\n",
        "review: [a]\n",
        "action_items: [{ owner: a }]\n",
        "action_items: [{ description: a, due: soon }]\n",
        "action_items: [{ description: a, priority: high }]\n",
        "title: { a: b }\n",
    ] {
        assert_eq!(both(&validator, &format!("{LEAST}{more}")), (false, false), "{more}");
    }
}
