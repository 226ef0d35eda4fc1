//! Times and durations on labelled lines anywhere outside the timeline: `**Incident from:** … until …`,
//! `- Detected: 10:05`, `| Resolved | 12:30 UTC |`, `Time to recovery: 84 minutes`.

use super::days::Days;
use super::labels::{self, is_day};
use super::outline::{Kind, Outline};
use super::plain::plain;
use super::scan::{self, prefix, slice, trim};
use super::sections::Region;
use super::zone::Zone;
use super::{stamp, typed_duration};
use crate::incident::model::{Inferred, InferredTime, Origin, Phase, SectionKind, TypedDuration};
use crate::text::{Span, Spanned};

/// A label is short, in bytes.
const MAX_LABEL: usize = 48;
/// So is what a labelled line says.
const MAX_VALUE: usize = 160;
/// Most typed durations of one document that are kept.
const MAX_DURATIONS: usize = 20;

/// Reads every labelled line; `days` is what the document knows of its day and zone.
pub(super) fn read(text: &str, outline: &Outline, regions: &[Region], days: Days) -> Inferred {
    let mut inferred = Inferred::default();
    let timeline = regions.iter().filter(|region| region.role == Some(SectionKind::Timeline));
    let timeline: Vec<_> = timeline.map(|region| region.blocks.clone()).collect();
    let mut reader = Reader { text, days, inferred: &mut inferred };
    for (at, block) in outline.blocks.iter().enumerate() {
        if timeline.iter().any(|blocks| blocks.contains(&at)) {
            continue;
        }
        match block.kind {
            Kind::Paragraph => scan::lines(text, block.text).for_each(|line| reader.line(line.span)),
            Kind::Row => {
                let mut cells = outline.children(at).map(|cell| trim(text, outline.blocks[cell].text));
                if let (Some(label), Some(value), None) = (cells.next(), cells.next(), cells.next()) {
                    reader.labelled(slice(text, label).trim_end_matches(':'), value);
                }
            }
            _ => {}
        }
    }
    inferred
}

struct Reader<'a> {
    text: &'a str,
    days: Days,
    inferred: &'a mut Inferred,
}

impl Reader<'_> {
    fn line(&mut self, line: Span) {
        let head = prefix(slice(self.text, line), MAX_LABEL);
        if let Some((label, _)) = head.split_once(':') {
            let value = Span::new(line.start() + label.len() + 1, line.end());
            self.labelled(label, value);
        }
    }

    fn labelled(&mut self, label: &str, value: Span) {
        if label.len() > MAX_LABEL || !label.contains(char::is_alphabetic) {
            return;
        }
        let label = plain(label.trim().trim_matches(['*', '_'])).to_lowercase();
        let (label, zone) = without_remark(label.trim().trim_end_matches(':'));
        if let Some(between) = labels::duration(label) {
            self.duration(between, value);
        }
        if let Some(phase) = labels::time(label) {
            self.time(phase, value, zone);
        } else if is_day(label) {
            self.time(Phase::Started, value, zone);
        }
    }

    fn duration(&mut self, between: (Phase, Phase), value: Span) {
        let written = prefix(slice(self.text, value), MAX_VALUE);
        let Some((length, unit, end)) = typed_duration::read(written) else { return };
        if self.inferred.durations.len() < MAX_DURATIONS {
            let span = trim(self.text, Span::new(value.start(), value.start() + end));
            self.inferred.durations.push(TypedDuration { between, length: Spanned::new(length, span), unit });
        }
    }

    /// The time of `phase`; a range from the start also tells when it was over.
    fn time(&mut self, phase: Phase, value: Span, zone: Option<Zone>) {
        let written_as = prefix(slice(self.text, value), MAX_VALUE);
        let Some(mut written) = stamp::read(written_as) else { return };
        written.zone = written.zone.or(zone);
        let mut days = self.days;
        let Some(understood) = days.understand(&written) else { return };
        let span = Span::new(value.start() + written.start, value.start() + written.end);
        let found = |at, span| InferredTime { at, origin: Origin::Labelled, span };
        self.inferred.offer(phase, found(understood.stamp.at, span));
        if let (Phase::Started, Some(until)) = (phase, understood.stamp.until) {
            self.inferred.offer(Phase::Resolved, found(until, span));
        }
    }
}

/// A label without the remark in brackets behind it, and the zone that this names: `start time (utc)`.
fn without_remark(label: &str) -> (&str, Option<Zone>) {
    let Some((bare, remark)) = label.strip_suffix(')').and_then(|label| label.rsplit_once('(')) else {
        return (label, None);
    };
    (bare.trim_end(), Zone::named(&remark.trim().to_uppercase()))
}

#[cfg(test)]
mod tests {
    use crate::incident::{Origin, Phase, Reading, read};
    use crate::text::SourceText;

    /// The inferred times as written, and the typed durations in minutes.
    fn told(body: &str) -> String {
        let incident = read(SourceText::new("2023-09-02-a.md", body), &Reading::default());
        let inferred = &incident.inferred;
        let times = Phase::ALL.iter().filter_map(|phase| {
            let time = inferred.time(*phase).filter(|time| time.origin == Origin::Labelled)?;
            Some(format!("{phase:?} {:?} {}", time.at, incident.source.slice(time.span)))
        });
        let durations = inferred.durations.iter().map(|typed| {
            format!(
                "{:?} {} {}",
                typed.between,
                typed.length.value.num_minutes(),
                incident.source.slice(typed.length.span)
            )
        });
        times.chain(durations).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_line_with_from_and_until_gives_start_and_end() {
        insta::assert_snapshot!(told("# Down\n\n**Incident from:** 2023-09-02 23:00 until 00:30\n"), @r"
        Started Unzoned(2023-09-02T23:00:00) 2023-09-02 23:00 until 00:30
        Resolved Unzoned(2023-09-03T00:30:00) 2023-09-02 23:00 until 00:30
        ");
        insta::assert_snapshot!(told("# Down\n\n- From: 2 Sep 2023 10:00 UTC to 3 Sep 2023 12:00 UTC\n"), @r"
        Started Exact(2023-09-02T10:00:00+00:00) 2 Sep 2023 10:00 UTC to 3 Sep 2023 12:00 UTC
        Resolved Exact(2023-09-03T12:00:00+00:00) 2 Sep 2023 10:00 UTC to 3 Sep 2023 12:00 UTC
        ");
    }

    #[test]
    fn labels_stand_on_lines_in_lists_and_in_tables() {
        let text = "# Down\n\n**When:** 2023-09-02 10:00–11:30 UTC\n\n- **Detected**: 10:05 UTC\n- Acknowledged: soon\n\n\
                    | | |\n|---|---|\n| Mitigated | 11:00 UTC |\n\n## Stats\n\n- Time to detection: 5 minutes\n\
                    - Time to recovery:  1 hour 30 minutes. [^1]\n- Time to acknowledge: ?\n";
        insta::assert_snapshot!(told(text), @r"
        Started Exact(2023-09-02T10:00:00+00:00) 2023-09-02 10:00–11:30 UTC
        Detected Exact(2023-09-02T10:05:00+00:00) 10:05 UTC
        Mitigated Exact(2023-09-02T11:00:00+00:00) 11:00 UTC
        Resolved Exact(2023-09-02T11:30:00+00:00) 2023-09-02 10:00–11:30 UTC
        (Started, Detected) 5 5 minutes
        (Started, Resolved) 90 1 hour 30 minutes
        ");
    }

    #[test]
    fn a_label_may_name_the_zone_of_its_time() {
        let text = "# Down\n\n| Field | |\n|---|---|\n| **Start Time (UTC)** | `2023-09-02 10:00` |\n\nEnd time (UTC): 11:30\n";
        insta::assert_snapshot!(told(text), @r"
        Started Exact(2023-09-02T10:00:00+00:00) 2023-09-02 10:00
        Resolved Exact(2023-09-02T11:30:00+00:00) 11:30
        ");
    }

    #[test]
    fn prose_and_the_timeline_itself_are_no_labels() {
        let text =
            "# Down\n\nTo: everybody\n\nResolved: yes\n\n## Timeline\n\n- Detected: 10:05\n- 10:07 Start: 11:00\n";
        assert_eq!(told(text), "");
    }
}
