//! Reads what a lint needs: the archive, and as much of the history as a rule that is on asks for.

use super::super::failure::Failure;
use super::super::progress::Progress;
use super::super::publish;
use super::super::work_tree::{asks, work_tree};
use super::super::workspace::Workspace;
use crate::archive::Archive;
use crate::lint::{Selection, WorkTree};

/// Reads the archive for a lint with these rules, and what they ask of the work tree.
pub fn read(workspace: &Workspace, selection: &Selection, quiet: bool) -> Result<(Archive, WorkTree), Failure> {
    if asks("history/backdated", workspace, selection) {
        let recounted = publish::recount(workspace, &Progress::start(quiet))?;
        let work_tree = work_tree(workspace, selection, &recounted.archive, &recounted.timelines)?;
        return Ok((recounted.archive, work_tree));
    }
    let archive = workspace.load()?;
    let work_tree = work_tree(workspace, selection, &archive, &[])?;
    Ok((archive, work_tree))
}
