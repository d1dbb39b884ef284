//! The words that people type to find a title or a person, and the search for them in a text.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The words of a search, in any order. The search ignores case, accents and the width of letters, because people type
/// “Straße” on keyboards without ß. The database can't compare words, because its values are encrypted.
#[derive(Clone)]
pub(crate) struct Words(Vec<String>);

impl Words {
    /// None where nothing is looked for.
    pub(crate) fn read(typed: Option<&str>) -> Option<Self> {
        let typed = fold(typed?);
        let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// The words that the text doesn't contain; `None` if it contains all of them. The next text may contain the rest:
    /// a search matches title and name together.
    pub(crate) fn missing_in(self, text: &str) -> Option<Self> {
        let text = fold(text);
        let missing: Vec<String> = self.0.into_iter().filter(|w| !is_in(w, &text)).collect();
        (!missing.is_empty()).then_some(Self(missing))
    }

    /// Whether each of the words is in one of the texts.
    pub(crate) fn are_in<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let mut missing = Some(self.clone());
        for text in texts {
            match missing {
                Some(words) => missing = words.missing_in(text),
                None => return true,
            }
        }
        missing.is_none()
    }
}

/// Whether a folded text contains a folded word, at its beginning or within another word.
fn is_in(word: &str, text: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let next = text
            .get(at + found.len()..)
            .and_then(|rest| rest.chars().next());
        !next.is_some_and(makes_another_letter)
    })
}

/// The text in the form for comparison: compatibility decomposition, without accents, case folded, one space per gap.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_accent(*letter)) {
        match spelt(letter) {
            Some(plain) => append(&mut folded, plain),
            // Upper case and then lower case folds fully: ß and ẞ become ss, both sigmas become one.
            None => {
                let upper = letter.to_lowercase().flat_map(char::to_uppercase);
                // A capital letter can have its own accent.
                let lower: String = upper.flat_map(char::to_lowercase).nfkd().collect();
                let bare: Cow<'_, str> = if lower.chars().any(is_accent) {
                    lower.chars().filter(|letter| !is_accent(*letter)).collect()
                } else {
                    lower.into()
                };
                append(&mut folded, &bare);
            }
        }
    }
    folded
}

/// Adds letters. A run of s counts as one, because people write ß as s, ss or sz; so does a gap.
fn append(folded: &mut String, letters: &str) {
    for letter in letters.chars() {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        if !(matches!(letter, 's' | ' ') && folded.ends_with(letter)) {
            folded.push(letter);
        }
    }
}

/// The nukta of Indic scripts and the marks that voice kana: they turn the letter before them into another one.
fn makes_another_letter(mark: char) -> bool {
    matches!(canonical_combining_class(mark), 7 | 8)
}

/// Marks over, under and through letters, the points of Hebrew and Arabic, and invisible characters. The nukta, the
/// virama and the marks that voice kana make other letters, and vowel signs are letters, so these stay.
fn is_accent(letter: char) -> bool {
    matches!(canonical_combining_class(letter), 1 | 10..=36 | 200..=240)
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Letters with a built-in accent, as people without them on the keyboard type them.
fn spelt(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'ı' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        '’' | 'ʼ' | '‘' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn finds(typed: &str, text: &str) -> bool {
        Words::read(Some(typed)).is_some_and(|words| words.are_in([text]))
    }

    #[test]
    fn case_accents_and_width_do_not_count() {
        for (typed, text) in [
            ("STRAUB", "Eva Straub"),
            ("SSTRAUB", "Eva Straub"),
            ("strasse", "Hauptstraße 4"),
            ("STRASSE", "Hauptstraße 4"),
            ("straße", "HAUPTSTRASSE 4"),
            ("hauptstra\u{1e9e}e", "Hauptstrasse"),
            ("muller", "Jörg Müller"),
            ("Müller", "Jorg Muller"),
            ("mu\u{308}ller", "M\u{fc}ller"),
            ("orsted", "Zoë Ørsted"),
            ("zoe", "Zoë Ørsted"),
            ("lukasz", "Łukasz"),
            ("istanbul", "İSTANBUL"),
            ("isik", "IŞIK"),
            ("odysseus", "ODYSSEUS"),
            ("οδυσσευς", "ΟΔΥΣΣΕΎΣ"),
            ("nguyen van", "Nguyễn  Văn"),
            ("nguyễn\u{a0}văn", "NGUYEN VAN"),
            ("van nguyen", "Nguyễn Văn"),
            ("o'brien", "O’Brien"),
            ("yamada", "ｙａｍａｄａ"),
            ("\u{ff76}\u{ff9e}", "ガ"),
            ("שלום", "שָׁלוֹם"),
            ("efficient", "e\u{fb03}cient"),
            ("anna", "\u{202e}An\u{200b}na"),
        ] {
            assert!(finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn other_words_are_not_found() {
        for (typed, text) in [
            ("miller", "Müller"),
            ("nguyen berg", "Nguyễn Văn"),
            ("か", "が"),
            ("कम", "क़म"),
            ("annaberg", "Anna Berg"),
        ] {
            assert!(!finds(typed, text), "{typed} in {text}");
        }
        assert!(Words::read(None).is_none());
        assert!(Words::read(Some(" \u{a0}\u{301}")).is_none());
    }

    #[test]
    fn words_are_found_in_several_texts_together() {
        let found = |typed: &str| {
            let words = Words::read(Some(typed)).unwrap();
            words.are_in(["Lease of the mill", "Mira van der Holt", "mira@example.org"])
        };
        for typed in [
            "lease mira",
            "HOLT mill",
            "mira@example.org lease",
            "lea hol",
        ] {
            assert!(found(typed), "{typed}");
        }
        for typed in ["lease jonas", "mira lease 2"] {
            assert!(!found(typed), "{typed}");
        }
    }
}
