//! The development server: answers with what the desk gives, so that no path can lead to the disk. The only file that
//! knows the HTTP library.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tiny_http::{Header, Method, Request, Response, Server};

use super::desk::{Answer, Desk};
use super::{page, stream};
use crate::percent::encoded;

/// Path of the stream of events.
const EVENTS: &str = "__recount/events";
/// Path of what is said of a page.
const REMARKS: &str = "__recount/remarks";
/// The policy that the pages are made for; served so that a breach shows while writing a theme.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'";
/// Open event streams at the most; a browser opens one for each tab that is looked at.
const MAX_STREAMS: usize = 32;
const WORKERS: usize = 4;
const HTML: &str = "text/html; charset=utf-8";

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
    pub fn start(&self, desk: &Arc<Desk>) {
        let streams = Arc::new(AtomicUsize::new(0));
        for _ in 0..WORKERS {
            let (requests, desk, streams) = (Arc::clone(&self.server), Arc::clone(desk), Arc::clone(&streams));
            let address = self.address;
            std::thread::spawn(move || {
                for request in requests.incoming_requests() {
                    answer(request, &desk, &streams, address);
                }
            });
        }
    }
}

fn answer(request: Request, desk: &Arc<Desk>, streams: &Arc<AtomicUsize>, address: SocketAddr) {
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
                let page = parameter(request.url(), "page").unwrap_or_default();
                let version = parameter(request.url(), "version").and_then(|hex| u64::from_str_radix(&hex, 16).ok());
                let (desk, streams) = (Arc::clone(desk), Arc::clone(streams));
                std::thread::spawn(move || {
                    stream::run(request.into_writer(), &desk, &page, version.unwrap_or_default());
                    streams.fetch_sub(1, Ordering::SeqCst);
                });
                Ok(())
            }
        }
        Asked::Path(path) if path == REMARKS => {
            let page = parameter(request.url(), "page").unwrap_or_default();
            request.respond(bytes(200, desk.remarks(&page), media_type("remarks.json")))
        }
        Asked::Path(path) => match page::ASSETS.iter().find(|(asset, _)| *asset == path) {
            Some((_, content)) => request.respond(bytes(200, content.to_vec(), media_type(&path))),
            None => request.respond(file(&path, &desk.file(&path))),
        },
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
    let hides = |code: &str| path.to_ascii_lowercase().contains(code);
    let decoded = decoded(path)?;
    let climbs = decoded.contains(['\\', '\0']) || decoded.split('/').any(|part| part == "..");
    (!climbs && !hides("%2f")).then_some(decoded)
}

/// The value of a parameter of a URL, decoded.
fn parameter(url: &str, name: &str) -> Option<String> {
    let pairs = url.split_once('?')?.1.split('&').filter_map(|pair| pair.split_once('='));
    decoded(pairs.into_iter().find(|(key, _)| *key == name)?.1)
}

/// `None` where it is not UTF-8, or not well encoded.
fn decoded(encoded: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        decoded.push(if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

fn file(path: &str, answer: &Answer) -> Response<std::io::Cursor<Vec<u8>>> {
    let name = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let version = answer.version();
    match answer {
        Answer::File { content, .. } if media_type(&name) == HTML => {
            bytes(200, page::with_script(content, path, version), HTML)
        }
        Answer::File { content, .. } => bytes(200, content.to_vec(), media_type(&name)),
        Answer::Folder => {
            let moved = plain(301, "");
            match Header::from_bytes("Location", format!("/{}/", encoded(path))) {
                Ok(location) => moved.with_header(location),
                Err(()) => moved,
            }
        }
        Answer::Missing(Some(content)) => bytes(404, page::with_script(content, path, version), HTML),
        Answer::Missing(None) => plain(404, "no such page"),
        Answer::Broken(message) => bytes(500, page::with_script(&page::broken(message), path, version), HTML),
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => HTML,
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
    fn a_parameter_is_decoded() {
        assert_eq!(parameter("/a?page=b%2Fc%26d/&version=1f", "page").as_deref(), Some("b/c&d/"));
        assert_eq!(parameter("/a?page=b&version=1f", "version").as_deref(), Some("1f"));
        assert_eq!(parameter("/a?pages=b", "page"), None);
        assert_eq!(parameter("/a", "page"), None);
    }
}
