//! What the message of a commit says to recount: `TL:` notes and `Incident:` trailers.

/// What follows the prefix of a note: `TL: text`, `TL 09:32Z text` or `timeline: text`, in any case.
/// `None` where the line is not a note.
pub fn note_text(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let after = |prefix: &str| {
        let head = line.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| line[prefix.len()..].trim())
    };
    after("TL:").or_else(|| after("TL ")).or_else(|| after("timeline:"))
}

/// True when the raw message of a commit begins as a note.
pub(super) fn begins(message: &[u8]) -> bool {
    let message = message.trim_ascii_start();
    let after = |prefix: &[u8]| message.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    after(b"TL:") || after(b"TL ") || after(b"timeline:")
}

/// The subject (first paragraph, on one line) and the rest of a message.
pub(super) fn split(message: &str) -> (String, String) {
    let message = message.trim_matches(['\n', '\r', ' ', '\t']);
    let mut lines = message.split_inclusive('\n');
    let mut subject: Vec<&str> = Vec::new();
    for line in lines.by_ref() {
        if line.trim().is_empty() {
            break;
        }
        subject.push(line.trim());
    }
    let rest: String = lines.collect();
    (subject.join(" "), rest.trim_matches(['\n', '\r']).to_owned())
}

/// The ids in the `Incident:` trailers of a message's body (its last paragraph), in order.
pub(super) fn incidents(body: &str) -> Vec<String> {
    let last: Vec<&str> = body.trim_end().lines().rev().take_while(|line| !line.trim().is_empty()).collect();
    let value = |line: &&str| {
        let (key, value) = line.split_once(':')?;
        (key.trim_end().eq_ignore_ascii_case("Incident") && !value.trim().is_empty()).then(|| value.trim().to_owned())
    };
    last.iter().rev().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_prefixes_make_a_note_in_any_case() {
        assert_eq!(note_text("TL: queue restarted"), Some("queue restarted"));
        assert_eq!(note_text("tl 09:32Z queue restarted"), Some("09:32Z queue restarted"));
        assert_eq!(note_text("Timeline:queue restarted"), Some("queue restarted"));
        for other in ["TLS certificates renewed", "Fix TL: typo", "timeline of March", "", "T", "Ünïcode first"] {
            assert_eq!(note_text(other), None, "{other}");
            assert!(!begins(other.as_bytes()), "{other}");
        }
        assert!(begins(b"\ntl: x") && begins(b"TIMELINE: x") && begins(b"TL 09:32Z x"));
    }

    #[test]
    fn the_subject_is_the_first_paragraph_on_one_line() {
        assert_eq!(split("\nOne\n two\n\nBody\n\nmore\n"), ("One two".to_owned(), "Body\n\nmore".to_owned()));
        assert_eq!(split("Only\r\n"), ("Only".to_owned(), String::new()));
        assert_eq!(split(""), (String::new(), String::new()));
    }

    #[test]
    fn trailers_are_read_from_the_last_paragraph_alone() {
        assert_eq!(incidents("text\n\nIncident: INC-1\nSigned-off-by: A\nincident : INC-2\n"), ["INC-1", "INC-2"]);
        assert!(incidents("Incident: INC-1\n\nlast words").is_empty());
        assert!(incidents("Incident:\n").is_empty());
    }
}
