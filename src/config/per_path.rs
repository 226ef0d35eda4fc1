//! `[[lint.per-path]]`: other levels for the files that a pattern names. Which rules there are is not known here.

use super::level::{Level, Levels};
use super::pattern::Pattern;
use crate::text::Span;

/// Every entry, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PerPath {
    entries: Vec<PathLevels>,
    folder: String,
}

impl PerPath {
    /// The entries, in the order of the file.
    #[must_use]
    pub fn new(entries: Vec<PathLevels>) -> Self {
        Self { entries, folder: String::new() }
    }

    /// Says where the configuration stands, in the terms in which files are named: patterns are relative to it.
    pub fn set_folder(&mut self, folder: impl Into<String>) {
        self.folder = folder.into();
    }

    /// The entries that name the file `path`; of these the last that speaks of a rule decides.
    pub fn of<'s>(&'s self, path: &'s str) -> impl DoubleEndedIterator<Item = &'s PathLevels> {
        let below = match self.folder.as_str() {
            "" => Some(path),
            folder => path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
        };
        self.entries.iter().filter(move |entry| below.is_some_and(|path| entry.names(path)))
    }

    /// Every entry, whatever it names.
    pub fn all(&self) -> impl Iterator<Item = &PathLevels> {
        self.entries.iter()
    }
}

/// One entry: some files, and the levels that rules have for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathLevels {
    patterns: Vec<Pattern>,
    /// The levels.
    pub rules: Levels,
}

impl PathLevels {
    /// An entry of patterns, each with its place. `*` stays within a folder, `**` does not.
    pub fn new(patterns: Vec<(String, Span)>, rules: Levels) -> Result<Self, Vec<(Span, String)>> {
        let mut read = Vec::new();
        let mut mistakes = Vec::new();
        for (pattern, span) in patterns {
            match Pattern::new(&pattern) {
                Ok(pattern) => read.push(pattern),
                Err(reason) => mistakes.push((span, format!("`{pattern}` is not a pattern: {reason}"))),
            }
        }
        if mistakes.is_empty() { Ok(Self { patterns: read, rules }) } else { Err(mistakes) }
    }

    /// The level of a rule: what is said of it by name, else of its group; `None` where nothing is said.
    #[must_use]
    pub fn level(&self, name: &str, group: &str) -> Option<Level> {
        self.rules.get(name).or_else(|| self.rules.get(group)).map(|level| level.value)
    }

    fn names(&self, path: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(pattern: &str) -> PathLevels {
        PathLevels::new(vec![(pattern.to_owned(), Span::at(0))], Levels::new()).expect("a pattern")
    }

    #[test]
    fn one_star_stays_in_its_folder_and_two_do_not() {
        let names = |pattern: &str, path: &str| entry(pattern).names(path);
        assert!(names("incidents/2019/**", "incidents/2019/a/b.md"));
        assert!(names("incidents/*.md", "incidents/a.md") && !names("incidents/*.md", "incidents/2019/a.md"));
        assert!(names("./incidents/{2018,2019}/*", "incidents/2018/a.md"));
        assert!(names("**/index.md", "incidents/x/index.md") && !names("2019/**", "incidents/2019/a.md"));
    }

    #[test]
    fn patterns_are_relative_to_the_configuration() {
        let mut per_path = PerPath::new(vec![entry("incidents/**")]);
        per_path.set_folder("ops/[eu]");
        assert_eq!(per_path.of("ops/[eu]/incidents/a.md").count(), 1);
        assert_eq!(per_path.of("incidents/a.md").count() + per_path.of("ops/[eu]incidents/a.md").count(), 0);
    }
}
