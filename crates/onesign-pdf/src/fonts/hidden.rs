//! Runs of invisible characters that are long enough to carry a hidden message.

use super::choice::is_silent;

/// Most invisible characters in a row. Languages and emoji write two or three.
const MAX_SILENT: usize = 4;

/// The tag sequences for flags that Unicode recommends: England, Scotland and Wales.
const FLAGS: [&str; 3] = ["gbeng\u{7f}", "gbsct\u{7f}", "gbwls\u{7f}"];

/// The hidden characters with their positions: tags outside of flags, and the excess of a long run of
/// other invisible characters.
pub(super) fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let flags = flags(text);
    let mut row = 0;
    text.char_indices().filter(move |(at, character)| {
        if is_tag(*character) {
            return !flags.iter().any(|flag| flag.contains(at));
        }
        row = if is_silent(*character) { row + 1 } else { 0 };
        row > MAX_SILENT
    })
}

/// The positions of the tags of complete flags.
fn flags(text: &str) -> Vec<std::ops::Range<usize>> {
    let letter = |tag: char| char::from_u32(u32::from(tag) & 0x7f);
    text.match_indices('\u{1f3f4}')
        .filter_map(|(at, flag)| {
            let start = at + flag.len();
            let behind = &text[start..];
            let tags = &behind[..behind.find(|c| !is_tag(c)).unwrap_or(behind.len())];
            let region: String = tags.chars().filter_map(letter).collect();
            FLAGS
                .contains(&region.as_str())
                .then(|| start..start + tags.len())
        })
        .collect()
}

fn is_tag(character: char) -> bool {
    matches!(character, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use crate::fonts::unprintable;

    fn tagged(word: &str) -> String {
        word.bytes()
            .filter_map(|b| char::from_u32(0xe0000 + u32::from(b)))
            .collect()
    }

    #[test]
    fn invisible_words_are_named() {
        let owed = tagged("I OWE");
        assert_eq!(
            unprintable(&format!("Fine{owed}")),
            owed.chars().collect::<Vec<_>>()
        );
        // The beginning of a flag does not make later tags part of one.
        assert!(!unprintable(&format!("🏴{owed}\u{e007f}")).is_empty());
        let bytes: String = ('\u{e0100}'..='\u{e0120}').collect();
        assert_eq!(unprintable(&format!("Fine{bytes}")).len(), 0x21 - 4);
    }

    #[test]
    fn what_languages_and_emoji_write_is_printable() {
        let wales = format!("🏴{}", tagged("gbwls\u{7f}"));
        for text in [
            "辻\u{e0101}村",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "❤\u{fe0f}",
            &wales,
        ] {
            assert_eq!(unprintable(text), [], "{text:?}");
        }
    }
}
