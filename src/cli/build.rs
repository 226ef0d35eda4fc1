//! `recount build`: the archive as a folder of static files.

use std::path::PathBuf;

use anstream::eprintln;
use clap::Args;

use super::failure::Failure;
use super::progress::Progress;
use super::publish;
use super::{Surroundings, WARNING};
use crate::lint::wording::count;
use crate::site::{self, SiteInput, output::Output};

/// Arguments of `recount build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Folder to write the site to; the configuration's, or `public`, unless given
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Write nothing when the lint has errors
    #[arg(long)]
    strict: bool,
    /// Who will read the site; what they may not read is nowhere in it: pages, search, feeds, data, counts
    #[arg(long, value_enum, default_value_t = Audience::Internal, value_name = "WHO")]
    audience: Audience,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Audience {
    /// People of the organization: everything but `visibility: restricted`
    Internal,
    /// Everybody: `visibility: public` alone
    Public,
}

/// Writes the new site beside the old one, then replaces that in one step.
pub fn run(args: &BuildArgs, here: &Surroundings) -> Result<u8, Failure> {
    let workspace = &here.workspace;
    let folder = match &args.output {
        Some(folder) => folder.clone(),
        None => workspace.root.join(&workspace.config.site.output),
    };
    let progress = Progress::start(here.quiet);
    let publication = publish::prepare(workspace, here.epoch, &progress)?;
    let lint = &publication.lint;
    if args.strict && lint.errors() > 0 {
        drop(progress);
        eprintln!("{}; nothing was written. `recount lint` says where.", count(lint.errors(), "error"));
        return Ok(1);
    }
    progress.step("Writing pages");
    let output = Output::begin(&folder).map_err(|error| Failure::usage(error.to_string()))?;
    let audience = match args.audience {
        Audience::Internal => site::Audience::Internal,
        Audience::Public => site::Audience::Public,
    };
    let incidents = publication.recounted.archive.incidents();
    let published = incidents.iter().filter(|incident| audience.may_read(incident)).count();
    let site = SiteInput { audience, ..publication.site(workspace) };
    site::render(&site, &output).map_err(|error| Failure::usage(error.to_string()))?;
    let written = output.finish().map_err(|error| Failure::usage(error.to_string()))?;
    drop(progress);
    for notice in &publication.recounted.notices {
        eprintln!("{}warning{}: {notice}", WARNING.render(), WARNING.render_reset());
    }
    if !here.quiet {
        eprintln!(
            "Built {} into {}: {} written, {} unchanged, {} removed.",
            count(published, "incident"),
            folder.display(),
            count(written.written.len(), "file"),
            written.unchanged,
            written.removed.len()
        );
        let archive = &publication.recounted.archive;
        let incomplete = publication.incomplete.iter().filter(|path| archive.by_path(path).is_some()).count();
        if incomplete > 0 {
            eprintln!(
                "{} ({}): the pages say so, `recount lint` says why.",
                count(incomplete, "incomplete review"),
                count(lint.errors(), "error"),
            );
        }
        if !archive.unreadable().is_empty() {
            let files = count(archive.unreadable().len(), "file");
            eprintln!("{files} not read, without a page: `recount lint` says why.");
        }
    }
    // The process ends: to give back an archive piece by piece would only take time.
    std::mem::forget(publication);
    Ok(0)
}
