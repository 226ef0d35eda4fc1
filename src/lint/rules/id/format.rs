//! # id/format
//! The id is not in the archive's shape.
//!
//! ## Why
//! One shape makes ids recognizable in tickets, chat and code, and lets tools link them. Atlassian's incident
//! management handbook tracks every incident under one issue key, of one shape, for the same reason.
//!
//! ## What it reports
//! An id that does not fit `id-format`: `{year}` stands for four digits, `{number}` for a number, `{number:03}` for
//! one of at least three digits, everything else for itself.
//!
//! ## Bad
//! ```markdown
//! id: incident-14
//!     ^^^^^^^^^^^ INC-{year}-{number:03}
//! ```
//!
//! ## Good
//! ```markdown
//! id: INC-2026-014
//! ```
//!
//! ## Options
//! `id-format` under `[archive]` in `recount.toml`, `INC-{year}-{number:03}` by default.
//!
//! ## Fix
//! Rename the id, and the places that refer to it; or set `id-format` to the shape your archive uses.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "id/format",
    level: Level::Warning,
    summary: "the id is not in the archive's shape",
    applies: Applies::Always,
    check: Check::Incident(check),
    source: include_str!("format.rs"),
};

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let Some(id) = &incident.id else { return };
    let format = &context.config.archive.id_format;
    if fits(&id.value, format) {
        return;
    }
    findings
        .add(
            incident,
            id.span,
            format!("`{}` is not in the shape `{format}`", id.value),
            format!("expected `{format}`"),
        )
        .help("rename the id, or set `id-format` in `recount.toml` to the shape your archive uses");
}

/// True when `id` has the shape of `format`. Numbers take every digit they find.
fn fits(id: &str, format: &str) -> bool {
    let (mut id, mut format) = (id, format);
    while let Some((literal, rest)) = format.split_once('{') {
        let Some((field, after)) = rest.split_once('}') else { break };
        let Some(rest_of_id) = id.strip_prefix(literal) else { return false };
        let digits = rest_of_id.bytes().take_while(u8::is_ascii_digit).count();
        let taken = match field.split_once(":0") {
            None if field == "year" => 4,
            Some((_, width)) => digits.max(width.parse().unwrap_or(1)),
            None => digits.max(1),
        };
        if taken > digits {
            return false;
        }
        // Digits are one byte each, so this is a boundary.
        (id, format) = (rest_of_id.get(taken..).unwrap_or(""), after);
    }
    id == format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_fits_its_format_whole() {
        let format = "INC-{year}-{number:03}";
        assert!(fits("INC-2026-014", format));
        assert!(fits("INC-2026-1014", format));
        for wrong in ["INC-2026-14", "INC-26-014", "INC-2026-014b", "inc-2026-014", "", "INC-2026-é"] {
            assert!(!fits(wrong, format), "{wrong}");
        }
    }

    #[test]
    fn a_format_may_be_only_a_number_or_only_words() {
        assert!(fits("17", "{number}") && !fits("", "{number}"));
        assert!(fits("a{b", "a{b") && !fits("a", "a{b"));
        assert!(fits("PM2021-004", "PM{year}-{number:03}"));
    }
}
