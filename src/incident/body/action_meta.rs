//! The pieces behind an action's text: an owner, a due day, a priority, a state, a ticket. Each piece says one
//! thing; what says none of these is text.

use chrono::NaiveDate;

use super::calendar::{self, WrittenDate};
use super::plain::plain;
use super::scan::{Cursor, slice, strip_prefix_ignoring_case, trim};
use crate::incident::model::{ActionState, Priority, Tracker};
use crate::text::{Span, Spanned};

/// Longest owner, in bytes.
const MAX_OWNER: usize = 80;

/// What the pieces of an action say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meta {
    pub owners: Vec<Spanned<String>>,
    pub due: Option<Spanned<NaiveDate>>,
    pub priority: Option<Spanned<Priority>>,
    pub tracker: Option<Spanned<Tracker>>,
    pub state: Option<ActionState>,
    pub done_at: Option<Spanned<NaiveDate>>,
    pub dropped_reason: Option<Spanned<String>>,
    /// Pieces that should be a day and are none.
    pub unreadable: Vec<(Span, String)>,
}

impl Meta {
    /// Reads one piece; false where it says nothing of an action. `near`: a day near which dates without a
    /// year lie.
    pub(super) fn piece(&mut self, text: &str, span: Span, near: Option<NaiveDate>) -> bool {
        let span = undressed(text, span);
        let written = slice(text, span);
        if written.is_empty() {
            return false;
        }
        if written.starts_with('@') || written.starts_with("[@") {
            return self.own(text, span);
        }
        if self.labelled(text, span, near) {
            return true;
        }
        if let Some(priority) = Priority::parse(written) {
            self.priority = Some(Spanned::new(priority, span));
            return true;
        }
        if let Some(state) = state(written) {
            self.state = Some(state);
            return true;
        }
        if let Some(tracker) = tracker(written) {
            self.tracker.get_or_insert(Spanned::new(tracker, span));
            return true;
        }
        if let Some(day) = whole_day(written, near) {
            self.due.get_or_insert(Spanned::new(day, span));
            return true;
        }
        false
    }

    /// Reads a piece that begins with the word for what it says: `due …`, `Owner: …`, `dropped: …`.
    pub(super) fn labelled(&mut self, text: &str, span: Span, near: Option<NaiveDate>) -> bool {
        let span = undressed(text, span);
        let bare = slice(text, span).trim_start_matches(['*', '_']);
        let span = Span::new(span.end() - bare.len(), span.end());
        if let Some((rest, colon)) =
            behind(text, span, &["owners", "owner", "assignees", "assignee", "assigned to", "responsible", "dri"])
        {
            return (colon || slice(text, rest).starts_with('@')) && self.own(text, rest);
        }
        if let Some((rest, _)) =
            behind(text, span, &["due date", "due by", "due on", "due", "deadline", "eta", "target date"])
        {
            self.due(text, rest, near);
            return true;
        }
        if let Some((rest, _)) = behind(text, span, &["by", "until"]) {
            let day = whole_day(slice(text, rest), near);
            self.due = day.map(|day| Spanned::new(day, rest)).or(self.due.take());
            return day.is_some();
        }
        if let Some((rest, colon)) = behind(text, span, &["priority", "prio"]) {
            let Some(priority) = priority(slice(text, rest)).filter(|_| colon || rest.len() <= 8) else { return false };
            self.priority = Some(Spanned::new(priority, rest));
            return true;
        }
        if let Some((rest, colon)) = behind(text, span, &["status", "state"]) {
            let Some(state) = state(&plain(slice(text, rest))).filter(|_| colon) else { return false };
            self.state = Some(state);
            return true;
        }
        if let Some((rest, true)) =
            behind(text, span, &["tracker", "ticket", "issue", "jira", "link", "tracked in", "pr"])
        {
            let tracker = tracker(slice(text, rest)).or_else(|| first_link(text, rest).map(|(tracker, _)| tracker));
            self.tracker = tracker.map(|tracker| Spanned::new(tracker, rest)).or(self.tracker.take());
            return self.tracker.is_some();
        }
        if let Some((rest, _)) =
            behind(text, span, &["done on", "done", "completed on", "completed", "finished", "closed"])
        {
            let day = whole_day(slice(text, rest), near);
            if !rest.is_empty() && day.is_none() {
                return false;
            }
            self.state = Some(ActionState::Done);
            self.done_at = day.map(|day| Spanned::new(day, rest)).or(self.done_at.take());
            return true;
        }
        if let Some((rest, colon)) =
            behind(text, span, &["dropped", "won't do", "wontfix", "cancelled", "canceled", "abandoned"])
            && (colon || rest.is_empty() || slice(text, rest).starts_with(['(', '—', '-', '–']))
        {
            self.state = Some(ActionState::Dropped);
            self.reason(text, rest);
            return true;
        }
        false
    }

    /// Reads what should be a due day.
    pub(super) fn due(&mut self, text: &str, span: Span, near: Option<NaiveDate>) {
        match whole_day(slice(text, span), near) {
            Some(day) => self.due = Some(Spanned::new(day, span)),
            None if is_unknown(slice(text, span)) => {}
            None => {
                let written = super::scan::prefix(slice(text, span), 40);
                self.unreadable.push((span, format!("`{written}` is no day: write it as 2026-03-11")));
            }
        }
    }

    /// Why the action was dropped, without the marks around it.
    pub(super) fn reason(&mut self, text: &str, span: Span) {
        let written = slice(text, span);
        let inner = written.trim_start_matches([' ', '—', '–', '-', ':', '(', ',']);
        let start = span.end() - inner.len();
        let unopened = inner.trim_end_matches([' ', '.']);
        let kept = if written.contains('(') { inner.trim_end().trim_end_matches(')') } else { unopened };
        if kept.contains(char::is_alphanumeric) {
            let span = Span::new(start, start + kept.len());
            self.dropped_reason = Some(Spanned::new(kept.to_owned(), span));
        }
    }

    /// Owners of a piece; false where it names none and does not say so either.
    fn own(&mut self, text: &str, span: Span) -> bool {
        if is_unknown(slice(text, span)) {
            return true;
        }
        let found = owners(text, span);
        let any = !found.is_empty();
        self.owners.extend(found);
        any
    }
}

/// What follows one of `words` at the start of `span`, and whether a colon did.
fn behind(text: &str, span: Span, words: &[&str]) -> Option<(Span, bool)> {
    let written = slice(text, span);
    let first = written.as_bytes().first()?.to_ascii_lowercase();
    words.iter().filter(|word| word.as_bytes().first() == Some(&first)).find_map(|word| {
        let rest = strip_prefix_ignoring_case(written, word)?;
        let bare = rest.trim_start_matches(['*', '_']);
        if bare.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            return None;
        }
        let bare = bare.trim_start();
        let colon = bare.starts_with(':');
        let rest = bare.trim_start_matches(':').trim_start_matches(['*', '_', ' ', '\t']);
        Some((trim(text, Span::new(span.end() - rest.len(), span.end())), colon))
    })
}

/// `span` without blanks, emphasis and a full stop around it.
fn undressed(text: &str, span: Span) -> Span {
    let mut span = trim(text, span);
    while slice(text, span).starts_with(['*', '_', '`']) {
        let written = slice(text, span);
        let inner = ["**", "__", "*", "_", "`"].iter().find_map(|mark| {
            let inner = written.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.is_empty() && !inner.contains(mark)).then_some((mark.len(), inner.len()))
        });
        match inner {
            Some((mark, length)) => span = trim(text, Span::new(span.start() + mark, span.start() + mark + length)),
            None => break,
        }
    }
    let bare = slice(text, span).trim_end_matches(['.', ' ']);
    Span::new(span.start(), span.start() + bare.len())
}

/// Words for "nobody yet".
fn is_unknown(text: &str) -> bool {
    let bare = text.trim().trim_matches(['*', '_', '`', '(', ')', '.', '@']).to_ascii_lowercase();
    matches!(
        bare.as_str(),
        "" | "tbd"
            | "tba"
            | "todo"
            | "none"
            | "n/a"
            | "na"
            | "?"
            | "??"
            | "-"
            | "–"
            | "—"
            | "unassigned"
            | "nobody"
            | "unknown"
    )
}

/// The owners a cell or piece names: `@a and @b`, `a, b`, `Kim Lee / Sam Okafor`, `[@a](https://…)`.
pub(super) fn owners(text: &str, span: Span) -> Vec<Spanned<String>> {
    let written = slice(text, span);
    let mentioned = written.contains('@');
    let mut found = Vec::new();
    let mut at = 0;
    while at < written.len() {
        let rest = written.get(at..).unwrap_or("");
        let (length, skip) = next_separator(rest, mentioned);
        let part = trim(text, Span::new(span.start() + at, span.start() + at + length));
        at += length + skip;
        owner(text, part, mentioned, &mut found);
    }
    found
}

/// Length of the next name, and of what separates it from the one behind it.
fn next_separator(rest: &str, blanks_too: bool) -> (usize, usize) {
    let mut depth = 0_usize;
    for (i, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' | '&' | '+' | '\n' | '|' if depth == 0 => return (i, 1),
            // `@org/team` is one owner.
            '/' if depth == 0 && (!blanks_too || rest.get(..i).unwrap_or("").ends_with(' ')) => return (i, 1),
            ' ' if depth == 0 => {
                if let Some(and) = ["and ", "und "].iter().find(|and| rest[i + 1..].starts_with(**and)) {
                    return (i, 1 + and.len());
                }
                if blanks_too && i > 0 {
                    return (i, 1);
                }
            }
            '<' if rest[i..].starts_with("<br") && depth == 0 => {
                return (i, rest[i..].find('>').map_or(1, |close| close + 1));
            }
            _ => {}
        }
    }
    (rest.len(), 1)
}

fn owner(text: &str, part: Span, mentioned: bool, found: &mut Vec<Spanned<String>>) {
    let written = slice(text, part);
    let linked = written.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(label, _)| label);
    let name = linked.unwrap_or(written);
    let dress = |c: char| matches!(c, '*' | '_' | '`' | '(' | ')' | '[' | ']' | '.' | ':' | ' ' | '"');
    let name = name.trim_start_matches(dress).trim_end_matches(dress);
    let handle = name.strip_prefix('@');
    if mentioned && handle.is_none() {
        return;
    }
    let bare = handle.unwrap_or(name);
    let word = bare.contains(char::is_alphabetic) && bare.len() <= MAX_OWNER;
    if !word || is_unknown(bare) {
        return;
    }
    let start = part.start() + written.find(name).unwrap_or(0);
    found.push(Spanned::new(bare.to_owned(), Span::new(start, start + name.len())));
}

/// A day, where that is all there is.
pub(super) fn whole_day(text: &str, near: Option<NaiveDate>) -> Option<NaiveDate> {
    let bare = text.trim().trim_matches(['*', '_', '`', '(', ')', '.', ' ']);
    let mut cursor = Cursor::new(bare);
    if calendar::weekday(&mut cursor).is_some() {
        cursor.blanks();
    }
    let written = calendar::date(&mut cursor)?;
    let slashed = matches!(written, WrittenDate::Slashed { year: None, .. });
    (cursor.rest().trim().is_empty() && !(slashed && near.is_none())).then(|| written.resolve(near)).flatten()
}

/// `P1`, or a word for it.
pub(super) fn priority(text: &str) -> Option<Priority> {
    let bare = plain(text);
    let bare = bare.trim().trim_matches(['(', ')', '.']);
    Priority::parse(bare).or_else(|| match bare.to_ascii_lowercase().as_str() {
        "critical" | "urgent" | "highest" => Some(Priority(0)),
        "high" | "1" => Some(Priority(1)),
        "medium" | "normal" | "2" => Some(Priority(2)),
        "low" | "3" => Some(Priority(3)),
        "lowest" | "4" => Some(Priority(4)),
        _ => None,
    })
}

/// A state as a word.
pub(super) fn state(text: &str) -> Option<ActionState> {
    let bare = text.trim().trim_matches(['*', '_', '(', ')', '[', ']', '.', '!', ' ']);
    match bare.to_lowercase().as_str() {
        "done" | "complete" | "completed" | "closed" | "finished" | "fixed" | "resolved" | "merged" | "shipped"
        | "✅" | "✔" | "✔️" | "☑" | "☑️" | "x" | "yes" | ":white_check_mark:" => Some(ActionState::Done),
        "open" | "todo" | "to do" | "to-do" | "not started" | "pending" | "new" | "planned" | "backlog" | "no" => {
            Some(ActionState::Open)
        }
        "in progress" | "in-progress" | "started" | "ongoing" | "doing" | "wip" | "in review" | "under way" => {
            Some(ActionState::InProgress)
        }
        "dropped" | "cancelled" | "canceled" | "won't do" | "won’t do" | "wontfix" | "won't fix" | "rejected"
        | "abandoned" | "obsolete" => Some(ActionState::Dropped),
        _ => None,
    }
}

/// `[KEY-1](https://…)`, an address, or a key such as `PAY-311` or `#42`, where that is all there is.
pub(super) fn tracker(text: &str) -> Option<Tracker> {
    let text = text.trim();
    if text.starts_with('[') && text.ends_with(')') {
        let (found, length) = link(text)?;
        return (length == text.len()).then_some(found);
    }
    let bare = text.trim_start_matches('<').trim_end_matches('>');
    if let Some(address) = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")) {
        if bare.contains(char::is_whitespace) || address.is_empty() {
            return None;
        }
        let label = bare.trim_end_matches('/').rsplit('/').next().unwrap_or(bare);
        return Some(Tracker { label: label.to_owned(), url: Some(bare.to_owned()) });
    }
    let (project, number) = text.rsplit_once('#').or_else(|| text.rsplit_once('-'))?;
    let numbered = !number.is_empty() && number.len() <= 9 && number.bytes().all(|b| b.is_ascii_digit());
    let key = project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let repository = text.contains('#')
        && project.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'));
    (numbered && project.len() <= 60 && (key || repository)).then(|| Tracker { label: text.to_owned(), url: None })
}

/// The link at the start of `text`, and its length.
fn link(text: &str) -> Option<(Tracker, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find("](")?;
    let label = inner.get(..close)?;
    let target = inner.get(close + 2..)?;
    let end = target.find(')')?;
    let url = target.get(..end)?.split_whitespace().next()?.trim_matches(['<', '>']);
    if label.contains(['[', ']']) || url.is_empty() {
        return None;
    }
    Some((Tracker { label: plain(label), url: Some(url.to_owned()) }, 1 + close + 2 + end + 1))
}

/// The first link or address in `span` that leads to a ticket or pull request.
pub(super) fn first_link(text: &str, span: Span) -> Option<(Tracker, Span)> {
    let written = slice(text, span);
    let mut at = 0;
    while let Some(found) = written.get(at..).and_then(|rest| rest.find('[').into_iter().chain(rest.find("http")).min())
    {
        let start = at + found;
        let rest = written.get(start..).unwrap_or("");
        let length = if rest.starts_with('[') {
            match link(rest) {
                Some((tracker, length)) if leads_to_a_ticket(&tracker) => {
                    return Some((tracker, Span::new(span.start() + start, span.start() + start + length)));
                }
                _ => 1,
            }
        } else {
            let length =
                rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | ',')).unwrap_or(rest.len());
            let address = rest.get(..length).unwrap_or("").trim_end_matches(['.', ';']);
            if let Some(found) = tracker(address).filter(leads_to_a_ticket) {
                return Some((found, Span::new(span.start() + start, span.start() + start + address.len())));
            }
            length.max(1)
        };
        at = start + length;
    }
    None
}

/// True where the address is of an issue, a pull request or a ticket.
pub(super) fn leads_to_a_ticket(tracker: &Tracker) -> bool {
    const PATHS: [&str; 10] = [
        "/issues/",
        "/issue/",
        "/pull/",
        "/pulls/",
        "/merge_requests/",
        "/browse/",
        "/ticket",
        "/workitems/",
        "/bugs/",
        "/T",
    ];
    let Some(url) = tracker.url.as_deref().filter(|url| url.starts_with("http")) else { return false };
    let numbered = url.trim_end_matches('/').ends_with(|c: char| c.is_ascii_digit());
    PATHS.iter().any(|path| url.contains(path)) && (numbered || url.contains("/browse/") || url.contains('#'))
}
