//! Initials as actors: `09:16 AC Restarted pods`, `09:20 [BD] looked at logs`, `09:30 EF: called the vendor`. One entry
//! cannot tell them from other short words in capitals ("DB down"); a timeline that begins most of its entries so can.

use std::collections::BTreeMap;

use crate::incident::model::TimelineEntry;
use crate::text::{Span, Spanned};

/// Fewer entries with initials prove nothing.
const ENOUGH: usize = 3;
/// Short words in capitals that begin sentences about machines.
const NOT_PEOPLE: [&str; 40] = [
    "ALB", "API", "AWS", "AZ", "CDN", "CI", "CPU", "DB", "DC", "DNS", "EC", "EKS", "ELB", "EU", "FE", "GC", "GCE",
    "GCP", "GKE", "HA", "IO", "IP", "JS", "LB", "NFS", "OK", "OOM", "OS", "PR", "QA", "RDS", "SQL", "SRE", "SSH",
    "SSL", "TLS", "UI", "US", "VM", "VPN",
];

/// Makes actors of the initials that at least half of `entries` begin with, where they have no actor otherwise.
pub(super) fn take(entries: &mut [TimelineEntry], source: &str) {
    let found: Vec<Option<(usize, usize, usize)>> = entries.iter().map(|entry| before(entry, source)).collect();
    let count = found.iter().flatten().count();
    if count < ENOUGH || count * 2 < entries.len() {
        return;
    }
    // One name for most entries is a person or a machine: several names are people.
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (entry, place) in entries.iter().zip(&found) {
        if let Some((start, end, _)) = place {
            *names.entry(&entry.text.value[*start..*end]).or_default() += 1;
        }
    }
    if names.len() < 2 {
        return;
    }
    for (entry, place) in entries.iter_mut().zip(found) {
        let Some((start, end, behind)) = place else { continue };
        let at = entry.text.span.start();
        let name = entry.text.value[start..end].to_owned();
        entry.actor = Some(Spanned::new(name, Span::new(at + start, at + end)));
        entry.text.value.replace_range(..behind, "");
        entry.text.span = Span::new(at + behind, entry.text.span.end());
    }
}

/// Where initials stand at the beginning of an entry's text, and where the rest begins. `None` where its text is not the
/// source's from its first line on, or nothing follows.
fn before(entry: &TimelineEntry, source: &str) -> Option<(usize, usize, usize)> {
    let text = &entry.text.value;
    if entry.actor.is_some() || entry.kind.is_some() {
        return None;
    }
    let open = text.len() - text.trim_start_matches(['[', '(', '*', '_']).len();
    let letters = text.get(open..)?.bytes().take_while(u8::is_ascii_uppercase).count();
    let name = text.get(open..open + letters)?;
    if open > 3 || !(2..=3).contains(&letters) || NOT_PEOPLE.contains(&name) {
        return None;
    }
    let rest = text.get(open + letters..)?;
    let closed = rest.trim_start_matches([']', ')', '*', '_', ':']);
    let marked = closed.len() < rest.len();
    let behind = closed.strip_prefix(" - ").or_else(|| closed.strip_prefix(" – ")).unwrap_or(closed);
    let parted = marked || behind.len() < closed.len() || closed.starts_with(' ');
    let behind = behind.trim_start();
    let start = text.len() - behind.len();
    let head = source.get(entry.text.span.start()..)?.get(..start)?;
    (parted && behind.starts_with(char::is_alphanumeric) && text.starts_with(head)).then_some((
        open,
        open + letters,
        start,
    ))
}

#[cfg(test)]
mod tests {
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn told(timeline: &str) -> Vec<String> {
        let text = format!("## Timeline\n\n{timeline}");
        let incident = read(SourceText::new("2021-05-04-a.md", text), &Reading::default());
        let entries = incident.timeline.iter().map(|entry| {
            let actor = entry.actor.as_ref().map_or("", |actor| incident.source.slice(actor.span));
            assert!(incident.source.slice(entry.text.span).starts_with(entry.text.value.lines().next().unwrap_or("")));
            format!("{actor}|{}", entry.text.value)
        });
        entries.collect()
    }

    #[test]
    fn initials_that_begin_most_entries_are_actors() {
        let timeline = "- 09:10 alert fires\n- 09:16 AC Restarted pods\n- 09:20 [BD] looked at logs\n- 9.30 - EF: called vendor\n\
                        - 10:00am **GH** - went on\n- 10:10 DB is back\n";
        assert_eq!(
            told(timeline),
            ["|alert fires", "AC|Restarted pods", "BD|looked at logs", "EF|called vendor", "GH|went on", "|DB is back"]
        );
    }

    #[test]
    fn a_few_capitals_or_one_name_alone_are_words() {
        let timeline = "- 09:10 XY down\n- 09:16 restarted\n- 09:20 looked\n- 09:30 ZZ up\n";
        assert!(told(timeline).iter().all(|entry| entry.starts_with('|')));
        let timeline = "- 09:10 XQ down\n- 09:16 XQ slow\n- 09:20 XQ up\n";
        assert!(told(timeline).iter().all(|entry| entry.starts_with('|')));
    }

    #[test]
    fn a_handle_that_begins_an_entry_did_what_follows() {
        let timeline = "- 09:40 @gina restarted again\n- 09:50 @gina and @ben looked\n- 10:00 @ben: done\n";
        assert_eq!(told(timeline), ["@gina|restarted again", "|@gina and @ben looked", "@ben|done"]);
    }
}
