//! Which texts have visible characters.

/// Whether a text has no ink: only blanks, control characters and invisible characters. Such a text names nobody and
/// fills in nothing.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(has_no_ink)
}

/// White space, control characters, `Default_Ignorable_Code_Point`, and the few characters that fonts draw empty:
/// the blank braille pattern, the null notehead.
fn has_no_ink(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn texts_without_ink_are_blank() {
        for text in [
            "",
            " ",
            "\u{200b}",
            "\u{3164}",
            "\u{115f}\u{1160}",
            "\u{ad}",
            "\u{fe0f}",
            "\u{61c}",
            "\u{e0041}",
            "\u{2800}",
            "\u{a0}\u{200d} \t",
            "\u{202e}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in [
            "Mira Holt",
            ".",
            "\u{200e}ع\u{200e}",
            "❤\u{fe0f}",
            "ـ",
            "ᄒ\u{1160}",
        ] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
