//! The insights: what the published incidents have in common, counted. One file a chart's data. There is no mean of
//! durations and no trend: a few long incidents decide a mean, and few incidents make no trend.

mod ages;
mod chart;
mod detection;
mod durations;
mod factors;
mod months;
mod percentile;
mod resolution;
mod reviews;

use serde::Serialize;

use self::chart::{Chart, counted};
use super::head::Head;
use super::site::Site;
use crate::csv::Csv;

const PATH: &str = "insights/index.html";

/// What `insights.html` gets.
#[derive(Debug, Serialize)]
pub struct Insights {
    pub head: Head,
    /// `27 incidents`.
    pub incidents: String,
    pub charts: Vec<Chart>,
}

/// Fills the page.
#[must_use]
pub fn page(site: &Site<'_>) -> Insights {
    let incidents = counted(site.published.entries.len(), "incident");
    let description = format!("What {incidents} have in common: durations, factors, detection, reviews and actions.");
    let durations = durations::data(site);
    let charts = vec![
        durations::chart(&durations),
        resolution::chart(&durations),
        months::chart(&months::data(site)),
        factors::chart(&factors::data(site)),
        ages::chart(&ages::data(site)),
        detection::chart(&detection::data(site)),
        reviews::chart(&reviews::data(site)),
    ];
    Insights { head: Head::new(site, PATH, "Insights", &description, "insights"), incidents, charts }
}

/// The data of the charts as files of the site, by path; none where there is no page.
#[must_use]
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    if site.published.entries.is_empty() {
        return Vec::new();
    }
    let durations = durations::data(site);
    let all: [(&str, Option<Csv>); 7] = [
        (durations::ID, Some(durations::csv(&durations))),
        (resolution::ID, resolution::csv(&durations)),
        (months::ID, Some(months::csv(&months::data(site)))),
        (factors::ID, Some(factors::csv(&factors::data(site)))),
        (ages::ID, Some(ages::csv(&ages::data(site)))),
        (detection::ID, Some(detection::csv(&detection::data(site)))),
        (reviews::ID, Some(reviews::csv(&reviews::data(site)))),
    ];
    all.into_iter().filter_map(|(id, csv)| Some((format!("insights/{id}.csv"), csv?.into_bytes()))).collect()
}
