//! Which files a test had opened: a large one takes long to open, so nothing opens the same one twice.

use std::cell::RefCell;

thread_local! {
    /// Lengths of the files that this thread opened, in bytes.
    static OPENED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Notes that a file of this length is opened.
pub(super) fn note(length: usize) {
    OPENED.with_borrow_mut(|opened| opened.push(length));
}

/// What `work` gives, and the lengths of the files that it opened on this thread, in their order.
pub fn openings<T>(work: impl FnOnce() -> T) -> (T, Vec<usize>) {
    OPENED.take();
    let done = work();
    (done, OPENED.take())
}
