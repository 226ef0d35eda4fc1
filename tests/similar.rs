//! "Have we seen this before?", asked in the terminal.

mod harness;

use harness::{command, recount, stderr, stdout, write};

fn review(id: &str, title: &str, text: &str) -> String {
    format!("---\nid: {id}\ntitle: {title}\nseverity: SEV3\nstarted_at: 2026-03-04T09:12:00Z\n{text}")
}

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    let queue = "services: [queue]\n---\n\n## Description\n\nThe broker ran out of memory, and the producers blocked.\n\n\
                 ## Contributing factors\n\n- (technical) Retry storm: producers asked again at once.\n";
    write(at, "incidents/a.md", review("INC-1", "Broker out of memory", queue));
    let mail = "services: [mail]\nrelated: [INC-3]\n---\n\n## Description\n\nInvoices were sent twice.\n\n\
                ## Contributing factors\n\n- **Retry storms**: the relay sent again.\n";
    write(at, "incidents/b.md", review("INC-2", "Invoices twice", mail));
    let edge = "services: [edge]\n---\n\n## Description\n\nThe certificate of the shop expired on a Sunday.\n";
    write(at, "incidents/c.md", review("INC-3", "Certificate expired", edge));
    folder
}

#[test]
fn an_incident_has_its_relatives_each_with_the_reason() {
    let folder = archive();
    let output = recount(folder.path(), &["similar", "inc-2"]);
    insta::assert_snapshot!(stdout(&output), @"
    INC-3 Certificate expired  SEV3 2026-03-04
      linked from this review
      incidents/c.md
    INC-1 Broker out of memory  SEV3 2026-03-04
      shares the factor: Retry storms
      incidents/a.md
    ");
}

#[test]
fn a_text_finds_what_was_like_it_and_says_when_nothing_was() {
    let folder = archive();
    let output = recount(folder.path(), &["similar", "--text", "expired certificates"]);
    insta::assert_snapshot!(stdout(&output), @"
    INC-3 Certificate expired  SEV3 2026-03-04
      similar text: expired, certificate
      incidents/c.md
    ");
    let output = recount(folder.path(), &["similar", "--text", "printer jam"]);
    assert_eq!(stdout(&output), "Nothing like it in 3 incidents.\n");
    let output = command(folder.path(), &["similar", "--text", "-", "--output-format", "json"])
        .write_stdin("ALERT broker memory at 97%")
        .output()
        .expect("the command runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&found[0]["id"], &found[0]["reasons"][0]["kind"]), (&"INC-1".into(), &"text".into()));
}

#[test]
fn what_changed_or_went_since_the_last_time_is_seen() {
    let folder = archive();
    let ask = || stdout(&recount(folder.path(), &["similar", "--text", "expired certificate", "-n", "9"]));
    assert_eq!(ask().matches("INC-").count(), 1);
    let text = "---\n\n## Description\n\nAnother certificate expired.\n";
    write(folder.path(), "incidents/d.md", review("INC-4", "Certificate of the console expired", text));
    assert_eq!(ask().matches("INC-").count(), 2, "{}", ask());
    std::fs::remove_file(folder.path().join("incidents/c.md")).expect("it is there");
    assert!(ask().contains("INC-4") && !ask().contains("INC-3"));
}

#[test]
fn a_name_that_is_none_and_a_text_without_words_are_said() {
    let folder = archive();
    let output = recount(folder.path(), &["similar", "INC-9"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no incident `INC-9`; did you mean `INC-1`?"), "{}", stderr(&output));
    let output = recount(folder.path(), &["similar", "--text", "??"]);
    assert!(stderr(&output).contains("has no words"), "{}", stderr(&output));
}
