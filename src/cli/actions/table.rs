//! Actions in columns, for the terminal.

use anstyle::{AnsiColor, Style};

use super::row::Row;
use crate::lint::report::neutral;
use crate::lint::wording::count;

const OVERDUE: Style = AnsiColor::Red.on_default().bold();
const DIM: Style = Style::new().dimmed();
/// On a terminal an action's text is cut to this: the whole of it is in every other format.
const LONGEST: usize = 72;

/// A line an action, and a line that counts them. `shortened` cuts long texts.
pub fn write(rows: &[Row], color: bool, shortened: bool) -> String {
    if rows.is_empty() {
        return "No actions.\n".to_owned();
    }
    let cells: Vec<[String; 5]> = rows.iter().map(cells).collect();
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut out = String::new();
    for (row, cells) in rows.iter().zip(&cells) {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            line.push_str(&format!("{cell:width$}  "));
        }
        let style = if row.is_overdue() { OVERDUE } else { Style::new() };
        let (start, end) = if color { (style.render().to_string(), style.render_reset().to_string()) } else { empty() };
        out.push_str(&format!("{start}{}{end}{}\n", line, row.action_text(shortened)));
        let history = history(row);
        if !history.is_empty() {
            let (start, end) = if color { (DIM.render().to_string(), DIM.render_reset().to_string()) } else { empty() };
            let indent = widths.iter().map(|width| width + 2).sum();
            out.push_str(&format!("{:indent$}{start}{history}{end}\n", ""));
        }
    }
    let overdue = rows.iter().filter(|row| row.is_overdue()).count();
    out.push_str(&format!("\n{}, {overdue} overdue.\n", count(rows.len(), "action")));
    out
}

fn empty() -> (String, String) {
    (String::new(), String::new())
}

fn cells(row: &Row) -> [String; 5] {
    let owners = row.owners.join(", ");
    [
        row.due.map_or("no date".to_owned(), |due| due.to_string()),
        standing(row),
        row.priority.clone().unwrap_or_default(),
        if owners.is_empty() { "no owner".to_owned() } else { neutral::line(&owners).into_owned() },
        row.incident.clone(),
    ]
}

fn standing(row: &Row) -> String {
    match row.days_overdue {
        _ if !row.state.is_open() => row.state.as_str().to_owned(),
        None => row.state.as_str().to_owned(),
        Some(0) => "due today".to_owned(),
        Some(days @ 1..) => format!("{} overdue", count(usize::try_from(days).unwrap_or(0), "day")),
        Some(days) => format!("in {}", count(usize::try_from(-days).unwrap_or(0), "day")),
    }
}

impl Row {
    fn action_text(&self, shortened: bool) -> String {
        if !shortened || self.action.chars().count() <= LONGEST {
            return self.action.clone();
        }
        self.action.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}

/// What the commits say beyond the file: how long it has been open, and how often its day was moved.
fn history(row: &Row) -> String {
    let mut said = Vec::new();
    if let (Some(added), Some(days)) = (&row.added, row.days_open) {
        let verb = if row.state.is_open() { "open" } else { "took" };
        let day = added.at.get(..10).unwrap_or(&added.at);
        let days = count(usize::try_from(days).unwrap_or(0), "day");
        said.push(format!("{verb} {days}, since {day} by {}", neutral::line(&added.by)));
    }
    if row.dues.len() > 1 {
        let days: Vec<String> = row.dues.iter().map(|due| due.due.to_string()).collect();
        said.push(format!("due moved: {}", days.join(" → ")));
    }
    said.join("; ")
}
