//! Findings for people at a terminal, in the look of rustc: the line, the underline, why, and how to fix it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

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

/// Findings that are drawn at once, on all cores, before they are put one after the other.
const AT_ONCE: usize = 1024;

type Drawn<'a> = Snippet<'a, Annotation<'a>>;

/// A text, and what of it may not be shown: spans in order of their beginning.
#[derive(Clone, Copy)]
struct Shown<'s> {
    source: &'s SourceText,
    hidden: &'s [Span],
}

impl Shown<'_> {
    /// What stands under `span`, made harmless: characters of the same number, those that are hidden as `…`.
    fn text(self, span: Span) -> String {
        let text = self.source.slice(span);
        let hidden: Vec<Span> =
            self.hidden.iter().copied().filter(|one| one.start() < span.end() && span.start() < one.end()).collect();
        let shown = |(at, c)| {
            if hidden.iter().any(|one| one.contains(span.start() + at)) { '…' } else { neutral::picture(c) }
        };
        text.char_indices().map(shown).collect()
    }
}

/// What no finding's lines may show, by file.
fn hidden(findings: &[Finding]) -> BTreeMap<&str, Vec<Span>> {
    let mut hidden: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.confidential) {
        hidden.entry(&finding.path).or_default().push(finding.span);
    }
    hidden
}

/// Something to underline: where, how, and what it says.
type Mark<'a> = (Span, AnnotationKind, &'a str);

/// The whole report with its summary. `archive` has the texts; a finding about a file that is not in it is
/// shown without its line.
#[must_use]
pub fn report(lint: &Lint, archive: &Archive, color: bool) -> String {
    pieces(lint, archive, color).collect()
}

/// The same piece by piece, so that nobody has to hold the whole of it.
pub fn pieces<'a>(lint: &'a Lint, archive: &'a Archive, color: bool) -> impl Iterator<Item = String> + 'a {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut explained = BTreeSet::new();
    // The reason is said once a rule: by the second time it is known.
    let first: Vec<bool> = lint.findings.iter().map(|finding| explained.insert(finding.rule)).collect();
    let hidden = hidden(&lint.findings);
    let drawn = move |number: usize| {
        let shown = |path: &str| {
            let source = &archive.by_path(path)?.source;
            Some(Shown { source, hidden: hidden.get(path).map_or(&[], Vec::as_slice) })
        };
        let draw = |(finding, first): (&Finding, &bool)| {
            let reason = if *first { reason(finding.rule) } else { None };
            renderer.render(&[group(finding, &shown, reason)]) + "\n\n"
        };
        let range = number * AT_ONCE..lint.findings.len().min((number + 1) * AT_ONCE);
        let findings = lint.findings.get(range.clone()).unwrap_or_default();
        let drawn: Vec<String> = findings.par_iter().zip(first.get(range).unwrap_or_default()).map(draw).collect();
        drawn.concat()
    };
    (0..lint.findings.len().div_ceil(AT_ONCE)).map(drawn).chain(std::iter::once(closing(lint)))
}

fn closing(lint: &Lint) -> String {
    let more = |finding: &Finding| format!("For more about a rule, run `recount rule {}`.\n", finding.rule);
    format!("{}\n{}", summary(lint), lint.findings.first().map(more).unwrap_or_default())
}

/// Why the rule asks, in one line.
fn reason(rule: &str) -> Option<String> {
    registry::find(rule).and_then(|rule| Page::of(rule).reason())
}

fn group<'a, 's>(
    finding: &'a Finding,
    source: &dyn Fn(&str) -> Option<Shown<'s>>,
    reason: Option<String>,
) -> Group<'a> {
    let weight = if finding.level == Level::Error { Weight::ERROR } else { Weight::WARNING };
    let mut group = Group::with_title(weight.primary_title(neutral::line(&finding.message)).id(finding.rule));
    let line = |place: &Label| source(&place.path).map_or(0, |shown| shown.source.position(place.span.start()).line);
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
    shown: Option<Shown<'_>>,
    marks: &[Mark<'a>],
) -> Group<'a> {
    let path = neutral::line(path);
    let origin = Origin::path(path.clone()).line(start.line).char_column(start.column);
    let Some(shown) = shown else { return group.element(origin) };
    match whole_lines(shown, marks) {
        Some(snippet) => group.element(snippet.path(path)),
        // What is left of a cut line does not tell its column: the origin does.
        None => group.element(origin).elements(marks.iter().map(|mark| cut_line(shown, *mark))),
    }
}

/// The lines from the first mark to the last; `None` where one is too long to be drawn whole.
fn whole_lines<'a>(shown: Shown<'_>, marks: &[Mark<'a>]) -> Option<Drawn<'a>> {
    let source = shown.source;
    let numbers = marks.iter().map(|(span, ..)| source.position(span.start()).line);
    let (first, last) = (numbers.clone().min()?, numbers.max()?);
    let mut text = String::new();
    let mut annotations = Vec::new();
    for number in first..=last {
        let line = source.line_span(number);
        if line.len() > LONG {
            return None;
        }
        for (span, kind, label) in marks.iter().filter(|(span, ..)| source.position(span.start()).line == number) {
            let range = drawn(shown, line, text.len(), *span);
            annotations.push(kind.span(range).label(neutral::line(label)));
        }
        text.push_str(&shown.text(line));
        text.push('\n');
    }
    Some(Snippet::source(text).line_start(first).annotations(annotations))
}

/// Where `span` is underlined in the harmless text of `line`, which begins at `at`. A span over several lines
/// is underlined to the end of its first.
fn drawn(shown: Shown<'_>, line: Span, at: usize, span: Span) -> Range<usize> {
    let start = span.start().clamp(line.start(), line.end());
    let end = span.end().clamp(start, line.end());
    let length = |from, to| shown.text(Span::new(from, to)).len();
    let start_drawn = at + length(line.start(), start);
    start_drawn..start_drawn + length(start, end)
}

/// The part of a long line that is worth seeing.
fn cut_line<'a>(shown: Shown<'_>, (span, kind, label): Mark<'a>) -> Drawn<'a> {
    let (text, range, line) = excerpt(shown, span);
    Snippet::source(text).line_start(line).annotation(kind.span(range).label(neutral::line(label)))
}

/// The line on which `span` begins, cut to what is worth seeing and made harmless, with the place of the
/// span in it and the line's number.
fn excerpt(shown: Shown<'_>, span: Span) -> (String, Range<usize>, usize) {
    let source = shown.source;
    let number = source.position(span.start()).line;
    let line = source.line_span(number);
    let start = span.start().clamp(line.start(), line.end());
    let end = span.end().clamp(start, line.end());
    let before = source.slice(Span::new(line.start(), start));
    let from = before.char_indices().rev().take(BEFORE).last().map_or(before.len(), |(at, _)| at);
    let after = source.slice(Span::new(start, line.end()));
    let to = after.char_indices().nth(AFTER).map_or(line.end(), |(at, _)| start + at);
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    text.push_str(&shown.text(Span::new(line.start() + from, start)));
    let underlined_from = text.len();
    text.push_str(&shown.text(Span::new(start, end.min(to))));
    let underlined_to = text.len();
    text.push_str(&shown.text(Span::new(end.min(to), to)));
    if to < line.end() {
        text.push('…');
    }
    (text, underlined_from..underlined_to, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::report::testing::linted;

    fn whole(source: &SourceText) -> Shown<'_> {
        Shown { source, hidden: &[] }
    }

    #[test]
    fn a_secret_is_not_shown_by_its_own_finding_nor_by_another_on_its_line() {
        use crate::incident::{Reading, read};
        for before in ["é", &"x".repeat(5000)] {
            let text = format!("# T\n\n{before} hunter42 here\n");
            let incident = read(SourceText::new("a.md", text), &Reading::default());
            let start = 5 + before.len() + 1;
            let mut findings = crate::lint::Findings::new("privacy/secret", Level::Error);
            findings.add(&incident, Span::new(start, start + 8), "a secret", "leaked").confidential();
            findings.add(&incident, Span::new(start + 9, start + 13), "a word", "vague");
            let lint = Lint { findings: findings.into_vec(), files: vec!["a.md".to_owned()], known: 0 };
            let text = report(&lint, &Archive::new(vec![incident], Vec::new()), false);
            assert!(!text.contains("hunter") && text.matches(" ……… here".trim()).count() == 2, "{text}");
            assert!(text.contains("^^^^^^^^ leaked") && text.contains("^^^^ vague"), "{text}");
        }
    }

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
        let (text, range, line) = excerpt(whole(&source), Span::new(502, 508));
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
        assert_eq!(excerpt(whole(&source), Span::new(1, 6)), ("one".to_owned(), 1..3, 1));
        assert_eq!(excerpt(whole(&source), Span::new(90, 95)), (String::new(), 0..0, 3));
        assert_eq!(excerpt(whole(&SourceText::new("a.md", "")), Span::at(0)), (String::new(), 0..0, 1));
    }
}
