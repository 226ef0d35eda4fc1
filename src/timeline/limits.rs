//! What the commits of an incident cannot tell, said out loud: edits that are not committed, a beginning that is cut off
//! or was written afterwards, dates that contradict each other.

use super::differences::Difference;
use super::event::{Event, EventKind, Provenance, TimeKey, When};
use super::recorded::Recording;
use crate::history::{Change, CommitId};
use crate::incident::{Gate, Moment};

/// A commit may say that it was written this much after it was made before its clocks are doubted, in seconds: the two
/// clocks of a patch that was sent are never quite alike.
const CLOCK_SLACK: i64 = 3600;
/// Digits of a commit's id that a reader is shown.
const SHORT_ID: usize = 8;

/// The edits of the work tree that no commit has, as a sentence.
pub fn uncommitted(differences: &[Difference]) -> String {
    let told: Vec<&str> = differences.iter().map(|difference| difference.text.as_str()).collect();
    if told.is_empty() {
        return "The file has edits that are not yet committed.".to_owned();
    }
    format!("Not yet committed: {}.", told.join("; "))
}

/// Times that a commit changed after the review was held: the key of each, and the commit, in order. What the commit
/// corrects that also writes down the review is what the review found.
pub fn changed_after(events: &[Event], held_at: Moment) -> Vec<(TimeKey, CommitId)> {
    let writes_it_down = |commit: &CommitId| {
        let mut reviews = events.iter().filter(|event| event.kind == EventKind::ReviewRecorded);
        reviews.any(|event| event.provenance.commit() == Some(*commit))
    };
    let after = events.iter().filter(|event| matches!(event.when, When::Recorded(at) if at > held_at));
    let changed = after.filter_map(|event| match (&event.kind, &event.provenance) {
        (EventKind::TimeCorrected(key), Provenance::Recorded { commit }) if !writes_it_down(commit) => {
            Some((*key, *commit))
        }
        _ => None,
    });
    changed.collect()
}

/// What was reviewed is not what the file says now.
pub fn backdated(changed: &[(TimeKey, CommitId)]) -> Option<String> {
    let told: Vec<String> =
        changed.iter().map(|(key, id)| format!("{key} in {}", id.to_hex_with_len(SHORT_ID))).collect();
    (!told.is_empty()).then(|| format!("Changed after the review was held: {}.", told.join(", ")))
}

/// So many versions have no content here: a partial clone leaves old ones with the remote.
pub fn missing(versions: usize) -> Option<String> {
    let (noun, verb) = if versions == 1 { ("version is", "it") } else { ("versions are", "them") };
    (versions > 0).then(|| {
        format!(
            "The contents of {versions} {noun} not in this clone, which is partial: what changed with {verb} is not \
             known here; `git fetch --refetch --no-filter` brings them."
        )
    })
}

/// What the recordings, oldest first, leave open.
pub fn of(recordings: &[Recording<'_>]) -> Vec<String> {
    let mut limits = Vec::new();
    let first = recordings.first();
    if first.is_some_and(|first| first.version.change == Change::AtShallowEdge) {
        limits.push("Who opened it, and when, lies beyond the edge of this shallow clone.".to_owned());
    } else if let Some(status) = first.and_then(|first| first.facts.as_ref()?.status)
        && Gate::of(Some(status)) >= Gate::Complete
    {
        limits.push(format!(
            "The file was first committed as {}: what went before was recorded nowhere, or in commits that were \
             squashed into one.",
            status.as_str()
        ));
    }
    let doubtful: Vec<String> = recordings
        .iter()
        .filter(|recording| (recording.commit.authored_at - recording.commit.committed_at).num_seconds() > CLOCK_SLACK)
        .map(|recording| recording.commit.id.to_hex_with_len(SHORT_ID).to_string())
        .collect();
    if !doubtful.is_empty() {
        limits.push(format!(
            "By their dates these commits were written after they were made, so a clock was wrong or a date was set \
             by hand: {}.",
            doubtful.join(", ")
        ));
    }
    limits
}
