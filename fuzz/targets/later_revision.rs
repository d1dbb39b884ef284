//! The modification analysis: bytes appended to a certified document never pass as unchanged, except for changes
//! that even a certification without changes permits.
#![no_main]

mod sealed;

use libfuzzer_sys::fuzz_target;
use onesign_pades::diff::ChangeKind;
use onesign_pades::validate::Verdict;
use sealed::SEAL;

/// Objects that one input can define.
const MOST_OBJECTS: usize = 24;

fuzz_target!(|bytes: &[u8]| {
    let Some(file) = appended(bytes) else {
        return;
    };
    let report = SEAL.judge(&file);
    if report.verdict == Verdict::Passed {
        for change in report.signatures.iter().flat_map(|one| &one.changes) {
            // An object without references to it shows and does nothing.
            let harmless = [ChangeKind::ValidationMaterial, ChangeKind::Unused];
            assert!(
                harmless.contains(&change.kind),
                "passed in spite of: {}",
                change.sentence
            );
        }
    }
});

/// A well-formed revision of the objects that the input spells: after each `\xff` the number of an object, then
/// its body. It is well-formed, so that the fuzzer gets past the strict reader.
fn appended(bytes: &[u8]) -> Option<Vec<u8>> {
    let seal = &*SEAL;
    let mut file = seal.file.clone();
    let mut offsets = std::collections::BTreeMap::new();
    for part in bytes.split(|byte| *byte == 0xff).take(MOST_OBJECTS) {
        let (&number, body) = part.split_first()?;
        let number = u32::from(number) % (seal.next + 8);
        if number == 0 || offsets.insert(number, file.len()).is_some() {
            return None;
        }
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(body);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(b"xref\n");
    for (number, offset) in &offsets {
        file.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
    }
    let size = offsets
        .last_key_value()
        .map_or(0, |(number, _)| number + 1)
        .max(seal.next);
    let trailer = format!(
        "trailer\n<</Size {size}/Root {} 0 R/Prev {}/ID{}>>\nstartxref\n{start}\n%%EOF\n",
        seal.root, seal.start, seal.id
    );
    file.extend_from_slice(trailer.as_bytes());
    Some(file)
}
