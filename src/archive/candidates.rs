//! Every file of a folder that may be a review, whatever it is called: what is looked through when an archive is
//! adopted. Follows no link, reads no content.

use std::path::{Path, PathBuf};

use super::discover::{DiscoverError, MAX_DEPTH, MAX_FILES, extension, is_markdown, named};

/// Extensions of plain text in which reviews are written too, in lower case.
const ODD_EXTENSIONS: [&str; 8] = ["txt", "text", "mdown", "mkd", "mkdn", "mdwn", "rmd", "mdtext"];
/// Folders of other people's files, and of files that programs made.
const FOREIGN_FOLDERS: [&str; 6] = ["node_modules", "vendor", "target", "_site", "venv", "__pycache__"];

/// The files of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    /// Markdown, plain text, and names without extension, sorted: how messages name each, and where it is.
    pub documents: Vec<(String, PathBuf)>,
    /// Names of all other files, sorted.
    pub others: Vec<String>,
}

/// The files under `folder`; `prefix` is put before each path. Names that begin with `.` are left out.
pub fn candidates(folder: &Path, prefix: &str) -> Result<Candidates, DiscoverError> {
    let shown = if prefix.is_empty() { folder.display().to_string() } else { prefix.to_owned() };
    let mut found = Candidates::default();
    let looked_into = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let foreign = entry.file_type().is_dir() && FOREIGN_FOLDERS.contains(&name.as_ref());
        entry.depth() == 0 || !(name.starts_with('.') || foreign)
    };
    let walk = walkdir::WalkDir::new(folder).max_depth(MAX_DEPTH).into_iter();
    for (count, entry) in walk.filter_entry(looked_into).enumerate() {
        if count >= MAX_FILES {
            return Err(DiscoverError::TooMany(shown));
        }
        // What cannot be looked at cannot be adopted; the lint will say so of what lies in the incident folder.
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_file() {
            continue;
        }
        let path = named(entry.path(), folder, prefix);
        if may_be_review(&entry.file_name().to_string_lossy()) {
            found.documents.push((path, entry.path().to_owned()));
        } else {
            found.others.push(path);
        }
    }
    found.documents.sort();
    found.others.sort();
    Ok(found)
}

fn may_be_review(name: &str) -> bool {
    match extension(name) {
        (_, Some(extension)) => is_markdown(&extension) || ODD_EXTENSIONS.contains(&extension.as_str()),
        // LICENSE, CODEOWNERS
        (stem, None) => stem.bytes().any(|b| b.is_ascii_lowercase()) && stem != "Makefile" && stem != "Dockerfile",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_may_be_a_review_is_found_also_below_folders_that_discovery_hides() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in
            ["_posts/a.md", "b.txt", "disk full", "LICENSE", "x.py", ".git/c.md", "node_modules/d.md", "README.md"]
        {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, "x").expect("a file");
        }
        let found = candidates(folder.path(), "docs").expect("the folder is there");
        let names: Vec<&str> = found.documents.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["docs/README.md", "docs/_posts/a.md", "docs/b.txt", "docs/disk full"]);
        assert_eq!(found.others, ["docs/LICENSE", "docs/x.py"]);
    }
}
