//! Incidents per month, by the month they began in; the months between without one are zero.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::chart::{Chart, Row, Table, counted};
use crate::csv::Csv;
use crate::incident::{Dated, Precision};
use crate::site::charts::columns::{self, Column};
use crate::site::charts::{Named, scale};
use crate::site::pages::Site;

/// Id of the chart and name of its file.
pub const ID: &str = "months";

/// Most months that are drawn.
const MOST: i32 = 36;

/// The months and what has none.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Months {
    /// Every month from the first incident's on, as months since year 0, with its incidents.
    counts: Vec<(i32, usize)>,
    /// Incidents of which only the year is known.
    year_only: usize,
    undated: usize,
    /// Incidents that are dated after the day the site is shown as of.
    future: usize,
    /// The last month is not over.
    unfinished: bool,
}

/// Counts the published incidents.
#[must_use]
pub fn data(site: &Site<'_>) -> Months {
    count(site.published.entries.iter().map(|entry| entry.incident.date), site.today)
}

fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0)
}

fn written(month: i32) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

fn count(dates: impl Iterator<Item = Option<Dated>>, today: NaiveDate) -> Months {
    let mut counted = Months::default();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for date in dates {
        match date {
            None => counted.undated += 1,
            Some(date) if date.precision == Precision::Year => counted.year_only += 1,
            Some(date) if month(date.day) > month(today) => counted.future += 1,
            Some(date) => *counts.entry(month(date.day)).or_insert(0) += 1,
        }
    }
    if let (Some(first), Some(last)) = (counts.keys().next().copied(), counts.keys().last().copied()) {
        // Quiet months up to today are told; those of an archive that ended long ago are not.
        counted.unfinished = month(today) - last < MOST;
        let last = if counted.unfinished { month(today) } else { last };
        counted.counts = (first..=last).map(|month| (month, counts.get(&month).copied().unwrap_or(0))).collect();
    }
    counted
}

/// The chart, its notes and its table.
#[must_use]
pub fn chart(data: &Months) -> Chart {
    let most = usize::try_from(MOST).unwrap_or(0);
    let shown = data.counts.get(data.counts.len().saturating_sub(most)..).unwrap_or_default();
    let sum = |months: &[(i32, usize)]| months.iter().map(|(_, count)| count).sum::<usize>();
    let (n, all) = (sum(shown), sum(&data.counts));
    let heading = "Incidents per month";
    let told: Vec<String> = shown
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(month, count)| format!("{} {count}", written(*month)))
        .collect();
    let description = format!("n = {n}: {}; none in the other months.", told.join(", "));
    let columns: Vec<Column> = shown
        .iter()
        .enumerate()
        .map(|(place, (month, count))| Column { count: scale::count(*count), label: label(place, *month, shown.len()) })
        .collect();
    let svg = (!shown.is_empty())
        .then(|| columns::draw(Named { id: ID, title: heading, description: &description }, &columns));
    let cells = |count: &usize| vec![Some(count.to_string())];
    let rows: Vec<Row> = shown
        .iter()
        .rev()
        .map(|(month, count)| Row { name: written(*month), href: None, cells: cells(count) })
        .collect();
    Chart {
        id: ID,
        heading,
        lead: format!("{} in {}, by the month they began in.", counted(n, "incident"), counted(shown.len(), "month")),
        definition: "months",
        svg,
        notes: notes(data, shown.len(), all - n),
        table: (!rows.is_empty()).then(|| Table {
            columns: vec!["Month".to_owned(), "Incidents".to_owned()],
            of: (data.counts.len() > rows.len()).then_some(data.counts.len()),
            rows,
        }),
    }
}

/// The first month is named in full, then each year where it begins.
fn label(place: usize, month: i32, of: usize) -> Option<String> {
    let begins_a_year = month.rem_euclid(12) == 0;
    // The name of the first month needs the room of the next ones.
    let has_room = place * 6 > of;
    match place {
        0 => Some(written(month)),
        _ if begins_a_year && has_room => Some(month.div_euclid(12).to_string()),
        _ => None,
    }
}

fn notes(data: &Months, shown: usize, earlier: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if data.counts.len() > shown {
        notes.push(format!("The last {shown} months are drawn; {} before them.", counted(earlier, "incident")));
    }
    if data.unfinished && shown > 0 {
        notes.push("The last month is not over.".to_owned());
    }
    let unknown = [
        (data.undated, "without a date"),
        (data.year_only, "of which only the year is known"),
        (data.future, "dated after the day this page is as of"),
    ];
    let told: Vec<String> =
        unknown.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !told.is_empty() {
        notes.push(format!("Not drawn: {}.", told.join(", ")));
    }
    notes
}

/// Every month, the first one first.
#[must_use]
pub fn csv(data: &Months) -> Csv {
    let mut csv = Csv::new(&["month", "incidents"]);
    for (month, count) in &data.counts {
        csv.row([written(*month), count.to_string()]);
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Origin;

    fn on(day: &str, precision: Precision) -> Dated {
        Dated { day: day.parse().unwrap(), precision, origin: Origin::FrontMatter }
    }

    fn counts(days: &[&str], today: &str) -> Months {
        count(days.iter().map(|day| Some(on(day, Precision::Day))), today.parse().unwrap())
    }

    #[test]
    fn months_without_an_incident_are_zero_up_to_today() {
        let months = counts(&["2025-11-30", "2026-01-01", "2026-01-31"], "2026-02-03");
        let text = String::from_utf8(csv(&months).into_bytes()).unwrap();
        assert_eq!(text, "month,incidents\r\n2025-11,1\r\n2025-12,0\r\n2026-01,2\r\n2026-02,0\r\n");
        assert_eq!(chart(&months).notes, ["The last month is not over."]);
    }

    #[test]
    fn an_archive_that_ended_long_ago_ends_with_its_last_incident() {
        let months = counts(&["2019-01-01", "2019-03-01"], "2026-02-03");
        assert_eq!((months.counts.len(), months.unfinished), (3, false));
    }

    #[test]
    fn the_last_thirty_six_months_are_drawn_and_the_others_are_said() {
        let chart = chart(&counts(&["2020-01-01", "2026-02-01"], "2026-02-03"));
        assert_eq!(chart.lead, "1 incident in 36 months, by the month they began in.");
        assert_eq!(chart.notes[0], "The last 36 months are drawn; 1 incident before them.");
        assert_eq!(chart.table.unwrap().rows.len(), 36);
    }

    #[test]
    fn what_has_no_month_is_said() {
        let dates = [None, Some(on("2024-01-01", Precision::Year)), Some(on("2099-01-01", Precision::Day))];
        let months = count(dates.into_iter(), "2026-02-03".parse().unwrap());
        let chart = chart(&months);
        assert!(chart.svg.is_none() && chart.table.is_none());
        assert_eq!(
            chart.notes,
            [
                "Not drawn: 1 without a date, 1 of which only the year is known, 1 dated after the day this page is as of."
            ]
        );
    }
}
