//! What a review tells of the incident, as a reader takes it in: the description together with the
//! sections and declared times that tell the same story. The rules of this group ask it their questions.

use super::vocabulary::{ENGLISH, NUMBERS, SPANS_OF_TIME, UNITS};
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::rules::wording::{Word, has, words};
use crate::lint::rules::written::{is_written, without_comments};
use crate::text::Span;

/// The description a review has, and what stands elsewhere to complete it.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    incident: &'a Incident,
    section: &'a Section,
}

impl<'a> Account<'a> {
    /// The account of an incident that has a description in words; without one
    /// `section/missing`, `section/empty` or `section/placeholder` speak instead.
    #[must_use]
    pub fn of(incident: &'a Incident) -> Option<Self> {
        let section = incident.section(SectionKind::Description)?;
        is_written(incident.source.slice(section.content)).then_some(Self { incident, section })
    }

    /// Where to point when the description lacks something: its heading.
    #[must_use]
    pub fn heading(&self) -> Span {
        self.section.heading.span
    }

    /// Where the description's text stands, blanks around it cut.
    #[must_use]
    pub fn text_span(&self) -> Span {
        let content = self.section.content;
        let text = self.incident.source.slice(content);
        let start = content.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }

    /// The text of every description section, comments cut.
    #[must_use]
    pub fn description(&self) -> String {
        self.text_of(&[SectionKind::Description])
    }

    /// The text of the description and of every section of `kinds`, comments cut.
    #[must_use]
    pub fn text_of(&self, kinds: &[SectionKind]) -> String {
        let told = |section: &&Section| {
            section.kind.is_some_and(|kind| kind == SectionKind::Description || kinds.contains(&kind))
        };
        let source = &self.incident.source;
        self.incident
            .sections
            .iter()
            .filter(told)
            .map(|section| without_comments(source.slice(section.content)))
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// The text of the description and of every section that tells what happened.
    #[must_use]
    pub fn story(&self) -> String {
        self.text_of(&[
            SectionKind::Impact,
            SectionKind::Timeline,
            SectionKind::Detection,
            SectionKind::Resolution,
            SectionKind::ContributingFactors,
        ])
    }

    /// True when the timeline holds at least two stamped entries: its reader can tell how long things took.
    #[must_use]
    pub fn has_stamped_timeline(&self) -> bool {
        self.incident.timeline.len() >= 2
    }
}

/// True when `text` is long enough to tell and reads as English, the language of the word lists.
#[must_use]
pub fn is_judged(text: &str) -> bool {
    let words = words(text);
    let function_words = words.iter().filter(|word| ENGLISH.contains(&word.text.as_str())).count();
    words.len() < 12 || function_words * 12 >= words.len()
}

/// True when `text` states how long something took: `5 minute`, `two hours`, `immediately`, or two times of day.
#[must_use]
pub fn states_duration(text: &str) -> bool {
    let words = words(text);
    words.windows(2).any(|pair| is_number(&pair[0]) && UNITS.contains(&pair[1].text.as_str()))
        || words.iter().any(is_number_with_unit)
        || has(text, SPANS_OF_TIME)
        || clock_times(text) >= 2
}

fn is_number(word: &Word) -> bool {
    word.text.bytes().all(|b| b.is_ascii_digit()) || NUMBERS.contains(&word.text.as_str())
}

/// `14min`, `2h`.
fn is_number_with_unit(word: &Word) -> bool {
    let unit = word.text.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.text.len() && UNITS.contains(&unit)
}

/// How many times of day (`9:12`, `09.12`, `09:12:00`) stand in `text`.
fn clock_times(text: &str) -> usize {
    let digits = |part: Option<&str>| part.is_some_and(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
        .map(|token| token.trim_matches(['.', ':']))
        .filter(|token| {
            let mut parts = token.split([':', '.']);
            let (hours, minutes) = (parts.next(), parts.next());
            digits(hours) && digits(minutes) && minutes.is_some_and(|m| m.len() == 2)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_with_a_unit_or_two_times_of_day() {
        for text in ["a 5 minute interval", "after two hours", "lasted 14min", "half-hour", "from 9:12 to 09.40"] {
            assert!(states_duration(text), "{text}");
        }
        for text in ["The platform was down", "version 1.10.2 of 3 services", "at 09:12", "2 nodes"] {
            assert!(!states_duration(text), "{text}");
        }
    }

    #[test]
    fn text_in_another_language_is_not_judged() {
        assert!(is_judged("The platform was down"));
        assert!(!is_judged("Am Morgen des vierten März war die Schnittstelle für alle Kunden in Europa nicht erreichbar"));
    }
}
