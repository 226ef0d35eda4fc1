//! Similar incidents for the terminal, and for programs.

use std::fmt::Write as _;
use std::sync::Arc;

use anstyle::Style;
use serde_json::json;

use crate::incident::body;
use crate::likeness::{Outline, Related};
use crate::lint::report::neutral;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Two lines and the path for each, the closest first.
pub fn text(outlines: &[Arc<Outline>], related: &[Related], color: bool) -> String {
    let paint = |style: Style, text: &str| {
        if color { format!("{}{text}{}", style.render(), style.render_reset()) } else { text.to_owned() }
    };
    let mut out = String::new();
    for (found, outline) in related.iter().filter_map(|found| Some((found, outlines.get(found.index)?))) {
        let title = body::plain(&outline.title);
        let title = neutral::line(&title);
        let name = outline.id.as_deref().map(|id| paint(BOLD, &neutral::line(id)) + " ").unwrap_or_default();
        let about: Vec<String> =
            outline.severity.iter().cloned().chain(outline.day.map(|day| day.to_string())).collect();
        let _ = writeln!(out, "{name}{title}  {}", paint(DIM, &neutral::line(&about.join(" "))));
        let reasons: Vec<String> = found.reasons.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "  {}", neutral::line(&reasons.join("; ")));
        let _ = writeln!(out, "  {}", paint(DIM, &neutral::line(&outline.path)));
    }
    if related.is_empty() {
        let _ = writeln!(out, "Nothing like it in {} incidents.", outlines.len());
    }
    out
}

/// An array, the closest first.
pub fn json(outlines: &[Arc<Outline>], related: &[Related]) -> String {
    let one = |found: &Related| {
        let outline = outlines.get(found.index)?;
        Some(json!({
            "id": outline.id,
            "path": outline.path,
            "title": outline.title,
            "date": outline.day,
            "severity": outline.severity,
            "points": (f64::from(found.points) * 10.0).round() / 10.0,
            "reasons": found.reasons,
        }))
    };
    let all: Vec<serde_json::Value> = related.iter().filter_map(one).collect();
    // Texts, numbers and lists: there is nothing that could fail.
    serde_json::to_string_pretty(&all).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}
