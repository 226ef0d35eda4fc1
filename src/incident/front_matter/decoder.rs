//! Takes values out of the tree and says what is wrong with them; never stops at the first problem.
//! Knows shapes (text, time, day, word, list, mapping), not what a key means.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::node::{Node, NodeValue};
use super::timestamp::{self, Timestamp};
use crate::incident::model::{Moment, Problem, ProblemKind};
use crate::nearest::{nearest, one_of};
use crate::text::{SourceText, Span, Spanned};

/// What decoding needs besides the tree, and where problems go.
pub struct Decoder<'a> {
    /// The file.
    pub source: &'a SourceText,
    /// Zone of timestamps that state none.
    pub zone: Option<Tz>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

impl Decoder<'_> {
    /// Adds an `InvalidValue` problem.
    pub fn invalid(&mut self, key: &str, span: Span, expected: impl Into<String>, nearest: Option<String>) {
        let kind = ProblemKind::InvalidValue { key: key.to_owned(), expected: expected.into(), nearest };
        self.problems.push(Problem { kind, span });
    }

    /// A single value as the list of one that it is taken for; `None` where brackets around it would not do.
    fn as_list(&self, node: &Node) -> Option<String> {
        let written = self.source.slice(node.span);
        let line = self.source.line_span(self.source.line_of(node.span.start()));
        // On a line of its own it may be text behind `|`, where brackets would be text too.
        if self.source.slice(Span::new(line.start(), node.span.start())).trim().is_empty() {
            return None;
        }
        let fits = match &node.value {
            NodeValue::Map(_) => written.starts_with('{') && written.ends_with('}'),
            NodeValue::Scalar(_) if written.starts_with(['"', '\'']) => true,
            NodeValue::Scalar(text) => *text == written && !written.contains(['[', ']', '{', '}']),
            NodeValue::Null | NodeValue::List(_) => false,
        };
        // A longer one is more than a forgotten pair of brackets, and no message for people.
        (fits && written.len() <= 200 && !written.contains(['\n', '\r'])).then(|| format!("[{written}]"))
    }

    /// Text on one line or several; nothing where there is none.
    pub fn text(&mut self, key: &str, node: &Node) -> Option<Spanned<String>> {
        match &node.value {
            NodeValue::Null => None,
            NodeValue::Scalar(text) => Some(Spanned::new(text.trim().to_owned(), node.span)),
            NodeValue::List(_) | NodeValue::Map(_) => {
                self.invalid(key, node.span, format!("text, not {}", node.shape()), None);
                None
            }
        }
    }

    /// A timestamp with an offset.
    pub fn moment(&mut self, key: &str, node: &Node) -> Option<Spanned<Moment>> {
        const EXPECTED: &str = "an RFC 3339 timestamp with an offset, such as `2026-03-04T09:12:00Z`";
        let Spanned { value: text, span } = self.text(key, node)?;
        let moment = match timestamp::timestamp(&text) {
            Timestamp::Exact(moment) => Some(moment),
            Timestamp::Loose(moment, right) => {
                self.invalid(key, span, EXPECTED, Some(right));
                Some(moment)
            }
            Timestamp::NoOffset(naive) => {
                self.problems.push(Problem { kind: ProblemKind::TimestampZone { key: key.to_owned() }, span });
                self.zone.and_then(|zone| timestamp::in_zone(naive, zone))
            }
            Timestamp::DayOnly(_) => {
                self.invalid(key, span, format!("a time too, as {EXPECTED}"), None);
                None
            }
            Timestamp::Unreadable => {
                self.invalid(key, span, EXPECTED, None);
                None
            }
        };
        moment.map(|moment| Spanned::new(moment, span))
    }

    /// A day as `YYYY-MM-DD`.
    pub fn day(&mut self, key: &str, node: &Node) -> Option<Spanned<NaiveDate>> {
        let Spanned { value: text, span } = self.text(key, node)?;
        let day = timestamp::day(&text);
        if day.is_none() {
            self.invalid(key, span, "a day as `YYYY-MM-DD`", None);
        }
        day.map(|day| Spanned::new(day, span))
    }

    /// One of a fixed set of words, in any case.
    pub fn word<T: Copy>(
        &mut self,
        key: &str,
        node: &Node,
        all: &[T],
        as_str: impl Fn(T) -> &'static str,
    ) -> Option<Spanned<T>> {
        let Spanned { value: text, span } = self.text(key, node)?;
        let found = all.iter().copied().find(|value| as_str(*value).eq_ignore_ascii_case(&text));
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|value| as_str(*value)).collect();
            let nearest = nearest(&text, &words).map(str::to_owned);
            self.invalid(key, span, one_of(&words), nearest);
        }
        found.map(|value| Spanned::new(value, span))
    }

    /// A list of texts; a single text is taken as a list of one, and said.
    pub fn texts(&mut self, key: &str, node: &Node) -> Vec<Spanned<String>> {
        let items = self.items(key, node);
        items.iter().enumerate().filter_map(|(i, item)| self.text(&format!("{key}[{i}]"), item)).collect()
    }

    /// The items of a list; a single text or mapping is taken as a list of one, and said.
    pub fn items<'n>(&mut self, key: &str, node: &'n Node) -> &'n [Node] {
        match &node.value {
            NodeValue::Null => &[],
            NodeValue::List(items) => items,
            NodeValue::Scalar(_) | NodeValue::Map(_) => {
                self.invalid(key, node.span, format!("a list, not {}", node.shape()), self.as_list(node));
                std::slice::from_ref(node)
            }
        }
    }
}

/// The entries of one mapping, taken by key; what is left over is unknown.
pub struct Fields<'n> {
    entries: Vec<(&'n Spanned<String>, Option<&'n Node>)>,
    path: String,
    known: Vec<&'static str>,
    /// The whole mapping.
    pub span: Span,
}

impl<'n> Fields<'n> {
    /// The fields of a mapping node; `None` for any other shape.
    #[must_use]
    pub fn of(node: &'n Node, path: impl Into<String>) -> Option<Self> {
        match &node.value {
            NodeValue::Map(entries) => Some(Self {
                entries: entries.iter().map(|(key, value)| (key, Some(value))).collect(),
                path: path.into(),
                known: Vec::new(),
                span: node.span,
            }),
            _ => None,
        }
    }

    /// Takes the value of `key`; `None` where it is absent or empty.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        let slot = self.entries.iter_mut().find(|(name, _)| name.value == key)?;
        slot.1.take().filter(|node| node.value != NodeValue::Null)
    }

    /// `key` with the path of this mapping: `commanders[1].from`.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Text under `key`.
    pub fn text(&mut self, decoder: &mut Decoder<'_>, key: &'static str) -> Option<Spanned<String>> {
        self.take(key).and_then(|node| decoder.text(&self.key(key), node))
    }

    /// A timestamp under `key`.
    pub fn moment(&mut self, decoder: &mut Decoder<'_>, key: &'static str) -> Option<Spanned<Moment>> {
        self.take(key).and_then(|node| decoder.moment(&self.key(key), node))
    }

    /// A day under `key`.
    pub fn day(&mut self, decoder: &mut Decoder<'_>, key: &'static str) -> Option<Spanned<NaiveDate>> {
        self.take(key).and_then(|node| decoder.day(&self.key(key), node))
    }

    /// A list of texts under `key`.
    pub fn texts(&mut self, decoder: &mut Decoder<'_>, key: &'static str) -> Vec<Spanned<String>> {
        self.take(key).map(|node| decoder.texts(&self.key(key), node)).unwrap_or_default()
    }

    /// A word of a fixed set under `key`.
    pub fn word<T: Copy>(
        &mut self,
        decoder: &mut Decoder<'_>,
        key: &'static str,
        all: &[T],
        as_str: impl Fn(T) -> &'static str,
    ) -> Option<Spanned<T>> {
        self.take(key).and_then(|node| decoder.word(&self.key(key), node, all, as_str))
    }

    /// A key that an entry cannot do without; its absence is a problem.
    pub fn required_text(&mut self, decoder: &mut Decoder<'_>, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take(key);
        if node.is_none() {
            let kind = ProblemKind::MissingKey { key, within: self.path.clone() };
            decoder.problems.push(Problem { kind, span: self.span });
        }
        node.and_then(|node| decoder.text(&self.key(key), node))
    }

    /// Takes every remaining entry whose key begins with `x-`.
    pub fn take_extras(&mut self) -> Vec<(&'n Spanned<String>, &'n Node)> {
        let extras = self.entries.iter_mut().filter(|(key, _)| key.value.starts_with("x-"));
        extras.filter_map(|(key, node)| node.take().map(|node| (*key, node))).collect()
    }

    /// The entries of keys that nobody has asked for, in order.
    #[must_use]
    pub fn unknown(&self) -> Vec<(&'n Spanned<String>, &'n Node)> {
        let known = |key: &str| self.known.contains(&key) || key.starts_with("x-");
        self.entries
            .iter()
            .filter(|(key, _)| !known(&key.value))
            .filter_map(|(key, node)| Some((*key, (*node)?)))
            .collect()
    }

    /// Whatever was not taken is unknown: each such key is a problem with the nearest known key.
    pub fn finish(self, decoder: &mut Decoder<'_>) {
        let present: Vec<&str> = self.entries.iter().map(|(key, _)| key.value.as_str()).collect();
        for (key, node) in self.entries {
            let is_known = self.known.contains(&key.value.as_str());
            if node.is_some() && !is_known && !key.value.starts_with("x-") {
                let nearest = nearest(&key.value, &self.known);
                let taken = nearest.is_some_and(|near| present.contains(&near));
                let kind =
                    ProblemKind::UnknownKey { key: key.value.clone(), nearest, taken, within: self.path.clone() };
                decoder.problems.push(Problem { kind, span: key.span });
            }
        }
    }
}
