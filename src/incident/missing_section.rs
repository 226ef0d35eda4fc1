//! Where a section that is missing goes: the place that the usual order has for it, and what parts it from the text
//! around.

use super::model::{Incident, Section, SectionKind};

/// Level of a bold label that stands for a heading.
const LABEL_LEVEL: u8 = 7;

/// After the nearest section that usually comes before it; else before the first that usually follows; else at the
/// end. And the level of that section's heading.
#[must_use]
pub fn place(incident: &Incident, kind: SectionKind) -> (usize, u8) {
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
#[must_use]
pub fn opening(incident: &Incident, place: usize, line_break: &str) -> String {
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

/// A heading of that level, as Markdown.
#[must_use]
pub fn heading(name: &str, level: u8) -> String {
    match level {
        LABEL_LEVEL => format!("**{name}**"),
        level => format!("{} {name}", "#".repeat(level.into())),
    }
}
