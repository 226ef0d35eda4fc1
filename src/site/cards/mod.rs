//! Cards: the picture of a link, for whoever unfurls one. An SVG of 1200 × 630 for each incident and one for the site, of
//! text and shapes alone: no font, no script, no other file. `docs/decisions/0011-cards.md` says why it is an SVG.

mod drawing;
mod fit;

use serde::Serialize;

use self::drawing::{Drawing, draw, in_lines};
use super::address;
use super::pages::{Job, Page, Site, incident_rows};
use super::published::Entry;

/// Width and height of every card, in pixels.
const SIZE: (u32, u32) = (1200, 630);
/// The name of a card, in the folder of its page.
const NAME: &str = "card.svg";
/// A picture of the theme that takes the place of every card.
const OF_THEME: &str = "card.png";
/// Most services that are named; the rest are counted.
const SERVICES: usize = 3;
/// Solid colours of the default theme's `sev-0` to `sev-4`: white on each has a contrast of 4.5 or more.
const COLOURS: [&str; 5] = ["#545c69", "#b3151e", "#b35300", "#8a6d00", "#1468b3"];
/// The default theme's colour of links.
const ACCENT: &str = "#0b57c2";

/// The picture of a link to a page, as its head names it.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Absolute address.
    pub href: String,
    /// Media type.
    pub kind: &'static str,
    /// What it shows, in words.
    pub text: String,
    /// Width and height, where we drew it.
    pub size: Option<(u32, u32)>,
}

/// The card that is made beside the page of a job: its path in the site and its bytes. `None` where a page has none of its
/// own, the theme has a picture in its place, or no page can name it because the site's address is unknown.
#[must_use]
pub fn beside(site: &Site<'_>, job: Job<'_>) -> Option<Page> {
    site.config.site.base_url.as_ref()?;
    let entry = match job {
        Job::Home => None,
        Job::Incident(index) => Some(site.published.entries.get(index)?),
        _ => return None,
    };
    let path = path(entry);
    let is_free = ![OF_THEME, &path].into_iter().any(|taken| site.has_theme_file(taken));
    is_free.then(|| (path, entry.map_or_else(|| of_site(site), |entry| of_incident(site, entry)).into_bytes()))
}

/// The page beside which a card lies, by the card's path.
#[must_use]
pub fn page_of(path: &str) -> Option<String> {
    path.strip_suffix(NAME).map(|folder| format!("{folder}index.html"))
}

/// The picture of a link to the page of `entry`, which is called `title`, or to any other page; `None` where the site's
/// address is unknown, for nobody finds a picture by a relative one.
#[must_use]
pub fn picture(site: &Site<'_>, entry: Option<&Entry<'_>>, title: &str) -> Option<Picture> {
    let base = site.config.site.base_url.as_deref()?;
    let of_theme = site.has_theme_file(OF_THEME);
    let (path, kind) = if of_theme { (OF_THEME.to_owned(), "image/png") } else { (path(entry), "image/svg+xml") };
    Some(Picture {
        href: address::canonical(base, &path),
        kind,
        text: if entry.is_none() || of_theme { &site.config.archive.title } else { title }.to_owned(),
        size: (!of_theme).then_some(SIZE),
    })
}

/// Where the card of an incident, or that of the site, lies.
fn path(entry: Option<&Entry<'_>>) -> String {
    let folder = entry.and_then(|entry| entry.page.strip_suffix("index.html")).unwrap_or_default();
    format!("{folder}{NAME}")
}

fn of_incident(site: &Site<'_>, entry: &Entry<'_>) -> String {
    let incident = entry.incident;
    let severity = incident_rows::severity(site, incident);
    let rank = severity.as_ref().and_then(|shown| shown.class.strip_prefix("sev-")?.parse::<usize>().ok());
    let date = incident.date.map(|date| date.written());
    let figures: Vec<String> = date.into_iter().chain(incident_rows::duration(incident)).collect();
    let services = incident_rows::links(&site.published.services, &incident.services);
    let mut named: Vec<String> = services.iter().take(SERVICES).map(|service| service.name.clone()).collect();
    let more = services.len() - named.len();
    named.extend((more > 0).then(|| format!("{more} more")));
    draw(&Drawing {
        colour: COLOURS.get(rank.unwrap_or_default()).copied().unwrap_or(COLOURS[0]),
        label: incident.id.as_ref().map_or("Incident review", |id| &id.value),
        badge: severity.as_ref().map(|shown| shown.label.as_str()),
        title: &incident.title.text,
        lines: [&figures.join(" · "), &named.join(", ")],
        site: &site.config.archive.title,
    })
}

fn of_site(site: &Site<'_>) -> String {
    let count = site.published.entries.len();
    let [first, second] = in_lines(&site.config.archive.description);
    let incidents = if count == 1 { "1 incident".to_owned() } else { format!("{count} incidents") };
    draw(&Drawing {
        colour: ACCENT,
        label: "Incident reviews",
        badge: None,
        title: &site.config.archive.title,
        lines: [&first, &second],
        site: &incidents,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_default_theme() {
        let (_, style) = crate::site::theme::default_files().find(|(name, _)| name == "style.css").unwrap();
        let style = String::from_utf8(style).unwrap();
        for (rank, colour) in COLOURS.iter().enumerate().skip(1) {
            assert!(style.contains(&format!("--sev{rank}-solid: light-dark({colour},")), "{colour}");
        }
        for (name, colour) in [("muted", COLOURS[0]), ("link", ACCENT)] {
            assert!(style.contains(&format!("--{name}: light-dark({colour},")), "{colour}");
        }
    }
}
