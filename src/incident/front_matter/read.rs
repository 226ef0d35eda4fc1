//! Front matter to what it declares: each key of the format decoded, those of other tools understood or kept.

use chrono_tz::Tz;

use super::declared::Declared;
use super::decoder::{Decoder, Fields};
use super::fence::Notation;
use super::node::{Node, NodeValue};
use super::{action_items, foreign, people, records, toml_tree, tree};
use crate::incident::model::{
    Checklist, Extra, IncidentType, Inferred, Problem, ProblemKind, Scope, Status, Times, Visibility,
};
use crate::text::{SourceText, Span, Spanned};

/// Reads the front matter between the fences. `zone` is the archive's, for timestamps that state none. In an `adopted`
/// archive, keys and words of other tools are no problems: they are kept, and shown.
#[must_use]
pub fn read(source: &SourceText, span: Span, notation: Notation, zone: Option<Tz>, adopted: bool) -> Declared {
    let mut decoder = Decoder { source, zone, problems: Vec::new() };
    let text = source.slice(span);
    let tree = match notation {
        Notation::Yaml => tree::parse(text, span.start(), &mut decoder.problems),
        Notation::Toml => toml_tree::parse(text, span.start(), &mut decoder.problems),
    };
    let mut declared = match &tree {
        Some(node) => decode(&mut decoder, node, adopted),
        None => Declared::default(),
    };
    decoder.problems.sort_by_key(|problem| problem.span);
    declared.problems = decoder.problems;
    declared
}

fn decode(decoder: &mut Decoder<'_>, node: &Node, adopted: bool) -> Declared {
    let Some(mut fields) = Fields::of(node, "") else {
        if node.value != NodeValue::Null {
            let message = format!("expected keys such as `id:` and `title:`, found {}", node.shape());
            decoder.problems.push(Problem { kind: ProblemKind::FrontMatterSyntax { message }, span: node.span });
        }
        return Declared::default();
    };
    let times = Times {
        started: fields.moment(decoder, "started_at"),
        detected: fields.moment(decoder, "detected_at"),
        acknowledged: fields.moment(decoder, "acknowledged_at"),
        mitigated: fields.moment(decoder, "mitigated_at"),
        resolved: fields.moment(decoder, "resolved_at"),
    };
    let mut declared = Declared {
        id: fields.text(decoder, "id"),
        title: fields.text(decoder, "title"),
        status: fields.word(decoder, "status", Status::ALL, Status::as_str),
        severity: fields.text(decoder, "severity"),
        incident_type: fields.word(decoder, "type", IncidentType::ALL, IncidentType::as_str),
        scope: fields.word(decoder, "scope", Scope::ALL, Scope::as_str),
        visibility: fields.word(decoder, "visibility", Visibility::ALL, Visibility::as_str),
        services: fields.texts(decoder, "services"),
        tags: fields.texts(decoder, "tags"),
        times,
        detection: fields.take("detection").and_then(|node| records::detection(decoder, node)),
        channel: fields.text(decoder, "channel"),
        commanders: fields.take("commanders").map(|n| people::commanders(decoder, n)).unwrap_or_default(),
        responders: fields.take("responders").map(|n| people::responders(decoder, n)).unwrap_or_default(),
        communications: fields.take("communications").map(|n| records::communications(decoder, n)).unwrap_or_default(),
        legal: fields.take("legal").and_then(|n| records::checklist(decoder, n, "legal", &Checklist::LEGAL)),
        marketing: fields
            .take("marketing")
            .and_then(|n| records::checklist(decoder, n, "marketing", &Checklist::MARKETING)),
        review: fields.take("review").and_then(|n| records::review(decoder, n)),
        related: fields.texts(decoder, "related"),
        actions: fields.take("action_items").map(|n| action_items::action_items(decoder, n)).unwrap_or_default(),
        day: None,
        inferred: Inferred::default(),
        extras: extras(decoder, &mut fields),
        problems: Vec::new(),
    };
    let unknown = fields.unknown();
    let zone = decoder.zone;
    let silent = unknown.into_iter().filter(|(key, node)| !foreign::read(&mut declared, &key.value, node, zone));
    let silent: Vec<_> = silent.collect();
    if adopted {
        declared.extras.extend(silent.into_iter().map(|(key, node)| extra(decoder, key, node)));
        keep_foreign_words(decoder, &mut declared.extras);
        for list in [&mut declared.services, &mut declared.tags] {
            split_at_commas(list);
        }
    } else {
        fields.finish(decoder);
    }
    declared.extras.sort_by_key(|extra| extra.key.span);
    declared
}

/// `tags: auth, sso`, as some tools have lists.
fn split_at_commas(list: &mut Vec<Spanned<String>>) {
    if let [one] = list.as_slice()
        && one.value.contains(',')
    {
        let parts = one.value.split(',').map(str::trim).filter(|part| !part.is_empty()).take(50);
        *list = parts.map(|part| Spanned::new(part.to_owned(), one.span)).collect();
    }
}

/// Words and single texts that other tools write under the format's own keys are theirs: shown, and no problem.
fn keep_foreign_words(decoder: &mut Decoder<'_>, extras: &mut Vec<Extra>) {
    const WORDS: [&str; 4] = ["status", "type", "scope", "visibility"];
    const LISTS: [&str; 3] = ["services", "tags", "related"];
    let source = decoder.source;
    decoder.problems.retain(|problem| {
        let ProblemKind::InvalidValue { key, .. } = &problem.kind else { return true };
        if WORDS.contains(&key.as_str()) {
            let value = Spanned::new(source.slice(problem.span).trim_matches(['"', '\'']).to_owned(), problem.span);
            extras.push(Extra { key: Spanned::new(key.clone(), problem.span), value });
            return false;
        }
        !LISTS.contains(&key.as_str())
    });
}

/// The user's own keys, each value as the file writes it.
fn extras(decoder: &Decoder<'_>, fields: &mut Fields<'_>) -> Vec<Extra> {
    fields.take_extras().into_iter().map(|(key, node)| extra(decoder, key, node)).collect()
}

fn extra(decoder: &Decoder<'_>, key: &Spanned<String>, node: &Node) -> Extra {
    let value = node.text().unwrap_or_else(|| decoder.source.slice(node.span)).to_owned();
    Extra { key: key.clone(), value: Spanned::new(value, node.span) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::model::{ActionState, Answer, ResponderRole};

    fn declared(yaml: &str) -> (SourceText, Declared) {
        let source = SourceText::new("a.md", yaml);
        let span = Span::new(0, yaml.len());
        let declared = read(&source, span, Notation::Yaml, None, false);
        (source, declared)
    }

    /// Each problem as `underlined text: kind`.
    fn problems(yaml: &str) -> Vec<String> {
        let (source, declared) = declared(yaml);
        declared.problems.iter().map(|p| format!("{}: {:?}", source.slice(p.span), p.kind)).collect()
    }

    #[test]
    fn the_whole_format_is_read_without_a_problem() {
        let (_, it) = declared(
            "id: INC-2026-014\ntitle: Elevated 500s from the API\nstatus: reviewed\nseverity: SEV2\ntype: near-miss\n\
             services: [api, message-queue]\nstarted_at: 2026-03-04T09:12:00Z\n\
             detection: { method: alert, source: \"API blackbox check\" }\nchannel: \"#inc-2026-014\"\n\
             commanders:\n  - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }\n  - name: li.wei\n\
             \x20   from: 2026-03-04T10:30:00Z\n    handoff:\n      progress: Queue restarted.\n\
             \x20     current_steps: Replaying.\n      involved: [sam.okafor]\n\
             responders:\n  - { name: sam.okafor, role: remediation }\n  - kim.lee\n\
             legal: { regulatory: done, insurance: { status: not-applicable, by: kim.lee } }\n\
             review:\n  held_at: 2026-03-05T10:00:00Z\n  attendees: [ana.ruiz]\nx-ticket: 7\n\
             action_items:\n  - { description: Alert, owner: '@team-a', due: 2026-03-11, priority: p1, status: done }\n",
        );
        assert_eq!(it.problems, []);
        assert_eq!(it.commanders[1].handoff.as_ref().map(|h| h.involved.len()), Some(1));
        assert_eq!(it.responders[0].role.as_ref().map(|r| r.value), Some(ResponderRole::Remediation));
        assert_eq!(it.responders[1].role, None);
        let legal = it.legal.expect("the checklist was read");
        assert_eq!(legal.items[1].answer.as_ref().map(|a| a.value), Some(Answer::NotApplicable));
        assert_eq!(it.extras[0].value.value, "7");
        assert_eq!(it.actions[0].owners[0].value, "team-a");
        assert_eq!(it.actions[0].state, ActionState::Done);
    }

    #[test]
    fn every_problem_is_collected_with_its_exact_place() {
        insta::assert_snapshot!(
            problems(
                "ID: x\ncomander: a\nstatus: resolvd\nstarted_at: 2026-03-04 09:12\n\
                 review: { held_at: soon, atendees: [a] }\nservices: api\n\
                 commanders: [{ from: 2026-03-04T09:18:00Z }]\n"
            )
            .join("\n"),
            @r#"
        ID: UnknownKey { key: "ID", nearest: Some("id"), taken: false, within: "" }
        comander: UnknownKey { key: "comander", nearest: Some("commanders"), taken: true, within: "" }
        resolvd: InvalidValue { key: "status", expected: "one of `investigating`, `identified`, `monitoring`, `resolved`, `reviewed`, `closed`", nearest: Some("resolved") }
        2026-03-04 09:12: TimestampZone { key: "started_at" }
        soon: InvalidValue { key: "review.held_at", expected: "an RFC 3339 timestamp with an offset, such as `2026-03-04T09:12:00Z`", nearest: None }
        atendees: UnknownKey { key: "atendees", nearest: Some("attendees"), taken: false, within: "review" }
        api: InvalidValue { key: "services", expected: "a list, not text", nearest: Some("[api]") }
        { from: 2026-03-04T09:18:00Z }: MissingKey { key: "name", within: "commanders[0]" }
        "#
        );
    }

    #[test]
    fn values_are_not_reinterpreted() {
        let (_, it) = declared("severity: 1.10\nid: no\ntags: [2026-03-04, on, 0x10]\n");
        assert_eq!(it.severity.map(|s| s.value).as_deref(), Some("1.10"));
        assert_eq!(it.id.map(|s| s.value).as_deref(), Some("no"));
        assert_eq!(it.tags.iter().map(|t| t.value.as_str()).collect::<Vec<_>>(), ["2026-03-04", "on", "0x10"]);
    }
}
