//! The labels by which people state the day, the times and the durations of an incident; in lower case, no markup.

use crate::incident::model::Phase;

/// Labels of the day, with or without a time.
const DAYS: [&str; 9] = [
    "date",
    "incident date",
    "date of incident",
    "date of the incident",
    "date and time",
    "incident time",
    "outage date",
    "when",
    "time of incident",
];

/// Labels of each time.
const TIMES: [(Phase, &[&str]); 5] = [
    (
        Phase::Started,
        &[
            "incident from",
            "incident start",
            "incident started",
            "incident start time",
            "incident began",
            "start",
            "started",
            "start time",
            "start date",
            "started at",
            "started on",
            "from",
            "outage start",
            "outage started",
            "begin",
            "began",
            "beginning",
            "start of incident",
            "start of impact",
            "impact start",
            "impact started",
            "impact began",
            "time of start",
            "time started",
            "occurred",
            "occurred at",
            "occurred on",
        ],
    ),
    (
        Phase::Detected,
        &[
            "detected",
            "detected at",
            "detected on",
            "detection",
            "detection time",
            "time of detection",
            "time detected",
            "discovered",
            "discovered at",
            "noticed",
            "noticed at",
            "reported",
            "reported at",
            "first report",
            "first alert",
            "alerted at",
            "incident detected",
        ],
    ),
    (Phase::Acknowledged, &["acknowledged", "acknowledged at", "acked", "acked at", "time acknowledged"]),
    (
        Phase::Mitigated,
        &[
            "mitigated",
            "mitigated at",
            "mitigation",
            "mitigation time",
            "time of mitigation",
            "time mitigated",
            "contained",
            "contained at",
            "stabilized",
            "stabilised",
            "incident mitigated",
        ],
    ),
    (
        Phase::Resolved,
        &[
            "resolved",
            "resolved at",
            "resolved on",
            "resolution",
            "resolution time",
            "time of resolution",
            "time resolved",
            "incident resolved",
            "incident end",
            "incident ended",
            "incident until",
            "end",
            "ended",
            "ended at",
            "end time",
            "end date",
            "end of incident",
            "end of impact",
            "impact end",
            "impact ended",
            "outage end",
            "outage ended",
            "recovered",
            "recovered at",
            "restored",
            "restored at",
            "service restored",
            "fixed",
            "fixed at",
            "until",
            "to",
        ],
    ),
];

/// Labels of each typed duration.
const DURATIONS: [((Phase, Phase), &[&str]); 4] = [
    ((Phase::Started, Phase::Detected), &["time to detect", "time to detection", "time-to-detect", "ttd", "mttd"]),
    ((Phase::Detected, Phase::Acknowledged), &["time to acknowledge", "time to acknowledgement", "tta", "mtta"]),
    ((Phase::Started, Phase::Mitigated), &["time to mitigate", "time to mitigation", "ttm", "mttm"]),
    (
        (Phase::Started, Phase::Resolved),
        &[
            "time to repair",
            "time to recover",
            "time to recovery",
            "time to resolve",
            "time to resolution",
            "time to restore",
            "time to fix",
            "ttr",
            "mttr",
            "duration",
            "incident duration",
            "outage duration",
            "total duration",
            "duration of incident",
            "duration of the incident",
            "duration of outage",
            "duration of impact",
            "length of outage",
            "downtime",
            "total downtime",
        ],
    ),
];

/// True for a label of the day of the incident.
pub(super) fn is_day(label: &str) -> bool {
    DAYS.contains(&label)
}

/// True for a label of its start.
pub(super) fn is_start(label: &str) -> bool {
    time(label) == Some(Phase::Started)
}

/// The phase whose time the label is of.
pub(super) fn time(label: &str) -> Option<Phase> {
    TIMES.iter().find(|(_, labels)| labels.contains(&label)).map(|(phase, _)| *phase)
}

/// The phases between which the label's duration lies.
pub(super) fn duration(label: &str) -> Option<(Phase, Phase)> {
    DURATIONS.iter().find(|(_, labels)| labels.contains(&label)).map(|(between, _)| *between)
}
