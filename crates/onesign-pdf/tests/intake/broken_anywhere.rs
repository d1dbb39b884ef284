//! Wherever a file is broken, intake never silently accepts it with fewer pages than another reader sees, or with
//! less on them.

use hayro::hayro_syntax::Pdf;
use onesign_pdf::page_text;
use proptest::prelude::*;

use crate::raw::{Raw, deflated, stream, taken, words};

/// The damage to a file.
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
    fn nothing_is_lost_silently(damage in damage()) {
        let bytes = broken(sound(), &damage);
        let Ok(taken) = taken(&bytes) else {
            return Ok(());
        };
        onesign_pdf::read::Document::parse(&taken.normalised).unwrap();
        if !taken.warnings.is_empty() {
            return Ok(());
        }
        let Ok(other) = Pdf::new(bytes.clone()) else {
            return Ok(());
        };
        prop_assert!(taken.pages.len() >= other.pages().len());
        for (number, text) in (0..).zip(words(&taken)) {
            let seen = page_text(&bytes, number).unwrap_or_default();
            let seen: Vec<String> = seen.into_iter().map(|run| run.text).collect();
            let seen = seen.join(" ");
            prop_assert!(text.contains(&seen), "page {}: {text}, not {seen}", number + 1);
        }
    }
}
