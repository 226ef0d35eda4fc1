//! Findings for people at a terminal, in the look of rustc: the line, the underline, why, and how to fix it.

use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Weight, Origin, Renderer, Snippet};

use super::{neutral, summary};
use crate::archive::Archive;
use crate::config::Level;
use crate::lint::documentation::Page;
use crate::lint::{Finding, Lint, registry};
use crate::text::{SourceText, Span};

/// Characters shown before and after the beginning of an underline; longer lines are cut.
const BEFORE: usize = 50;
const AFTER: usize = 80;

/// The whole report with its summary. `archive` has the texts; a finding about a file that is not in it is
/// shown without its line.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut explained = BTreeSet::new();
    let mut out = String::new();
    for finding in &lint.findings {
        // The reason is said once a rule: by the second time it is known.
        let reason = if explained.insert(finding.rule) { reason(finding.rule) } else { None };
        out.push_str(&renderer.render(&[group(finding, archive, reason)]));
        out.push_str("\n\n");
    }
    out.push_str(&summary(lint));
    out.push('\n');
    if let Some(first) = lint.findings.first() {
        out.push_str(&format!("For more about a rule, run `recount rule {}`.\n", first.rule));
    }
    out
}

/// Why the rule asks, in one line.
fn reason(rule: &str) -> Option<String> {
    registry::find(rule).and_then(|rule| Page::of(rule).reason())
}

fn group<'a>(finding: &'a Finding, archive: &Archive, reason: Option<String>) -> Group<'a> {
    let weight = if finding.level == Level::Error { Weight::ERROR } else { Weight::WARNING };
    let mut group = weight
        .primary_title(neutral::line(&finding.message))
        .id(finding.rule)
        .element(Origin::path(neutral::line(&finding.path)).line(finding.start.line).char_column(finding.start.column));
    if let Some(incident) = archive.by_path(&finding.path) {
        group = group.element(snippet(&incident.source, finding.span, AnnotationKind::Primary, &finding.label));
    }
    for place in &finding.related {
        group = group
            .element(Origin::path(neutral::line(&place.path)).line(place.start.line).char_column(place.start.column));
        if let Some(incident) = archive.by_path(&place.path) {
            group = group.element(snippet(&incident.source, place.span, AnnotationKind::Context, &place.text));
        }
    }
    if let Some(reason) = reason {
        group = group.element(Weight::NOTE.message(reason));
    }
    if let Some(help) = &finding.help {
        group = group.element(Weight::HELP.message(neutral::line(help)));
    }
    group
}

fn snippet<'a>(
    source: &SourceText,
    span: Span,
    kind: AnnotationKind,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (text, range, line) = excerpt(source, span);
    Snippet::source(text).line_start(line).annotation(kind.span(range).label(neutral::line(label)))
}

/// The line on which `span` begins, cut to what is worth seeing and made harmless, with the place of the
/// span in it and the line's number. A span over several lines is underlined to the end of its first.
fn excerpt(source: &SourceText, span: Span) -> (String, Range<usize>, usize) {
    let number = source.position(span.start).line;
    let line = source.line_span(number);
    let start = span.start.clamp(line.start, line.end);
    let end = span.end.clamp(start, line.end);
    let before = source.slice(Span::new(line.start, start));
    let from = before.char_indices().rev().take(BEFORE).last().map_or(before.len(), |(at, _)| at);
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    text.extend(before.get(from..).unwrap_or("").chars().map(neutral::picture));
    let underlined_from = text.len();
    let mut underlined_to = underlined_from;
    let mut rest = source.slice(Span::new(start, line.end)).char_indices();
    for (at, c) in rest.by_ref().take(AFTER) {
        text.push(neutral::picture(c));
        if start + at < end {
            underlined_to = text.len();
        }
    }
    if rest.next().is_some() {
        text.push('…');
    }
    (text, underlined_from..underlined_to, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    #[test]
    fn findings_are_underlined_explained_and_summed_up() {
        let (lint, archive) = linted(&["file/unreadable", "times/order", "id/duplicate", "front-matter/invalid-value"]);
        insta::assert_snapshot!(report(&lint, &archive, false), @"");
    }

    #[test]
    fn escape_sequences_of_a_file_do_not_reach_the_terminal() {
        let (lint, archive) = linted(&["front-matter/syntax", "front-matter/unknown-key", "id/duplicate"]);
        let text = report(&lint, &archive, false);
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text}");
    }

    #[test]
    fn colour_is_there_only_when_asked_for() {
        let (lint, archive) = linted(&["times/order"]);
        assert!(report(&lint, &archive, true).contains("\u{1b}["));
        assert!(!report(&lint, &archive, false).contains("\u{1b}["));
    }

    #[test]
    fn long_lines_are_cut_around_the_underline() {
        let source = SourceText::new("a.md", format!("{}é<here>{}", "x".repeat(500), "y".repeat(500)));
        let (text, range, line) = excerpt(&source, Span::new(502, 508));
        assert_eq!((text.chars().count(), &text[range], line), (132, "<here>", 1));
    }

    #[test]
    fn a_span_over_lines_or_past_the_end_is_cut() {
        let source = SourceText::new("a.md", "one\ntwo\n");
        assert_eq!(excerpt(&source, Span::new(1, 6)), ("one".to_owned(), 1..3, 1));
        assert_eq!(excerpt(&source, Span::new(90, 95)), (String::new(), 0..0, 3));
        assert_eq!(excerpt(&SourceText::new("a.md", ""), Span::at(0)), (String::new(), 0..0, 1));
    }
}
