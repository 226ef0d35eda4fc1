//! Times whole commands on a corpus against `git log` in the same run, and prints the ratios that must hold.
//!
//! `RECOUNT_CORPUS` names a Git repository with an `incidents/` folder; several may be given, separated
//! by `:`. Without it a corpus of 1,000 incidents in 40,000 commits is made by the generator beside the
//! repository (`../shared/bench/gen_corpus.py`), where that is present.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 5;

/// Median wall time and the highest peak memory of several runs.
struct Figure {
    wall: Duration,
    peak_kib: u64,
}

fn main() {
    // `cargo test --benches` only asks whether it runs.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let work = tempfile::tempdir().expect("a temporary folder");
    let corpora = corpora(work.path());
    if corpora.is_empty() {
        eprintln!("skipped: set RECOUNT_CORPUS to a repository with an incidents/ folder");
    }
    for corpus in corpora {
        bench(&corpus, work.path());
    }
}

fn corpora(work: &Path) -> Vec<PathBuf> {
    if let Ok(named) = std::env::var("RECOUNT_CORPUS") {
        return named.split(':').map(PathBuf::from).collect();
    }
    let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/gen_corpus.py");
    if !generator.exists() {
        return Vec::new();
    }
    let corpus = work.join("corpus");
    let made = Command::new("python3")
        .arg(generator)
        .args(["--incidents", "1000", "--noise", "3", "--seed", "1", "--repack", "--out"])
        .arg(&corpus)
        .stdout(Stdio::null())
        .status();
    if made.is_ok_and(|status| status.success()) { vec![corpus] } else { Vec::new() }
}

fn bench(corpus: &Path, work: &Path) {
    let recount = env!("CARGO_BIN_EXE_recount");
    let clone = work.join("clone");
    let site = work.join("sites");
    let git_log = || {
        let mut command = Command::new("git");
        command.args(["log", "--name-status", "--", "incidents"]).current_dir(&clone);
        command
    };
    let lint = || {
        let mut command = Command::new(recount);
        command.args(["lint", "--output-format", "concise", "--fail-on", "never"]).current_dir(&clone);
        command
    };
    // A folder of its own for each: files that were just deleted slow a file system down when new ones are made.
    let build = |time: usize| {
        let mut command = Command::new(recount);
        command.args(["build", "--no-cache", "--output"]).arg(site.join(time.to_string())).current_dir(&clone);
        command
    };
    let actions = |cache: &[&str]| {
        let mut command = Command::new(recount);
        command.args(["actions", "--quiet"]).args(cache).current_dir(&clone);
        command
    };
    let kept = work.join("kept");
    let kept = ["--cache-dir", kept.to_str().expect("a temporary folder has a plain name")];
    fresh_clone(corpus, &clone);
    run(&mut actions(&kept));
    let (mut logs, mut lints, mut builds) = (Vec::new(), Vec::new(), Vec::new());
    let (mut recounted, mut again) = (Vec::new(), Vec::new());
    for time in 0..RUNS {
        // In turn, so that a machine that slows down slows all of them.
        logs.push(run(&mut git_log()));
        lints.push(run(&mut lint()));
        builds.push(run(&mut build(time)));
        recounted.push(run(&mut actions(&["--no-cache"])));
        one_commit_more(&clone);
        again.push(run(&mut actions(&kept)));
    }
    let (log, lint, build) = (median(logs), median(lints), median(builds));
    println!("{}", corpus.display());
    println!("  git log --name-status -- incidents   {:>8.3} s", log.wall.as_secs_f64());
    report("recount lint", &lint, &log, 0.3);
    report("recount build", &build, &log, 2.0);
    report("recount actions", &median(recounted), &log, 1.3);
    report("recount actions, one commit later", &median(again), &log, 0.4);
    let _ = std::fs::remove_dir_all(&site);
    let _ = std::fs::remove_dir_all(&clone);
}

fn report(name: &str, figure: &Figure, log: &Figure, bar: f64) {
    let ratio = figure.wall.as_secs_f64() / log.wall.as_secs_f64();
    let verdict = if ratio <= bar { "holds" } else { "BROKEN" };
    let (wall, mib) = (figure.wall.as_secs_f64(), figure.peak_kib / 1024);
    println!("  {name:<36} {wall:>8.3} s  {ratio:>5.2} x git log (bar {bar} x: {verdict})  {mib} MiB");
}

/// Something of an incident is written and committed.
fn one_commit_more(clone: &Path) {
    let git = |arguments: &[&str]| {
        let settings = ["-c", "user.name=Ana Ruiz", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(settings).args(arguments).current_dir(clone).output().expect("git runs");
        assert!(output.status.success(), "git {arguments:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let listed = git(&["ls-files", "incidents/*.md"]);
    let file = clone.join(listed.lines().next().expect("a corpus has incidents"));
    let text = std::fs::read_to_string(&file).expect("it can be read") + "\nOne more line.\n";
    std::fs::write(&file, text).expect("it can be written");
    git(&["commit", "-qam", "Write one more line"]);
}

fn fresh_clone(corpus: &Path, clone: &Path) {
    let cloned =
        Command::new("git").args(["clone", "--quiet", "--no-local"]).arg(corpus).arg(clone).status().expect("git runs");
    assert!(cloned.success(), "{} cannot be cloned", corpus.display());
}

fn run(command: &mut Command) -> Figure {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
    let mut peak_kib = 0;
    loop {
        peak_kib = peak_kib.max(peak_memory(child.id()).unwrap_or(0));
        if child.try_wait().expect("the command is ours").is_some() {
            return Figure { wall: began.elapsed(), peak_kib };
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// High-water mark of a process's memory in KiB, where the system tells (Linux).
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn median(mut figures: Vec<Figure>) -> Figure {
    let peak_kib = figures.iter().map(|figure| figure.peak_kib).max().unwrap_or(0);
    figures.sort_by_key(|figure| figure.wall);
    Figure { wall: figures[figures.len() / 2].wall, peak_kib }
}
