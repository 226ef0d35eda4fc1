//! What a proposed configuration says otherwise than the one that is there.

use crate::config::{Config, Pattern};
use crate::incident::SectionKind;

/// A key whose value differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key with its table: `archive.timezone`.
    pub key: String,
    /// What the configuration has.
    pub there: String,
    /// What is proposed.
    pub proposed: String,
}

/// The keys that a proposal can set and that differ, in the order of the file.
#[must_use]
pub fn differences(there: &Config, proposed: &Config) -> Vec<Difference> {
    let (old, new) = (shown(there), shown(proposed));
    let changed = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
    changed.map(|((key, there), (_, proposed))| Difference { key, there, proposed }).collect()
}

fn shown(config: &Config) -> Vec<(String, String)> {
    let archive = &config.archive;
    let patterns = |list: &[Pattern]| format!("{:?}", list.iter().map(Pattern::as_str).collect::<Vec<_>>());
    let mut shown = vec![
        ("archive.title".to_owned(), format!("{:?}", archive.title)),
        ("archive.incidents".to_owned(), format!("{:?}", archive.incidents)),
        ("archive.include".to_owned(), patterns(&archive.files.include)),
        ("archive.exclude".to_owned(), patterns(&archive.files.exclude)),
        ("archive.adopted".to_owned(), archive.adopted.to_string()),
        (
            "archive.timezone".to_owned(),
            archive.timezone.map_or("none".to_owned(), |zone| format!("{:?}", zone.name())),
        ),
        ("archive.id-format".to_owned(), format!("{:?}", archive.id_format)),
        ("archive.severities".to_owned(), format!("{:?}", archive.severities)),
    ];
    for kind in SectionKind::ALL {
        let headings = config.sections.get(kind.key()).map_or(&[][..], Vec::as_slice);
        shown.push((format!("sections.{}", kind.key()), format!("{headings:?}")));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_differ_are_told() {
        let config = |text: &str| crate::config::parse("recount.toml", text).expect("a configuration");
        let there = config("[archive]\nadopted = true\n[sections]\nimpact = [\"who\"]\n");
        let proposed = config("[archive]\nadopted = true\ntimezone = \"UTC\"\n");
        let told: Vec<String> = differences(&there, &proposed)
            .into_iter()
            .map(|it| format!("{}: {} -> {}", it.key, it.there, it.proposed))
            .collect();
        assert_eq!(told, ["archive.timezone: none -> \"UTC\"", "sections.impact: [\"who\"] -> []"]);
    }
}
