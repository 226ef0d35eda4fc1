//! How long incidents took to be detected, acknowledged, mitigated and resolved: every one of them, as a dot.

use chrono::TimeDelta;

use super::chart::{Chart, MOST_ROWS, Row, Table, are, counted};
use super::percentile::{ENOUGH, nearest_rank};
use crate::csv::Csv;
use crate::incident::{Gate, Incident};
use crate::site::charts::{Named, dots, scale::TimeScale};
use crate::site::pages::Site;
use crate::site::{address, moments};
use crate::timeline::{Durations, humanize};

/// Id of the chart and name of its file.
pub const ID: &str = "durations";

/// The four measures, in the order of an incident's life.
pub const MEASURES: [&str; 4] = ["Time to detect", "Time to acknowledge", "Time to mitigate", "Time to resolve"];

/// One incident.
#[derive(Debug, Clone)]
pub struct Incidents {
    id: String,
    title: String,
    href: String,
    started_at: String,
    /// In seconds; `None` where not recorded.
    pub seconds: [Option<u32>; 4],
    ongoing: bool,
}

/// Every published incident, newest first.
#[must_use]
pub fn data(site: &Site<'_>) -> Vec<Incidents> {
    let entries = site.published.entries.iter();
    entries
        .map(|entry| Incidents {
            id: entry.incident.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            title: entry.incident.title.text.clone(),
            href: address::encoded(&entry.page),
            started_at: entry
                .incident
                .times
                .started
                .as_ref()
                .map(|at| moments::iso(at.value.to_utc()))
                .unwrap_or_default(),
            seconds: seconds(entry.incident),
            ongoing: is_ongoing(entry.incident),
        })
        .collect()
}

/// True while an incident says that it is not over.
#[must_use]
pub fn is_ongoing(incident: &Incident) -> bool {
    incident.status.as_ref().is_some_and(|status| Gate::of(Some(status.value)) == Gate::Ongoing)
}

fn seconds(incident: &Incident) -> [Option<u32>; 4] {
    let told = Durations::of(&incident.times);
    [told.to_detect, told.to_acknowledge, told.to_mitigate, told.to_resolve]
        .map(|delta| delta.map(|delta| u32::try_from(delta.num_seconds()).unwrap_or(u32::MAX)))
}

/// What is known of one measure, shortest first.
#[must_use]
pub fn sorted(incidents: &[Incidents], measure: usize) -> Vec<u32> {
    let mut values: Vec<u32> = incidents.iter().filter_map(|incident| *incident.seconds.get(measure)?).collect();
    values.sort_unstable();
    values
}

/// A duration for reading.
#[must_use]
pub fn told(seconds: u32) -> String {
    humanize(TimeDelta::seconds(i64::from(seconds)))
}

/// The chart, its notes and its table.
#[must_use]
pub fn chart(incidents: &[Incidents]) -> Chart {
    let rows: Vec<dots::Row> = (0..MEASURES.len()).map(|measure| row(incidents, measure)).collect();
    let description: Vec<String> = rows.iter().map(|row| described(row, incidents.len())).collect();
    let heading = "How long incidents took";
    let drawn = dots::draw(Named { id: ID, title: heading, description: &description.join(" ") }, &rows);
    let notes = notes(incidents, &rows, drawn.as_ref().map(|drawn| drawn.single));
    Chart {
        id: ID,
        heading,
        lead: format!("n = {}, on a logarithmic axis of time.", counted(incidents.len(), "incident")),
        definition: "percentiles",
        svg: drawn.map(|drawn| drawn.svg),
        notes,
        table: Some(table(incidents)),
    }
}

fn row(incidents: &[Incidents], measure: usize) -> dots::Row {
    let values = sorted(incidents, measure);
    let missing = incidents.len() - values.len();
    let count = match missing {
        0 => format!("n = {}", values.len()),
        _ => format!("n = {}, {missing} not recorded", values.len()),
    };
    let percentiles = nearest_rank(&values, 50).zip(nearest_rank(&values, 90)).filter(|_| values.len() >= ENOUGH);
    let marks = percentiles.map(|(p50, p90)| ([p50, p90], format!("p50 {}, p90 {}", told(p50), told(p90))));
    dots::Row { name: MEASURES[measure], count, values, marks }
}

fn described(row: &dots::Row, incidents: usize) -> String {
    let (Some(first), Some(last)) = (row.values.first(), row.values.last()) else {
        return format!("{}: not recorded for any of {incidents}.", row.name);
    };
    let marks = row.marks.as_ref().map(|(_, said)| format!(", {said}")).unwrap_or_default();
    format!("{}: {}, from {} to {}{marks}.", row.name, row.count, told(*first), told(*last))
}

fn notes(incidents: &[Incidents], rows: &[dots::Row], single: Option<bool>) -> Vec<String> {
    let mut notes = Vec::new();
    notes.push(
        match single {
            Some(true) => "Each dot is an incident; those of about the same length stand above one another.",
            Some(false) => {
                "Each dot is an incident, or as many as its row says; those of about the same length stand above one another."
            }
            None => "No incident states two of its times, so nothing is drawn.",
        }
        .to_owned(),
    );
    if rows.iter().any(|row| row.marks.is_some()) {
        notes.push("The solid line is p50, the dashed one p90.".to_owned());
    }
    if single.is_some() && rows.iter().any(|row| row.values.len() < ENOUGH) {
        notes.push(format!("Below n = {ENOUGH} there are dots only: percentiles of so few say little."));
    }
    if rows.iter().flat_map(|row| &row.values).any(|value| *value < TimeScale::FLOOR) {
        notes.push("What took less than a minute stands at one minute.".to_owned());
    }
    if rows.iter().any(|row| row.values.len() < incidents.len()) {
        notes.push(
            "A time is not recorded where one of its two moments is missing or they contradict each other.".to_owned(),
        );
    }
    let ongoing = incidents.iter().filter(|incident| incident.ongoing).count();
    if ongoing > 0 {
        notes.push(format!("{} still going on.", are(ongoing)));
    }
    notes
}

fn table(incidents: &[Incidents]) -> Table {
    let row = |incident: &Incidents| Row {
        name: format!("{} {}", incident.id, incident.title).trim_start().to_owned(),
        href: Some(incident.href.clone()),
        cells: incident.seconds.map(|seconds| seconds.map(told)).to_vec(),
    };
    Table {
        columns: ["Incident"].into_iter().chain(MEASURES).map(str::to_owned).collect(),
        rows: incidents.iter().take(MOST_ROWS).map(row).collect(),
        of: (incidents.len() > MOST_ROWS).then_some(incidents.len()),
    }
}

/// Every incident with its durations in seconds.
#[must_use]
pub fn csv(incidents: &[Incidents]) -> Csv {
    let mut csv = Csv::new(&[
        "id",
        "title",
        "started_at",
        "time_to_detect_seconds",
        "time_to_acknowledge_seconds",
        "time_to_mitigate_seconds",
        "time_to_resolve_seconds",
    ]);
    for incident in incidents {
        let told = [&incident.id, &incident.title, &incident.started_at].map(Clone::clone);
        let seconds = incident.seconds.map(|seconds| seconds.map(|seconds| seconds.to_string()).unwrap_or_default());
        csv.row(told.into_iter().chain(seconds));
    }
    csv
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Incidents with these times to resolve and no other.
    pub fn resolved_in(seconds: &[Option<u32>]) -> Vec<Incidents> {
        let incident = |seconds: &Option<u32>| Incidents {
            id: String::new(),
            title: "=cmd".to_owned(),
            href: String::new(),
            started_at: String::new(),
            seconds: [None, None, None, *seconds],
            ongoing: false,
        };
        seconds.iter().map(incident).collect()
    }

    #[test]
    fn what_is_not_recorded_is_counted_and_is_not_zero() {
        let chart = chart(&resolved_in(&[Some(600), None, Some(0)]));
        let svg = chart.svg.unwrap();
        assert!(svg.as_str().contains(">n = 2, 1 not recorded</text>"), "{}", svg.as_str());
        assert!(svg.as_str().contains("Time to detect: not recorded for any of 3."), "{}", svg.as_str());
        let cells: Vec<Option<String>> = chart.table.unwrap().rows.iter().map(|row| row.cells[3].clone()).collect();
        assert_eq!(cells, [Some("10 min".to_owned()), None, Some("0 s".to_owned())]);
        assert!(chart.notes.iter().any(|note| note == "What took less than a minute stands at one minute."));
    }

    #[test]
    fn percentiles_are_told_from_twenty_on() {
        let times = |n: u32| -> Vec<Option<u32>> { (1..=n).map(|minute| Some(minute * 60)).collect() };
        let few = chart(&resolved_in(&times(19))).svg.unwrap();
        assert!(!few.as_str().contains("p50") && !few.as_str().contains("mark-line"));
        let enough = chart(&resolved_in(&times(20))).svg.unwrap();
        assert!(enough.as_str().contains(">p50 10 min, p90 18 min</text>"), "{}", enough.as_str());
    }

    #[test]
    fn the_file_has_every_incident_and_no_formula() {
        let bytes = csv(&resolved_in(&[Some(600), None])).into_bytes();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), [",'=cmd,,,,,600", ",'=cmd,,,,,"]);
    }

    #[test]
    fn a_long_table_says_how_much_of_it_is_left_out() {
        let table = chart(&resolved_in(&vec![Some(60); 60])).table.unwrap();
        assert_eq!((table.rows.len(), table.of), (50, Some(60)));
    }
}
