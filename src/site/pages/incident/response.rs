//! The response: what was told to whom, who held command and handed it over, who worked on it, the review meeting,
//! and the questions a security incident asks.

use serde::Serialize;

use crate::incident::{Answer, Checklist, Handoff, Incident};
use crate::site::html::Html;
use crate::site::links::Links;
use crate::site::markdown;
use crate::site::moments::{self, ShownTime};
use crate::site::pages::{Site, review_due};
use crate::text::Spanned;
use crate::timeline::{command_turns, humanize};

/// One message.
#[derive(Debug, Serialize)]
pub struct CommunicationRow {
    pub at: Option<ShownTime>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    pub by: Option<String>,
    pub note: Option<Html>,
}

/// One turn of command with what was handed over at its beginning.
#[derive(Debug, Serialize)]
pub struct Turn {
    pub name: String,
    pub from: Option<ShownTime>,
    pub until: Option<ShownTime>,
    pub handoff: Option<ShownHandoff>,
}

/// What passed from one commander to the next.
#[derive(Debug, Serialize)]
pub struct ShownHandoff {
    pub progress: Option<Html>,
    pub current_steps: Option<Html>,
    pub involved: Vec<String>,
}

/// Somebody who worked on the incident.
#[derive(Debug, Serialize)]
pub struct ResponderRow {
    pub name: String,
    pub role: Option<&'static str>,
}

/// The review meeting.
#[derive(Debug, Serialize)]
pub struct ReviewFacts {
    pub held_at: Option<ShownTime>,
    /// How long after resolution it was held.
    pub after: Option<String>,
    /// The day by which it is to be held, while it is still to come.
    pub due: Option<ShownTime>,
    pub overdue: bool,
    pub facilitator: Option<String>,
    pub attendees: Vec<String>,
}

/// One question of a checklist.
#[derive(Debug, Serialize)]
pub struct ChecklistRow {
    pub department: &'static str,
    pub question: String,
    /// `done`, `not applicable`, `pending`, `not recorded`.
    pub answer: &'static str,
    pub class: &'static str,
    pub by: Option<String>,
    pub at: Option<ShownTime>,
    pub note: Option<Html>,
}

/// Messages in the order written.
#[must_use]
pub fn communications(incident: &Incident, links: &Links<'_>) -> Vec<CommunicationRow> {
    incident
        .communications
        .iter()
        .map(|message| CommunicationRow {
            at: message.at.as_ref().map(|at| moments::moment(at.value)),
            audience: text(message.audience.as_ref()),
            channel: text(message.channel.as_ref()),
            by: text(message.by.as_ref()),
            note: message.note.as_ref().map(|note| markdown::inline(&note.value, links)),
        })
        .collect()
}

/// Turns of command in the order written.
#[must_use]
pub fn turns(incident: &Incident, links: &Links<'_>) -> Vec<Turn> {
    let handoff = |handoff: &Handoff| ShownHandoff {
        progress: handoff.progress.as_ref().map(|text| markdown::inline(&text.value, links)),
        current_steps: handoff.current_steps.as_ref().map(|text| markdown::inline(&text.value, links)),
        involved: handoff.involved.iter().map(|name| name.value.clone()).collect(),
    };
    command_turns(incident)
        .into_iter()
        .zip(&incident.commanders)
        .map(|(turn, command)| Turn {
            name: turn.name,
            from: turn.from.map(moments::moment),
            until: turn.until.map(moments::moment),
            handoff: command.handoff.as_ref().map(handoff),
        })
        .collect()
}

/// Responders in the order written.
#[must_use]
pub fn responders(incident: &Incident) -> Vec<ResponderRow> {
    incident
        .responders
        .iter()
        .map(|responder| ResponderRow {
            name: responder.name.value.clone(),
            role: responder.role.as_ref().map(|role| role.value.as_str()),
        })
        .collect()
}

/// The review meeting, or the day by which it is to be held.
#[must_use]
pub fn review(site: &Site<'_>, incident: &Incident) -> Option<ReviewFacts> {
    let due = review_due::due_on(site, incident);
    if incident.review.is_none() && due.is_none() {
        return None;
    }
    let review = incident.review.as_ref();
    let held_at = review.and_then(|review| review.held_at.as_ref());
    Some(ReviewFacts {
        held_at: held_at.map(|at| moments::moment(at.value)),
        after: moments::between(incident.times.resolved.as_ref(), held_at).map(humanize),
        due: due.map(moments::day),
        overdue: due.is_some_and(|due| due < site.today),
        facilitator: review.and_then(|review| text(review.facilitator.as_ref())),
        attendees: review.map(|r| r.attendees.iter().map(|name| name.value.clone()).collect()).unwrap_or_default(),
    })
}

/// The questions of both departments, those without an answer too; empty where the file asks none.
#[must_use]
pub fn checklist(incident: &Incident, links: &Links<'_>) -> Vec<ChecklistRow> {
    let departments = [
        ("Legal", incident.legal.as_ref(), Checklist::LEGAL),
        ("Marketing", incident.marketing.as_ref(), Checklist::MARKETING),
    ];
    let mut rows = Vec::new();
    for (department, list, questions) in departments {
        let Some(list) = list else { continue };
        for question in questions {
            let item = list.items.iter().find(|item| item.question.value == question);
            let (answer, class) = match item.and_then(|item| item.answer.as_ref()).map(|answer| answer.value) {
                Some(Answer::Done) => ("done", "good"),
                Some(Answer::NotApplicable) => ("not applicable", "plain"),
                Some(Answer::Pending) => ("pending", "warn"),
                None => ("not recorded", "warn"),
            };
            rows.push(ChecklistRow {
                department,
                question: question.replace('_', " "),
                answer,
                class,
                by: item.and_then(|item| text(item.by.as_ref())),
                at: item.and_then(|item| item.at.as_ref()).map(|at| moments::moment(at.value)),
                note: item.and_then(|item| item.note.as_ref()).map(|note| markdown::inline(&note.value, links)),
            });
        }
    }
    rows
}

fn text(value: Option<&Spanned<String>>) -> Option<String> {
    value.map(|value| value.value.clone())
}
