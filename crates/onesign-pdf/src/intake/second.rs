//! Compares with a second reader: how many pages it sees, and whether it finds content on pages that seem empty
//! here.

use hayro::hayro_syntax::Pdf;

use super::flaws::Flaws;
use super::lexer::is_blank;

/// Compares the result with that of the renderer's own reader for the received file. `blank` are pages without
/// content (zero-based); `mended` says whether there is a warning of damage.
pub(super) fn compare(
    bytes: &[u8],
    password: Option<&str>,
    pages: usize,
    mended: bool,
    blank: &[u32],
    flaws: &mut Flaws,
) {
    let opened = Pdf::new(bytes.to_vec());
    let opened = match (opened, password) {
        (Err(_), Some(password)) => Pdf::new_with_password(bytes.to_vec(), password),
        (opened, _) => opened,
    };
    let Ok(other) = opened else {
        // The second reader can't open the file, so there is nothing to compare with.
        return;
    };
    let seen = other.pages();
    // For a repaired file, intake finds more, and has already told the sender.
    if seen.len() > pages || seen.len() < pages && !mended {
        flaws.object("page_count_differs", None);
    }
    if seen.len() != pages {
        return;
    }
    for number in blank {
        let page = usize::try_from(*number)
            .ok()
            .and_then(|number| seen.get(number));
        let content = page.and_then(|page| page.page_stream());
        if content.is_some_and(|content| !content.iter().all(|byte| is_blank(*byte))) {
            flaws.page("content_unreadable", number + 1);
        }
    }
}
