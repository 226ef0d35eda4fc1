//! An action's text taken apart: `Do this — @owner, due 2026-03-11, P1, [PAY-311](https://…)` in the order
//! written or any other, and the ways in which older reviews say the same.

use chrono::NaiveDate;

use super::action_meta::{self, Meta};
use super::scan::{slice, trim, without_suppressions};
use crate::incident::model::ActionState;
use crate::text::{Span, Spanned};

/// Dashes that may stand before the tail, most telling first.
const DASHES: [&str; 4] = [" — ", " – ", " -- ", " - "];
/// A text longer than this is no action's one line: it is kept whole, in bytes.
const MAX_TEXT: usize = 8 * 1024;
/// Separators of one tail; more than these are prose.
const MAX_PIECES: usize = 24;

/// An action's text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tail {
    /// What will be done.
    pub description: Spanned<String>,
    pub meta: Meta,
}

/// Takes the text of an action apart. `near`: a day near which dates without a year lie.
pub(super) fn read(text: &str, span: Span, near: Option<NaiveDate>) -> Tail {
    let mut reader = Reader { text, near, meta: Meta::default(), kept: Vec::new() };
    let span = trim(text, span);
    if span.len() > MAX_TEXT {
        return Tail { description: Spanned::new(one_line(slice(text, span)), span), meta: reader.meta };
    }
    let mut span = reader.leading(span);
    span = reader.struck(span);
    span = reader.dashed(span);
    // Each step may bare what another reads: `… DONE ([#12](…))`.
    for _ in 0..6 {
        let before = span;
        span = reader.bracketed(span);
        span = reader.trailing_link(span);
        span = reader.trailing_done(span);
        span = reader.sentence(span);
        span = reader.commas(span);
        if span == before {
            break;
        }
    }
    reader.mentions(span);
    let mut description = one_line(slice(text, span));
    for piece in &reader.kept {
        description.push_str(" — ");
        description.push_str(&one_line(slice(text, *piece)));
    }
    Tail { description: Spanned::new(description, span), meta: reader.meta }
}

/// `text` on one line.
fn one_line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let text = without_suppressions(text);
    let lines: Vec<&str> = text.lines().map(|line| line.trim().trim_end_matches('\\').trim_end()).collect();
    lines.join(" ")
}

struct Reader<'a> {
    text: &'a str,
    near: Option<NaiveDate>,
    meta: Meta,
    /// Pieces of the tail that say nothing known: they stay in the description.
    kept: Vec<Span>,
}

impl Reader<'_> {
    /// Marks before the text: `[-]`, ✅, `DONE:`, `(P1)`, `@ana:`.
    fn leading(&mut self, mut span: Span) -> Span {
        const MARKS: [(&str, ActionState); 11] = [
            ("[-] ", ActionState::Dropped),
            ("[~] ", ActionState::InProgress),
            ("[/] ", ActionState::InProgress),
            ("[x] ", ActionState::Done),
            ("[X] ", ActionState::Done),
            ("[ ] ", ActionState::Open),
            ("✅", ActionState::Done),
            ("✔", ActionState::Done),
            ("☑", ActionState::Done),
            ("☐", ActionState::Open),
            ("❌", ActionState::Open),
        ];
        let skip = |span: Span, length: usize| {
            let rest = Span::new(span.start() + length, span.end());
            let bare = slice(self.text, rest).trim_start_matches(['\u{fe0f}', ' ', '\t', ':', '-', '–', '—']);
            Span::new(rest.end() - bare.len(), rest.end())
        };
        let marked = !slice(self.text, span).starts_with(|c: char| c.is_ascii_alphanumeric());
        if marked && let Some((mark, state)) = MARKS.iter().find(|(mark, _)| slice(self.text, span).starts_with(mark)) {
            self.meta.state = Some(*state);
            span = skip(span, mark.len());
        }
        if slice(self.text, span).starts_with(|c: char| c.is_ascii_alphanumeric() && c != 'D') {
            return span;
        }
        let words = ["[DONE]", "(DONE)", "**DONE**", "DONE:", "Done:", "**Done**:", "**Done:**"];
        if let Some(word) = words.iter().find(|word| slice(self.text, span).starts_with(**word)) {
            self.meta.state = Some(ActionState::Done);
            span = skip(span, word.len());
        }
        let written = slice(self.text, span);
        let bare = written.trim_start_matches(['(', '[', '*']);
        if let Some(rest) = bare.get(2..)
            && let Some(priority) = bare.get(..2).and_then(crate::incident::model::Priority::parse)
            && rest.starts_with([')', ']', '*', ':'])
        {
            let start = span.end() - bare.len();
            self.meta.priority = Some(Spanned::new(priority, Span::new(start, start + 2)));
            let rest = rest.trim_start_matches([')', ']', '*', ':', ' ']);
            span = Span::new(span.end() - rest.len(), span.end());
        }
        let written = slice(self.text, span);
        let undressed = written.trim_start_matches('*');
        if undressed.starts_with('@')
            && let Some(colon) = undressed.find(':')
            && let owner = undressed.get(..colon).unwrap_or("").trim_end_matches('*')
            && !owner.contains(char::is_whitespace)
        {
            let start = span.end() - undressed.len();
            if self.meta.piece(self.text, Span::new(start, start + owner.len()), self.near) {
                let rest = undressed.get(colon + 1..).unwrap_or("").trim_start_matches(['*', ' ']);
                span = Span::new(span.end() - rest.len(), span.end());
            }
        }
        span
    }

    /// `~~struck~~ reason`
    fn struck(&mut self, span: Span) -> Span {
        let written = slice(self.text, span);
        let Some((inner, rest)) = written.strip_prefix("~~").and_then(|inner| inner.split_once("~~")) else {
            return span;
        };
        self.meta.state = self.meta.state.filter(|state| *state == ActionState::Done).or(Some(ActionState::Dropped));
        let after = Span::new(span.end() - rest.len(), span.end());
        let bare = rest.trim_start_matches([' ', '—', '–', '-', ':']);
        let tail = Span::new(span.end() - bare.len(), span.end());
        if !self.all_meta(tail) {
            self.meta.reason(self.text, after);
        }
        trim(self.text, Span::new(span.start() + 2, span.start() + 2 + inner.len()))
    }

    /// Reads `span` where every piece of it is understood.
    fn all_meta(&mut self, span: Span) -> bool {
        let mut trial = self.meta.clone();
        let pieces = pieces(self.text, span);
        let all = !pieces.is_empty() && pieces.iter().all(|piece| trial.piece(self.text, *piece, self.near));
        if all {
            self.meta = trial;
        }
        all
    }

    /// The tail behind a dash: all of it behind ` - `; behind a long dash what begins with something understood.
    fn dashed(&mut self, span: Span) -> Span {
        let written = slice(self.text, span);
        let mut dashes: Vec<(usize, &str)> =
            DASHES.iter().flat_map(|dash| written.match_indices(dash).take(MAX_PIECES)).collect();
        dashes.sort_unstable();
        for (at, dash) in dashes {
            let tail = Span::new(span.start() + at + dash.len(), span.end());
            if inside_brackets(written.get(..at).unwrap_or("")) {
                continue;
            }
            if self.all_meta(tail) || (dash != " - " && self.some_meta(tail)) {
                return trim(self.text, Span::new(span.start(), span.start() + at));
            }
        }
        span
    }

    /// Reads a tail whose first piece is understood; the rest of the pieces stay in the description.
    fn some_meta(&mut self, tail: Span) -> bool {
        let pieces = pieces(self.text, tail);
        let mut trial = self.meta.clone();
        let mut kept = Vec::new();
        let mut dropping = false;
        for (i, piece) in pieces.iter().enumerate() {
            if trial.piece(self.text, *piece, self.near) {
                dropping = trial.dropped_reason.as_ref().is_some_and(|reason| reason.span.end() >= piece.end() - 1);
            } else if i == 0 {
                return false;
            } else if let (true, Some(reason)) = (dropping, &mut trial.dropped_reason) {
                // A reason is prose, commas and all.
                reason.span = reason.span.ending(piece.end());
                slice(self.text, reason.span).clone_into(&mut reason.value);
            } else {
                kept.push(*piece);
            }
        }
        if pieces.is_empty() {
            return false;
        }
        self.meta = trial;
        self.kept = kept;
        true
    }

    /// `(@ana)`, `(DONE)`, `([#12](…), P1)` at the end.
    fn bracketed(&mut self, span: Span) -> Span {
        let written = slice(self.text, span).trim_end_matches(['.', ' ']);
        let (open, close) = match written.bytes().next_back() {
            Some(b')') => ('(', ')'),
            Some(b']') => ('[', ']'),
            _ => return span,
        };
        let Some(start) = matching(written, open, close) else { return span };
        let link = start > 0 && written.as_bytes()[start - 1] == b']';
        if link || start == 0 {
            return span;
        }
        let inner = Span::new(span.start() + start + 1, span.start() + written.len() - 1);
        let handle =
            super::entry_text::actor_behind(self.text, Span::new(span.start(), span.start() + written.len()), false);
        if let Some((owner, before)) = handle {
            self.meta.owners.push(owner);
            return trim(self.text, Span::new(span.start(), before));
        }
        if self.all_meta(inner) { trim(self.text, Span::new(span.start(), span.start() + start)) } else { span }
    }

    /// A link to a ticket at the end: `… [#528](https://…)`, `… [Issue](https://…)`, `…: https://…/issues/9`.
    fn trailing_link(&mut self, span: Span) -> Span {
        if self.meta.tracker.is_some() {
            return span;
        }
        let written = slice(self.text, span).trim_end_matches(['.', ' ']);
        let from = written.rfind("http").into_iter().chain(written.rfind('[')).collect::<Vec<_>>();
        for at in from {
            let place = Span::new(span.start() + at, span.start() + written.len());
            let Some(found) = action_meta::tracker(slice(self.text, place)).filter(action_meta::leads_to_a_ticket)
            else {
                continue;
            };
            let words = found.label.split_whitespace().count();
            if words > 2 || at == 0 {
                continue;
            }
            let before = written.get(..at).unwrap_or("").trim_end_matches([' ', ':', ',', '\n', '\r', '-', '–', '—']);
            if before.is_empty() || goes_on_to(before) {
                continue;
            }
            self.meta.tracker = Some(Spanned::new(found, place));
            return Span::new(span.start(), span.start() + before.len());
        }
        span
    }

    /// A trailing `DONE` or ✅.
    fn trailing_done(&mut self, span: Span) -> Span {
        let written = slice(self.text, span);
        let bare = written.trim_end_matches(['*', '.', ' ', '!', '_', '\u{fe0f}']);
        for mark in ["DONE", "✅", "✔", "☑", ":white_check_mark:"] {
            if let Some(before) = bare.strip_suffix(mark)
                && before.ends_with(|c: char| !c.is_alphanumeric())
            {
                self.meta.state =
                    self.meta.state.filter(|state| *state != ActionState::Open).or(Some(ActionState::Done));
                let before = before.trim_end_matches([' ', '-', '–', '—', ':', '*', ',', '_', '.', '\n', '\r']);
                return Span::new(span.start(), span.start() + before.len());
            }
        }
        span
    }

    /// `… Owner: Ana Ruiz. Due: 2026-03-01` at the end.
    fn sentence(&mut self, span: Span) -> Span {
        const LABELS: [&str; 9] =
            ["owner", "owners", "assignee", "assigned to", "due", "due date", "priority", "status", "ticket"];
        let written = slice(self.text, span);
        if !written.contains(':') {
            return span;
        }
        for (colon, _) in written.match_indices(':') {
            let before = written.get(..colon).unwrap_or("");
            let label = LABELS.iter().find(|label| strip_suffix_ignoring_case(before, label).is_some());
            let Some(at) = label.map(|label| colon - label.len()) else { continue };
            if at == 0 || before.get(..at).unwrap_or("").ends_with(char::is_alphanumeric) {
                continue;
            }
            let tail = Span::new(span.start() + at, span.end());
            if self.all_meta(tail) {
                let before = written.get(..at).unwrap_or("");
                let before = before.trim_end_matches([' ', '(', '[', ',', ';', '*', '-', '–', '—', '|', '\n', '\r']);
                return Span::new(span.start(), span.start() + before.len());
            }
        }
        span
    }

    /// Without a dash: pieces from the end for as long as they surely say something of an action.
    fn commas(&mut self, span: Span) -> Span {
        let written = slice(self.text, span);
        let pieces = pieces(self.text, span);
        let mut end = span.end();
        for piece in pieces.iter().skip(1).rev() {
            let word = slice(self.text, *piece);
            if action_meta::state(word).is_some() || !self.meta.piece(self.text, *piece, self.near) {
                break;
            }
            let before = written.get(..piece.start() - span.start()).unwrap_or("");
            end = span.start() + before.trim_end_matches([' ', ',', ';', '\n', '\r']).len();
        }
        Span::new(span.start(), end)
    }

    /// What the description says in passing: a link to a ticket, an `@owner`.
    fn mentions(&mut self, span: Span) {
        if self.meta.tracker.is_none()
            && let Some((tracker, place)) = action_meta::first_link(self.text, span)
        {
            self.meta.tracker = Some(Spanned::new(tracker, place));
        }
        if self.meta.owners.is_empty() {
            let written = slice(self.text, span);
            let mention = |at: usize| {
                let rest = written.get(at..).unwrap_or("");
                let length =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ')' | ']' | ':')).unwrap_or(rest.len());
                Span::new(span.start() + at, span.start() + at + length)
            };
            let last =
                written.rfind('@').filter(|at| *at == 0 || written.get(..*at).unwrap_or("").ends_with([' ', '(', '[']));
            let place = if written.starts_with('@') {
                Some(mention(0))
            } else {
                last.map(mention).filter(|place| {
                    slice(self.text, Span::new(place.end(), span.end())).trim_matches(['.', ')', ' ', ']']).is_empty()
                })
            };
            if let Some(place) = place {
                self.meta.owners = action_meta::owners(self.text, place);
            }
        }
    }
}

/// True where the text cannot end here: "blocked by", "see".
fn goes_on_to(before: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    ["by", "on", "in", "to", "with", "of", "the", "see", "from", "for", "and", "or", "a", "this"]
        .iter()
        .any(|word| last.eq_ignore_ascii_case(word))
}

/// Where the bracket opens that the last character closes.
fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

fn inside_brackets(before: &str) -> bool {
    before.matches('(').count() > before.matches(')').count()
        || before.matches('[').count() > before.matches(']').count()
        || before.matches('`').count() % 2 == 1
}

/// The parts of a tail between commas, semicolons and dashes, but for those inside brackets. A sentence's end
/// parts where a label follows it ("Owner: Kim Lee. Due: …").
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let written = slice(text, span);
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0_usize);
    let mut skip_to = 0;
    for (at, c) in written.char_indices() {
        if at < skip_to {
            continue;
        }
        let rest = written.get(at..).unwrap_or("");
        let width = match c {
            '(' | '[' | '<' => {
                depth += 1;
                0
            }
            ')' | ']' | '>' => {
                depth = depth.saturating_sub(1);
                0
            }
            ',' | ';' | '\n' | '|' if depth == 0 => 1,
            '.' if depth == 0 && rest.starts_with(". ") && rest.get(2..).is_some_and(starts_with_label) => 1,
            ' ' if depth == 0 && rest[1..].starts_with(['-', '–', '—']) => {
                DASHES.iter().find(|dash| rest.starts_with(**dash)).map_or(0, |dash| dash.len())
            }
            _ => 0,
        };
        if width > 0 {
            found.push(trim(text, Span::new(span.start() + start, span.start() + at)));
            start = at + width;
            skip_to = start;
            if found.len() > MAX_PIECES {
                return Vec::new();
            }
        }
    }
    found.push(trim(text, Span::new((span.start() + start).min(span.end()), span.end())));
    found.retain(|piece| !piece.is_empty());
    found
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?.eq_ignore_ascii_case(suffix).then(|| &text[..at])
}

fn starts_with_label(text: &str) -> bool {
    let word = text.trim_start_matches(['*', ' ']).split([':', ' ']).next().unwrap_or("").to_ascii_lowercase();
    matches!(word.as_str(), "owner" | "owners" | "due" | "priority" | "status" | "ticket" | "assignee" | "deadline")
}
