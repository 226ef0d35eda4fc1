//! Where a missing section goes and what is written there: the template's words at the place that `section/order`
//! wants. Whether one is missing is the business of `section/missing`.

use std::collections::BTreeMap;

use super::placeholder;
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::rules::written::without_comments;
use crate::lint::{Edit, Template};
use crate::text::Span;

/// Level of a bold label that stands for a heading.
const LABEL_LEVEL: u8 = 7;

/// The edits that add sections of these kinds, which are in their usual order.
#[must_use]
pub fn added(incident: &Incident, kinds: &[SectionKind], template: &Template) -> Vec<Edit> {
    let mut places: BTreeMap<usize, String> = BTreeMap::new();
    let line_break = if incident.source.text().contains("\r\n") { "\r\n" } else { "\n" };
    for kind in kinds {
        let (place, level) = place(incident, *kind);
        let text = section(*kind, level, template).replace('\n', line_break);
        let before = places.entry(place).or_insert_with(|| opening(incident, place, line_break));
        before.push_str(&text);
        before.push_str(line_break);
    }
    let length = incident.source.text().len();
    let mut edits: Vec<Edit> = places.into_iter().map(|(at, text)| Edit::new(Span::at(at), text)).collect();
    // No blank line at the end of the file.
    if let Some(last) = edits.last_mut().filter(|edit| edit.span.start() == length) {
        last.replacement.truncate(last.replacement.len() - line_break.len());
    }
    edits
}

/// After the nearest section that usually comes before it; else before the first that usually follows; else at the
/// end. And the level of that section's heading.
fn place(incident: &Incident, kind: SectionKind) -> (usize, u8) {
    let rank = |section: &Section| SectionKind::ALL.iter().position(|other| section.kind == Some(*other));
    let wanted = SectionKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
    let required = SectionKind::REQUIRED.len();
    let ranked = || incident.sections.iter().filter_map(|section| Some((rank(section)?, section)));
    let earlier = ranked().filter(|(rank, _)| *rank < wanted.min(required));
    // Of several of a kind the first: later ones are parts of a longer story.
    let before = earlier.min_by_key(|(rank, _)| std::cmp::Reverse(*rank)).map(|(_, section)| section);
    let from = before.map_or(incident.body.start(), |section| section.content.start());
    let follows = |(rank, section): &(usize, &Section)| *rank > wanted && section.heading.span.start() >= from;
    let next = ranked().find(follows).map(|(_, section)| section);
    let line = |section: &Section| {
        let source = &incident.source;
        source.line_span(source.line_of(section.heading.span.start())).start().max(incident.body.start())
    };
    match (before, next) {
        (Some(before), Some(next)) if line(next) < before.content.end() => (line(next), next.level),
        (Some(before), _) => (after(incident, before), before.level),
        (None, Some(next)) => (line(next), next.level),
        (None, None) => (incident.source.text().len(), 2),
    }
}

/// Where the line begins that follows a section, blank lines left to the section.
fn after(incident: &Incident, section: &Section) -> usize {
    let (source, end) = (&incident.source, section.content.end());
    let rest = source.text().get(end..).unwrap_or("");
    let next = end + (rest.len() - rest.trim_start().len());
    if next == source.text().len() { next } else { source.line_span(source.line_of(next)).start().max(end) }
}

/// What parts a section from the text before it.
fn opening(incident: &Incident, place: usize, line_break: &str) -> String {
    let before = incident.source.text().get(..place).unwrap_or("");
    let ended = before.trim_end_matches([' ', '\t', '\r']);
    if before.trim_start_matches('\u{feff}').is_empty() {
        String::new()
    } else if !ended.ends_with('\n') || !before.ends_with('\n') {
        line_break.repeat(2)
    } else if ended.trim_end_matches('\n').trim_end_matches([' ', '\t', '\r']).ends_with('\n')
        || ended.ends_with("\n\n")
        || ended.ends_with("\n\r\n")
    {
        String::new()
    } else {
        line_break.to_owned()
    }
}

/// The section as the template has it, and as one that is still to be written.
fn section(kind: SectionKind, level: u8, template: &Template) -> String {
    let (heading, content) = template
        .section(kind)
        .map_or((kind.heading(), ""), |section| (section.heading.as_str(), section.content.as_str()));
    let heading = match level {
        LABEL_LEVEL => format!("**{heading}**"),
        level => format!("{} {heading}", "#".repeat(level.into())),
    };
    // An empty section is a finding, and so is a placeholder; other words of a template would pass for the author's.
    let open = without_comments(content).trim().is_empty() || placeholder::is_in(content);
    match (content, open) {
        ("", _) => format!("{heading}\n"),
        (content, true) => format!("{heading}\n\n{content}\n"),
        (content, false) => format!("{heading}\n\n{content}\n\nTODO\n"),
    }
}
