//! Which documents look like reviews, and which folder holds them.

use super::folder::folder;
use crate::archive::is_template_name;
use crate::incident::{Dated, Incident, Origin, Precision, SectionKind, file_name};

/// Sections that tell of an incident; links and attendees stand in any document.
const TELLING: [SectionKind; 8] = [
    SectionKind::Description,
    SectionKind::Impact,
    SectionKind::Timeline,
    SectionKind::ContributingFactors,
    SectionKind::ActionItems,
    SectionKind::Lessons,
    SectionKind::Resolution,
    SectionKind::Detection,
];
/// Words that name a review in its path or title, in lower case.
const WORDS: [&str; 10] = [
    "incident",
    "incidents",
    "postmortem",
    "postmortems",
    "outage",
    "outages",
    "retro",
    "retros",
    "retrospective",
    "retrospectives",
];

/// How much a document looks like a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Not at all: an index page, a template, a guide.
    Other,
    /// Two sections of a review, or the date of one in its name: a review among reviews, any text elsewhere.
    Perhaps,
    /// A timeline, three sections of a review, or the word for it with a date.
    Review,
}

/// A document and how much it looks like a review.
#[derive(Debug, Clone)]
pub struct Surveyed {
    /// The document, read without a configuration, as one of an adopted archive; its path is relative to the folder of
    /// the configuration.
    pub incident: Incident,
    /// How much it looks like a review.
    pub likeness: Likeness,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The folder that holds nearly all reviews, relative to that of the configuration; empty where they are one.
    pub folder: String,
    /// The reviews in it, sorted by path.
    pub reviews: Vec<Incident>,
    /// Paths of what looks like a review and lies elsewhere, sorted.
    pub elsewhere: Vec<String>,
}

impl Survey {
    /// Finds the folder of the reviews. `within` is the folder that was looked into.
    #[must_use]
    pub fn of(documents: Vec<Surveyed>, within: &str) -> Self {
        let paths_of = |least: Likeness| {
            let like = documents.iter().filter(move |document| document.likeness >= least);
            like.map(|document| document.incident.source.path().to_owned()).collect::<Vec<_>>()
        };
        let mut sure = paths_of(Likeness::Review);
        if sure.is_empty() {
            sure = paths_of(Likeness::Perhaps);
        }
        let folder = folder(&sure, within);
        let below = |path: &str| match path.strip_prefix(&folder) {
            Some(rest) if folder.is_empty() => Some(rest.to_owned()),
            rest => rest?.strip_prefix('/').map(str::to_owned),
        };
        // The folder's own index page tells of reviews.
        let is_own_page = |path: &str| path.to_ascii_lowercase().starts_with("index.") && !path.contains('/');
        let inside = |path: &str| below(path).is_some();
        let is_review = |path: &str| below(path).is_some_and(|path| !is_own_page(&path));
        let elsewhere = sure.into_iter().filter(|path| !inside(path)).collect();
        let reviews = documents.into_iter().filter(|it| it.likeness > Likeness::Other);
        let reviews = reviews.map(|it| it.incident).filter(|incident| is_review(incident.source.path())).collect();
        Self { folder, reviews, elsewhere }
    }
}

/// How much a document looks like a review. `place` is the name of the repository or folder that is looked into.
#[must_use]
pub fn likeness(incident: &Incident, place: &str) -> Likeness {
    let path = incident.source.path();
    let (name, stem) = (path.rsplit('/').next().unwrap_or(path), file_name::stem(path));
    let is = |page: &str| name.split('.').next().is_some_and(|stem| stem.eq_ignore_ascii_case(page));
    let is_page = is("index") || is("readme");
    // The stem of a bundle's `index.md` is the name of its folder, and that of a year's is the year.
    let named = file_name::date(stem);
    let named = named.filter(|date| date.precision == Precision::Day || stem.contains(char::is_alphabetic));
    if name.starts_with('_') || is_template_name(stem) || (is("readme") && named.is_none()) {
        return Likeness::Other;
    }
    let own_day = |date: &Dated| date.precision == Precision::Day && date.origin != Origin::FileName;
    let dated = if is_page {
        named.is_some() || incident.date.is_some_and(|date| own_day(&date))
    } else {
        incident.date.is_some()
    };
    let kinds = TELLING.iter().filter(|kind| incident.section(**kind).is_some()).count();
    let said = || says(place) || says(path) || says(&incident.title.text);
    if !incident.timeline.is_empty() || kinds >= 3 || (dated && said()) {
        Likeness::Review
    } else if kinds == 2 || named.is_some() {
        Likeness::Perhaps
    } else {
        Likeness::Other
    }
}

/// True where the text has a word for incidents or their reviews.
pub(super) fn says(text: &str) -> bool {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || words.windows(2).any(|pair| pair[0] == "post" && (pair[1] == "mortem" || pair[1] == "mortems"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn like(path: &str, text: &str) -> Likeness {
        let reading = Reading { adopted: true, ..Reading::default() };
        likeness(&read(SourceText::new(path, text), &reading), "docs")
    }

    #[test]
    fn a_review_has_a_timeline_or_sections_or_its_word_with_a_date() {
        assert_eq!(like("a.md", "# Disk\n\n## Timeline\n\n- 10:00 full\n"), Likeness::Review);
        assert_eq!(like("a.md", "## Summary\n\nx\n\n## Impact\n\ny\n\n## Lessons learned\n\nz\n"), Likeness::Review);
        assert_eq!(like("post-mortems/2023-09-02-disk.md", "Full.\n"), Likeness::Review);
        assert_eq!(like("a/2023-09-02-disk/index.md", "# Outage of disks\n"), Likeness::Review);
        assert_eq!(like("2023-09-02-disk.md", "Full.\n"), Likeness::Perhaps);
        assert_eq!(like("guide.md", "# Guide\n\n## Background\n\nx\n\n## Next steps\n\ny\n"), Likeness::Perhaps);
    }

    #[test]
    fn index_pages_templates_and_guides_are_none() {
        let review = "# Outage of 2 Sep 2023\n\n## Timeline\n\n- 10:00 full\n";
        assert_eq!(like("incidents/2023/index.md", "# Incidents\n\n- [one](one.md)\n"), Likeness::Other);
        assert_eq!(like("incidents/README.md", review), Likeness::Other);
        assert_eq!(like("incidents/incident-template.md", review), Likeness::Other);
        assert_eq!(like("incidents/_draft.md", review), Likeness::Other);
        assert_eq!(like("incidents/process.md", "# How we review incidents\n\nText.\n"), Likeness::Other);
    }

    #[test]
    fn what_lies_elsewhere_is_named_and_the_rest_is_in_the_folder() {
        let surveyed = |path: &str| {
            let text = "# Disk\n\n## Timeline\n\n- 10:00 full\n";
            let incident = read(SourceText::new(path, text), &Reading::default());
            Surveyed { likeness: likeness(&incident, "docs"), incident }
        };
        let mut documents: Vec<Surveyed> = (1..=18).map(|n| surveyed(&format!("docs/reviews/{n:02}.md"))).collect();
        documents.push(surveyed("notes/old.md"));
        let survey = Survey::of(documents, "");
        assert_eq!((survey.folder.as_str(), survey.reviews.len()), ("docs/reviews", 18));
        assert_eq!(survey.elsewhere, ["notes/old.md"]);
    }
}
