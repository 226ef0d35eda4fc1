//! Which headings mean which section: the names that real reviews use, and the configuration's.

use std::collections::BTreeMap;

use crate::incident::model::SectionKind;

/// Counted over 277 real reviews of 13 archives; normalised as [`normalise`] does.
const DEFAULTS: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::Description,
        &[
            "description",
            "summary",
            "issue summary",
            "incident summary",
            "executive summary",
            "incident description",
            "overview",
            "what happened",
            "details of incident",
            "details of the incident",
            "background",
            "problem",
            "tl dr",
            "tldr",
            "abstract",
            "synopsis",
            "incident overview",
            "problem description",
        ],
    ),
    (
        SectionKind::Impact,
        &[
            "impact",
            "user impact",
            "customer impact",
            "business impact",
            "impact on users",
            "impact on customers",
            "impacts",
            "incident impact",
            "affected services",
            "scope",
        ],
    ),
    (
        SectionKind::ContributingFactors,
        &[
            "contributing factors",
            "contributing factor",
            "cause",
            "causes",
            "root cause",
            "root causes",
            "root cause analysis",
            "analysis",
            "analysis of causes",
            "technical cause",
            "primary cause",
            "probable cause",
            "underlying cause",
            "underlying causes",
            "cause of the incident",
            "what caused it",
            "trigger",
            "fault",
            "whys",
            "5 whys",
            "five whys",
            "investigation",
            "diagnosis",
        ],
    ),
    (
        SectionKind::Timeline,
        &["timeline", "incident timeline", "timeline of events", "key events", "sequence of events", "chronology"],
    ),
    (
        SectionKind::ActionItems,
        &[
            "action items",
            "action item",
            "actions",
            "actions taken",
            "follow up",
            "follow ups",
            "followup",
            "followups",
            "next steps",
            "remediation",
            "review actions",
            "corrective actions",
            "corrective and preventative measures",
            "corrective and preventive measures",
            "corrective action",
            "preventive actions",
            "preventative actions",
            "preventive measures",
            "preventative measures",
            "follow up actions",
            "follow up items",
            "followup actions",
            "followup items",
            "action points",
            "action plan",
            "remediation items",
            "remediations",
            "next actions",
            "todo",
            "todos",
            "prevention",
            "improvements",
            "process improvements",
            "technical improvements",
            "documentation improvements",
        ],
    ),
    (
        SectionKind::Lessons,
        &[
            "lessons learned",
            "lessons learnt",
            "lessons",
            "what went well",
            "what went wrong",
            "where we got lucky",
            "key takeaways",
            "conclusion",
            "conclusions",
            "things that went well",
            "things that went wrong",
            "things that went poorly",
            "what went badly",
            "what went poorly",
            "what could have gone better",
            "what we learned",
            "what did we learn",
            "learnings",
            "takeaways",
        ],
    ),
    (SectionKind::Resolution, &["resolution", "resolution and recovery", "recovery", "mitigation", "details of fix"]),
    (SectionKind::Detection, &["detection"]),
    (SectionKind::References, &["references", "links", "related links"]),
    (SectionKind::Attendees, &["attendees", "participants"]),
    (SectionKind::ConferenceNotes, &["conference notes", "call notes", "meeting notes", "notes of the call"]),
];

/// Names of one word that mean their section also with other words around them; the others are too common.
const TELLING: [&str; 12] = [
    "description",
    "summary",
    "impact",
    "remediation",
    "prevention",
    "lessons",
    "learnings",
    "resolution",
    "mitigation",
    "detection",
    "attendees",
    "participants",
];
/// A longer heading is a sentence, in words.
const MAX_WORDS: usize = 6;
/// A longer heading that ends in "timeline" is the title of something, in bytes.
const MAX_QUALIFIED: usize = 40;

/// The alias table: normalised heading text to the section it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aliases {
    by_heading: BTreeMap<String, SectionKind>,
}

impl Aliases {
    /// The default table with further headings of the configuration, keyed by [`SectionKind::key`].
    #[must_use]
    pub fn with(extra: &BTreeMap<String, Vec<String>>) -> Self {
        let defaults = DEFAULTS.iter().flat_map(|(kind, names)| names.iter().map(|name| ((*name).to_owned(), *kind)));
        let mut by_heading: BTreeMap<String, SectionKind> = defaults.collect();
        for kind in SectionKind::ALL {
            for heading in extra.get(kind.key()).into_iter().flatten() {
                by_heading.insert(normalise(heading), kind);
            }
        }
        Self { by_heading }
    }

    /// The section a heading means. "Timeline" may carry a qualifier: "Timeline (UTC)", "Detailed timeline".
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<SectionKind> {
        let heading = normalise(heading);
        let qualified = |heading: &str| {
            let after = heading.starts_with("timeline ");
            let before = heading.ends_with(" timeline") && heading.len() <= MAX_QUALIFIED;
            (after || before).then_some(SectionKind::Timeline)
        };
        let known = |heading: &str| self.by_heading.get(heading).copied().or_else(|| qualified(heading));
        known(&heading).or_else(|| known(unnumbered(&heading)?))
    }

    /// The section that a heading of unknown name likely means: every known name among its words says the same one.
    #[must_use]
    pub fn likely_section(&self, heading: &str) -> Option<SectionKind> {
        let heading = normalise(heading);
        if heading.split(' ').count() > MAX_WORDS {
            return None;
        }
        let padded = format!(" {heading} ");
        let tells = |name: &str| name.contains(' ') || TELLING.contains(&name);
        let within = |name: &str| tells(name) && padded.contains(&format!(" {name} "));
        let mut kinds = self.by_heading.iter().filter(|(name, _)| within(name)).map(|(_, kind)| *kind);
        let first = kinds.next()?;
        kinds.all(|kind| kind == first).then_some(first)
    }

    /// A heading as it is compared: lower case, without numbering, emoji, punctuation and a trailing parenthesis.
    #[must_use]
    pub fn compared(heading: &str) -> String {
        normalise(heading)
    }
}

impl Default for Aliases {
    fn default() -> Self {
        Self::with(&BTreeMap::new())
    }
}

/// Lower case; numbering, emoji, punctuation and a trailing parenthesis cut; one blank between words.
fn normalise(heading: &str) -> String {
    let heading = heading.trim().trim_end_matches(':');
    let heading = match heading.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((before, _)) if !before.trim().is_empty() => before,
        _ => heading,
    };
    let numbering = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '#');
    let unnumbered = heading.trim_start_matches(numbering);
    // "5 whys" is a name, "5. Timeline" is numbering.
    let numbered = heading.len() > unnumbered.len() && heading.contains(['.', ')']) && !unnumbered.is_empty();
    let heading = if numbered { unnumbered } else { heading };
    let mut words = String::with_capacity(heading.len());
    for c in heading.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            words.push(c);
        } else if c != '\'' && c != '’' && !words.ends_with(' ') && !words.is_empty() {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// A normalised heading without the figure, Roman numeral or letter that numbers it: "iv timeline", "1 summary".
fn unnumbered(heading: &str) -> Option<&str> {
    let (number, rest) = heading.split_once(' ')?;
    let numeral = number.len() <= 4 && number.bytes().all(|b| matches!(b, b'i' | b'v' | b'x') || b.is_ascii_digit());
    (numeral || number.len() == 1).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_their_text_whatever_their_dress() {
        let aliases = Aliases::default();
        for (heading, kind) in [
            ("Description", SectionKind::Description),
            ("## What happened?", SectionKind::Description),
            ("1. TIMELINE", SectionKind::Timeline),
            ("Timeline (all times UTC)", SectionKind::Timeline),
            ("Timeline of the outage", SectionKind::Timeline),
            ("🔥 Impact:", SectionKind::Impact),
            ("Root Cause(s)", SectionKind::ContributingFactors),
            ("5 Whys", SectionKind::ContributingFactors),
            ("Follow-ups", SectionKind::ActionItems),
            ("TL;DR", SectionKind::Description),
            ("IV. Timeline", SectionKind::Timeline),
            ("1 - Summary", SectionKind::Description),
            ("Timeline, all times CET", SectionKind::Timeline),
            ("Detailed Timeline", SectionKind::Timeline),
        ] {
            assert_eq!(aliases.section(heading), Some(kind), "{heading}");
        }
        assert_eq!(aliases.section("Weather"), None);
    }

    #[test]
    fn a_heading_that_contains_one_known_name_likely_means_its_section() {
        let likely = |heading: &str| Aliases::default().likely_section(heading);
        assert_eq!(likely("Impact on the business"), Some(SectionKind::Impact));
        assert_eq!(likely("Technical root cause"), Some(SectionKind::ContributingFactors));
        assert_eq!(likely("Our action items"), Some(SectionKind::ActionItems));
        for open in ["Root cause and resolution", "Analysis of logs", "Stats", "The impact of what we did on all of it"]
        {
            assert_eq!(likely(open), None, "{open}");
        }
    }

    #[test]
    fn the_configuration_adds_names_by_the_keys_of_the_sections() {
        let extra = BTreeMap::from([("impact".to_owned(), vec!["Who was hurt?".to_owned()])]);
        assert_eq!(Aliases::with(&extra).section("Who was hurt"), Some(SectionKind::Impact));
    }
}
