//! Columns side by side above an axis of counts: something that is counted for each of a row of months.

use super::scale::CountScale;
use super::svg::{Anchor, Svg, anchor};
use super::{Html, Named};

const LEFT: f64 = 9.0;
const WIDTH: f64 = 91.0;
const TOP: u32 = 10;
const HEIGHT: u32 = 140;

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its height.
    pub count: u32,
    /// What stands below it; few have one.
    pub label: Option<String>,
}

/// Draws the columns.
#[must_use]
pub fn draw(named: Named<'_>, columns: &[Column]) -> Html {
    let scale = CountScale::covering(columns.iter().map(|column| column.count).max().unwrap_or(0));
    let mut svg = Svg::new(named);
    for tick in scale.ticks() {
        let y = TOP + HEIGHT - super::scale::unit(scale.place(tick), HEIGHT);
        svg.line(if tick == 0 { "axis" } else { "grid" }, (LEFT, y), (100.0, y));
        svg.text("", (0.0, y + 4), Anchor::Start, &tick.to_string());
    }
    let each = WIDTH / f64::from(super::scale::count(columns.len()).max(1));
    // Few columns would be blocks; they stay slender in the middle of their place.
    let thick = (each * 0.75).min(6.0);
    for (n, column) in (0_u32..).zip(columns) {
        let middle = LEFT + each * (f64::from(n) + 0.5);
        if column.count > 0 {
            let height = f64::from(HEIGHT) * scale.place(column.count);
            svg.rectangle("bar", (middle - thick / 2.0, f64::from(TOP + HEIGHT) - height), thick, height);
        }
        if let Some(label) = &column.label {
            svg.text("", (middle, TOP + HEIGHT + 18), anchor(middle / 100.0 - 0.03), label);
        }
    }
    svg.finish(named.id, TOP + HEIGHT + 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_incidents_keeps_its_place_without_a_column() {
        let column = |count, label: Option<&str>| Column { count, label: label.map(str::to_owned) };
        let named = Named { id: "m", title: "Months", description: "2, 0, 1" };
        let svg = draw(named, &[column(2, Some("2026-01")), column(0, None), column(1, None)]);
        insta::assert_snapshot!(svg.as_str(), @r#"
        <svg class="chart" role="img" aria-labelledby="m-title m-desc" width="100%" height="176">
        <title id="m-title">Months</title>
        <desc id="m-desc">2, 0, 1</desc>
        <line class="axis" x1="9%" y1="150" x2="100%" y2="150"/>
        <text x="0%" y="154">0</text>
        <line class="grid" x1="9%" y1="80" x2="100%" y2="80"/>
        <text x="0%" y="84">1</text>
        <line class="grid" x1="9%" y1="10" x2="100%" y2="10"/>
        <text x="0%" y="14">2</text>
        <rect class="bar" x="21.17%" y="10" width="6%" height="140"/>
        <text x="24.17%" y="168" text-anchor="middle">2026-01</text>
        <rect class="bar" x="81.83%" y="80" width="6%" height="70"/>
        </svg>
        "#);
    }

    #[test]
    fn no_column_at_all_is_an_empty_axis() {
        let svg = draw(Named { id: "m", title: "t", description: "d" }, &[]);
        assert!(!svg.as_str().contains("<rect"));
    }
}
