//! From what each commit touched to the versions of each file through all its names.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::model::{Change, FileHistory, Version};
use super::touch::{How, Touch};

/// The versions of the files at `paths`, by path; a version's commit is the index of its touch.
///
/// A path belongs to a line of versions. A renamed file takes its line along; its old path stays in the line
/// too, for what a parallel branch still wrote under the old name, until another file is added there. A file
/// that was deleted and added again goes on in its line.
pub fn histories(touches: &[Touch], paths: &[Vec<u8>]) -> BTreeMap<String, FileHistory> {
    let mut lines: Vec<Vec<Version>> = Vec::new();
    let mut line_of: HashMap<&[u8], usize> = HashMap::new();
    let mut moved_away: HashSet<&[u8]> = HashSet::new();
    for (commit, touch) in touches.iter().enumerate() {
        // Renames of one commit may exchange names: all look at the names before it.
        let assigned: Vec<Option<usize>> = touch
            .files
            .iter()
            .map(|file| match &file.how {
                How::RenamedFrom(from) => line_of.get(from.as_slice()).copied(),
                How::Plain(Change::Modified) => line_of.get(file.path.as_slice()).copied(),
                How::Plain(_) if moved_away.contains(file.path.as_slice()) => None,
                How::Plain(_) => line_of.get(file.path.as_slice()).copied(),
            })
            .collect();
        for file in &touch.files {
            if let How::RenamedFrom(from) = &file.how {
                moved_away.insert(from);
            }
        }
        for (file, assigned) in touch.files.iter().zip(assigned) {
            let line = assigned.unwrap_or_else(|| {
                lines.push(Vec::new());
                lines.len() - 1
            });
            moved_away.remove(file.path.as_slice());
            line_of.insert(&file.path, line);
            let change = match &file.how {
                How::Plain(change) => change.clone(),
                How::RenamedFrom(from) => Change::Renamed { from: name(from) },
            };
            lines[line].push(Version { commit, path: name(&file.path), blob: file.blob, change });
        }
    }
    let versions = |path: &Vec<u8>| line_of.get(path.as_slice()).map(|&line| lines[line].clone()).unwrap_or_default();
    paths.iter().map(|path| (name(path), FileHistory { versions: versions(path) })).collect()
}

/// A path as text; what is not UTF-8 is replaced.
fn name(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
