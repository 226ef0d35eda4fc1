//! Suppressions in the front matter: YAML comments, and the lines they cover.

use super::comment::{self, FILE};
use super::{Covers, Flaw, Suppression, Target, Targets};
use crate::incident::{Incident, front_matter};
use crate::text::Span;

/// The suppressions of the front matter, in their order.
pub fn find(incident: &Incident, yaml: Span) -> Vec<Suppression> {
    let text = incident.source.slice(yaml);
    if !text.contains(comment::MARK) {
        return Vec::new();
    }
    let source = &incident.source;
    let mut targets = Targets::default();
    let mut found = Vec::new();
    for span in front_matter::comments(text, yaml.start()) {
        let inside = source.slice(span).trim_start_matches('#');
        let Some(said) = comment::read(inside, span.end() - inside.len()) else { continue };
        let number = source.line_of(span.start());
        let own = source.line_span(number);
        let covers = if said.keyword == FILE {
            Covers::Nothing(Flaw::NotAtTop)
        } else if source.slice(Span::new(own.start(), span.start())).trim().is_empty() {
            let target = targets.below(number + 1, || target(incident, yaml, number + 1));
            target.map_or(Covers::Nothing(Flaw::NothingFollows), Covers::Lines)
        } else {
            Covers::Lines(own)
        };
        found.push(Suppression::new(span, said, covers));
    }
    found
}

/// The next key or item from line `after` on, with all that is nested in it.
fn target(incident: &Incident, yaml: Span, after: usize) -> Option<Target> {
    let source = &incident.source;
    let lines = (after..=source.line_count()).map(|number| (number, source.line_span(number)));
    let mut lines = lines.take_while(|(_, line)| line.start() < yaml.end()).filter(|(_, line)| {
        let text = source.slice(*line).trim_start();
        !text.is_empty() && !text.starts_with('#')
    });
    let (number, key) = lines.next()?;
    let (indent, is_item) = shape(source.slice(key));
    let nested = |(_, line): &(usize, Span)| {
        let text = source.slice(*line);
        let (deeper, item) = shape(text);
        // The items of a list may stand as far left as its key, and so may the bracket that closes one.
        deeper > indent || deeper == indent && (item && !is_item || text.trim_start().starts_with([']', '}']))
    };
    let end = lines.take_while(nested).last().map_or(key.end(), |(_, last)| last.end());
    Some(Target { number, lines: Span::new(key.start(), end) })
}

/// How far a line is indented, and whether it begins an item of a list.
fn shape(line: &str) -> (usize, bool) {
    let text = line.trim_start();
    (line.len() - text.len(), text == "-" || text.starts_with("- "))
}
