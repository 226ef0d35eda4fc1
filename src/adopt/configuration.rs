//! The text of a proposed `recount.toml`: each line with what was counted for it.

use super::proposal::Proposal;
use super::zone::ProposedZone;

/// Headings left to a person that are listed at most.
const MAX_UNDECIDED: usize = 30;

/// The proposal as `recount.toml`.
#[must_use]
pub fn text(proposal: &Proposal) -> String {
    let all = proposal.documents;
    let mut text =
        "# Proposed by `recount adopt` from what the documents have in common; all of it is yours to change.\n\n\
                    [archive]\n"
            .to_owned();
    let mut put = |comment: &str, line: &str| text.push_str(&format!("# {comment}\n{line}\n"));
    put("The name of the repository or folder.", &format!("title = {}", quoted(&proposal.title)));
    put(&format!("Holds {}.", reviews(all)), &format!("incidents = {}", quoted(&proposal.incidents)));
    let patterns = &proposal.patterns;
    if !patterns.include.is_empty() {
        let comment = "Reviews, some of which are not named as reviews are by default.";
        put(comment, &format!("include = {}", lines(&patterns.include)));
    }
    if !patterns.exclude.is_empty() {
        put("These look like other pages than reviews.", &format!("exclude = {}", lines(&patterns.exclude)));
    }
    let begun = of(proposal.with_front_matter, all);
    let comment = format!("Front matter begins {begun}; what other tools keep there is kept, and no finding.");
    put(&comment, "adopted = true");
    let zone = proposal.timezone.as_ref().map(|zone| (zone_comment(zone), zone_line(zone)));
    let (comment, line) = zone.unwrap_or_else(|| (no_zone_comment(proposal), "# timezone = \"UTC\"".to_owned()));
    put(&comment, &line);
    match &proposal.id_format {
        Some(met) => {
            put(
                &format!("Met in {}, {}.", of(met.documents, all), met.remark),
                &format!("id-format = {}", quoted(&met.value)),
            );
        }
        None => put("Fewer than half carry an id; this is the default.", "# id-format = \"INC-{year}-{number:03}\""),
    }
    match &proposal.severities {
        Some(met) => {
            let comment = format!("Met in {}; {}.", of(met.documents, all), met.remark);
            put(&comment, &format!("severities = {}", list(&met.value)));
        }
        None => put(
            "No document states another severity than those of the default scale.",
            "# severities = [\"SEV1\", \"SEV2\", \"SEV3\", \"SEV4\", \"SEV5\"]",
        ),
    }
    text.push_str(&sections(proposal));
    text
}

fn sections(proposal: &Proposal) -> String {
    let headings = &proposal.headings;
    if headings.sections.is_empty() && headings.undecided.is_empty() {
        return String::new();
    }
    let mut text = "\n[sections]\n".to_owned();
    for (kind, found) in &headings.sections {
        let counted =
            found.iter().map(|heading| format!("{} in {}", comment(&quoted(&heading.text)), heading.documents));
        text.push_str(&format!("# {}\n", counted.collect::<Vec<_>>().join(", ")));
        let names: Vec<String> = found.iter().map(|heading| heading.text.clone()).collect();
        text.push_str(&format!("{} = {}\n", kind.key(), list(&names)));
    }
    if !headings.undecided.is_empty() {
        text.push_str("# These recur; put those that mean a section beside its key:\n");
        for heading in headings.undecided.iter().take(MAX_UNDECIDED) {
            text.push_str(&format!("#   {}  in {}\n", comment(&quoted(&heading.text)), heading.documents));
        }
        let more = headings.undecided.len().saturating_sub(MAX_UNDECIDED);
        if more > 0 {
            text.push_str(&format!("#   … and {more} more\n"));
        }
    }
    text
}

fn zone_comment(zone: &ProposedZone) -> String {
    let ProposedZone { agree, state, timed, sure, .. } = zone;
    let counted = format!("{state} of {timed} documents with times state a zone; {agree} of them agree with this one.");
    if *sure { counted } else { format!("A guess: {counted} Take the `#` away if it is so.") }
}

fn no_zone_comment(proposal: &Proposal) -> String {
    let stated = match proposal.zone_stated {
        0 => "Nowhere stated".to_owned(),
        some => format!("Stated in {}, and no zone in most of them", of(some, proposal.documents)),
    };
    format!("{stated}; times without one stay unspecified.")
}

fn zone_line(zone: &ProposedZone) -> String {
    format!("{}timezone = {}", if zone.sure { "" } else { "# " }, quoted(zone.zone.name()))
}

fn reviews(count: usize) -> String {
    if count == 1 { "1 review".to_owned() } else { format!("{count} reviews") }
}

fn of(part: usize, all: usize) -> String {
    format!("{part} of {all} document{}", if all == 1 { "" } else { "s" })
}

/// A text of TOML: JSON escapes the same, but for one character.
fn quoted(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::to_string(&text).unwrap_or_default()
}

/// A text that stays on its line.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A list with a line for each text.
fn lines(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| format!("    {},\n", quoted(text))).collect();
    format!("[\n{}]", items.concat())
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::adopt::{Counted, Heading, Headings, Patterns};
    use crate::incident::SectionKind;

    fn proposal() -> Proposal {
        Proposal {
            documents: 12,
            title: "Team \"A\" postmortems".to_owned(),
            incidents: "docs/pm".to_owned(),
            patterns: Patterns { include: Vec::new(), exclude: vec!["guide.md".to_owned()] },
            with_front_matter: 3,
            zone_stated: 8,
            timezone: Some(ProposedZone { zone: Tz::UTC, agree: 8, state: 8, timed: 11, sure: true }),
            id_format: Some(Counted {
                value: "PM{year}-{number:03}".to_owned(),
                documents: 12,
                remark: "in the names of the files",
            }),
            severities: Some(Counted { value: vec!["SEV-1".to_owned()], documents: 4, remark: "worst first" }),
            headings: Headings {
                sections: vec![(SectionKind::Impact, vec![Heading { text: "impact on us".to_owned(), documents: 2 }])],
                undecided: vec![Heading { text: "stats".to_owned(), documents: 9 }],
            },
        }
    }

    #[test]
    fn each_line_says_what_was_counted_for_it_and_the_whole_can_be_read() {
        let text = text(&proposal());
        insta::assert_snapshot!(text, @r##"
        # Proposed by `recount adopt` from what the documents have in common; all of it is yours to change.

        [archive]
        # The name of the repository or folder.
        title = "Team \"A\" postmortems"
        # Holds 12 reviews.
        incidents = "docs/pm"
        # These look like other pages than reviews.
        exclude = [
            "guide.md",
        ]
        # Front matter begins 3 of 12 documents; what other tools keep there is kept, and no finding.
        adopted = true
        # 8 of 11 documents with times state a zone; 8 of them agree with this one.
        timezone = "UTC"
        # Met in 12 of 12 documents, in the names of the files.
        id-format = "PM{year}-{number:03}"
        # Met in 4 of 12 documents; worst first.
        severities = ["SEV-1"]

        [sections]
        # "impact on us" in 2
        impact = ["impact on us"]
        # These recur; put those that mean a section beside its key:
        #   "stats"  in 9
        "##);
        let config = crate::config::parse("recount.toml", &text).expect("it is a configuration");
        assert_eq!((config.archive.adopted, config.archive.timezone), (true, Some(Tz::UTC)));
    }

    #[test]
    fn a_guessed_zone_is_only_a_comment() {
        let zone = ProposedZone { zone: Tz::Europe__Berlin, agree: 1, state: 1, timed: 9, sure: false };
        let text = text(&Proposal { timezone: Some(zone), ..proposal() });
        assert!(text.contains("\n# timezone = \"Europe/Berlin\"\n"), "{text}");
    }
}
