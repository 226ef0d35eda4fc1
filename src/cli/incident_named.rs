//! The incident that a user names on the command line.

use std::path::Path;

use super::failure::Failure;
use super::workspace::Workspace;
use crate::archive::Archive;
use crate::incident::Incident;
use crate::nearest;

/// The index of the incident of that id, in any case, or of that file.
pub fn find(archive: &Archive, wanted: &str, workspace: &Workspace) -> Result<usize, Failure> {
    let named = workspace.name_of(Path::new(wanted));
    let incidents = archive.incidents();
    let by_id = |incident: &Incident| incident.id.as_ref().is_some_and(|id| id.value.eq_ignore_ascii_case(wanted));
    let by_path = |incident: &Incident| incident.source.path() == named.as_deref().unwrap_or(wanted);
    incidents.iter().position(by_id).or_else(|| incidents.iter().position(by_path)).ok_or_else(|| {
        let ids: Vec<&str> = archive.ids().keys().map(String::as_str).collect();
        let hint = match nearest::nearest(wanted, &ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name it by its id, or by the path of its file".to_owned(),
        };
        Failure::usage(format!("there is no incident `{wanted}`; {hint}"))
    })
}
