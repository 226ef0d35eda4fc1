//! Dots on a logarithmic axis of time, one row a measure. Dots of about the same length stand above one another; where
//! they would grow too high, one dot stands for several, and the caller is told so.

use std::collections::BTreeMap;

use super::scale::{TimeScale, unit};
use super::svg::{Anchor, Svg, anchor};
use super::{Html, Named};

/// Places along the axis.
const PLACES: u32 = 100;
/// Most dots above one another.
const HIGHEST: u32 = 8;
/// From a dot to the one above it, in pixels.
const PITCH: u32 = 6;
/// Height of the dots of a row.
const LANE: u32 = HIGHEST * PITCH + 4;
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
    /// How many values a dot stands for, at most.
    pub per_dot: u32,
}

/// Draws the rows above one axis; `None` where there is no value at all.
#[must_use]
pub fn draw(named: Named<'_>, rows: &[Row]) -> Option<Drawn> {
    let scale = TimeScale::covering(rows.iter().flat_map(|row| row.values.iter().copied()))?;
    let stacks: Vec<BTreeMap<u32, u32>> = rows.iter().map(|row| stacked(scale, &row.values)).collect();
    let highest = stacks.iter().flat_map(BTreeMap::values).copied().max().unwrap_or(1);
    let per_dot = highest.div_ceil(HIGHEST).max(1);
    let mut svg = Svg::new(named);
    let ends: Vec<u32> = rows
        .iter()
        .scan(0, |y, row| {
            *y += LINE * (1 + u32::from(row.marks.is_some())) + LANE + LINE / 2;
            Some(*y)
        })
        .collect();
    let bottom = ends.last().map_or(0, |end| end - LINE / 2);
    for tick in scale.ticks() {
        let x = across(scale.place(tick.at));
        svg.line("grid", (x, 0), (x, bottom));
        svg.text("", (x, bottom + LINE), anchor(scale.place(tick.at)), tick.label);
    }
    let mut top = 0;
    for ((row, stack), end) in rows.iter().zip(&stacks).zip(ends) {
        draw_row(&mut svg, scale, row, &path(stack, per_dot), top);
        top = end;
    }
    Some(Drawn { svg: svg.finish(named.id, bottom + LINE + LINE / 2), per_dot })
}

fn draw_row(svg: &mut Svg, scale: TimeScale, row: &Row, path: &str, top: u32) {
    svg.text("name", (0.0, top + 14), Anchor::Start, row.name);
    svg.text("", (100.0, top + 14), Anchor::End, &row.count);
    let mut lane = top + LINE;
    if let Some((_, said)) = &row.marks {
        svg.text("", (0.0, lane + 13), Anchor::Start, said);
        lane += LINE;
    }
    svg.line("axis", (LEFT, lane + LANE), (LEFT + WIDTH, lane + LANE));
    if let Some((marks, _)) = &row.marks {
        for (mark, class) in marks.iter().zip(["mark-line", "mark-line dashed"]) {
            let x = across(scale.place(*mark));
            svg.line(class, (x, lane), (x, lane + LANE));
        }
    }
    if !path.is_empty() {
        svg.path("dots", (LEFT, lane), (WIDTH, LANE), PLACES, path);
    }
}

fn across(fraction: f64) -> f64 {
    LEFT + WIDTH * fraction
}

/// How many values stand at each place.
fn stacked(scale: TimeScale, values: &[u32]) -> BTreeMap<u32, u32> {
    let mut stacks = BTreeMap::new();
    for value in values {
        *stacks.entry(unit(scale.place(*value), PLACES)).or_insert(0) += 1;
    }
    stacks
}

/// Lines of no length, which round ends make dots.
fn path(stacks: &BTreeMap<u32, u32>, per_dot: u32) -> String {
    let mut path = String::new();
    for (place, count) in stacks {
        path.push_str(&format!("M{place} {}h0", LANE - PITCH / 2 - 1));
        for _ in 1..count.div_ceil(per_dot) {
            path.push_str(&format!("m0-{PITCH}h0"));
        }
    }
    path
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
        assert_eq!(drawn.per_dot, 1);
        insta::assert_snapshot!(drawn.svg.as_str(), @r#"
        <svg class="chart" role="img" aria-labelledby="d-title d-desc" width="100%" height="115">
        <title id="d-title">Durations</title>
        <desc id="d-desc">Two.</desc>
        <line class="grid" x1="1.5%" y1="0" x2="1.5%" y2="88"/>
        <text x="1.5%" y="106">10 min</text>
        <line class="grid" x1="60.98%" y1="0" x2="60.98%" y2="88"/>
        <text x="60.98%" y="106" text-anchor="middle">30 min</text>
        <line class="grid" x1="98.5%" y1="0" x2="98.5%" y2="88"/>
        <text x="98.5%" y="106" text-anchor="end">1 h</text>
        <text class="name" x="0%" y="14">Time to detect</text>
        <text x="100%" y="14" text-anchor="end">n = 3</text>
        <text x="0%" y="31">p50 10 min, p90 1 h</text>
        <line class="axis" x1="1.5%" y1="88" x2="98.5%" y2="88"/>
        <line class="mark-line" x1="1.5%" y1="36" x2="1.5%" y2="88"/>
        <line class="mark-line dashed" x1="98.5%" y1="36" x2="98.5%" y2="88"/>
        <svg x="1.5%" y="36" width="97%" height="52" viewBox="0 0 100 52" preserveAspectRatio="none"><path class="dots" d="M0 48h0m0-6h0M100 48h0"/></svg>
        </svg>
        "#);
    }

    #[test]
    fn many_equal_values_share_their_dots() {
        let drawn = draw(NAMED, &[row(vec![600; 81]), row(vec![3_600])]).unwrap();
        assert_eq!(drawn.per_dot, 11);
        assert_eq!(drawn.svg.as_str().matches("h0").count(), 8 + 1);
    }

    #[test]
    fn without_a_value_there_is_no_chart_and_a_row_without_one_is_empty() {
        assert!(draw(NAMED, &[row(Vec::new())]).is_none());
        let drawn = draw(NAMED, &[row(Vec::new()), row(vec![60])]).unwrap();
        assert_eq!(drawn.svg.as_str().matches("<path").count(), 1);
    }
}
