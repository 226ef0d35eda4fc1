//! `docs/rules/` is what the rules say of themselves. `RECOUNT_UPDATE=1 cargo test --test rule_pages` writes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use recount::lint::documentation::published;
use recount::lint::registry::{RULES, groups};

/// Every page by its path below `docs/rules`.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut pages: BTreeMap<PathBuf, String> =
        RULES.iter().map(|rule| (PathBuf::from(format!("{}.md", rule.name)), published(rule))).collect();
    pages.insert(PathBuf::from("README.md"), index());
    pages
}

fn index() -> String {
    let mut text = "# Rules\n\nThese pages are written by the rules themselves; `recount rule NAME` prints the same.\n\
                    Levels are set in `recount.toml`, for a rule or a whole group: `\"actions/ticket\" = \"error\"`.\n"
        .to_owned();
    for group in groups() {
        text.push_str(&format!("\n## {group}\n\n| rule | level | what it reports |\n|---|---|---|\n"));
        for rule in RULES.iter().filter(|rule| rule.group() == group) {
            let (name, level, summary) = (rule.name, rule.level.as_str(), rule.summary);
            text.push_str(&format!("| [{name}]({name}.md) | {level} | {summary} |\n"));
        }
    }
    text
}

/// The Markdown files below a folder, by their path below it.
fn files(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder.join(below)).into_iter().flatten().flatten() {
        let path = below.join(entry.file_name());
        if entry.path().is_dir() { files(folder, &path, found) } else { found.push(path) }
    }
}

#[test]
fn the_pages_are_what_the_rules_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages = pages();
    if std::env::var_os("RECOUNT_UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in &pages {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a page is in a folder")).expect("folders can be made");
            fs::write(path, text).expect("a page can be written");
        }
    }
    let update = "`RECOUNT_UPDATE=1 cargo test --test rule_pages` writes it anew";
    for (path, text) in &pages {
        let written = fs::read_to_string(folder.join(path)).unwrap_or_default();
        assert!(written == *text, "docs/rules/{} is not current; {update}", path.display());
    }
    let mut found = Vec::new();
    files(&folder, Path::new(""), &mut found);
    found.retain(|path| !pages.contains_key(path));
    assert!(found.is_empty(), "docs/rules has pages of rules that there are not: {found:?}; {update}");
}
