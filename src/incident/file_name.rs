//! What a file's name and folders say of an incident: a title and a day, for want of better.

use chrono::{Datelike, NaiveDate};

use super::model::{Dated, Origin, Precision};

/// Names that say nothing of the incident: the folder's name speaks for them.
const INDEX_STEMS: [&str; 2] = ["index", "readme"];
/// Extensions that are not part of a title; longest first.
const EXTENSIONS: [&str; 6] = [".html.md.erb", ".markdown", ".mdx", ".qmd", ".rmd", ".md"];

/// The name that identifies the document: the file's without extension, or its folder's for `index.md`.
#[must_use]
pub fn stem(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = without_extension(name);
    if INDEX_STEMS.iter().any(|index| stem.eq_ignore_ascii_case(index)) && !folder.is_empty() {
        folder.rsplit('/').next().unwrap_or(stem)
    } else {
        stem
    }
}

fn without_extension(name: &str) -> &str {
    let ends_with = |extension: &&&str| {
        name.len() > extension.len()
            && name.is_char_boundary(name.len() - extension.len())
            && name[name.len() - extension.len()..].eq_ignore_ascii_case(extension)
    };
    EXTENSIONS.iter().find(ends_with).map_or(name, |extension| &name[..name.len() - extension.len()])
}

/// A title from the name: the date cut off, dashes and underscores read as spaces.
#[must_use]
pub fn title(path: &str) -> String {
    let stem = stem(path);
    let rest = match leading_day(stem) {
        Some((_, rest)) if rest.chars().any(char::is_alphanumeric) => rest,
        _ => stem,
    };
    let spaced: String = if rest.contains(' ') { rest.to_owned() } else { rest.replace(['-', '_'], " ") };
    let trimmed = spaced.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.'));
    let words = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled incident".to_owned(),
    }
}

/// A date from the name (`2022-01-27-…`, `20220127_…`), else from the folders (`2022-01/…`, `2022/…`),
/// else a year in the name (`PM2021-004 - …`).
#[must_use]
pub fn date(path: &str) -> Option<Dated> {
    let stem = stem(path);
    let dated = |day, precision| Dated { day, precision, origin: Origin::FileName };
    let starts = stem.char_indices().map(|(i, _)| i);
    let boundary = |i: &usize| !stem[..*i].ends_with(|c: char| c.is_ascii_digit());
    if let Some((day, _)) = starts.filter(boundary).find_map(|i| leading_day(&stem[i..])) {
        return Some(dated(day, Precision::Day));
    }
    folder_month(path).map(|(day, precision)| dated(day, precision)).or_else(|| {
        let first = NaiveDate::from_ymd_opt(year_in(stem)?, 1, 1)?;
        Some(dated(first, Precision::Year))
    })
}

/// The innermost folder that names a year, with the month in it or in the folder below.
fn folder_month(path: &str) -> Option<(NaiveDate, Precision)> {
    let folders: Vec<&str> = path.rsplit_once('/').map(|(f, _)| f.split('/').collect()).unwrap_or_default();
    let (i, year, month) = folders.iter().enumerate().rev().find_map(|(i, folder)| {
        let mut parts = folder.split(['-', '_']).map(number);
        let year = parts.next().flatten().filter(|year| plausible_year(*year))?;
        Some((i, year, parts.next().flatten()))
    })?;
    let month = month.or_else(|| folders.get(i + 1).and_then(|next| number(next)));
    let month = month.filter(|month| (1..=12).contains(month));
    let precision = if month.is_some() { Precision::Month } else { Precision::Year };
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.unwrap_or(1), 1)?;
    Some((first, precision))
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn plausible_year(year: u32) -> bool {
    (1990..2100).contains(&year)
}

/// The first run of exactly four digits that is a plausible year.
fn year_in(text: &str) -> Option<i32> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    runs.filter_map(|run| run.parse().ok()).find(|year| (1990..2100).contains(year))
}

/// A day at the beginning of `text` and what follows it.
fn leading_day(text: &str) -> Option<(NaiveDate, &str)> {
    let bytes = text.as_bytes();
    let separated = |sep: u8| bytes.len() >= 10 && bytes[4] == sep && bytes[7] == sep;
    let (layout, length) = if separated(b'-') {
        ("%Y-%m-%d", 10)
    } else if separated(b'_') {
        ("%Y_%m_%d", 10)
    } else if separated(b'.') {
        ("%Y.%m.%d", 10)
    } else {
        ("%Y%m%d", 8)
    };
    let (head, rest) = (text.get(..length)?, text.get(length..)?);
    let digits = head.bytes().filter(u8::is_ascii_digit).count();
    if digits != 8 || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let day = NaiveDate::parse_from_str(head, layout).ok()?;
    plausible_year(u32::try_from(day.year()).ok()?).then_some((day, rest))
}

/// A name for paths and addresses: letters and digits in lower case, everything else one dash. At most
/// 80 bytes; `incident` where nothing is left.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if slug.len() + c.len_utf8() > 80 {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "incident".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &str) -> Option<String> {
        date(path).map(|date| date.written())
    }

    #[test]
    fn a_date_comes_from_the_name_then_from_the_folders() {
        assert_eq!(written("incidents/2026/2026-03-04-elevated-500s.md").as_deref(), Some("2026-03-04"));
        assert_eq!(written("20220127_disk.md").as_deref(), Some("2022-01-27"));
        assert_eq!(written("2022-01/disk.md").as_deref(), Some("2022-01"));
        assert_eq!(written("2022/07/disk.md").as_deref(), Some("2022-07"));
        assert_eq!(written("PM2021-004 - ADFS outage.md").as_deref(), Some("2021"));
        assert_eq!(written("2026/2026-03-04-queue/index.md").as_deref(), Some("2026-03-04"));
        assert_eq!(written("incident-2019-02-20.md").as_deref(), Some("2019-02-20"));
        assert_eq!(written("2202-05-20-typo.md"), None);
        assert_eq!(written("disk-full.md"), None);
        assert_eq!(written("é2020-1x-01.md").as_deref(), Some("2020"));
    }

    #[test]
    fn a_title_is_the_name_without_its_date() {
        assert_eq!(title("a/2026-03-04-elevated-500s.md"), "Elevated 500s");
        assert_eq!(
            title("PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues"),
            "PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues"
        );
        assert_eq!(title("2026/2026-03-04-queue-full/index.md"), "Queue full");
        assert_eq!(title("2026-03-04.md"), "2026 03 04");
        assert_eq!(title("---.md"), "Untitled incident");
    }
}
