//! The thread that makes the pages: of one edition after the other, each page when somebody asks for it.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anstream::{eprint, eprintln};

use super::desk::{Answer, Desk, Inbox, Message};
use super::edition::Edition;
use super::remarks;
use crate::cli::failure::Failure;
use crate::cli::paths::below;
use crate::cli::workspace::Workspace;
use crate::cli::{ERROR, Surroundings, WARNING};
use crate::lint::wording::count;
use crate::lint::{Finding, report};
use crate::site::{Content, OnDemand, Site};

/// Of more findings than these only their number is printed.
const PRINTED: usize = 20;

/// What is served: the last edition that could be made, and why there is none after it.
struct Served<'h> {
    here: &'h Surroundings,
    edition: Option<Edition>,
    failure: Option<String>,
}

/// Answers until nobody asks any more. `ready` is called once there is something to answer with; `watch` with each
/// configuration that was read.
pub fn run(
    here: &Surroundings,
    mut inbox: Inbox,
    desk: &Desk,
    ready: impl FnOnce(),
    mut watch: impl FnMut(&Workspace),
) {
    let mut served = Served { here, edition: None, failure: None };
    served.follow(&[]);
    ready();
    loop {
        watch(served.edition.as_ref().map_or(&here.workspace, |edition| &edition.workspace));
        desk.publish();
        let Some(changed) = served.answer_until_changed(&mut inbox) else { return };
        served.follow(&changed);
    }
}

impl Served<'_> {
    /// Answers until files were changed that it is made of: those. `None` when nobody asks any more.
    fn answer_until_changed(&self, inbox: &mut Inbox) -> Option<Vec<PathBuf>> {
        let Some(edition) = &self.edition else {
            let failure = self.failure.as_deref().unwrap_or_default();
            return inbox.until_changed(
                |_| true,
                |question| match question {
                    Message::File(_, reply) => drop(reply.send(Answer::Broken(failure.to_owned()))),
                    Message::Remarks(_, reply) => drop(reply.send(remarks::none())),
                    Message::Changed(_) => {}
                },
            );
        };
        let site = edition.site();
        let mut pages = Pages { edition, site: &site, files: OnDemand::new(&site, &edition.theme), complained: None };
        inbox.until_changed(
            |paths| edition.is_concerned_by(paths),
            // Who hung up is not waited for.
            |question| match question {
                Message::File(path, reply) => drop(reply.send(pages.answer(&path))),
                Message::Remarks(page, reply) => {
                    let file = pages.file_of(&page);
                    drop(reply.send(remarks::of(&edition.publication.lint, file, self.failure.as_deref())));
                }
                Message::Changed(_) => {}
            },
        )
    }

    /// Makes the next edition; where that fails, the last good one stays.
    fn follow(&mut self, changed: &[PathBuf]) {
        let began = Instant::now();
        let made = match &mut self.edition {
            Some(edition) => edition.follow(changed, self.here.quiet),
            None => self.here.workspace.again().and_then(|workspace| {
                self.edition = Some(Edition::read(workspace, self.here.epoch, self.here.quiet)?);
                Ok(())
            }),
        };
        if !self.here.quiet {
            announce(changed, self.here);
        }
        match (&made, &self.edition) {
            (Ok(()), Some(edition)) => {
                tell(edition, began.elapsed(), self.here.quiet);
                tell_findings(edition, changed);
            }
            (Ok(()), None) => {}
            (Err(failure), _) => complain(failure),
        }
        self.failure = made.err().map(|failure| failure.to_string());
    }
}

/// The pages of one edition.
struct Pages<'e> {
    edition: &'e Edition,
    site: &'e Site<'e>,
    files: OnDemand<'e>,
    /// What was last printed to be wrong.
    complained: Option<String>,
}

impl Pages<'_> {
    fn answer(&mut self, path: &str) -> Answer {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        match self.make(&file) {
            Err(broken) => Answer::Broken(broken),
            Ok(Some(content)) => Answer::File { version: self.version(&content), content },
            Ok(None) if self.files.is_page_folder(path) => Answer::Folder,
            Ok(None) => match self.make("404.html") {
                Err(broken) => Answer::Broken(broken),
                Ok(content) => Answer::Missing(content),
            },
        }
    }

    /// A mistake of the theme is printed once, not with each page.
    fn make(&mut self, path: &str) -> Result<Option<Content>, String> {
        self.files.file(path).map_err(|error| {
            let message = error.to_string();
            if self.complained.as_ref() != Some(&message) {
                complain(&Failure::usage(message.clone()));
                self.complained = Some(message.clone());
            }
            message
        })
    }

    fn version(&self, content: &Arc<Vec<u8>>) -> u64 {
        let mut hasher = DefaultHasher::new();
        (content, self.edition.look()).hash(&mut hasher);
        hasher.finish()
    }

    /// The file that the page at `path` is about.
    fn file_of(&self, path: &str) -> Option<&str> {
        let page = format!("{}index.html", path.trim_end_matches("index.html"));
        let entry = self.site.published.entries.iter().find(|entry| entry.page == page)?;
        Some(entry.incident.source.path())
    }
}

fn announce(changed: &[PathBuf], here: &Surroundings) {
    if let Some(path) = changed.first() {
        let shown = path.strip_prefix(&here.workspace.root).unwrap_or(path).display();
        let more = if changed.len() > 1 { format!(" and {} more", changed.len() - 1) } else { String::new() };
        eprintln!("Changed: {shown}{more}");
    }
}

fn tell(edition: &Edition, took: Duration, quiet: bool) {
    let publication = &edition.publication;
    for notice in &publication.recounted.notices {
        eprintln!("{}warning{}: {notice}", WARNING.render(), WARNING.render_reset());
    }
    if !quiet {
        let (lint, incidents) = (&publication.lint, publication.recounted.archive.incidents().len());
        eprintln!(
            "Ready in {} ms: {}; lint: {}, {}",
            took.as_millis(),
            count(incidents, "incident"),
            count(lint.errors(), "error"),
            count(lint.warnings(), "warning"),
        );
    }
}

/// What the linter says of the files that were changed: who edits wants to know that, and nothing of the rest.
fn tell_findings(edition: &Edition, changed: &[PathBuf]) {
    let names: BTreeSet<String> = changed.iter().filter_map(|path| below(path, &edition.workspace.base)).collect();
    let all = &edition.publication.lint.findings;
    let findings: Vec<&Finding> = all.iter().filter(|finding| names.contains(&finding.path)).collect();
    let printed = report::concise::lines(findings.iter().take(PRINTED).copied());
    eprint!("{printed}");
    if findings.len() > PRINTED {
        eprintln!("… and {} more; `recount lint` shows all", findings.len() - PRINTED);
    }
}

fn complain(failure: &Failure) {
    eprintln!("{}error{}: {failure}", ERROR.render(), ERROR.render_reset());
}
