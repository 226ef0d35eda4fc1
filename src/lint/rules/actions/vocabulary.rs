//! The words by which an action is judged. A new word goes here and nowhere else.
//! Phrases as `wording` reads them: lower case, `*` for any ending.

/// First words of an action that name an activity without an end.
pub const ENDLESS: &[&str] = &[
    "analyse", "analyze", "assess", "be more careful", "better", "check into", "clarify", "consider", "continue",
    "discuss", "dig into", "do better", "enhance", "ensure better", "evaluate", "examine", "explore", "figure out",
    "fix the issue", "fix the problem", "follow up", "have a look", "improve", "increase awareness", "inspect",
    "investigate", "keep an eye", "learn", "look at", "look into", "look more", "monitor the", "more", "optimise",
    "optimize", "pay attention", "reconsider", "research", "revisit", "review", "rethink", "strengthen", "study",
    "talk about", "think about", "try to", "understand", "watch",
];

/// What may stand before the first word without changing it.
pub const LEAD_IN: &[&str] = &[
    "and", "better", "further", "i", "let's", "must", "need", "needs", "please", "should", "start", "team", "to",
    "todo", "us", "we", "will", "would",
];

/// Objects that every incident could have, and function words: no aim of an action.
pub const AIMLESS: &[&str] = &[
    "a", "about", "actual", "additional", "again", "alert", "alerting", "alerts", "all", "alternatives", "an", "and",
    "any", "are", "areas", "as", "at", "availability", "be", "been", "better", "by", "can", "cause", "caused", "causes",
    "causing", "code", "communication", "communications", "could", "current", "dashboard", "dashboards", "did", "docs",
    "documentation", "error", "errors", "existing", "failure", "failures", "for", "from", "further", "future", "happen",
    "happened", "how", "if", "in", "incident", "incidents", "information", "infrastructure", "into", "is", "issue",
    "issues", "it", "knowledge", "logging", "logs", "metrics", "monitoring", "more", "need", "needed", "of", "on",
    "onboarding", "options", "or", "other", "our", "outage", "outages", "overall", "performance", "possibilities",
    "possible", "postmortem", "potential", "prevent", "problem", "problems", "process", "processes", "quality",
    "reliability", "resilience", "response", "robustness", "root", "runbook", "runbooks", "security", "service",
    "services", "setup", "should", "similar", "situation", "solution", "solutions", "stability", "system", "systems",
    "team", "test", "testing", "tests", "that", "the", "their", "them", "there", "these", "thing", "things", "this",
    "those", "to", "tooling", "tools", "up", "ux", "was", "way", "ways", "we", "were", "what", "when", "where",
    "whether", "which", "why", "with", "workflow",
];

/// Words that introduce how one will know that the action is done.
pub const CRITERION: &[&str] = &[
    "acceptance", "and add", "and agree", "and alert", "and build", "and change", "and choose", "and create",
    "and decide", "and document", "and enforce", "and file", "and fix", "and implement", "and migrate", "and open",
    "and publish", "and record", "and remove", "and replace", "and report", "and set", "and update", "and write",
    "at least", "at most", "below", "by adding", "by building", "by changing", "by creating", "by moving", "by removing",
    "by replacing", "by running", "by setting", "by using", "by writing", "decide whether", "done when", "fewer than",
    "in under", "less than", "no longer than", "no more than", "so it", "so that", "so we", "such that", "to at least",
    "to under", "under", "until", "within",
];

/// Words of an action that may never be done.
pub const NICE_TO_HAVE: &[&str] = &[
    "at some point", "could be nice", "eventually", "if possible", "if there's time", "if time allows",
    "if time permits", "if we have time", "in an ideal world", "in the long run", "maybe", "might want to",
    "nice to have", "nice to haves", "one day", "optional", "optionally", "perhaps", "possibly", "some day", "someday",
    "sometime", "stretch goal", "when possible", "when there is time", "when time allows", "when time permits",
    "when we get around", "when we have time", "would be good", "would be great", "would be nice",
];

/// Words of a measure that will have to be taken again.
pub const TEMPORARY: &[&str] = &[
    "band aid", "by hand", "for now", "for the moment", "for the time being", "in the meantime", "interim", "manual",
    "manually", "provisional", "quick fix", "short term", "short term fix", "stop gap", "stopgap", "temporarily",
    "temporary", "until further notice", "until then", "work around", "workaround", "workarounds",
];

/// First words of a measure that repairs without changing anything.
pub const REPAIRS: &[&str] = &[
    "clean up", "clear", "keep restarting", "periodically restart", "reboot", "recreate the", "regularly restart",
    "restart", "re start", "re run", "rerun",
];

/// Words that say the temporary measure is what the action takes away.
pub const ENDS_IT: &[&str] = &[
    "automat*", "avoid*", "deprecat*", "eliminat*", "instead of", "lift the", "no longer", "no more", "permanent*",
    "prevent*", "remov*", "replac*", "retir*", "revert*", "rid of", "stop", "undo", "without",
];
