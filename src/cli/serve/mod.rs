//! `recount serve`: the archive on a local address, rebuilt on every change.

mod server;
mod watch;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anstream::eprintln;
use clap::Args;

use super::failure::Failure;
use super::progress::Progress;
use super::publish;
use super::workspace::Workspace;
use super::{ERROR, Surroundings, WARNING};
use crate::lint::wording::count;
use crate::site;
use server::{Listening, Served};
use watch::Watch;

/// Arguments of `recount serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Port to listen on; 0 takes any that is free
    #[arg(short, long, default_value_t = 8000)]
    port: u16,
    /// Address to listen on; only this machine can reach the default
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
}

/// Serves until the process is ended.
pub fn run(args: &ServeArgs, here: &Surroundings) -> Result<u8, Failure> {
    let listening = Listening::on(args.host, args.port).map_err(|error| {
        Failure::usage(format!("cannot listen on {}:{}: {error}; try `--port 0`", args.host, args.port))
    })?;
    let served = Arc::new(Served::default());
    let first = rebuild(here, &here.workspace, &served);
    if let Err(failure) = first {
        eprintln!("{}error{}: {failure}", ERROR.render(), ERROR.render_reset());
    }
    listening.start(&served);
    eprintln!("Serving at http://{} (Ctrl-C ends it)", listening.address());
    let watch = watch(&here.workspace).map_err(|error| Failure::usage(format!("cannot watch for changes: {error}")))?;
    loop {
        let Some(changed) = watch.next(Duration::from_secs(3600)) else { continue };
        if let Some(path) = changed.first() {
            let shown = path.strip_prefix(&here.workspace.root).unwrap_or(path).display();
            let more = if changed.len() > 1 { format!(" and {} more", changed.len() - 1) } else { String::new() };
            eprintln!("Changed: {shown}{more}");
        }
        // The configuration may have changed too; a mistake in it leaves the last good site up.
        let outcome = reread(&here.workspace).and_then(|workspace| rebuild(here, &workspace, &served));
        if let Err(failure) = outcome {
            eprintln!("{}error{}: {failure}", ERROR.render(), ERROR.render_reset());
        }
    }
}

fn reread(workspace: &Workspace) -> Result<Workspace, Failure> {
    let found = Workspace::find(&workspace.root, workspace.config_path.as_deref(), Some(&workspace.incidents))?;
    Ok(Workspace { cache: workspace.cache.clone(), ..found })
}

fn rebuild(here: &Surroundings, workspace: &Workspace, served: &Served) -> Result<(), Failure> {
    let began = Instant::now();
    let progress = Progress::start(here.quiet);
    // What is due is shown as of now: this is a view of work in progress, not a published page.
    let publication = publish::prepare(workspace, Some(here.epoch.unwrap_or_else(chrono::Utc::now)), &progress)?;
    progress.step("Rendering pages");
    let files = Mutex::new(BTreeMap::new());
    site::render(&publication.site(workspace), &files).map_err(|error| Failure::usage(error.to_string()))?;
    drop(progress);
    served.replace(files.into_inner().unwrap_or_else(PoisonError::into_inner));
    let (lint, incidents) = (&publication.lint, publication.recounted.archive.incidents().len());
    for notice in &publication.recounted.notices {
        eprintln!("{}warning{}: {notice}", WARNING.render(), WARNING.render_reset());
    }
    if !here.quiet {
        eprintln!(
            "Built {} in {} ms; lint: {}, {}",
            count(incidents, "incident"),
            began.elapsed().as_millis(),
            count(lint.errors(), "error"),
            count(lint.warnings(), "warning"),
        );
    }
    Ok(())
}

/// The incidents, the configuration's folder where there is one (it holds themes too), and what tells of commits.
fn watch(workspace: &Workspace) -> Result<Watch, String> {
    let mut folders: Vec<PathBuf> = vec![workspace.incidents.clone()];
    if workspace.config_path.is_some() && !workspace.incidents.starts_with(&workspace.root) {
        folders.push(workspace.root.clone());
    } else if workspace.config_path.is_some() {
        folders = vec![workspace.root.clone()];
    }
    let commits = workspace.base.join(".git/logs");
    if commits.is_dir() && !folders.iter().any(|folder| commits.starts_with(folder)) {
        folders.push(commits);
    }
    let output = workspace.root.join(&workspace.config.site.output);
    let ignored = [output, workspace.root.join("target"), workspace.root.join("node_modules")];
    Watch::over(&folders, ignored.to_vec())
}
