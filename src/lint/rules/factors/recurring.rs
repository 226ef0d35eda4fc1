//! # factors/recurring
//! A contributing factor that comes back after every action of the earlier incident was done.
//!
//! ## Why
//! An action that is done and did not help is the most valuable thing an archive can show, and no single review can see
//! it. Google has postmortems compared "to identify themes" across incidents, so that what recurs is fixed at its origin
//! (*The Site Reliability Workbook*, chapter 10, "Postmortem Culture: Learning from Failure").
//!
//! ## What it reports
//! A factor that says nearly the same as one of an earlier incident of the same service, when all actions of the
//! earlier one were done before the later one began. Nearly the same: at least four meaningful words, and four in five
//! of them shared. An action was done on the day the file says, else on the day it was due; where it says neither,
//! nothing is reported.
//!
//! ## Bad
//! ```markdown
//! id: INC-2026-014
//! started_at: 2026-03-04T09:12:00Z
//! services: [message-queue]
//!
//! ## Contributing factors
//! - The queue's memory limit was lowered by a configuration change that no test covers.
//!
//! ## Action items
//! - [x] Test each limit change in staging — @sam.okafor, due 2026-03-11, P1
//! ```
//! ```markdown beside
//! id: INC-2026-021
//! started_at: 2026-05-06T09:12:00Z
//! services: [api, message-queue]
//!
//! ## Contributing factors
//! - The memory limit of the queue was lowered by a configuration change no test covers.
//!   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ INC-2026-014
//! ```
//!
//! ## Good
//! ```markdown
//! id: INC-2026-014
//! started_at: 2026-03-04T09:12:00Z
//! services: [message-queue]
//!
//! ## Contributing factors
//! - The queue's memory limit was lowered by a configuration change that no test covers.
//!
//! ## Action items
//! - [ ] Test each limit change in staging — @sam.okafor, due 2026-03-11, P1
//! ```
//! ```markdown beside
//! id: INC-2026-021
//! started_at: 2026-05-06T09:12:00Z
//! services: [message-queue]
//!
//! ## Contributing factors
//! - The memory limit of the queue was lowered by a configuration change no test covers.
//! ```
//!
//! ## Fix
//! Say in the review why the earlier actions did not hold, and choose others.

use chrono::NaiveDate;
use hashbrown::HashMap;
use rayon::prelude::*;

use crate::archive::Archive;
use crate::config::Level;
use crate::incident::{ActionState, Factor, Incident};
use crate::likeness::{MEANINGFUL, Seen, are_alike, bits, shared_at_least};
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "factors/recurring",
    level: Level::Warning,
    summary: "a contributing factor comes back although the earlier actions were done",
    applies: Applies::WhenReviewed,
    check: Check::Archive(check),
    source: include_str!("recurring.rs"),
};

/// So many earlier factors with one word are looked at, the latest first: the work stays in proportion.
const LOOKED_AT: usize = 64;

/// Tables of words seen: few, for every one meets most words of the archive anew.
const CHUNKS: usize = 4;

/// A factor of a dated incident with services.
struct Known<'a> {
    incident: &'a Incident,
    factor: &'a Factor,
    day: NaiveDate,
    /// The incident's services by number.
    services: Vec<u32>,
    /// The day by which every action of the incident was done.
    settled: Option<NaiveDate>,
    /// Its meaningful terms, sorted.
    terms: Vec<u32>,
}

fn check(archive: &Archive, _: &Context<'_>, findings: &mut Findings) {
    let mut frequencies: HashMap<u32, u32> = HashMap::new();
    let mut known: Vec<Known<'_>> = Vec::new();
    let mut services: HashMap<String, u32> = HashMap::new();
    let mut number = |service: &str| {
        let next = u32::try_from(services.len()).unwrap_or(u32::MAX);
        *services.entry(service.to_lowercase()).or_insert(next)
    };
    for (incident, day, terms) in read(archive) {
        let settled = settled_on(incident);
        let services: Vec<u32> = incident.services.iter().map(|service| number(&service.value)).collect();
        for (factor, terms) in incident.factors.iter().zip(terms) {
            for term in &terms {
                *frequencies.entry(*term).or_insert(0) += 1;
            }
            if terms.len() >= MEANINGFUL {
                known.push(Known { incident, factor, day, services: services.clone(), settled, terms });
            }
        }
    }
    // Stable: incidents of one day stay in the order of their paths.
    known.sort_by_key(|known| known.day);
    let mut by_word: HashMap<(u32, u32), Vec<Place>> = HashMap::new();
    for (index, later) in known.iter().enumerate() {
        let keys = keys(later, &frequencies);
        let place = Place { index, bits: bits(&later.terms) };
        let earlier = keys.iter().filter_map(|key| latest_match(by_word.get(key)?, &known, place)).max();
        if let Some(earlier) = earlier.and_then(|earlier| known.get(earlier)) {
            report(later, earlier, findings);
        }
        // What was never settled cannot recur.
        if later.settled.is_some() {
            for key in keys {
                by_word.entry(key).or_default().push(place);
            }
        }
    }
}

/// The incidents with a day and services, each with the terms of its factors.
fn read(archive: &Archive) -> Vec<(&Incident, NaiveDate, Vec<Vec<u32>>)> {
    let size = archive.incidents().len().div_ceil(CHUNKS).max(1);
    let chunks = archive.incidents().par_chunks(size).map(|chunk| {
        let mut seen = Seen::default();
        let mut read = Vec::new();
        for incident in chunk.iter().filter(|incident| !incident.services.is_empty()) {
            let Some(date) = &incident.date else { continue };
            let factors = incident.factors.iter();
            read.push((incident, date.day, factors.map(|factor| seen.factor(incident, factor)).collect()));
        }
        read
    });
    chunks.flatten_iter().collect()
}

fn report(later: &Known<'_>, earlier: &Known<'_>, findings: &mut Findings) {
    let name = earlier.incident.name();
    findings
        .add(
            later.incident,
            later.factor.text.span,
            format!("this contributing factor recurs: {name} had it, and every action of {name} was done"),
            "it came back",
        )
        .help("say in the review why the earlier actions did not hold, and choose others")
        .related(&earlier.incident.source, earlier.factor.text.span, format!("the same factor, in {name}"));
}

/// The day by which every action of an incident that was not dropped was done: the last of the days they were done, or
/// else due. `None` when one is open or has no day, or there is none.
fn settled_on(incident: &Incident) -> Option<NaiveDate> {
    let kept = incident.actions.iter().filter(|action| action.state != ActionState::Dropped);
    let days: Option<Vec<NaiveDate>> = kept
        .map(|action| {
            let day = action.done_at.as_ref().or(action.due.as_ref())?.value;
            (action.state == ActionState::Done).then_some(day)
        })
        .collect();
    days?.into_iter().max()
}

/// A factor among those known, and its words in little: what is enough to tell most factors apart.
#[derive(Clone, Copy)]
struct Place {
    index: usize,
    bits: u64,
}

/// The latest of the earlier factors at `places` that the one at `place` repeats.
fn latest_match(places: &[Place], known: &[Known<'_>], place: Place) -> Option<usize> {
    let later = known.get(place.index)?;
    let may_lack = later.terms.len() - shared_at_least(later.terms.len());
    let may_be_alike = |earlier: &&Place| (place.bits & !earlier.bits).count_ones() as usize <= may_lack;
    let mut near = places.iter().rev().take(LOOKED_AT).filter(may_be_alike).map(|earlier| earlier.index);
    near.find(|&index| {
        known.get(index).is_some_and(|earlier| {
            earlier.day < later.day
                && earlier.settled.is_some_and(|settled| settled < later.day)
                && are_alike(&earlier.terms, &later.terms)
        })
    })
}

/// Where a factor is looked up: each service with each of the factor's rarest words. Two factors that share four in five
/// of their words share one of so many of their rarest.
fn keys(known: &Known<'_>, frequencies: &HashMap<u32, u32>) -> Vec<(u32, u32)> {
    let mut rarest = known.terms.clone();
    rarest.sort_by_cached_key(|term| (frequencies.get(term).copied().unwrap_or(0), *term));
    rarest.truncate(known.terms.len() - shared_at_least(known.terms.len()) + 1);
    known.services.iter().flat_map(|&service| rarest.iter().map(move |&term| (service, term))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::lint::rules::testing::{AS_OF, run_with};

    const FACTOR: &str = "The queue's memory limit was lowered by a configuration change";

    fn incident(n: usize, day: &str, service: &str, factor: &str, action: &str) -> String {
        format!(
            "id: INC-2026-{n:03}\nstarted_at: {day}T09:00:00Z\nservices: [{service}]\n\n## Contributing factors\n\
             - {factor}\n\n## Action items\n- {action}\n"
        )
    }

    fn recurs(later: &str, action: &str) -> bool {
        let earlier = incident(1, "2026-01-05", "Queue", FACTOR, action);
        !run_with(&RULE, &[&earlier, later], &Config::default(), AS_OF).is_empty()
    }

    #[test]
    fn only_what_was_settled_before_comes_back() {
        let later = incident(2, "2026-02-05", "queue", FACTOR, "[ ] Fix it");
        assert!(recurs(&later, "[x] Test limits, due 2026-01-20"));
        for action in ["[ ] Test limits, due 2026-01-20", "[x] Test limits", "[x] Test limits, due 2026-02-20"] {
            assert!(!recurs(&later, action), "{action}");
        }
    }

    #[test]
    fn another_service_other_words_or_too_few_are_another_factor() {
        let done = "[x] Test limits, due 2026-01-20";
        let later = |service: &str, factor: &str| incident(2, "2026-02-05", service, factor, "[ ] Fix it");
        assert!(recurs(&later("api, queue", "Memory limits of queues were lowered by configuration changes"), done));
        for (service, factor) in [
            ("api", FACTOR),
            ("queue", "The queue's disk limit was raised by a configuration change"),
            ("queue", "A configuration change"),
        ] {
            assert!(!recurs(&later(service, factor), done), "{service}: {factor}");
        }
    }

    #[test]
    fn a_long_archive_of_one_factor_points_each_time_to_the_one_before() {
        let files: Vec<String> = (1..=9)
            .map(|n| {
                incident(
                    n,
                    &format!("2026-02-{:02}", n * 3),
                    "queue",
                    FACTOR,
                    &format!("[x] Test, due 2026-02-{:02}", n * 3 + 1),
                )
            })
            .collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let found = run_with(&RULE, &files, &Config::default(), AS_OF);
        assert_eq!(found.len(), 8);
        assert!(found[7].message.contains("INC-2026-008"), "{}", found[7].message);
    }
}
