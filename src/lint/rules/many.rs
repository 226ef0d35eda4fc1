//! The same lack in many places of one file: one finding a place while they are few, one for all where
//! everything lacks it, so that an old archive is not buried under copies of one sentence.

use crate::incident::Incident;
use crate::lint::Findings;
use crate::text::Span;

/// Up to this many places are reported one by one.
const FEW: usize = 3;
/// Further places that a finding for all points at.
const SHOWN: usize = 8;

/// What is said of a lack.
pub struct Lack<'a> {
    /// The message for one place.
    pub one: &'a dyn Fn(usize) -> String,
    /// The message for all places.
    pub all: String,
    /// What each underline says.
    pub label: &'a str,
    /// How to fix it.
    pub help: &'a str,
}

/// Reports `places` one by one, or, where they are `of` (everything there is) and more than a few, in one finding at
/// `heading`. `one` is given the index into `places`.
pub fn report(
    findings: &mut Findings,
    incident: &Incident,
    heading: Option<Span>,
    places: &[Span],
    of: usize,
    lack: &Lack<'_>,
) {
    match heading {
        Some(heading) if places.len() > FEW && places.len() == of => {
            let finding = findings.add(incident, heading, lack.all.clone(), lack.label).help(lack.help);
            for place in places.iter().take(SHOWN) {
                finding.related(&incident.source, *place, lack.label);
            }
        }
        _ => {
            for (index, place) in places.iter().enumerate() {
                findings.add(incident, *place, (lack.one)(index), lack.label).help(lack.help);
            }
        }
    }
}
