//! The folder of the reviews: the deepest that holds nearly all of them.

use std::collections::BTreeMap;

use crate::incident::file_name;

/// Of this many reviews one may lie elsewhere.
const ONE_IN: usize = 10;

/// The folder of `paths`, not above `within`. Folders that are named by a year or a day, and the bundle of one review,
/// are parts of an archive.
pub(super) fn folder(paths: &[String], within: &str) -> String {
    let enough = paths.len() - paths.len() / ONE_IN;
    let mut folder = within.to_owned();
    loop {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut children: BTreeMap<&str, usize> = BTreeMap::new();
        for path in paths {
            if let Some((child, _)) = path.strip_prefix(&prefix).and_then(|rest| rest.split_once('/')) {
                *children.entry(child).or_default() += 1;
            }
        }
        let Some((child, _)) = children.into_iter().find(|(_, count)| *count >= enough) else { return folder };
        let child_path = format!("{prefix}{child}");
        let is_bundle = paths.iter().any(|path| {
            let own = path.strip_prefix(&child_path).is_some_and(|rest| rest.matches('/').count() == 1);
            own && file_name::stem(path) == child
        });
        if is_bundle || file_name::date(&format!("{child}/x")).is_some() || file_name::date(child).is_some() {
            return folder;
        }
        folder = child_path;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> String {
        folder(&paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>(), "")
    }

    #[test]
    fn the_folder_is_the_deepest_that_holds_nearly_all() {
        assert_eq!(of(&["docs/incidents/a.md", "docs/incidents/b.md"]), "docs/incidents");
        assert_eq!(of(&["a.md", "docs/b.md"]), "");
        assert_eq!(of(&["_posts/a.md"]), "_posts");
        assert_eq!(of(&[]), "");
        let mut many: Vec<String> = (0..19).map(|n| format!("docs/x/{n}.md")).collect();
        many.push("other/y.md".to_owned());
        assert_eq!(folder(&many, ""), "docs/x");
    }

    #[test]
    fn years_months_and_bundles_are_parts_of_it() {
        assert_eq!(of(&["pm/2023/a.md", "pm/2023/b.md"]), "pm");
        assert_eq!(of(&["pm/2023-01/a.md"]), "pm");
        assert_eq!(of(&["pm/2023-09-02-disk/index.md"]), "pm");
        assert_eq!(of(&["pm/disk-full/index.md"]), "pm");
        assert_eq!(of(&["pm/disk-full/README.md"]), "pm");
    }
}
