//! Tables of actions: columns by their heads, in any order.

use super::action_meta::{first_link, owners, priority, state, tracker, whole_day};
use super::action_tail;
use super::actions::{Reader, says_none};
use super::outline::Kind;
use super::plain::plain;
use super::scan::{slice, trim};
use crate::incident::model::{ActionOrigin, ActionState};
use crate::text::{Span, Spanned};

/// What a column holds, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Description,
    Owner,
    Due,
    Priority,
    Status,
    Tracker,
    DoneAt,
    Group,
    Other,
}

impl Column {
    fn of(head: &str) -> Self {
        let head = plain(head).to_lowercase();
        let has = |words: &[&str]| head.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
        if has(&["owner", "owners", "assignee", "assignees", "who", "responsible", "assigned", "dri", "team", "lead"]) {
            Self::Owner
        } else if has(&["completed", "finished", "closed"]) && has(&["on", "at", "date"]) {
            Self::DoneAt
        } else if has(&["due", "date", "deadline", "when", "eta", "target"]) {
            Self::Due
        } else if has(&["priority", "prio", "severity"]) {
            Self::Priority
        } else if has(&["status", "state", "done", "completed", "progress"]) {
            Self::Status
        } else if has(&["tracker", "ticket", "tickets", "issue", "jira", "link", "links", "bug", "tracking", "pr"]) {
            Self::Tracker
        } else if has(&["action", "actions", "item", "description", "task", "what", "todo", "improvement", "measure"]) {
            Self::Description
        } else if has(&["type", "category", "kind", "area"]) {
            Self::Group
        } else {
            Self::Other
        }
    }
}

/// Reads the rows of a table as actions.
pub(super) fn read(reader: &mut Reader<'_>, table: usize, group: Option<&str>) {
    let outline = reader.outline;
    let mut columns: Vec<Column> = Vec::new();
    for row in outline.children(table).filter(|&row| outline.blocks[row].kind == Kind::Row) {
        let cells: Vec<Span> = outline.children(row).map(|cell| trim(reader.text, outline.blocks[cell].text)).collect();
        if columns.is_empty() {
            columns = cells.iter().map(|cell| Column::of(slice(reader.text, *cell))).collect();
            // "Action type" beside "Action": the first of a kind holds it.
            if columns.is_empty() {
                return;
            }
            continue;
        }
        read_row(reader, &columns, &cells, trim(reader.text, outline.blocks[row].span), group);
    }
}

fn read_row(reader: &mut Reader<'_>, columns: &[Column], cells: &[Span], span: Span, group: Option<&str>) {
    let text = reader.text;
    let find = |column: Column| {
        let place = columns.iter().position(|c| *c == column)?;
        cells.get(place).copied().filter(|cell| !cell.is_empty())
    };
    let described = find(Column::Description).or_else(|| {
        // Without a head that names it, the longest cell that holds nothing else is the action.
        let free = cells.iter().enumerate().filter(|(i, _)| columns.get(*i).is_none_or(|c| *c == Column::Other));
        free.map(|(_, cell)| *cell).max_by_key(|cell| cell.len())
    });
    let Some(described) = described else { return };
    if says_none(slice(text, described)) || !slice(text, described).contains(char::is_alphanumeric) {
        return;
    }
    let mut tail = action_tail::read(text, described, reader.near);
    let meta = &mut tail.meta;
    if let Some(cell) = find(Column::Owner) {
        let named = owners(text, cell);
        if !named.is_empty() {
            meta.owners = named;
        }
    }
    if let Some(cell) = find(Column::Due).filter(|cell| state(slice(text, *cell)).is_none()) {
        meta.due(text, cell, reader.near);
    }
    if let Some(cell) = find(Column::Priority) {
        meta.priority =
            priority(slice(text, cell)).map(|priority| Spanned::new(priority, cell)).or(meta.priority.take());
    }
    if let Some(cell) = find(Column::Tracker) {
        let found = tracker(slice(text, cell)).or_else(|| first_link(text, cell).map(|(tracker, _)| tracker));
        meta.tracker = found.map(|tracker| Spanned::new(tracker, cell)).or(meta.tracker.take());
    }
    if let Some(cell) = find(Column::DoneAt) {
        meta.done_at = whole_day(&plain(slice(text, cell)), reader.near).map(|day| Spanned::new(day, cell));
    }
    let mut stated = None;
    if let Some(cell) = find(Column::Status) {
        let written = plain(slice(text, cell));
        stated = state(&written);
        if stated.is_none() && meta.labelled(text, cell, reader.near) {
            // `done 2026-03-10`, `dropped: reason`
            stated = meta.state;
        }
        if stated.is_none() && written.contains(char::is_alphanumeric) {
            let first = written.split(|c: char| !c.is_alphanumeric() && c != ' ').next().unwrap_or("");
            stated = state(first);
        }
    }
    let fallback = meta.state.or(meta.done_at.as_ref().map(|_| ActionState::Done));
    let state = stated.or(fallback).unwrap_or(ActionState::Open);
    let named = find(Column::Group).map(|cell| plain(slice(text, cell)));
    reader.push(tail, state, named.as_deref().or(group), ActionOrigin::TableRow, span);
}
