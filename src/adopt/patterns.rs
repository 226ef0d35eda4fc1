//! `include` and `exclude`: the patterns by which discovery finds the reviews of a folder and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::is_document;
use crate::config::{DocumentFiles, Pattern};

/// From this many files of one name on, a pattern names them all.
const MANY: usize = 3;
/// So few patterns say it best, file by file.
const FEW: usize = 3;
/// More patterns are a long list.
const LONG: usize = 40;
/// Letters that names have in common to be named by them.
const MIN_PREFIX: usize = 2;

/// Patterns of paths below the incident folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patterns {
    /// Only where discovery would miss a review.
    pub include: Vec<String>,
    /// What discovery would take for a review.
    pub exclude: Vec<String>,
}

impl Patterns {
    /// The patterns by which discovery finds `wanted`, and nothing else, among all `files` of the folder. Paths are
    /// relative to it.
    #[must_use]
    pub fn for_only(wanted: &BTreeSet<&str>, files: &[&str]) -> Self {
        let misses = wanted.iter().any(|path| !is_found(path, &DocumentFiles::default()));
        let first = Self::with(if misses { included(wanted, files) } else { Vec::new() }, wanted, files);
        if first.len() <= FEW {
            return first;
        }
        // Reviews among other pages: what their names begin with, or the folders that hold them, is a shorter list.
        let prefix = common_prefix(&wanted.iter().copied().collect::<Vec<_>>());
        let is_named = wanted.len() >= MANY && prefix.len() >= MIN_PREFIX;
        let by_name = is_named.then(|| Self::with(vec![format!("**/{}*", literal(prefix))], wanted, files));
        let by_folder = (first.len() > LONG).then(|| Self::with(by_folder(wanted), wanted, files));
        let shorter = by_name.into_iter().chain(by_folder).filter(|patterns| patterns.len() < first.len());
        shorter.min_by_key(Self::len).unwrap_or(first)
    }

    fn with(include: Vec<String>, wanted: &BTreeSet<&str>, files: &[&str]) -> Self {
        let discovery = DocumentFiles { include: compiled(&include), exclude: Vec::new() };
        let unwanted = |path: &&str| !wanted.contains(path) && is_found(path, &discovery);
        let unwanted: Vec<&str> = files.iter().copied().filter(unwanted).collect();
        Self { exclude: excluded(&unwanted, wanted), include }
    }

    fn len(&self) -> usize {
        self.include.len() + self.exclude.len()
    }
}

/// The patterns as the configuration has them.
pub(super) fn compiled(patterns: &[String]) -> Vec<Pattern> {
    patterns.iter().filter_map(|pattern| Pattern::new(pattern).ok()).collect()
}

/// Whether discovery would find the file.
fn is_found(path: &str, files: &DocumentFiles) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let hidden = |name: &str| name.starts_with(['_', '.']);
    let hidden_folder = |folder: &str| hidden(folder) && !files.names_folder(folder);
    !hidden(name) && !folders.split('/').any(hidden_folder) && is_document(path, files)
}

/// Patterns that match every file of `wanted`: by extension, by the letters that the names without one begin with, else
/// each by its name.
fn included(wanted: &BTreeSet<&str>, files: &[&str]) -> Vec<String> {
    let mut patterns = BTreeSet::new();
    let mut bare = Vec::new();
    for path in wanted {
        // A folder that discovery hides is to be named.
        let hidden = folders(path).filter(|folder| name(folder).starts_with('_')).last();
        let above = hidden.map(|parent| literal(parent) + "/").unwrap_or_default();
        match extension(name(path)) {
            Some(extension) => drop(patterns.insert(format!("{above}**/*.{extension}"))),
            None if above.is_empty() => bare.push(*path),
            None => drop(patterns.insert(literal(path))),
        }
    }
    let prefix = common_prefix(&bare);
    let by_prefix = format!("**/{}*", literal(prefix));
    let fits_only_bare = Pattern::new(&by_prefix)
        .is_ok_and(|pattern| files.iter().filter(|file| pattern.matches(file)).all(|file| wanted.contains(file)));
    if bare.len() >= MANY && prefix.len() >= MIN_PREFIX && fits_only_bare {
        patterns.insert(by_prefix);
    } else {
        patterns.extend(bare.into_iter().map(literal));
    }
    patterns.into_iter().collect()
}

/// Patterns that match every file of `wanted`: those of each folder by extension, else by name.
fn by_folder(wanted: &BTreeSet<&str>) -> Vec<String> {
    let pattern = |path: &&str| {
        let (folder, name) = path.rsplit_once('/')?;
        Some(format!("{}/*.{}", literal(folder), extension(name)?))
    };
    let patterns: BTreeSet<String> = wanted.iter().map(|path| pattern(path).unwrap_or_else(|| literal(path))).collect();
    patterns.into_iter().collect()
}

fn extension(name: &str) -> Option<&str> {
    let (_, extension) = name.rsplit_once('.')?;
    (!extension.is_empty() && extension.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(extension)
}

/// The letters and digits that the names of all paths begin with, as far as their letters go.
fn common_prefix<'p>(paths: &[&'p str]) -> &'p str {
    let Some(first) = paths.first().map(|path| name(path)) else { return "" };
    let letters = first.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(first.len());
    let same = |length: &usize| paths.iter().all(|path| name(path).get(..*length) == first.get(..*length));
    first.get(..(0..=letters).rev().find(same).unwrap_or(0)).unwrap_or("")
}

/// Patterns for exactly `unwanted`, none of which matches a file that is wanted: whole folders, names that recur, else
/// paths.
fn excluded(unwanted: &[&str], wanted: &BTreeSet<&str>) -> Vec<String> {
    let wanted_folders: BTreeSet<&str> = wanted.iter().flat_map(|path| folders(path)).collect();
    let wanted_names: BTreeSet<&str> = wanted.iter().map(|path| name(path)).collect();
    let mut patterns = BTreeSet::new();
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in unwanted {
        match folders(path).find(|folder| !wanted_folders.contains(folder)) {
            Some(folder) => drop(patterns.insert(format!("{}/**", literal(folder)))),
            None => by_name.entry(name(path)).or_default().push(path),
        }
    }
    for (name, paths) in by_name {
        if paths.len() >= MANY && !wanted_names.contains(name) {
            patterns.insert(format!("**/{}", literal(name)));
        } else {
            patterns.extend(paths.into_iter().map(literal));
        }
    }
    patterns.into_iter().collect()
}

/// The folders above a path, highest first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path as a pattern of itself: what a pattern reads otherwise is any one character.
fn literal(path: &str) -> String {
    let special = |c: char| matches!(c, '*' | '[' | ']' | '{' | '}' | '\\' | '!') || c.is_control();
    path.chars().map(|c| if special(c) { '?' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(wanted: &[&str], others: &[&str]) -> Patterns {
        let mut files = [wanted, others].concat();
        files.sort_unstable();
        let wanted: BTreeSet<&str> = wanted.iter().copied().collect();
        let found = Patterns::for_only(&wanted, &files);
        let discovery = DocumentFiles { include: compiled(&found.include), exclude: compiled(&found.exclude) };
        let finds: BTreeSet<&str> = files.iter().copied().filter(|path| is_found(path, &discovery)).collect();
        assert_eq!(finds, wanted, "{found:?}");
        found
    }

    #[test]
    fn what_discovery_finds_already_needs_no_pattern() {
        assert_eq!(
            patterns(&["2023/a.md", "PM2022-009 - Bad AMI"], &["README.md", "index.md", "_t.md"]),
            Patterns::default()
        );
    }

    #[test]
    fn reviews_among_other_pages_are_included_by_what_their_names_begin_with() {
        let notes = ["note-1.md", "note-2.md", "note-3.md", "note-4.md", "about.md"];
        let found = patterns(&["incident-20210901.md", "incident-20211005.md", "incident-20220112.md"], &notes);
        assert_eq!((found.include, found.exclude), (vec!["**/incident*".to_owned()], Vec::new()));
    }

    #[test]
    fn pages_that_are_no_reviews_are_excluded_by_folder_name_or_path() {
        let found = patterns(
            &["2022/a.md", "2023/b.md", "2024/c.md"],
            &[
                "guide.md",
                "how/x.md",
                "how/to/y.md",
                "2022/index.md",
                "2023/index.md",
                "2024/index.md",
                "2022/z [1].md",
            ],
        );
        assert_eq!(found.exclude, ["**/index.md", "2022/z ?1?.md", "guide.md", "how/**"]);
        assert!(found.include.is_empty());
    }

    #[test]
    fn names_that_discovery_misses_are_included_with_all_others() {
        let found = patterns(&["a.md", "b.txt", "disk full"], &["README.md", "x.png", "LICENSE"]);
        assert_eq!(found.include, ["**/*.md", "**/*.txt", "disk full"]);
        assert_eq!(found.exclude, ["README.md"]);
        assert_eq!(patterns(&["PMa", "PMb", "x/PMc"], &["other", "p.png"]).include, ["**/PM*"]);
        assert_eq!(patterns(&["PMa", "PMb", "x/PMc"], &["PM.png"]).include, ["PMa", "PMb", "x/PMc"]);
    }

    #[test]
    fn reviews_below_folders_that_discovery_hides_are_included_by_the_folder() {
        assert_eq!(
            patterns(&["a/_posts/x.md", "b/_posts/y.md"], &["a/_drafts/z.md"]).include,
            ["a/_posts/**/*.md", "b/_posts/**/*.md"]
        );
    }

    #[test]
    fn reviews_among_many_pages_are_included_by_their_folders() {
        let pages: Vec<String> = (0..60).map(|n| format!("team/{n}-page.md")).collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let found = patterns(&["team/pm/a.md", "team/pm/b.md", "other/pm/c.md"], &pages);
        assert_eq!(found.include, ["other/pm/*.md", "team/pm/*.md"]);
        assert!(found.exclude.is_empty());
    }
}
