//! Findings as workflow commands of GitHub Actions: they show beside the lines of a pull request.

use std::fmt::Write;

use super::{neutral, worst_first};
use crate::config::Level;
use crate::lint::wording::{and, count};
use crate::lint::{Finding, Lint};

/// How many errors, and how many warnings, GitHub shows of one step; it drops the rest without a word.
const SHOWN: usize = 10;

/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`, one a line, errors first; then a notice
/// of how many more there are than GitHub shows.
#[must_use]
pub fn report(lint: &Lint) -> String {
    let mut out = String::new();
    let findings = worst_first(lint);
    for findings in findings.chunk_by(|a, b| a.level == b.level) {
        findings.iter().take(SHOWN).for_each(|finding| command(&mut out, finding));
    }
    let more: Vec<String> = [(lint.errors(), "error"), (lint.warnings(), "warning")]
        .into_iter()
        .filter(|(number, _)| *number > SHOWN)
        .map(|(number, noun)| count(number - SHOWN, &format!("more {noun}")))
        .collect();
    if !more.is_empty() {
        let more = data(&format!("{}: `recount lint` lists them all", and(&more)));
        out.push_str(&format!("::notice title=recount::{more}\n"));
    }
    out
}

fn command(out: &mut String, finding: &Finding) {
    let level = if finding.level == Level::Error { "error" } else { "warning" };
    let (start, end) = (finding.start, finding.end);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "::{level} file={},line={},endLine={}",
        property(&neutral::line(&finding.path)),
        start.line,
        end.line
    );
    // GitHub refuses columns of a place that spans lines.
    if start.line == end.line {
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column.max(start.column));
    }
    let message = match &finding.help {
        Some(help) => data(&format!("{}\nhelp: {}", neutral::line(&finding.message), neutral::line(help))),
        None => data(&neutral::line(&finding.message)),
    };
    let _ = writeln!(out, ",title={}::{message}", property(finding.rule));
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Findings;
    use crate::lint::report::testing::{hostile, linted};

    #[test]
    fn every_finding_is_a_command() {
        let (lint, _) = linted(&["file/unreadable", "times/order", "id/duplicate"]);
        insta::assert_snapshot!(report(&lint), @r"
        ::error file=incidents/big.md,line=1,endLine=1,col=1,endColumn=1,title=file/unreadable::this file is larger than 4 MiB%0Ahelp: if it is not an incident review, move it away or let its name begin with `_`
        ::error file=incidents/one.md,line=2,endLine=2,col=5,endColumn=17,title=id/duplicate::`INC-2026-014` is also the id of incidents/two.md%0Ahelp: give the later incident the next free number
        ::error file=incidents/one.md,line=7,endLine=7,col=14,endColumn=34,title=times/order::`detected_at` is 5 min before `started_at`%0Ahelp: look for a wrong day, a wrong offset, or two times in each other's place
        ::error file=incidents/two.md,line=2,endLine=2,col=5,endColumn=17,title=id/duplicate::`INC-2026-014` is also the id of incidents/one.md%0Ahelp: give the later incident the next free number
        ");
    }

    #[test]
    fn a_file_cannot_smuggle_in_a_command() {
        assert_eq!(property("a:b,c%\r\n::error::x"), "a%3Ab%2Cc%25%0D%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(data("a:b,c%\n::error::x"), "a:b,c%25%0A::error::x");
    }

    #[test]
    fn a_hostile_file_is_two_commands() {
        let (lint, _) = hostile();
        insta::assert_snapshot!(report(&lint), @r#"
        ::error file=a b/<x>&"'%25%2C%3A %3A%3Aerror%3A%3Aé␛[31m|`.md,line=1,endLine=3,title=section/missing::over lines
        ::warning file=a b/<x>&"'%25%2C%3A %3A%3Aerror%3A%3Aé␛[31m|`.md,line=1,endLine=1,col=5,endColumn=9,title=section/missing::<script>&amp; "q" ]]> [a](1) {0} |`x`| ::error::␀␛[31m￿%0Ahelp: help ␇<&>
        "#);
    }

    #[test]
    fn the_worst_come_first_and_the_rest_is_counted() {
        let mut findings = Vec::new();
        for (level, number) in [(Level::Warning, 11), (Level::Error, 12)] {
            for n in 0..number {
                let mut one = Findings::new("file/unreadable", level);
                one.add_file(format!("{n}.md"), "m", "");
                findings.append(&mut one.into_vec());
            }
        }
        let text = report(&Lint { findings, files: Vec::new(), known: 0 });
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 21, "{text}");
        assert!(lines[..10].iter().all(|line| line.starts_with("::error ")), "{text}");
        assert!(lines[10..20].iter().all(|line| line.starts_with("::warning ")), "{text}");
        assert_eq!(
            lines[20],
            "::notice title=recount::2 more errors and 1 more warning: `recount lint` lists them all"
        );
    }
}
