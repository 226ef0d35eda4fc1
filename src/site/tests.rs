//! The whole site of a small archive: what must hold on every page.

use std::sync::{Mutex, PoisonError};

use chrono::DateTime;

use super::*;
use crate::archive::read_bytes;
use crate::incident::Moment;
use crate::timeline::{Event, EventKind, Provenance, When};

const REVIEW: &str = "---
id: INC-2026-014
title: Elevated <b>500s</b> from the API & \"friends\"
status: reviewed
severity: SEV2
type: outage
scope: external
services: [api, message-queue]
tags: [queue, </title>]
started_at: 2026-03-04T09:12:00Z
detected_at: 2026-03-04T09:17:00Z
acknowledged_at: 2026-03-04T09:18:00Z
mitigated_at: 2026-03-04T09:32:00Z
resolved_at: 2026-03-04T11:02:00Z
commanders:
  - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
  - name: li.wei
    from: 2026-03-04T10:30:00Z
    handoff: { progress: Queue restarted., current_steps: Replaying letters., involved: [sam.okafor] }
communications:
  - { at: 2026-03-04T09:25:00Z, audience: customers, channel: status page, by: kim.lee, note: Investigating }
review: { held_at: 2026-03-05T10:00:00Z, facilitator: ana.ruiz, attendees: [ana.ruiz, li.wei] }
related: [INC-2026-003]
x-tickets: 41
---

## Description
Monitoring alerted the on-call engineer that the API was answering with errors. Restarting the queue ended it. A third sentence.

See [the other one](b.md) and [the secret](c.md).

## Impact
12 % of requests failed.

## Timeline
- 09:17Z detection: blackbox check pages the on-call engineer
- 09:32Z mitigation: message queue restarted (sam.okafor)

## Contributing factors
- (technical) The memory limit was lowered.
- (organizational) New hardware was not in the budget.

## Action items
- [x] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1, [PAY-311](https://example.com/PAY-311)
- [ ] Load-test the queue <script>alert(1)</script> — @sam.okafor, due 2026-04-01, P1

## Lessons learned
### What went well
The runbook was current.
";
const OTHER: &str = "---\nid: INC-2026-003\ntitle: Queue full\nvisibility: public\nseverity: SEV9\nservices: [API]\nstarted_at: 2026-01-02T03:04:05+01:00\n---\n\n# Queue full\n\nWords before any section.\n";
const SECRET: &str = "---\nid: INC-2026-666\ntitle: Unspeakable matter\nvisibility: restricted\nservices: [vault]\ntags: [hush]\nstarted_at: 2026-02-02T03:04:05Z\n---\n\n## Action items\n- [ ] Whisper — @nobody, due 2026-02-03\n";
const FOREIGN: &str = "# Störung: Größe zählt\n\n## Summary\n\nEs war dunkel.\n\n## Timeline\n\n- 10:15 Licht aus\n";

fn archive() -> Archive {
    let config = Config::default();
    let reading = crate::archive::reading(&config);
    let files = [
        ("incidents/a.md", REVIEW),
        ("incidents/b.md", OTHER),
        ("incidents/c.md", SECRET),
        ("incidents/2022-01-27_Störung.md", FOREIGN),
    ];
    let incidents = files.map(|(path, text)| read_bytes(path, text.as_bytes().to_vec(), &reading)).to_vec();
    Archive::new(incidents, Vec::new())
}

fn at(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// Keeps the files in memory.
impl Sink for Mutex<Files> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), OutputError> {
        self.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
        Ok(())
    }
}

fn site(config: &Config, audience: Audience) -> Files {
    let archive = archive();
    let timelines: Vec<Timeline> = archive
        .incidents()
        .iter()
        .map(|incident| {
            let declared = incident.timeline.iter().map(|entry| Event {
                when: When::Occurred(entry.stamp.value.at),
                kind: EventKind::Entry(entry.kind.as_ref().map(|kind| kind.value.clone())),
                text: entry.text.value.clone(),
                actor: entry.actor.as_ref().map(|actor| actor.value.clone()),
                provenance: Provenance::Declared { line: incident.source.position(entry.span.start()).line },
            });
            Timeline {
                zero: incident.times.started.as_ref().map(|at| at.value),
                events: declared.collect(),
                ledger: Vec::new(),
                notices: Vec::new(),
                change_notices: Vec::new(),
                missing: 0,
                backdated: Vec::new(),
            }
        })
        .collect();
    site_of(&archive, &timelines, config, audience)
}

fn site_of(archive: &Archive, timelines: &[Timeline], config: &Config, audience: Audience) -> Files {
    let url = config.site.repository_url.as_deref();
    let forge = url.and_then(|url| crate::history::Forge::new(url, &config.site.branch, None));
    let incomplete = BTreeSet::from(["incidents/b.md".to_owned()]);
    let input = SiteInput {
        forge: forge.as_ref(),
        archive,
        config,
        timelines,
        history: None,
        incomplete: &incomplete,
        audience,
        as_of: at("2026-04-10T00:00:00Z").to_utc(),
        root: Path::new("/nowhere"),
        base: Path::new("/nowhere"),
        folder: "incidents",
        outlines: None,
    };
    let files = Mutex::default();
    render(&input, &files).unwrap();
    let files = files.into_inner().unwrap();
    check_on_demand(&input, &files);
    files
}

/// Whatever is asked for on demand is what was rendered, and nothing else is there.
fn check_on_demand(input: &SiteInput<'_>, files: &Files) {
    let theme = theme(input.config, input.root).unwrap();
    let site = Site::new(input, &theme);
    let mut on_demand = OnDemand::new(&site, &theme);
    for (path, bytes) in files {
        assert_eq!(on_demand.file(path).unwrap().as_deref(), Some(bytes), "{path}");
    }
    for path in ["", "nothing.html", "search/nothing.js", "incidents", "../Cargo.toml"] {
        assert_eq!(on_demand.file(path).unwrap(), None, "{path}");
    }
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, &str)> {
    files
        .iter()
        .filter(|(path, _)| has_ending(path, "html"))
        .map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap()))
}

/// Values of an attribute on a page.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let pattern = format!(" {attribute}=\"");
    html.split(&pattern).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn what_is_restricted_is_nowhere() {
    for (path, bytes) in site(&Config::default(), Audience::Internal) {
        let bytes = String::from_utf8_lossy(&bytes).to_lowercase();
        for secret in ["666", "unspeakable", "vault", "hush", "whisper"] {
            assert!(!path.contains(secret), "{path}");
            assert!(
                !bytes.contains(secret) || has_ending(&path, "css") || has_ending(&path, "js") && !path.contains('/'),
                "{path} has {secret}"
            );
        }
    }
}

#[test]
fn a_public_site_holds_public_incidents_alone() {
    let files = site(&Config::default(), Audience::Public);
    assert!(files.contains_key("incidents/inc-2026-003/index.html"));
    for (path, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("2026-014") && !path.contains("2026-014"), "{path}");
    }
}

#[test]
fn every_link_of_every_page_leads_to_a_file_and_an_id_that_exist() {
    let files = site(&Config::default(), Audience::Internal);
    let mut checked = 0;
    for (path, html) in pages(&files) {
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            if link.starts_with("https:") {
                continue;
            }
            let (target, id) = link.split_once('#').unwrap_or((link, ""));
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            for part in target.split('/').filter(|part| !part.is_empty()) {
                if part == ".." {
                    assert!(parts.pop().is_some(), "{path} links out of the site: {link}");
                } else {
                    parts.push(part);
                }
            }
            let mut resolved = if target.is_empty() { path.clone() } else { parts.join("/") };
            resolved = resolved.replace("%C3%B6", "ö").replace("%C3%9F", "ß");
            assert!(files.contains_key(&resolved), "{path} links to {link}");
            assert!(id.is_empty() || values(text(&files, &resolved), "id").contains(&id), "{path}: no id for {link}");
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn no_page_carries_a_style_a_script_or_an_id_twice() {
    let files = site(&Config::default(), Audience::Internal);
    for (path, html) in pages(&files) {
        assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="), "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let (head, _) = html.split_once("</head>").unwrap();
        assert_eq!(head.matches("</title>").count(), 1, "{path}");
        for script in html.split("<script").skip(1) {
            assert!(
                script.starts_with(" src=\"") || script.starts_with(" type=\"application/ld+json\">"),
                "{path}: {script}"
            );
        }
        let mut ids = values(html, "id");
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path} has an id twice");
    }
}

#[test]
fn the_same_archive_gives_the_same_bytes() {
    assert_eq!(site(&Config::default(), Audience::Internal), site(&Config::default(), Audience::Internal));
}

#[test]
fn an_incident_shows_its_figures_sections_and_actions() {
    let files = site(&Config::default(), Audience::Internal);
    let page = text(&files, "incidents/inc-2026-014/index.html");
    for expected in [
        "<title>INC-2026-014: Elevated &lt;b&gt;500s&lt;/b&gt; from the API &amp; &quot;friends&quot; · Incident reviews</title>",
        "#duration\">Duration</a><strong>1 h 50 min</strong>",
        "#ttd\">Time to detect</a><strong>5 min</strong>",
        "#tta\">Time to acknowledge</a><strong>1 min</strong>",
        "#ttm\">Time to mitigate</a><strong>20 min</strong>",
        "<strong>1 of 2</strong><span class=\"late\">1 overdue</span>",
        "<span class=\"undetected w-5\"><b>5 min</b></span>",
        "<span class=\"recovering w-82\"><b>1 h 30 min</b></span>",
        "<a class=\"offset\" href=\"#t00-05\">T+00:05</a>",
        "<span class=\"badge plain\">technical</span> The memory limit was lowered.",
        "<a href=\"https://example.com/PAY-311\" rel=\"noopener noreferrer\">PAY-311</a>",
        "Load-test the queue &lt;script&gt;alert(1)&lt;/script&gt;",
        "<a href=\"../../incidents/inc-2026-003/index.html\">the other one</a>",
        "linked from this review; same service: api",
        "and the secret.",
        "<dt>tickets</dt><dd>41</dd>",
        "<p class=\"summary\">Monitoring alerted the on-call engineer that the API was answering with errors. Restarting the queue ended it.</p>",
    ] {
        assert!(page.contains(expected), "no {expected} in\n{page}");
    }
    assert!(!page.contains("as written"), "lists hold all of their sections, so nothing is shown twice");
}

#[test]
fn what_nobody_recorded_is_said_to_be_so() {
    let files = site(&Config::default(), Audience::Internal);
    let page = text(&files, "incidents/2022-01-27_störung/index.html");
    assert_eq!(page.matches("<strong>not recorded</strong>").count(), 5);
    assert!(page.contains("2022-01-27</time> <span class=\"note\">date from file name</span>"), "{page}");
    assert!(page.contains("10:15, zone not stated"), "{page}");
    let other = text(&files, "incidents/inc-2026-003/index.html");
    assert!(other.contains("<span class=\"badge sev-0\">SEV9</span>") || other.contains("sev-0"), "{other}");
    assert!(other.contains("review incomplete") && other.contains("Words before any section."));
    assert_eq!(other.matches("Queue full</h").count(), 1, "the title stands once");
}

#[test]
fn services_are_one_whatever_their_case_and_years_group_the_archive() {
    let files = site(&Config::default(), Audience::Internal);
    assert!(text(&files, "services/api/index.html").contains("Service with 2 incidents"));
    assert!(!files.contains_key("services/api-2/index.html"));
    let archive = text(&files, "incidents/index.html");
    assert!(archive.find("id=\"y2026\"").unwrap() < archive.find("id=\"y2022\"").unwrap());
}

#[test]
fn the_board_sorts_actions_by_the_day_it_is_shown_as_of() {
    let files = site(&Config::default(), Audience::Internal);
    let board = text(&files, "actions/index.html");
    assert!(board.contains("9 days overdue") && board.contains("1 overdue"), "{board}");
}

#[test]
fn the_insights_count_what_is_published_and_hand_out_their_data() {
    let files = site(&Config::default(), Audience::Internal);
    let page = text(&files, "insights/index.html");
    for expected in [
        "<a href=\"../insights/index.html\" aria-current=\"page\">Insights</a>",
        "What 3 incidents have in common.",
        "There is no mean time to resolve here",
        "Time to detect: n = 1, 2 not recorded, from 5 min to 5 min.",
        "Drawn from n = 20 on",
        "technical: 1 factor in 1 incident; process: 0 factors in 0 incidents;",
        "1 from the date of the incident, because no commit says.",
        "alert: 0; human: 0; customer: 0; not recorded: 3.",
        "held within 24 hours: 1;",
    ] {
        assert!(page.contains(expected), "no {expected} in\n{page}");
    }
    assert!(!files.contains_key("insights/resolution.csv"), "too few to draw");
    let durations = text(&files, "insights/durations.csv");
    assert!(
        durations.contains(
            "INC-2026-014,\"Elevated <b>500s</b> from the API & \"\"friends\"\"\",2026-03-04T09:12:00Z,300,60,1200,6600\r\n"
        ),
        "{durations}"
    );
    assert!(!durations.contains("Unspeakable"));
    let public = site(&Config::default(), Audience::Public);
    assert_eq!(text(&public, "insights/durations.csv").lines().count(), 2);
}

#[test]
fn without_an_incident_there_are_no_insights() {
    let archive = Archive::new(Vec::new(), Vec::new());
    let files = site_of(&archive, &[], &Config::default(), Audience::Internal);
    assert!(files.keys().all(|path| !path.starts_with("insights/")));
    assert!(!text(&files, "index.html").contains("Insights"));
}

#[test]
fn files_that_need_an_address_are_written_only_with_one() {
    let mut config = Config::default();
    let without = site(&config, Audience::Internal);
    assert!(!without.contains_key("sitemap.xml") && !without.contains_key("robots.txt"));
    config.site.base_url = Some("https://example.com/archive".to_owned());
    let with = site(&config, Audience::Internal);
    assert!(text(&with, "sitemap.xml").contains("<loc>https://example.com/archive/incidents/inc-2026-014/</loc>"));
    assert!(
        text(&with, "incidents/inc-2026-014/index.html")
            .contains("<link rel=\"canonical\" href=\"https://example.com/archive/incidents/inc-2026-014/\">")
    );
    assert!(text(&with, "404.html").contains("href=\"/archive/style.css\""));
}

#[test]
fn the_feed_names_each_incident_by_an_id_that_never_changes() {
    let files = site(&Config::default(), Audience::Internal);
    let feed = text(&files, "feed.atom");
    assert!(feed.contains("<id>tag:recount.invalid,2026:INC-2026-014</id>"), "{feed}");
    assert!(feed.contains("<id>tag:recount.invalid,2026:incidents/2022-01-27_St%C3%B6rung.md</id>"), "{feed}");
    assert!(feed.contains(
        "<title>INC-2026-014: Elevated &lt;b&gt;500s&lt;/b&gt; from the API &amp; &quot;friends&quot;</title>"
    ));
}

#[test]
fn the_export_is_versioned_and_sorted_by_file() {
    let files = site(&Config::default(), Audience::Internal);
    let export: serde_json::Value = serde_json::from_slice(&files["incidents.json"]).unwrap();
    assert_eq!(export["version"], 1);
    let all = export["incidents"].as_array().unwrap();
    let names: Vec<&str> = all.iter().map(|incident| incident["file"].as_str().unwrap()).collect();
    assert_eq!(names, ["incidents/2022-01-27_Störung.md", "incidents/a.md", "incidents/b.md"]);
    assert_eq!(all[2]["started_at"], "2026-01-02T02:04:05Z");
    assert_eq!(all[1]["actions"][1]["owners"][0], "sam.okafor");
}

#[test]
fn long_lists_are_in_pages_and_short_ones_say_where_the_rest_is() {
    let config = Config::default();
    let reading = crate::archive::reading(&config);
    let review = |n: usize| {
        let due = if n.is_multiple_of(2) { ", due 2026-01-15" } else { "" };
        let text = format!(
            "---\nid: INC-{n:04}\ntitle: Outage {n}\nservices: [api & co]\nstarted_at: 2026-01-02T03:04:05Z\n---\n\n\
             ## Action items\n- [ ] First of {n} — @team-api{due}\n- [ ] Second of {n} — @team-api\n"
        );
        read_bytes(&format!("incidents/{n:04}.md"), text.into_bytes(), &reading)
    };
    let archive = Archive::new((1..=120).map(review).collect(), Vec::new());
    let files = site_of(&archive, &[], &config, Audience::Internal);

    // 240 open actions, 60 of them overdue, 100 a page.
    let first = text(&files, "actions/index.html");
    assert_eq!(first.matches("class=\"what\"").count(), 100);
    assert!(first.contains("240 open, <span class=\"late\">60 overdue</span>"), "{first}");
    assert!(first.contains("<h2 id=\"overdue\">Overdue <span class=\"about\">60</span>"));
    assert!(!first.contains("On a later page") && !first.contains("data-owner-filter"));
    let third = text(&files, "actions/pages/3/index.html");
    assert_eq!(third.matches("class=\"what\"").count(), 40);
    assert!(
        third.contains("<h2 id=\"undated\">No date <span class=\"about\">180</span>") && !third.contains("id=\"soon\"")
    );
    assert!(third.contains("<a href=\"../../../actions/index.html\" aria-label=\"Page 1\">1</a>"));
    assert!(!files.contains_key("actions/pages/4/index.html"));

    let service = text(&files, "services/api-co/index.html");
    assert!(
        service.contains("<a href=\"../../incidents/index.html?service=api%20%26%20co\">All 120 in the archive</a>")
    );
    assert!(service.contains("The first 30 that are due are shown."));
    assert_eq!(service.matches("<th scope=\"row\">").count(), 60);

    let owner = text(&files, "owners/team-api/index.html");
    assert_eq!(owner.matches("class=\"what\"").count(), 100);
    assert!(owner.contains("The first 100 that are due are shown;"));
    for (path, bytes) in files.iter().filter(|(path, _)| has_ending(path, "html")) {
        assert!(bytes.len() < 60_000, "{path} has {} bytes", bytes.len());
    }
}

#[test]
fn a_part_of_the_board_that_begins_later_is_linked() {
    let mut config = Config::default();
    config.site.page_size = 10;
    let reading = crate::archive::reading(&config);
    let actions: Vec<String> = (0..12).map(|n| format!("- [ ] Do {n} — @ana, due 2026-01-15\n")).collect();
    let actions = actions.concat();
    let review = format!("---\ntitle: Outage\n---\n\n## Action items\n{actions}- [ ] Undated — @ana\n");
    let archive = Archive::new(vec![read_bytes("incidents/a.md", review.into_bytes(), &reading)], Vec::new());
    let files = site_of(&archive, &[], &config, Audience::Internal);
    let board = text(&files, "actions/index.html");
    assert!(board.contains("<a href=\"../actions/pages/2/index.html#undated\">On a later page</a>"), "{board}");
    // What is empty is not there.
    assert!(!board.contains("id=\"soon\"") && !board.contains("id=\"later\""), "{board}");
}

fn page_of(review: &str, path: &str) -> String {
    let reading = crate::archive::reading(&Config::default());
    let archive = Archive::new(vec![read_bytes("incidents/a.md", review.as_bytes().to_vec(), &reading)], Vec::new());
    text(&site_of(&archive, &[], &Config::default(), Audience::Internal), path).to_owned()
}

#[test]
fn incidents_stand_in_the_order_of_the_days_that_are_shown() {
    let reading = crate::archive::reading(&Config::default());
    let file = |name: &str, times: &[&str]| {
        let entries: Vec<String> = times.iter().map(|time| format!("- {time} something\n")).collect();
        let review = format!("# {name}\n\n## Timeline\n{}", entries.concat());
        read_bytes(&format!("incidents/{name}.md"), review.into_bytes(), &reading)
    };
    // The first exact time of `long` is later than all of `short`, its day is earlier.
    let long = file("long", &["2020-12-21", "2022-06-07T08:30:00Z"]);
    let short = file("short", &["2022-02-08T10:00:00Z"]);
    let archive = Archive::new(vec![long, short], Vec::new());
    let files = site_of(&archive, &[], &Config::default(), Audience::Internal);
    let page = text(&files, "incidents/index.html");
    assert!(page.find("id=\"y2022\"").unwrap() < page.find("id=\"y2020\"").unwrap(), "{page}");
}

#[test]
fn an_incident_that_goes_on_is_said_to_and_is_listed_once() {
    let review = "---\nid: INC-1\ntitle: Outage\nstatus: investigating\nstarted_at: 2026-04-09T10:00:00Z\n---\n";
    let home = page_of(review, "index.html");
    assert!(home.contains(">ongoing</td>") && !home.contains("Latest incidents"), "{home}");
    assert_eq!(home.matches("<th scope=\"row\">").count(), 1);
    assert!(page_of(review, "incidents/inc-1/index.html").contains("Duration</a><strong>ongoing</strong>"));
}

#[test]
fn an_abbreviation_does_not_end_the_summary() {
    let review =
        "# Crash\n\n## Summary\nAll services (incl. the hub) were down, i.e. not up. We restarted. Then more.\n";
    let page = page_of(review, "incidents/a/index.html");
    let summary = "<p class=\"summary\">All services (incl. the hub) were down, i.e. not up. We restarted.</p>";
    assert!(page.contains(summary), "{page}");
}
