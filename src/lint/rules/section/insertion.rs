//! What is written where a section is missing: the template's words. Where that is, `incident::missing_section` says;
//! whether one is missing is the business of `section/missing`.

use std::collections::BTreeMap;

use super::placeholder;
use crate::incident::missing_section::{heading, opening, place};
use crate::incident::{Incident, SectionKind};
use crate::lint::rules::written::without_comments;
use crate::lint::{Edit, Template};
use crate::text::Span;

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

/// The section as the template has it, and as one that is still to be written.
fn section(kind: SectionKind, level: u8, template: &Template) -> String {
    let (name, content) = template
        .section(kind)
        .map_or((kind.heading(), ""), |section| (section.heading.as_str(), section.content.as_str()));
    let heading = heading(name, level);
    // An empty section is a finding, and so is a placeholder; other words of a template would pass for the author's.
    let open = without_comments(content).trim().is_empty() || placeholder::is_in(content);
    match (content, open) {
        ("", _) => format!("{heading}\n"),
        (content, true) => format!("{heading}\n\n{content}\n"),
        (content, false) => format!("{heading}\n\n{content}\n\nTODO\n"),
    }
}
