//! Front matter of other tools (site generators, status pages): what its keys say of an
//! incident under other names. Nothing here is ever a problem: what is not understood stays as written.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::declared::Declared;
use super::node::{Node, NodeValue};
use super::timestamp::{self, Timestamp};
use crate::incident::model::{Command, EntryTime, InferredTime, Origin, Phase};
use crate::text::{Span, Spanned};

/// Keys of the day, without case, `-` and `_`.
const DAY: [&str; 10] = [
    "date",
    "incidentdate",
    "dateofincident",
    "incidentday",
    "day",
    "eventdate",
    "occurred",
    "occurredon",
    "outagedate",
    "published",
];
/// Keys of each time.
const TIMES: [(Phase, &[&str]); 5] = [
    (
        Phase::Started,
        &[
            "startedat",
            "started",
            "start",
            "starttime",
            "startdate",
            "incidentstart",
            "incidentstarttime",
            "begin",
            "began",
            "beginsat",
            "occurredat",
            "outagestart",
            "impactstart",
            "datetime",
        ],
    ),
    (
        Phase::Detected,
        &["detectedat", "detected", "detectiontime", "discoveredat", "discovered", "reportedat", "noticedat"],
    ),
    (Phase::Acknowledged, &["acknowledgedat", "acknowledged", "ackedat", "acked"]),
    (Phase::Mitigated, &["mitigatedat", "mitigated", "mitigationtime", "containedat"]),
    (
        Phase::Resolved,
        &[
            "resolvedat",
            "resolved",
            "resolvedwhen",
            "resolvedon",
            "resolutiontime",
            "end",
            "ended",
            "endedat",
            "endtime",
            "enddate",
            "incidentend",
            "incidentendtime",
            "outageend",
            "recoveredat",
            "fixedat",
        ],
    ),
];
const SERVICES: [&str; 11] = [
    "services",
    "service",
    "affected",
    "affectedservices",
    "affectedsystems",
    "components",
    "component",
    "systems",
    "system",
    "products",
    "product",
];
const TAGS: [&str; 6] = ["tags", "tag", "categories", "category", "keywords", "labels"];
const SEVERITY: [&str; 4] = ["severity", "sev", "incidentseverity", "severitylevel"];
const COMMANDERS: [&str; 6] = ["commander", "commanders", "incidentcommander", "ic", "incidentlead", "incidentmanager"];
/// A table in which Zola keeps tags and categories.
const NESTED: &str = "taxonomies";

/// Adds to `declared` what a key that the format does not know says under another name; false where it says nothing.
/// What the format's own keys say stands.
pub(super) fn read(declared: &mut Declared, key: &str, node: &Node, zone: Option<Tz>) -> bool {
    let key: String = key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect();
    let is = |names: &[&str]| names.contains(&key.as_str());
    if is(&DAY) {
        let day = time(node, zone).and_then(EntryTime::day);
        if let Some(day) = day {
            declared.day.get_or_insert(Spanned::new(day, node.span));
        }
        return day.is_some();
    } else if let Some((phase, _)) = TIMES.iter().find(|(_, names)| is(names)) {
        let at = time(node, zone);
        if let Some(at) = at {
            declared.inferred.offer(*phase, InferredTime { at, origin: Origin::FrontMatter, span: node.span });
        }
        return at.is_some();
    } else if is(&SERVICES) {
        add(&mut declared.services, node);
    } else if is(&TAGS) {
        add(&mut declared.tags, node);
    } else if is(&SEVERITY) {
        let (None, Some(text)) = (&declared.severity, node.text()) else { return false };
        declared.severity = Some(Spanned::new(text.trim().to_owned(), node.span));
    } else if is(&COMMANDERS) && declared.commanders.is_empty() {
        let mut names = Vec::new();
        add(&mut names, node);
        let turn = |name: Spanned<String>| Command { span: name.span, name, from: None, handoff: None };
        declared.commanders = names.into_iter().map(turn).collect();
    } else if key == NESTED
        && let NodeValue::Map(entries) = &node.value
    {
        for (key, node) in entries.iter().filter(|(key, _)| key.value != NESTED) {
            read(declared, &key.value, node, zone);
        }
    } else {
        return false;
    }
    true
}

/// The texts of a list, or of one text with commas; what is there already is not added again.
fn add(list: &mut Vec<Spanned<String>>, node: &Node) {
    let mut put = |text: &str, span: Span| {
        let text = text.trim();
        if !text.is_empty() && text.len() <= 80 && !list.iter().any(|known| known.value.eq_ignore_ascii_case(text)) {
            list.push(Spanned::new(text.to_owned(), span));
        }
    };
    match &node.value {
        NodeValue::Scalar(text) => text.split(',').take(50).for_each(|text| put(text, node.span)),
        NodeValue::List(items) => {
            items
                .iter()
                .take(200)
                .filter_map(|item| Some((item.text()?, item.span)))
                .for_each(|(text, span)| put(text, span));
        }
        _ => {}
    }
}

/// A time as other tools write it; a day where there is no more.
fn time(node: &Node, zone: Option<Tz>) -> Option<EntryTime> {
    Some(match timestamp::timestamp(node.text()?) {
        Timestamp::Exact(at) | Timestamp::Loose(at, _) => EntryTime::Exact(at),
        Timestamp::NoOffset(local) => {
            zone.and_then(|zone| timestamp::in_zone(local, zone)).map_or(EntryTime::Unzoned(local), EntryTime::Exact)
        }
        Timestamp::DayOnly(day) => EntryTime::Day(day),
        Timestamp::Unreadable => EntryTime::Day(foreign_day(node.text()?)?),
    })
}

/// `2023/09/02`, `02 Sep 2023`, `September 2, 2023`, `20230902`.
fn foreign_day(text: &str) -> Option<NaiveDate> {
    const LAYOUTS: [&str; 6] = ["%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y%m%d"];
    LAYOUTS.iter().find_map(|layout| NaiveDate::parse_from_str(text.trim(), layout).ok())
}

#[cfg(test)]
mod tests {
    use crate::incident::{Incident, Origin, Phase, Reading, read};
    use crate::text::SourceText;

    fn adopted(text: &str) -> Incident {
        read(SourceText::new("a.md", text), &Reading { adopted: true, ..Reading::default() })
    }

    #[test]
    fn a_status_pages_yaml_says_when_and_what_and_nothing_of_it_is_an_error() {
        let incident = adopted(
            "---\ntitle: Logins fail\ndate: 2023-09-02 10:00:00 +0200\nresolved: true\nresolvedWhen: 2023-09-02 12:30:00 +0200\n\
             severity: down\naffected:\n  - Login\n  - API\nsection: issue\nstatus: published\ntags: auth, sso\n---\n\nText.\n",
        );
        assert_eq!(incident.problems, []);
        assert_eq!(
            incident.date.map(|date| (date.written(), date.origin)),
            Some(("2023-09-02".into(), Origin::FrontMatter))
        );
        let resolved = incident.inferred.time(Phase::Resolved).expect("an end");
        assert_eq!(incident.source.slice(resolved.span), "2023-09-02 12:30:00 +0200");
        let names =
            |list: &[crate::text::Spanned<String>]| list.iter().map(|s| s.value.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!((names(&incident.services), names(&incident.tags)), ("Login API".into(), "auth sso".into()));
        assert_eq!(incident.severity.map(|s| s.value).as_deref(), Some("down"));
        let extras: Vec<_> =
            incident.extras.iter().map(|extra| (extra.key.value.as_str(), extra.value.value.as_str())).collect();
        assert_eq!(extras, [("resolved", "true"), ("section", "issue"), ("status", "published")]);
    }

    #[test]
    fn toml_between_plus_signs_is_read_with_its_taxonomies() {
        let incident = adopted(
            "+++\ntitle = \"Queue full\"\ndate = 2023-09-02\n[taxonomies]\ntags = [\"queue\"]\n+++\n\n# Other\n",
        );
        assert_eq!((incident.title.text.as_str(), incident.problems.len()), ("Queue full", 0));
        assert_eq!(incident.tags[0].value, "queue");
        assert_eq!(incident.source.slice(incident.body).trim(), "# Other");
    }

    #[test]
    fn in_a_native_archive_foreign_keys_are_still_said() {
        let incident = read(SourceText::new("a.md", "---\ntitle: x\ndate: 2023-09-02\n---\n"), &Reading::default());
        assert_eq!(incident.problems.len(), 1);
        assert_eq!(incident.date.map(|date| date.written()).as_deref(), Some("2023-09-02"));
    }
}
