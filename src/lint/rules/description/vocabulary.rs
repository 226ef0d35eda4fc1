//! The words by which a description is judged. A new word goes here and nowhere else.
//! Phrases as `wording` reads them: lower case, `*` for any ending.

/// Words that say how an incident was found.
pub const DETECTION: &[&str] = &[
    "alarm*", "alert*", "anomaly", "aware", "blackbox", "called", "caught", "check interval", "complain*", "contacted",
    "dashboard*", "detect*", "discover*", "escalat*", "flagged", "found", "health check*", "healthcheck*", "identified",
    "informed", "investigat*", "monitor*", "notic*", "notif*", "observed", "opened an issue", "paged", "pager*", "pages",
    "pinged", "posted", "probe*", "raised", "realis*", "realiz*", "report*", "saw", "seen", "spotted", "support ticket*",
    "synthetic*", "told", "user raised", "warned", "woke*",
];

/// Words that say whom or what part an incident reached.
pub const SCOPE: &[&str] = &[
    "account*", "agents", "all clusters", "all environments", "all hosts", "all machines", "all nodes", "all pods",
    "all regions", "all services", "all sites", "all workloads", "analysts", "anyone", "apps", "audience", "buyers",
    "callers", "capabilities", "client*", "colleague*", "consumer*", "customer*", "deployments", "developer*",
    "employee*", "engineers", "entire", "every cluster", "every environment", "every node", "every region",
    "every service", "everybody", "everyone", "external*", "guests", "hub users", "instances", "internal*", "jobs",
    "launches", "logins", "maintainers", "member*", "merchant*", "multiple services", "namespaces", "no one", "nobody",
    "no impact", "no services", "operators", "orders", "organisation*", "organization*", "participants", "partner*",
    "patients", "pending workloads", "people", "player*", "public", "readers", "region*", "request*", "several services",
    "sessions", "shoppers", "some services", "staff", "student*", "subscriber*", "teams", "team", "tenant*", "traffic",
    "user*", "visitor*", "viewers", "workloads",
];

/// Words that say that something was over.
pub const RECOVERY: &[&str] = &[
    "back online", "back to normal", "back up", "come back", "fixed", "mitigat*", "operational again", "re established",
    "reestablished", "recover*", "resolv*", "restor*", "resumed", "returned to normal", "stabilis*", "stabiliz*",
    "subsided", "went away", "working again", "works again",
];

/// Verbs of mitigation and resolution. `resolved` and `fixed` are not here: they say that it ended, not how.
pub const STEPS: &[&str] = &[
    "added", "adding", "adjust*", "allocat*", "applied", "applying", "attach*", "ban", "banned", "block*", "bounced",
    "bumped", "bypass*", "changed", "changing", "clear*", "configur*", "cordon*", "correct*", "creat*", "decreas*",
    "delet*", "deploy*", "detach*", "disabl*", "disconnect*", "downgrad*", "drain*", "emptied", "enabl*", "evict*",
    "expand*", "fail over", "failed over", "failing over", "failover", "flush*", "forced", "freed", "froze*", "hotfix*",
    "hot fix*", "imported", "increas*", "install*", "isolat*", "kill*", "limit*", "lowered", "manually", "merged",
    "migrat*", "moved", "moving", "ordered", "patch*", "paused", "power cycl*", "provision*", "purg*", "pushed",
    "quarantin*", "raised", "rais*", "ran a", "re deploy*", "re run", "re ran", "reapplied", "reassign*", "reboot*",
    "rebuil*", "recreat*", "recycl*", "redeploy*", "redirect*", "reduc*", "refresh*", "reimag*", "reindex*",
    "reinstall*", "reinstat*", "relaunch*", "reload*", "remount*", "remov*", "renam*", "renew*", "repair*", "replac*",
    "replay*", "rerout*", "rescheduled", "reset*", "resiz*", "restart*", "restor*", "retried", "revert*", "revok*",
    "roll* back", "rolled over", "rollback", "rolled out", "rolling back", "rotat*", "scal*", "set the", "shut down",
    "shut off", "spun up", "stopped", "stopping", "swapped", "switch*", "taint*", "terminat*", "throttl*", "toggled",
    "truncat*", "turned off", "turned on", "uncordon*", "undid", "uninstall*", "unblock*", "undo*", "updat*", "upgrad*",
    "used a backup", "wiped", "workaround", "work around", "worked around",
];

/// Words that say how long without a number.
pub const SPANS_OF_TIME: &[&str] = &[
    "all day", "all night", "at once", "hours", "immediately", "instantly", "minutes", "overnight", "right away",
    "seconds", "straight away", "time to detect*", "time to recover*", "within the hour", "days",
];

/// Units that follow a number in a duration.
pub const UNITS: &[&str] =
    &["d", "day", "days", "h", "hour", "hours", "hr", "hrs", "m", "min", "mins", "minute", "minutes", "month", "months",
      "ms", "s", "sec", "second", "seconds", "secs", "week", "weeks"];

/// Numbers in letters that a unit may follow.
pub const NUMBERS: &[&str] = &[
    "a", "an", "couple", "eight", "eleven", "few", "fifteen", "five", "forty", "four", "half", "nine", "ninety", "one",
    "several", "seven", "six", "sixty", "ten", "thirty", "three", "twelve", "twenty", "two",
];

/// Words that carry no news about an incident: function words and the nouns every incident could use.
pub const GENERIC: &[&str] = &[
    "a", "about", "affected", "again", "all", "also", "an", "and", "any", "app", "application", "are", "as", "at",
    "available", "back", "be", "because", "been", "broke", "broken", "by", "came", "could", "customers", "crashed",
    "day", "days", "degraded", "did", "didn't", "disruption", "down", "due", "everything", "failed", "failure", "for",
    "from", "got", "had", "happened", "has", "have", "having", "hour", "hours", "impacted", "in", "inaccessible",
    "incident", "into", "is", "issue", "issues", "it", "its", "just", "later", "long", "minute", "minutes", "my", "no",
    "not", "of", "offline", "on", "or", "our", "out", "outage", "outages", "platform", "problem", "problems", "prod",
    "production", "resolved", "fixed", "server", "servers", "service", "services", "site", "so", "some", "something",
    "stopped", "system", "systems", "that", "the", "their", "there", "thing", "things", "this", "time", "to", "today",
    "unavailable", "unreachable", "up", "users", "was", "wasn't", "we", "website", "went", "were", "weren't", "when",
    "which", "while", "with", "work", "worked", "working", "yesterday",
];

/// Function words that tell English prose from other languages.
pub const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "had", "has", "have", "in", "is", "it", "not", "of",
    "on", "our", "that", "the", "this", "to", "was", "we", "were", "with",
];
