//! The zone of an archive, from the documents that state one.

use chrono::{NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::incident::{EntryTime, Incident, Moment};

/// Places that many teams write their times in; of those that agree the first is proposed.
const PLACES: [Tz; 14] = [
    Tz::UTC,
    Tz::Europe__London,
    Tz::Europe__Berlin,
    Tz::Europe__Helsinki,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
    Tz::America__Sao_Paulo,
    Tz::Asia__Kolkata,
    Tz::Asia__Singapore,
    Tz::Asia__Tokyo,
    Tz::Australia__Sydney,
    Tz::Pacific__Auckland,
];

/// A zone, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposedZone {
    /// The zone.
    pub zone: Tz,
    /// Documents whose stated zones agree with it.
    pub agree: usize,
    /// Documents that state a zone.
    pub state: usize,
    /// Documents with times of day.
    pub timed: usize,
    /// Every document that states a zone agrees, at least half of all do, and no other place has these offsets.
    pub sure: bool,
}

/// The zone that most documents agree with, where more than half of those that state one do. The documents were read
/// without a zone of the archive: an exact time is one whose zone they state.
pub(super) fn zone(reviews: &[Incident]) -> Option<ProposedZone> {
    let mut stated: Vec<Vec<Moment>> = Vec::new();
    let mut timed = 0;
    for review in reviews {
        let stamps = review.timeline.iter().map(|entry| entry.stamp.value.at);
        let of_day = |at: &EntryTime| !matches!(at, EntryTime::Day(_));
        timed += usize::from(stamps.clone().any(|at| of_day(&at)));
        let exact: Vec<Moment> =
            stamps.filter_map(|at| if let EntryTime::Exact(at) = at { Some(at) } else { None }).collect();
        if !exact.is_empty() {
            stated.push(exact);
        }
    }
    let agreeing = |zone: Tz| stated.iter().filter(|times| times.iter().all(|at| is_in(*at, zone))).count();
    let mut best: Option<(Tz, usize)> = None;
    for zone in PLACES {
        let agree = agreeing(zone);
        if best.is_none_or(|(_, most)| agree > most) {
            best = Some((zone, agree));
        }
    }
    let (zone, agree) = best.filter(|(_, agree)| agree * 2 > stated.len())?;
    let sure = zone == Tz::UTC && agree == stated.len() && agree * 2 >= timed;
    Some(ProposedZone { zone, agree, state: stated.len(), timed, sure })
}

/// Whether an entry of the review has a zone.
pub(super) fn states_zone(review: &Incident) -> bool {
    review.timeline.iter().any(|entry| matches!(entry.stamp.value.at, EntryTime::Exact(_)))
}

/// Whether clocks of the zone show the offset at that time.
fn is_in(at: Moment, zone: Tz) -> bool {
    let utc: NaiveDateTime = at.naive_utc();
    zone.offset_from_utc_datetime(&utc).fix() == at.offset().fix()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn of(entries: &[&str]) -> Option<(String, usize, bool)> {
        let reviews: Vec<Incident> = entries
            .iter()
            .map(|entry| {
                read(SourceText::new("2023-07-02-a.md", format!("## Timeline\n\n- {entry} x\n")), &Reading::default())
            })
            .collect();
        zone(&reviews).map(|found| (found.zone.to_string(), found.agree, found.sure))
    }

    #[test]
    fn utc_that_half_of_the_documents_state_is_sure() {
        assert_eq!(of(&["10:00 UTC", "10:00 UTC", "10:00"]), Some(("UTC".to_owned(), 2, true)));
        assert_eq!(of(&["10:00 UTC", "10:00", "10:00"]), Some(("UTC".to_owned(), 1, false)));
        assert_eq!(of(&["10:00 UTC", "10:00Z", "10:00 CEST"]), Some(("UTC".to_owned(), 2, false)));
    }

    #[test]
    fn offsets_that_several_places_share_are_a_guess() {
        assert_eq!(of(&["2023-01-02 10:00 CET", "10:00 CEST"]), Some(("Europe/Berlin".to_owned(), 2, false)));
        assert_eq!(of(&["10:00"]), None);
        assert_eq!(of(&[]), None);
    }
}
