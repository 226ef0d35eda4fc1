//! The archive as it is served, and how a change of its files makes the next edition of it. What cannot be
//! read leaves the edition as it was.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::change::Change;
use crate::archive::{self, Archive};
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::publish::{self, Publication, Recounted};
use crate::cli::recounting;
use crate::cli::workspace::Workspace;
use crate::incident::Incident;
use crate::likeness::Outlines;
use crate::lint::{self, Finding};
use crate::site::theme::Theme;
use crate::site::{self, Site, SiteInput};
use crate::timeline;

/// A recounted and linted archive with its theme, and what makes the next one quick.
pub struct Edition {
    pub workspace: Workspace,
    pub publication: Publication,
    pub theme: Theme,
    outlines: Outlines,
    /// What was found in each incident by itself, in their order.
    findings: Vec<Vec<Finding>>,
    /// Whether the instant is given, or the day's.
    epoch: Option<DateTime<Utc>>,
    /// How often what pages show beside their text was changed.
    looks: u64,
}

impl Edition {
    /// Reads all.
    pub fn read(workspace: Workspace, epoch: Option<DateTime<Utc>>, quiet: bool) -> Result<Self, Failure> {
        let theme = theme(&workspace)?;
        let progress = Progress::start(quiet);
        let recounted = publish::recount(&workspace, &progress)?;
        progress.step("Linting");
        // What is due is shown as of now: this is a view of work in progress, not a published page.
        let as_of = epoch.unwrap_or_else(Utc::now);
        let archive = &recounted.archive;
        let (findings, lint) = publish::lint(&workspace, &recounted, as_of, |context| {
            let findings = lint::each(archive, context);
            (findings.clone(), lint::with(findings, archive, context))
        })?;
        let outlines = Outlines::of(&archive.incidents().iter().collect::<Vec<_>>());
        let publication = Publication::new(&workspace, recounted, as_of, lint);
        Ok(Self { workspace, publication, theme, outlines, findings, epoch, looks: 0 })
    }

    /// The site of this edition.
    pub fn site(&self) -> Site<'_> {
        let input = self.publication.site(&self.workspace);
        Site::new(&SiteInput { outlines: Some(&self.outlines), ..input }, &self.theme)
    }

    /// Another number whenever pages look otherwise although their text stays.
    pub fn look(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.theme.files(), self.looks).hash(&mut hasher);
        hasher.finish()
    }

    /// True where it would be another after a change of `paths`.
    pub fn is_concerned_by(&self, paths: &[PathBuf]) -> bool {
        self.change(paths) != Change::Nothing
    }

    /// Becomes the next edition after a change of `paths`.
    pub fn follow(&mut self, paths: &[PathBuf], quiet: bool) -> Result<(), Failure> {
        match self.change(paths) {
            Change::Nothing => {}
            Change::Look => {
                self.theme = theme(&self.workspace)?;
                self.looks += 1;
            }
            Change::Documents(names) if self.is_of_today() && self.follow_documents(&names)? => {}
            Change::Documents(_) | Change::Everything => {
                let looks = self.looks;
                *self = Self::read(self.workspace.again()?, self.epoch, quiet)?;
                self.looks = looks;
            }
        }
        Ok(())
    }

    fn change(&self, paths: &[PathBuf]) -> Change {
        Change::of(paths, &self.workspace, &self.publication.recounted.archive)
    }

    /// What is due depends on the day alone; within one the instant stays, and with it all pages that show it.
    fn is_of_today(&self) -> bool {
        let day = |at: DateTime<Utc>| match self.workspace.config.archive.timezone {
            Some(zone) => at.with_timezone(&zone).date_naive(),
            None => at.date_naive(),
        };
        self.epoch.is_some() || day(self.publication.as_of) == day(Utc::now())
    }

    /// Reads these documents anew; false, and all is as it was, where more than they has to be read.
    fn follow_documents(&mut self, names: &BTreeSet<String>) -> Result<bool, Failure> {
        let reading = archive::reading(&self.workspace.config);
        let read = |name: &String| archive::read(name, &self.workspace.base.join(name), &reading).ok();
        let Some(incidents) = names.iter().map(read).collect::<Option<Vec<Incident>>>() else { return Ok(false) };
        let recounted = &mut self.publication.recounted;
        if !recounted.around.is_empty()
            && incidents.iter().any(|incident| asks_for_changes(incident, &recounted.archive))
        {
            return Ok(false);
        }
        for incident in incidents {
            if !recounted.archive.replace(incident) {
                return Ok(false);
            }
        }
        if let Some(history) = &recounted.history {
            publish::date_by_first_commit(&mut recounted.archive, history, &self.workspace.folder);
        }
        let places: Vec<usize> = names.iter().filter_map(|name| recounted.archive.position(name)).collect();
        for place in &places {
            let Some(incident) = recounted.archive.incidents().get(*place) else { continue };
            self.outlines.replace(incident);
            let timeline = recount(incident, recounted, &self.workspace);
            if let Some(kept) = recounted.timelines.get_mut(*place) {
                *kept = timeline;
            }
        }
        let (findings, archive) = (&mut self.findings, &recounted.archive);
        let lint = publish::lint(&self.workspace, recounted, self.publication.as_of, |context| {
            for place in places {
                if let (Some(kept), Some(incident)) = (findings.get_mut(place), archive.incidents().get(place)) {
                    *kept = lint::alone(incident, context);
                }
            }
            lint::with(findings.clone(), archive, context)
        })?;
        self.publication.relint(lint);
        Ok(true)
    }
}

fn recount(incident: &Incident, recounted: &Recounted, workspace: &Workspace) -> timeline::Timeline {
    match (&recounted.history, &recounted.blobs) {
        (Some(history), Some(blobs)) => recounting::one(incident, history, blobs, &recounted.around, workspace),
        _ => timeline::recount(incident, None, &recounted.around),
    }
}

/// Whether other changes of services than before may explain it.
fn asks_for_changes(incident: &Incident, archive: &Archive) -> bool {
    let Some(before) = archive.by_path(incident.source.path()) else { return true };
    let services = |incident: &Incident| incident.services.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    let times = |incident: &Incident| {
        let status = incident.status.as_ref().map(|status| status.value);
        (incident.began(), incident.times.resolved.as_ref().map(|at| at.value), status)
    };
    services(incident) != services(before) || times(incident) != times(before)
}

fn theme(workspace: &Workspace) -> Result<Theme, Failure> {
    site::theme(&workspace.config, &workspace.root).map_err(|error| Failure::usage(error.to_string()))
}
