//! Horizontal bars, one group a name. Name and number stand above their bars, so that they read at any width.

use super::svg::{Anchor, Svg};
use super::{Html, Named};

const LINE: u32 = 20;
const THICK: u32 = 10;
const GAP: u32 = 12;

/// The bars of one name.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What is counted.
    pub name: String,
    /// The count in words, at the end of the line.
    pub said: String,
    /// A length for each of the chart's series.
    pub counts: Vec<u32>,
    /// True where it counts what is not known.
    pub unknown: bool,
}

/// Draws the bars, longest possible the most of all counts. `series` names the bars of a group where there are several.
#[must_use]
pub fn draw(named: Named<'_>, series: &[&str], bars: &[Bar]) -> Html {
    let most = bars.iter().flat_map(|bar| &bar.counts).copied().max().unwrap_or(0).max(1);
    let mut svg = Svg::new(named);
    let mut y = 0;
    if series.len() > 1 {
        for (n, name) in (0_u32..).zip(series) {
            let x = f64::from(n) * 30.0;
            svg.rectangle(class(n, false), (x, 4.0), 4.0, f64::from(THICK));
            svg.text("", (x + 5.5, 14), Anchor::Start, name);
        }
        y += LINE + GAP;
    }
    for bar in bars {
        svg.text("name", (0.0, y + 14), Anchor::Start, &bar.name);
        svg.text("", (100.0, y + 14), Anchor::End, &bar.said);
        y += LINE;
        for (n, count) in (0_u32..).zip(&bar.counts) {
            let width = 100.0 * f64::from(*count) / f64::from(most);
            svg.rectangle("track", (0.0, f64::from(y)), 100.0, f64::from(THICK));
            if *count > 0 {
                svg.rectangle(class(n, bar.unknown), (0.0, f64::from(y)), width, f64::from(THICK));
            }
            y += THICK + 2;
        }
        y += GAP;
    }
    svg.finish(named.id, y.saturating_sub(GAP))
}

fn class(series: u32, unknown: bool) -> &'static str {
    match (series, unknown) {
        (0, false) => "bar",
        (0, true) => "bar unknown",
        _ => "bar second",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_begin_at_zero_and_the_most_takes_the_whole_width() {
        let bar = |name: &str, count: u32, unknown| Bar {
            name: name.to_owned(),
            said: count.to_string(),
            counts: vec![count],
            unknown,
        };
        let named = Named { id: "b", title: "How", description: "alert 4, not recorded 1" };
        let svg = draw(named, &[], &[bar("alert", 4, false), bar("human", 0, false), bar("not recorded", 1, true)]);
        insta::assert_snapshot!(svg.as_str(), @r#"
        <svg class="chart" role="img" aria-labelledby="b-title b-desc" width="100%" height="120">
        <title id="b-title">How</title>
        <desc id="b-desc">alert 4, not recorded 1</desc>
        <text class="name" x="0%" y="14">alert</text>
        <text x="100%" y="14" text-anchor="end">4</text>
        <rect class="track" x="0%" y="20" width="100%" height="10"/>
        <rect class="bar" x="0%" y="20" width="100%" height="10"/>
        <text class="name" x="0%" y="58">human</text>
        <text x="100%" y="58" text-anchor="end">0</text>
        <rect class="track" x="0%" y="64" width="100%" height="10"/>
        <text class="name" x="0%" y="102">not recorded</text>
        <text x="100%" y="102" text-anchor="end">1</text>
        <rect class="track" x="0%" y="108" width="100%" height="10"/>
        <rect class="bar unknown" x="0%" y="108" width="25%" height="10"/>
        </svg>
        "#);
    }
}
