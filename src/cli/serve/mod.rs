//! `recount serve`: the archive on a local address, read anew on every change.

mod change;
mod desk;
mod edition;
mod page;
mod remarks;
mod renderer;
mod server;
mod stream;
mod watch;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;

use anstream::eprintln;
use clap::Args;

use super::failure::Failure;
use super::workspace::Workspace;
use super::{ERROR, Surroundings};
use desk::{Desk, Inbox, Message};
use server::Listening;
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
    let (sender, messages) = channel();
    let desk = Arc::new(Desk::new(sender.clone()));
    // Watched before it is read, so that no edit falls between.
    let mut watched = watched(&here.workspace);
    let watch_now = |folders: &Watched| {
        let sender = sender.clone();
        // Nobody listens only when the command is ending.
        let tell = move |paths| drop(sender.send(Message::Changed(paths)));
        Watch::over(&folders.folders, folders.ignored.clone(), tell)
            .map_err(|error| Failure::usage(format!("cannot watch for changes: {error}")))
    };
    let mut watch = watch_now(&watched)?;
    let ready = || {
        listening.start(&desk);
        eprintln!("Serving at http://{} (Ctrl-C ends it)", listening.address());
    };
    renderer::run(here, Inbox::new(messages), &desk, ready, |workspace| {
        let now = self::watched(workspace);
        if now == watched {
            return;
        }
        match watch_now(&now) {
            Ok(another) => (watch, watched) = (another, now),
            Err(failure) => eprintln!("{}error{}: {failure}", ERROR.render(), ERROR.render_reset()),
        }
    });
    drop(watch);
    Ok(0)
}

/// What is watched.
#[derive(PartialEq, Eq)]
struct Watched {
    folders: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

/// The incidents, the configuration's folder where there is one (it holds themes too), and what tells of commits.
fn watched(workspace: &Workspace) -> Watched {
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
    Watched { folders, ignored: vec![output, workspace.root.join("target"), workspace.root.join("node_modules")] }
}
