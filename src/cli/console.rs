use std::cell::Cell;
use std::fmt::Display;
use std::io::{self, Write};

/// Standard error: messages, and whether one of them was an error.
#[derive(Debug, Default)]
pub(super) struct Console {
    failed: Cell<bool>,
}

impl Console {
    /// Reports an error; the command may go on with the rest, its exit code will be 2.
    pub(super) fn error(&self, message: impl Display) {
        self.failed.set(true);
        // nobody is left to tell when standard error itself is gone
        let _ = writeln!(io::stderr().lock(), "error: {message}");
    }

    /// Tells something that is no error.
    #[expect(clippy::unused_self, reason = "messages go through the console, which knows of the progress bar")]
    pub(super) fn note(&self, message: impl Display) {
        let _ = writeln!(io::stderr().lock(), "{message}");
    }

    /// Whether an error was reported.
    pub(super) fn failed(&self) -> bool {
        self.failed.get()
    }
}
