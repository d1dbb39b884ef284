//! Texts that keep their own direction inside other text (UAX #9, FSI and PDI).

use std::ops::Range;

use crate::fonts::Edition;

/// The text, isolated so that it keeps its own direction: that of its first strong character. Earlier
/// editions have direction marks around right-to-left names instead.
pub(crate) fn isolated(edition: Edition, text: &str) -> String {
    match edition {
        Edition::Former | Edition::Third => text.to_owned(),
        Edition::Current => format!("\u{2068}{text}\u{2069}"),
    }
}

/// Whether a character only isolates a text from its surroundings.
pub(crate) fn isolates(edition: Edition, character: char) -> bool {
    edition == Edition::Current && matches!(character, '\u{2068}' | '\u{2069}')
}

/// The parts of a run between isolates. Isolates only determine the order and are not drawn.
pub(super) fn between(edition: Edition, text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let is_isolate = |c: char| matches!(c, '\u{2066}'..='\u{2069}');
    if edition != Edition::Current {
        return vec![run];
    }
    let mut start = run.start;
    let mut parts = Vec::new();
    let whole = text.get(run).unwrap_or_default();
    for part in whole.split_inclusive(is_isolate) {
        let bare = part.trim_end_matches(is_isolate);
        if !bare.is_empty() {
            parts.push(start..start + bare.len());
        }
        start += part.len();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Library, Style};

    /// A name that begins with a digit or ends with a symbol reveals a lost direction.
    #[test]
    fn an_isolated_name_keeps_its_direction_and_affects_nothing_else() {
        let library = Library::default();
        let set = |text: &str| {
            let line = library.line(Style::Body, text);
            (line.left_to_right().concat(), line.rtl)
        };
        let name = isolated(Edition::Current, "3 אחים!");
        assert_eq!(
            set(&format!("{name} · 29 May")),
            ("!אחים 3 · 29 May".to_owned(), false)
        );
        assert_eq!(
            set(&format!("Signed by {name} at 9")),
            ("Signed by !אחים 3 at 9".to_owned(), false)
        );
        let mixed = isolated(Edition::Current, "דוד Smith");
        assert_eq!(set(&mixed), ("Smithדוד ".to_owned(), false));
        // Isolates have no width and leave no trace in copied text.
        let latin = library.line(Style::Body, &isolated(Edition::Current, "Ada"));
        assert_eq!(latin.left_to_right(), ["Ada"]);
        assert_eq!(latin.width, library.line(Style::Body, "Ada").width);
    }
}
