//! The cumulative distribution of the time to resolve: which share of incidents was over after how long.

use super::chart::{Chart, Row, Table};
use super::durations::{Incidents, sorted, told};
use super::percentile::{ENOUGH, nearest_rank};
use crate::csv::Csv;
use crate::site::charts::{Named, steps};

/// Id of the chart and name of its file.
pub const ID: &str = "resolution";

/// Place of the time to resolve among the measures.
const MEASURE: usize = 3;

/// The chart, or why there is none.
#[must_use]
pub fn chart(incidents: &[Incidents]) -> Chart {
    let values = sorted(incidents, MEASURE);
    let (n, missing) = (values.len(), incidents.len() - values.len());
    let heading = "How soon incidents were resolved";
    let lead = format!("Time to resolve, n = {n}, {missing} not recorded.");
    let mut chart =
        Chart { id: ID, heading, lead, definition: "distribution", svg: None, notes: Vec::new(), table: None };
    if n < ENOUGH {
        let dots = if n > 0 { " Each of them is a dot above." } else { "" };
        chart
            .notes
            .push(format!("Drawn from n = {ENOUGH} on: a curve through fewer shows a shape that is not there.{dots}"));
        return chart;
    }
    let rows: Vec<Row> = [10, 25, 50, 75, 90, 100]
        .into_iter()
        .filter_map(|percent| {
            let value = nearest_rank(&values, percent)?;
            Some(Row { name: format!("{percent}%"), href: None, cells: vec![Some(told(value))] })
        })
        .collect();
    let said: Vec<String> = rows
        .iter()
        .map(|row| format!("{} within {}", row.name, row.cells.iter().flatten().cloned().collect::<String>()))
        .collect();
    let description = format!("n = {n}: {}.", said.join(", "));
    chart.svg = steps::draw(Named { id: ID, title: heading, description: &description }, &values);
    let columns = vec!["Share of incidents".to_owned(), "Resolved within".to_owned()];
    chart.table = Some(Table { columns, rows, of: None });
    chart
}

/// Each time to resolve, shortest first, with how many incidents took no longer.
#[must_use]
pub fn csv(incidents: &[Incidents]) -> Option<Csv> {
    let values = sorted(incidents, MEASURE);
    if values.len() < ENOUGH {
        return None;
    }
    let mut csv = Csv::new(&["time_to_resolve_seconds", "incidents_at_most", "n"]);
    for (n, value) in values.iter().enumerate() {
        if values.get(n + 1) != Some(value) {
            csv.row([value.to_string(), (n + 1).to_string(), values.len().to_string()]);
        }
    }
    Some(csv)
}

#[cfg(test)]
mod tests {
    use super::super::durations::tests::resolved_in;
    use super::*;

    #[test]
    fn below_twenty_it_says_why_it_is_not_drawn() {
        let few = resolved_in(&[Some(60); 19]);
        let chart = chart(&few);
        assert!(chart.svg.is_none() && chart.table.is_none() && csv(&few).is_none());
        assert_eq!(chart.lead, "Time to resolve, n = 19, 0 not recorded.");
        assert!(chart.notes[0].starts_with("Drawn from n = 20 on"));
    }

    #[test]
    fn from_twenty_on_it_is_drawn_with_its_shares() {
        let times: Vec<Option<u32>> = (1..=20).map(|minute| Some(minute * 60)).chain([None]).collect();
        let chart = chart(&resolved_in(&times));
        assert!(chart.svg.unwrap().as_str().contains(
            "n = 20: 10% within 2 min, 25% within 5 min, 50% within 10 min, 75% within 15 min, 90% within 18 min, 100% within 20 min."
        ));
        assert_eq!(chart.lead, "Time to resolve, n = 20, 1 not recorded.");
    }

    #[test]
    fn equal_times_are_one_line_of_the_file() {
        let csv = csv(&resolved_in(&[Some(60); 20])).unwrap();
        let text = String::from_utf8(csv.into_bytes()).unwrap();
        assert_eq!(text, "time_to_resolve_seconds,incidents_at_most,n\r\n60,20,20\r\n");
    }
}
