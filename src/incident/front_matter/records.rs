//! The records of the response: detection, communications, the security checklists, the review.

use super::decoder::{Decoder, Fields};
use super::node::{Node, NodeValue};
use super::people::entry;
use crate::incident::model::{Answer, Checklist, ChecklistItem, Communication, Detection, DetectionMethod, Review};
use crate::nearest::quoted;
use crate::text::Spanned;

/// `detection:`, a method or a mapping with `method` and `source`.
pub fn detection(decoder: &mut Decoder<'_>, node: &Node) -> Option<Detection> {
    if let NodeValue::Scalar(_) = node.value {
        let method = decoder.word("detection", node, DetectionMethod::ALL, DetectionMethod::as_str);
        return Some(Detection { method, source: None, span: node.span });
    }
    let mut fields = entry(decoder, node, "detection", "a method, or a mapping with `method` and `source`")?;
    let method = fields.word(decoder, "method", DetectionMethod::ALL, DetectionMethod::as_str);
    let source = fields.text(decoder, "source");
    fields.finish(decoder);
    Some(Detection { method, source, span: node.span })
}

/// `communications:`, each a mapping or, short, its note.
pub fn communications(decoder: &mut Decoder<'_>, node: &Node) -> Vec<Communication> {
    let items = decoder.items("communications", node);
    let read = |(i, item)| communication(decoder, item, &format!("communications[{i}]"));
    items.iter().enumerate().filter_map(read).collect()
}

fn communication(decoder: &mut Decoder<'_>, node: &Node, path: &str) -> Option<Communication> {
    if let NodeValue::Scalar(_) = node.value {
        let text = decoder.text(path, node);
        return Some(Communication { at: None, audience: None, channel: None, by: None, note: text, span: node.span });
    }
    let expected = "a mapping with `at`, `audience`, `channel`, `by` and `note`";
    let mut fields = entry(decoder, node, path, expected)?;
    let communication = Communication {
        at: fields.moment(decoder, "at"),
        audience: fields.text(decoder, "audience"),
        channel: fields.text(decoder, "channel"),
        by: fields.text(decoder, "by"),
        note: fields.text(decoder, "note"),
        span: node.span,
    };
    fields.finish(decoder);
    Some(communication)
}

/// `legal:` or `marketing:` with its questions, each answered by a word or a mapping.
pub fn checklist(
    decoder: &mut Decoder<'_>,
    node: &Node,
    key: &'static str,
    questions: &[&'static str],
) -> Option<Checklist> {
    let mut fields = entry(decoder, node, key, &format!("a mapping with {}", quoted(questions)))?;
    let mut items = Vec::new();
    for &question in questions {
        if let Some(node) = fields.take(question) {
            let path = fields.key(question);
            items.push(answer(decoder, node, &path, question));
        }
    }
    fields.finish(decoder);
    Some(Checklist { items, span: node.span })
}

fn answer(decoder: &mut Decoder<'_>, node: &Node, path: &str, question: &'static str) -> ChecklistItem {
    let mut item = ChecklistItem {
        question: Spanned::new(question.to_owned(), node.span),
        answer: None,
        by: None,
        at: None,
        note: None,
    };
    if let Some(mut fields) = Fields::of(node, path) {
        item.answer = fields.word(decoder, "status", Answer::ALL, Answer::as_str);
        item.by = fields.text(decoder, "by");
        item.at = fields.moment(decoder, "at");
        item.note = fields.text(decoder, "note");
        fields.finish(decoder);
    } else {
        item.answer = decoder.word(path, node, Answer::ALL, Answer::as_str);
    }
    item
}

/// `review:` with when, who led it, who was there.
pub fn review(decoder: &mut Decoder<'_>, node: &Node) -> Option<Review> {
    let mut fields = entry(decoder, node, "review", "a mapping with `held_at`, `facilitator` and `attendees`")?;
    let held_at = fields.moment(decoder, "held_at");
    let facilitator = fields.text(decoder, "facilitator");
    let attendees = fields.texts(decoder, "attendees");
    fields.finish(decoder);
    Some(Review { held_at, facilitator, attendees, span: node.span })
}
