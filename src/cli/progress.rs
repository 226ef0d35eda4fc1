//! What a command is doing, on a terminal's stderr, once it takes longer than a second.

use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Before this nothing is shown: a quick command leaves no trace.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// A line on stderr that says what is being done; gone when dropped.
pub struct Progress {
    steps: Option<Sender<&'static str>>,
    shown: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins; silent unless stderr is a terminal and `quiet` is not asked for.
    #[must_use]
    pub fn start(quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self { steps: None, shown: None };
        }
        let (steps, received) = channel::<&'static str>();
        let shown = std::thread::spawn(move || {
            let began = std::time::Instant::now();
            let mut bar: Option<ProgressBar> = None;
            let mut step = "Working";
            loop {
                match received.recv_timeout(TICK) {
                    Ok(next) => step = next,
                    Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
                    Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                }
                if began.elapsed() > PATIENCE {
                    let bar = bar.get_or_insert_with(spinner);
                    bar.set_message(step);
                    bar.tick();
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        });
        Self { steps: Some(steps), shown: Some(shown) }
    }

    /// Says what is being done now.
    pub fn step(&self, what: &'static str) {
        if let Some(steps) = &self.steps {
            // The line may be gone already; that stops nothing.
            let _ = steps.send(what);
        }
    }
}

fn spinner() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(shown) = self.shown.take() {
            // A line that could not be drawn is no failure of the command.
            let _ = shown.join();
        }
    }
}
