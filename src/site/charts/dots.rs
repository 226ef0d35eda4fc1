//! Dots on a logarithmic axis of time, one row a measure. Dots of about the same length stand above one another; where
//! they would grow too high, one dot of that row stands for several, and the row says so.

use std::collections::BTreeMap;

use super::scale::{TimeScale, unit};
use super::svg::{Anchor, Svg, anchor};
use super::{Html, Named};

/// Places along the axis.
const PLACES: u32 = 100;
/// Most dots above one another.
const HIGHEST: u32 = 10;
/// Room for dots above one another even where there are fewer.
const LOWEST: u32 = 3;
/// From a dot to the one above it, in pixels.
const PITCH: u32 = 7;
/// Height of a line of text.
const LINE: u32 = 18;
const LEFT: f64 = 1.5;
const WIDTH: f64 = 97.0;

/// One measure.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is measured.
    pub name: &'static str,
    /// How many there are, at the end of the name's line.
    pub count: String,
    /// In seconds, in any order.
    pub values: Vec<u32>,
    /// Lengths that are marked with a line, at most two, with what is said of them.
    pub marks: Option<([u32; 2], String)>,
}

/// A drawn chart.
#[derive(Debug)]
pub struct Drawn {
    /// The chart.
    pub svg: Html,
    /// True where a dot stands for one value, in every row.
    pub single: bool,
}

/// The values of a row, at their places.
struct Lane {
    /// How many values stand at each place.
    stacks: BTreeMap<u32, u32>,
    /// How many of them a dot stands for, at most.
    per_dot: u32,
    height: u32,
}

/// Draws the rows above one axis; `None` where there is no value at all.
#[must_use]
pub fn draw(named: Named<'_>, rows: &[Row]) -> Option<Drawn> {
    let scale = TimeScale::covering(rows.iter().flat_map(|row| row.values.iter().copied()))?;
    let mut svg = Svg::new(named);
    let mut y = 0;
    let mut single = true;
    for row in rows {
        let lane = Lane::new(scale, &row.values);
        single &= lane.per_dot == 1;
        y = draw_row(&mut svg, scale, row, &lane, y) + LINE / 2;
    }
    for tick in scale.ticks() {
        let place = scale.place(tick.at);
        svg.text("", (across(place), y + 8), anchor(place), tick.label);
    }
    Some(Drawn { svg: svg.finish(named.id, y + LINE), single })
}

/// Draws a row from `top` down and says where it ends.
fn draw_row(svg: &mut Svg, scale: TimeScale, row: &Row, lane: &Lane, top: u32) -> u32 {
    svg.text("name", (0.0, top + 14), Anchor::Start, row.name);
    svg.text("", (100.0, top + 14), Anchor::End, &row.count);
    let mut from = top + LINE;
    if let Some((_, said)) = &row.marks {
        svg.text("", (0.0, from + 13), Anchor::Start, said);
    }
    if lane.per_dot > 1 {
        svg.text("", (100.0, from + 13), Anchor::End, &format!("a dot is up to {}", lane.per_dot));
    }
    if row.marks.is_some() || lane.per_dot > 1 {
        from += LINE;
    }
    let bottom = from + lane.height;
    for tick in scale.ticks() {
        let x = across(scale.place(tick.at));
        svg.line("grid", (x, from), (x, bottom));
    }
    svg.line("axis", (LEFT, bottom), (LEFT + WIDTH, bottom));
    if !lane.stacks.is_empty() {
        svg.path("dots", (LEFT, from), (WIDTH, lane.height), PLACES, &lane.path());
    }
    if let Some((marks, _)) = &row.marks {
        for (mark, class) in marks.iter().zip(["mark-line", "mark-line dashed"]) {
            // Through the dots of that length.
            let x = across(f64::from(unit(scale.place(*mark), PLACES)) / f64::from(PLACES));
            svg.line(class, (x, from), (x, bottom));
        }
    }
    bottom
}

impl Lane {
    fn new(scale: TimeScale, values: &[u32]) -> Self {
        let mut stacks = BTreeMap::new();
        for value in values {
            *stacks.entry(unit(scale.place(*value), PLACES)).or_insert(0) += 1;
        }
        let highest: u32 = stacks.values().copied().max().unwrap_or(0);
        let per_dot = highest.div_ceil(HIGHEST).max(1);
        let height = highest.div_ceil(per_dot).max(LOWEST) * PITCH + 2;
        Self { stacks, per_dot, height }
    }

    /// Lines of no length, which round ends make dots.
    fn path(&self) -> String {
        let mut path = String::new();
        for (place, count) in &self.stacks {
            path.push_str(&format!("M{place} {}h0", self.height - PITCH / 2 - 1));
            for _ in 1..count.div_ceil(self.per_dot) {
                path.push_str(&format!("m0-{PITCH}h0"));
            }
        }
        path
    }
}

fn across(fraction: f64) -> f64 {
    LEFT + WIDTH * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMED: Named<'_> = Named { id: "d", title: "Durations", description: "Two." };

    fn row(values: Vec<u32>) -> Row {
        Row { name: "Time to detect", count: format!("n = {}", values.len()), values, marks: None }
    }

    #[test]
    fn every_value_is_a_dot_and_equal_ones_stand_above_one_another() {
        let marked =
            Row { marks: Some(([600, 3_600], "p50 10 min, p90 1 h".to_owned())), ..row(vec![600, 3_600, 600]) };
        let drawn = draw(NAMED, &[marked]).unwrap();
        assert!(drawn.single);
        insta::assert_snapshot!(drawn.svg.as_str(), @r#"
        <svg class="chart" role="img" aria-labelledby="d-title d-desc" width="100%" height="86">
        <title id="d-title">Durations</title>
        <desc id="d-desc">Two.</desc>
        <text class="name" x="0%" y="14">Time to detect</text>
        <text x="100%" y="14" text-anchor="end">n = 3</text>
        <text x="0%" y="31">p50 10 min, p90 1 h</text>
        <line class="grid" x1="1.5%" y1="36" x2="1.5%" y2="59"/>
        <line class="grid" x1="60.98%" y1="36" x2="60.98%" y2="59"/>
        <line class="grid" x1="98.5%" y1="36" x2="98.5%" y2="59"/>
        <line class="axis" x1="1.5%" y1="59" x2="98.5%" y2="59"/>
        <svg x="1.5%" y="36" width="97%" height="23" viewBox="0 0 100 23" preserveAspectRatio="none"><path class="dots" d="M0 19h0m0-7h0M100 19h0"/></svg>
        <line class="mark-line" x1="1.5%" y1="36" x2="1.5%" y2="59"/>
        <line class="mark-line dashed" x1="98.5%" y1="36" x2="98.5%" y2="59"/>
        <text x="1.5%" y="76">10 min</text>
        <text x="60.98%" y="76" text-anchor="middle">30 min</text>
        <text x="98.5%" y="76" text-anchor="end">1 h</text>
        </svg>
        "#);
    }

    #[test]
    fn many_equal_values_share_their_dots_in_their_row_alone() {
        let drawn = draw(NAMED, &[row(vec![600; 101]), row(vec![3_600])]).unwrap();
        assert!(!drawn.single);
        assert_eq!(drawn.svg.as_str().matches("a dot is up to 11</text>").count(), 1);
        assert_eq!(drawn.svg.as_str().matches("h0").count(), 10 + 1);
    }

    #[test]
    fn without_a_value_there_is_no_chart_and_a_row_without_one_is_empty() {
        assert!(draw(NAMED, &[row(Vec::new())]).is_none());
        let drawn = draw(NAMED, &[row(Vec::new()), row(vec![60])]).unwrap();
        assert_eq!(drawn.svg.as_str().matches("<path").count(), 1);
    }
}
