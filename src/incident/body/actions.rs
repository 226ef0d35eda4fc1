//! Action items of the action sections: task lists, bullets, numbered lists, tables and paragraphs.

use chrono::NaiveDate;

use super::action_list::{ActionList, says_none};
use super::action_meta::Meta;
use super::action_table;
use super::action_tail;
use super::outline::{Kind, Outline};
use super::plain::plain;
use super::scan::{self, clip, slice, trim};
use super::sections::Region;
use crate::incident::model::{Action, ActionOrigin, ActionState, Problem, SectionKind};
use crate::text::Span;

/// A label longer than this is a sentence, in bytes.
const MAX_LABEL: usize = 100;

/// Actions and problems of every region that is read for them.
pub(super) fn read(
    text: &str,
    outline: &Outline,
    regions: &[Region],
    near: Option<NaiveDate>,
) -> (Vec<Action>, Vec<Problem>) {
    let mut reader = Reader { text, outline, near, list: ActionList::default() };
    for region in regions.iter().filter(|region| region.role == Some(SectionKind::ActionItems)) {
        reader.region(region);
    }
    (reader.list.actions, reader.list.problems)
}

struct Reader<'a> {
    text: &'a str,
    outline: &'a Outline,
    near: Option<NaiveDate>,
    list: ActionList,
}

impl Reader<'_> {
    fn region(&mut self, region: &Region) {
        let mut group = region.nested.then(|| region.heading.value.clone());
        let heading = group.clone();
        let (mut paragraphs, mut listed) = (Vec::new(), false);
        for at in self.outline.siblings(region.blocks.clone()) {
            let block = self.outline.blocks[at];
            match block.kind {
                Kind::List => {
                    listed = true;
                    self.list(at, group.as_deref());
                }
                Kind::Table => {
                    listed = true;
                    action_table::read(&mut self.list, self.text, self.outline, self.near, at, group.as_deref());
                }
                Kind::Paragraph => {
                    let span = trim(self.text, clip(block.text, region.content));
                    if let Some(label) = self.label(span) {
                        group = Some(label).or_else(|| heading.clone());
                    } else {
                        paragraphs.push((span, group.clone()));
                    }
                }
                _ => {}
            }
        }
        // Beside a list or table, a paragraph introduces it or remarks on it.
        if !listed {
            for (span, group) in paragraphs {
                self.paragraph(span, group.as_deref());
            }
        }
    }

    /// The text of a label that stands alone: `**Short term**`, `Short term:`.
    fn label(&self, span: Span) -> Option<String> {
        let written = slice(self.text, span);
        if written.len() > MAX_LABEL || written.contains('\n') {
            return None;
        }
        let bare = written.trim_end_matches(':').trim_end();
        let bold = |mark: &str| {
            bare.strip_prefix(mark)
                .and_then(|rest| rest.strip_suffix(mark))
                .is_some_and(|inner| !inner.contains(mark) && !inner.is_empty())
        };
        let is_label = bold("**") || bold("__") || (written.ends_with(':') && written.len() <= 60);
        is_label.then(|| plain(bare).trim_end_matches(':').trim().to_owned())
    }

    fn paragraph(&mut self, span: Span, group: Option<&str>) {
        let lines: Vec<scan::Line> = scan::lines(self.text, span).filter(|line| !line.span.is_empty()).collect();
        let marked = |line: &scan::Line| {
            let line = slice(self.text, line.span);
            line.starts_with(['•', '☐', '☑', '✅', '✔', '·', '▪']) || line.starts_with("[ ]") || line.starts_with("[x]")
        };
        if lines.len() > 1 && lines.iter().all(|line| line.hard || marked(line)) {
            for line in &lines {
                self.add(line.span, line.span, None, group, ActionOrigin::Paragraph, &[]);
            }
        } else {
            self.add(span, span, None, group, ActionOrigin::Paragraph, &[]);
        }
    }

    fn list(&mut self, at: usize, group: Option<&str>) {
        for item in self.outline.children(at) {
            let block = self.outline.blocks[item];
            let Kind::Item { checked } = block.kind else { continue };
            let first = self.outline.children(item).next().map(|first| self.outline.blocks[first]);
            let first = first.filter(|first| first.kind == Kind::Paragraph);
            let lists: Vec<usize> =
                self.outline.children(item).filter(|&child| self.outline.blocks[child].kind == Kind::List).collect();
            let Some(first) = first else {
                for list in lists {
                    self.list(list, group);
                }
                continue;
            };
            let text = trim(self.text, first.text);
            if checked.is_none() && !lists.is_empty() {
                let name = self.label(text).or_else(|| self.heads_tasks(&lists).then(|| plain(slice(self.text, text))));
                if let Some(name) = name {
                    let name = name.trim_end_matches(':').trim();
                    for list in lists {
                        self.list(list, Some(name));
                    }
                    continue;
                }
            }
            let mut details = Vec::new();
            for list in lists {
                self.details(list, &mut details);
            }
            self.add(text, block.span, checked, group, ActionOrigin::ListItem, &details);
        }
    }

    /// True where an item without a checkbox stands above items that have one.
    fn heads_tasks(&self, lists: &[usize]) -> bool {
        lists.iter().any(|&list| {
            self.outline
                .children(list)
                .any(|item| matches!(self.outline.blocks[item].kind, Kind::Item { checked: Some(_) }))
        })
    }

    /// The first paragraphs of nested items: they may say owner and due day of the item above.
    fn details(&self, list: usize, details: &mut Vec<Span>) {
        for item in self.outline.children(list) {
            if let Some(first) = self.outline.children(item).next().map(|first| self.outline.blocks[first])
                && first.kind == Kind::Paragraph
            {
                details.push(trim(self.text, first.text));
            }
        }
    }

    /// Adds an action of `text`, unless it says that there is none.
    fn add(
        &mut self,
        text: Span,
        span: Span,
        checked: Option<bool>,
        group: Option<&str>,
        origin: ActionOrigin,
        details: &[Span],
    ) {
        let written = slice(self.text, text);
        if says_none(written) || !written.contains(char::is_alphanumeric) {
            return;
        }
        let mut further = Meta::default();
        // Lines of their own may say owner and due day: `Owner: @ana` below the text.
        let mut own = text;
        for line in scan::lines(self.text, text).skip(1) {
            if further.labelled(self.text, line.span, self.near) {
                own = own.ending(own.end().min(line.span.start()));
            }
        }
        let own = trim(self.text, own);
        for detail in details {
            for piece in scan::lines(self.text, *detail) {
                let _ = further.labelled(self.text, piece.span, self.near);
            }
        }
        let mut tail = action_tail::read(self.text, own, self.near);
        complete(&mut tail.meta, further);
        let state = match checked {
            Some(true) => ActionState::Done,
            // An open box beside the word "done" is not done.
            Some(false) if tail.meta.state == Some(ActionState::Done) => ActionState::Open,
            _ => tail.meta.state.unwrap_or(ActionState::Open),
        };
        self.list.push(tail, state, group, origin, trim(self.text, span));
    }
}

/// What `meta` leaves open is taken from `further`.
fn complete(meta: &mut Meta, further: Meta) {
    if meta.owners.is_empty() {
        meta.owners = further.owners;
    }
    meta.due = meta.due.take().or(further.due);
    meta.priority = meta.priority.take().or(further.priority);
    meta.tracker = meta.tracker.take().or(further.tracker);
    meta.state = meta.state.or(further.state);
    meta.done_at = meta.done_at.take().or(further.done_at);
    meta.dropped_reason = meta.dropped_reason.take().or(further.dropped_reason);
    meta.unreadable.extend(further.unreadable);
}

#[cfg(test)]
#[path = "actions_tests.rs"]
mod tests;
