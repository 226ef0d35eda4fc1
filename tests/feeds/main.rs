//! What machines read of a built site, read as strictly as their formats ask.

#[path = "../harness/mod.rs"]
mod harness;
mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use harness::{recount, stderr, write};

const BASE: &str = "https://reviews.example.com/a/";
const ATOM: &str = "http://www.w3.org/2005/Atom";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const REVIEW: &str = "---\nid: INC-2026-001\ntitle: \"Slow; très, très slow\"\nstatus: reviewed\nseverity: SEV2\n\
    started_at: 2026-03-04T09:12:00Z\nservices: [api]\n---\n\n## Description\n\nIt was slow.\n\n## Action items\n\n\
    - [ ] Alert on depth, above 10,000; in words that are long enough for a line to be folded, and then some more — @team-a, due 2026-04-01, P1\n\
    - [ ] Alert on depth, above 10,000; in words that are long enough for a line to be folded, and then some more — @ana.ruiz, due 2026-04-02\n\
    - [ ] No day — @ana.ruiz\n- [x] Done — @team-a, due 2026-03-11\n";

fn built(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "recount.toml", config);
    write(folder.path(), "incidents/a.md", REVIEW);
    write(
        folder.path(),
        "incidents/b.md",
        REVIEW.replace("visibility", "x").replace("status:", "visibility: restricted\nstatus:"),
    );
    let output = recount(folder.path(), &["build", "-q", "--output", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder
}

/// The components of a calendar, each a list of properties by name; panics where it is not one.
fn calendar(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).expect("it was written");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let (mut events, mut open, mut head) = (Vec::new(), Vec::new(), Vec::new());
    let unfolded = text.replace("\r\n ", "");
    for line in unfolded.split_terminator("\r\n") {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match name {
            "BEGIN" => {
                open.push(value.to_owned());
                events.extend((value == "VEVENT").then(BTreeMap::new));
            }
            "END" => assert_eq!(open.pop().as_deref(), Some(value)),
            _ if open.len() == 2 => {
                let doubled = events.last_mut().expect("one is open").insert(name.to_owned(), value.to_owned());
                assert_eq!(doubled, None, "{name}");
            }
            _ => {
                assert_eq!(open, ["VCALENDAR"], "{line}");
                head.push(line);
            }
        }
    }
    assert!(open.is_empty());
    assert!(
        head[0] == "VERSION:2.0" && head.iter().filter(|line| line.starts_with("PRODID:")).count() == 1,
        "{head:?}"
    );
    let uids: BTreeSet<&String> = events.iter().map(|event| &event["UID"]).collect();
    assert_eq!(uids.len(), events.len(), "no name is given twice");
    for event in &events {
        assert!(event["DTSTART;VALUE=DATE"] < event["DTEND;VALUE=DATE"], "the end is the day after: {event:?}");
        for needed in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"] {
            assert!(event.contains_key(needed), "{needed}: {event:?}");
        }
    }
    events
}

#[test]
fn calendars_hold_the_open_actions_with_a_day_of_all_and_of_each_owner() {
    let folder = built("[site]\nbase-url = \"https://reviews.example.com/a\"\n");
    let site = folder.path().join("site");
    let all = calendar(&site.join("actions.ics"));
    let days: Vec<&str> = all.iter().map(|event| event["DTSTART;VALUE=DATE"].as_str()).collect();
    assert_eq!(days, ["20260401", "20260402"]);
    assert_eq!(all[0]["DTEND;VALUE=DATE"], "20260402");
    assert!(all[0]["SUMMARY"].starts_with("Alert on depth\\, above 10\\,000\\; in words"), "{all:?}");
    assert_eq!(all[0]["DESCRIPTION"], "INC-2026-001: Slow\\; très\\, très slow\\nOwner: team-a\\nPriority: P1");
    assert_eq!(all[0]["URL"], "https://reviews.example.com/a/incidents/inc-2026-001/");
    assert_ne!(all[0]["UID"], all[1]["UID"], "two actions of the same words are two events");
    assert_eq!(calendar(&site.join("owners/team-a/actions.ics")), all[..1]);
    assert_eq!(calendar(&site.join("owners/ana.ruiz/actions.ics")), all[1..]);
    // Without an address of the site there is none in the calendar, and the name of an event is another archive's.
    let elsewhere = calendar(&built("").path().join("site/actions.ics"));
    assert!(!elsewhere[0].contains_key("URL") && elsewhere[0]["UID"] != all[0]["UID"]);
}

#[test]
fn both_feeds_tell_of_the_same_incidents() {
    let folder = built("[site]\nbase-url = \"https://reviews.example.com/a\"\n");
    let read = |name: &str| fs::read_to_string(folder.path().join("site").join(name)).expect("it was written");
    let feed: serde_json::Value = serde_json::from_str(&read("feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://reviews.example.com/a/feed.json");
    let items = feed["items"].as_array().expect("a list");
    assert_eq!(items.len(), 1, "what is restricted is nowhere");
    assert_eq!(items[0]["title"], "INC-2026-001: Slow; très, très slow");
    assert_eq!(items[0]["content_text"], "It was slow.");
    assert_eq!(items[0]["tags"], serde_json::json!(["SEV2", "api"]));
    let atom = read("feed.atom");
    let atom = roxmltree::Document::parse(&atom).expect("XML");
    let text = |name: &str| {
        let mut found = atom.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", name)));
        found
            .find(|node| node.parent().is_some_and(|parent| parent.tag_name().name() == "entry"))
            .and_then(|node| node.text())
    };
    assert_eq!(text("id"), items[0]["id"].as_str());
    assert_eq!(text("title"), items[0]["title"].as_str());
    assert_eq!(text("updated"), items[0]["date_modified"].as_str());
    let page = read("index.html");
    assert!(page.contains("type=\"application/feed+json\"") && page.contains("type=\"application/atom+xml\""));
}

/// Validates the `incidents.json` of a site against the schema that is published beside it.
fn assert_described(site: &Path) -> usize {
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_slice(&fs::read(site.join(name)).expect("it was written")).expect("JSON")
    };
    let (schema, incidents) = (read("incidents.schema.json"), read("incidents.json"));
    let validator = jsonschema::draft7::options().should_validate_formats(true).build(&schema).expect("a schema");
    let mistakes: Vec<String> =
        validator.iter_errors(&incidents).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(mistakes, [""; 0]);
    incidents["incidents"].as_array().expect("a list").len()
}

#[test]
fn the_export_is_what_its_schema_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = tempfile::tempdir().expect("a temporary folder");
    for (incidents, least) in [(root.join("incidents"), 10), (root.join("tests/fixtures/hostile"), 1)] {
        let folder = site.path().to_str().expect("a plain name");
        let incidents = incidents.to_str().expect("a plain name");
        let output = recount(root, &["build", "-q", "--output", folder, "--incidents", incidents]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(assert_described(site.path()) >= least);
    }
}

/// The project's own incidents and the hostile ones, built with an address; `theme` is written into the theme's folder.
fn samples(theme: &[(&str, &str)]) -> [tempfile::TempDir; 2] {
    ["incidents", "tests/fixtures/hostile"].map(|incidents| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, content) in theme {
            write(folder.path(), &format!("theme/{name}"), content);
        }
        let theme = if theme.is_empty() { "" } else { "theme = \"theme\"\n" };
        let title = "[archive]\ntitle = \"</script> & \\\"friends\\\"\"\n";
        write(folder.path(), "recount.toml", format!("{title}[site]\nbase-url = \"{BASE}\"\n{theme}"));
        let incidents = Path::new(env!("CARGO_MANIFEST_DIR")).join(incidents);
        let incidents = incidents.to_str().expect("a plain name");
        let output = recount(folder.path(), &["build", "-q", "--output", "site", "--incidents", incidents]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        folder
    })
}

/// Paths of the files below a folder, relative to it, `/`-separated.
fn paths(site: &Path) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(site.join(&folder)).expect("a folder") {
            let path = folder.join(entry.expect("an entry").file_name());
            if site.join(&path).is_dir() {
                folders.push(path);
            } else {
                paths.insert(path.to_str().expect("UTF-8").replace('\\', "/"));
            }
        }
    }
    paths
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

fn text(site: &Path, path: &str) -> String {
    fs::read_to_string(site.join(path)).expect("it was written")
}

/// The file that an absolute address of the site leads to.
fn file_at(address: &str) -> String {
    let path = address.strip_prefix(BASE).unwrap_or_else(|| panic!("{address} is not below {BASE}"));
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        assert!(byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte), "{address}");
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16)).expect("two digits");
        bytes.push(if byte == b'%' { u8::try_from(digit() * 16 + digit()).expect("a byte") } else { byte });
    }
    let path = String::from_utf8(bytes).expect("UTF-8");
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

#[test]
fn the_feeds_have_what_their_formats_require() {
    for folder in samples(&[]) {
        let site = folder.path().join("site");
        let atom = text(&site, "feed.atom");
        let atom = roxmltree::Document::parse(&atom).expect("XML");
        let only = |node: roxmltree::Node<'_, '_>, name: &str| -> String {
            let found: Vec<_> = node.children().filter(|child| child.has_tag_name((ATOM, name))).collect();
            assert_eq!(found.len(), 1, "exactly one {name}");
            found[0].text().unwrap_or_default().to_owned()
        };
        let feed = atom.root_element();
        assert!(feed.has_tag_name((ATOM, "feed")));
        let entries: Vec<_> = feed.children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
        assert!(!entries.is_empty() && feed.children().any(|node| node.has_tag_name((ATOM, "author"))));
        let mut ids = BTreeSet::new();
        for node in entries.iter().copied().chain([feed]) {
            assert!(ids.insert(only(node, "id")), "every id is another");
            assert!(!only(node, "title").is_empty());
            chrono::DateTime::parse_from_rfc3339(&only(node, "updated")).expect("a time");
            let links = node.children().filter(|child| child.has_tag_name((ATOM, "link")));
            for link in links {
                assert!(site.join(file_at(link.attribute("href").expect("an address"))).is_file());
            }
        }
        assert!(ids.iter().all(|id| id.starts_with("tag:reviews.example.com,2026:")), "{ids:?}");

        let feed: serde_json::Value = serde_json::from_str(&text(&site, "feed.json")).expect("JSON");
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["title"], "</script> & \"friends\"");
        assert_eq!(file_at(feed["feed_url"].as_str().expect("an address")), "feed.json");
        let items = feed["items"].as_array().expect("a list");
        assert_eq!(items.len(), entries.len());
        for item in items {
            assert!(ids.contains(item["id"].as_str().expect("text")), "{item}");
            assert!(!item["content_text"].as_str().expect("text").is_empty());
            assert!(site.join(file_at(item["url"].as_str().expect("an address"))).is_file());
            chrono::DateTime::parse_from_rfc3339(item["date_modified"].as_str().expect("text")).expect("a time");
        }
        for path in paths(&site).iter().filter(|path| has_ending(path, "ics")) {
            calendar(&site.join(path));
        }
    }
}

#[test]
fn the_sitemap_lists_every_page_and_robots_txt_names_it() {
    for folder in samples(&[]) {
        let site = folder.path().join("site");
        let sitemap = text(&site, "sitemap.xml");
        let sitemap = roxmltree::Document::parse(&sitemap).expect("XML");
        assert!(sitemap.root_element().has_tag_name((SITEMAP, "urlset")));
        let addresses = sitemap.descendants().filter(|node| node.has_tag_name((SITEMAP, "loc")));
        let listed: Vec<String> = addresses.map(|node| file_at(node.text().expect("an address"))).collect();
        let pages = paths(&site).into_iter().filter(|path| path.ends_with("index.html"));
        assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), pages.collect());
        let robots = text(&site, "robots.txt");
        let lines: Vec<&str> = robots.lines().collect();
        assert_eq!(lines, ["User-agent: *", "Allow: /", &format!("Sitemap: {BASE}sitemap.xml")]);
    }
}
