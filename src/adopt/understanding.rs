//! What of a review was not understood: where it stands, why, and the nearest shape that is accepted.

use crate::incident::{Incident, ProblemKind};
use crate::text::{Position, Span};

/// What is shown of the text, in characters.
const MAX_SHOWN: usize = 48;

/// Something in a review that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Where it begins.
    pub position: Position,
    /// The beginning of its first line.
    pub text: String,
    /// Why.
    pub reason: String,
    /// The nearest accepted shape.
    pub accepted: String,
}

/// Everything that was not understood, in file order. What a document of other tools simply does not have is no such
/// thing: the lint asks for it.
#[must_use]
pub fn not_understood(incident: &Incident) -> Vec<NotUnderstood> {
    let told = incident.problems.iter().filter_map(|problem| {
        let (reason, accepted) = explained(incident, &problem.kind, problem.span)?;
        let position = incident.source.position(problem.span.start());
        Some(NotUnderstood { position, text: beginning(incident, problem.span), reason, accepted })
    });
    told.collect()
}

fn explained(incident: &Incident, kind: &ProblemKind, span: Span) -> Option<(String, String)> {
    let (reason, accepted) = match kind {
        // A review without front matter lacks it, and a day that rolls over was read.
        ProblemKind::FrontMatterMissing | ProblemKind::TimelineRollover => return None,
        ProblemKind::TimelineUnreadable { .. } if incident.tells_more_of_an_entry(span) => return None,
        ProblemKind::TimelineUnreadable { reason } => (reason.clone(), entry_shape(incident, span).to_owned()),
        ProblemKind::ActionUnreadable { reason } => {
            (reason.clone(), "- [ ] what will be done — @owner, due 2026-03-11".to_owned())
        }
        ProblemKind::FrontMatterSyntax { message } => (message.clone(), "key: value".to_owned()),
        ProblemKind::UnknownKey { key, nearest, .. } => {
            let shape = nearest.map_or_else(|| format!("x-{key}: …"), |nearest| format!("{nearest}: …"));
            (format!("the format knows no key `{key}`"), shape)
        }
        ProblemKind::DuplicateKey { key, .. } => (format!("`{key}` stands twice"), format!("one `{key}: …`")),
        ProblemKind::InvalidValue { key, expected, .. } => (format!("the value of `{key}`"), expected.clone()),
        ProblemKind::TimestampZone { key } => {
            (format!("`{key}` has no offset"), format!("{key}: 2026-03-04T09:12:00Z"))
        }
        ProblemKind::MissingKey { key, within } => (format!("`{within}` has no `{key}`"), format!("{key}: …")),
        ProblemKind::InvalidUtf8 => ("these bytes are no text".to_owned(), "UTF-8".to_owned()),
    };
    Some((reason, accepted))
}

/// The shape of a timeline entry where one could not be read: a row, a heading, an item, else a line.
fn entry_shape(incident: &Incident, span: Span) -> &'static str {
    let source = &incident.source;
    let line = source.slice(source.line_span(source.position(span.start()).line));
    match line.trim_start_matches(['>', ' ', '\t']).bytes().next() {
        Some(b'|') => "| 2026-03-04 09:17 UTC | what happened |",
        Some(b'#') => "### 09:17 UTC",
        Some(b'-' | b'*' | b'+' | b'0'..=b'9') => "- 09:17Z what happened",
        _ => "09:17 UTC what happened",
    }
}

fn beginning(incident: &Incident, span: Span) -> String {
    let line = incident.source.slice(span).trim_start().lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn told(text: &str) -> Vec<String> {
        let incident = read(SourceText::new("a.md", text), &Reading { adopted: true, ..Reading::default() });
        let one =
            |it: NotUnderstood| format!("{}:{} {} -> {}", it.position.line, it.position.column, it.text, it.accepted);
        not_understood(&incident).into_iter().map(one).collect()
    }

    #[test]
    fn what_was_not_understood_has_its_place_and_the_shape_of_its_carrier() {
        let found =
            told("## Timeline\n\n- 10:00 alarm\n- HH:mm restarted\n\n| Time | What |\n|---|---|\n| ??:?? | x |\n");
        assert_eq!(
            found,
            ["4:3 HH:mm -> - 09:17Z what happened", "8:3 ??:?? -> | 2026-03-04 09:17 UTC | what happened |"]
        );
    }

    #[test]
    fn what_is_absent_or_only_tells_more_is_understood() {
        assert!(told("## Timeline\n\n### 10:00\n\n- two people looked\n").is_empty());
    }
}
