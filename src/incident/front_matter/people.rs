//! The lists of people: commanders with their handoffs, and responders.

use super::decoder::{Decoder, Fields};
use super::node::{Node, NodeValue};
use crate::incident::model::{Command, Handoff, Responder, ResponderRole};

/// `commanders:`, each a name or a mapping.
pub fn commanders(decoder: &mut Decoder<'_>, node: &Node) -> Vec<Command> {
    let items = decoder.items("commanders", node);
    items.iter().enumerate().filter_map(|(i, item)| commander(decoder, item, &format!("commanders[{i}]"))).collect()
}

fn commander(decoder: &mut Decoder<'_>, node: &Node, path: &str) -> Option<Command> {
    if let NodeValue::Scalar(_) = node.value {
        let name = decoder.text(path, node)?;
        return Some(Command { name, from: None, handoff: None, span: node.span });
    }
    let mut fields = entry(decoder, node, path, "a name, or a mapping with `name` and `from`")?;
    let name = fields.required_text(decoder, "name");
    let from = fields.moment(decoder, "from");
    let handoff = fields.take("handoff").and_then(|node| handoff(decoder, node, &fields.key("handoff")));
    fields.finish(decoder);
    Some(Command { name: name?, from, handoff, span: node.span })
}

fn handoff(decoder: &mut Decoder<'_>, node: &Node, path: &str) -> Option<Handoff> {
    let mut fields = entry(decoder, node, path, "a mapping with `progress`, `current_steps` and `involved`")?;
    let progress = fields.text(decoder, "progress");
    let current_steps = fields.text(decoder, "current_steps");
    let involved = fields.texts(decoder, "involved");
    fields.finish(decoder);
    Some(Handoff { progress, current_steps, involved, span: node.span })
}

/// `responders:`, each a name or a mapping.
pub fn responders(decoder: &mut Decoder<'_>, node: &Node) -> Vec<Responder> {
    let items = decoder.items("responders", node);
    items.iter().enumerate().filter_map(|(i, item)| responder(decoder, item, &format!("responders[{i}]"))).collect()
}

fn responder(decoder: &mut Decoder<'_>, node: &Node, path: &str) -> Option<Responder> {
    if let NodeValue::Scalar(_) = node.value {
        let name = decoder.text(path, node)?;
        return Some(Responder { name, role: None, span: node.span });
    }
    let mut fields = entry(decoder, node, path, "a name, or a mapping with `name` and `role`")?;
    let name = fields.required_text(decoder, "name");
    let role = fields.word(decoder, "role", ResponderRole::ALL, ResponderRole::as_str);
    fields.finish(decoder);
    Some(Responder { name: name?, role, span: node.span })
}

/// The fields of a mapping entry; any other shape is a problem.
pub fn entry<'n>(decoder: &mut Decoder<'_>, node: &'n Node, path: &str, expected: &str) -> Option<Fields<'n>> {
    let fields = Fields::of(node, path);
    if fields.is_none() && node.value != NodeValue::Null {
        decoder.invalid(path, node.span, expected, None);
    }
    fields
}
