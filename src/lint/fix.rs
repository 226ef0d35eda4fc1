//! A fix: the edits of a text that cure a finding, and how edits are made together. Pure.
//! Rules make fixes; how often they are made is the business of `fixing`, files are written elsewhere.

use std::collections::BTreeMap;

use crate::text::Span;

/// What a rule would write in place of what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is done, as an order of a few words: "rename to `commanders`".
    pub title: String,
    /// What is replaced; in the order of the text, and none over another.
    pub edits: Vec<Edit>,
    /// Whether somebody has to look at it.
    pub safety: Safety,
}

/// A replacement of a part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the whole text; empty where something is put in.
    pub span: Span,
    /// What stands there then.
    pub replacement: String,
}

/// Whether a fix says what the author meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// There is one thing it can have meant.
    Safe,
    /// A guess: somebody should look at it.
    Unsafe,
}

impl Safety {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }

    /// The arguments of `recount lint` that make such a fix.
    #[must_use]
    pub fn arguments(self) -> &'static str {
        match self {
            Self::Safe => "--fix",
            Self::Unsafe => "--fix --unsafe-fixes",
        }
    }
}

impl Edit {
    /// Replaces what stands under `span`.
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }
}

impl Fix {
    /// A fix of one edit.
    pub fn of(title: impl Into<String>, edit: Edit, safety: Safety) -> Self {
        Self { title: title.into(), edits: vec![edit], safety }
    }

    /// True where every edit lies in `text`, in order.
    fn fits(&self, text: &str) -> bool {
        let in_order = self.edits.is_sorted_by(|a, b| a.span.end() <= b.span.start());
        !self.edits.is_empty() && in_order && self.edits.iter().all(|edit| text.get(edit.span.range()).is_some())
    }
}

/// A text after some fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// Indices of the fixes that were made, ascending.
    pub made: Vec<usize>,
}

/// Makes those of `fixes` that do not touch what an earlier one replaces; the others are for the next time.
#[must_use]
pub fn apply(text: &str, fixes: &[&Fix]) -> Applied {
    let mut edits: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut made = Vec::new();
    for (index, fix) in fixes.iter().enumerate() {
        let free = |edit: &Edit| {
            let before = edits.range(..=edit.span.start()).next_back().map(|(_, before)| before.span);
            let after = edits.range(edit.span.start()..).next().map(|(start, _)| *start);
            before.is_none_or(|before| before.end() <= edit.span.start() && before.start() < edit.span.start())
                && after.is_none_or(|after| edit.span.end() <= after)
        };
        if fix.fits(text) && fix.edits.iter().all(free) {
            edits.extend(fix.edits.iter().map(|edit| (edit.span.start(), edit)));
            made.push(index);
        }
    }
    let mut out = String::with_capacity(text.len() + edits.values().map(|edit| edit.replacement.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits.values() {
        out.push_str(text.get(at..edit.span.start()).unwrap_or(""));
        out.push_str(&edit.replacement);
        at = edit.span.end();
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Applied { text: out, made }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits.iter().map(|(start, end, text)| Edit::new(Span::new(*start, *end), *text)).collect();
        Fix { title: String::new(), edits, safety: Safety::Safe }
    }

    fn applied(text: &str, fixes: &[Fix]) -> (String, Vec<usize>) {
        let Applied { text, made } = apply(text, &fixes.iter().collect::<Vec<_>>());
        (text, made)
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let fixes = [fix(&[(4, 5, "E")]), fix(&[(0, 1, "A"), (2, 2, "-")])];
        assert_eq!(applied("abcde", &fixes), ("Ab-cdE".to_owned(), vec![0, 1]));
    }

    #[test]
    fn a_fix_that_touches_anothers_place_waits() {
        let fixes = [fix(&[(1, 3, "X")]), fix(&[(2, 4, "Y")]), fix(&[(3, 3, "Z")]), fix(&[(1, 1, "W")])];
        assert_eq!(applied("abcde", &fixes), ("aXZde".to_owned(), vec![0, 2]));
        let twice = [fix(&[(2, 2, "X")]), fix(&[(2, 2, "Y")])];
        assert_eq!(applied("abcde", &twice), ("abXcde".to_owned(), vec![0]));
    }

    #[test]
    fn a_fix_of_another_text_is_not_made() {
        let fixes = [fix(&[(1, 2, "X")]), fix(&[(3, 99, "X")]), fix(&[(4, 5, "X"), (0, 1, "X")]), fix(&[])];
        assert_eq!(applied("éabc", &fixes), ("éabc".to_owned(), vec![]));
    }
}
