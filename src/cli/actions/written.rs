//! Actions for programs, spreadsheets and chats.

use super::row::Row;
use crate::csv::Csv;

/// A JSON array with the whole ledger.
pub fn json(rows: &[Row]) -> String {
    // Texts, numbers and lists in structs: there is nothing that could fail.
    serde_json::to_string_pretty(rows).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

const HEADS: [&str; 13] = [
    "due",
    "days overdue",
    "priority",
    "owner",
    "state",
    "action",
    "incident",
    "title",
    "ticket",
    "added",
    "completed",
    "days open",
    "file",
];

fn cells(row: &Row) -> [String; 13] {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let day = |at: &str| at.get(..10).unwrap_or(at).to_owned();
    let completed = row.done_at.map(|done| done.to_string());
    [
        row.due.map(|due| due.to_string()).unwrap_or_default(),
        number(row.days_overdue),
        row.priority.clone().unwrap_or_default(),
        row.owners.join(" "),
        row.state.as_str().to_owned(),
        row.action.clone(),
        row.incident.clone(),
        row.title.clone(),
        row.ticket.clone().unwrap_or_default(),
        row.added.as_ref().map(|added| day(&added.at)).unwrap_or_default(),
        completed.or(row.completed.as_ref().map(|completed| day(&completed.at))).unwrap_or_default(),
        number(row.days_open),
        format!("{}:{}", row.path, row.line),
    ]
}

/// Comma-separated values with a line of heads.
pub fn csv(rows: &[Row]) -> String {
    let mut csv = Csv::new(&HEADS);
    for row in rows {
        csv.row(cells(row));
    }
    csv.into_text()
}

/// A Markdown table of what presses: due, owner, action, incident.
pub fn markdown(rows: &[Row]) -> String {
    let mut out = "| Due | Priority | Owner | Action | Incident |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let due = match (row.due, row.days_overdue) {
            (Some(due), Some(days @ 1..)) => format!("{due} (**{days} days overdue**)"),
            (Some(due), _) => due.to_string(),
            (None, _) => String::new(),
        };
        let action = match (&row.ticket, &row.ticket_url) {
            (Some(label), Some(url)) if is_plain(url) => {
                format!("{} ([{}]({url}))", markdown_cell(&row.action), markdown_cell(label))
            }
            (Some(label), _) => format!("{} ({})", markdown_cell(&row.action), markdown_cell(label)),
            _ => markdown_cell(&row.action),
        };
        let owners = markdown_cell(&row.owners.join(", "));
        let priority = row.priority.as_deref().unwrap_or("");
        out.push_str(&format!("| {due} | {priority} | {owners} | {action} | {} |\n", markdown_cell(&row.incident)));
    }
    out
}

/// An address that can stand in a link as it is.
fn is_plain(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"()<>|\\".contains(c))
}

/// Text that is only text: nothing in it is Markdown or HTML.
fn markdown_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|&~#!".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_markdown_cell_is_text() {
        assert_eq!(markdown_cell("a | *b* <i>\n[c](d)"), "a \\| \\*b\\* \\<i\\> \\[c\\](d)");
        assert!(!is_plain("javascript:alert(1)") && !is_plain("https://a/) b") && is_plain("https://a/b?c=d"));
    }
}
