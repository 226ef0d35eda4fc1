//! Writes suppressions into the text of a review: where a comment can stand without changing what is read, and the
//! text with the comments in it. No other byte changes. Files are written elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::comment::{self, FILE, LINE};
use super::markdown::{self, Block, Kind, Outline};
use crate::incident::Incident;
use crate::lint::{Finding, anchor};
use crate::text::Span;

/// Where a comment goes; the order in which they are put into the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// At the top, about the whole file.
    Top,
    /// On a line of its own before the line that begins here, in YAML or not.
    Above { line: usize, yaml: bool },
    /// Behind the text that ends here.
    Behind(usize),
}

impl Place {
    fn offset(self, incident: &Incident) -> usize {
        match self {
            Self::Top => markdown::top(incident),
            Self::Above { line, .. } => line,
            Self::Behind(end) => end,
        }
    }
}

/// A text with suppressions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inserted {
    /// The whole text of the file.
    pub text: String,
    /// How many comments were put in.
    pub comments: usize,
    /// Rules that are silent in the whole file.
    pub whole_file: BTreeSet<&'static str>,
}

/// Why a reason cannot be written into a comment; `None` where it can.
#[must_use]
pub fn unfit(reason: &str) -> Option<&'static str> {
    if reason.trim().is_empty() {
        Some("a suppression needs a reason: what makes this an exception?")
    } else if reason.contains("--") {
        Some("`--` cannot stand in an HTML comment; use another dash")
    } else if reason.contains(char::is_control) {
        Some("a reason is one line without control characters")
    } else {
        None
    }
}

/// The incident's text with a suppression for each of `findings`, which are about this incident. Rules that meet in
/// one place share a comment. Those of `whole_file` are silenced for the whole file, the others where they point.
#[must_use]
pub fn insert(
    incident: &Incident,
    findings: &[&Finding],
    reason: &str,
    whole_file: &BTreeSet<&'static str>,
) -> Inserted {
    let reason = reason.trim();
    let outline = markdown::outline(incident);
    let mut places: BTreeMap<(usize, Place), BTreeSet<&'static str>> = BTreeMap::new();
    for finding in findings {
        let place = match place(incident, &outline, finding, reason) {
            _ if whole_file.contains(finding.rule) => Place::Top,
            place => place,
        };
        places.entry((place.offset(incident), place)).or_default().insert(finding.rule);
    }
    let text = incident.source.text();
    let mut out = String::with_capacity(text.len() + 100 * places.len());
    let mut at = 0;
    let mut top = BTreeSet::new();
    for ((offset, place), rules) in &places {
        out.push_str(incident.source.slice(Span::new(at, *offset)));
        at = *offset;
        if *place == Place::Top {
            top.clone_from(rules);
        }
        write(&mut out, incident, *place, rules, reason);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Inserted { text: out, comments: places.len(), whole_file: top }
}

fn write(out: &mut String, incident: &Incident, place: Place, rules: &BTreeSet<&'static str>, reason: &str) {
    let said = |keyword| comment::write(keyword, rules.iter().copied(), reason);
    let line_break = line_break(incident);
    match place {
        Place::Top => {
            // A closing `---` may be the end of the file.
            if !out.is_empty() && !out.ends_with(['\n', '\u{feff}']) {
                out.push_str(line_break);
            }
            out.push_str(&format!("<!-- {} -->{line_break}", said(FILE)));
        }
        Place::Above { line, yaml } => {
            let rest = incident.source.text().get(line..).unwrap_or("");
            let indent: String = rest.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
            let comment = if yaml { format!("# {}", said(LINE)) } else { format!("<!-- {} -->", said(LINE)) };
            out.push_str(&format!("{indent}{comment}{line_break}"));
        }
        Place::Behind(_) => out.push_str(&format!(" <!-- {} -->", said(LINE))),
    }
}

/// How the file ends its lines: as its first.
fn line_break(incident: &Incident) -> &'static str {
    let text = incident.source.text();
    let first = text.find('\n').and_then(|end| text.get(..end));
    if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}

fn place(incident: &Incident, outline: &Outline, finding: &Finding, reason: &str) -> Place {
    let source = &incident.source;
    let start = finding.span.start();
    let line = source.line_span(source.line_of(start));
    let Some(yaml) = incident.front_matter else {
        // What is missing from a file without front matter is missing from the whole.
        let of_whole = finding.span == anchor::of_absent(incident) || finding.rule.starts_with("front-matter/");
        return if of_whole { Place::Top } else { in_body(incident, outline, line, start, reason) };
    };
    if yaml.start() <= start && start < yaml.end() {
        if incident.front_matter_is_whole() { Place::Above { line: line.start(), yaml: true } } else { Place::Top }
    } else if start >= incident.body.start() {
        in_body(incident, outline, line, start, reason)
    } else {
        Place::Top
    }
}

/// A comment above a block splits nothing but lists and tables: there it stands behind the line.
fn in_body(incident: &Incident, outline: &Outline, line: Span, start: usize, reason: &str) -> Place {
    let above = |block: &Block| {
        let source = &incident.source;
        let first = source.line_span(source.line_of(block.span.start()));
        Place::Above { line: first.start().max(incident.body.start()), yaml: false }
    };
    let around: Vec<&Block> = outline.around(start).collect();
    if let Some(quote) = around.iter().rev().find(|block| block.kind == Kind::Quote) {
        return above(quote);
    }
    if let Some(table) = around.iter().find(|block| block.kind == Kind::Table) {
        let row = incident.source.slice(line).trim_end();
        let is_head = line.contains(table.span.start()) || line.end() == table.span.start();
        // Behind a `|` of the reason another cell would begin.
        return if is_head || reason.contains('|') {
            above(table)
        } else {
            Place::Behind(line.start() + cell_end(row))
        };
    }
    if around.iter().any(|block| block.kind == Kind::Item) {
        return Place::Behind(line.start() + text_end(incident.source.slice(line)));
    }
    around.last().map_or(Place::Top, |block| above(block))
}

/// Where the text of a line ends, before blanks and the backslash that break it.
fn text_end(line: &str) -> usize {
    let text = line.trim_end();
    text.strip_suffix('\\').filter(|before| !before.ends_with('\\')).unwrap_or(text).trim_end().len()
}

/// Where the text of a row's last cell ends.
fn cell_end(row: &str) -> usize {
    row.strip_suffix('|').filter(|before| !before.ends_with('\\')).unwrap_or(row).trim_end().len()
}
