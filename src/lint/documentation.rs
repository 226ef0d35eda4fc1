//! The public page of a rule, read from the `//!` lines of its own source file.
//! One place says what a rule is; `recount rule`, the site and the tests all read it here.

use super::rule::Rule;

/// The page of a rule: a title, a line or two, and sections in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rule's name, from the title line (`# actions/owner`).
    pub title: String,
    /// What stands between the title and the first section: the rule in a sentence.
    pub lead: String,
    /// The sections (`## Why`, `## Bad`, …) in order.
    pub sections: Vec<PageSection>,
}

/// One `##` section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSection {
    /// The heading without `##`.
    pub heading: String,
    /// Its Markdown, trimmed.
    pub text: String,
}

/// One fenced example of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageExample {
    /// Everything after the fence (`markdown beside`).
    pub info: String,
    /// The lines of the example, marker lines included.
    pub text: String,
}

impl Page {
    /// The page of a rule.
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        Self::read(rule.source)
    }

    /// Reads the page from a source file: its leading `//!` lines.
    #[must_use]
    pub fn read(source: &str) -> Self {
        let mut page = Self { title: String::new(), lead: String::new(), sections: Vec::new() };
        let mut fence = Fence::default();
        for line in source.lines().map_while(|line| line.strip_prefix("//!")) {
            let line = line.strip_prefix(' ').unwrap_or(line);
            let in_code = fence.passes(line);
            match (line.strip_prefix("# "), line.strip_prefix("## ")) {
                (Some(title), _) if !in_code && page.title.is_empty() => title.trim().clone_into(&mut page.title),
                (_, Some(heading)) if !in_code => {
                    page.sections.push(PageSection { heading: heading.trim().to_owned(), text: String::new() });
                }
                _ => {
                    let text = page.sections.last_mut().map_or(&mut page.lead, |section| &mut section.text);
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        page.lead = page.lead.trim().to_owned();
        for section in &mut page.sections {
            section.text = section.text.trim().to_owned();
        }
        page
    }

    /// The Markdown under a heading.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<&str> {
        self.sections.iter().find(|section| section.heading == heading).map(|section| section.text.as_str())
    }

    /// The examples that must give a finding, in order.
    #[must_use]
    pub fn bad(&self) -> Vec<PageExample> {
        self.section("Bad").map(examples).unwrap_or_default()
    }

    /// The examples that must give none, in order.
    #[must_use]
    pub fn good(&self) -> Vec<PageExample> {
        self.section("Good").map(examples).unwrap_or_default()
    }

    /// The reason in one sentence: the first of `## Why`, in one line, without its full stop.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        let why = self.section("Why")?;
        let paragraph: Vec<&str> = why.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
        let line = paragraph.join(" ");
        let end = line.find(". ").unwrap_or(line.len());
        let sentence = line.get(..end).unwrap_or(&line).trim_end_matches('.');
        (!sentence.is_empty()).then(|| sentence.to_owned())
    }

    /// The whole page as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}\n", self.title, self.lead);
        for section in &self.sections {
            text.push_str(&format!("\n## {}\n\n{}\n", section.heading, section.text));
        }
        text
    }
}

/// The page of a rule as it is published: with its level and when it asks.
#[must_use]
pub fn published(rule: &Rule) -> String {
    let page = Page::of(rule);
    let body = page.markdown();
    let rest = body.split_once("\n\n").map_or("", |(_, rest)| rest);
    let (level, asked) = (rule.level.as_str(), rule.applies.asked());
    format!("# {}\n\nDefault level: {level}. Asked {asked}.\n\n{rest}", page.title)
}

/// The fenced blocks of a Markdown text.
fn examples(text: &str) -> Vec<PageExample> {
    let mut examples: Vec<PageExample> = Vec::new();
    let mut fence = Fence::default();
    for line in text.lines() {
        let was_open = fence.is_open();
        fence.passes(line);
        match (was_open, fence.is_open()) {
            (false, true) => {
                let info = line.trim_start_matches('`').trim().to_owned();
                examples.push(PageExample { info, text: String::new() });
            }
            (true, true) => {
                if let Some(example) = examples.last_mut() {
                    example.text.push_str(line);
                    example.text.push('\n');
                }
            }
            _ => {}
        }
    }
    examples
}

/// Whether a line stands in a fenced block; a fence closes with at least as many backticks as it opened with.
#[derive(Default)]
struct Fence {
    backticks: usize,
}

impl Fence {
    fn is_open(&self) -> bool {
        self.backticks > 0
    }

    /// Takes the next line; true when it belongs to a fenced block (the fences themselves included).
    fn passes(&mut self, line: &str) -> bool {
        let backticks = line.bytes().take_while(|byte| *byte == b'`').count();
        let was_open = self.is_open();
        if !was_open && backticks >= 3 {
            self.backticks = backticks;
        } else if was_open && backticks >= self.backticks && line.trim_end().len() == backticks {
            self.backticks = 0;
        }
        was_open || self.is_open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! # a/b\n//! In a line.\n//!\n//! ## Why\n//! Because it\n//! helps. Really.\n//!\n//! ## Bad\n//! ````markdown beside\n//! ## Impact\n//! ```\n//! x\n//! ```\n//! ^\n//! ````\n//!\n//! ## Good\n//! ```markdown\n//! y\n//! ```\n\nuse x;\n//! not here\n";

    #[test]
    fn a_page_ends_with_the_comment_and_headings_in_examples_are_not_its_own() {
        let page = Page::read(SOURCE);
        assert_eq!((page.title.as_str(), page.lead.as_str()), ("a/b", "In a line."));
        let headings: Vec<_> = page.sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(headings, ["Why", "Bad", "Good"]);
    }

    #[test]
    fn the_reason_is_the_first_sentence() {
        assert_eq!(Page::read(SOURCE).reason().as_deref(), Some("Because it helps"));
    }

    #[test]
    fn a_longer_fence_holds_a_shorter_one() {
        let bad = Page::read(SOURCE).bad();
        assert_eq!(bad, [PageExample { info: "markdown beside".into(), text: "## Impact\n```\nx\n```\n^\n".into() }]);
    }

    #[test]
    fn a_page_survives_being_written_and_read_again() {
        let page = Page::read(SOURCE);
        let again: Vec<_> = page.markdown().lines().map(|line| format!("//! {line}\n")).collect();
        assert_eq!(Page::read(&again.concat()), page);
    }
}
