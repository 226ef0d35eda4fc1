//! The two things every document gets, native or not, and where each was found: a title and a date.

use chrono::NaiveDate;

/// Where an inferred value was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Declared in front matter.
    FrontMatter,
    /// The first H1.
    Heading,
    /// A labelled line of the body (`**Incident from:** 2023-09-02`).
    Labelled,
    /// The file's or its folder's name.
    FileName,
    /// The first dated entry of the Timeline section.
    Timeline,
    /// The first commit of the file: a recording date, not an occurrence.
    FirstCommit,
}

impl Origin {
    /// How a page says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Heading => "heading",
            Self::Labelled => "labelled line",
            Self::FileName => "file name",
            Self::Timeline => "timeline",
            Self::FirstCommit => "first commit",
        }
    }
}

/// The title of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Plain text, never empty.
    pub text: String,
    /// Where it was found.
    pub origin: Origin,
}

/// The day of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// UTC day of `started_at` where declared, else the day as written; the first of the month or year
    /// where no more is known.
    pub day: NaiveDate,
    /// How much of `day` is known.
    pub precision: Precision,
    /// Where it was found.
    pub origin: Origin,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// Year and month.
    Month,
    /// The year alone.
    Year,
}

impl Dated {
    /// The date as far as it is known: `2026-03-04`, `2026-03` or `2026`.
    #[must_use]
    pub fn written(&self) -> String {
        let layout = match self.precision {
            Precision::Day => "%Y-%m-%d",
            Precision::Month => "%Y-%m",
            Precision::Year => "%Y",
        };
        self.day.format(layout).to_string()
    }
}
