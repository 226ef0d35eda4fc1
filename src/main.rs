//! Parses arguments, runs the command, exits: nothing else.

fn main() {}
