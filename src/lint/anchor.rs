//! Where a finding about something absent points: there is nothing to underline, so the best place nearby is.

use crate::incident::Incident;
use crate::text::Span;

/// The status where there is one (it decides what is asked), else the first key of the front matter, else
/// the title's heading, else the first line with text.
#[must_use]
pub fn of_absent(incident: &Incident) -> Span {
    if let Some(status) = &incident.status {
        return status.span;
    }
    if let Some(span) = incident.front_matter.and_then(|span| first_key(incident, span)) {
        return span;
    }
    let title = incident.sections.iter().find(|section| section.level == 1);
    title.map(|title| title.heading.span).or_else(|| first_line(incident, incident.body)).unwrap_or_default()
}

/// The first line of the front matter that is no comment.
fn first_key(incident: &Incident, span: Span) -> Option<Span> {
    let mut rest = span;
    loop {
        let line = first_line(incident, rest)?;
        if !incident.source.slice(line).starts_with('#') {
            return Some(line);
        }
        rest = Span::new(line.end(), span.end());
    }
}

/// The first line with text under `span`, without the blanks around it.
fn first_line(incident: &Incident, span: Span) -> Option<Span> {
    let text = incident.source.slice(span);
    let start = text.len() - text.trim_start().len();
    let line = text.get(start..)?.lines().next()?.trim_end();
    Some(Span::new(span.start() + start, span.start() + start + line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn anchor(text: &str) -> String {
        let incident = read(SourceText::new("a.md", text), &Reading::default());
        incident.source.slice(of_absent(&incident)).to_owned()
    }

    #[test]
    fn the_status_is_the_best_place_and_an_empty_file_the_last() {
        assert_eq!(anchor("---\nid: A\nstatus: closed\n---\n"), "closed");
        assert_eq!(anchor("---\n\nid: A\n---\n"), "id: A");
        assert_eq!(anchor("---\n# why\n  # because\nid: A\n---\n"), "id: A");
        assert_eq!(anchor("\n  text here \n"), "text here");
        assert_eq!(anchor(""), "");
        assert_eq!(anchor("---\n---\n"), "");
    }
}
