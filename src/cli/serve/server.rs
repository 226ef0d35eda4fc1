//! The development server: answers from the site in memory, so that no path can lead to the disk, and
//! tells open pages when it was rebuilt. The only file that knows the HTTP library.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

/// Files of a site by path, as they would be written.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Path of the script that reloads a page after a rebuild.
const RELOAD_SCRIPT: &str = "__recount/reload.js";
/// Path of the stream of rebuilds.
const EVENTS: &str = "__recount/events";
/// The tag that every served page gets. Only the server adds it; published pages do not have it.
const RELOAD_TAG: &str = "<script src=\"/__recount/reload.js\" defer></script>\n";
const RELOAD_SOURCE: &str = "'use strict';\n\
    // Reloads the page when the archive was rebuilt.\n\
    new EventSource('/__recount/events').addEventListener('rebuilt', () => location.reload());\n";
/// The policy that the pages are made for; served so that a breach shows while writing a theme.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'";
/// Open event streams at the most; a browser opens one a tab.
const MAX_STREAMS: usize = 32;
/// How often a stream says that it is alive, so that closed tabs are noticed.
const HEARTBEAT: Duration = Duration::from_secs(10);
const WORKERS: usize = 4;

/// The site being served, and how often it was rebuilt.
#[derive(Debug, Default)]
pub struct Served {
    state: Mutex<State>,
    rebuilt: Condvar,
}

#[derive(Debug, Default)]
struct State {
    files: Arc<Files>,
    generation: u64,
}

impl Served {
    /// Serves `files` from now on and tells open pages.
    pub fn replace(&self, files: Files) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.files = Arc::new(files);
        state.generation += 1;
        self.rebuilt.notify_all();
    }

    fn files(&self) -> Arc<Files> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner).files)
    }

    fn generation(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).generation
    }

    /// Waits until the site is newer than `seen`, at most for `patience`; the generation then.
    fn wait_beyond(&self, seen: u64, patience: Duration) -> u64 {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.rebuilt.wait_timeout_while(state, patience, |state| state.generation <= seen);
        waited.unwrap_or_else(PoisonError::into_inner).0.generation
    }
}

/// A listening server.
pub struct Listening {
    server: Arc<Server>,
    address: SocketAddr,
}

impl Listening {
    /// Listens on `host`:`port`; port 0 takes any that is free.
    pub fn on(host: IpAddr, port: u16) -> Result<Self, String> {
        let server = Server::http(SocketAddr::new(host, port)).map_err(|error| error.to_string())?;
        let address = server.server_addr().to_ip().ok_or_else(|| "not an internet address".to_owned())?;
        Ok(Self { server: Arc::new(server), address })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests on threads of its own until the process ends.
    pub fn start(&self, served: &Arc<Served>) {
        let streams = Arc::new(AtomicUsize::new(0));
        for _ in 0..WORKERS {
            let (requests, served, streams) = (Arc::clone(&self.server), Arc::clone(served), Arc::clone(&streams));
            let address = self.address;
            std::thread::spawn(move || {
                for request in requests.incoming_requests() {
                    answer(request, &served, &streams, address);
                }
            });
        }
    }
}

fn answer(request: Request, served: &Arc<Served>, streams: &Arc<AtomicUsize>, address: SocketAddr) {
    let asked = Asked::of(&request, address);
    // A reader that hung up is no concern of the others.
    let _ = match asked {
        Asked::Foreign => request.respond(plain(403, "this server answers only to its own address")),
        Asked::Unsupported => request.respond(plain(405, "only GET and HEAD")),
        Asked::Malformed => request.respond(plain(400, "not a path of this site")),
        Asked::Path(path) if path == EVENTS => {
            if streams.fetch_add(1, Ordering::SeqCst) >= MAX_STREAMS {
                streams.fetch_sub(1, Ordering::SeqCst);
                request.respond(plain(503, "too many open pages"))
            } else {
                let (served, streams) = (Arc::clone(served), Arc::clone(streams));
                std::thread::spawn(move || {
                    stream(request.into_writer(), &served);
                    streams.fetch_sub(1, Ordering::SeqCst);
                });
                Ok(())
            }
        }
        Asked::Path(path) if path == RELOAD_SCRIPT => {
            request.respond(bytes(200, RELOAD_SOURCE.as_bytes().to_vec(), "text/javascript; charset=utf-8"))
        }
        Asked::Path(path) => request.respond(page(&path, &served.files())),
    };
}

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// A decoded path without its leading slash.
    Path(String),
    /// The `Host` is another's: a page elsewhere that resolves its name to this machine.
    Foreign,
    /// Not GET or HEAD.
    Unsupported,
    /// A path that climbs, or that does not decode.
    Malformed,
}

impl Asked {
    fn of(request: &Request, address: SocketAddr) -> Self {
        let host = request.headers().iter().find(|header| header.field.equiv("Host"));
        if !host.is_some_and(|host| is_own_host(host.value.as_str(), address)) {
            return Self::Foreign;
        }
        if !matches!(request.method(), Method::Get | Method::Head) {
            return Self::Unsupported;
        }
        decoded_path(request.url()).map_or(Self::Malformed, Self::Path)
    }
}

fn is_own_host(host: &str, address: SocketAddr) -> bool {
    let name = host.rsplit_once(':').map_or(
        host,
        |(name, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host }
        },
    );
    let name = name.trim_start_matches('[').trim_end_matches(']');
    // Who binds every address wants to be reached by any name.
    address.ip().is_unspecified()
        || name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip == address.ip())
}

/// The path of a URL, decoded; `None` where it climbs, hides a separator, or is not UTF-8.
fn decoded_path(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let mut decoded = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let value = u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?;
            if matches!(value, b'/' | b'\\' | 0) {
                return None;
            }
            decoded.push(value);
        } else {
            decoded.push(byte);
        }
    }
    let decoded = String::from_utf8(decoded).ok()?;
    let climbs = decoded.contains('\\') || decoded.split('/').any(|part| part == "..");
    (!climbs).then_some(decoded)
}

fn page(path: &str, files: &Files) -> Response<std::io::Cursor<Vec<u8>>> {
    let index = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(content) = files.get(&index) {
        return bytes(200, with_reload(&index, content), media_type(&index));
    }
    if files.contains_key(&format!("{path}/index.html")) {
        let moved = plain(301, "");
        return match Header::from_bytes("Location", format!("/{path}/")) {
            Ok(location) => moved.with_header(location),
            Err(()) => moved,
        };
    }
    match files.get("404.html") {
        Some(content) => bytes(404, with_reload("404.html", content), "text/html; charset=utf-8"),
        None => plain(404, "no such page"),
    }
}

/// A page with the reload script before its end.
fn with_reload(path: &str, content: &[u8]) -> Vec<u8> {
    if !media_type(path).starts_with("text/html") {
        return content.to_vec();
    }
    let end = b"</body>";
    let at = content.windows(end.len()).rposition(|window| window == end).unwrap_or(content.len());
    [&content[..at], RELOAD_TAG.as_bytes(), &content[at..]].concat()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "csv" => "text/csv; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn plain(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    bytes(status, text.as_bytes().to_vec(), "text/plain; charset=utf-8")
}

fn bytes(status: u16, content: Vec<u8>, media_type: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    let headers = [
        ("Content-Type", media_type),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    ];
    let response = Response::from_data(content).with_status_code(status);
    headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .fold(response, Response::with_header)
}

/// Tells one page of every rebuild until it goes away.
fn stream(mut page: Box<dyn Write + Send>, served: &Served) {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                Connection: close\r\n\r\nretry: 500\n\n";
    let mut seen = served.generation();
    let mut say = |text: &str| page.write_all(text.as_bytes()).and_then(|()| page.flush());
    let mut alive = say(head).is_ok();
    while alive {
        let now = served.wait_beyond(seen, HEARTBEAT);
        alive = if now > seen { say(&format!("event: rebuilt\ndata: {now}\n\n")) } else { say(": alive\n\n") }.is_ok();
        seen = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_climbs_or_hides_a_separator_is_refused() {
        assert_eq!(decoded_path("/a%20b/?q=1").as_deref(), Some("a b/"));
        assert_eq!(decoded_path("/"), Some(String::new()));
        for url in ["/../etc", "/a/../../b", "/%2e%2e/x", "/a%2fb", "/a%5cb", "/a\\b", "/%00", "/%zz", "/%ff", "/%2"] {
            assert_eq!(decoded_path(url), None, "{url}");
        }
    }

    #[test]
    fn only_its_own_names_are_answered_on_loopback() {
        let loopback = SocketAddr::from(([127, 0, 0, 1], 8000));
        for host in ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"] {
            assert!(is_own_host(host, loopback), "{host}");
        }
        assert!(!is_own_host("attacker.example:8000", loopback));
        assert!(is_own_host("box.example:8000", SocketAddr::from(([0, 0, 0, 0], 8000))));
    }

    #[test]
    fn only_pages_get_the_reload_script_and_only_before_their_end() {
        assert_eq!(with_reload("a.css", b"</body>"), b"</body>");
        let page = String::from_utf8(with_reload("a.html", b"<body>x</body></html>")).expect("utf-8");
        assert_eq!(page, format!("<body>x{RELOAD_TAG}</body></html>"));
    }
}
