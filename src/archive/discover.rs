//! Which files of a folder are incidents. Follows no link out of the folder, reads no content.

use std::path::{Path, PathBuf};

use super::index::Unreadable;
use crate::config::DocumentFiles;

/// Deepest folder that is looked into.
pub(super) const MAX_DEPTH: usize = 32;
/// Most files of one archive.
pub(super) const MAX_FILES: usize = 200_000;
/// Extensions of incident documents, compared in lower case.
const EXTENSIONS: [&str; 5] = ["md", "markdown", "mdx", "qmd", "erb"];

/// The files of an incident folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Discovered {
    /// Documents, sorted by path: how messages name them, and where they are.
    pub documents: Vec<(String, PathBuf)>,
    /// What looked like a document and cannot be one, sorted by path.
    pub unreadable: Vec<Unreadable>,
}

/// Why a folder could not be searched.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// The folder is not there.
    #[error(
        "the incident folder `{0}` is not there; create it with `recount init`, find yours with `recount adopt`, or \
         name another with `--incidents`"
    )]
    Missing(String),
    /// The path is a file.
    #[error("`{0}` is a file; `--incidents` names the folder that holds the incidents")]
    NotAFolder(String),
    /// More files than an archive may have.
    #[error("`{0}` holds more than {MAX_FILES} files; name a folder of incidents alone")]
    TooMany(String),
}

/// Finds the incidents under `folder`. `prefix` is put before each path, so that messages name files
/// relative to the repository.
///
/// An incident is a Markdown file of any depth, except `README.md`, templates, the folder's own `index.md`
/// and whatever begins with `_` or `.`. The folder itself may be named so (Jekyll's `_posts`), and so may a folder
/// below it that a pattern of `include` names.
/// A file without an extension counts when its name has a date or number in it. What `files` says of a path goes first.
pub fn discover(folder: &Path, prefix: &str, files: &DocumentFiles) -> Result<Discovered, DiscoverError> {
    let shown = if prefix.is_empty() { folder.display().to_string() } else { prefix.to_owned() };
    let Ok(root) = folder.canonicalize() else { return Err(DiscoverError::Missing(shown)) };
    if !root.is_dir() {
        return Err(DiscoverError::NotAFolder(shown));
    }
    let mut found = Discovered::default();
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let named = || entry.file_type().is_dir() && files.names_folder(&name);
        entry.depth() > 0 && (name.starts_with('.') || (name.starts_with('_') && !named()))
    };
    let walk = walkdir::WalkDir::new(&root).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    for (count, entry) in walk.filter_entry(|entry| !hidden(entry)).enumerate() {
        if count >= MAX_FILES {
            return Err(DiscoverError::TooMany(shown));
        }
        match entry {
            Ok(entry) => consider(&entry, &root, prefix, files, &mut found),
            Err(error) => found.unreadable.push(Unreadable {
                path: error.path().map_or_else(|| shown.clone(), |path| named(path, &root, prefix)),
                reason: format!("cannot be read: {}", io_reason(&error)),
            }),
        }
    }
    found.documents.sort();
    found.unreadable.sort();
    Ok(found)
}

fn consider(entry: &walkdir::DirEntry, root: &Path, prefix: &str, files: &DocumentFiles, found: &mut Discovered) {
    let path = entry.path();
    if entry.file_type().is_dir() || !is_document(&named(path, root, ""), files) {
        return;
    }
    let shown = named(path, root, prefix);
    if entry.file_type().is_symlink() {
        match path.canonicalize() {
            // The target itself is found on its own.
            Ok(target) if target.starts_with(root) => {}
            Ok(_) => {
                let reason = "is a link that leads out of the incident folder; put the file itself here".to_owned();
                found.unreadable.push(Unreadable { path: shown, reason });
            }
            Err(_) => {
                let reason = "is a link whose target is not there".to_owned();
                found.unreadable.push(Unreadable { path: shown, reason });
            }
        }
    } else if entry.file_type().is_file() {
        found.documents.push((shown, path.to_owned()));
    }
}

/// Whether the file at `path`, relative to the incident folder and `/`-separated, is a review: by the patterns, else by
/// its name.
#[must_use]
pub fn is_document(path: &str, files: &DocumentFiles) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    // The folder's own index page, as site generators have it.
    let is_index = !path.contains('/') && name.eq_ignore_ascii_case("index.md");
    files.decide(path).unwrap_or_else(|| is_document_name(name) && !is_index)
}

/// Markdown by extension, or no extension at all; never a `README`, a licence or the like.
#[must_use]
fn is_document_name(name: &str) -> bool {
    let (stem, extension) = extension(name);
    if is_template_name(stem) {
        return false;
    }
    if let Some(extension) = extension {
        return is_markdown(&extension) && !stem.eq_ignore_ascii_case("readme");
    }
    let upper_only = name.bytes().all(|b| !b.is_ascii_lowercase()); // LICENSE, CODEOWNERS, MAKEFILE
    let names_a_day = name.bytes().any(|b| b.is_ascii_digit()) && name.contains(['-', '_', ' ']);
    names_a_day && !upper_only
}

/// A name without its extension, and that in lower case.
pub(super) fn extension(name: &str) -> (&str, Option<String>) {
    match name.rsplit_once('.') {
        // `v1.2 rollout` and `1. Disk full` have a dot but no extension.
        Some((stem, extension)) if !extension.is_empty() && extension.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            (stem, Some(extension.to_ascii_lowercase()))
        }
        _ => (name, None),
    }
}

/// True for the extension of an incident document, in lower case.
pub(super) fn is_markdown(extension: &str) -> bool {
    EXTENSIONS.contains(&extension)
}

/// `incident-template`; a dated "2026-03-04 e-mail template broken" is an incident.
#[must_use]
pub fn is_template_name(stem: &str) -> bool {
    let mut words = stem.split(|c: char| !c.is_alphanumeric());
    !stem.bytes().any(|b| b.is_ascii_digit()) && words.any(|word| word.eq_ignore_ascii_case("template"))
}

/// The path of a file under `root` with `prefix` before it and `/` between its parts.
pub(super) fn named(path: &Path, root: &Path, prefix: &str) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let joined = parts.join("/");
    if prefix.is_empty() { joined } else { format!("{}/{joined}", prefix.trim_end_matches('/')) }
}

fn io_reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| "the folder links to itself".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_markdown_or_a_dated_name_without_extension() {
        assert!(is_document_name("2026-03-04-x.md"));
        assert!(is_document_name("PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues"));
        assert!(is_document_name("report.MARKDOWN"));
        assert!(!is_document_name("README.md"));
        assert!(!is_document_name("readme.markdown"));
        assert!(!is_document_name("PMyyyy-nnn - Postmortem template.md"));
        assert!(is_document_name("2026-03-04-email-template-broken.md"));
        assert!(!is_document_name("LICENSE"));
        assert!(!is_document_name("queue.svg"));
        assert!(!is_document_name("Makefile"));
    }

    #[test]
    fn templates_hidden_files_and_readmes_are_not_incidents() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["a.md", "README.md", "_template.md", ".hidden.md", "sub dir/b c.md", "sub dir/_x/c.md"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, "x").expect("a file");
        }
        let found = discover(folder.path(), "incidents/", &DocumentFiles::default()).expect("the folder is there");
        let names: Vec<&str> = found.documents.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["incidents/a.md", "incidents/sub dir/b c.md"]);
    }

    #[test]
    fn patterns_of_the_configuration_go_before_names() {
        let patterns =
            |list: &[&str]| list.iter().map(|p| crate::config::Pattern::new(p).expect("a pattern")).collect();
        let files = DocumentFiles { include: patterns(&["**/PM-*", "*.txt"]), exclude: patterns(&["drafts/**"]) };
        let told =
            ["PM-1", "a/PM-2.md", "drafts/PM-3", "notes.txt", "a.md", "index.md"].map(|path| is_document(path, &files));
        assert_eq!(told, [true, true, false, true, false, false]);
        let files = DocumentFiles { exclude: patterns(&["drafts/**"]), ..DocumentFiles::default() };
        assert_eq!(["a.md", "drafts/a.md", "index.md"].map(|path| is_document(path, &files)), [true, false, false]);
    }

    #[test]
    fn folders_that_begin_with_an_underscore_are_looked_into_where_they_are_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["_posts/a.md", "_posts/_b.md", "_drafts/c.md"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, "x").expect("a file");
        }
        let names = |folder: &Path, files: &DocumentFiles| {
            let found = discover(folder, "", files).expect("the folder is there");
            found.documents.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(names(&folder.path().join("_posts"), &DocumentFiles::default()), ["a.md"]);
        assert!(names(folder.path(), &DocumentFiles::default()).is_empty());
        let include = vec![crate::config::Pattern::new("_posts/**").expect("a pattern")];
        assert_eq!(names(folder.path(), &DocumentFiles { include, exclude: Vec::new() }), ["_posts/a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_named_and_not_followed() {
        let outside = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(outside.path().join("secret.md"), "x").expect("a file");
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("a.md")).expect("a link");
        std::os::unix::fs::symlink(outside.path(), folder.path().join("dir")).expect("a link");
        let found = discover(folder.path(), "", &DocumentFiles::default()).expect("the folder is there");
        assert_eq!(found.documents, []);
        assert_eq!(found.unreadable.len(), 1);
        assert_eq!(found.unreadable[0].path, "a.md");
    }

    #[test]
    fn a_missing_folder_says_how_to_make_one() {
        let error = discover(Path::new("no/such/folder"), "no/such/folder", &DocumentFiles::default())
            .expect_err("it is not there");
        assert!(error.to_string().contains("recount init"));
    }
}
