//! Action items of the sections: task lists, bullets, numbered lists, tables and paragraphs.

use super::action_tail::{self, Tail};
use super::outline::{Block, BlockKind};
use super::plain::plain;
use crate::incident::model::{Action, ActionOrigin, ActionState, Priority};
use crate::text::{SourceText, Span, Spanned};

/// What stands for "there are none".
const NONE: [&str; 7] = ["none", "none yet", "n/a", "na", "no action items", "no actions", "nothing"];

/// The actions of one section.
pub fn read(source: &SourceText, blocks: &[Block], section: Span) -> Vec<Action> {
    let inside: Vec<&Block> = blocks
        .iter()
        .filter(|block| section.start <= block.span.start && block.span.start < section.end && !block.quoted)
        .collect();
    let mut reader = Reader { source, group: None, columns: None, actions: Vec::new(), parents: Vec::new() };
    for (i, block) in inside.iter().enumerate() {
        reader.accept(block, inside.get(i + 1).copied());
    }
    if reader.actions.is_empty() {
        reader.paragraphs(&inside);
    }
    reader.actions
}

struct Reader<'a> {
    source: &'a SourceText,
    group: Option<String>,
    columns: Option<Vec<Column>>,
    actions: Vec<Action>,
    /// Items that are open above the present one: their depth, and whether they only name a group.
    parents: Vec<(usize, bool)>,
}

/// What a column of an action table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Description,
    Owner,
    Due,
    Priority,
    Status,
    Tracker,
    Other,
}

impl Column {
    fn of(head: &str) -> Self {
        let head = plain(head).to_lowercase();
        let has =
            |words: &[&str]| words.iter().any(|word| head.split(|c: char| !c.is_alphabetic()).any(|w| w == *word));
        if has(&["owner", "owners", "assignee", "who", "responsible", "assigned"]) {
            Self::Owner
        } else if has(&["due", "date", "deadline", "when", "eta", "target"]) {
            Self::Due
        } else if has(&["priority", "prio"]) {
            Self::Priority
        } else if has(&["status", "state", "done"]) {
            Self::Status
        } else if has(&["tracker", "ticket", "issue", "jira", "link", "bug", "tracking", "pr"]) {
            Self::Tracker
        } else if has(&["action", "actions", "item", "description", "task", "what", "todo", "improvement"]) {
            Self::Description
        } else {
            Self::Other
        }
    }
}

impl Reader<'_> {
    fn accept(&mut self, block: &Block, next: Option<&Block>) {
        match &block.kind {
            BlockKind::Heading(_, text) => {
                self.group = Some(text.trim().to_owned());
                self.columns = None;
            }
            BlockKind::Paragraph if block.depth == 0 => {
                // A bold text alone is the name of the group below it.
                let text = self.source.slice(block.text).trim();
                let label = text.trim_end_matches(':');
                if label.starts_with("**") && label.ends_with("**") && !text.contains('\n') {
                    self.group = Some(plain(text).trim_end_matches(':').to_owned());
                }
            }
            BlockKind::Item(task) => self.item(block, *task, next),
            BlockKind::Row(cells, true) => {
                self.columns = Some(cells.iter().map(|cell| Column::of(self.source.slice(*cell))).collect());
            }
            BlockKind::Row(cells, false) => self.row(cells, block.span),
            _ => {}
        }
    }

    fn item(&mut self, block: &Block, task: Option<bool>, next: Option<&Block>) {
        while self.parents.last().is_some_and(|(depth, _)| *depth >= block.depth) {
            self.parents.pop();
        }
        let text = self.source.slice(block.text).trim();
        let has_children = next.is_some_and(|next| matches!(next.kind, BlockKind::Item(_)) && next.depth > block.depth);
        let label = text.ends_with(':') || text.ends_with(":**") || text.starts_with("**") && text.ends_with("**");
        let names_a_group = task.is_none() && has_children && label;
        let is_detail = task.is_none() && self.parents.last().is_some_and(|(_, group)| !group);
        self.parents.push((block.depth, names_a_group));
        if names_a_group {
            self.group = Some(plain(text).trim_end_matches(':').to_owned());
        } else if !is_detail && !says_none(text) && text.contains(char::is_alphanumeric) {
            let span = Span::new(block.span.start, block.text.end.max(block.span.start));
            self.add(block.text, span, task, ActionOrigin::ListItem);
        }
    }

    /// Paragraphs count only where the section has nothing else.
    fn paragraphs(&mut self, blocks: &[&Block]) {
        for block in blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
            let text = self.source.slice(block.text).trim();
            if !says_none(text) && text.contains(char::is_alphanumeric) && !text.ends_with(':') {
                self.add(block.text, block.span, None, ActionOrigin::Paragraph);
            }
        }
    }

    fn add(&mut self, text: Span, span: Span, task: Option<bool>, origin: ActionOrigin) {
        let tail = action_tail::read(self.source, text);
        let state = match task {
            Some(true) => ActionState::Done,
            _ => tail.state.unwrap_or(ActionState::Open),
        };
        self.push(tail, state, span, origin);
    }

    fn push(&mut self, tail: Tail, state: ActionState, span: Span, origin: ActionOrigin) {
        self.actions.push(Action {
            description: tail.description,
            owners: tail.owners,
            due: tail.due,
            priority: tail.priority,
            state,
            tracker: tail.tracker,
            done_at: tail.done_at,
            dropped_reason: tail.dropped_reason,
            group: self.group.clone(),
            origin,
            span,
        });
    }

    fn row(&mut self, cells: &[Span], span: Span) {
        let columns = self.columns.clone().unwrap_or_default();
        let find = |column: Column| {
            columns.iter().position(|c| *c == column).and_then(|i| cells.get(i)).filter(|cell| !cell.is_empty())
        };
        let described = find(Column::Description).or_else(|| {
            // Without a head that names it, the widest cell is the action.
            cells.iter().filter(|_| !columns.contains(&Column::Description)).max_by_key(|cell| cell.len())
        });
        let Some(&described) = described else { return };
        if says_none(self.source.slice(described)) || !self.source.slice(described).contains(char::is_alphanumeric) {
            return;
        }
        let mut tail = action_tail::read(self.source, described);
        if let Some(&cell) = find(Column::Owner) {
            tail.owners = action_tail::owners(self.source, cell);
        }
        if let Some(&cell) = find(Column::Due) {
            tail.due = action_tail::day(self.source.slice(cell)).map(|day| Spanned::new(day, cell));
        }
        if let Some(&cell) = find(Column::Priority) {
            tail.priority = Priority::parse(&plain(self.source.slice(cell))).map(|p| Spanned::new(p, cell));
        }
        if let Some(&cell) = find(Column::Tracker) {
            tail.tracker =
                action_tail::tracker(self.source.slice(cell)).map(|t| Spanned::new(t, cell)).or(tail.tracker);
        }
        let status = find(Column::Status).and_then(|cell| action_tail::state(&plain(self.source.slice(*cell))));
        let state = status.or(tail.state).unwrap_or(ActionState::Open);
        self.push(tail, state, span, ActionOrigin::TableRow);
    }
}

fn says_none(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    NONE.contains(&text.trim().trim_end_matches(['.', '!']))
}
