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
    /// UTC day of `started_at` where declared, else the day as written.
    pub day: NaiveDate,
    /// Where it was found.
    pub origin: Origin,
}
