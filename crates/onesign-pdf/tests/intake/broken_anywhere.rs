//! Wherever a file is broken, it never comes through with fewer pages than another reader sees, or with less on them,
//! without a word.

use hayro::hayro_syntax::Pdf;
use proptest::prelude::*;

use crate::raw::{Raw, deflated, stream, taken, words};

/// What happens to a file.
#[derive(Debug, Clone)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static str),
    Cut(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<prop::sample::Index>;
    let odd = prop::sample::select(vec![
        "(x) ", ">>", "<<", "]", " foo ", "endobj", "\n", " 5 ",
    ]);
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        (place(), 1..40_usize).prop_map(|(at, length)| Damage::Delete(at, length)),
        (place(), odd).prop_map(|(at, text)| Damage::Insert(at, text)),
        place().prop_map(Damage::Cut),
    ]
}

fn broken(mut bytes: Vec<u8>, damage: &Damage) -> Vec<u8> {
    let length = bytes.len();
    match damage {
        Damage::Flip(at, byte) => bytes[at.index(length)] = *byte,
        Damage::Delete(at, count) => {
            let at = at.index(length);
            bytes.drain(at..(at + count).min(length));
        }
        Damage::Insert(at, text) => {
            let at = at.index(length);
            bytes.splice(at..at, text.bytes());
        }
        Damage::Cut(at) => bytes.truncate(at.index(length)),
    }
    bytes
}

/// Three pages, one of them deflated.
fn sound() -> Vec<u8> {
    let content = deflated(b"BT /F 12 Tf 20 50 Td (Page 2) Tj ET");
    Raw::new()
        .set(7, stream("/Filter /FlateDecode", &content))
        .bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_lost_without_a_word(damage in damage()) {
        let bytes = broken(sound(), &damage);
        let Ok(taken) = taken(&bytes) else {
            return Ok(());
        };
        onesign_pdf::read::Document::parse(&taken.normalised).unwrap();
        if !taken.warnings.is_empty() {
            return Ok(());
        }
        let Ok(other) = Pdf::new(bytes) else {
            return Ok(());
        };
        prop_assert!(taken.pages.len() >= other.pages().len());
        // A page may show other words where its own were changed, but not none.
        for (number, text) in words(&taken).iter().enumerate() {
            let content = other.pages().get(number).and_then(|page| page.page_stream());
            let shows = content.is_some_and(|content| content.windows(2).any(|pair| pair == b"Tj"));
            prop_assert!(!shows || !text.is_empty() || !damages_text(&damage), "page {}", number + 1);
        }
    }
}

/// Whether the damage leaves the operators of the contents alone as such; else words may rightly vanish.
fn damages_text(damage: &Damage) -> bool {
    !matches!(
        damage,
        Damage::Flip(..) | Damage::Delete(..) | Damage::Insert(..)
    )
}
