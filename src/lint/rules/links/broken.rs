//! # links/broken
//! A link leads to a file or a heading that is not there.
//!
//! ## Why
//! A reader who follows a dead link loses the graph, the runbook or the incident that the review rests on. The *Google
//! developer documentation style guide* asks for cross-references that help the reader, and links that lead nowhere do
//! the opposite (<https://developers.google.com/style/cross-references>).
//!
//! ## What it reports
//! Relative targets of links and pictures that the work tree does not hold, from the folder of the file, or from the top
//! for `/…`; those that lead out of the repository; `#…` that no heading of the file has, as forges derive it
//! from the heading's words; and links without a target. `INC-2026-003` finds `INC-2026-003.md` and
//! `INC-2026-003/index.md`, as on the site. Addresses with a scheme are never opened. A warning until the review is due.
//! What only another site generator resolves (labels of Sphinx, `x.html` for `x.md`) counts as broken, for it is on the
//! forge and on the site of recount: such an archive turns the rule off.
//!
//! ## Bad
//! ```markdown files:incidents/graph.png,runbook.md
//! ## Impact
//! See the [graph](graph.pgn) and [below](#contributing-causes).
//!                 ^^^^^^^^^ graph.pgn
//!                                        ^^^^^^^^^^^^^^^^^^^^ no heading
//! The [runbook][] and the [other incident](INC-2025-003) say more.
//!                                          ^^^^^^^^^^^^ INC-2025-003
//!
//! [runbook]: <../../runbook.md>
//!             ^^^^^^^^^^^^^^^^ out of the repository
//! ```
//!
//! ## Good
//! ```markdown files:incidents/graph.png,incidents/INC-2025-003.md,runbook.md
//! ## Impact
//! ![Errors a minute, from 10 to 4,000 at 09:12Z](./graph.png) See [below](#contributing-factors).
//! The [runbook][] and the [other incident](INC-2025-003#impact) say more; so does [the queue](https://example.com/q).
//!
//! [runbook]: /runbook.md?plain=1#L10
//! ```
//!
//! ## Fix
//! Correct the target, or add the file that it means.

use std::collections::BTreeSet;

use super::written_links::{WrittenLinks, written_links};
use crate::config::Level;
use crate::incident::Incident;
use crate::incident::link_target::{LinkTarget, percent_decoded, resolved};
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "links/broken",
    level: Level::Error,
    summary: "a link leads to a file or a heading that is not there",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("broken.rs"),
};

/// Beyond this many in one file another one teaches nothing.
const LIMIT: usize = 20;

/// Whether the work tree holds a path.
type Holds<'h> = &'h (dyn Fn(&str) -> bool + Send + Sync);

fn check(incident: &Incident, context: &Context<'_>, findings: &mut Findings) {
    let body = incident.source.slice(incident.body);
    if !may_lead_here(body) {
        return;
    }
    let written = written_links(body);
    let mut known: BTreeSet<Span> = BTreeSet::new();
    for link in &written.links {
        let place = Span::from(link.target.clone().unwrap_or(link.whole.clone())).shifted(incident.body.start());
        // A definition is one target, however many links name it.
        if known.len() == LIMIT || known.contains(&place) {
            continue;
        }
        let holds = context.work_tree.holds.as_deref();
        if let Some((message, label)) = fault(&link.destination, incident.source.path(), &written, holds) {
            known.insert(place);
            findings.add(incident, place, message, label).help("correct the target, or add what it means");
        }
    }
}

/// False where every target that stands in the text, or might, is an address elsewhere: most reviews link to tickets and
/// dashboards alone, and need no reading of their Markdown.
fn may_lead_here(body: &str) -> bool {
    ["](", "]:"].iter().any(|mark| {
        memchr::memmem::find_iter(body.as_bytes(), mark.as_bytes()).any(|at| {
            let target = body.get(at + mark.len()..).unwrap_or("").trim_start_matches([' ', '<']);
            !["https://", "http://", "mailto:"].iter().any(|elsewhere| target.starts_with(elsewhere))
        })
    })
}

/// What is wrong with a target in the file `path`, as message and label.
fn fault(
    destination: &str,
    path: &str,
    written: &WrittenLinks<'_>,
    holds: Option<Holds<'_>>,
) -> Option<(String, &'static str)> {
    if destination.is_empty() {
        return Some(("this link has no target".to_owned(), "leads nowhere"));
    }
    match LinkTarget::of(destination) {
        LinkTarget::Fragment(fragment) => unheaded(fragment, written),
        LinkTarget::Path(target, fragment) => {
            let holds = holds?;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let Some(file) = resolved(folder, target) else {
                return Some((format!("`{target}` leads out of the repository"), "leads out of the repository"));
            };
            if file == path {
                return unheaded(fragment.trim_start_matches('#'), written);
            }
            // The site leads from `INC-2026-003` to the page of one of these.
            let held =
                file.is_empty() || holds(&file) || holds(&format!("{file}.md")) || holds(&format!("{file}/index.md"));
            (!held).then(|| (format!("there is no `{file}` in the repository"), "no such file"))
        }
        LinkTarget::Web(_) | LinkTarget::Mail(_) | LinkTarget::Refused => None,
    }
}

fn unheaded(fragment: &str, written: &WrittenLinks<'_>) -> Option<(String, &'static str)> {
    // Browsers take both for the beginning of the page.
    if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") {
        return None;
    }
    let wanted = percent_decoded(fragment).unwrap_or_default().to_lowercase();
    let missing = !written.fragments.contains(&wanted);
    missing.then(|| (format!("no heading of this file is `#{fragment}`"), "no such heading"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::{assert_example, run};

    fn fault_of(destination: &str, path: &str, files: &[&str]) -> Option<String> {
        let files: Vec<String> = files.iter().map(|&file| file.to_owned()).collect();
        let holds = move |path: &str| files.iter().any(|file| file == path);
        let written = written_links("# Größe\n");
        fault(destination, path, &written, Some(&holds)).map(|(message, _)| message)
    }

    #[test]
    fn addresses_elsewhere_need_no_reading() {
        assert!(!may_lead_here("- [ ] a, [PAY-1](https://example.com/1)\n[b]: <http://example.com>\n[c](mailto:a@b)"));
        for text in ["[a](b.md)", "[a]()", "[a](#b)", "[a][b]\n\n[b]: c.md", "[a](\nb.md)", "![](HTTPS://x)"] {
            assert!(may_lead_here(text), "{text}");
        }
    }

    #[test]
    fn targets_are_decoded_and_resolved_from_the_folder_of_the_file() {
        let files = ["incidents/a b.png", "runbook.md", "incidents/2026"];
        for held in ["../a%20b.png", "/incidents/a b.png?raw=1", "../../runbook.md#x", "..", "../..", "./", "../2026/"]
        {
            let found = fault_of(held, "incidents/2026/x.md", &[&files[..], &["incidents"]].concat());
            assert_eq!(found, None, "{held}");
        }
        let found = |target| fault_of(target, "incidents/2026/x.md", &files).unwrap_or_default();
        assert_eq!(found("a%20b.png"), "there is no `incidents/2026/a b.png` in the repository");
        assert_eq!(found("../../../etc/passwd"), "`../../../etc/passwd` leads out of the repository");
        assert_eq!(found("%2e%2e/../../x"), "`%2e%2e/../../x` leads out of the repository");
    }

    #[test]
    fn addresses_with_a_scheme_are_not_opened() {
        for elsewhere in ["https://x.example/a", "//x.example/a", "mailto:a@b.example", "slack://channel?id=1"] {
            assert_eq!(fault_of(elsewhere, "a.md", &[]), None, "{elsewhere}");
        }
    }

    #[test]
    fn fragments_are_of_the_same_file_and_may_be_encoded() {
        for held in ["#größe", "#gr%C3%B6%C3%9Fe", "#", "#top", "a.md#größe", "/docs/a#l10"] {
            assert_eq!(fault_of(held, "a.md", &["docs/a.md"]), None, "{held}");
        }
        assert!(fault_of("a.md#breadth", "a.md", &[]).is_some());
    }

    #[test]
    fn where_files_cannot_be_asked_for_only_fragments_are_looked_at() {
        assert_example(&RULE, "## Impact\n[a](nowhere.md) [b](#nowhere)\n                    ^^^^^^^^ no heading\n");
    }

    #[test]
    fn a_definition_is_reported_once_and_an_empty_target_with_its_link() {
        assert_eq!(run(&RULE, "## Impact\n[a][x], [b][x], [x]\n\n[x]: #nowhere\n").len(), 1);
        assert_example(&RULE, "## Impact\nsee [the graph]() there\n    ^^^^^^^^^^^^^ no target\n");
    }

    #[test]
    fn nothing_is_asked_during_an_outage() {
        assert!(run(&RULE, "status: investigating\n\n## Impact\n[a](#nowhere)\n").is_empty());
    }
}
