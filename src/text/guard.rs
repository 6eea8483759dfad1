//! Panics of other people's code as messages.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// The message of a panic that is being caught in this thread; outside of that nothing.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What `work` gives, or the first line of the message of its panic, which is not printed, and where it was.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let quiet = CAUGHT.with_borrow_mut(|caught| {
                let message = info.payload_as_str().unwrap_or("no message");
                let place = info.location().map_or_else(String::new, |place| format!(" at {place}"));
                let line = message.lines().next().unwrap_or_default();
                caught.as_mut().map(|text| *text = format!("{line}{place}")).is_some()
            });
            if !quiet {
                usual(info);
            }
        }));
    });
    let outer = CAUGHT.replace(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let message = CAUGHT.replace(outer).unwrap_or_default();
    result.map_err(|_| message)
}
