//! The strict reader: any bytes give a document or an error, and every query of a document gives an answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onesign_pdf::object::Ref;
use onesign_pdf::read::{Document, Entry};

/// Objects to read in one document.
const MOST_OBJECTS: usize = 200;
/// Largest attachment to decode.
const MOST_BYTES: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = Document::parse(bytes) else {
        return;
    };
    for index in 0..document.revisions().len() {
        if let Ok(earlier) = document.at_revision(index) {
            assert!(earlier.bytes().len() <= bytes.len());
        }
    }
    for gap in document.byte_account().into_iter().flatten().flatten() {
        assert!(gap.start <= gap.end && gap.end <= bytes.len());
    }
    for (&number, entry) in document.entries().iter().take(MOST_OBJECTS) {
        let generation = match entry {
            Entry::At { generation, .. } => *generation,
            Entry::Inside { .. } => 0,
            Entry::Free => continue,
        };
        let reference = Ref { number, generation };
        let _ = document.object(reference);
        for (_, span) in document.value_spans(reference).unwrap_or_default() {
            assert!(bytes.get(span).is_some());
        }
    }
    let _ = document.pages();
    let _ = document.catalog();
    for (_, file) in document.embedded_files().unwrap_or_default() {
        let _ = document.follow(&file);
    }
    let _ = document.attachment("onesign-evidence.json", MOST_BYTES);
});
