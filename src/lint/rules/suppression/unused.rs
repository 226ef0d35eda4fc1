//! # suppression/unused
//! A comment silences nothing.
//!
//! ## Why
//! A comment that outlived its cause silences the next finding at this place, which nobody meant to silence. One with a
//! slip of the finger looks like an exception that was granted and is none.
//!
//! ## What it reports
//! A `recount-ignore` or `recount-ignore-file` comment that names a rule which has nothing to say there, a rule that
//! does not exist, or no rule; one that stands where it covers nothing; one whose keyword is misspelt. Comments in code
//! and in quotations are not looked at. A rule that was not asked (`--select`, `--ignore`, level `off`, a status that
//! does not ask for it yet) makes no comment unused. No suppression silences this rule.
//!
//! A comment at the end of a line covers that line. One on a line of its own covers what follows: the paragraph, the
//! item, the heading, the table; in the front matter the key with all that is nested in it.
//! `<!-- recount-ignore-file … -->` covers the file and stands before its first heading.
//!
//! ## Bad
//! ```markdown
//! ## Action items
//! - [ ] Raise the queue's memory limit — @sam.okafor, due 2026-04-01, P1 <!-- recount-ignore actions/due: the vendor owns the date -->
//!                                                                                            ^^^^^^^^^^^ silences nothing
//! - [ ] Alert on the queue's depth — @ana.ruiz, P1 <!-- recount-ignore actions/deu: the vendor owns the date -->
//!                                                                      ^^^^^^^^^^^ did you mean `actions/due`
//! ```
//!
//! ## Good
//! ```markdown
//! ## Action items
//! - [ ] Raise the queue's memory limit — @sam.okafor, P1 <!-- recount-ignore actions/due: the vendor owns the date -->
//! ```
//!
//! ## Fix
//! Remove the comment, or the name from its list. Where a rule was misspelt, correct it.

use crate::config::Level;
use crate::incident::Incident;
use crate::lint::suppression::{Covers, Flaw, Judged, Suppression, Verdict};
use crate::lint::{Applies, Check, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "suppression/unused",
    level: Level::Warning,
    summary: "a comment silences nothing",
    applies: Applies::Always,
    check: Check::Suppression(check),
    source: include_str!("unused.rs"),
};

const REMOVE: &str = "remove the comment; it would silence the next finding here unseen";

fn check(incident: &Incident, judged: &[Judged], findings: &mut Findings) {
    for Judged { suppression, verdicts } in judged {
        if let Covers::Nothing(flaw) = &suppression.covers {
            flawed(incident, suppression, flaw, findings);
        } else if suppression.rules.is_empty() {
            let keyword = suppression.keyword;
            findings
                .add(incident, suppression.comment, "this comment names no rule and silences nothing", "which rule?")
                .help(format!("name the rule and say why: `{keyword} actions/due: the vendor owns the date`"));
        } else {
            unused_names(incident, suppression, verdicts, findings);
        }
    }
}

fn flawed(incident: &Incident, suppression: &Suppression, flaw: &Flaw, findings: &mut Findings) {
    let keyword = suppression.keyword;
    match flaw {
        Flaw::Misspelt(word) => findings
            .add(
                incident,
                word.span,
                format!("`{}` silences nothing; did you mean `{keyword}`?", word.value),
                "no such keyword",
            )
            .help(format!("write `{keyword}`")),
        Flaw::NotAtTop => findings
            .add(incident, suppression.comment, format!("`{keyword}` silences nothing here"), "not at the top")
            .help(
                "write it as `<!-- … -->` on a line of its own after the front matter, before the first heading and text",
            ),
        Flaw::NothingFollows => findings
            .add(incident, suppression.comment, "this comment silences nothing: nothing follows it", "about what?")
            .help("move it above what it is about, or behind it on the same line"),
    };
}

fn unused_names(incident: &Incident, suppression: &Suppression, verdicts: &[Verdict], findings: &mut Findings) {
    for (name, verdict) in suppression.rules.iter().zip(verdicts) {
        let written = &name.value;
        let (message, label, help) = match verdict {
            Verdict::Used | Verdict::NotAsked => continue,
            Verdict::Unused => {
                (format!("this comment silences nothing of `{written}`"), "nothing to silence", REMOVE.to_owned())
            }
            Verdict::Unknown(near) => {
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                let help = near.map_or_else(|| "`recount rule` lists the rules".to_owned(), |n| format!("write `{n}`"));
                (format!("`{written}` is neither a rule nor a group of rules{hint}"), "no such rule", help)
            }
            Verdict::Itself => (
                format!("`{written}` cannot be silenced"),
                "listens to no comment",
                "remove the comment; `[lint.rules]` in `recount.toml` turns a rule off".to_owned(),
            ),
        };
        findings.add(incident, name.span, message, label).help(help);
    }
}
