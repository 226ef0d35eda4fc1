//! Tells one open page when it was made anew, and when the archive was read again.

use std::io::Write;
use std::time::Duration;

use super::desk::Desk;

/// How often a stream says that it is alive, so that closed tabs are noticed.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Writes events until the page goes away, or is told to load itself again: `version` is the one it has.
pub fn run(mut page: Box<dyn Write + Send>, desk: &Desk, path: &str, version: u64) {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                Connection: close\r\n\r\nretry: 500\n\n";
    let mut say = |text: &str| page.write_all(text.as_bytes()).and_then(|()| page.flush()).is_ok();
    let mut alive = say(head);
    let mut seen = 0;
    while alive {
        let newest = desk.wait_beyond(seen, HEARTBEAT);
        if newest == seen {
            alive = say(": alive\n\n");
        } else if desk.file(path).version() == version {
            alive = say(&format!("event: read\ndata: {newest}\n\n"));
        } else {
            // It comes back with the new version.
            let _ = say(&format!("event: rebuilt\ndata: {newest}\n\n"));
            return;
        }
        seen = newest;
    }
}
