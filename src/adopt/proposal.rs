//! The configuration that an archive needs, each part with what was counted for it.

use std::collections::BTreeSet;

use super::headings::{Headings, headings};
use super::ids;
use super::patterns::Patterns;
use super::severities::severities;
use super::survey::{Survey, says};
use super::zone::{ProposedZone, states_zone, zone};
use crate::config::ArchiveSettings;
use crate::incident::{Aliases, Incident};

/// A value, and how many documents it was met in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<T> {
    /// What was met.
    pub value: T,
    /// In how many documents.
    pub documents: usize,
    /// Where, or how it is ordered: for a reader.
    pub remark: &'static str,
}

/// A proposed configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// How many reviews there are.
    pub documents: usize,
    /// Name of the archive.
    pub title: String,
    /// The folder of the reviews, relative to the configuration; `.` for its own.
    pub incidents: String,
    /// Which of its files are reviews.
    pub patterns: Patterns,
    /// How many reviews begin with front matter.
    pub with_front_matter: usize,
    /// How many reviews state the zone of a time.
    pub zone_stated: usize,
    /// The zone of times that state none.
    pub timezone: Option<ProposedZone>,
    /// The shape of ids.
    pub id_format: Option<Counted<String>>,
    /// Severity labels, worst first; `None` where the default scale holds all that were met.
    pub severities: Option<Counted<Vec<String>>>,
    /// Headings.
    pub headings: Headings,
}

/// What the reviews of a survey have in common. `place` is the name of their repository or folder; `files` are all
/// files of the incident folder, relative to it.
#[must_use]
pub fn propose(survey: &Survey, place: &str, files: &[&str]) -> Proposal {
    let reviews = &survey.reviews;
    let wanted: BTreeSet<&str> = reviews.iter().map(|review| inside(review, &survey.folder)).collect();
    let default = ArchiveSettings::default().severities;
    let severities = severities(reviews).filter(|found| !found.labels.iter().all(|label| default.contains(label)));
    let severities = severities.map(|found| Counted {
        value: found.labels,
        documents: found.documents,
        remark: if found.ranked { "worst first" } else { "in which order they are worse is yours to say" },
    });
    let id_format = ids::format(reviews).map(|met| Counted {
        value: met.format,
        documents: met.documents,
        remark: if met.declared { "in front matter" } else { "in the names of the files" },
    });
    Proposal {
        documents: reviews.len(),
        title: title(place),
        incidents: if survey.folder.is_empty() { ".".to_owned() } else { survey.folder.clone() },
        patterns: Patterns::for_only(&wanted, files),
        with_front_matter: reviews.iter().filter(|review| review.front_matter.is_some()).count(),
        zone_stated: reviews.iter().filter(|review| states_zone(review)).count(),
        timezone: zone(reviews),
        id_format,
        severities,
        headings: headings(reviews, &Aliases::default()),
    }
}

/// The path below the incident folder.
fn inside<'i>(review: &'i Incident, folder: &str) -> &'i str {
    let path = review.source.path();
    path.strip_prefix(folder).map_or(path, |rest| rest.trim_start_matches('/'))
}

/// `team-postmortems` as "Team postmortems"; a name that does not speak of incidents gets the words.
fn title(place: &str) -> String {
    let spaced: String =
        place.chars().map(|c| if matches!(c, '-' | '_' | '.') || c.is_control() { ' ' } else { c }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        None => "Incident reviews".to_owned(),
        Some(first) => {
            let name: String = first.to_uppercase().chain(chars).collect();
            if says(place) { name } else { format!("{name} incident reviews") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_name_of_the_place_made_readable() {
        assert_eq!(title("team-postmortems"), "Team postmortems");
        assert_eq!(title("platform_docs"), "Platform docs incident reviews");
        assert_eq!(title("..."), "Incident reviews");
    }
}
