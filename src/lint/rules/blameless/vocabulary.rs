//! Words of blame, and what to write instead. A new word goes here and nowhere else.
//! Phrases as `phrases` reads them: lower case, `*` for any ending.

/// A group of phrases with one rewrite.
pub struct Blame {
    /// The phrases.
    pub phrases: &'static [&'static str],
    /// What to write instead; completes "write …".
    pub rewrite: &'static str,
    /// Whether the phrase blames only when its subject is a person: a pod may fail to start.
    pub of_people: bool,
    /// Whether it blames only before a past participle: a team should have a runbook.
    pub counterfactual: bool,
}

/// Every group.
pub const BLAME: &[Blame] = &[
    Blame {
        phrases: &["human error*", "operator error*", "user error*", "pilot error*", "finger trouble", "fat finger*"],
        rewrite: "what made the action seem right at the time, and what let it through: \"the command accepts two \
                  environments and shows neither\"",
        of_people: false,
        counterfactual: false,
    },
    Blame {
        phrases: &[
            "careless*",
            "clumsy",
            "dumb",
            "foolish*",
            "idiot*",
            "ignoran*",
            "inattenti*",
            "incompeten*",
            "irresponsibl*",
            "lazy",
            "laziness",
            "negligen*",
            "reckless*",
            "sloppy",
            "stupid*",
            "thoughtless*",
        ],
        rewrite: "what the person saw, knew and was asked to do; a judgement explains nothing",
        of_people: false,
        counterfactual: false,
    },
    Blame {
        phrases: &[
            "common sense",
            "lack of attention",
            "not paying attention",
            "obvious mistake*",
            "should have known",
            "should know better",
            "should've known",
            "silly mistake*",
        ],
        rewrite: "what was known at the time, and where the missing knowledge could have been found",
        of_people: false,
        counterfactual: false,
    },
    Blame {
        phrases: &["fault of", "his fault", "her fault", "their fault", "my fault", "own fault", "whose fault"],
        rewrite: "which conditions came together, without an owner of the fault",
        of_people: true,
        counterfactual: false,
    },
    Blame {
        phrases: &["blamed", "to blame", "guilty", "culprit*", "at fault", "responsible for the outage"],
        rewrite: "which conditions came together; nobody is to blame for having been there",
        of_people: true,
        counterfactual: false,
    },
    Blame {
        phrases: &["forgot", "forgotten", "neglected to", "didn't bother", "did not bother", "messed up", "screwed up"],
        rewrite: "what the work asked people to keep in mind, and what could remind them: \"the step is not in the \
                  runbook\"",
        of_people: true,
        counterfactual: false,
    },
    Blame {
        phrases: &["failed to", "fails to", "made a mistake", "made the mistake", "by mistake", "mistakenly"],
        rewrite: "what was done and what happened then: \"the flag was not set; the deploy began without it\"",
        of_people: true,
        counterfactual: false,
    },
    Blame {
        phrases: &["ought to have", "should have", "should've", "shouldn't have"],
        rewrite: "what was done, and why it made sense then; what did not happen explains nothing",
        of_people: true,
        counterfactual: true,
    },
];

/// What a phrase says that a team adds.
pub const ADDED: Blame = Blame {
    phrases: &[],
    rewrite: "what the person saw, knew and did, and what let the action through",
    of_people: false,
    counterfactual: false,
};

/// Words that name people.
pub const PEOPLE: &[&str] = &[
    "admin",
    "administrator",
    "admins",
    "anybody",
    "anyone",
    "author",
    "colleague",
    "colleagues",
    "commander",
    "contractor",
    "dba",
    "dev",
    "developer",
    "developers",
    "devs",
    "employee",
    "employees",
    "engineer",
    "engineers",
    "everybody",
    "everyone",
    "he",
    "i",
    "intern",
    "junior",
    "maintainer",
    "maintainers",
    "manager",
    "nobody",
    "one",
    "oncall",
    "operator",
    "operators",
    "people",
    "person",
    "responder",
    "responders",
    "reviewer",
    "reviewers",
    "she",
    "somebody",
    "someone",
    "sre",
    "sres",
    "staff",
    "team",
    "teams",
    "technician",
    "they",
    "us",
    "we",
    "who",
    "you",
];

/// Words that turn a sentence round.
pub const DENIALS: &[&str] =
    &["isn't", "never", "no", "nobody", "none", "not", "nothing", "wasn't", "weren't", "without"];

/// Words that report what was believed: "assumed user error at the time".
pub const BELIEFS: &[&str] =
    &["assume", "assumed", "assuming", "believed", "excluded", "suspect", "suspected", "suspecting"];

/// Words that make a question of a sentence: "reflect if it should have been announced".
pub const QUESTIONS: &[&str] = &["if", "whether"];

/// Past participles that do not end in -ed.
pub const PARTICIPLES: &[&str] = &[
    "asked",
    "been",
    "begun",
    "brought",
    "built",
    "caught",
    "chosen",
    "come",
    "cut",
    "done",
    "drawn",
    "felt",
    "found",
    "given",
    "gone",
    "got",
    "gotten",
    "had",
    "heard",
    "held",
    "kept",
    "known",
    "left",
    "let",
    "made",
    "met",
    "put",
    "read",
    "run",
    "said",
    "seen",
    "sent",
    "set",
    "shown",
    "shut",
    "spent",
    "spoken",
    "taken",
    "thought",
    "told",
    "understood",
    "written",
];

/// What may stand between "have" and its participle, besides words in -ly.
pub const BETWEEN: &[&str] =
    &["also", "already", "always", "at", "first", "just", "least", "never", "not", "simply", "then"];
