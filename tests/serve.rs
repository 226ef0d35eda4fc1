//! `recount serve` as a browser meets it: what is served, what follows an edit, what a mistake does.

mod harness;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use harness::{archive, write};

/// Longer than anything takes on a busy machine; a test that waits so long fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; ended when dropped.
struct Serving {
    process: Child,
    address: SocketAddr,
    said: Receiver<String>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn serve(folder: &Path) -> Serving {
    let mut process = Command::new(env!("CARGO_BIN_EXE_recount"))
        .args(["serve", "--port", "0", "--no-cache"])
        .current_dir(folder)
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"), ("SOURCE_DATE_EPOCH", "1790000000")])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let (sender, said) = channel();
    let lines = BufReader::new(process.stderr.take().expect("it was piped")).lines();
    std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let mut serving = Serving { process, address: SocketAddr::from(([127, 0, 0, 1], 0)), said };
    let line = serving.hears("Serving at http://");
    let address = line.split_once("http://").and_then(|(_, rest)| rest.split(' ').next()).expect("an address");
    serving.address = address.parse().expect("an address");
    serving
}

struct Response {
    status: u16,
    head: String,
    body: String,
}

impl Serving {
    /// The next line on stderr that holds `text`.
    fn hears(&self, text: &str) -> String {
        loop {
            let line = self.said.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("nothing said `{text}`"));
            if line.contains(text) {
                return line;
            }
        }
    }

    fn ask(&self, line: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time to wait can be set");
        write!(stream, "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it reads");
        stream
    }

    fn get(&self, path: &str) -> Response {
        let mut answer = String::new();
        self.ask(&format!("GET {path}"), "localhost").read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Response { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Asks until the body holds `text`.
    fn waits_for(&self, path: &str, text: &str) -> Response {
        let began = Instant::now();
        loop {
            let response = self.get(path);
            if response.body.contains(text) {
                return response;
            }
            assert!(began.elapsed() < PATIENCE, "{path} never held `{text}`:\n{}", response.body);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The events for the page at `path`, of the version that it has now.
    fn events(&self, path: &str) -> BufReader<TcpStream> {
        let page = self.get(path).body;
        let version = page.split_once("data-version=\"").expect("a version").1.split('"').next().expect("it ends");
        let query = format!("GET /__recount/events?page={}&version={version}", path.trim_start_matches('/'));
        let mut events = BufReader::new(self.ask(&query, "localhost"));
        assert_eq!(next_event(&mut events), "read", "the page is the newest");
        events
    }
}

fn next_event(events: &mut BufReader<TcpStream>) -> String {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).expect("an event in time") > 0, "the stream ended");
        if let Some(event) = line.trim().strip_prefix("event: ") {
            return event.to_owned();
        }
    }
}

fn incident(id: &str, title: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: {title}\nseverity: SEV2\nstatus: monitoring\nstarted_at: 2026-03-04T09:12:00Z\n---\n\n\
         ## Description\n\nThe broker of {title} ran out of memory.\n"
    )
}

#[test]
fn an_edit_is_served_and_reloads_only_the_pages_that_changed() {
    let folder = archive();
    write(folder.path(), "incidents/INC-1.md", incident("INC-1", "First"));
    write(folder.path(), "incidents/INC-2.md", incident("INC-2", "Second"));
    let serving = serve(folder.path());
    let (mut one, mut guide) = (serving.events("/incidents/inc-1/"), serving.events("/guide/"));
    write(folder.path(), "incidents/INC-1.md", incident("INC-1", "First").replace("memory", "patience"));
    assert_eq!((next_event(&mut one).as_str(), next_event(&mut guide).as_str()), ("rebuilt", "read"));
    assert!(serving.get("/incidents/inc-1/").body.contains("ran out of patience"));
    let said = serving.hears("Changed: ");
    assert!(said.ends_with("incidents/INC-1.md"), "{said}");
    serving.hears("lint: ");
}

#[test]
fn a_new_incident_and_one_that_went_are_followed() {
    let folder = archive();
    let serving = serve(folder.path());
    assert_eq!(serving.get("/incidents/inc-7/").status, 404);
    write(folder.path(), "incidents/INC-7.md", incident("INC-7", "Seventh"));
    assert_eq!(serving.waits_for("/incidents/inc-7/", "The broker of Seventh").status, 200);
    std::fs::remove_file(folder.path().join("incidents/INC-7.md")).expect("it was there");
    let began = Instant::now();
    while serving.get("/incidents/inc-7/").status != 404 {
        assert!(began.elapsed() < PATIENCE, "it never went");
    }
}

#[test]
fn what_the_linter_says_of_an_edit_is_printed_and_on_the_page() {
    let folder = archive();
    write(folder.path(), "incidents/INC-1.md", incident("INC-1", "First"));
    let serving = serve(folder.path());
    write(folder.path(), "incidents/INC-1.md", incident("INC-1", "First").replace("SEV2", "SEV77"));
    let said = serving.hears("`severity` should be");
    assert!(said.starts_with("incidents/INC-1.md:4:11: error["), "{said}");
    let remarks: serde_json::Value =
        serde_json::from_str(&serving.get("/__recount/remarks?page=incidents/inc-1/").body).expect("JSON");
    let found = remarks["findings"].as_array().expect("a list");
    let first = found.iter().find(|finding| finding["line"] == 4).expect("the severity's");
    assert_eq!((&first["level"], &remarks["file"]), (&"error".into(), &"incidents/INC-1.md".into()));
    let elsewhere: serde_json::Value =
        serde_json::from_str(&serving.get("/__recount/remarks?page=guide/").body).expect("JSON");
    assert_eq!(elsewhere["findings"], serde_json::json!([]));
}

#[test]
fn a_mistake_in_the_configuration_leaves_the_last_good_site_up_and_says_so() {
    let folder = archive();
    let serving = serve(folder.path());
    let config = folder.path().join("recount.toml");
    let good = std::fs::read_to_string(&config).expect("init wrote it");
    std::fs::write(&config, format!("{good}\n[sight]\n")).expect("a file can be written");
    assert!(serving.hears("error").contains("recount.toml"));
    let remarks = serving.waits_for("/__recount/remarks?page=", "recount.toml");
    assert!(remarks.body.contains("sight"), "{}", remarks.body);
    assert_eq!(serving.get("/").status, 200);
    std::fs::write(&config, good).expect("a file can be written");
    serving.waits_for("/__recount/remarks?page=", "\"failure\":null");
}

#[test]
fn a_mistake_at_the_start_is_shown_until_it_is_put_right() {
    let folder = archive();
    let config = folder.path().join("recount.toml");
    let good = std::fs::read_to_string(&config).expect("init wrote it");
    write(folder.path(), "look/templates/home.html", "{% extends \"default/home.html\" %}{% block main %}{{ ");
    std::fs::write(&config, good.replace("[site]\n", "[site]\ntheme = \"look\"\n")).expect("a file can be written");
    let serving = serve(folder.path());
    let broken = serving.get("/");
    assert_eq!(broken.status, 500);
    assert!(broken.body.contains("home.html") && broken.body.contains("served.js"), "{}", broken.body);
    std::fs::remove_dir_all(folder.path().join("look/templates")).expect("it was there");
    assert_eq!(serving.waits_for("/", "<main").status, 200);
}

#[test]
fn what_is_no_file_of_the_site_is_not_served() {
    let folder = archive();
    let serving = serve(folder.path());
    assert_eq!(serving.get("/recount.toml").status, 404);
    assert_eq!(serving.get("/../recount.toml").status, 400);
    assert_eq!(serving.get("/incidents/%2e%2e/%2e%2e/recount.toml").status, 400);
    let mut foreign = String::new();
    serving.ask("GET /", "attacker.example").read_to_string(&mut foreign).expect("an answer");
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
    let mut posted = String::new();
    serving.ask("POST /", "localhost").read_to_string(&mut posted).expect("an answer");
    assert!(posted.starts_with("HTTP/1.1 405"), "{posted}");
}

#[test]
fn pages_come_with_the_policy_they_are_made_for_and_with_the_script_of_served_pages() {
    let folder = archive();
    let serving = serve(folder.path());
    let home = serving.get("/");
    assert!(home.head.contains("Content-Security-Policy: default-src 'self'"), "{}", home.head);
    assert_eq!(home.body.matches("/__recount/served.js").count(), 1);
    assert!(serving.get("/guide").head.contains("Location: /guide/"));
    assert!(serving.get("/__recount/served.js").head.contains("text/javascript"));
    assert!(serving.get("/__recount/served.css").head.contains("text/css"));
    assert!(serving.get("/search/index.js").status != 500 && serving.get("/feed.atom").body.contains("<feed"));
}
