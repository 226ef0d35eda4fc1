//! What the template gets of each chart: its picture, what it leaves open, and its data as a table.

use serde::Serialize;

use crate::site::charts::bars::Bar;
use crate::site::charts::{Named, bars, scale};
use crate::site::html::Html;

/// Most rows of a table on the page; its file has them all.
pub const MOST_ROWS: usize = 50;

/// One chart.
#[derive(Debug, Serialize)]
pub struct Chart {
    pub id: &'static str,
    pub heading: &'static str,
    /// What is counted, and how many there are.
    pub lead: String,
    /// Id on the page of definitions.
    pub definition: &'static str,
    /// `None` where it is not drawn; the notes say why.
    pub svg: Option<Html>,
    /// Whole sentences.
    pub notes: Vec<String>,
    /// `None` where there is nothing to show.
    pub table: Option<Table>,
}

/// The data of a chart.
#[derive(Debug, Default, Serialize)]
pub struct Table {
    /// The first is the heading of the rows' names.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// How many rows there are in all, where not all are here.
    pub of: Option<usize>,
}

/// A row of the data.
#[derive(Debug, Serialize)]
pub struct Row {
    pub name: String,
    /// From the site's root, encoded.
    pub href: Option<String>,
    /// `None` where it is not recorded.
    pub cells: Vec<Option<String>>,
}

/// A name and how often it was counted; how bars are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub name: String,
    pub count: usize,
    /// True where it counts what is not known.
    pub unknown: bool,
}

impl Tally {
    /// A tally of something known.
    #[must_use]
    pub fn new(name: impl Into<String>, count: usize) -> Self {
        Self { name: name.into(), count, unknown: false }
    }

    /// A tally of what is not known.
    #[must_use]
    pub fn unknown(name: impl Into<String>, count: usize) -> Self {
        Self { unknown: true, ..Self::new(name, count) }
    }
}

/// Bars of tallies; `None` where nothing was counted.
#[must_use]
pub fn bars(id: &str, title: &str, tallies: &[Tally]) -> Option<Html> {
    if tallies.iter().all(|tally| tally.count == 0) {
        return None;
    }
    let told: Vec<String> = tallies.iter().map(|tally| format!("{}: {}", tally.name, tally.count)).collect();
    let drawn: Vec<Bar> = tallies
        .iter()
        .map(|tally| Bar {
            name: tally.name.clone(),
            said: tally.count.to_string(),
            counts: vec![scale::count(tally.count)],
            unknown: tally.unknown,
        })
        .collect();
    let description = format!("{}.", told.join("; "));
    Some(bars::draw(Named { id, title, description: &description }, &[], &drawn))
}

/// A table of tallies.
#[must_use]
pub fn table(columns: [&str; 2], tallies: &[Tally]) -> Table {
    Table {
        columns: columns.map(str::to_owned).to_vec(),
        rows: tallies
            .iter()
            .map(|tally| Row { name: tally.name.clone(), href: None, cells: vec![Some(tally.count.to_string())] })
            .collect(),
        of: None,
    }
}

/// `1 incident is`, `2 incidents are`.
#[must_use]
pub fn are(incidents: usize) -> String {
    format!("{} {}", counted(incidents, "incident"), if incidents == 1 { "is" } else { "are" })
}

/// `1 incident`, `2 incidents`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
