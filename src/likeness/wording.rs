//! The meaningful terms of a text, as numbers that are the same in every run of one build.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use hashbrown::HashMap;

use crate::incident::{Factor, Incident, Section, SectionKind};
use crate::terms;
use crate::text::Span;

/// Words that say nothing about what happened, sorted.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before",
    "being", "but", "by", "can", "could", "did", "do", "does", "during", "for", "from", "had", "has", "have", "how",
    "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "only", "or", "our", "out", "so", "some", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "too", "under", "until", "up",
    "was", "we", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with", "without", "would",
];
/// The longest of them.
const LONGEST: usize = 7;

/// How often a term counts where it stands once in the title.
const TITLE: u32 = 4;
/// In the name of a service or a tag, and in a section that says what happened or why.
const TELLING: u32 = 2;

/// A term with how much it counts in one text, and how it is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The term's number.
    pub term: u32,
    /// Its occurrences, weighted by where they stand.
    pub count: u32,
    /// The piece of text it was first written as, among those [`Seen`].
    pub piece: u32,
}

/// Pieces of text that were seen, with the numbers of their terms: most pieces repeat, and folding is the costly part.
#[derive(Debug, Default)]
pub struct Seen<'a> {
    /// Places in `pieces`.
    places: HashMap<&'a str, u32>,
    /// Each piece, and where its terms end in `terms`; they begin where those before end.
    pieces: Vec<(&'a str, usize)>,
    terms: Vec<u32>,
    /// What is being counted: one text is as long as another, and this grows once for all.
    counting: Vec<Counted>,
}

impl<'a> Seen<'a> {
    /// Calls `each` with every meaningful term of `text` and the piece it is of, in order.
    pub fn read(&mut self, text: &'a str, mut each: impl FnMut(u32, u32)) {
        for piece in terms::pieces(text) {
            let place = *self.places.entry(piece).or_insert_with(|| {
                self.terms.extend(numbers(piece));
                self.pieces.push((piece, self.terms.len()));
                u32::try_from(self.pieces.len() - 1).unwrap_or(u32::MAX)
            });
            self.terms_of(place).iter().for_each(|term| each(*term, place));
        }
    }

    /// A counted term as it was first written.
    #[must_use]
    pub fn written(&self, counted: &Counted) -> &'a str {
        self.pieces.get(counted.piece as usize).map_or("", |(piece, _)| piece)
    }

    fn terms_of(&self, place: u32) -> &[u32] {
        let place = place as usize;
        let from = place.checked_sub(1).and_then(|before| self.pieces.get(before)).map_or(0, |(_, end)| *end);
        self.pieces.get(place).and_then(|(_, end)| self.terms.get(from..*end)).unwrap_or(&[])
    }

    /// The meaningful terms of a factor, each once, sorted by number.
    pub fn factor(&mut self, incident: &'a Incident, factor: &'a Factor) -> Vec<u32> {
        let mut found = Vec::new();
        if factor.text.value.contains("](") {
            // The address of a link says nothing of the factor.
            for span in own_words(incident, factor.text.span) {
                self.read(incident.source.slice(span), |term, _| found.push(term));
            }
        } else {
            self.read(&factor.text.value, |term, _| found.push(term));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The terms of an incident that tell what happened, each once, sorted by number. Who was there is none of them:
    /// likeness is of events, not of people.
    pub fn incident(&mut self, incident: &'a Incident) -> Vec<Counted> {
        self.count(&incident.title.text, TITLE);
        for name in incident.services.iter().chain(&incident.tags) {
            self.count(&name.value, TELLING);
        }
        let named = self.counting.len();
        let mut count = TELLING;
        let first = incident.sections.first().map_or(incident.body.end(), |section| section.heading.span.start());
        for span in own_words(incident, Span::new(incident.body.start(), first)) {
            self.count(incident.source.slice(span), count);
        }
        for section in &incident.sections {
            count = weight(section, count);
            if count == 0 {
                continue;
            }
            // What every review calls its parts says nothing of this one.
            let from = if section.kind.is_some() { section.own_content } else { section.heading.span };
            for span in own_words(incident, Span::new(from.start(), section.own_content.end())) {
                self.count(incident.source.slice(span), count);
            }
        }
        let mut people = self.people(incident);
        // A team may be called as its service is.
        people.retain(|term| self.counting.iter().take(named).all(|named| named.term != *term));
        self.counted(&people)
    }

    /// The terms of a text that is of no incident.
    pub fn text(&mut self, text: &'a str) -> Vec<Counted> {
        self.count(text, 1);
        self.counted(&[])
    }

    /// Counts the terms of `text`, each occurrence as `count`.
    fn count(&mut self, text: &'a str, count: u32) {
        let mut counting = std::mem::take(&mut self.counting);
        self.read(text, |term, piece| counting.push(Counted { term, count, piece }));
        self.counting = counting;
    }

    /// What was counted since last asked, but for these sorted terms.
    fn counted(&mut self, but: &[u32]) -> Vec<Counted> {
        // Stable, so that the first way of writing stays the first.
        self.counting.sort_by_key(|counted| counted.term);
        self.counting.dedup_by(|later, first| {
            let same = later.term == first.term;
            first.count = first.count.saturating_add(if same { later.count } else { 0 });
            same
        });
        self.counting.retain(|counted| but.binary_search(&counted.term).is_err());
        let counted = self.counting.as_slice().to_vec();
        self.counting.clear();
        counted
    }

    /// Terms of the names of all people and teams of an incident, sorted.
    fn people(&mut self, incident: &'a Incident) -> Vec<u32> {
        let names = incident.commanders.iter().map(|command| &command.name);
        let names = names.chain(incident.responders.iter().map(|responder| &responder.name));
        let names = names.chain(incident.actions.iter().flat_map(|action| &action.owners));
        let names = names.chain(incident.timeline.iter().filter_map(|entry| entry.actor.as_ref()));
        let mut people = Vec::new();
        for name in names {
            self.read(&name.value, |term, _| people.push(term));
        }
        people.sort_unstable();
        people.dedup();
        people
    }
}

/// What is done, and for whom, is no event: such sections do not count. A sub-section counts as what it stands in.
fn weight(section: &Section, before: u32) -> u32 {
    match section.kind {
        Some(SectionKind::Description | SectionKind::ContributingFactors) => TELLING,
        Some(
            SectionKind::ActionItems
            | SectionKind::References
            | SectionKind::Attendees
            | SectionKind::ConferenceNotes
            | SectionKind::Lessons,
        ) => 0,
        None if section.level > 2 => before,
        _ => 1,
    }
}

fn own_words(incident: &Incident, within: Span) -> impl Iterator<Item = Span> {
    let first = incident.own_words.partition_point(|words| words.end() <= within.start());
    let after = incident.own_words.get(first..).unwrap_or(&[]).iter().take_while(move |w| w.start() < within.end());
    after.map(move |words| Span::new(words.start().max(within.start()), words.end().min(within.end())))
}

fn numbers(piece: &str) -> Vec<u32> {
    if piece.len() <= LONGEST && FUNCTION_WORDS.binary_search(&piece.to_ascii_lowercase().as_str()).is_ok() {
        return Vec::new();
    }
    // Times, dates and amounts are in every review; of an id such as `INC-2026-014` no part tells what happened.
    let is_meaningful = |key: &str| {
        let digits = key.chars().filter(char::is_ascii_digit).count();
        digits <= key.chars().filter(|c| c.is_alphabetic()).count()
    };
    if !is_meaningful(piece) {
        return Vec::new();
    }
    terms::keys(piece).iter().filter(|key| is_meaningful(key)).map(|key| number(key)).collect()
}

/// The same in every run of one build; that two of some hundred thousand terms share one does no harm.
fn number(term: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    term.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{read_bytes, reading};
    use crate::config::Config;

    fn shown(body: &str) -> String {
        let incident = read_bytes("a.md", body.as_bytes().to_vec(), &reading(&Config::default()));
        let mut seen = Seen::default();
        let mut counted = seen.incident(&incident);
        counted.sort_by_key(|counted| (std::cmp::Reverse(counted.count), seen.written(counted)));
        let shown: Vec<String> = counted.iter().map(|c| format!("{} {}", seen.written(c), c.count)).collect();
        shown.join(", ")
    }

    #[test]
    fn function_words_are_sorted_to_be_searched() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert_eq!(FUNCTION_WORDS.iter().map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn what_happened_counts_and_who_was_there_or_what_is_done_does_not() {
        let text = "---\ntitle: Queue lost messages\nservices: [queue]\nresponders: [ana.diaz]\n---\n\n## Description\n\n\
                    The broker stopped at 2026-03-04. Ana restarted `it`.\n\n### Where\n\nNode A.\n\n## Timeline\n\n\
                    - 2026-03-04T09:12:00Z Broker crashed\n\n## Action items\n\n- [ ] Write a runbook\n";
        assert_eq!(
            shown(text),
            "Queue 6, lost 4, messages 4, broker 3, Node 2, restarted 2, stopped 2, Crashed 1"
                .replace("Crashed", "crashed")
        );
    }

    #[test]
    fn the_address_of_a_link_is_no_term_of_a_factor() {
        let body = "## Contributing factors\n\n- [Memory limit](https://wiki.example.com/pages/runbook) too low\n";
        let incident = read_bytes("a.md", body.as_bytes().to_vec(), &reading(&Config::default()));
        let mut seen = Seen::default();
        let mut plain = Vec::new();
        seen.read("memory limits low", |term, _| plain.push(term));
        plain.sort_unstable();
        assert_eq!(seen.factor(&incident, &incident.factors[0]), plain);
    }
}
