//! What makes a finding the same finding tomorrow: its rule, its incident, its section and the text it is about.
//! Lines, columns and the wording of messages are not in it; who compares fingerprints is the caller's business.

use std::collections::BTreeMap;

use super::anchor;
use super::finding::Finding;
use crate::archive::Archive;
use crate::incident::Incident;
use crate::text::Span;

/// Half of a BLAKE3 hash: 128 bits, so that no two findings of any archive meet by chance.
const DIGITS: usize = 32;

/// The fingerprint of each finding, in their order: 32 lower-case hexadecimal digits, different within one call.
///
/// It stays equal when lines move, when sections change places, when the file of an incident with an id is renamed
/// and when blanks or line breaks change; it changes with the text that the finding is about. Findings that are
/// equal in all of it are told apart by a running number, so `findings` are best given whole and sorted.
#[must_use]
pub fn fingerprints(findings: &[Finding], archive: &Archive) -> Vec<String> {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let key = key(finding, archive);
            let number = seen.entry(key.clone()).or_default();
            *number += 1;
            if *number == 1 { key } else { hash(&[&key, &number.to_string()]) }
        })
        .collect()
}

/// Everything that makes the finding this one, except its number among equals.
fn key(finding: &Finding, archive: &Archive) -> String {
    let (kind, name) = match &finding.incident {
        Some(id) => ("id", id.as_str()),
        None => ("path", finding.path.as_str()),
    };
    let incident = archive.by_path(&finding.path);
    let section = incident.map(|incident| section(incident, finding.span)).unwrap_or_default();
    // The hash of a short password is as good as the password: whoever has it tries them all.
    let shown = incident.filter(|_| !finding.confidential);
    let text = shown.map(|incident| text(incident, finding.span)).unwrap_or_default();
    hash(&[finding.rule, kind, name, &section, &text])
}

/// What the nearest heading above `span` means, else its words; empty above the first.
fn section(incident: &Incident, span: Span) -> String {
    let above = incident.sections.partition_point(|section| section.heading.span.start() <= span.start());
    let Some(section) = above.checked_sub(1).and_then(|index| incident.sections.get(index)) else {
        return String::new();
    };
    section.kind.map_or_else(|| words(&section.heading.value).to_lowercase(), |kind| kind.key().to_owned())
}

/// The text under `span`. A finding about something absent stands at the next best place, which is not what it
/// is about: that an incident went from `resolved` to `reviewed` does not make its missing times another finding.
fn text(incident: &Incident, span: Span) -> String {
    if span == anchor::of_absent(incident) { String::new() } else { words(incident.source.slice(span)) }
}

/// The same words with one blank between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The hash of all parts, each with its length: no two lists of parts are the same bytes.
fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Level;
    use crate::incident::{Reading, read};
    use crate::lint::{Findings, Label};
    use crate::text::{Position, SourceText};

    const HEAD: &str = "---\nid: INC-2026-014\nstatus: resolved\n---\n\n";
    const IMPACT: &str = "## Impact\n\nSome were hurt.\n\n";
    const FACTORS: &str = "## Contributing factors\n\n- somebody should have known\n\n";

    /// The fingerprints of one finding at each place where `needle` stands in the file.
    fn of(path: &str, text: &str, needle: &str) -> Vec<String> {
        let archive = Archive::new(vec![read(SourceText::new(path, text), &Reading::default())], Vec::new());
        let mut findings = Findings::new("blameless/language", Level::Error);
        for (at, _) in text.match_indices(needle) {
            findings.add(&archive.incidents()[0], Span::new(at, at + needle.len()), "message", "label");
        }
        fingerprints(&findings.into_vec(), &archive)
    }

    #[test]
    fn a_fingerprint_is_the_same_in_every_release() {
        let text = format!("{HEAD}{IMPACT}{FACTORS}");
        assert_eq!(of("a.md", &text, "should have"), ["0917c9a11b31b71999912525c00546c3"]);
    }

    #[test]
    fn what_is_confidential_is_in_no_fingerprint() {
        let of = |word: &str| {
            let text = format!("# A\n\n{word}\n");
            let archive = Archive::new(vec![read(SourceText::new("a.md", text), &Reading::default())], Vec::new());
            let mut findings = Findings::new("privacy/secret", Level::Error);
            findings.add(&archive.incidents()[0], Span::new(5, 11), "message", "label").confidential();
            fingerprints(&findings.into_vec(), &archive)
        };
        assert_eq!(of("hunter"), of("tigers"));
    }

    #[test]
    fn it_stays_when_lines_move_sections_change_places_or_the_file_is_renamed() {
        let before = of("a.md", &format!("{HEAD}{IMPACT}{FACTORS}"), "should have");
        assert_eq!(before.len(), 1);
        assert_eq!(before, of("a.md", &format!("{HEAD}Many\n\nnew lines.\n\n{IMPACT}{FACTORS}"), "should have"));
        assert_eq!(before, of("a.md", &format!("{HEAD}{FACTORS}{IMPACT}"), "should have"));
        assert_eq!(before, of("2026/b.md", &format!("{HEAD}{IMPACT}{FACTORS}"), "should have"));
        let renamed = FACTORS.replace("Contributing factors", "Contributing  Factors");
        assert_eq!(before, of("a.md", &format!("{HEAD}{IMPACT}{renamed}"), "should have"));
    }

    #[test]
    fn it_changes_with_the_text_the_section_and_the_incident() {
        let text = format!("{HEAD}{IMPACT}{FACTORS}");
        let all = [
            of("a.md", &text, "should have"),
            of("a.md", &text.replace("should have", "ought to have"), "ought to have"),
            of("a.md", &text.replace("Contributing factors", "Lessons learned"), "should have"),
            of("a.md", &text.replace("INC-2026-014", "INC-2026-015"), "should have"),
            of("a.md", &text.replace("id: INC-2026-014\n", ""), "should have"),
            of("b.md", &text.replace("id: INC-2026-014\n", ""), "should have"),
        ];
        let different: std::collections::BTreeSet<_> = all.iter().flatten().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn line_breaks_and_blanks_are_not_text() {
        let one = of("a.md", &format!("{HEAD}They  should\nhave known."), "should\nhave");
        assert_eq!(one, of("a.md", &format!("{HEAD}They should have known."), "should have"));
    }

    #[test]
    fn what_is_absent_stays_absent_when_the_status_moves_on() {
        let resolved = of("a.md", HEAD, "resolved");
        assert_eq!(resolved, of("a.md", &HEAD.replace("resolved", "reviewed"), "reviewed"));
        assert_eq!(resolved.len(), 1);
    }

    #[test]
    fn equal_findings_get_a_running_number() {
        let twice = format!("{HEAD}{FACTORS}- somebody should have asked\n");
        let both = of("a.md", &twice, "should have");
        assert_ne!(both[0], both[1]);
        assert_eq!(both[..1], of("a.md", &format!("{HEAD}{FACTORS}"), "should have"));
    }

    #[test]
    fn the_message_the_level_and_what_is_related_do_not_matter() {
        let archive = Archive::default();
        let finding = |message: &str, level| {
            let mut findings = Findings::new("file/unreadable", level);
            let finding = findings.add_file("a.md", message, "label");
            let place = Label {
                path: "b.md".into(),
                span: Span::at(0),
                start: Position { line: 1, column: 1 },
                text: message.into(),
            };
            finding.related.push(place);
            findings.into_vec()
        };
        let one = fingerprints(&finding("is 5 MiB", Level::Error), &archive);
        assert_eq!(one, fingerprints(&finding("is 6 MiB", Level::Warning), &archive));
        assert!(one[0].len() == 32 && one[0].bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    }
}
