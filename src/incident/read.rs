//! The whole file: front matter and body read, then title and date by their order of precedence.

use chrono_tz::Tz;

use super::body::Aliases;
use super::model::Incident;
use crate::text::SourceText;

/// What reading a file depends on besides its text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Which headings mean which section.
    pub aliases: Aliases,
    /// Zone of timestamps that state none.
    pub zone: Option<Tz>,
}

/// Reads one incident. Never fails: what cannot be read is a problem in the result.
#[must_use]
pub fn read(source: SourceText, reading: &Reading) -> Incident {
    let _ = reading;
    let end = source.text().len();
    let title = super::model::Titled { text: source.path().to_owned(), origin: super::model::Origin::FileName };
    Incident {
        source,
        front_matter: None,
        body: crate::text::Span::new(0, end),
        title,
        date: None,
        id: None,
        declared_title: None,
        status: None,
        severity: None,
        incident_type: None,
        scope: None,
        visibility: None,
        services: Vec::new(),
        tags: Vec::new(),
        times: super::model::Times::default(),
        detection: None,
        channel: None,
        commanders: Vec::new(),
        responders: Vec::new(),
        communications: Vec::new(),
        legal: None,
        marketing: None,
        review: None,
        related: Vec::new(),
        extras: Vec::new(),
        sections: Vec::new(),
        timeline: Vec::new(),
        factors: Vec::new(),
        actions: Vec::new(),
        problems: Vec::new(),
    }
}
