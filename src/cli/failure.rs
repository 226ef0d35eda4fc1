//! What stops a command: a message for stderr and the exit code that goes with it.

/// A command that could not run.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    message: String,
}

impl Failure {
    /// Bad usage, an unreadable configuration, a path that is not there: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}
