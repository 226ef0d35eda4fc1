//! The Markdown body: sections by heading, timeline entries, contributing factors, action items.

mod action_list;
mod action_meta;
mod action_table;
mod action_tail;
mod actions;
mod aliases;
mod calendar;
mod clock;
mod days;
mod entries;
mod entry_list;
mod entry_table;
mod entry_text;
mod factors;
mod initials;
mod labelled;
mod labelled_times;
mod labels;
mod outline;
mod plain;
#[cfg(test)]
mod properties;
mod scan;
mod sections;
mod stamp;
mod stamped;
mod timeline_times;
mod typed_duration;
mod zone;

pub use aliases::Aliases;
pub use outline::extensions;
pub use plain::plain;
pub use stamped::{Clock, Stamped, is_stamped, stamped};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::model::{Action, Dated, Factor, Inferred, Origin, Precision, Problem, Section, SectionKind, TimelineEntry};
use crate::text::{SourceText, Span, Spanned};

/// What the body says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Text of the first H1, markup removed.
    pub heading: Option<Spanned<String>>,
    /// A day on a labelled line (`**Incident from:** 2023-09-02`, `Date: …`) or in the first H1.
    pub day: Option<Spanned<NaiveDate>>,
    /// See [`Incident::inferred`](super::model::Incident::inferred).
    pub inferred: Inferred,
    /// See [`Incident::own_words`](super::model::Incident::own_words).
    pub own_words: Vec<Span>,
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
    let text = source.text();
    let outline = outline::Outline::read(text, body);
    let title = sections::title(&outline, aliases);
    let layout = sections::read(text, body, &outline, aliases, title);
    let day = labelled::day(text, &outline, title);
    let labelled =
        || day.as_ref().map(|day| Dated { day: day.value, precision: Precision::Day, origin: Origin::Labelled });
    let dated = dated.filter(|dated| dated.precision == Precision::Day).or_else(labelled).or(dated);
    let mut days = days::Days::new(dated, zone);
    if layout.regions.iter().any(|region| region.role == Some(SectionKind::Timeline)) {
        days.declared = declared_zone(text, &outline);
    }
    let mut inferred = labelled_times::read(text, &outline, &layout.regions, days);
    let (mut timeline, mut problems) = entries::read(text, &outline, &layout.regions, days);
    initials::take(&mut timeline, text);
    timeline_times::infer(&timeline, &mut inferred);
    let factors = factors::read(text, &outline, &layout.regions);
    let (actions, unreadable) = actions::read(text, &outline, &layout.regions, days.near());
    problems.extend(unreadable);
    problems.sort_by_key(|problem| problem.span);
    let heading = title.and_then(|at| outline.blocks.get(at)).and_then(|block| match block.kind {
        outline::Kind::Heading { text, .. } => Some(Spanned::new(outline.heading(text).trim().to_owned(), block.text)),
        _ => None,
    });
    let own_words = outline.own_words;
    Body { heading, day, inferred, own_words, sections: layout.sections, timeline, factors, actions, problems }
}

/// The zone that a line anywhere in the document declares: "All times are in CET".
fn declared_zone(text: &str, outline: &outline::Outline) -> Option<zone::Zone> {
    /// A paragraph longer than this is prose, in bytes.
    const MAX_PARAGRAPH: usize = 240;
    let paragraphs = outline.blocks.iter().filter(|block| block.kind == outline::Kind::Paragraph);
    let mut lines =
        paragraphs.filter(|block| block.text.len() <= MAX_PARAGRAPH).flat_map(|block| scan::lines(text, block.text));
    lines.find_map(|line| {
        let line = scan::slice(text, line.span);
        let says = line.contains("ime") && ["imes ", "imezone", "ime zone"].iter().any(|word| line.contains(word));
        (says && stamp::read(line).is_none()).then(|| zone::Zone::declared(line)).flatten()
    })
}
