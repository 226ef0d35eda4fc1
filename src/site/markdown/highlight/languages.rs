//! The languages of the general scanner, under the names that people give them.

use super::language::{
    At, BACKTICK, CHARACTER, DOUBLE, DOUBLE_LINES, Heredocs, Language, PLAIN, Quote, SINGLE, SINGLE_LINES, TEMPLATE,
    TRIPLE_DOUBLE, TRIPLE_SINGLE,
};
use super::vocabulary;

/// The language that people call `name`, in lower case.
pub fn named(name: &str) -> Option<&'static Language> {
    Some(match name {
        "sh" | "bash" | "shell" | "zsh" | "ksh" | "fish" => &SHELL,
        "json" | "jsonc" | "json5" | "jsonl" | "ndjson" => &JSON,
        "js" | "javascript" | "jsx" | "mjs" | "cjs" | "node" | "ts" | "typescript" | "tsx" => &JAVASCRIPT,
        "py" | "python" | "python3" | "starlark" | "bzl" => &PYTHON,
        "rb" | "ruby" | "puppet" => &RUBY,
        "go" | "golang" => &GO,
        "rs" | "rust" => &RUST,
        "java" | "kotlin" | "kt" | "scala" | "groovy" | "gradle" | "jenkinsfile" | "cs" | "csharp" | "c#" => &JAVA,
        "c" | "h" | "cpp" | "c++" | "cc" | "hpp" => &C,
        "php" => &PHP,
        "sql" | "psql" | "postgres" | "postgresql" | "pgsql" | "mysql" | "sqlite" | "plsql" | "tsql" => &SQL,
        "promql" | "logql" | "prometheus" => &PROMQL,
        "toml" => &TOML,
        "ini" | "cfg" | "conf" | "systemd" | "service" | "properties" | "env" | "dotenv" | "editorconfig" => &INI,
        "hcl" | "terraform" | "tf" | "tfvars" | "nomad" => &HCL,
        "dockerfile" | "docker" | "containerfile" => &DOCKERFILE,
        "nginx" | "nginxconf" => &NGINX,
        "powershell" | "pwsh" | "ps1" | "ps" => &POWERSHELL,
        _ => return None,
    })
}

const HASH: (&str, At) = ("#", At::AfterBlank);
const SLASHES: (&str, At) = ("//", At::Anywhere);
const STARS: (&str, &str) = ("/*", "*/");
const JSON_VALUES: &[&str] = &["false", "null", "true"];

/// Shells of Unix; of a session the commands.
pub static SHELL: Language = Language {
    comments: &[HASH],
    quotes: &[DOUBLE_LINES, SINGLE_LINES],
    keywords: vocabulary::SHELL,
    joins: b"-./:@%+~",
    sigils: b"$",
    keys: b"=",
    fresh_after: b"\n;&|(",
    options: true,
    heredocs: Heredocs::All,
    ..PLAIN
};

static JSON: Language = Language {
    comments: &[SLASHES],
    blocks: &[STARS],
    quotes: &[DOUBLE],
    values: JSON_VALUES,
    keys: b":",
    fresh_after: b"\n{,",
    ..PLAIN
};

static JAVASCRIPT: Language = Language {
    comments: &[SLASHES],
    blocks: &[STARS],
    quotes: &[TEMPLATE, DOUBLE, SINGLE],
    keywords: vocabulary::JAVASCRIPT,
    values: vocabulary::JAVASCRIPT_VALUES,
    joins: b"$",
    sigils: b"@",
    calls: true,
    ..PLAIN
};

static PYTHON: Language = Language {
    comments: &[("#", At::Anywhere)],
    quotes: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
    keywords: vocabulary::PYTHON,
    values: vocabulary::PYTHON_VALUES,
    sigils: b"@",
    calls: true,
    ..PLAIN
};

static RUBY: Language = Language {
    comments: &[HASH],
    quotes: &[DOUBLE_LINES, Quote { escapes: true, ..SINGLE_LINES }],
    keywords: vocabulary::RUBY,
    values: vocabulary::RUBY_VALUES,
    joins: b"?!",
    sigils: b"@:$",
    calls: true,
    heredocs: Heredocs::Marked,
    ..PLAIN
};

static GO: Language = Language {
    comments: &[SLASHES],
    blocks: &[STARS],
    quotes: &[BACKTICK, DOUBLE, CHARACTER],
    keywords: vocabulary::GO,
    values: vocabulary::GO_VALUES,
    calls: true,
    ..PLAIN
};

static RUST: Language = Language {
    comments: &[SLASHES],
    blocks: &[STARS],
    quotes: &[DOUBLE_LINES, CHARACTER],
    keywords: vocabulary::RUST,
    values: vocabulary::RUST_VALUES,
    joins: b"!",
    calls: true,
    ..PLAIN
};

/// Java and those with most of its words: Kotlin, Scala, Groovy, C#.
static JAVA: Language = Language {
    comments: &[SLASHES],
    blocks: &[STARS],
    quotes: &[TRIPLE_DOUBLE, DOUBLE, SINGLE],
    keywords: vocabulary::JAVA,
    values: vocabulary::JAVA_VALUES,
    sigils: b"@",
    calls: true,
    ..PLAIN
};

static C: Language = Language {
    comments: &[SLASHES],
    blocks: &[STARS],
    quotes: &[DOUBLE, CHARACTER],
    keywords: vocabulary::C,
    values: vocabulary::C_VALUES,
    sigils: b"#",
    calls: true,
    ..PLAIN
};

static PHP: Language = Language {
    comments: &[SLASHES, HASH],
    blocks: &[STARS],
    quotes: &[DOUBLE_LINES, Quote { escapes: true, ..SINGLE_LINES }],
    keywords: vocabulary::PHP,
    values: JSON_VALUES,
    any_case: true,
    sigils: b"$",
    calls: true,
    ..PLAIN
};

static SQL: Language = Language {
    comments: &[("--", At::Anywhere)],
    blocks: &[STARS],
    quotes: &[SINGLE_LINES, Quote { escapes: false, ..DOUBLE }, Quote { lines: false, ..BACKTICK }],
    keywords: vocabulary::SQL,
    values: JSON_VALUES,
    any_case: true,
    calls: true,
    ..PLAIN
};

static PROMQL: Language = Language {
    comments: &[("#", At::Anywhere)],
    quotes: &[DOUBLE, SINGLE, BACKTICK],
    keywords: vocabulary::PROMQL,
    joins: b":",
    sigils: b"$",
    keys: b"=!",
    fresh_after: b"{,",
    calls: true,
    ..PLAIN
};

static TOML: Language = Language {
    comments: &[("#", At::Anywhere)],
    quotes: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, Quote { escapes: false, ..SINGLE }],
    values: &["false", "inf", "nan", "true"],
    joins: b"-.",
    keys: b"=",
    fresh_after: b"\n{,",
    sections: true,
    dates: true,
    ..PLAIN
};

static INI: Language = Language {
    comments: &[("#", At::LineStart), (";", At::LineStart)],
    quotes: &[DOUBLE],
    values: &["false", "no", "off", "on", "true", "yes"],
    any_case: true,
    joins: b"-./:",
    sigils: b"$",
    keys: b"=",
    fresh_after: b"\n",
    sections: true,
    ..PLAIN
};

static HCL: Language = Language {
    comments: &[("#", At::Anywhere), SLASHES],
    blocks: &[STARS],
    quotes: &[DOUBLE],
    keywords: &["for", "if", "in"],
    values: JSON_VALUES,
    joins: b"-",
    keys: b"=",
    fresh_after: b"\n{,",
    leads: Some(b"\"{"),
    calls: true,
    heredocs: Heredocs::All,
    ..PLAIN
};

static DOCKERFILE: Language = Language {
    comments: &[("#", At::LineStart)],
    quotes: &[DOUBLE, SINGLE],
    keywords: vocabulary::DOCKERFILE,
    joins: b"-./:@",
    sigils: b"$",
    options: true,
    heredocs: Heredocs::All,
    ..PLAIN
};

static NGINX: Language = Language {
    comments: &[HASH],
    quotes: &[DOUBLE_LINES, Quote { escapes: true, ..SINGLE_LINES }],
    values: &["off", "on"],
    joins: b"-",
    sigils: b"$",
    fresh_after: b";{}",
    leads: Some(b""),
    ..PLAIN
};

static POWERSHELL: Language = Language {
    comments: &[HASH],
    blocks: &[("<#", "#>")],
    quotes: &[Quote { escapes: false, ..DOUBLE_LINES }, SINGLE_LINES],
    keywords: vocabulary::POWERSHELL,
    any_case: true,
    joins: b"-",
    sigils: b"$",
    options: true,
    ..PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_so_that_they_are_found() {
        let languages = [
            &SHELL,
            &JSON,
            &JAVASCRIPT,
            &PYTHON,
            &RUBY,
            &GO,
            &RUST,
            &JAVA,
            &C,
            &PHP,
            &SQL,
            &PROMQL,
            &TOML,
            &INI,
            &HCL,
            &DOCKERFILE,
            &NGINX,
            &POWERSHELL,
        ];
        for language in languages {
            assert!(language.keywords.is_sorted() && language.values.is_sorted(), "{language:?}");
            let lower = |word: &&str| word.bytes().all(|byte| !byte.is_ascii_uppercase());
            assert!(!language.any_case || language.keywords.iter().chain(language.values).all(lower), "{language:?}");
        }
    }
}
