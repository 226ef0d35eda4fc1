//! `recount.toml` to settings. Every mistake is collected with its line and the nearest known key.

use super::decode::{
    archive_settings, command_settings, history_settings, lint_settings, review_settings, section_aliases,
};
use super::settings::Config;
use super::site::site_settings;
use super::table::{Reader, Table};
use crate::text::{Position, SourceText, Span};

/// The file's name.
pub const FILE_NAME: &str = "recount.toml";

/// Why a configuration cannot be used: its mistakes, in file order.
#[derive(Debug, thiserror::Error)]
#[error("{}", list(.0))]
pub struct ConfigError(Vec<Mistake>);

impl ConfigError {
    /// Mistakes at spans of `text`, the configuration that messages name `path`.
    #[must_use]
    pub fn mistakes(path: &str, text: &str, mut mistakes: Vec<(Span, String)>) -> Self {
        let source = SourceText::new(path, text);
        mistakes.sort();
        let placed = mistakes.into_iter().map(|(span, message)| {
            let position = source.position(span.start());
            let line = source.slice(source.line_span(position.line)).to_owned();
            Mistake { path: path.to_owned(), position, line, message }
        });
        Self(placed.collect())
    }
}

/// One mistake of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub path: String,
    /// Where it stands.
    pub position: Position,
    /// The line it stands on.
    pub line: String,
    /// What is wrong and what was expected.
    pub message: String,
}

fn list(mistakes: &[Mistake]) -> String {
    let lines = mistakes.iter().map(|mistake| {
        let Position { line, column } = mistake.position;
        let gutter = " ".repeat(line.to_string().len());
        let indent: String = mistake.line.chars().take(column - 1).map(|c| if c == '\t' { c } else { ' ' }).collect();
        format!(
            "{}:{line}:{column}: {}\n{gutter} |\n{line} | {}\n{gutter} | {indent}^",
            mistake.path, mistake.message, mistake.line
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads the text of a configuration; `path` is how messages name it.
pub fn parse(path: &str, text: &str) -> Result<Config, ConfigError> {
    let (root, errors) = toml::de::DeTable::parse_recoverable(text);
    let mut reader = Reader::default();
    for error in errors {
        let span = error.span().map_or(Span::at(0), Span::from);
        reader.mistake(span, error.message().to_owned());
    }
    let config = settings(&mut reader, Table::root(root.get_ref()));
    if reader.mistakes.is_empty() {
        return Ok(config);
    }
    Err(ConfigError::mistakes(path, text, reader.mistakes))
}

fn settings(reader: &mut Reader, mut root: Table<'_>) -> Config {
    let config = Config {
        archive: root.table(reader, "archive").map(|t| archive_settings(reader, t)).unwrap_or_default(),
        sections: root.table(reader, "sections").map(|t| section_aliases(reader, t)).unwrap_or_default(),
        command: root.table(reader, "command").map(|t| command_settings(reader, t)).unwrap_or_default(),
        review: root.table(reader, "review").map(|t| review_settings(reader, t)).unwrap_or_default(),
        lint: root.table(reader, "lint").map(|t| lint_settings(reader, t)).unwrap_or_default(),
        history: root.table(reader, "history").map(|t| history_settings(reader, t)).unwrap_or_default(),
        site: root.table(reader, "site").map(|t| site_settings(reader, t)).unwrap_or_default(),
    };
    root.finish(reader);
    config
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Level;

    #[test]
    fn a_whole_configuration_is_read() {
        let config = parse(
            "recount.toml",
            r#"
[archive]
title = "Reviews"
incidents = "docs/incidents"
id-format = "INC-{year}-{number:03}"
severities = ["S1", "S2"]
timezone = "Europe/Berlin"

[sections]
impact = ["who was hurt"]

[command]
gap-minutes = 0
long-shift-hours = 12

[review]
due-after-business-days = 3
weekend = ["fri", "sat"]
holidays = ["2026-12-25", 2026-12-26]

[lint.rules]
"actions/ticket" = "warning"
history = "off"

[site]
base-url = "https://example.com/reviews/"
page-size = 50
"#,
        )
        .expect("no mistakes");
        assert_eq!(config.archive.incidents, "docs/incidents");
        assert_eq!(config.archive.timezone, Some(chrono_tz::Europe::Berlin));
        assert_eq!(config.sections["impact"], ["who was hurt"]);
        assert_eq!((config.command.gap_minutes, config.command.long_shift_hours), (0, 12));
        assert_eq!(config.review.holidays.len(), 2);
        assert_eq!(config.lint.rules["history"].value, Level::Off);
        assert_eq!(config.site.base_url.as_deref(), Some("https://example.com/reviews"));
        assert_eq!(config.site.page_size, 50);
    }

    #[test]
    fn every_mistake_is_named_with_its_line_and_the_nearest_key() {
        let text = "[archive]\ntitel = \"x\"\ntimezone = \"Mars\"\nincidents = \"../up\"\n[lint.rules]\n\
                    \"a/b\" = \"eror\"\n[site]\npage-size = 0\n[revue]\n";
        let error = parse("recount.toml", text).expect_err("mistakes");
        insta::assert_snapshot!(error, @r#"
        recount.toml:2:1: unknown key `titel` of [archive]; did you mean `title`?
          |
        2 | titel = "x"
          | ^
        recount.toml:3:12: `Mars` is not a time zone; write an IANA name such as `Europe/Berlin` or `UTC`
          |
        3 | timezone = "Mars"
          |            ^
        recount.toml:4:13: a path here is relative and stays in this folder: no `..`, not absolute
          |
        4 | incidents = "../up"
          |             ^
        recount.toml:6:9: a level is `error`, `warning` or `off`
          |
        6 | "a/b" = "eror"
          |         ^
        recount.toml:8:13: `page-size` is a whole number of 1 or more
          |
        8 | page-size = 0
          |             ^
        recount.toml:9:2: unknown key `revue`; known are `archive`, `sections`, `command`, `review`, `lint`, `history`, `site`
          |
        9 | [revue]
          |  ^
        "#);
    }

    #[test]
    fn words_of_a_team_are_read_and_their_mistakes_are_named() {
        let text =
            "[lint.words]\n\"blameless/language\" = { add = [\"Rookie’s mistake\"], allow = [\"operator error\"] }\n";
        let config = parse("recount.toml", text).expect("no mistakes");
        let words = &config.lint.words["blameless/language"];
        assert_eq!(
            (words.add.as_slice(), words.allow.as_slice()),
            (&["rookie's mistake".to_owned()][..], &["operator error".to_owned()][..])
        );
        let text = "[lint.words]\n\"blameless/langage\" = { add = [] }\n\"actions/owner\" = { add = [] }\n\
                    \"impact/vague\" = [\"high\"]\n\"actions/vague\" = { ad = [\"x\"], allow = [1, \"*\", \"a, b\"] }\n";
        let error = parse("recount.toml", text).expect_err("mistakes");
        insta::assert_snapshot!(error, @r#"
        recount.toml:2:1: no rule `blameless/langage` takes words; did you mean `blameless/language`?
          |
        2 | "blameless/langage" = { add = [] }
          | ^
        recount.toml:3:1: no rule `actions/owner` takes words; these do: `description/vague`, `impact/vague`, `actions/vague`, `actions/nice-to-have`, `blameless/language`
          |
        3 | "actions/owner" = { add = [] }
          | ^
        recount.toml:4:18: the words of `impact/vague` are `{ add = ["…"], allow = ["…"] }`
          |
        4 | "impact/vague" = ["high"]
          |                  ^
        recount.toml:5:21: unknown key `ad` of [lint.words."actions/vague"]; did you mean `add`?
          |
        5 | "actions/vague" = { ad = ["x"], allow = [1, "*", "a, b"] }
          |                     ^
        recount.toml:5:42: `allow` is text in quotes
          |
        5 | "actions/vague" = { ad = ["x"], allow = [1, "*", "a, b"] }
          |                                          ^
        recount.toml:5:45: a word or phrase begins with a letter or a digit
          |
        5 | "actions/vague" = { ad = ["x"], allow = [1, "*", "a, b"] }
          |                                             ^
        recount.toml:5:50: a phrase is words with blanks between them; `*` at a word's end is any ending
          |
        5 | "actions/vague" = { ad = ["x"], allow = [1, "*", "a, b"] }
          |                                                  ^
        "#);
    }

    #[test]
    fn broken_toml_is_a_mistake_with_a_place() {
        let error = parse("recount.toml", "[archive\ntitle = \n").expect_err("broken");
        assert!(error.to_string().starts_with("recount.toml:1:9: "), "{error}");
    }
}
