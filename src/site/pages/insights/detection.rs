//! How incidents were noticed: by an alert, by somebody of the organization, by a customer.

use super::chart::{Chart, Tally, bars, counted, table};
use crate::csv::Csv;
use crate::incident::DetectionMethod;
use crate::site::pages::Site;

/// Id of the chart and name of its file.
pub const ID: &str = "detection";

/// Counts the published incidents.
#[must_use]
pub fn data(site: &Site<'_>) -> Vec<Tally> {
    let detections = site.published.entries.iter().map(|entry| entry.incident.detection.as_ref());
    count(detections.map(|detection| detection?.method.as_ref().map(|method| method.value)))
}

fn count(methods: impl Iterator<Item = Option<DetectionMethod>>) -> Vec<Tally> {
    let methods: Vec<Option<DetectionMethod>> = methods.collect();
    let of = |wanted: Option<DetectionMethod>| methods.iter().filter(|method| **method == wanted).count();
    let known = DetectionMethod::ALL.iter().map(|method| Tally::new(method.as_str(), of(Some(*method))));
    known.chain([Tally::unknown("not recorded", of(None))]).collect()
}

/// The chart and its table.
#[must_use]
pub fn chart(tallies: &[Tally]) -> Chart {
    let heading = "How incidents were detected";
    let known: usize = tallies.iter().filter(|tally| !tally.unknown).map(|tally| tally.count).sum();
    let all: usize = tallies.iter().map(|tally| tally.count).sum();
    Chart {
        id: ID,
        heading,
        lead: format!("n = {}, {} not recorded.", counted(all, "incident"), all - known),
        definition: "detection",
        svg: bars(ID, heading, tallies),
        notes: Vec::new(),
        table: Some(table(["Detected by", "Incidents"], tallies)),
    }
}

/// The tallies.
#[must_use]
pub fn csv(tallies: &[Tally]) -> Csv {
    let mut csv = Csv::new(&["detected_by", "incidents"]);
    for tally in tallies {
        csv.row([tally.name.clone(), tally.count.to_string()]);
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_recorded_is_counted_as_such() {
        let tallies = count([Some(DetectionMethod::Alert), None, Some(DetectionMethod::Alert)].into_iter());
        let told: Vec<(&str, usize)> = tallies.iter().map(|tally| (tally.name.as_str(), tally.count)).collect();
        assert_eq!(told, [("alert", 2), ("human", 0), ("customer", 0), ("not recorded", 1)]);
        assert_eq!(chart(&tallies).lead, "n = 3 incidents, 1 not recorded.");
    }
}
