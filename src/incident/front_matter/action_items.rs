//! `action_items:` of the front matter: the same actions as the section's, in another shape.

use super::decoder::{Decoder, Fields};
use super::node::{Node, NodeValue};
use super::people::entry;
use crate::incident::model::{Action, ActionOrigin, ActionState, Priority, Tracker};
use crate::text::Spanned;

/// Every action; a text alone is its description.
pub fn action_items(decoder: &mut Decoder<'_>, node: &Node) -> Vec<Action> {
    let items = decoder.items("action_items", node);
    items.iter().enumerate().filter_map(|(i, item)| action(decoder, item, &format!("action_items[{i}]"))).collect()
}

fn action(decoder: &mut Decoder<'_>, node: &Node, path: &str) -> Option<Action> {
    if let NodeValue::Scalar(_) = node.value {
        let description = decoder.text(path, node)?;
        return Some(Action { span: node.span, ..undecided(description) });
    }
    let mut fields = entry(decoder, node, path, "a mapping with `description`, `owner`, `due` and `priority`")?;
    let description = fields.required_text(decoder, "description");
    let owners = owners(decoder, &mut fields);
    let due = fields.day(decoder, "due");
    let priority = priority(decoder, &mut fields);
    let state = fields.word(decoder, "status", ActionState::ALL, ActionState::as_str);
    let tracker = tracker(decoder, &mut fields);
    let done_at = fields.day(decoder, "done_at");
    let dropped_reason = fields.text(decoder, "reason");
    fields.finish(decoder);
    let state = state.map_or(if done_at.is_some() { ActionState::Done } else { ActionState::Open }, |s| s.value);
    let action = undecided(description?);
    Some(Action { owners, due, priority, state, tracker, done_at, dropped_reason, span: node.span, ..action })
}

fn undecided(description: Spanned<String>) -> Action {
    Action {
        span: description.span,
        description,
        owners: Vec::new(),
        due: None,
        priority: None,
        state: ActionState::Open,
        tracker: None,
        done_at: None,
        dropped_reason: None,
        group: None,
        origin: ActionOrigin::FrontMatter,
    }
}

/// `owner:`, one or a list, with or without `@`.
fn owners(decoder: &mut Decoder<'_>, fields: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let Some(node) = fields.take("owner") else { return Vec::new() };
    let key = fields.key("owner");
    let names = match &node.value {
        NodeValue::List(_) => decoder.texts(&key, node),
        _ => decoder.text(&key, node).into_iter().collect(),
    };
    names.into_iter().map(|name| name.map(|text| text.trim_start_matches('@').to_owned())).collect()
}

fn priority(decoder: &mut Decoder<'_>, fields: &mut Fields<'_>) -> Option<Spanned<Priority>> {
    let text = fields.text(decoder, "priority")?;
    let priority = Priority::parse(&text.value);
    if priority.is_none() {
        decoder.invalid(&fields.key("priority"), text.span, "`P0` (now) to `P9`", None);
    }
    priority.map(|priority| Spanned::new(priority, text.span))
}

/// `tracker:`, an address, a label, or both as `label` and `url`.
fn tracker(decoder: &mut Decoder<'_>, fields: &mut Fields<'_>) -> Option<Spanned<Tracker>> {
    let node = fields.take("tracker")?;
    let path = fields.key("tracker");
    if let Some(mut inner) = Fields::of(node, path.clone()) {
        let url = inner.text(decoder, "url").map(|url| url.value);
        let label = inner.text(decoder, "label").map(|label| label.value);
        inner.finish(decoder);
        let label = label.or_else(|| url.as_deref().map(last_segment))?;
        return Some(Spanned::new(Tracker { label, url }, node.span));
    }
    let text = decoder.text(&path, node)?;
    Some(text.map(|text| {
        if text.starts_with("https://") || text.starts_with("http://") {
            Tracker { label: last_segment(&text), url: Some(text) }
        } else {
            Tracker { label: text, url: None }
        }
    }))
}

/// What follows the last `/` of an address: `https://example.com/PAY-311` reads as `PAY-311`.
fn last_segment(url: &str) -> String {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or(url).to_owned()
}
