//! A difference on standard output: what a command would change.

use std::io::{self, IsTerminal, Write};

use crate::lint::report::neutral;

/// Prints `diff`; to a terminal nothing in it may move or colour anything.
pub fn print_diff(diff: &str) {
    let mut stdout = io::stdout().lock();
    // A reader that closed the pipe has seen enough.
    if stdout.is_terminal() {
        let harmless: String =
            diff.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { neutral::picture(c) }).collect();
        drop(stdout.write_all(harmless.as_bytes()));
    } else {
        drop(stdout.write_all(diff.as_bytes()));
    }
}
