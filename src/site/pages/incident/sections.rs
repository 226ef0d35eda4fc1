//! The review's own text: its sections, those the page shows as lists and tables taken out of the prose.
//! Nothing an author wrote is dropped: a section whose text does not wholly stand in its list is shown as written too.

use serde::Serialize;

use crate::incident::{Factor, Incident, Section, SectionKind};
use crate::site::html::Html;
use crate::site::markdown::{self, Blocks, Heading, Writer};
use crate::text::Span;

/// Level that the section of a bold label has; it stays in the prose.
const LABEL: u8 = 7;
/// The summary's length in bytes, at most.
const SUMMARY: usize = 320;

/// One section of the page.
#[derive(Debug, Serialize)]
pub struct SectionPart {
    /// Empty for text without a heading.
    pub id: String,
    pub heading: String,
    pub html: Html,
    /// Contributing factors, where the list holds all of the section's text.
    pub factors: Vec<ShownFactor>,
    children: Vec<ContentsItem>,
}

/// A contributing factor.
#[derive(Debug, Serialize)]
pub struct ShownFactor {
    pub kind: Option<&'static str>,
    pub html: Html,
}

/// A line of the contents.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsItem {
    pub id: String,
    pub text: String,
    pub children: Vec<ContentsItem>,
}

impl SectionPart {
    /// Its line in the contents; `None` for text without a heading.
    pub(super) fn contents(&self) -> Option<ContentsItem> {
        let item = || ContentsItem { id: self.id.clone(), text: self.heading.clone(), children: self.children.clone() };
        (!self.id.is_empty()).then(item)
    }
}

/// The text of an incident's file, taken apart.
#[derive(Debug)]
pub struct Parts {
    pub summary: String,
    /// Description, impact and factors first, then the others as written.
    pub sections: Vec<SectionPart>,
    /// The timeline sections as written, where their entries do not hold all of their text.
    pub timeline_written: Option<Html>,
    /// The same for the action sections.
    pub actions_written: Option<Html>,
}

/// Takes the text apart and renders it.
#[must_use]
pub fn parts<'p>(incident: &Incident, blocks: &'p Blocks<'p>, writer: &mut Writer<'p, '_>) -> Parts {
    let headings: Vec<&Section> = incident.sections.iter().filter(|section| section.level < LABEL).collect();
    let lists: Vec<&Section> = headings.iter().copied().filter(|section| is_list(incident, section)).collect();
    let mut tops: Vec<&Section> = outermost(&headings);
    let preamble =
        Span::new(incident.body.start(), tops.first().map_or(incident.body.end(), |top| whole(top, blocks).start()));
    let title = blocks.title(preamble).filter(|(_, text)| *text == incident.title.text).map(|(span, _)| span);
    let cut: Vec<Span> = lists.iter().map(|section| whole(section, blocks)).chain(title).collect();
    tops.retain(|section| !lists.contains(section));
    tops.sort_by_key(|section| rank(section));

    let mut sections = Vec::new();
    writer.blocks(blocks.within(preamble, &cut));
    let html = writer.take(2);
    if !html.is_empty() {
        sections.push(SectionPart {
            id: String::new(),
            heading: String::new(),
            html,
            factors: Vec::new(),
            children: children(writer.take_headings()),
        });
    }
    sections.extend(tops.into_iter().map(|section| part(incident, section, &cut, blocks, writer)));
    let timeline_written = written(incident, &lists, SectionKind::Timeline, blocks, writer);
    let actions_written = written(incident, &lists, SectionKind::ActionItems, blocks, writer);
    let untitled = Span::new(title.map_or(preamble.start(), crate::text::Span::end), preamble.end());
    Parts { summary: summary(incident, untitled), sections, timeline_written, actions_written }
}

/// True for a section that the page shows as a list of its own.
fn is_list(incident: &Incident, section: &Section) -> bool {
    match section.kind {
        Some(SectionKind::Timeline) => incident.timeline.iter().any(|e| section.content.contains(e.span.start())),
        Some(SectionKind::ActionItems) => incident.actions.iter().any(|a| section.content.contains(a.span.start())),
        _ => false,
    }
}

/// The section with its heading.
fn whole(section: &Section, blocks: &Blocks<'_>) -> Span {
    let start =
        blocks.block_at(section.heading.span.start()).map_or(section.heading.span.start(), crate::text::Span::start);
    Span::new(start, section.content.end())
}

/// Those that stand in no other.
fn outermost<'a>(sections: &[&'a Section]) -> Vec<&'a Section> {
    let mut end = 0;
    let mut outermost = Vec::new();
    for section in sections {
        if section.heading.span.start() >= end {
            end = section.content.end();
            outermost.push(*section);
        }
    }
    outermost
}

/// What the section's heading heads, from the heading's end on.
fn inside(section: &Section, blocks: &Blocks<'_>) -> Span {
    let start = blocks.block_at(section.heading.span.start()).map_or(section.content.start(), crate::text::Span::end);
    Span::new(start.min(section.content.start()), section.content.end())
}

fn rank(section: &Section) -> u8 {
    match section.kind {
        Some(SectionKind::Description) => 0,
        Some(SectionKind::Impact) => 1,
        Some(SectionKind::ContributingFactors) => 2,
        _ => 3,
    }
}

fn part<'p>(
    incident: &Incident,
    section: &Section,
    cut: &[Span],
    blocks: &'p Blocks<'p>,
    writer: &mut Writer<'p, '_>,
) -> SectionPart {
    let id = writer.ids().of_heading(&section.heading.value);
    let listed: Vec<&Factor> =
        incident.factors.iter().filter(|factor| section.content.contains(factor.span.start())).collect();
    let spans: Vec<Span> = listed.iter().map(|factor| factor.span).collect();
    let as_list = section.kind == Some(SectionKind::ContributingFactors)
        && !listed.is_empty()
        && !says_more(incident, section.content, &spans);
    let factors =
        if as_list { listed.into_iter().map(|factor| shown_factor(factor, writer)).collect() } else { vec![] };
    if !as_list {
        writer.blocks(blocks.within(inside(section, blocks), cut));
    }
    SectionPart {
        id,
        heading: section.heading.value.clone(),
        html: writer.take(2),
        factors,
        children: children(writer.take_headings()),
    }
}

fn shown_factor(factor: &Factor, writer: &Writer<'_, '_>) -> ShownFactor {
    ShownFactor {
        kind: factor.kind.as_ref().map(|kind| kind.value.as_str()),
        html: markdown::inline(&factor.text.value, writer.links()),
    }
}

/// The list sections of one kind as written; `None` where their entries hold all they say.
fn written<'p>(
    incident: &Incident,
    lists: &[&Section],
    kind: SectionKind,
    blocks: &'p Blocks<'p>,
    writer: &mut Writer<'p, '_>,
) -> Option<Html> {
    let spans: Vec<Span> = match kind {
        SectionKind::Timeline => incident.timeline.iter().map(|entry| entry.span).collect(),
        _ => incident.actions.iter().map(|action| action.span).collect(),
    };
    let mut end = 0;
    for section in lists.iter().filter(|section| section.kind == Some(kind)) {
        // One list section inside another is part of it.
        if section.content.start() >= end && says_more(incident, section.content, &spans) {
            writer.blocks(blocks.within(inside(section, blocks), &[]));
        }
        end = end.max(section.content.end());
    }
    let html = writer.take(2);
    let _ = writer.take_headings();
    (!html.is_empty()).then_some(html)
}

/// True when there are words within `content` that stand in none of `entries`.
fn says_more(incident: &Incident, content: Span, entries: &[Span]) -> bool {
    let mut spans: Vec<Span> = entries.iter().copied().filter(|span| content.contains(span.start())).collect();
    spans.sort();
    let mut at = content.start();
    let mut gaps = Vec::new();
    for span in spans {
        gaps.push(Span::new(at, span.start().max(at)));
        at = at.max(span.end());
    }
    gaps.push(Span::new(at, content.end().max(at)));
    gaps.into_iter().any(|gap| {
        // A number of an ordered list is no word.
        incident.source.slice(gap).chars().any(char::is_alphabetic)
    })
}

fn children(headings: Vec<Heading>) -> Vec<ContentsItem> {
    headings
        .into_iter()
        .filter(|heading| heading.level == 3)
        .map(|heading| ContentsItem { id: heading.id, text: heading.text, children: Vec::new() })
        .collect()
}

/// The first sentences of the description, else of what stands before the first section.
fn summary(incident: &Incident, preamble: Span) -> String {
    let described = incident.section(SectionKind::Description).map(|section| section.own_content);
    [described, Some(preamble)]
        .into_iter()
        .flatten()
        .map(|span| first_sentences(&markdown::plain(first_paragraph(incident.source.slice(span)), SUMMARY)))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn first_paragraph(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find("\n\n").or_else(|| text.find("\r\n\r\n")).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// Up to two sentences.
fn first_sentences(text: &str) -> String {
    // A full stop within parentheses, or before a small letter, is one of an abbreviation.
    let ends_sentence = |at: &usize| {
        let (before, after) = text.split_at(*at);
        before.matches('(').count() <= before.matches(')').count()
            && !after.trim_start().starts_with(char::is_lowercase)
    };
    let mut ends = text.match_indices(". ").map(|(at, _)| at + 1).filter(ends_sentence);
    match (ends.next(), ends.next()) {
        (Some(first), Some(second)) => text.get(..if second > 200 { first } else { second }).unwrap_or(text).to_owned(),
        _ => text.to_owned(),
    }
}
