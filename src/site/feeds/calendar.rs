//! Due days of open corrective actions as calendars (RFC 5545): one of all, one of each owner. An action is an all-day
//! event that takes nobody's time (`TRANSPARENT`), not a to-do: the calendars that people subscribe with show events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::newest::{absolute, authority};
use crate::incident::{Action, body};
use crate::site::pages::Site;
use crate::site::published::{Entry, Group};

/// Longest line in octets, its break left out.
const LONGEST: usize = 75;
/// What a folded line goes on with.
const FOLD: &str = "\r\n ";

/// The calendars by their path in the site: of every open action that is due on a day, and of each owner's.
#[must_use]
pub fn files(site: &Site<'_>) -> BTreeMap<String, String> {
    let title = &site.config.archive.title;
    let mut all = begun(title);
    let mut of_owners: BTreeMap<&str, String> = BTreeMap::new();
    for (key, owner) in &site.published.owners {
        of_owners.insert(key, begun(&format!("{title}: {}", owner.name)));
    }
    let mut uids = Uids { authority: authority(site), taken: BTreeMap::new() };
    for entry in &site.published.entries {
        for action in entry.incident.actions.iter().filter(|action| action.state.is_open()) {
            // Every action takes its number, be it due on a day or not.
            let uid = uids.of(entry, action);
            let Some(due) = action.due.as_ref().map(|due| due.value) else { continue };
            let mut told = String::new();
            event(&mut told, site, entry, action, (due, &uid));
            all.push_str(&told);
            let owners: BTreeSet<String> =
                action.owners.iter().map(|owner| owner.value.trim().to_lowercase()).collect();
            for owner in owners {
                if let Some(calendar) = of_owners.get_mut(owner.as_str()) {
                    calendar.push_str(&told);
                }
            }
        }
    }
    let ended = |mut calendar: String| {
        line(&mut calendar, "END:VCALENDAR");
        calendar
    };
    let page = |owner: &Group| owner.page.replace("index.html", "actions.ics");
    let of_owners = site.published.owners.values().map(page).zip(of_owners.into_values().map(ended));
    let mut files: BTreeMap<String, String> = of_owners.collect();
    files.insert("actions.ics".to_owned(), ended(all));
    files
}

fn begun(title: &str) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//recount//actions//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(title)));
    out
}

/// Names of events that stay the same from build to build.
struct Uids {
    authority: String,
    taken: BTreeMap<String, usize>,
}

impl Uids {
    /// Of the incident and the action's words: an action that is edited is a new event, one that is moved in its list or
    /// to another day is not.
    fn of(&mut self, entry: &Entry<'_>, action: &Action) -> String {
        let incident = entry.incident.name();
        let hash = blake3::hash(format!("{incident}\n{}", body::plain(&action.description.value)).as_bytes());
        let name = hash.to_hex().get(..24).unwrap_or_default().to_owned();
        let count = self.taken.entry(name.clone()).or_default();
        *count += 1;
        let host = self.authority.split(',').next().unwrap_or_default();
        if *count == 1 { format!("{name}@{host}") } else { format!("{name}-{count}@{host}") }
    }
}

fn event(out: &mut String, site: &Site<'_>, entry: &Entry<'_>, action: &Action, (due, uid): (NaiveDate, &str)) {
    let incident = entry.incident;
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let words = body::plain(&action.description.value);
    let name = incident.id.as_ref().map_or(incident.title.text.as_str(), |id| id.value.as_str());
    let owners: Vec<&str> = action.owners.iter().map(|owner| owner.value.as_str()).collect();
    let mut said = vec![format!("{name}: {}", incident.title.text)];
    said.extend((!owners.is_empty()).then(|| format!("Owner: {}", owners.join(", "))));
    said.extend(action.priority.as_ref().map(|priority| format!("Priority: {}", priority.value)));
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(uid)));
    line(out, &format!("DTSTAMP:{}", site.as_of.format("%Y%m%dT%H%M%SZ")));
    line(out, &format!("DTSTART;VALUE=DATE:{}", day(due)));
    line(out, &format!("DTEND;VALUE=DATE:{}", day(due.checked_add_days(Days::new(1)).unwrap_or(due))));
    line(out, &format!("SUMMARY:{}", escaped(&format!("{words} ({name})"))));
    line(out, &format!("DESCRIPTION:{}", escaped(&said.join("\n"))));
    if site.config.site.base_url.is_some() {
        line(out, &format!("URL:{}", absolute(site, &entry.page)));
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// Text as a value: what means something to the format is escaped, what no text holds is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded where it is too long, never within a character.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LONGEST {
            out.push_str(FOLD);
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_the_format_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\tf\u{7}\r"), "a\\,b\\;c\\\\d\\ne f");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_folded_into_short_lines_and_unfolds_to_itself(text in "(?s).{0,200}") {
            let value = escaped(&text);
            let mut out = String::new();
            line(&mut out, &value);
            proptest::prop_assert!(out.ends_with("\r\n"));
            proptest::prop_assert!(out.split("\r\n").all(|line| line.len() <= LONGEST && !line.contains(['\r', '\n'])));
            proptest::prop_assert_eq!(out.replace(FOLD, ""), value + "\r\n");
        }
    }
}
