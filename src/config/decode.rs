//! Each table of `recount.toml` to its settings; a key that is not there keeps its default.

use std::collections::BTreeMap;

use chrono::Weekday;

use super::checked::{commit_url, inside};
use super::document_files::DocumentFiles;
use super::level::{Level, Levels};
use super::pattern::Pattern;
use super::per_path::{PathLevels, PerPath};
use super::settings::{
    ArchiveSettings, CommandSettings, HistorySettings, LintOptions, LintSettings, ReviewSettings, ServiceRepository,
    WordLists,
};
use super::table::{self, Reader, Table};
use crate::nearest::{nearest, quoted};
use crate::text::{Span, Spanned};

/// `[archive]`
pub fn archive_settings(reader: &mut Reader, mut table: Table<'_>) -> ArchiveSettings {
    let defaults = ArchiveSettings::default();
    let settings = ArchiveSettings {
        title: table.text(reader, "title").map_or(defaults.title, |t| t.0),
        description: table.text(reader, "description").map_or(defaults.description, |t| t.0),
        incidents: table.text(reader, "incidents").and_then(|t| inside(reader, t)).unwrap_or(defaults.incidents),
        id_format: table.text(reader, "id-format").and_then(|t| id_format(reader, t)).unwrap_or(defaults.id_format),
        severities: table
            .texts(reader, "severities")
            .map(|labels| labels.into_iter().map(|label| label.0).collect())
            .filter(|labels: &Vec<String>| !labels.is_empty())
            .unwrap_or(defaults.severities),
        timezone: table.text(reader, "timezone").and_then(|t| timezone(reader, &t)),
        files: DocumentFiles {
            include: patterns(reader, &mut table, "include"),
            exclude: patterns(reader, &mut table, "exclude"),
        },
        adopted: table.flag(reader, "adopted").unwrap_or(defaults.adopted),
        directory: table
            .texts(reader, "directory")
            .map(|handles| handles.into_iter().map(|handle| handle.0).collect())
            .unwrap_or_default(),
    };
    table.finish(reader);
    settings
}

/// A list of patterns; one that is none is a mistake.
fn patterns(reader: &mut Reader, table: &mut Table<'_>, key: &'static str) -> Vec<Pattern> {
    let written = table.texts(reader, key).unwrap_or_default();
    let read = written.into_iter().filter_map(|(text, span)| match Pattern::new(&text) {
        Ok(pattern) => Some(pattern),
        Err(reason) => {
            reader.mistake(span, format!("`{text}` is not a pattern: {reason}"));
            None
        }
    });
    read.collect()
}

/// `[command]`
pub fn command_settings(reader: &mut Reader, mut table: Table<'_>) -> CommandSettings {
    let defaults = CommandSettings::default();
    let settings = CommandSettings {
        gap_minutes: table.number(reader, "gap-minutes", 0).unwrap_or(defaults.gap_minutes),
        long_shift_hours: table.number(reader, "long-shift-hours", 1).unwrap_or(defaults.long_shift_hours),
    };
    table.finish(reader);
    settings
}

/// `[review]`
pub fn review_settings(reader: &mut Reader, mut table: Table<'_>) -> ReviewSettings {
    let defaults = ReviewSettings::default();
    let weekend = table.texts(reader, "weekend");
    let settings = ReviewSettings {
        warn_after_hours: table.number(reader, "warn-after-hours", 1).unwrap_or(defaults.warn_after_hours),
        due_after_business_days: table
            .number(reader, "due-after-business-days", 1)
            .unwrap_or(defaults.due_after_business_days),
        weekend: weekend.map_or(defaults.weekend, |days| weekdays(reader, days)),
        holidays: table.days(reader, "holidays").unwrap_or_default(),
        holidays_file: table
            .text(reader, "holidays-file")
            .and_then(|(path, span)| inside(reader, (path, span)).map(|path| Spanned::new(path, span))),
    };
    table.finish(reader);
    settings
}

/// `[lint]`
pub fn lint_settings(reader: &mut Reader, mut table: Table<'_>) -> LintSettings {
    let settings = LintSettings {
        rules: table.table(reader, "rules").map(|levels| rule_levels(reader, levels)).unwrap_or_default(),
        per_path: PerPath::new(
            table.tables(reader, "per-path").into_iter().filter_map(|entry| path_levels(reader, entry)).collect(),
        ),
        options: table.table(reader, "options").map(|options| lint_options(reader, options)).unwrap_or_default(),
        words: table.table(reader, "words").map(|words| word_lists(reader, words)).unwrap_or_default(),
    };
    table.finish(reader);
    settings
}

/// A table of levels by rule or group.
fn rule_levels(reader: &mut Reader, table: Table<'_>) -> Levels {
    let mut rules = Levels::new();
    for (rule, span, value) in table.entries() {
        let Some((text, place)) = table::text(reader, &rule, value) else { continue };
        match Level::parse(&text) {
            Some(level) => {
                rules.insert(rule, Spanned::new(level, span));
            }
            None => reader.mistake(place, "a level is `error`, `warning` or `off`"),
        }
    }
    rules
}

/// One `[[lint.per-path]]`.
fn path_levels(reader: &mut Reader, mut table: Table<'_>) -> Option<PathLevels> {
    let place = table.span;
    let patterns = table.texts(reader, "paths");
    let levels = table.table(reader, "rules").map(|levels| rule_levels(reader, levels));
    table.finish(reader);
    if patterns.as_ref().is_none_or(Vec::is_empty) || levels.is_none() {
        reader.mistake(place, "an entry of `[[lint.per-path]]` needs `paths = [\"incidents/2019/**\"]` and `rules`");
        return None;
    }
    match PathLevels::new(patterns?, levels?) {
        Ok(entry) => Some(entry),
        Err(mistakes) => {
            for (span, message) in mistakes {
                reader.mistake(span, message);
            }
            None
        }
    }
}

/// `[lint.options]`
fn lint_options(reader: &mut Reader, mut table: Table<'_>) -> LintOptions {
    let defaults = LintOptions::default();
    let words = |texts: Vec<(String, Span)>| texts.into_iter().map(|text| text.0.to_lowercase()).collect();
    let options = LintOptions {
        contended_actions: table.number(reader, "contended-actions", 2).unwrap_or(defaults.contended_actions),
        rest_hours: table.number(reader, "rest-hours", 1).unwrap_or(defaults.rest_hours),
        timeline_margin_hours: table
            .number(reader, "timeline-margin-hours", 0)
            .unwrap_or(defaults.timeline_margin_hours),
        customer_audiences: table.texts(reader, "customer-audiences").map(words).unwrap_or_default(),
        team_prefixes: table.texts(reader, "team-prefixes").map_or(defaults.team_prefixes, words),
    };
    table.finish(reader);
    options
}

/// `[lint.words]`
fn word_lists(reader: &mut Reader, table: Table<'_>) -> BTreeMap<String, WordLists> {
    // The rules stand on a floor above; these ask the configuration for words.
    const RULES: [&str; 5] =
        ["description/vague", "impact/vague", "actions/vague", "actions/nice-to-have", "blameless/language"];
    let mut words = BTreeMap::new();
    for (rule, span, value) in table.entries() {
        if !RULES.contains(&rule.as_str()) {
            let hint = nearest(&rule, &RULES)
                .map_or_else(|| format!("these do: {}", quoted(&RULES)), |near| format!("did you mean `{near}`?"));
            reader.mistake(span, format!("no rule `{rule}` takes words; {hint}"));
            continue;
        }
        let Some(mut lists) = Table::of(&format!("lint.words.\"{rule}\""), value) else {
            let place = value.span().into();
            reader.mistake(place, format!("the words of `{rule}` are `{{ add = [\"…\"], allow = [\"…\"] }}`"));
            continue;
        };
        let (add, allow) = (lists.texts(reader, "add"), lists.texts(reader, "allow"));
        lists.finish(reader);
        words.insert(rule, WordLists { add: phrases(reader, add), allow: phrases(reader, allow) });
    }
    words
}

/// Phrases as the rules look for them: lower case, straight apostrophes.
fn phrases(reader: &mut Reader, texts: Option<Vec<(String, Span)>>) -> Vec<String> {
    let mut phrases = Vec::new();
    for (text, span) in texts.unwrap_or_default() {
        if !text.starts_with(char::is_alphanumeric) {
            reader.mistake(span, "a word or phrase begins with a letter or a digit");
        } else if text.contains(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '-' | '*' | '\'' | '’'))) {
            reader.mistake(span, "a phrase is words with blanks between them; `*` at a word's end is any ending");
        } else {
            phrases.push(text.to_lowercase().replace('’', "'"));
        }
    }
    phrases
}

/// `[history]`
pub fn history_settings(reader: &mut Reader, mut table: Table<'_>) -> HistorySettings {
    let entries = table.tables(reader, "repository");
    let repositories = entries.into_iter().filter_map(|entry| service_repository(reader, entry)).collect();
    table.finish(reader);
    HistorySettings { repositories }
}

/// One `[[history.repository]]`.
fn service_repository(reader: &mut Reader, mut table: Table<'_>) -> Option<ServiceRepository> {
    let place = table.span;
    let path = table.text(reader, "path");
    let name = table.text(reader, "name");
    let services = table.texts(reader, "services").unwrap_or_default();
    let paths = table.texts(reader, "paths").unwrap_or_default();
    let tags = table.text(reader, "tags");
    let commit_url = table.text(reader, "commit-url").and_then(|t| commit_url(reader, t));
    table.finish(reader);
    let Some((path, span)) = path.filter(|(path, _)| !path.trim().is_empty()) else {
        reader.mistake(
            place,
            "an entry of `[[history.repository]]` needs the `path` of its folder, such as `../payments`",
        );
        return None;
    };
    let last = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.map_or_else(|| if last == "." { "this repository" } else { last }.to_owned(), |name| name.0);
    Some(ServiceRepository {
        name,
        services: services.into_iter().map(|service| service.0).collect(),
        paths: paths.into_iter().filter_map(|path| plain_path(reader, path)).collect(),
        tags: tags.and_then(|(pattern, span)| match Pattern::new(&pattern) {
            Ok(pattern) => Some(pattern),
            Err(reason) => {
                reader.mistake(span, format!("`{pattern}` is not a pattern: {reason}"));
                None
            }
        }),
        commit_url,
        path: Spanned::new(path, span),
    })
}

/// A file or folder below a repository's root.
fn plain_path(reader: &mut Reader, (path, span): (String, Span)) -> Option<String> {
    if path.contains(['*', '?', '[', '{']) {
        reader.mistake(span, "a path here is a file or a folder with all that is in it, not a pattern");
        return None;
    }
    inside(reader, (path, span)).map(|path| path.trim_start_matches("./").to_owned())
}

/// `[sections]`: headings in lower case by section key.
pub fn section_aliases(reader: &mut Reader, table: Table<'_>) -> BTreeMap<String, Vec<String>> {
    // The floor above owns the section keys and repeats them as its enum; here they are only checked.
    const KEYS: [&str; 11] = [
        "description",
        "impact",
        "timeline",
        "contributing-factors",
        "action-items",
        "lessons",
        "resolution",
        "detection",
        "references",
        "attendees",
        "conference-notes",
    ];
    let mut sections = BTreeMap::new();
    for (key, span, value) in table.entries() {
        if !KEYS.contains(&key.as_str()) {
            let hint = nearest(&key, &KEYS).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            reader.mistake(span, format!("unknown section `{key}`{hint}"));
            continue;
        }
        let headings = table::texts(reader, &key, value).unwrap_or_default();
        sections.insert(key, headings.into_iter().map(|heading| heading.0.to_lowercase()).collect());
    }
    sections
}

fn id_format(reader: &mut Reader, (format, span): (String, Span)) -> Option<String> {
    if format.contains("{number") {
        return Some(format);
    }
    reader.mistake(span, "`id-format` needs `{number}` (or `{number:03}`), and may have `{year}`");
    None
}

fn timezone(reader: &mut Reader, (name, span): &(String, Span)) -> Option<chrono_tz::Tz> {
    let zone = name.parse().ok();
    if zone.is_none() {
        reader.mistake(
            *span,
            format!("`{name}` is not a time zone; write an IANA name such as `Europe/Berlin` or `UTC`"),
        );
    }
    zone
}

fn weekdays(reader: &mut Reader, names: Vec<(String, Span)>) -> Vec<Weekday> {
    let mut days = Vec::new();
    for (name, span) in names {
        match name.parse::<Weekday>() {
            Ok(day) => days.push(day),
            Err(_) => reader.mistake(span, format!("`{name}` is not a day of the week; write `sat` or `saturday`")),
        }
    }
    days
}
