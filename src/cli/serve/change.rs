//! What a change of files on disk asks for: as little as may be of reading the archive again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::archive::{self, Archive};
use crate::cli::paths::below;
use crate::cli::workspace::Workspace;

/// Of more documents than these the whole archive is read: a switch of branches, a search and replace.
const FEW: usize = 32;

/// What has to be made anew.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: no page shows these files.
    Nothing,
    /// The pages alone: the theme, or a picture.
    Look,
    /// These documents, as messages name them.
    Documents(BTreeSet<String>),
    /// All: the configuration, the commits, which documents there are.
    Everything,
}

impl Change {
    /// What the change of `paths`, which are absolute, asks for.
    pub fn of(paths: &[PathBuf], workspace: &Workspace, archive: &Archive) -> Self {
        let changes = paths.iter().map(|path| Self::of_path(path, workspace, archive));
        match changes.fold(Self::Nothing, Self::and) {
            Self::Documents(names) if names.len() > FEW => Self::Everything,
            change => change,
        }
    }

    fn of_path(path: &Path, workspace: &Workspace, archive: &Archive) -> Self {
        if Some(path) == workspace.config_path.as_deref() || path.components().any(|part| part.as_os_str() == ".git") {
            return Self::Everything;
        }
        let theme = workspace.config.site.theme.as_deref();
        if theme.is_some_and(|theme| path.starts_with(workspace.root.join(theme))) {
            return Self::Look;
        }
        let Some(inside) = below(path, &workspace.incidents) else { return Self::Nothing };
        // What the archive is never looked for in.
        if inside.split('/').any(|part| part.starts_with(['.', '_'])) {
            return Self::Nothing;
        }
        let name = if workspace.folder.is_empty() { inside.clone() } else { format!("{}/{inside}", workspace.folder) };
        let is_document = archive.by_path(&name).is_some();
        if path.is_file() {
            let may_be = archive::is_document(&inside, &workspace.config.archive.files);
            return match (is_document, may_be) {
                (true, _) => Self::Documents(BTreeSet::from([name])),
                (false, true) => Self::Everything,
                (false, false) => Self::Look,
            };
        }
        let folder = format!("{name}/");
        let held_documents = || archive.incidents().iter().any(|incident| incident.source.path().starts_with(&folder));
        if is_document || path.is_dir() || held_documents() { Self::Everything } else { Self::Look }
    }

    /// Both.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, other) => other,
            (change, Self::Nothing) => change,
            (Self::Look, Self::Look) => Self::Look,
            (Self::Documents(mut some), Self::Documents(more)) => {
                some.extend(more);
                Self::Documents(some)
            }
            // Pages are made of what they show anyway; that they look otherwise is told by reading all.
            (Self::Look | Self::Everything, _) | (_, Self::Look | Self::Everything) => Self::Everything,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::read_bytes;
    use crate::incident::Reading;

    #[test]
    fn a_change_asks_for_no_more_than_it_touches() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path().canonicalize().expect("it is there");
        let write = |name: &str| {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
            std::fs::write(&path, "").expect("a file can be written");
            path
        };
        let old = write("incidents/2026/a.md");
        std::fs::write(root.join("recount.toml"), "[site]\ntheme = \"look\"\n").expect("a file can be written");
        let workspace = Workspace::find(&root, None, None).expect("a workspace");
        let incident = |name: &str| read_bytes(name, Vec::new(), &Reading::default());
        let archive = Archive::new(vec![incident("incidents/2026/a.md"), incident("incidents/gone/b.md")], Vec::new());
        let of = |paths: &[&Path]| {
            Change::of(&paths.iter().map(|path| path.to_path_buf()).collect::<Vec<_>>(), &workspace, &archive)
        };
        let document = || Change::Documents(BTreeSet::from(["incidents/2026/a.md".to_owned()]));
        assert_eq!(of(&[&old]), document());
        assert_eq!(of(&[&old, &root.join("src/main.rs"), &root.join("incidents/2026/.a.md.tmp1")]), document());
        assert_eq!(of(&[&root.join("src/main.rs")]), Change::Nothing);
        assert_eq!(of(&[&root.join("look/style.css")]), Change::Look);
        assert_eq!(of(&[&write("incidents/2026/a.png")]), Change::Look);
        assert_eq!(of(&[&root.join("incidents/2026/gone.png")]), Change::Look);
        assert_eq!(of(&[&write("incidents/2026/new.md")]), Change::Everything);
        assert_eq!(of(&[&root.join("incidents/gone")]), Change::Everything);
        assert_eq!(of(&[&root.join("incidents/gone/b.md")]), Change::Everything);
        assert_eq!(of(&[&root.join("recount.toml"), &old]), Change::Everything);
        assert_eq!(of(&[&root.join(".git/logs/HEAD")]), Change::Everything);
    }
}
