use std::cell::Cell;
use std::fmt::Display;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner shows no progress bar.
const LONG: Duration = Duration::from_secs(1);

/// Standard error: messages, whether one of them was an error, and a progress bar when work is long.
#[derive(Debug)]
pub(super) struct Console {
    failed: Cell<bool>,
    begun: Instant,
    bar: ProgressBar,
}

impl Console {
    /// A console that has said nothing yet.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self { failed: Cell::new(false), begun: Instant::now(), bar }
    }

    /// Counts one more article as read; the bar appears once that has gone on for long, on terminals only.
    pub(super) fn advance(&self) {
        if self.bar.is_hidden() && self.begun.elapsed() > LONG {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Takes the progress bar away: the work is done.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Reports an error; the command may go on with the rest, its exit code will be 2.
    pub(super) fn error(&self, message: impl Display) {
        self.failed.set(true);
        self.note(format_args!("error: {message}"));
    }

    /// Tells something that is no error.
    pub(super) fn note(&self, message: impl Display) {
        // nobody is left to tell when standard error itself is gone
        self.bar.suspend(|| drop(writeln!(io::stderr().lock(), "{message}")));
    }

    /// Whether an error was reported.
    pub(super) fn failed(&self) -> bool {
        self.failed.get()
    }
}
