//! Parses arguments, runs the command, exits: nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(recount::cli::run(std::env::args_os()))
}
