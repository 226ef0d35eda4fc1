//! Findings for people at a terminal, in the look of rustc: the line, the underline, why, and how to fix it.

use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Weight, Origin, Renderer, Snippet};

use super::{neutral, summary};
use crate::archive::Archive;
use crate::config::Level;
use crate::lint::documentation::Page;
use crate::lint::{Finding, Label, Lint, registry};
use crate::text::{Position, SourceText, Span};

/// Lines longer than this many bytes are cut before they are drawn; shorter ones are fitted to the terminal
/// by the drawing itself.
const LONG: usize = 4_000;
/// Characters kept before and after the beginning of an underline of a line that is cut.
const BEFORE: usize = 50;
const AFTER: usize = 80;
/// Places of one file at most this many lines apart are drawn together.
const NEAR: usize = 40;

type Drawn<'a> = Snippet<'a, Annotation<'a>>;

/// Something to underline: where, how, and what it says.
type Mark<'a> = (Span, AnnotationKind, &'a str);

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
    let mut group = Group::with_title(weight.primary_title(neutral::line(&finding.message)).id(finding.rule));
    let source = |path: &str| archive.by_path(path).map(|incident| &incident.source);
    let line = |place: &Label| source(&place.path).map_or(0, |source| source.position(place.span.start).line);
    let near = |place: &&Label| place.path == finding.path && line(place).abs_diff(finding.start.line) <= NEAR;
    let (near, far): (Vec<&Label>, Vec<&Label>) = finding.related.iter().partition(near);

    let mut marks: Vec<Mark<'a>> = vec![(finding.span, AnnotationKind::Primary, &finding.label)];
    marks.extend(near.into_iter().map(|place| (place.span, AnnotationKind::Context, place.text.as_str())));
    group = draw(group, &finding.path, finding.start, source(&finding.path), &marks);
    for place in far {
        let mark = [(place.span, AnnotationKind::Context, place.text.as_str())];
        group = draw(group, &place.path, place.start, source(&place.path), &mark);
    }
    if let Some(reason) = reason {
        group = group.element(Weight::NOTE.message(reason));
    }
    if let Some(help) = &finding.help {
        group = group.element(Weight::HELP.message(neutral::line(help)));
    }
    if let Some(fix) = &finding.fix {
        let said = format!("{} (`{}`)", neutral::line(&fix.title), fix.safety.arguments());
        group = group.element(Weight::NOTE.with_name("fix").message(said));
    }
    group
}

/// Adds the places `marks` of one file, the first of which begins at `start`.
fn draw<'a>(
    group: Group<'a>,
    path: &'a str,
    start: Position,
    source: Option<&SourceText>,
    marks: &[Mark<'a>],
) -> Group<'a> {
    let path = neutral::line(path);
    let origin = Origin::path(path.clone()).line(start.line).char_column(start.column);
    let Some(source) = source else { return group.element(origin) };
    match whole_lines(source, marks) {
        Some(snippet) => group.element(snippet.path(path)),
        // What is left of a cut line does not tell its column: the origin does.
        None => group.element(origin).elements(marks.iter().map(|mark| cut_line(source, *mark))),
    }
}

/// The lines from the first mark to the last; `None` where one is too long to be drawn whole.
fn whole_lines<'a>(source: &SourceText, marks: &[Mark<'a>]) -> Option<Drawn<'a>> {
    let numbers = marks.iter().map(|(span, ..)| source.position(span.start).line);
    let (first, last) = (numbers.clone().min()?, numbers.max()?);
    let mut text = String::new();
    let mut annotations = Vec::new();
    for number in first..=last {
        let line = source.line_span(number);
        if line.len() > LONG {
            return None;
        }
        for (span, kind, label) in marks.iter().filter(|(span, ..)| source.position(span.start).line == number) {
            let range = drawn(source, line, text.len(), *span);
            annotations.push(kind.span(range).label(neutral::line(label)));
        }
        text.extend(source.slice(line).chars().map(neutral::picture));
        text.push('\n');
    }
    Some(Snippet::source(text).line_start(first).annotations(annotations))
}

/// Where `span` is underlined in the harmless text of `line`, which begins at `at`. A span over several lines
/// is underlined to the end of its first.
fn drawn(source: &SourceText, line: Span, at: usize, span: Span) -> Range<usize> {
    let start = span.start.clamp(line.start, line.end);
    let end = span.end.clamp(start, line.end);
    let length =
        |from, to| source.slice(Span::new(from, to)).chars().map(|c| neutral::picture(c).len_utf8()).sum::<usize>();
    let start_drawn = at + length(line.start, start);
    start_drawn..start_drawn + length(start, end)
}

/// The part of a long line that is worth seeing.
fn cut_line<'a>(source: &SourceText, (span, kind, label): Mark<'a>) -> Drawn<'a> {
    let (text, range, line) = excerpt(source, span);
    Snippet::source(text).line_start(line).annotation(kind.span(range).label(neutral::line(label)))
}

/// The line on which `span` begins, cut to what is worth seeing and made harmless, with the place of the
/// span in it and the line's number.
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
        insta::assert_snapshot!(report(&lint, &archive, false), @r"
        error[file/unreadable]: this file is larger than 4 MiB
        --> incidents/big.md:1:1
         = note: A review that nobody can open teaches nobody
         = help: if it is not an incident review, move it away or let its name begin with `_`

        error[id/duplicate]: `INC-2026-014` is also the id of incidents/two.md
         --> incidents/one.md:2:5
          |
        2 | id: INC-2026-014
          |     ^^^^^^^^^^^^ two incidents with one id
          |
         ::: incidents/two.md:2:5
          |
        2 | id: INC-2026-014
          |     ------------ the other one
          |
          = note: Whoever follows a reference to the id reaches one of them and never learns of the other
          = help: give the later incident the next free number

        error[front-matter/invalid-value]: `severity` should be one of `SEV1`, `SEV2`, `SEV3`, `SEV4`, `SEV5`
         --> incidents/one.md:5:11
          |
        5 | severity: SEV9
          |           ^^^^ not understood
          |
          = note: A status, a severity or a time that nobody can read is one that no report counts
          = help: write one of `SEV1`, `SEV2`, `SEV3`, `SEV4`, `SEV5`

        error[times/order]: `detected_at` is 5 min before `started_at`
         --> incidents/one.md:7:14
          |
        6 | started_at: 2026-03-04T09:12:00Z
          |             -------------------- `started_at`
        7 | detected_at: 2026-03-04T09:07:00Z
          |              ^^^^^^^^^^^^^^^^^^^^ before `started_at`
          |
          = note: Every duration of a review (time to detect, to acknowledge, to mitigate, to resolve) is computed from these times, so one slip makes them all wrong
          = help: look for a wrong day, a wrong offset, or two times in each other's place

        error[id/duplicate]: `INC-2026-014` is also the id of incidents/one.md
         --> incidents/two.md:2:5
          |
        2 | id: INC-2026-014
          |     ^^^^^^^^^^^^ two incidents with one id
          |
         ::: incidents/one.md:2:5
          |
        2 | id: INC-2026-014
          |     ------------ the other one
          |
          = help: give the later incident the next free number

        Found 5 errors in 3 of 3 incidents.
        For more about a rule, run `recount rule file/unreadable`.
        ");
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
    fn a_long_line_keeps_its_column() {
        use crate::incident::{Reading, read};
        for length in [300, 10_000] {
            let text = format!("# T\n\n{}<here>{}\n", "x".repeat(length), "y".repeat(length));
            let incident = read(SourceText::new("a.md", text), &Reading::default());
            let mut findings = crate::lint::Findings::new("section/placeholder", Level::Warning);
            findings.add(&incident, Span::new(5 + length, 11 + length), "m", "l");
            let lint = Lint { findings: findings.into_vec(), files: vec!["a.md".to_owned()], known: 0 };
            let text = report(&lint, &Archive::new(vec![incident], Vec::new()), false);
            assert!(text.contains(&format!("--> a.md:3:{}\n", length + 1)), "{text}");
            assert!(text.lines().all(|line| line.chars().count() < 150), "{text}");
            assert!(text.contains("<here>") && text.contains("^^^^^^ l"), "{text}");
        }
    }

    #[test]
    fn a_span_over_lines_or_past_the_end_is_cut() {
        let source = SourceText::new("a.md", "one\ntwo\n");
        assert_eq!(excerpt(&source, Span::new(1, 6)), ("one".to_owned(), 1..3, 1));
        assert_eq!(excerpt(&source, Span::new(90, 95)), (String::new(), 0..0, 3));
        assert_eq!(excerpt(&SourceText::new("a.md", ""), Span::at(0)), (String::new(), 0..0, 1));
    }
}
