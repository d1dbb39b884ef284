//! Texts that run in their own direction, whatever is written around them (UAX #9, FSI and PDI).

use std::ops::Range;

use crate::fonts::Edition;

/// The text, to be set among others in its own direction: that of its first strong character. Former editions were given
/// marks around names that are written from right to left.
pub(crate) fn isolated(edition: Edition, text: &str) -> String {
    match edition {
        Edition::Former | Edition::Third => text.to_owned(),
        Edition::Current => format!("\u{2068}{text}\u{2069}"),
    }
}

/// Whether a character only keeps a text apart from what is written around it.
pub(crate) fn isolates(edition: Edition, character: char) -> bool {
    edition == Edition::Current && matches!(character, '\u{2068}' | '\u{2069}')
}

/// The parts of a run around isolates: they have done their work once the order is known, and are not drawn.
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

    /// A name that begins with a figure or ends with a sign shows where its direction is lost.
    #[test]
    fn an_isolated_name_keeps_its_direction_and_turns_nothing_else() {
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
        // Isolates take no room and leave no trace in what is copied.
        let latin = library.line(Style::Body, &isolated(Edition::Current, "Ada"));
        assert_eq!(latin.left_to_right(), ["Ada"]);
        assert_eq!(latin.width, library.line(Style::Body, "Ada").width);
    }
}
