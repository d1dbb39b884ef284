//! Clipping text (ISO 32000-2, 9.3.6) without ink: most readers then show nothing of the content after it, while the
//! renderer does not clip and draws everything.

use super::faces::is_blank;
use super::reading::{Code, Reading, Sort};

/// The clip of a text object so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Clip {
    is_shown: bool,
    has_ink: bool,
}

impl Clip {
    /// Adds a text to it. Glyphs of an unknown font count as having ink.
    pub(super) fn add(&mut self, reading: Option<&Reading<'_>>, codes: &[Code]) {
        self.is_shown |= !codes.is_empty();
        let has_ink = |code: &Code| reading.is_none_or(|reading| has_ink(reading, *code));
        self.has_ink = self.has_ink || codes.iter().any(has_ink);
    }

    /// Ends the text object. Returns whether some readers, but not all, clip away everything after it.
    pub(super) fn end(&mut self) -> bool {
        let ended = std::mem::take(self);
        ended.is_shown && !ended.has_ink
    }
}

fn has_ink(reading: &Reading<'_>, code: Code) -> bool {
    if reading.sort == Sort::Procedures {
        return true;
    }
    if reading.embedded {
        let path = reading.drawing(code);
        return path.is_some_and(|path| !path.elements().is_empty());
    }
    let text = reading.encoded(code).or_else(|| reading.declared(code));
    match text {
        Some(text) => !text.chars().all(is_blank),
        None => code.value != 32,
    }
}
