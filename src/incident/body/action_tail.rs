//! What stands behind an action: `— @owner, due 2026-03-11, P1, [PAY-311](https://…)`, in this order or
//! any other, with a dash before it or only commas.

use chrono::NaiveDate;

use super::plain::plain;
use super::stamp;
use crate::incident::model::{ActionState, Priority, Tracker};
use crate::text::{SourceText, Span, Spanned};

/// An action's text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// What will be done.
    pub description: Spanned<String>,
    /// Handles without `@`.
    pub owners: Vec<Spanned<String>>,
    /// `due 2026-03-11`, `by 2026-03-11`
    pub due: Option<Spanned<NaiveDate>>,
    /// `P1`
    pub priority: Option<Spanned<Priority>>,
    /// `[KEY-1](https://…)`, an address, `KEY-1`
    pub tracker: Option<Spanned<Tracker>>,
    /// `done`, `dropped`, `in progress`, struck through
    pub state: Option<ActionState>,
    /// `done 2026-03-10`
    pub done_at: Option<Spanned<NaiveDate>>,
    /// `dropped: reason`
    pub dropped_reason: Option<Spanned<String>>,
}

/// Takes the text of an action apart.
pub fn read(source: &SourceText, text: Span) -> Tail {
    let written = source.slice(text).trim_end();
    let text = Span::new(text.start, text.start + written.len());
    let mut tail = Tail {
        description: Spanned::new(String::new(), text),
        owners: Vec::new(),
        due: None,
        priority: None,
        tracker: None,
        state: None,
        done_at: None,
        dropped_reason: None,
    };
    let mut end = text.end;
    if let Some(dash) = last_dash(written) {
        // Behind a dash, everything is the tail when anything of it is understood.
        let mut trial = tail.clone();
        if trial.segments(source, Span::new(text.start + dash.end, text.end)) {
            tail = trial;
            end = text.start + dash.start;
        }
    }
    if end == text.end {
        end = tail.trailing_segments(source, text);
    }
    tail.describe(source, Span::new(text.start, end));
    tail
}

impl Tail {
    /// Reads every comma-separated segment; false where none is understood.
    fn segments(&mut self, source: &SourceText, span: Span) -> bool {
        let mut any = false;
        for segment in split_at_commas(source, span) {
            if let Some(reason) = after_word(source, segment, &["dropped", "won't do", "wontfix", "cancelled"]) {
                // A reason is prose: it reaches to the end, commas and all.
                let reason = Span::new(reason.start, span.end);
                self.state = Some(ActionState::Dropped);
                let text = source.slice(reason).trim();
                if !text.is_empty() {
                    self.dropped_reason = Some(Spanned::new(text.to_owned(), reason));
                }
                return true;
            }
            any |= self.segment(source, segment);
        }
        any
    }

    /// Without a dash: segments from the end of the text for as long as they are understood.
    fn trailing_segments(&mut self, source: &SourceText, text: Span) -> usize {
        let segments: Vec<Span> = split_at_commas(source, text).collect();
        let mut end = text.end;
        for segment in segments.iter().skip(1).rev() {
            if !self.segment(source, *segment) {
                break;
            }
            let before = source.slice(Span::new(text.start, segment.start));
            end = text.start + before.trim_end().trim_end_matches(',').len();
        }
        self.owners.reverse();
        end
    }

    fn segment(&mut self, source: &SourceText, span: Span) -> bool {
        let written = source.slice(span);
        let lower = written.to_ascii_lowercase();
        if written.starts_with('@') || lower.starts_with("owner") || lower.starts_with("assignee") {
            let owners = owners(source, span);
            let any = !owners.is_empty();
            self.owners.extend(owners);
            return any;
        }
        if let Some(rest) = after_word(source, span, &["due", "by", "deadline", "until"]) {
            return match day(source.slice(rest)) {
                Some(day) => {
                    self.due = Some(Spanned::new(day, rest));
                    true
                }
                None => false,
            };
        }
        if let Some(rest) = after_word(source, span, &["done", "completed", "finished"]) {
            self.state = Some(ActionState::Done);
            self.done_at = day(source.slice(rest)).map(|day| Spanned::new(day, rest));
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
        match tracker(written) {
            Some(tracker) => {
                self.tracker = Some(Spanned::new(tracker, span));
                true
            }
            None => false,
        }
    }

    /// The description, and the states that are written into it: struck through, a trailing DONE.
    fn describe(&mut self, source: &SourceText, span: Span) {
        let written = source.slice(span).trim_end_matches([' ', ',', ';']);
        let mut span = Span::new(span.start, span.start + written.len());
        if let Some((struck, rest)) = written.strip_prefix("~~").and_then(|inner| inner.split_once("~~")) {
            self.state = self.state.or(Some(ActionState::Dropped));
            let reason = rest.trim().trim_start_matches(['—', '-', ':', '(']).trim_end_matches(')').trim();
            if self.dropped_reason.is_none() && !reason.is_empty() {
                let start = span.end - rest.len();
                self.dropped_reason = Some(Spanned::new(reason.to_owned(), Span::new(start, span.end)));
            }
            span = Span::new(span.start + 2, span.start + 2 + struck.len());
        } else {
            let bare = written.trim_end_matches(['*', ')', ']', '.', ' ']);
            for mark in [" DONE", "(done", "[done", "(Done", " ✅", " ✔"] {
                if let Some(before) = bare.strip_suffix(mark) {
                    self.state = self.state.or(Some(ActionState::Done));
                    let before = before.trim_end_matches([' ', '-', '–', '—', ':', '*']);
                    span = Span::new(span.start, span.start + before.len());
                    break;
                }
            }
        }
        self.description = Spanned::new(source.slice(span).to_owned(), span);
    }
}

/// The last dash with blanks around it.
fn last_dash(text: &str) -> Option<Span> {
    let dashes = [" — ", " – ", " -- ", " - "];
    dashes.iter().find_map(|dash| text.rfind(dash).map(|at| Span::new(at, at + dash.len())))
}

/// The parts between commas, but for those inside brackets; blanks around them cut off.
fn split_at_commas(source: &SourceText, span: Span) -> impl Iterator<Item = Span> + use<'_> {
    let written = source.slice(span);
    let (mut at, mut done) = (0, false);
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let mut depth = 0_usize;
        let comma = written[at..].char_indices().find(|(_, c)| {
            match c {
                '(' | '[' | '<' => depth += 1,
                ')' | ']' | '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
            *c == ',' && depth == 0
        });
        let end = comma.map_or(written.len(), |(i, _)| at + i);
        let part = &written[at..end];
        let start = span.start + at + (part.len() - part.trim_start().len());
        at = (end + 1).min(written.len());
        done = comma.is_none();
        Some(Span::new(start, start + part.trim().len()))
    })
}

/// What follows one of `words` (and a colon) at the start of a segment.
fn after_word(source: &SourceText, span: Span, words: &[&str]) -> Option<Span> {
    let written = source.slice(span);
    words.iter().find_map(|word| {
        let head = written.get(..word.len())?;
        let rest = written.get(word.len()..)?;
        let ends = rest.is_empty() || rest.starts_with([' ', ':']);
        if !head.eq_ignore_ascii_case(word) || !ends {
            return None;
        }
        let rest = rest.trim_start_matches([' ', ':', '\t']);
        Some(Span::new(span.end - rest.len(), span.end))
    })
}

/// Handles of a segment or cell: `@a and @b`, `Owner: a`, `a, b`.
pub fn owners(source: &SourceText, span: Span) -> Vec<Spanned<String>> {
    let labelled = after_word(source, span, &["owners", "owner", "assignee", "assigned to"]).unwrap_or(span);
    let written = source.slice(labelled);
    let mut owners = Vec::new();
    let mut at = 0;
    for part in written.split([',', '/', '&', ';', ' ', '+', '\n']) {
        let start = labelled.start + at;
        at += part.len() + 1;
        let name = part.trim_matches(['*', '_', '`', '(', ')', '[', ']', '.']);
        let mentioned = written.contains('@');
        let is_name =
            name.strip_prefix('@').map_or(!mentioned && !matches!(name, "" | "and" | "-" | "–"), |n| !n.is_empty());
        if is_name && !matches!(name.to_ascii_lowercase().as_str(), "tbd" | "todo" | "none" | "n/a" | "?") {
            let offset = part.find(name).unwrap_or(0);
            let span = Span::new(start + offset, start + offset + name.len());
            owners.push(Spanned::new(name.trim_start_matches('@').to_owned(), span));
        }
    }
    // A full name without handles ("Kim Lee") is one owner, not two.
    if !written.contains(['@', ',', '/', '&', ';', '+']) && owners.len() > 1 {
        return vec![Spanned::new(plain(written), labelled)];
    }
    owners
}

/// A day in any of the forms of a stamp, if that is all there is.
pub fn day(text: &str) -> Option<NaiveDate> {
    let written = stamp::stamp(text)?;
    let rest = &text[written.length..];
    let alone = !rest.contains(char::is_alphanumeric);
    written.day.filter(|_| alone).and_then(|day| day.in_year(None))
}

/// A state as a word.
pub fn state(text: &str) -> Option<ActionState> {
    match text.trim().to_lowercase().as_str() {
        "done" | "complete" | "completed" | "closed" | "finished" | "fixed" | "resolved" | "✅" | "yes" => {
            Some(ActionState::Done)
        }
        "open" | "todo" | "to do" | "not started" | "pending" | "no" => Some(ActionState::Open),
        "in progress" | "in-progress" | "started" | "ongoing" | "doing" | "wip" => Some(ActionState::InProgress),
        "dropped" | "cancelled" | "canceled" | "won't do" | "wontfix" | "rejected" => Some(ActionState::Dropped),
        _ => None,
    }
}

/// `[KEY-1](https://…)`, an address, or a key such as `PAY-311` or `#42`, if that is all there is.
pub fn tracker(text: &str) -> Option<Tracker> {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('[').and_then(|inner| inner.strip_suffix(')')) {
        let (label, url) = inner.split_once("](")?;
        let single = !label.contains(['[', ']']) && !url.contains(['(', ')', ' ']);
        return single.then(|| Tracker { label: plain(label), url: Some(url.to_owned()) });
    }
    let bare = text.trim_start_matches('<').trim_end_matches('>');
    if (bare.starts_with("https://") || bare.starts_with("http://")) && !bare.contains(char::is_whitespace) {
        let label = bare.trim_end_matches('/').rsplit('/').next().unwrap_or(bare);
        return Some(Tracker { label: label.to_owned(), url: Some(bare.to_owned()) });
    }
    let (project, number) = text.rsplit_once(['-', '#'])?;
    let upper = project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let numbered = !number.is_empty() && number.len() <= 9 && number.bytes().all(|b| b.is_ascii_digit());
    (upper && numbered && project.len() <= 20).then(|| Tracker { label: text.to_owned(), url: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let source = SourceText::new("a.md", text);
        let tail = read(&source, Span::new(0, text.len()));
        let owners: Vec<&str> = tail.owners.iter().map(|owner| owner.value.as_str()).collect();
        for owner in &tail.owners {
            assert_eq!(source.slice(owner.span).trim_start_matches('@'), owner.value, "the owner's span");
        }
        format!(
            "{} | {} | {} | {} | {} | {:?} {} {}",
            tail.description.value,
            owners.join("+"),
            tail.due.map_or(String::new(), |due| due.value.to_string()),
            tail.priority.map_or(String::new(), |p| p.value.to_string()),
            tail.tracker.map_or(String::new(), |t| format!("{} {}", t.value.label, t.value.url.unwrap_or_default())),
            tail.state,
            tail.done_at.map_or(String::new(), |d| d.value.to_string()),
            tail.dropped_reason.map_or(String::new(), |r| r.value),
        )
    }

    #[test]
    fn an_action_is_taken_apart_in_every_accepted_shape() {
        let lines = [
            "Alert on depth above 10,000 messages — @team-payments, due 2026-03-11, P1, [PAY-311](https://example.com/PAY-311)",
            "Load-test it, twice, due 2026-04-01, P1",
            "Two owners — @ana.ruiz and @li.wei, P2",
            "Plain - @sam.okafor",
            "A dash - in the text",
            "Dropped — @sam.okafor, dropped: the vendor, in the end, did it",
            "~~Old idea~~ (replaced by PAY-4)",
            "Ship it — @a.b, done 2026-03-10",
            "Written up DONE",
            "Owner in words — Owner: Kim Lee, by 2026-05-01",
            "Ticket only, PAY-12",
            "Nothing else",
        ];
        let lines: Vec<String> = lines.iter().map(|line| shown(line)).collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        Alert on depth above 10,000 messages | team-payments | 2026-03-11 | P1 | PAY-311 https://example.com/PAY-311 | None  
        Load-test it, twice |  | 2026-04-01 | P1 |  | None  
        Two owners | ana.ruiz+li.wei |  | P2 |  | None  
        Plain | sam.okafor |  |  |  | None  
        A dash - in the text |  |  |  |  | None  
        Dropped | sam.okafor |  |  |  | Some(Dropped)  the vendor, in the end, did it
        Old idea |  |  |  |  | Some(Dropped)  replaced by PAY-4
        Ship it | a.b |  |  |  | Some(Done) 2026-03-10 
        Written up |  |  |  |  | Some(Done)  
        Owner in words | Kim Lee | 2026-05-01 |  |  | None  
        Ticket only |  |  |  | PAY-12  | None  
        Nothing else |  |  |  |  | None
        ");
    }
}
