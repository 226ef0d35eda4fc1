//! Slugs: the part of an address that names an incident, a service or a tag. The same archive always gets the
//! same slugs, no two of a kind are equal, and none can name anything but one folder of the site.

use std::collections::BTreeMap;

/// The longest slug in bytes; file systems allow 255, and `-1000` may follow.
const MAX_BYTES: usize = 120;

/// Names that mean something else beside the pages or, on some systems, to the file system.
const RESERVED: [&str; 6] = ["pages", "con", "prn", "aux", "nul", "index.html"];

/// The text in lower case with everything but letters, digits, `_` and single inner `.` and `-` as `-`.
/// Letters of every script are kept; a link to them is percent-encoded. Empty where nothing is left.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if c == '.' {
            if slug.ends_with(|last: char| last.is_alphanumeric()) {
                slug.push('.');
            }
        } else if !slug.is_empty() && !slug.ends_with(['-', '.']) {
            slug.push('-');
        }
        if slug.len() >= MAX_BYTES {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches(['-', '.']).len());
    slug
}

/// Hands out slugs of one kind of page, each only once.
#[derive(Debug, Default)]
pub struct Slugs {
    /// Each slug with the number its next double is tried with.
    taken: BTreeMap<String, usize>,
}

impl Slugs {
    /// The slug of `text`, or `fallback` where nothing is left of it, with `-2`, `-3`, … where it is taken.
    pub fn assign(&mut self, text: &str, fallback: &str) -> String {
        let mut base = slugify(text);
        if base.is_empty() {
            fallback.clone_into(&mut base);
        }
        let mut n = self.taken.get(&base).copied().unwrap_or(1);
        let mut slug = base.clone();
        while RESERVED.contains(&slug.as_str()) || self.taken.contains_key(&slug) {
            n += 1;
            slug = format!("{base}-{n}");
        }
        self.taken.insert(base, n);
        self.taken.entry(slug.clone()).or_insert(1);
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_and_cannot_leave_its_folder() {
        assert_eq!(slugify("INC-2026-014"), "inc-2026-014");
        assert_eq!(slugify("../../etc/passwd"), "etc-passwd");
        assert_eq!(slugify("a/../b"), "a-b");
        assert_eq!(slugify("v1.2 — it's  late!"), "v1.2-it-s-late");
        assert_eq!(slugify("..."), "");
        assert_eq!(slugify("a\0b\\c"), "a-b-c");
    }

    #[test]
    fn letters_of_every_script_are_kept() {
        assert_eq!(slugify("Störung in São Paulo"), "störung-in-são-paulo");
        assert_eq!(slugify("障害"), "障害");
    }

    #[test]
    fn equal_slugs_are_numbered_and_reserved_ones_avoided() {
        let mut slugs = Slugs::default();
        let all: Vec<String> =
            ["a b", "A-B", "a.b", "pages", "", ""].iter().map(|text| slugs.assign(text, "incident")).collect();
        assert_eq!(all, ["a-b", "a-b-2", "a.b", "pages-2", "incident", "incident-2"]);
    }

    #[test]
    fn a_slug_fits_a_file_system() {
        assert!(slugify(&"長い".repeat(500)).len() <= MAX_BYTES + 4);
    }
}
