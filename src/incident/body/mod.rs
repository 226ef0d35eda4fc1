//! The Markdown body: sections by heading, timeline entries, contributing factors, action items.

mod aliases;
mod plain;

pub use aliases::Aliases;
pub use plain::plain;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::model::{Action, Factor, Problem, Section, TimelineEntry};
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

/// Reads the body of a file. `day` is what the front matter or the file's name says (UTC day of the
/// start); a stamp without a date takes it. `zone` is the archive's, for stamps that state none.
#[must_use]
pub fn read(source: &SourceText, body: Span, aliases: &Aliases, day: Option<NaiveDate>, zone: Option<Tz>) -> Body {
    let _ = (source, body, aliases, day, zone);
    Body::default()
}
