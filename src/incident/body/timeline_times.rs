//! Times of an incident from its timeline, for want of declared and labelled ones: the entry of the right kind, else
//! the first one, and those whose words say that it was noticed, or over.

use crate::incident::model::{EntryTime, Inferred, InferredTime, Origin, Phase, TimelineEntry};

/// Kinds of entries that are a phase.
const KINDS: [(&str, Phase); 5] = [
    ("start", Phase::Started),
    ("detection", Phase::Detected),
    ("acknowledgement", Phase::Acknowledged),
    ("mitigation", Phase::Mitigated),
    ("resolution", Phase::Resolved),
];
/// Beginnings of words by which somebody noticed.
const NOTICED: [&str; 8] = ["alert", "alarm", "detect", "notice", "paged", "page ", "report", "observ"];
/// Words by which it was over. Of several such entries the last one counts.
const OVER: [&str; 16] = [
    "resolved",
    "restored",
    "recovered",
    "fixed",
    "back to normal",
    "back online",
    "back up",
    "operational",
    "all clear",
    "working again",
    "confirmed working",
    "healthy again",
    "incident closed",
    "incident over",
    "end of incident",
    "normal operation",
];
/// The words of an entry are looked for at its beginning, in bytes.
const MAX_TEXT: usize = 300;

/// Adds what `entries` tell, where nothing better is known.
pub(super) fn infer(entries: &[TimelineEntry], inferred: &mut Inferred) {
    let timed =
        || entries.iter().filter(|entry| matches!(entry.stamp.value.at, EntryTime::Exact(_) | EntryTime::Unzoned(_)));
    for entry in timed() {
        let kind = entry.kind.as_ref().and_then(|kind| KINDS.iter().find(|(word, _)| *word == kind.value));
        if let Some((_, phase)) = kind {
            inferred.offer(*phase, time(entry));
        }
    }
    if let Some(first) = timed().next() {
        inferred.offer(Phase::Started, time(first));
    }
    // A timeline that begins with the alert tells when it was noticed, and not how long that took.
    let begins_noticed = timed().next().is_some_and(|first| says(first, &NOTICED));
    if let Some(noticed) = timed().find(|entry| says(entry, &NOTICED)).filter(|_| !begins_noticed) {
        inferred.offer(Phase::Detected, time(noticed));
    }
    if let Some(over) = timed().skip(1).filter(|entry| says(entry, &OVER)).last() {
        inferred.offer(Phase::Resolved, time(over));
    }
}

fn time(entry: &TimelineEntry) -> InferredTime {
    InferredTime { at: entry.stamp.value.at, origin: Origin::Timeline, span: entry.stamp.span }
}

fn says(entry: &TimelineEntry, words: &[&str]) -> bool {
    let text = &entry.text.value;
    let end = (0..=MAX_TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let text = text[..end].to_lowercase();
    // "not yet resolved", "was not noticed": the opposite of what is looked for.
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].trim_end();
            let begins = at == 0 || !text[..at].ends_with(char::is_alphanumeric);
            begins && !["not", "not yet", "n't", "no", "un"].iter().any(|no| before.ends_with(no))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::incident::{Phase, Reading, read};
    use crate::text::SourceText;

    fn told(timeline: &str) -> Vec<String> {
        let text = format!("# Down\n\n## Timeline\n\n{timeline}");
        let incident = read(SourceText::new("2023-09-02-a.md", text), &Reading::default());
        let stamp = |phase| incident.inferred.time(phase).map(|time| incident.source.slice(time.span).to_owned());
        Phase::ALL.into_iter().map(|phase| stamp(phase).unwrap_or_default()).collect()
    }

    #[test]
    fn the_first_entry_starts_it_and_words_tell_the_rest() {
        let timeline = "- 10:00 certificate expires\n- 10:05 reports of failing logins\n- 10:30 not yet resolved\n\
                        - 10:50 service restored\n- 11:00 confirmed working, incident closed\n- 11:30 review planned\n";
        assert_eq!(told(timeline), ["10:00", "10:05", "", "", "11:00"]);
    }

    #[test]
    fn an_alert_at_the_beginning_says_nothing_of_how_long_it_took() {
        assert_eq!(
            told("- 10:00 alert fires\n- 10:05 reports come in\n- 10:50 resolved\n"),
            ["10:00", "", "", "", "10:50"]
        );
    }

    #[test]
    fn an_entrys_kind_counts_before_its_words() {
        let timeline = "- 09:00 deploy: fixed a typo\n- 09:12 start: queue full\n- 09:17 detection: pager\n\
                        - 09:18 acknowledgement: taken\n- 09:30 mitigation: restarted\n- 11:02 resolution: replayed\n";
        assert_eq!(told(timeline), ["09:12", "09:17", "09:18", "09:30", "11:02"]);
    }
}
