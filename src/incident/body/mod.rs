//! The Markdown body: sections by heading, timeline entries, contributing factors, action items.

mod action_tail;
mod actions;
mod aliases;
mod entries;
mod factors;
mod labelled;
mod outline;
mod plain;
mod sections;
pub mod stamp;
pub mod zone;

pub use aliases::Aliases;
pub use plain::plain;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::model::{Action, Dated, Factor, Origin, Precision, Problem, Section, SectionKind, TimelineEntry};
use crate::text::{SourceText, Span, Spanned};

/// What the body says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Text of the first H1, markup removed.
    pub heading: Option<Spanned<String>>,
    /// A day on a labelled line (`**Incident from:** 2023-09-02`, `Date: …`) or in the first H1.
    pub day: Option<Spanned<NaiveDate>>,
    /// Every section in order.
    pub sections: Vec<Section>,
    /// Entries of the Timeline sections, order as written.
    pub timeline: Vec<TimelineEntry>,
    /// Contributing factors, order as written.
    pub factors: Vec<Factor>,
    /// Items of the action sections, order as written.
    pub actions: Vec<Action>,
    /// What could not be read, in file order.
    pub problems: Vec<Problem>,
}

/// Reads the body of a file. `dated` is what the front matter or the file's name says; a stamp without a
/// date takes its day, one without a year its year. `zone` is the archive's, for stamps that state none.
#[must_use]
pub fn read(source: &SourceText, body: Span, aliases: &Aliases, dated: Option<Dated>, zone: Option<Tz>) -> Body {
    let blocks = outline::read(source, body);
    let title = sections::title(&blocks, aliases);
    let sections = sections::sections(source, body, &blocks, aliases);
    let day = labelled::day(source, &blocks, title.map(|(block, _)| block));
    let labelled =
        || day.as_ref().map(|day| Dated { day: day.value, precision: Precision::Day, origin: Origin::Labelled });
    let dated = dated.filter(|dated| dated.precision == Precision::Day).or_else(labelled).or(dated);
    let around = entries::Surroundings { source, dated, zone };
    let timelines: Vec<&Section> = outermost(&sections, SectionKind::Timeline);
    let headings: Vec<Span> = timelines.iter().map(|section| section.heading.span).collect();
    let (timeline, problems) = entries::read(&around, &blocks, &contents(&timelines), &headings);
    let of = |kind| contents(&outermost(&sections, kind));
    Body {
        heading: title.map(|(block, text)| Spanned::new(text.to_owned(), block.text)),
        day,
        timeline,
        factors: of(SectionKind::ContributingFactors).iter().flat_map(|s| factors::read(source, &blocks, *s)).collect(),
        actions: of(SectionKind::ActionItems).iter().flat_map(|s| actions::read(source, &blocks, *s)).collect(),
        problems,
        sections,
    }
}

/// The sections of a kind that do not stand inside another of the same kind.
fn outermost(sections: &[Section], kind: SectionKind) -> Vec<&Section> {
    let mut found: Vec<&Section> = Vec::new();
    for section in sections.iter().filter(|section| section.kind == Some(kind)) {
        if found.last().is_none_or(|before| before.content.end <= section.heading.span.start) {
            found.push(section);
        }
    }
    found
}

fn contents(sections: &[&Section]) -> Vec<Span> {
    sections.iter().map(|section| section.content).collect()
}
