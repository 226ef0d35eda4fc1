//! Cards: the picture of a link, for whoever unfurls one. An SVG of 1200 × 630 for each incident and one for the site, of
//! text and shapes alone: no font, no script, no other file. `docs/decisions/0011-cards.md` says why it is an SVG.

mod drawing;
mod fit;

use self::drawing::{Drawing, draw, in_lines};
use super::pages::picture::{NAME, OF_THEME, path};
use super::pages::{Job, Page, Site, incident_rows};
use super::published::Entry;

/// Most services that are named; the rest are counted.
const SERVICES: usize = 3;
/// Solid colours of the default theme's `sev-0` to `sev-4`: white on each has a contrast of 4.5 or more.
const COLOURS: [&str; 5] = ["#545c69", "#b3151e", "#b35300", "#8a6d00", "#1468b3"];
/// The default theme's colour of links.
const ACCENT: &str = "#0b57c2";

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
