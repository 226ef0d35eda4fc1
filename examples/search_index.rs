//! Writes a search index, to look at, to measure, and for `tests/browser/search.test.mjs`.
//!
//! `cargo run --example search_index -- OUT` writes a small archive's; with a folder of Markdown files as the second
//! argument, that folder's, split crudely, and says how long the index took.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use recount::site::search::{Document, Field, FieldKind, index};
use walkdir::WalkDir;

#[expect(clippy::print_stdout, reason = "what it measured is its output")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().ok_or("usage: search_index OUT [FOLDER]")?;
    let documents = match arguments.next() {
        Some(folder) => crude_documents(&folder)?,
        None => sample_documents(),
    };
    let started = Instant::now();
    let files = index(&documents);
    let bytes: usize = files.values().map(Vec::len).sum();
    println!(
        "{} documents, {} files, {bytes} bytes in {} ms",
        documents.len(),
        files.len(),
        started.elapsed().as_millis()
    );
    for (path, content) in files {
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(path, content)?;
    }
    Ok(())
}

/// Front matter by line, the body by heading.
fn crude_documents(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut documents = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = fs::read_to_string(entry.path())?;
        let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap_or(("", &text));
        let value = |key: &str| {
            let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))?;
            Some(line.trim_matches('"').to_owned())
        };
        let listed = |key: &str| -> Vec<String> {
            let block = front.split_once(&format!("\n{key}:\n")).map_or("", |(_, block)| block);
            block.lines().map_while(|line| line.strip_prefix("  - ")).map(str::to_owned).collect()
        };
        let tags = value("tags").unwrap_or_default();
        documents.push(Document {
            url: format!("incidents/{}/index.html", entry.path().file_stem().unwrap_or_default().to_string_lossy()),
            id: value("id"),
            title: value("title").unwrap_or_default(),
            date: value("started_at").and_then(|at| at.get(..10)?.parse().ok()),
            severity: value("severity"),
            status: value("status"),
            incident_type: value("type"),
            scope: value("scope"),
            services: listed("services"),
            tags: tags.trim_matches(['[', ']']).split(", ").filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            fields: body
                .split("\n## ")
                .filter_map(|section| section.split_once('\n'))
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(heading, text)| Field { kind: FieldKind::Section(heading.to_owned()), text: text.to_owned() })
                .collect(),
        });
    }
    Ok(documents)
}

/// A small archive in which each document can be found by something of its own.
fn sample_documents() -> Vec<Document> {
    let rows = [
        (
            "2022-01-10",
            "INC-2022-001",
            "Сервер недоступен после обновления",
            "SEV3",
            "почта",
            "Очередь сообщений переполнилась. Το κλειδί της βάσης δεδομένων χάθηκε.",
        ),
        (
            "2022-02-10",
            "INC-2022-002",
            "خادم البريد توقف عن العمل",
            "SEV3",
            "mail",
            "انتهت صلاحية الشهادة قبل التجديد. שרת הגיבוי נפל בלילה.",
        ),
        (
            "2022-03-10",
            "INC-2022-003",
            "ระบบชำระเงินล่ม",
            "SEV3",
            "thai-pay",
            "फ़ाइल सर्वर बंद था। 결제 서비스 장애가 발생했다. 数据库连接耗尽，回滚后恢复。",
        ),
        (
            "2024-03-01",
            "INC-2024-001",
            "Payments rejected after certificate expiry",
            "SEV1",
            "payments-api",
            "A certificate was not renewed and every call failed. The renewal job had been deployed without its schedule.",
        ),
        (
            "2024-06-11",
            "INC-2024-002",
            "Checkout slow during cache warm-up",
            "SEV3",
            "checkout",
            "Caches were cold after a deploy. Clients retried at once: a retry storm followed, and the queue grew.",
        ),
        (
            "2024-09-20",
            "INC-2024-003",
            "Search returned stale results",
            "SEV4",
            "search",
            "A storm cut power to one zone. Operators had to retry the import twice; nothing else was wrong.",
        ),
        (
            "2025-01-05",
            "INC-2025-001",
            "Database failover took eleven minutes",
            "SEV2",
            "payments-db",
            "The replica lagged. See PAY-311 for the fix, and INC-2024-001 for an earlier payments problem.",
        ),
        (
            "2025-02-14",
            "INC-2025-002",
            "Zürich site lost its uplink",
            "SEV2",
            "network",
            "Der Ausfall in Zürich begann um neun. Naïve retries made it worse.",
        ),
        (
            "2025-05-30",
            "INC-2025-003",
            "決済システムの障害",
            "SEV1",
            "payments-api",
            "決済サービスで障害が発生した。データベースの接続が枯渇した。",
        ),
        (
            "2025-08-08",
            "INC-2025-004",
            "<img src=x onerror=alert(1)> in a title",
            "SEV5",
            "wiki",
            "A page held <script>window.hacked = true</script> and </li></ol> as text; hostile words are shown, never run.",
        ),
        (
            "2026-01-17",
            "INC-2026-001",
            "Deploying the scheduler stopped all cron jobs",
            "SEV3",
            "scheduler",
            "Deployment was rolled back. Policies for deploys were changed afterwards.",
        ),
    ];
    let mut documents: Vec<Document> = rows
        .into_iter()
        .map(|(date, id, title, severity, service, text)| {
            sample(date, id, title, severity, service, vec![section("Description", text)])
        })
        .collect();
    documents[3].tags.push("renewal-gap".to_owned());
    documents[10].fields.push(Field { kind: FieldKind::Owner, text: "jane.warmer".to_owned() });
    // Enough others that a common word has more than a page of results.
    documents.extend((1..=40).map(|n| {
        let text = format!("Routine report number {n} about throttled requests. Timeouts were seen on host node-{n}.");
        sample(
            "2023-02-02",
            &format!("INC-2023-{n:03}"),
            &format!("Request throttling {n}"),
            "SEV4",
            "gateway",
            vec![
                section("Description", &text),
                Field { kind: FieldKind::Timeline, text: "Pager rang. The gateway shed load.".to_owned() },
                Field { kind: FieldKind::Action, text: format!("Raise the limit of pool {n}") },
                Field { kind: FieldKind::Owner, text: "team-edge".to_owned() },
            ],
        )
    }));
    documents
}

fn section(heading: &str, text: &str) -> Field {
    Field { kind: FieldKind::Section(heading.to_owned()), text: text.to_owned() }
}

fn sample(date: &str, id: &str, title: &str, severity: &str, service: &str, fields: Vec<Field>) -> Document {
    Document {
        url: format!("incidents/{}/index.html", id.to_lowercase()),
        id: Some(id.to_owned()),
        title: title.to_owned(),
        date: date.parse::<NaiveDate>().ok(),
        severity: Some(severity.to_owned()),
        status: Some("Reviewed".to_owned()),
        incident_type: Some("Outage".to_owned()),
        scope: None,
        services: vec![service.to_owned()],
        tags: vec!["sample".to_owned()],
        fields,
    }
}
