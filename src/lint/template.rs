//! The sections of the template for new incidents, as texts that can stand in a review that lacks them.
//! Where they are put is the rules' business.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::archive;
use crate::config::Config;
use crate::incident::{self, Reading, SectionKind};
use crate::text::SourceText;

/// The template that recount brings; a `_template.md` in the incident folder takes its place.
pub const BUILT_IN: &str = include_str!("../cli/starter/_template.md");

/// The sections of a template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    sections: BTreeMap<SectionKind, TemplateSection>,
}

/// A section of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateSection {
    /// Its heading, without markup.
    pub heading: String,
    /// What stands under it, without blank lines around; lines end with `\n`, the last one with nothing.
    pub content: String,
}

impl Template {
    /// The template that recount brings.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::read(BUILT_IN, &Reading::default()));
        &TEMPLATE
    }

    /// The archive's own template; what it lacks is as in the one that recount brings.
    #[must_use]
    pub fn own(text: &str, config: &Config) -> Self {
        let mut sections = Self::built_in().sections.clone();
        sections.extend(Self::read(text, &archive::reading(config)).sections);
        Self { sections }
    }

    fn read(text: &str, reading: &Reading) -> Self {
        let incident = incident::read(SourceText::new("_template.md", text.replace("\r\n", "\n")), reading);
        let mut sections = BTreeMap::new();
        for section in &incident.sections {
            let Some(kind) = section.kind else { continue };
            let content = incident.source.slice(section.content).trim_matches('\n').trim_end().to_owned();
            let heading = section.heading.value.clone();
            sections.entry(kind).or_insert(TemplateSection { heading, content });
        }
        Self { sections }
    }

    /// The section of a kind.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&TemplateSection> {
        self.sections.get(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_that_recount_brings_has_every_section_a_review_needs() {
        for kind in SectionKind::REQUIRED {
            let section = Template::built_in().section(kind).expect("a section");
            assert_eq!(section.heading, kind.heading());
            assert!(section.content.starts_with("<!-- ") && section.content.ends_with(" -->"), "{section:?}");
        }
    }

    #[test]
    fn an_own_template_comes_first_and_what_it_lacks_is_filled_in() {
        let template = Template::own("# T\r\n\r\n## Customer impact\r\n\r\nWho?\r\n\r\n- TBD\r\n", &Config::default());
        let impact = template.section(SectionKind::Impact).expect("a section");
        assert_eq!((impact.heading.as_str(), impact.content.as_str()), ("Customer impact", "Who?\n\n- TBD"));
        assert_eq!(template.section(SectionKind::Timeline), Template::built_in().section(SectionKind::Timeline));
    }
}
