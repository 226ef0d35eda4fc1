//! Where the repository is: its work tree, its HEAD, its configuration as far as reading needs it.
//! No program that a repository names is run, and no file that its configuration includes is read.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gix_discover::upwards::Options;
use gix_hash::{Kind, ObjectId};
use gix_ref::Target;

use super::commit_bytes::object_id;
use super::error::HistoryError;
use super::objects::Objects;

/// The largest object that is read, in bytes: a tree of some million entries. Contents have a far lower limit.
const MAX_OBJECT: usize = 256 * 1024 * 1024;
/// How many symbolic references may follow each other from HEAD, as in Git.
const MAX_SYMBOLIC: usize = 5;

/// A repository on disk; cheap to share between threads.
#[derive(Clone)]
pub struct Repository {
    git_dir: PathBuf,
    /// Where a linked work tree has what all work trees share; else the Git directory itself.
    common_dir: PathBuf,
    work_tree: Option<PathBuf>,
    hash: Kind,
    store: Arc<gix_odb::Store>,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository").field("git_dir", &self.git_dir).finish_non_exhaustive()
    }
}

impl Repository {
    /// Looks for a repository in `start` and the folders above it, whoever owns it: it is only read.
    pub fn discover(start: &Path) -> Result<Option<Self>, HistoryError> {
        let Some((git_dir, work_tree)) = places(start) else { return Ok(None) };
        let failed = |reason: String| HistoryError::Open { path: git_dir.clone(), reason };
        let common_dir = match gix_discover::path::from_plain_file_relative_to_file(&git_dir.join("commondir")) {
            Some(path) => path.map_err(|error| failed(error.to_string()))?,
            None => git_dir.clone(),
        };
        let hash = hash(&common_dir).map_err(failed)?;
        let options = gix_odb::store::init::Options { alloc_limit_bytes: Some(MAX_OBJECT), ..Default::default() };
        let store = gix_odb::Store::at_opts(common_dir.join("objects"), hash, &mut None.into_iter(), options)
            .map_err(|error| failed(error.to_string()))?;
        Ok(Some(Self { git_dir, common_dir, work_tree, hash, store: Arc::new(store) }))
    }

    /// The Git directory: that of this work tree, where a repository has several.
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// What all work trees of the repository share: its configuration, for one.
    pub fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// Where its files are checked out; `None` for a bare one.
    pub fn work_tree(&self) -> Option<&Path> {
        self.work_tree.as_deref()
    }

    /// Its objects, for one thread.
    pub fn objects(&self) -> Objects {
        Objects::new(&self.store)
    }

    /// The commit HEAD leads to; `None` before the first one.
    pub fn head(&self) -> Result<Option<ObjectId>, HistoryError> {
        self.reference("HEAD")
    }

    /// The object that a reference leads to, by its full or short name: HEAD, a tag, a branch, a remote's branch.
    /// `None` where there is none of that name.
    pub fn reference(&self, name: &str) -> Result<Option<ObjectId>, HistoryError> {
        let references = self.references();
        let failed = |reason: String| HistoryError::Open { path: self.git_dir.clone(), reason };
        let mut name = name.to_owned();
        for _ in 0..MAX_SYMBOLIC {
            match references.try_find(name.as_str()).map_err(|error| failed(error.to_string()))? {
                None => return Ok(None),
                Some(found) => match found.target {
                    Target::Object(id) => return Ok(Some(id)),
                    Target::Symbolic(next) => name = next.to_string(),
                },
            }
        }
        Err(failed(format!("{name} leads through more than {MAX_SYMBOLIC} references")))
    }

    /// Every tag with what it points at, by name; the names are short (`v1.2`).
    pub fn tags(&self) -> Result<Vec<(String, ObjectId)>, HistoryError> {
        const FOLDER: &str = "refs/tags/";
        let failed = |reason: String| HistoryError::Open { path: self.git_dir.clone(), reason };
        let prefix = FOLDER.try_into().map_err(|_| failed("its tags cannot be listed".to_owned()))?;
        let references = self.references();
        let all = references.iter().map_err(|error| failed(error.to_string()))?;
        let mut tags = Vec::new();
        // One that cannot be read is no reason to lose the others.
        for tag in all.prefixed(prefix).map_err(|error| failed(error.to_string()))?.flatten() {
            let name = tag.name.as_bstr().to_string();
            if let (Some(name), Target::Object(id)) = (name.strip_prefix(FOLDER), tag.target) {
                tags.push((name.to_owned(), id));
            }
        }
        Ok(tags)
    }

    fn references(&self) -> gix_ref::file::Store {
        gix_ref::file::Store::for_linked_worktree(self.git_dir.clone(), self.common_dir.clone(), self.hash)
    }

    /// Some objects may still lie with the remote it was cloned from: Git marks the packs that came from there.
    pub fn is_partial(&self) -> bool {
        let packs = fs::read_dir(self.common_dir.join("objects/pack"));
        packs
            .is_ok_and(|packs| packs.flatten().any(|pack| pack.path().extension().is_some_and(|end| end == "promisor")))
    }

    /// How its objects are named.
    pub fn hash(&self) -> Kind {
        self.hash
    }

    /// The id that a content has in this repository.
    pub fn blob_id(&self, content: &[u8]) -> Option<ObjectId> {
        gix_object::compute_hash(self.hash, gix_object::Kind::Blob, content).ok()
    }

    /// The commits at which a shallow clone ends, sorted; empty for a whole one.
    pub fn shallow_edge(&self) -> Vec<ObjectId> {
        let text = fs::read(self.common_dir.join("shallow")).unwrap_or_default();
        let mut edge: Vec<ObjectId> =
            text.split(|&b| b == b'\n').filter_map(|line| object_id(line.trim_ascii())).collect();
        edge.sort();
        edge
    }
}

/// Git directory and work tree of the repository around `start`; `None` where there is none.
fn places(start: &Path) -> Option<(PathBuf, Option<PathBuf>)> {
    let start = existing(start)?;
    let options =
        Options { trust: gix_discover::upwards::TrustPolicy::Assume(gix_sec::Trust::Full), ..Options::default() };
    let (found, _) = gix_discover::upwards_opts(&start, options).ok()?;
    Some(found.into_repository_and_work_tree_directories())
}

/// The real path of a folder, or of its nearest ancestor that is (still) there.
fn existing(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    absolute.ancestors().find_map(|ancestor| ancestor.canonicalize().ok())
}

/// Which hash names the objects. Fails where the repository is kept in a way that cannot be read.
fn hash(common_dir: &Path) -> Result<Kind, String> {
    let path = common_dir.join("config");
    if !path.exists() {
        return Ok(Kind::Sha1);
    }
    let config = gix_config::File::from_path_no_includes(path, gix_config::Source::Local);
    let config = config.map_err(|error| format!("its configuration cannot be read: {error}"))?;
    let extension = |name: &str| config.string(name).map(|value| value.to_string().to_lowercase());
    if extension("extensions.refStorage").is_some_and(|kind| kind != "files") {
        let fix = "`git refs migrate --ref-format=files` makes them files";
        return Err(format!("it keeps its references in a format that cannot be read; {fix}"));
    }
    match extension("extensions.objectFormat").as_deref() {
        None | Some("sha1") => Ok(Kind::Sha1),
        Some("sha256") => Ok(Kind::Sha256),
        Some(other) => Err(format!("it names objects by `{other}`, which is not known")),
    }
}

/// The work tree of the repository that holds `folder`; `None` where there is none, or it is bare.
#[must_use]
pub fn work_tree(folder: &Path) -> Option<PathBuf> {
    places(folder)?.1
}

/// Whether the clone that holds `folder` is shallow; `None` outside of a repository.
#[must_use]
pub fn is_shallow(folder: &Path) -> Option<bool> {
    let repository = Repository::discover(folder).ok().flatten()?;
    Some(!repository.shallow_edge().is_empty())
}

/// Whether two folders lie in one repository, be it in two of its work trees.
#[must_use]
pub fn is_same_repository(one: &Path, other: &Path) -> bool {
    let common = |folder: &Path| Repository::discover(folder).ok().flatten()?.common_dir.canonicalize().ok();
    common(one).is_some_and(|one| common(other) == Some(one))
}

/// The user's name as Git is configured for `folder`, by the repository or by the user.
#[must_use]
pub fn user_name(folder: &Path) -> Option<String> {
    let repository = Repository::discover(folder).ok().flatten();
    let config = match repository {
        Some(repository) => gix_config::File::from_git_dir(repository.common_dir),
        None => gix_config::File::from_globals(),
    };
    config.ok()?.string("user.name").map(|name| name.to_string()).filter(|name| !name.trim().is_empty())
}

/// The incident folder relative to the work tree: its components, none for the work tree itself.
pub fn components(repository: &Repository, folder: &Path) -> Result<Vec<Vec<u8>>, HistoryError> {
    let Some(work_tree) = repository.work_tree() else {
        return Ok(split(folder));
    };
    let outside = || HistoryError::Outside { folder: folder.to_owned(), work_tree: work_tree.to_owned() };
    let absolute = resolved(folder).ok_or_else(outside)?;
    let root = work_tree.canonicalize().map_err(|_| outside())?;
    absolute.strip_prefix(&root).map(split).map_err(|_| outside())
}

/// The real path of a folder that may not exist (any more): its nearest existing ancestor is resolved.
fn resolved(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    absolute.ancestors().find_map(|ancestor| {
        let rest = absolute.strip_prefix(ancestor).ok()?;
        ancestor.canonicalize().ok().map(|real| real.join(rest))
    })
}

fn split(path: &Path) -> Vec<Vec<u8>> {
    let name = |part: std::path::Component<'_>| match part {
        std::path::Component::Normal(name) => Some(name.as_encoded_bytes().to_vec()),
        _ => None,
    };
    path.components().filter_map(name).collect()
}
