//! Tables of actions: columns by their heads, in any order.

use chrono::NaiveDate;

use super::action_list::{ActionList, says_none};
use super::action_meta::{Meta, first_link, owners, priority, state, tracker, whole_day};
use super::action_tail;
use super::outline::{Kind, Outline};
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
pub(super) fn read(
    list: &mut ActionList,
    text: &str,
    outline: &Outline,
    near: Option<NaiveDate>,
    table: usize,
    group: Option<&str>,
) {
    let mut columns: Vec<Column> = Vec::new();
    for row in outline.children(table).filter(|&row| outline.blocks[row].kind == Kind::Row) {
        let cells: Vec<Span> = outline.children(row).map(|cell| trim(text, outline.blocks[cell].text)).collect();
        if columns.is_empty() {
            columns = cells.iter().map(|cell| Column::of(slice(text, *cell))).collect();
            // "Action type" beside "Action": the first of a kind holds it.
            if columns.is_empty() {
                return;
            }
            continue;
        }
        let row = Row { text, near, columns: &columns, cells: &cells, span: trim(text, outline.blocks[row].span) };
        row.add_to(list, group);
    }
}

/// One row below the head.
struct Row<'a> {
    text: &'a str,
    near: Option<NaiveDate>,
    columns: &'a [Column],
    cells: &'a [Span],
    span: Span,
}

impl Row<'_> {
    /// The cell of the first such column, unless it is empty.
    fn find(&self, column: Column) -> Option<Span> {
        let place = self.columns.iter().position(|c| *c == column)?;
        self.cells.get(place).copied().filter(|cell| !cell.is_empty())
    }

    /// The cell that says what is to be done; without a head that names it, the longest that holds nothing else.
    fn described(&self) -> Option<Span> {
        let text = self.find(Column::Description).or_else(|| {
            let free = |i: usize| self.columns.get(i).is_none_or(|c| *c == Column::Other);
            let cells = self.cells.iter().enumerate().filter(|(i, _)| free(*i)).map(|(_, cell)| *cell);
            cells.max_by_key(|cell| cell.len())
        })?;
        let written = slice(self.text, text);
        (!says_none(written) && written.contains(char::is_alphanumeric)).then_some(text)
    }

    /// What the status column says.
    fn stated(&self, meta: &mut Meta) -> Option<ActionState> {
        let cell = self.find(Column::Status)?;
        let written = plain(slice(self.text, cell));
        if let Some(state) = state(&written) {
            return Some(state);
        }
        // `done 2026-03-10`, `dropped: reason`
        if meta.labelled(self.text, cell, self.near)
            && let Some(state) = meta.state
        {
            return Some(state);
        }
        state(written.split(|c: char| !c.is_alphanumeric() && c != ' ').next().unwrap_or(""))
    }

    fn add_to(&self, list: &mut ActionList, group: Option<&str>) {
        let (text, near) = (self.text, self.near);
        let Some(described) = self.described() else { return };
        let mut tail = action_tail::read(text, described, near);
        let meta = &mut tail.meta;
        if let Some(cell) = self.find(Column::Owner) {
            let named = owners(text, cell);
            if !named.is_empty() {
                meta.owners = named;
            }
        }
        if let Some(cell) = self.find(Column::Due).filter(|cell| state(slice(text, *cell)).is_none()) {
            meta.due(text, cell, near);
        }
        if let Some(cell) = self.find(Column::Priority) {
            meta.priority =
                priority(slice(text, cell)).map(|priority| Spanned::new(priority, cell)).or(meta.priority.take());
        }
        if let Some(cell) = self.find(Column::Tracker) {
            let found = tracker(slice(text, cell)).or_else(|| first_link(text, cell).map(|(tracker, _)| tracker));
            meta.tracker = found.map(|tracker| Spanned::new(tracker, cell)).or(meta.tracker.take());
        }
        if let Some(cell) = self.find(Column::DoneAt) {
            meta.done_at = whole_day(&plain(slice(text, cell)), near).map(|day| Spanned::new(day, cell));
        }
        let stated = self.stated(meta);
        let fallback = meta.state.or(meta.done_at.as_ref().map(|_| ActionState::Done));
        let state = stated.or(fallback).unwrap_or(ActionState::Open);
        let named = self.find(Column::Group).map(|cell| plain(slice(text, cell)));
        list.push(tail, state, named.as_deref().or(group), ActionOrigin::TableRow, self.span);
    }
}
