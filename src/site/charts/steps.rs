//! A cumulative distribution as steps: how large a share of the values is at most so long.

use std::collections::BTreeMap;

use super::scale::{TimeScale, unit};
use super::svg::{Anchor, Svg, anchor};
use super::{Html, Named};

const LEFT: f64 = 12.0;
const WIDTH: f64 = 87.0;
const TOP: u32 = 10;
const HEIGHT: u32 = 200;
/// Places along the axis: steps that are closer are one.
const PLACES: u32 = 500;

/// Draws the distribution of `values` in seconds; `None` without values.
#[must_use]
pub fn draw(named: Named<'_>, values: &[u32]) -> Option<Html> {
    let scale = TimeScale::covering(values.iter().copied())?;
    let mut svg = Svg::new(named);
    for percent in [0, 25, 50, 75, 100] {
        let y = TOP + HEIGHT - HEIGHT * percent / 100;
        svg.line(if percent == 0 { "axis" } else { "grid" }, (LEFT, y), (LEFT + WIDTH, y));
        svg.text("", (0.0, y + 4), Anchor::Start, &format!("{percent}%"));
    }
    for tick in scale.ticks() {
        let x = LEFT + WIDTH * scale.place(tick.at);
        svg.line("grid", (x, TOP), (x, TOP + HEIGHT));
        svg.text("", (x, TOP + HEIGHT + 18), anchor(scale.place(tick.at)), tick.label);
    }
    svg.path("steps", (LEFT, TOP), (WIDTH, HEIGHT), PLACES, &path(scale, values));
    Some(svg.finish(named.id, TOP + HEIGHT + 26))
}

/// From nothing at the left up to everything at the right.
fn path(scale: TimeScale, values: &[u32]) -> String {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(unit(scale.place(*value), PLACES)).or_insert(0) += 1;
    }
    let mut path = format!("M0 {HEIGHT}");
    let mut below = 0;
    for (place, count) in counts {
        below += count;
        let up = super::scale::count(below * usize::try_from(HEIGHT).unwrap_or(0) / values.len());
        path.push_str(&format!("H{place}V{}", HEIGHT.saturating_sub(up)));
    }
    path.push_str(&format!("H{PLACES}"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_a_step_up_and_the_last_reaches_the_whole() {
        let scale = TimeScale::covering([60, 600, 3_600]).unwrap();
        assert_eq!(path(scale, &[60, 600, 600, 3_600]), "M0 200H0V150H281V50H500V0H500");
    }

    #[test]
    fn without_values_there_is_no_chart() {
        assert!(draw(Named { id: "x", title: "", description: "" }, &[]).is_none());
    }
}
