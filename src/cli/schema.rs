//! `recount schema`: the JSON Schema of the front matter, for editors.

use std::io::Write;

use super::workspace::Workspace;
use crate::incident::front_matter;

/// Prints the schema with the archive's severity labels.
pub fn run(workspace: &Workspace) -> u8 {
    let schema = front_matter::schema(&workspace.config.archive.severities);
    // A reader that closed the pipe has seen enough.
    let _ = writeln!(std::io::stdout().lock(), "{schema:#}");
    0
}
