//! The pages, one file a kind: a struct that is exactly what its template gets, and a function that fills it from the
//! model. Templates hold no logic beyond loops and ifs; nothing here writes files.

mod action_board;
mod action_rows;
mod archive;
mod definitions;
mod factors;
mod groups;
mod guide;
mod head;
mod home;
mod incident;
pub(super) mod incident_rows;
mod insights;
mod linked_data;
mod not_found;
mod open_actions;
mod owners;
mod paging;
pub mod picture;
mod review_due;
mod search;
mod site;

pub use site::Site;

use super::theme::ThemeError;

/// A finished page: its path in the site and its bytes.
pub type Page = (String, Vec<u8>);

/// One page that is still to be rendered.
#[derive(Debug, Clone, Copy)]
pub enum Job<'a> {
    /// The page of a published incident, by its index.
    Incident(usize),
    /// The archive's table; counted from 1.
    Archive(usize),
    /// All services.
    Services,
    /// One service.
    Service(&'a super::published::Group),
    /// All tags.
    Tags,
    /// One tag.
    Tag(&'a super::published::Group),
    /// The board of corrective actions; counted from 1.
    Actions(usize),
    /// All owners of actions.
    Owners,
    /// One owner.
    Owner(&'a super::published::Group),
    /// What the incidents have in common.
    Insights,
    /// The contributing factors that came back.
    Factors,
    /// The first page.
    Home,
    /// The search page.
    Search,
    /// How incidents are reviewed here.
    Guide,
    /// What the words and figures mean.
    Definitions,
    /// The page for addresses that lead nowhere.
    NotFound,
}

/// Every page of the site.
#[must_use]
pub fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = (0..site.published.entries.len()).map(Job::Incident).collect();
    jobs.extend((1..=archive::count(site)).map(Job::Archive));
    jobs.extend((1..=action_board::count(site)).map(Job::Actions));
    jobs.extend(site.published.services.values().map(Job::Service));
    jobs.extend(site.published.tags.values().map(Job::Tag));
    jobs.extend((!site.published.services.is_empty()).then_some(Job::Services));
    jobs.extend((!site.published.tags.is_empty()).then_some(Job::Tags));
    jobs.extend(site.published.owners.values().map(Job::Owner));
    jobs.extend((!site.published.owners.is_empty()).then_some(Job::Owners));
    jobs.extend((!site.published.entries.is_empty()).then_some(Job::Insights));
    jobs.extend((!site.published.entries.is_empty()).then_some(Job::Factors));
    jobs.extend([Job::Home, Job::Search, Job::Guide, Job::Definitions, Job::NotFound]);
    jobs
}

/// Where the page of a job lies in the site.
#[must_use]
pub fn path(site: &Site<'_>, job: Job<'_>) -> String {
    let fixed = match job {
        Job::Incident(index) => return site.published.entries.get(index).map_or_else(String::new, |e| e.page.clone()),
        Job::Archive(number) => return archive::path(number),
        Job::Actions(number) => return action_board::path(number),
        Job::Service(group) | Job::Tag(group) | Job::Owner(group) => return group.page.clone(),
        Job::Services => "services/index.html",
        Job::Tags => "tags/index.html",
        Job::Owners => "owners/index.html",
        Job::Insights => "insights/index.html",
        Job::Factors => "factors/index.html",
        Job::Home => "index.html",
        Job::Search => "search/index.html",
        Job::Guide => "guide/index.html",
        Job::Definitions => "definitions/index.html",
        Job::NotFound => "404.html",
    };
    fixed.to_owned()
}

/// A rendered job: the page, and the repository paths of the pictures it shows.
pub type Rendered = (Page, std::collections::BTreeSet<String>);

/// Renders one page.
pub fn render(site: &Site<'_>, job: Job<'_>) -> Result<Rendered, ThemeError> {
    let mut pictures = std::collections::BTreeSet::new();
    let page = match job {
        Job::Incident(index) => {
            let (page, shown) = incident::page(site, index);
            pictures = shown;
            site.render("incident.html", &page.head.path, &page)
        }
        Job::Archive(number) => {
            let page = archive::page(site, number);
            site.render("archive.html", &page.head.path, &page)
        }
        Job::Services => {
            let page = groups::index(site, groups::Kind::Service);
            site.render("groups.html", &page.head.path, &page)
        }
        Job::Tags => {
            let page = groups::index(site, groups::Kind::Tag);
            site.render("groups.html", &page.head.path, &page)
        }
        Job::Service(group) => {
            let page = groups::page(site, groups::Kind::Service, group);
            site.render("group.html", &page.head.path, &page)
        }
        Job::Tag(group) => {
            let page = groups::page(site, groups::Kind::Tag, group);
            site.render("group.html", &page.head.path, &page)
        }
        Job::Actions(number) => {
            let page = action_board::page(site, number);
            site.render("actions.html", &page.head.path, &page)
        }
        Job::Owners => {
            let page = owners::index(site);
            site.render("owners.html", &page.head.path, &page)
        }
        Job::Owner(group) => {
            let page = owners::page(site, group);
            site.render("owner.html", &page.head.path, &page)
        }
        Job::Insights => {
            let page = insights::page(site);
            site.render("insights.html", &page.head.path, &page)
        }
        Job::Factors => {
            let page = factors::page(site);
            site.render("factors.html", &page.head.path, &page)
        }
        Job::Home => {
            let page = home::page(site);
            site.render("home.html", &page.head.path, &page)
        }
        Job::Search => {
            let page = search::page(site);
            site.render("search.html", &page.head.path, &page)
        }
        Job::Guide => {
            let page = guide::page(site);
            site.render("guide.html", &page.head.path, &page)
        }
        Job::Definitions => {
            let page = definitions::page(site);
            site.render("definitions.html", &page.head.path, &page)
        }
        Job::NotFound => {
            let page = not_found::page(site);
            site.render("404.html", &page.head.path, &page)
        }
    }?;
    Ok((page, pictures))
}

/// The archive's data for the filters of its table.
pub use archive::rows_script;
/// The data of the insights as files.
pub use insights::files as insight_files;
