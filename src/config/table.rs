//! A table of `recount.toml` being read: takes values by key, collects every mistake.

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use crate::nearest::{nearest, quoted};
use crate::text::Span;

/// Where mistakes go.
#[derive(Debug, Default)]
pub struct Reader {
    /// Place and message of each.
    pub mistakes: Vec<(Span, String)>,
}

impl Reader {
    /// Adds a mistake.
    pub fn mistake(&mut self, span: Span, message: impl Into<String>) {
        self.mistakes.push((span, message.into()));
    }
}

type Value<'t> = toml::Spanned<DeValue<'t>>;

/// One table; what is not taken is an unknown key.
pub struct Table<'t> {
    name: String,
    entries: &'t DeTable<'t>,
    taken: Vec<&'static str>,
    /// Where it stands.
    pub span: Span,
}

impl<'t> Table<'t> {
    /// The top of the file.
    #[must_use]
    pub fn root(entries: &'t DeTable<'t>) -> Self {
        Self { name: String::new(), entries, taken: Vec::new(), span: Span::at(0) }
    }

    fn take(&mut self, key: &'static str) -> Option<&'t Value<'t>> {
        self.taken.push(key);
        self.entries.get(key)
    }

    /// The table under `key`.
    pub fn table(&mut self, reader: &mut Reader, key: &'static str) -> Option<Table<'t>> {
        let value = self.take(key)?;
        let name = self.path_of(key);
        if let DeValue::Table(table) = value.get_ref() {
            Some(Table { name, entries: table, taken: Vec::new(), span: value.span().into() })
        } else {
            reader.mistake(value.span().into(), format!("`{name}` is a table: write `[{name}]`"));
            None
        }
    }

    /// The table that an entry's value is; `None` for another value.
    #[must_use]
    pub fn of(name: &str, value: &'t Value<'t>) -> Option<Self> {
        let DeValue::Table(entries) = value.get_ref() else { return None };
        Some(Self { name: name.to_owned(), entries, taken: Vec::new(), span: value.span().into() })
    }

    /// The tables of a list of tables under `key`.
    pub fn tables(&mut self, reader: &mut Reader, key: &'static str) -> Vec<Table<'t>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let name = self.path_of(key);
        let DeValue::Array(items) = value.get_ref() else {
            reader.mistake(value.span().into(), format!("`{name}` is a list of tables: write `[[{name}]]`"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(entries) => {
                    tables.push(Table { name: name.clone(), entries, taken: Vec::new(), span: item.span().into() });
                }
                _ => reader.mistake(item.span().into(), format!("`{name}` is a list of tables: write `[[{name}]]`")),
            }
        }
        tables
    }

    fn path_of(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// Text under `key`, with its place.
    pub fn text(&mut self, reader: &mut Reader, key: &'static str) -> Option<(String, Span)> {
        let value = self.take(key)?;
        text(reader, key, value)
    }

    /// A list of texts under `key`, each with its place.
    pub fn texts(&mut self, reader: &mut Reader, key: &'static str) -> Option<Vec<(String, Span)>> {
        let value = self.take(key)?;
        texts(reader, key, value)
    }

    /// A whole number of at least `least` under `key`.
    pub fn number(&mut self, reader: &mut Reader, key: &'static str, least: u32) -> Option<u32> {
        let value = self.take(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(integer) => u32::from_str_radix(integer.as_str(), integer.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| *number >= least);
        if number.is_none() {
            reader.mistake(value.span().into(), format!("`{key}` is a whole number of {least} or more"));
        }
        number
    }

    /// `true` or `false` under `key`.
    pub fn flag(&mut self, reader: &mut Reader, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        reader.mistake(value.span().into(), format!("`{key}` is `true` or `false`"));
        None
    }

    /// A list of days under `key`, quoted or as TOML dates.
    pub fn days(&mut self, reader: &mut Reader, key: &'static str) -> Option<Vec<NaiveDate>> {
        let value = self.take(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            reader.mistake(value.span().into(), format!("`{key}` is a list of days: `[\"2026-12-25\"]`"));
            return None;
        };
        let mut days = Vec::new();
        for item in items {
            let written = match item.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Datetime(datetime) => datetime.to_string(),
                _ => String::new(),
            };
            match NaiveDate::parse_from_str(&written, "%Y-%m-%d") {
                Ok(day) => days.push(day),
                Err(_) => reader.mistake(item.span().into(), "a day is written `2026-12-25`"),
            }
        }
        Some(days)
    }

    /// Every entry, for tables whose keys are the user's: key, its place, and the value.
    pub fn entries(self) -> impl Iterator<Item = (String, Span, &'t Value<'t>)> {
        self.entries.iter().map(|(key, value)| (key.get_ref().to_string(), key.span().into(), value))
    }

    /// Whatever was not taken is unknown.
    pub fn finish(self, reader: &mut Reader) {
        for (key, _) in self.entries {
            let name = key.get_ref().as_ref();
            if !self.taken.contains(&name) {
                let place = if self.name.is_empty() { String::new() } else { format!(" of [{}]", self.name) };
                let hint = match nearest(name, &self.taken) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => format!("known are {}", quoted(&self.taken)),
                };
                reader.mistake(key.span().into(), format!("unknown key `{name}`{place}; {hint}"));
            }
        }
    }
}

/// A text value, with its place.
pub fn text(reader: &mut Reader, key: &str, value: &Value<'_>) -> Option<(String, Span)> {
    if let DeValue::String(text) = value.get_ref() {
        return Some((text.to_string(), value.span().into()));
    }
    reader.mistake(value.span().into(), format!("`{key}` is text in quotes"));
    None
}

/// A list of texts, each with its place.
pub fn texts(reader: &mut Reader, key: &str, value: &Value<'_>) -> Option<Vec<(String, Span)>> {
    let DeValue::Array(items) = value.get_ref() else {
        reader.mistake(value.span().into(), format!("`{key}` is a list of texts: `[\"…\", \"…\"]`"));
        return None;
    };
    Some(items.iter().filter_map(|item| text(reader, key, item)).collect())
}
