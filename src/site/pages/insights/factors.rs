//! Contributing factors by their kind: how many factors, and in how many incidents.

use super::chart::{Chart, Row, Table, counted};
use crate::csv::Csv;
use crate::incident::{Factor, FactorKind};
use crate::site::charts::bars::{self, Bar};
use crate::site::charts::{Named, scale};
use crate::site::pages::Site;

/// Id of the chart and name of its file.
pub const ID: &str = "factors";

const UNSTATED: &str = "not stated";

/// The factors of the archive.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// Name of the kind, factors of it, incidents with one.
    kinds: Vec<(&'static str, usize, usize)>,
    all: usize,
    incidents: usize,
    /// Incidents that name no factor.
    without: usize,
}

/// Counts the factors of the published incidents.
#[must_use]
pub fn data(site: &Site<'_>) -> Factors {
    let all: Vec<&[Factor]> = site.published.entries.iter().map(|entry| entry.incident.factors.as_slice()).collect();
    count(&all)
}

fn count(incidents: &[&[Factor]]) -> Factors {
    let of_kind = |kind: Option<FactorKind>| {
        let per_incident = incidents.iter().map(|factors| {
            factors.iter().filter(|factor| factor.kind.as_ref().map(|stated| stated.value) == kind).count()
        });
        let (mut factors, mut with) = (0, 0);
        for count in per_incident {
            factors += count;
            with += usize::from(count > 0);
        }
        (kind.map_or(UNSTATED, FactorKind::as_str), factors, with)
    };
    let kinds = FactorKind::ALL.iter().copied().map(Some).chain([None]);
    Factors {
        kinds: kinds.map(of_kind).collect(),
        all: incidents.iter().map(|factors| factors.len()).sum(),
        incidents: incidents.len(),
        without: incidents.iter().filter(|factors| factors.is_empty()).count(),
    }
}

/// The chart, its notes and its table.
#[must_use]
pub fn chart(data: &Factors) -> Chart {
    let heading = "Contributing factors by kind";
    let said = |factors: usize, incidents: usize| {
        format!("{} in {}", counted(factors, "factor"), counted(incidents, "incident"))
    };
    let told: Vec<String> = data.kinds.iter().map(|(kind, f, i)| format!("{kind}: {}", said(*f, *i))).collect();
    let drawn: Vec<Bar> = data
        .kinds
        .iter()
        .map(|(kind, factors, incidents)| Bar {
            name: (*kind).to_owned(),
            said: said(*factors, *incidents),
            counts: vec![scale::count(*factors), scale::count(*incidents)],
            unknown: *kind == UNSTATED,
        })
        .collect();
    let description = format!("{}.", told.join("; "));
    let named = Named { id: ID, title: heading, description: &description };
    let mut notes = vec!["An incident with factors of several kinds counts once for each.".to_owned()];
    if data.without > 0 {
        notes.push(format!("Without any: {} of {}.", data.without, counted(data.incidents, "incident")));
    }
    let row = |(kind, factors, incidents): &(&str, usize, usize)| Row {
        name: (*kind).to_owned(),
        href: None,
        cells: vec![Some(factors.to_string()), Some(incidents.to_string())],
    };
    let columns = ["Kind", "Factors", "Incidents"].map(str::to_owned).to_vec();
    Chart {
        id: ID,
        heading,
        lead: format!("n = {} in {}.", counted(data.all, "factor"), counted(data.incidents - data.without, "incident")),
        definition: "factors",
        svg: (data.all > 0).then(|| bars::draw(named, &["factors", "incidents"], &drawn)),
        notes,
        table: Some(Table { columns, rows: data.kinds.iter().map(row).collect(), of: None }),
    }
}

/// The kinds with their counts.
#[must_use]
pub fn csv(data: &Factors) -> Csv {
    let mut csv = Csv::new(&["kind", "factors", "incidents"]);
    for (kind, factors, incidents) in &data.kinds {
        csv.row([(*kind).to_owned(), factors.to_string(), incidents.to_string()]);
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, Spanned};

    fn factor(kind: Option<FactorKind>) -> Factor {
        let span = Span::new(0, 0);
        let text = Spanned { value: String::new(), span };
        Factor { kind: kind.map(|value| Spanned { value, span }), text, span }
    }

    #[test]
    fn factors_and_the_incidents_that_have_them_are_counted_apart() {
        let technical = factor(Some(FactorKind::Technical));
        let first = [technical.clone(), technical.clone(), factor(None)];
        let second = [technical, factor(Some(FactorKind::Process))];
        let data = count(&[&first, &second, &[]]);
        let text = String::from_utf8(csv(&data).into_bytes()).unwrap();
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "kind,factors,incidents",
                "technical,3,2",
                "process,1,1",
                "organizational,0,0",
                "human,0,0",
                "external,0,0",
                "not stated,1,1"
            ]
        );
        let chart = chart(&data);
        assert_eq!(chart.lead, "n = 5 factors in 2 incidents.");
        assert_eq!(chart.notes[1], "Without any: 1 of 3 incidents.");
    }
}
