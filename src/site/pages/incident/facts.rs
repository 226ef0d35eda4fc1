//! The top of an incident's page: badges, the cards with its figures, and its properties.

use serde::Serialize;

use crate::incident::{Incident, Origin, Phase, Status};
use crate::site::moments;
use crate::site::pages::Site;
use crate::site::pages::action_rows::ActionRow;
use crate::site::pages::incident_rows::{self, NamedLink};
use crate::site::published::Entry;
use crate::timeline::{elapsed, humanize};

/// A word in a pill.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    /// What kind of word it is, for a reader who cannot see the colour.
    pub label: &'static str,
    pub text: String,
    pub class: String,
}

/// A figure with its name and definition.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub name: &'static str,
    /// `None` when not recorded; never 0 in its place.
    pub value: Option<String>,
    /// Id on the page of definitions.
    pub definition: &'static str,
    /// Where an inferred value comes from, or what is late.
    pub note: Option<String>,
    pub late: bool,
}

/// A property of the incident: its name, and words or links.
#[derive(Debug, Clone, Serialize)]
pub struct Property {
    pub name: String,
    pub text: String,
    pub links: Vec<NamedLink>,
    pub time: Option<moments::ShownTime>,
}

/// Severity, status, type and review state.
#[must_use]
pub fn badges(site: &Site<'_>, entry: &Entry<'_>) -> Vec<Badge> {
    let incident = entry.incident;
    let badge = |label, text: &str, class: &str| Badge { label, text: text.to_owned(), class: class.to_owned() };
    let mut badges = Vec::new();
    if let Some(severity) = incident_rows::severity(site, incident) {
        badges.push(Badge { label: "Severity", text: severity.label, class: severity.class });
    }
    if let Some(status) = &incident.status {
        let class = match status.value {
            Status::Investigating | Status::Identified | Status::Monitoring => "ongoing",
            Status::Resolved => "plain",
            Status::Reviewed | Status::Closed => "good",
        };
        badges.push(badge("Status", status.value.as_str(), class));
    }
    if let Some(kind) = &incident.incident_type {
        badges.push(badge("Type", kind.value.as_str(), "plain"));
    }
    if entry.incomplete {
        badges.push(badge("Review", "review incomplete", "warn"));
    }
    badges
}

/// The cards: duration, the times to something, open actions.
#[must_use]
pub fn cards(incident: &Incident, actions: &[ActionRow]) -> Vec<Fact> {
    let fact = |name, definition, from, to| {
        let told = elapsed(incident, from, to);
        let inferred = told.map(|(_, origin)| origin).filter(|origin| *origin != Origin::FrontMatter);
        Fact {
            name,
            value: told.map(|(length, _)| humanize(length)),
            definition,
            note: inferred.map(|origin| format!("inferred: {}", origin.as_str())),
            late: false,
        }
    };
    let open = actions.iter().filter(|action| matches!(action.state, "open" | "in progress")).count();
    let overdue = actions.iter().filter(|action| action.overdue).count();
    vec![
        Fact {
            value: incident_rows::duration(incident),
            ..fact("Duration", "duration", Phase::Started, Phase::Resolved)
        },
        fact("Time to detect", "ttd", Phase::Started, Phase::Detected),
        fact("Time to acknowledge", "tta", Phase::Detected, Phase::Acknowledged),
        fact("Time to mitigate", "ttm", Phase::Started, Phase::Mitigated),
        Fact {
            name: "Open actions",
            value: (!actions.is_empty()).then(|| format!("{open} of {}", actions.len())),
            definition: "actions",
            note: (overdue > 0).then(|| format!("{overdue} overdue")),
            late: overdue > 0,
        },
    ]
}

/// What else the file says about the incident, in a fixed order, then the user's own keys.
#[must_use]
pub fn properties(site: &Site<'_>, incident: &Incident) -> Vec<Property> {
    let words = |name: &str, text: String| Property { name: name.to_owned(), text, links: Vec::new(), time: None };
    let linked = |name: &str, links| Property { name: name.to_owned(), text: String::new(), links, time: None };
    let mut all = Vec::new();
    if let Some(started) = incident_rows::started(incident) {
        let name = if incident.times.started.is_some() { "Started" } else { "Date" };
        let note = incident_rows::date_note(incident).unwrap_or_default();
        all.push(Property { name: name.to_owned(), text: note, links: Vec::new(), time: Some(started) });
    }
    let services = incident_rows::links(&site.published.services, &incident.services);
    if !services.is_empty() {
        all.push(linked("Services", services));
    }
    if let Some(scope) = &incident.scope {
        let said = match scope.value.as_str() {
            "both" => "internal and external",
            word => word,
        };
        all.push(words("Affected", said.to_owned()));
    }
    if let Some(detection) = &incident.detection {
        let method = detection.method.as_ref().map(|method| method.value.as_str().to_owned());
        let source = detection.source.as_ref().map(|source| source.value.clone());
        let said: Vec<String> = [method, source].into_iter().flatten().collect();
        if !said.is_empty() {
            all.push(words("Detected by", said.join(": ")));
        }
    }
    let commanders: Vec<&str> = incident.commanders.iter().map(|turn| turn.name.value.as_str()).collect();
    if !commanders.is_empty() {
        all.push(words("Commander", commanders.join(", then ")));
    }
    if let Some(channel) = &incident.channel {
        all.push(words("Channel", channel.value.clone()));
    }
    let tags = incident_rows::links(&site.published.tags, &incident.tags);
    if !tags.is_empty() {
        all.push(linked("Tags", tags));
    }
    all.extend(incident.extras.iter().map(|extra| {
        let name = extra.key.value.trim_start_matches("x-").replace(['-', '_'], " ");
        words(&name, extra.value.value.clone())
    }));
    all
}
