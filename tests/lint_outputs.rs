//! The outputs of `recount lint` as programs meet them: each against its schema, on an archive made to break them.

mod harness;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use harness::{stderr, stdout};
use serde_json::Value;

/// `recount lint` in `folder`, on a fixed day.
fn command(folder: &Path, arguments: &[&str]) -> assert_cmd::Command {
    harness::command(folder, &[&["lint", "--as-of", "2031-03-20"], arguments].concat())
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the command runs")
}

fn report(folder: &Path, format: &str) -> String {
    let output = lint(folder, &["--output-format", format]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    stdout(&output)
}

fn json(folder: &Path, format: &str) -> Value {
    serde_json::from_str(&report(folder, format)).expect("JSON")
}

/// An ongoing incident without a finding.
const COMPLETE: &str = "---\nid: INC-2031-001\ntitle: Slow logins\nstatus: investigating\nseverity: SEV2\nstarted_at: 2031-03-04T09:12:00Z\ncommanders:\n  - { name: ana.ruiz, from: 2031-03-04T09:12:00Z }\n---\n";

/// One with errors and warnings, and with what breaks out of formats: in a key, in values and before a column.
const HOSTILE: &str = "---\nid: INC-2031-002\ntitle: \"é𐐀 <b>&amp; ]]> \\e[31m\"\nstatus: resolved\nseverity: \"<&\\\"'\\u0007\\n::error::\"\nstarted_at: 2031-03-04T09:12:00Z\n\"é𐐀<&]]>\\0\\b\\x9b\\u202e\": 1\nresolved_at: 2031-03-04T08:12:00Z\n---\n\n## Impact\n\n[a](1) {0} %0A | `x`\n";

/// The two, and a file whose name is hostile where a file system allows it.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let incidents = folder.path().join("incidents");
    std::fs::create_dir(&incidents).expect("a folder");
    let names =
        if cfg!(unix) { ["a complete one.md", "<é &>\"'%:\n::error::\u{1b}.md"] } else { ["a.md", "é &'%.md"] };
    for (name, text) in names.iter().zip([COMPLETE, HOSTILE]) {
        std::fs::write(incidents.join(name), text).expect("a file");
    }
    folder
}

fn schema(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schemas").join(name);
    let mut schema: Value = serde_json::from_slice(&std::fs::read(path).expect("the schema")).expect("JSON");
    // OASIS closes a bracket there that it did not open; recount writes no language.
    for owner in ["run", "toolComponent"] {
        if let Some(language) = schema.pointer_mut(&format!("/definitions/{owner}/properties/language")) {
            language.as_object_mut().expect("an object").remove("pattern");
        }
    }
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn assert_valid(schema_name: &str, value: &Value) {
    let schema = schema(schema_name);
    let errors: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{schema_name}: {errors:#?}");
}

#[test]
fn sarif_is_valid_and_has_every_finding() {
    let folder = archive();
    let sarif = json(folder.path(), "sarif");
    assert_valid("sarif-2.1.0.json", &sarif);
    let findings = json(folder.path(), "json");
    let results = &sarif["runs"][0]["results"];
    let of = |list: &Value, key: &str| -> Vec<Value> {
        list.as_array().expect("a list").iter().map(|one| one[key].clone()).collect()
    };
    assert!(!of(results, "ruleId").is_empty());
    assert_eq!(of(results, "ruleId"), of(&findings, "rule"));
    let fingerprints: Vec<Value> =
        of(results, "partialFingerprints").iter().map(|prints| prints["recount/v1"].clone()).collect();
    assert_eq!(fingerprints, of(&findings, "fingerprint"));
}

#[test]
fn a_schema_finds_what_is_wrong() {
    let folder = archive();
    let mut sarif = json(folder.path(), "sarif");
    sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b".into();
    assert!(!schema("sarif-2.1.0.json").is_valid(&sarif));
    let mut gitlab = json(folder.path(), "gitlab");
    gitlab[0]["severity"] = "error".into();
    assert!(!schema("gitlab-code-quality.json").is_valid(&gitlab));
    let mut rdjson = json(folder.path(), "rdjson");
    rdjson["diagnostics"][0]["location"]["range"]["start"]["column"] = 0.into();
    assert!(!schema("rdjson.json").is_valid(&rdjson));
}

#[test]
fn gitlab_is_valid_and_no_fingerprint_stands_twice() {
    let folder = archive();
    let issues = json(folder.path(), "gitlab");
    assert_valid("gitlab-code-quality.json", &issues);
    let issues = issues.as_array().expect("a list");
    let fingerprints: BTreeSet<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
    assert_eq!(fingerprints.len(), issues.len());
}

#[test]
fn rdjson_is_valid_and_its_columns_are_bytes() {
    let folder = archive();
    let result = json(folder.path(), "rdjson");
    assert_valid("rdjson.json", &result);
    let diagnostics = result["diagnostics"].as_array().expect("a list");
    assert!(!diagnostics.is_empty());
    let lines: Vec<&str> = HOSTILE.split('\n').collect();
    let mut beyond_characters = 0;
    for diagnostic in diagnostics {
        for at in ["start", "end"] {
            let place = &diagnostic["location"]["range"][at];
            let number = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("a small one") - 1;
            let line = lines[number("line")];
            assert!(line.is_char_boundary(number("column")), "{diagnostic}");
            beyond_characters += usize::from(number("column") > line.chars().count());
        }
    }
    assert!(beyond_characters > 0, "no column tells bytes from characters");
}

/// An element of JUnit as Jenkins' xUnit plugin allows it.
struct Element {
    name: &'static str,
    child: Option<&'static str>,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const JUNIT: [Element; 4] = [
    Element {
        name: "testsuites",
        child: Some("testsuite"),
        required: &[],
        optional: &["name", "time", "tests", "failures", "errors"],
    },
    Element {
        name: "testsuite",
        child: Some("testcase"),
        required: &["name", "tests", "failures", "errors"],
        optional: &["skipped", "package", "file", "id"],
    },
    Element {
        name: "testcase",
        child: Some("failure"),
        required: &["name"],
        optional: &["classname", "group", "time"],
    },
    Element { name: "failure", child: None, required: &[], optional: &["type", "message"] },
];

#[test]
fn junit_is_xml_that_jenkins_reads_and_its_counts_are_true() {
    let folder = archive();
    let text = report(folder.path(), "junit");
    let document = roxmltree::Document::parse(&text).expect("XML");
    assert_eq!(document.root_element().tag_name().name(), "testsuites");
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        let Element { child: allowed, required, optional, .. } =
            JUNIT.iter().find(|element| element.name == name).expect("an element of JUnit");
        for child in node.children().filter(roxmltree::Node::is_element) {
            assert_eq!(Some(child.tag_name().name()), *allowed, "in {name}");
        }
        for key in *required {
            assert!(node.has_attribute(*key), "{name} has no {key}");
        }
        for attribute in node.attributes() {
            assert!(required.contains(&attribute.name()) || optional.contains(&attribute.name()), "{attribute:?}");
        }
        let count = |what: &str| node.descendants().filter(|below| below.has_tag_name(what)).count().to_string();
        for (attribute, element) in [("tests", "testcase"), ("failures", "failure")] {
            assert!(node.attribute(attribute).is_none_or(|said| said == count(element)), "{node:?}");
        }
    }
    let suites: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
    assert_eq!(suites.len(), 2);
    assert_eq!(suites.iter().filter(|suite| suite.attribute("failures") == Some("0")).count(), 1);
    let findings = json(folder.path(), "json").as_array().expect("a list").len();
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("failure")).count(), findings);
}

#[test]
fn only_the_files_asked_for_are_suites() {
    let folder = archive();
    let output = lint(folder.path(), &["--output-format", "junit", "incidents/a complete one.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output).matches("<testsuite ").count(), 1);
}

#[test]
fn no_format_lets_a_control_character_or_a_command_through() {
    let folder = archive();
    for format in ["full", "concise", "grouped", "json", "json-lines", "github", "gitlab", "junit", "sarif", "rdjson"] {
        let text = report(folder.path(), format);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{format}: {text:?}");
        let commands = text.lines().filter(|line| line.trim_start().starts_with("::"));
        assert!(format == "github" || commands.count() == 0, "{format}: {text}");
    }
    for line in report(folder.path(), "github").lines() {
        assert!(["::error file=", "::warning file=", "::notice title="].iter().any(|begin| line.starts_with(begin)));
    }
}

#[test]
fn a_file_gets_the_report_without_colour_and_is_replaced_whole() {
    let folder = archive();
    let file = folder.path().join("report.txt");
    for _ in 0..2 {
        let output = lint(folder.path(), &["--color", "always", "--output-file", "report.txt"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
        let text = std::fs::read_to_string(&file).expect("the report");
        assert!(!text.contains('\u{1b}') && text.contains("error[") && text.contains("Found "), "{text}");
        assert_eq!(text, stdout(&lint(folder.path(), &[])));
    }
    let names: BTreeSet<_> =
        std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names, ["incidents", "report.txt"].map(Into::into).into());
}

#[cfg(unix)]
#[test]
fn a_report_is_readable_as_other_files_are_a_link_stays_and_a_device_is_written_to() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = archive();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("plain"), "").expect("a file");
    std::fs::write(path("target"), "old").expect("a file");
    symlink("target", path("link")).expect("a link");
    for file in ["new", "link", "/dev/null"] {
        let output = lint(folder.path(), &["--output-format", "sarif", "--output-file", file]);
        assert_eq!(output.status.code(), Some(1), "{file}: {}", stderr(&output));
    }
    let mode = |name: &str| std::fs::metadata(path(name)).expect("a file").permissions().mode();
    assert_eq!(mode("new"), mode("plain"));
    assert!(std::fs::symlink_metadata(path("link")).expect("a link").is_symlink());
    assert!(std::fs::read_to_string(path("target")).expect("a file").contains("2.1.0"));
    assert!(std::fs::metadata("/dev/null").expect("a device").file_type().is_char_device());
}

#[test]
fn a_report_that_cannot_be_written_is_said() {
    let folder = archive();
    for file in ["no/such/folder.txt", "incidents"] {
        let output = lint(folder.path(), &["--output-file", file]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(&format!("error: --output-file {file}: ")), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn statistics_count_what_the_findings_are() {
    let folder = archive();
    let findings = json(folder.path(), "json").as_array().expect("a list").len();
    let counted: Value =
        serde_json::from_slice(&lint(folder.path(), &["--statistics", "--output-format", "json"]).stdout)
            .expect("JSON");
    let counts: Vec<u64> = counted.as_array().expect("a list").iter().filter_map(|row| row["count"].as_u64()).collect();
    assert_eq!(counts.iter().sum::<u64>(), findings as u64);
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let table = stdout(&lint(folder.path(), &["--statistics"]));
    assert_eq!(table.lines().count(), counts.len() + 2, "{table}");
    assert!(table.contains("  error  ") && table.contains("Found "), "{table}");
    for format in ["concise", "grouped"] {
        assert_eq!(stdout(&lint(folder.path(), &["--statistics", "--output-format", format])), table);
    }
    for format in ["json-lines", "github", "gitlab", "junit", "sarif", "rdjson"] {
        let output = lint(folder.path(), &["--statistics", "--output-format", format, "--output-file", "not.txt"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(&format!("--output-format {format}")), "{}", stderr(&output));
        assert!(!folder.path().join("not.txt").exists());
    }
}

#[test]
fn the_page_of_a_run_gets_the_table_after_what_is_there() {
    let folder = archive();
    let page = folder.path().join("page.md");
    std::fs::write(&page, "before\n").expect("a file");
    let with = |arguments: &[&str], page: &Path| {
        let mut command = command(folder.path(), arguments);
        command.env("GITHUB_STEP_SUMMARY", page).output().expect("the command runs")
    };
    let output = with(&["--output-format", "github"], &page);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = std::fs::read_to_string(&page).expect("the page");
    assert!(text.starts_with("before\n### recount lint\n"), "{text}");
    let findings = json(folder.path(), "json").as_array().expect("a list").len();
    let rows = text.lines().filter(|line| line.starts_with("| error |") || line.starts_with("| warning |")).count();
    assert_eq!(rows, findings, "{text}");
    // Another format leaves it alone.
    with(&["--output-format", "sarif"], &page);
    assert_eq!(std::fs::read_to_string(&page).expect("the page"), text);
    // A full page stays as it is; one that cannot be written is said, and changes nothing.
    std::fs::write(&page, "x".repeat(1024 * 1024)).expect("a file");
    with(&["--output-format", "github"], &page);
    assert_eq!(std::fs::metadata(&page).expect("the page").len(), 1024 * 1024);
    let output = with(&["--output-format", "github"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("warning: GITHUB_STEP_SUMMARY"), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("::error "), "{}", stdout(&output));
}
