//! What several rules of this group ask: which actions count, and where the section stands.

use crate::incident::{Action, ActionState, Incident, SectionKind};
use crate::text::Span;

/// Actions that were not dropped: what the review still promises or has kept.
pub fn kept(incident: &Incident) -> Vec<&Action> {
    incident.actions.iter().filter(|action| action.state != ActionState::Dropped).collect()
}

/// Actions that somebody still has to do.
pub fn open(incident: &Incident) -> Vec<&Action> {
    incident.actions.iter().filter(|action| action.state.is_open()).collect()
}

/// The heading of the actions, where a finding about all of them points.
pub fn heading(incident: &Incident) -> Option<Span> {
    incident.section(SectionKind::ActionItems).map(|section| section.heading.span)
}

/// The action's words on its first line, where a finding about one of them points.
pub fn words_span(incident: &Incident, action: &Action) -> Span {
    let span = action.description.span;
    let line = incident.source.slice(span).lines().next().unwrap_or("").trim_end();
    Span::new(span.start, span.start + line.len())
}

/// The description shortened for a message.
pub fn short(action: &Action) -> String {
    const LONG: usize = 48;
    let text = action.description.value.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONG {
        return text;
    }
    let cut: String = text.chars().take(LONG - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Where each of `actions` is underlined.
pub fn places(incident: &Incident, actions: &[&Action]) -> Vec<Span> {
    actions.iter().map(|action| words_span(incident, action)).collect()
}

/// What the `index`-th of `actions` is called in a message.
pub fn title(actions: &[&Action], index: usize) -> String {
    actions.get(index).map(|action| short(action)).unwrap_or_default()
}
