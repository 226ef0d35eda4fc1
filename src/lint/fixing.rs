//! From findings to texts without them: makes the fixes, looks again, and goes back where it did not help.
//! What a fix is and how edits are made together is in `fix`; files are written elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::engine::Lint;
use super::finding::Finding;
use super::fix::{Safety, apply};
use crate::archive::Archive;
use crate::incident::{Incident, Reading};

/// How often an archive is looked at again: one fix can show what another hid.
const ROUNDS: usize = 10;

/// An archive after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The new texts, by the path of their file.
    pub texts: BTreeMap<String, FixedText>,
    /// What is still found with them.
    pub left: Lint,
    /// The archive with the new texts.
    pub archive: Archive,
}

/// A text after its fixes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FixedText {
    /// The whole text of the file.
    pub text: String,
    /// How many fixes were made in it.
    pub fixes: usize,
}

impl Fixed {
    /// How many fixes were made.
    #[must_use]
    pub fn count(&self) -> usize {
        self.texts.values().map(|text| text.fixes).sum()
    }
}

/// A file in one round.
struct Attempt<'a> {
    text: String,
    made: Vec<&'a Finding>,
}

/// Makes every fix of `lint` that is as safe as `safety` asks, in files that `writable` says yes to, until none is
/// left. `relint` lints an archive as `lint` was made.
pub fn fix<E>(
    lint: &Lint,
    archive: &Archive,
    reading: &Reading,
    safety: Safety,
    writable: impl Fn(&str) -> bool,
    relint: impl Fn(&Archive) -> Result<Lint, E>,
) -> Result<Fixed, E> {
    let mut fixed = Fixed { texts: BTreeMap::new(), left: lint.clone(), archive: archive.clone() };
    // Rules whose fixes did not help in a file.
    let mut barred: BTreeSet<(String, &'static str)> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let may = |finding: &Finding| {
            finding.fix.as_ref().is_some_and(|fix| fix.safety <= safety)
                && writable(&finding.path)
                && !barred.contains(&(finding.path.clone(), finding.rule))
        };
        let attempts = attempts(&fixed.left, &fixed.archive, may);
        if attempts.is_empty() {
            break;
        }
        let text_of = |path: &str| attempts.get(path).map(|attempt| attempt.text.as_str());
        let next = fixed.archive.rewritten(text_of, reading);
        let left = relint(&next)?;
        let useless = useless(&attempts, &fixed, &next, &left);
        if !useless.is_empty() {
            barred.extend(useless);
            continue;
        }
        for (path, attempt) in attempts {
            let text = fixed.texts.entry(path.to_owned()).or_default();
            text.fixes += attempt.made.len();
            text.text = attempt.text;
        }
        (fixed.left, fixed.archive) = (left, next);
    }
    Ok(fixed)
}

/// The files in which something is to be done, and how they look then.
fn attempts<'a>(lint: &'a Lint, archive: &Archive, may: impl Fn(&Finding) -> bool) -> BTreeMap<&'a str, Attempt<'a>> {
    let mut offered: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in lint.findings.iter().filter(|finding| may(finding)) {
        offered.entry(&finding.path).or_default().push(finding);
    }
    let attempt = |(path, offered): (&'a str, Vec<&'a Finding>)| {
        let incident = archive.by_path(path)?;
        let fixes: Vec<_> = offered.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let applied = apply(incident.source.text(), &fixes);
        let made: Vec<_> = applied.made.iter().filter_map(|&index| offered.get(index).copied()).collect();
        (applied.text != incident.source.text()).then_some((path, Attempt { text: applied.text, made }))
    };
    offered.into_iter().filter_map(attempt).collect()
}

/// The rules, by file, whose fixes did not do what they were to do: the front matter cannot be read any more, or
/// the rule finds as much and offers the same again (in a text that hides what was put in, such as a code block
/// without an end).
fn useless(
    attempts: &BTreeMap<&str, Attempt<'_>>,
    before: &Fixed,
    after: &Archive,
    left: &Lint,
) -> BTreeSet<(String, &'static str)> {
    let (was, is) = (Counts::of(&before.left), Counts::of(left));
    let is_whole = |archive: &Archive, path: &str| archive.by_path(path).is_some_and(Incident::front_matter_is_whole);
    let mut useless = BTreeSet::new();
    for (path, attempt) in attempts {
        let broken = is_whole(&before.archive, path) && !is_whole(after, path);
        let mut made: BTreeMap<&'static str, BTreeMap<Offer<'_>, usize>> = BTreeMap::new();
        for finding in &attempt.made {
            *made.entry(finding.rule).or_default().entry(offer(finding)).or_default() += 1;
        }
        for (rule, offers) in made {
            let as_many = is.found(path, rule) + offers.values().sum::<usize>() > was.found(path, rule);
            let again = offers.iter().any(|(offer, made)| {
                let offered = |counts: &Counts<'_>| counts.offers.get(&(*path, rule, *offer)).copied().unwrap_or(0);
                offered(&is) + made > offered(&was)
            });
            if broken || (as_many && again) {
                useless.insert(((*path).to_owned(), rule));
            }
        }
    }
    useless
}

/// Message and title.
type Offer<'a> = (&'a str, &'a str);

/// How often a rule finds something in a file, and how often it offers to do the same.
#[derive(Default)]
struct Counts<'a> {
    findings: BTreeMap<(&'a str, &'a str), usize>,
    offers: BTreeMap<(&'a str, &'a str, Offer<'a>), usize>,
}

impl<'a> Counts<'a> {
    fn of(lint: &'a Lint) -> Self {
        let mut counts = Self::default();
        for finding in &lint.findings {
            *counts.findings.entry((&finding.path, finding.rule)).or_default() += 1;
            if finding.fix.is_some() {
                *counts.offers.entry((&finding.path, finding.rule, offer(finding))).or_default() += 1;
            }
        }
        counts
    }

    fn found(&self, path: &str, rule: &str) -> usize {
        self.findings.get(&(path, rule)).copied().unwrap_or(0)
    }
}

/// What a finding offers, wherever it stands by then: what it says, and what would be done.
fn offer(finding: &Finding) -> Offer<'_> {
    (&finding.message, finding.fix.as_ref().map_or("", |fix| &fix.title))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;
    use crate::config::Config;
    use crate::lint::registry;
    use crate::lint::rule::Context;
    use crate::text::SourceText;
    use crate::{archive, incident, lint};

    const FIXED: [&str; 5] = [
        "front-matter/duplicate-key",
        "front-matter/invalid-value",
        "front-matter/timestamp-zone",
        "front-matter/unknown-key",
        "section/missing",
    ];

    /// What the rules that fix say of `text`, and what becomes of it.
    fn fixed(text: &str, safety: Safety) -> (Lint, Fixed) {
        let mut config = Config::default();
        config.archive.timezone = Some(chrono_tz::Tz::Europe__Berlin);
        let context = Context::new(&config, "2026-03-20T12:00:00Z".parse().expect("an instant"));
        let rules: Vec<_> = registry::RULES.iter().filter(|rule| FIXED.contains(&rule.name)).copied().collect();
        let reading = archive::reading(&config);
        let archive = Archive::new(vec![incident::read(SourceText::new("a.md", text), &reading)], Vec::new());
        let look = |archive: &Archive| Ok::<_, Infallible>(lint::engine::run(&rules, archive, &context));
        let Ok(lint) = look(&archive);
        let Ok(fixed) = fix(&lint, &archive, &reading, safety, |_| true, look);
        (lint, fixed)
    }

    /// Front matter and body of pieces that fixes meet, right and wrong.
    fn review() -> impl Strategy<Value = String> {
        let keys = ["id", "ID", "status", "Status", "statu", "type", "started_at", "started-at", "detected_at"];
        let values = [
            "A",
            "reviewd",
            "closed",
            "Near Miss",
            "'2026-03-04 09:12 UTC'",
            "2026-10-25T02:30:00",
            "2026-03-29 02:30",
            "\"2026-03-04T09:12\"",
            "",
            "[a, b]",
            "a, b",
            "|\n  reviewd",
            ">-\n  api",
            "{ a: b }",
            "é # \u{1f525}",
            "'x",
        ];
        let lists = ["services: api", "tags: a, b", "services:\n  - a", "services: 'a' # b", "commanders: { name: a }"];
        let line = prop_oneof![
            (prop::sample::select(keys.to_vec()), prop::sample::select(values.to_vec()))
                .prop_map(|(key, value)| format!("{key}: {value}")),
            prop::sample::select(lists.to_vec()).prop_map(str::to_owned),
        ];
        let blocks = [
            "# T",
            "## Description\nx",
            "### Impact",
            "Impact\n---",
            "**Timeline**",
            "- 09:12Z x",
            "```",
            "<!--",
            "> ## Impact",
            "## Action items\n- [ ] x",
            "1. **Impact:** y",
            "  ",
            "\t",
            "# Summary",
            "## Lessons",
        ];
        let body = prop::collection::vec(prop::sample::select(blocks.to_vec()), 0..8);
        (prop::collection::vec(line, 0..8), body, any::<[bool; 4]>()).prop_map(
            |(lines, body, [bom, windows, gap, end])| {
                let gap = if gap { "\n\n" } else { "\n" };
                let lines = lines.join("\n") + if lines.is_empty() { "" } else { "\n" };
                let text = format!("---\n{lines}---\n{}{}", body.join(gap), if end { "\n" } else { "" });
                let text = if windows { text.replace('\n', "\r\n") } else { text };
                if bom { format!("\u{feff}{text}") } else { text }
            },
        )
    }

    proptest! {
        #[test]
        fn fixing_finds_no_more_than_before_and_comes_to_an_end(text in review(), safe: bool) {
            let safety = if safe { Safety::Safe } else { Safety::Unsafe };
            let (lint, done) = fixed(&text, safety);
            // As many are possible: a status that can be read asks for sections.
            prop_assert!(done.left.findings.len() <= lint.findings.len(), "{:?}\n{:#?}", text, done);
            if let Some(after) = done.texts.values().next() {
                let (_, again) = fixed(&after.text, safety);
                prop_assert!(again.texts.is_empty(), "{:?}\n{:#?}", text, again);
                prop_assert_eq!(after.text.contains('\r'), text.contains('\r'));
                prop_assert_eq!(after.text.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
            }
        }

        #[test]
        fn any_text_can_be_fixed(text in "(---\n)?(([a-zI]{1,6}: )?[\\PC\n\r\t]{0,30}\n){0,5}(---\n)?[\\PC\n\r]{0,40}") {
            fixed(&text, Safety::Unsafe);
        }
    }
}
