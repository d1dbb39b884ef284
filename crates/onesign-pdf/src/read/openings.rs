//! Records which files a test opens: a large one takes long to open, so no code may open it twice.

use std::cell::RefCell;

thread_local! {
    /// Lengths of the files that this thread has opened, in bytes.
    static OPENED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Records that a file of this length is opened.
pub(super) fn note(length: usize) {
    OPENED.with_borrow_mut(|opened| opened.push(length));
}

/// The result of `work`, and the lengths of the files that it opened on this thread, in order.
pub fn openings<T>(work: impl FnOnce() -> T) -> (T, Vec<usize>) {
    OPENED.take();
    let done = work();
    (done, OPENED.take())
}
