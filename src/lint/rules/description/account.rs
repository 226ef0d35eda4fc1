//! What a review tells of the incident, as a reader takes it in: the description together with the
//! sections and declared times that tell the same story. The rules of this group ask it their questions.

use super::vocabulary::{DETECTION, ENGLISH, NUMBERS, RECOVERY, SPANS_OF_TIME, UNITS};
use crate::incident::{Incident, Section, SectionKind};
use crate::lint::rules::phrases::{Word, words};
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
        incident
            .sections
            .iter()
            .find(|section| {
                section.kind == Some(SectionKind::Description) && is_written(incident.source.slice(section.content))
            })
            .map(|section| Self { incident, section })
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
        let start = content.start() + (text.len() - text.trim_start().len());
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
    let (mut all, mut function_words) = (0, 0);
    for word in words(text) {
        all += 1;
        function_words += usize::from(ENGLISH.contains(&&*word.text));
    }
    all < 12 || function_words * 12 >= all
}

/// True when a reader can tell from `text` how long it took to find the incident: a duration beside a word of
/// detection, or two times of day.
#[must_use]
pub fn states_time_to_detect(text: &str) -> bool {
    clock_times(text) >= 2
        || sentences(text).iter().any(|sentence| states_duration(sentence) && DETECTION.stand_in(sentence))
}

/// True when a reader can tell from `text` how long it lasted: a duration that is not one of detection alone, or two
/// times of day.
#[must_use]
pub fn states_time_to_recover(text: &str) -> bool {
    let tells =
        |sentence: &str| states_duration(sentence) && (RECOVERY.stand_in(sentence) || !DETECTION.stand_in(sentence));
    clock_times(text) >= 2 || sentences(text).iter().any(|sentence| tells(sentence))
}

/// True when `text` states a duration: `5 minute`, `two hours`, `14min`, `immediately`.
fn states_duration(text: &str) -> bool {
    let mut after_number = false;
    words(text).any(|word| {
        let duration = after_number && UNITS.contains(&&*word.text);
        after_number = is_number(&word);
        duration || is_number_with_unit(&word)
    }) || SPANS_OF_TIME.stand_in(text)
}

/// The sentences, list items and table rows of `text`; a paragraph's line breaks do not part them.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '.' => next.is_none_or(char::is_whitespace),
            '\n' => next.is_none_or(|next| matches!(next, '\n' | '-' | '*' | '|' | '#') || next.is_ascii_digit()),
            ';' | '!' | '?' => true,
            _ => false,
        };
        if ends {
            found.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
    }
    found.extend(text.get(start..));
    found
}

fn is_number(word: &Word<'_>) -> bool {
    word.text.bytes().all(|b| b.is_ascii_digit()) || NUMBERS.contains(&&*word.text)
}

/// `14min`, `2h`.
fn is_number_with_unit(word: &Word<'_>) -> bool {
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
    fn a_duration_is_a_number_with_a_unit() {
        for text in ["a 5 minute interval", "after two hours", "lasted 14min", "half-hour"] {
            assert!(states_duration(text), "{text}");
        }
        for text in ["The platform was down", "version 1.10.2 of 3 services", "at 09:12", "2 nodes"] {
            assert!(!states_duration(text), "{text}");
        }
    }

    #[test]
    fn the_time_of_detection_is_not_taken_for_that_of_recovery_nor_the_other_way_round() {
        let detected = "On its 5 minute check interval,\nour monitoring alerted the engineer. We restarted it.";
        assert!(states_time_to_detect(detected) && !states_time_to_recover(detected));
        let recovered = "Monitoring alerted us. Customers could not pay for 20 minutes.";
        assert!(!states_time_to_detect(recovered) && states_time_to_recover(recovered));
        assert!(states_time_to_recover("It began at 9:12 and ended at 09.40"));
    }

    #[test]
    fn text_in_another_language_is_not_judged() {
        assert!(is_judged("The platform was down"));
        assert!(!is_judged(
            "Am Morgen des vierten März war die Schnittstelle für alle Kunden in Europa nicht erreichbar"
        ));
    }
}
