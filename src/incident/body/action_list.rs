//! The actions found so far, and what of them could not be read.

use super::action_tail::Tail;
use super::plain::plain;
use crate::incident::model::{Action, ActionOrigin, ActionState, Problem, ProblemKind};
use crate::text::Span;

/// Where the readers of lists and of tables put what they find.
#[derive(Default)]
pub(super) struct ActionList {
    pub actions: Vec<Action>,
    pub problems: Vec<Problem>,
}

impl ActionList {
    pub(super) fn push(
        &mut self,
        tail: Tail,
        state: ActionState,
        group: Option<&str>,
        origin: ActionOrigin,
        span: Span,
    ) {
        let Tail { description, meta } = tail;
        for (span, reason) in meta.unreadable {
            self.problems.push(Problem { kind: ProblemKind::ActionUnreadable { reason }, span });
        }
        self.actions.push(Action {
            description,
            owners: meta.owners,
            due: meta.due,
            priority: meta.priority,
            state,
            tracker: meta.tracker,
            done_at: meta.done_at,
            dropped_reason: meta.dropped_reason,
            group: group.map(str::to_owned),
            origin,
            span,
        });
    }
}

/// True for a text that says there is nothing: "None yet.", "N/A".
pub(super) fn says_none(text: &str) -> bool {
    let bare = text.trim_start_matches(['*', '_', '(', '-', '–', '—', ' ', '~']);
    if text.len() > 40 || !(bare.is_empty() || bare.starts_with(['n', 'N'])) {
        return false;
    }
    let text = plain(text).to_lowercase();
    let bare = text.trim().trim_matches(['.', '!', '(', ')', '-', '–', '—', '*', ' ']);
    matches!(
        bare,
        "" | "none"
            | "none yet"
            | "none so far"
            | "n/a"
            | "na"
            | "not applicable"
            | "nothing"
            | "nothing yet"
            | "no action items"
            | "no actions"
            | "no action items yet"
            | "no further actions"
            | "no action required"
            | "no actions required"
            | "none required"
            | "none needed"
            | "none identified"
    )
}
