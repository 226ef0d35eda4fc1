//! Parses arguments, runs the command, exits: nothing else.

use std::process::ExitCode;

// Reading and rendering make many small texts: docs/decisions/0004-allocator.md has the figures.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(recount::cli::run(std::env::args_os()))
}
