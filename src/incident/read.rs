//! The whole file: front matter and body read, then title and date by their order of precedence.

use chrono::{NaiveDate, Utc};
use chrono_tz::Tz;

use super::body::{self, Aliases, Body};
use super::file_name;
use super::front_matter::{self, Declared, Halves};
use super::model::{Dated, Incident, Origin, Phase, Precision, Problem, ProblemKind, TimelineEntry, Titled};
use crate::text::{SourceText, Span};

/// What reading a file depends on besides its text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Which headings mean which section.
    pub aliases: Aliases,
    /// Zone of timestamps that state none.
    pub zone: Option<Tz>,
    /// The archive was not written for this format: keys and words of other tools are kept, and no problems.
    pub adopted: bool,
}

/// Reads one incident. Never fails: what cannot be read is a problem in the result.
#[must_use]
pub fn read(source: SourceText, reading: &Reading) -> Incident {
    let halves = front_matter::split(&source);
    let declared = match halves.front_matter {
        Some(span) => front_matter::read(&source, span, halves.notation, reading.zone, reading.adopted),
        None => Declared { problems: vec![no_front_matter(&source, &halves)], ..Declared::default() },
    };
    let named = file_name::date(source.path());
    let started_day = declared.times.started.as_ref().map(|at| at.value.with_timezone(&Utc).date_naive());
    let started_day = started_day.or_else(|| foreign_day(&declared));
    let started = started_day.map(|day| Dated { day, precision: Precision::Day, origin: Origin::FrontMatter });
    let body = body::read(&source, halves.body, &reading.aliases, started.or(named), reading.zone);
    let title = title(&declared, &body, source.path());
    let date = date(started_day, &body, named);
    assemble(source, halves, declared, body, title, date)
}

/// The day that foreign front matter says: of its start, else its date.
fn foreign_day(declared: &Declared) -> Option<NaiveDate> {
    let started = declared.inferred.time(Phase::Started).and_then(|time| time.at.day());
    started.or_else(|| declared.day.as_ref().map(|day| day.value))
}

fn no_front_matter(source: &SourceText, halves: &Halves) -> Problem {
    match halves.unclosed {
        Some(span) => {
            let fence = source.slice(span);
            let message = format!("the front matter begins here and no closing `{fence}` line follows");
            Problem { kind: ProblemKind::FrontMatterSyntax { message }, span }
        }
        None => Problem { kind: ProblemKind::FrontMatterMissing, span: first_line(source, halves.body) },
    }
}

/// The first line that says something, so that there is something to underline.
fn first_line(source: &SourceText, body: Span) -> Span {
    let text = source.slice(body);
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next().unwrap_or("").trim_end();
    Span::new(body.start() + start, body.start() + start + line.len())
}

fn title(declared: &Declared, body: &Body, path: &str) -> Titled {
    let front_matter = declared.title.as_ref().map(|title| (body::plain(&title.value), Origin::FrontMatter));
    let heading = body.heading.as_ref().map(|heading| (heading.value.clone(), Origin::Heading));
    let found = front_matter.into_iter().chain(heading).find(|(text, _)| !text.trim().is_empty());
    match found {
        Some((text, origin)) => Titled { text: text.split_whitespace().collect::<Vec<_>>().join(" "), origin },
        None => Titled { text: file_name::title(path), origin: Origin::FileName },
    }
}

/// The start as declared; else a whole day from the name, a labelled line or the timeline; else the
/// month or year of the name.
fn date(started: Option<NaiveDate>, body: &Body, named: Option<Dated>) -> Option<Dated> {
    let whole = |day, origin| Dated { day, precision: Precision::Day, origin };
    let stamped = || body.timeline.iter().find(|entry| !entry.stamp.value.date_carried).and_then(entry_day);
    started
        .map(|day| whole(day, Origin::FrontMatter))
        .or(named.filter(|date| date.precision == Precision::Day))
        .or_else(|| body.day.as_ref().map(|day| whole(day.value, Origin::Labelled)))
        .or_else(|| stamped().map(|day| whole(day, Origin::Timeline)))
        .or(named)
}

fn entry_day(entry: &TimelineEntry) -> Option<NaiveDate> {
    entry.stamp.value.at.day()
}

fn assemble(
    source: SourceText,
    halves: Halves,
    declared: Declared,
    body: Body,
    title: Titled,
    date: Option<Dated>,
) -> Incident {
    let mut inferred = declared.inferred;
    for phase in Phase::ALL {
        if let Some(time) = body.inferred.time(phase) {
            inferred.offer(phase, time);
        }
    }
    inferred.durations = body.inferred.durations;
    let mut problems = declared.problems;
    problems.extend(body.problems);
    let mut actions = declared.actions;
    actions.extend(body.actions);
    Incident {
        source,
        front_matter: halves.front_matter,
        body: halves.body,
        title,
        date,
        id: declared.id,
        declared_title: declared.title,
        status: declared.status,
        severity: declared.severity,
        incident_type: declared.incident_type,
        scope: declared.scope,
        visibility: declared.visibility,
        services: fitted(declared.services),
        tags: fitted(declared.tags),
        times: declared.times,
        inferred,
        detection: declared.detection,
        channel: declared.channel,
        commanders: fitted(declared.commanders),
        responders: fitted(declared.responders),
        communications: fitted(declared.communications),
        legal: declared.legal,
        marketing: declared.marketing,
        review: declared.review,
        related: fitted(declared.related),
        extras: fitted(declared.extras),
        own_words: fitted(body.own_words),
        sections: fitted(body.sections),
        timeline: fitted(body.timeline),
        factors: fitted(body.factors),
        actions: fitted(actions),
        problems: fitted(problems),
    }
}

/// The list without the room it kept to grow: an archive holds every incident in memory.
fn fitted<T>(mut list: Vec<T>) -> Vec<T> {
    list.shrink_to_fit();
    list
}
