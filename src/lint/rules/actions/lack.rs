//! What several rules of this group ask: which actions count, where they stand, and which lack something.

use crate::incident::{Action, ActionState, Incident, SectionKind};
use crate::lint::Findings;
use crate::text::Span;

/// Actions that were not dropped: what the review still promises or has kept.
pub fn kept(incident: &Incident) -> Vec<&Action> {
    incident.actions.iter().filter(|action| action.state != ActionState::Dropped).collect()
}

/// Actions that somebody still has to do.
pub fn open(incident: &Incident) -> Vec<&Action> {
    incident.actions.iter().filter(|action| action.state.is_open()).collect()
}

/// The heading of the actions, where a finding about all of them points.
pub fn heading(incident: &Incident) -> Option<Span> {
    incident.section(SectionKind::ActionItems).map(|section| section.heading.span)
}

/// The action's words on its first line, where a finding about one of them points.
pub fn words_span(incident: &Incident, action: &Action) -> Span {
    let span = action.description.span;
    let line = incident.source.slice(span).lines().next().unwrap_or("").trim_end();
    Span::new(span.start(), span.start() + line.len())
}

/// The description for a message: without emphasis, and shortened.
pub fn short(action: &Action) -> String {
    const LONG: usize = 48;
    let text = action.description.value.replace(['*', '`'], "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONG {
        return text;
    }
    let cut: String = text.chars().take(LONG - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Further places that a finding about all of them points at.
const SHOWN: usize = 8;

/// What an action lacks, and how a finding says it.
pub struct Lack {
    /// What is missing, with its article: `an owner`.
    pub what: &'static str,
    /// The question under the underline.
    pub label: &'static str,
    /// How to fix it.
    pub help: &'static str,
}

impl Lack {
    /// Reports each of `actions` that lacks it. Where no action of a list has it, one finding at the heading
    /// speaks for all, so that an old archive is not buried under copies of one sentence.
    pub fn report(
        &self,
        incident: &Incident,
        actions: &[&Action],
        lacks: impl Fn(&Action) -> bool,
        findings: &mut Findings,
    ) {
        let lacking: Vec<&Action> = actions.iter().copied().filter(|action| lacks(action)).collect();
        let all = lacking.len() == actions.len() && lacking.len() > 1;
        if let (true, Some(section)) = (all, incident.section(SectionKind::ActionItems)) {
            let message = format!("none of the {} actions has {}", lacking.len(), self.what);
            let finding = findings.add(incident, section.heading.span, message, self.label).help(self.help);
            for action in lacking.into_iter().take(SHOWN) {
                finding.related(&incident.source, words_span(incident, action), self.label);
            }
            return;
        }
        for action in lacking {
            let message = format!("the action \"{}\" does not have {}", short(action), self.what);
            findings.add(incident, words_span(incident, action), message, self.label).help(self.help);
        }
    }
}
