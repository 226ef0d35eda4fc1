//! The incident that a user names on the command line.

use std::path::Path;

use super::failure::Failure;
use super::workspace::Workspace;
use crate::archive::Archive;
use crate::nearest;

/// The index of the incident of that id, in any case, or of that file.
pub fn find(archive: &Archive, wanted: &str, workspace: &Workspace) -> Result<usize, Failure> {
    let names = archive
        .incidents()
        .iter()
        .map(|incident| (incident.id.as_ref().map(|id| id.value.as_str()), incident.source.path()));
    find_among(&names.collect::<Vec<_>>(), wanted, workspace)
}

/// The same among ids and paths.
pub fn find_among(names: &[(Option<&str>, &str)], wanted: &str, workspace: &Workspace) -> Result<usize, Failure> {
    let file = workspace.name_of(Path::new(wanted));
    let path = file.as_deref().unwrap_or(wanted);
    let by_id = names.iter().position(|(id, _)| id.is_some_and(|id| id.eq_ignore_ascii_case(wanted)));
    by_id.or_else(|| names.iter().position(|(_, of)| *of == path)).ok_or_else(|| {
        let mut ids: Vec<&str> = names.iter().filter_map(|(id, _)| *id).collect();
        ids.sort_unstable();
        let hint = match nearest::nearest(wanted, &ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name it by its id, or by the path of its file".to_owned(),
        };
        Failure::usage(format!("there is no incident `{wanted}`; {hint}"))
    })
}
