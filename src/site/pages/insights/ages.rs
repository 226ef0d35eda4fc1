//! How old the open corrective actions are on the day the site is shown as of.

use super::chart::{Chart, Row, Table, Tally, bars, counted};
use crate::csv::Csv;
use crate::incident::Action;
use crate::site::pages::Site;
use crate::site::pages::open_actions::OpenAction;
use crate::site::published::Entry;

/// Id of the chart and name of its file.
pub const ID: &str = "actions";

/// Name of each bucket and its first day past it.
const BUCKETS: [(&str, i64); 5] = [
    ("under 30 days", 30),
    ("30 to 89 days", 90),
    ("90 to 179 days", 180),
    ("180 to 364 days", 365),
    ("a year or more", i64::MAX),
];

/// Since when an action is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    /// Days since the commit that wrote it down.
    Recorded(i64),
    /// Days since the incident.
    Incident(i64),
    Unknown,
}

/// A bucket: how many actions were counted from the history, and how many from their incident's date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bucket {
    recorded: usize,
    incident: usize,
}

/// The open actions of the archive.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ages {
    buckets: [Bucket; BUCKETS.len()],
    /// Neither the history nor the incident says.
    unknown: usize,
}

/// Counts the open actions of the published incidents.
#[must_use]
pub fn data(site: &Site<'_>) -> Ages {
    let entry = |open: &OpenAction| &site.published.entries[open.entry];
    count(site.open_actions.iter().map(|open| age(site, entry(open), open.action(&site.published))))
}

fn age(site: &Site<'_>, entry: &Entry<'_>, action: &Action) -> Age {
    let place = entry.incident.actions.iter().position(|other| std::ptr::eq(other, action));
    let record = place.and_then(|place| entry.timeline?.ledger.get(place));
    let zone = site.config.archive.timezone.unwrap_or(chrono_tz::Tz::UTC);
    if let Some(days) = record.and_then(|record| record.days_open(action, site.today, zone)) {
        return Age::Recorded(days);
    }
    let days = |day| site.today.signed_duration_since(day).num_days().max(0);
    entry.incident.date.map_or(Age::Unknown, |date| Age::Incident(days(date.day)))
}

fn count(ages: impl Iterator<Item = Age>) -> Ages {
    let mut counted = Ages::default();
    for age in ages {
        let days = match age {
            Age::Recorded(days) | Age::Incident(days) => days,
            Age::Unknown => {
                counted.unknown += 1;
                continue;
            }
        };
        let place = BUCKETS.iter().position(|(_, end)| days < *end).unwrap_or(BUCKETS.len() - 1);
        match age {
            Age::Recorded(_) => counted.buckets[place].recorded += 1,
            _ => counted.buckets[place].incident += 1,
        }
    }
    counted
}

impl Ages {
    fn rows(&self) -> impl Iterator<Item = (&'static str, Bucket)> {
        BUCKETS.iter().map(|(name, _)| *name).zip(self.buckets)
    }
}

/// The chart, its notes and its table.
#[must_use]
pub fn chart(data: &Ages) -> Chart {
    let heading = "Age of open corrective actions";
    let mut tallies: Vec<Tally> =
        data.rows().map(|(name, bucket)| Tally::new(name, bucket.recorded + bucket.incident)).collect();
    if data.unknown > 0 {
        tallies.push(Tally::unknown("not recorded", data.unknown));
    }
    let n: usize = tallies.iter().map(|tally| tally.count).sum();
    let (recorded, incident) =
        data.buckets.iter().fold((0, 0), |sum, bucket| (sum.0 + bucket.recorded, sum.1 + bucket.incident));
    let row = |name: &str, cells: [usize; 3]| Row {
        name: name.to_owned(),
        href: None,
        cells: cells.map(|count| Some(count.to_string())).to_vec(),
    };
    let mut rows: Vec<Row> = data
        .rows()
        .map(|(name, bucket)| row(name, [bucket.recorded + bucket.incident, bucket.recorded, bucket.incident]))
        .collect();
    if data.unknown > 0 {
        rows.push(row("not recorded", [data.unknown, 0, 0]));
    }
    let columns = ["Age", "Open actions", "From history", "From the incident's date"].map(str::to_owned).to_vec();
    Chart {
        id: ID,
        heading,
        lead: format!("n = {}.", counted(n, "open action")),
        definition: "age",
        svg: bars(ID, heading, &tallies),
        notes: notes(n, recorded, incident),
        table: (n > 0).then_some(Table { columns, rows, of: None }),
    }
}

/// Where the ages are counted from.
fn notes(n: usize, recorded: usize, incident: usize) -> Vec<String> {
    if n == 0 {
        return vec!["No corrective action is open.".to_owned()];
    }
    let from = [
        (recorded, "counted from the commit that wrote the action down"),
        (incident, "from the date of the incident, because no commit says"),
    ];
    let told: Vec<String> =
        from.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if told.is_empty() { Vec::new() } else { vec![format!("{}.", told.join(", "))] }
}

/// The buckets with their counts.
#[must_use]
pub fn csv(data: &Ages) -> Csv {
    let mut csv = Csv::new(&["age", "open_actions", "from_history", "from_incident_date"]);
    for (name, Bucket { recorded, incident }) in data.rows() {
        csv.row([name.to_owned(), (recorded + incident).to_string(), recorded.to_string(), incident.to_string()]);
    }
    csv.row(["not recorded".to_owned(), data.unknown.to_string(), "0".to_owned(), "0".to_owned()]);
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_age_falls_into_one_bucket() {
        let ages = [0, 29, 30, 89, 90, 179, 180, 364, 365, i64::MAX].map(Age::Recorded);
        let counted = count(ages.into_iter());
        assert_eq!(counted.buckets.map(|bucket| bucket.recorded), [2; 5]);
    }

    #[test]
    fn where_an_age_is_counted_from_is_said() {
        let data = count([Age::Recorded(3), Age::Incident(400), Age::Incident(2), Age::Unknown].into_iter());
        let chart = chart(&data);
        assert_eq!(chart.lead, "n = 4 open actions.");
        assert_eq!(
            chart.notes,
            [
                "1 counted from the commit that wrote the action down, 2 from the date of the incident, because no commit says."
            ]
        );
        let text = String::from_utf8(csv(&data).into_bytes()).unwrap();
        assert!(text.contains("under 30 days,2,1,1\r\n") && text.ends_with("not recorded,1,0,0\r\n"), "{text}");
    }

    #[test]
    fn without_an_open_action_that_is_said_and_nothing_drawn() {
        let chart = chart(&Ages::default());
        assert!(chart.svg.is_none() && chart.table.is_none());
        assert_eq!(chart.notes, ["No corrective action is open."]);
    }
}
