//! The built site in a real browser: accessibility, policy, overflow, scripts, links, search, weight.
//! Builds archives with the command, then runs `tests/browser/*.test.mjs` in Node. Where Node, its
//! packages or Chromium are missing it says so and passes, unless `RECOUNT_BROWSER=required`.

mod harness;

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::{git, git_at, write};

/// What is missing to run the browser, if anything.
fn missing(here: &Path) -> Option<String> {
    let runs = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|out| out.status.success());
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !runs("node") {
        Some("node is not installed".to_owned())
    } else if !here.join("node_modules/playwright-core").exists() {
        Some("its packages are not installed (npm ci --prefix tests/browser)".to_owned())
    } else if !Path::new(&chromium).exists() {
        Some(format!("{chromium} is not installed (apt-get install chromium, or set CHROMIUM)"))
    } else {
        None
    }
}

/// Every `*.test.mjs` beside this file's scripts, sorted.
fn suites(here: &Path) -> Vec<String> {
    let names = std::fs::read_dir(here).expect("the folder of the browser tests").filter_map(Result::ok);
    let mut suites: Vec<String> = names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    suites.retain(|name| name.ends_with(".test.mjs"));
    suites.sort();
    suites
}

fn build(incidents: &Path, folder: &Path, output: &Path) {
    let built = Command::new(env!("CARGO_BIN_EXE_recount"))
        .current_dir(folder)
        .args(["build", "--no-cache", "--output"])
        .arg(output)
        .arg("--incidents")
        .arg(incidents)
        .output()
        .expect("the command was built with this test");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// A repository of services, just before the hostile incident began, whose commits and tags are hostile too.
fn hostile_changes(work: &Path) {
    let code = work.join("<b>code");
    write(&code, "a", "1");
    git(&code, &["init", "-q", "-b", "main"]);
    git(&code, &["remote", "add", "origin", "https://github.com/team/\"><script>window.pwned=1</script>"]);
    git(&code, &["add", "."]);
    let evil = "<img src=x onerror=window.pwned=1> [x](javascript:window.pwned=1)";
    git_at(&code, "2026-01-02T03:00:00Z", &["commit", "-qm", evil]);
    git_at(&code, "2026-01-02T03:01:00Z", &["tag", "-a", "v1", "-m", evil]);
    write(work, "recount.toml", "[[history.repository]]\npath = \"<b>code\"\n");
}

/// An archive whose titles are as wide as they can be, in many scripts.
fn wide_titles(work: &Path) -> PathBuf {
    let words = [
        "W",
        "MWM@%",
        "Ошибка записи в очередь Щ",
        "Ουρά μηνυμάτων",
        "消息队列在八点之后被写满，客户无法创建订单。",
        "メッセージキューが満杯",
        "메시지 대기열",
        "تعذّر إرسال الرسائل",
        "תור ההודעות",
        "ข้อความล่าช้า",
        "संदेश कतार",
        "🔥🚨 outage 👩‍🚒",
        "Störung ÄÖÜß Œœ",
        "Elevated 500s from the API",
    ];
    let root = work.join("wide");
    write(&root, "recount.toml", "[site]\nbase-url = \"https://reviews.example.com\"\n");
    for (n, word) in words.iter().enumerate() {
        for times in [1, 4, 40] {
            let long = format!("{word} ").repeat(times);
            let review = format!(
                "---\nid: {word}-{n}-{times}\ntitle: {long:?}\nseverity: {long:?}\nservices: [{word:?}, a, b, c]\n\
                 started_at: 2026-03-04T09:12:00Z\nresolved_at: 2026-03-04T11:02:00Z\n---\n\n## Description\n\nIt was slow.\n"
            );
            write(&root, &format!("incidents/{n}-{times}.md"), review);
        }
    }
    root
}

/// An archive of some hundred incidents: a few common words, and many that few of them have.
fn many_incidents(work: &Path) -> PathBuf {
    const COMMON: [&str; 12] =
        ["queue", "database", "deploy", "timeout", "retry", "the", "was", "after", "cache", "latency", "of", "alert"];
    const PARTS: [&str; 16] =
        ["ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "lu", "me", "no", "pa", "ri", "su", "to", "ve"];
    let root = work.join("many");
    for n in 0..300_usize {
        let mut seed = n + 1;
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
            (seed >> 8) % below
        };
        let mut words = |count: usize| {
            let one = |_| match draw(3) {
                0 => COMMON[draw(COMMON.len())].to_owned(),
                _ => (0..2 + draw(2)).map(|_| PARTS[draw(PARTS.len())]).collect(),
            };
            (0..count).map(one).collect::<Vec<String>>().join(" ")
        };
        let (month, day) = (1 + n % 12, 1 + n % 28);
        let review = format!(
            "---\nid: INC-2024-{n:04}\ntitle: {}\nseverity: SEV{}\nstatus: closed\nservices: [service-{}]\ntags: [tag-{}]\n\
             started_at: 2024-{month:02}-{day:02}T09:12:00Z\nresolved_at: 2024-{month:02}-{day:02}T11:02:00Z\n---\n\n\
             ## Description\n\n{}\n\n## Impact\n\n{}\n\n## Action items\n\n- [ ] {} — @owner-{}, due 2024-12-01, P2\n",
            words(5),
            1 + n % 4,
            n % 9,
            n % 20,
            words(300),
            words(200),
            words(8),
            n % 5,
        );
        write(&root, &format!("incidents/{n}.md"), review);
    }
    root
}

#[test]
fn the_site_holds_in_a_real_browser() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let here = root.join("tests/browser");
    if let Some(reason) = missing(&here) {
        assert!(
            std::env::var("RECOUNT_BROWSER").as_deref() != Ok("required"),
            "cannot run the browser tests: {reason}"
        );
        eprintln!("skipped the browser tests: {reason}");
        return;
    }
    let work = tempfile::tempdir().expect("a temporary folder");
    let (site, hostile) = (work.path().join("site"), work.path().join("hostile"));
    build(&root.join("incidents"), &root, &site);
    hostile_changes(work.path());
    build(&root.join("tests/fixtures/hostile"), work.path(), &hostile);
    let (wide, cards) = (wide_titles(work.path()), work.path().join("cards"));
    build(&wide.join("incidents"), &wide, &cards);
    let (many, site_of_many) = (many_incidents(work.path()), work.path().join("site-of-many"));
    build(&many.join("incidents"), &many, &site_of_many);
    let ran = Command::new("node")
        .current_dir(&here)
        .args(["--test", "--test-reporter=spec"])
        .args(suites(&here))
        .env("RECOUNT_SITE", &site)
        .env("RECOUNT_HOSTILE", &hostile)
        .env("RECOUNT_CARDS", &cards)
        .env("RECOUNT_MANY", &site_of_many)
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&ran.stdout);
    println!("{said}");
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
}
