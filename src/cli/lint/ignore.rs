//! `recount lint --add-ignore REASON`: writes a suppression for every finding into the files.

use std::collections::{BTreeMap, BTreeSet};

use anstream::{eprintln, print, println};
use clap::Args;

use super::super::failure::Failure;
use super::super::{Surroundings, WARNING, atomic, writable::writable};
use crate::archive::{self, Archive};
use crate::lint::Lint;
use crate::lint::report::{concise, neutral};
use crate::lint::suppression::{self, Inserted};
use crate::lint::wording::count;

/// The part of `recount lint`'s arguments that silences.
#[derive(Debug, Clone, Args)]
pub struct IgnoreArgs {
    /// Write a `recount-ignore` comment with this reason into the files for everything found
    #[arg(long, value_name = "REASON", conflicts_with_all = ["baseline", "stdin_filename"])]
    add_ignore: Option<String>,
}

impl IgnoreArgs {
    /// The reason, where findings are to be silenced. One that cannot be written is a mistake.
    pub fn reason(&self) -> Result<Option<&str>, Failure> {
        let reason = self.add_ignore.as_deref();
        match reason.and_then(suppression::unfit) {
            Some(why) => Err(Failure::usage(format!("--add-ignore: {why}"))),
            None => Ok(reason),
        }
    }
}

type Relint<'a> = dyn Fn(&Archive) -> Result<Lint, Failure> + 'a;

/// Silences what `lint` found of `archive` by comments in its files, says so, and returns what is left.
/// `relint` lints an archive in the same way.
pub fn silence(
    reason: &str,
    lint: &Lint,
    archive: &Archive,
    here: &Surroundings,
    relint: &Relint<'_>,
) -> Result<Lint, Failure> {
    let mut refused: BTreeMap<&str, String> = BTreeMap::new();
    let paths: BTreeSet<&str> = lint.findings.iter().map(|finding| finding.path.as_str()).collect();
    for path in paths {
        if let Err(why) = writable(path, archive, here) {
            refused.insert(path, why);
        }
    }
    let reading = archive::reading(&here.workspace.config);
    let (texts, left) =
        suppression::silence(reason, lint, archive, &reading, |path| !refused.contains_key(path), relint)?;
    for (path, inserted) in &texts {
        atomic::write(&here.workspace.base.join(path), inserted.text.as_bytes())
            .map_err(|error| Failure::usage(format!("{path}: cannot be written: {error}")))?;
    }
    report(&texts, &left, &refused);
    Ok(left)
}

fn report(texts: &BTreeMap<String, Inserted>, left: &Lint, refused: &BTreeMap<&str, String>) {
    let comments = texts.values().map(|inserted| inserted.comments).sum();
    println!("Wrote {} into {}.", count(comments, "suppression"), count(texts.len(), "file"));
    let wide = texts.values().filter(|inserted| !inserted.whole_file.is_empty()).count();
    if wide > 0 {
        println!(
            "{} a whole file: `recount-ignore-file` at its top.",
            if wide == 1 { "One is about".to_owned() } else { format!("{wide} of them are each about") }
        );
    }
    for (path, why) in refused {
        let path = neutral::line(path);
        eprintln!("{}warning{}: nothing was written into {path}: {why}", WARNING.render(), WARNING.render_reset());
    }
    if !left.findings.is_empty() {
        println!("What no comment can silence is left:");
        print!("{}", concise::report(left));
    }
}
