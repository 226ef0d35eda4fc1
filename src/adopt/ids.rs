//! Ids: the shape that an archive's ids have, and an id for each review that has none.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use crate::archive::Archive;
use crate::incident::{Incident, Precision, file_name};

/// Digits of a number at most.
const MAX_DIGITS: usize = 9;
/// Letters before an id's number at most.
const MAX_PREFIX: usize = 16;

/// `id-format` for one year: what stands before and after the number, and how many digits that has at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdShape {
    before: String,
    width: usize,
    after: String,
}

impl IdShape {
    /// The shape of a format such as `INC-{year}-{number:03}` in a year.
    #[must_use]
    pub fn of_year(format: &str, year: i32) -> Self {
        let with_year = format.replace("{year}", &year.to_string());
        let (before, rest) = with_year.split_once("{number").unwrap_or((&with_year, "}"));
        let (layout, after) = rest.split_once('}').unwrap_or(("", ""));
        let width: usize = layout.trim_start_matches(':').trim_start_matches('0').parse().unwrap_or(1);
        Self { before: before.to_owned(), width: width.min(12), after: after.to_owned() }
    }

    /// The id with this number.
    #[must_use]
    pub fn id(&self, number: u32) -> String {
        format!("{}{number:0width$}{}", self.before, self.after, width = self.width)
    }

    /// The number of an id of this shape.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u32> {
        id.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?.parse().ok()
    }

    /// The id that `text` begins with, as a name of its own.
    fn leading(&self, text: &str) -> Option<String> {
        let rest = text.strip_prefix(self.before.as_str())?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let rest = rest.get(digits..)?.strip_prefix(self.after.as_str())?;
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
        (ends && digits >= self.width && digits <= MAX_DIGITS).then(|| text[..text.len() - rest.len()].to_owned())
    }
}

/// A shape of ids that was met: `PM{year}-{number:03}`, and in how many documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MetFormat {
    pub format: String,
    pub documents: usize,
    /// In front matter; else in the names of files.
    pub declared: bool,
}

/// The format of most ids in front matter, else of most files' names; `None` where less than half have one.
pub(super) fn format(reviews: &[Incident]) -> Option<MetFormat> {
    let declared = reviews.iter().filter_map(|review| review.id.as_ref()).map(|id| id.value.as_str());
    let declared: Vec<&str> = declared.collect();
    let stems: Vec<&str> = reviews.iter().map(|review| file_name::stem(review.source.path())).collect();
    let by_ids = most(&declared, |id| met(id).filter(|met| met.end == id.len()));
    let by_ids = by_ids.filter(|(_, count)| count * 2 >= declared.len());
    if let Some((format, documents)) = by_ids {
        return Some(MetFormat { format, documents, declared: true });
    }
    let (format, documents) = most(&stems, met).filter(|(_, count)| count * 2 >= stems.len())?;
    Some(MetFormat { format, documents, declared: false })
}

/// An id as it was met at the beginning of a text.
struct Met {
    before: String,
    digits: usize,
    end: usize,
}

/// `PM2021-004`, `INC-0042`, `2021-004`; a date is none.
fn met(text: &str) -> Option<Met> {
    if file_name::date(text).is_some_and(|date| date.precision == Precision::Day) {
        return None;
    }
    let letters = text.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ' '))).unwrap_or(text.len());
    let (prefix, rest) = text.split_at_checked(letters).filter(|_| letters <= MAX_PREFIX)?;
    if prefix.is_empty() || prefix.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let digits_of = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let first = digits_of(rest);
        let year: Option<i32> = rest.get(..first).filter(|_| first == 4).and_then(|year| year.parse().ok());
        let after_year = rest.get(first..)?;
        let number = after_year.strip_prefix(['-', '_', '.']).map(digits_of).filter(|digits| (3..=6).contains(digits));
        let has_year = year.is_some_and(|year| (1990..2100).contains(&year));
        let (before, digits, end) = match number {
            Some(digits) if has_year => {
                (format!("{prefix}{{year}}{}", after_year.get(..1)?), digits, letters + first + 1 + digits)
            }
            _ if !prefix.is_empty() && !has_year => (prefix.to_owned(), first, letters + first),
            _ => return None,
        };
        let ends = !text.get(end..)?.starts_with(|c: char| c.is_alphanumeric());
        return (ends && (1..=MAX_DIGITS).contains(&digits)).then_some(Met { before, digits, end });
    }
    None
}

/// The most frequent format, and how many texts have it. Where the numbers have different lengths, the shortest counts.
fn most(texts: &[&str], met: impl Fn(&str) -> Option<Met>) -> Option<(String, usize)> {
    let mut formats: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for met in texts.iter().filter_map(|text| met(text)) {
        let (count, digits) = formats.entry(met.before).or_insert((0, met.digits));
        *count += 1;
        *digits = (*digits).min(met.digits);
    }
    let (before, (count, digits)) = formats.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.0.cmp(&a.0)))?;
    let number = if digits == 1 { "{number}".to_owned() } else { format!("{{number:0{digits}}}") };
    Some((format!("{before}{number}"), count))
}

/// An id for a review that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// Unique in the archive.
    pub id: String,
    /// Where it comes from.
    pub origin: IdOrigin,
}

/// Where an id comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdOrigin {
    /// The name of the file begins with it.
    FileName,
    /// The next number of its year, in order of date.
    Numbered,
}

/// An id, by path, for each incident without one: what its file's name begins with, else the lowest free number above
/// those of earlier incidents of its year. An incident without a date gets none where the format has the year.
#[must_use]
pub fn assign(archive: &Archive, format: &str) -> BTreeMap<String, Assigned> {
    let mut taken: BTreeSet<String> = archive.ids().keys().cloned().collect();
    let mut assigned = BTreeMap::new();
    let has_year = format.contains("{year}");
    let year = |incident: &Incident| match incident.date {
        _ if !has_year => Some(0),
        date => date.map(|date| date.day.year()),
    };
    for incident in archive.incidents().iter().filter(|incident| incident.id.is_none()) {
        let path = incident.source.path();
        let stem = file_name::stem(path);
        let mut years = year(incident).into_iter().chain(file_name::date(stem).map(|date| date.day.year()));
        let named = years.find_map(|year| IdShape::of_year(format, year).leading(stem));
        if let Some(id) = named.filter(|id| !taken.contains(id)) {
            taken.insert(id.clone());
            assigned.insert(path.to_owned(), Assigned { id, origin: IdOrigin::FileName });
        }
    }
    let mut in_order: Vec<&Incident> = archive.incidents().iter().collect();
    in_order.sort_by_key(|incident| (incident.date.map(|date| date.day), incident.source.path()));
    let mut last: BTreeMap<i32, u32> = BTreeMap::new();
    for incident in in_order {
        let Some(year) = year(incident) else { continue };
        let shape = IdShape::of_year(format, year);
        let last = last.entry(year).or_default();
        let path = incident.source.path();
        let known = incident.id.as_ref().map(|id| &id.value).or_else(|| assigned.get(path).map(|known| &known.id));
        if let Some(id) = known {
            *last = shape.number(id).unwrap_or(*last).max(*last);
            continue;
        }
        let free = (last.saturating_add(1)..u32::MAX).find(|number| !taken.contains(&shape.id(*number)));
        let Some(number) = free else { continue };
        *last = number;
        taken.insert(shape.id(number));
        assigned.insert(path.to_owned(), Assigned { id: shape.id(number), origin: IdOrigin::Numbered });
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn incidents(files: &[(&str, &str)]) -> Vec<Incident> {
        files.iter().map(|(path, text)| read(SourceText::new(*path, *text), &Reading::default())).collect()
    }

    fn format_of(names: &[&str]) -> Option<String> {
        let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
        format(&incidents(&files)).map(|met| met.format)
    }

    #[test]
    fn the_format_is_that_of_most_names() {
        assert_eq!(format_of(&["PM2021-004 - ADFS.md", "PM2022-010 - X.md"]).as_deref(), Some("PM{year}-{number:03}"));
        assert_eq!(format_of(&["INC-42-disk.md", "INC-7.md"]).as_deref(), Some("INC-{number}"));
        assert_eq!(format_of(&["pm/2021-004/index.md"]).as_deref(), Some("{year}-{number:03}"));
        for none in
            [&["2021-03-04-disk.md"][..], &["incident-2019-02-20.md"], &["disk.md", "PM-1.md", "net.md"], &["x.md"]]
        {
            assert_eq!(format_of(none), None, "{none:?}");
        }
    }

    #[test]
    fn ids_in_front_matter_go_before_names() {
        let met = format(&incidents(&[("INC-1.md", "---\nid: OPS-2021-001\n---\n"), ("INC-2.md", "")]));
        let format = "OPS-{year}-{number:03}".to_owned();
        assert_eq!(met, Some(MetFormat { format, documents: 1, declared: true }));
    }

    #[test]
    fn ids_come_from_names_else_from_the_order_of_dates_and_stay() {
        let files = [
            ("2021-05-01-b.md", ""),
            ("2021-03-01-a.md", ""),
            ("x/2021-09-01-c.md", "---\nid: PM2021-003\n---\n"),
            ("PM2021-002 - d.md", ""),
            ("2021-10-01-e.md", ""),
            ("undated.md", ""),
        ];
        let archive = Archive::new(incidents(&files), Vec::new());
        let ids = assign(&archive, "PM{year}-{number:03}");
        let shown: Vec<_> = ids.iter().map(|(path, assigned)| format!("{path}: {}", assigned.id)).collect();
        assert_eq!(
            shown,
            [
                "2021-03-01-a.md: PM2021-004",
                "2021-05-01-b.md: PM2021-005",
                "2021-10-01-e.md: PM2021-006",
                "PM2021-002 - d.md: PM2021-002",
            ]
        );
    }

    #[test]
    fn a_format_gives_the_id_of_a_number_and_back() {
        let shape = IdShape::of_year("INC-{year}-{number:03}", 2026);
        assert_eq!((shape.id(7).as_str(), shape.number("INC-2026-1014")), ("INC-2026-007", Some(1014)));
        assert_eq!(IdShape::of_year("PM{number}", 2026).id(1), "PM1");
        assert_eq!(shape.leading("INC-2026-014b"), None);
    }
}
