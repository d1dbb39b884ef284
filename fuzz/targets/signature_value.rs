//! The signature value: any bytes in `/Contents` of an otherwise valid seal give a verdict, and only the right
//! value passes.
#![no_main]

mod sealed;

use libfuzzer_sys::fuzz_target;
use onesign_pades::validate::Verdict;
use sealed::SEAL;

fuzz_target!(|value: &[u8]| {
    let seal = &*SEAL;
    let room = &seal.file[seal.hole.clone()];
    if value.len() * 2 > room.len() {
        return;
    }
    let mut file = seal.file.clone();
    let digits = value
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes());
    let padded = digits.chain(std::iter::repeat(b'0'));
    for (place, digit) in file[seal.hole.clone()].iter_mut().zip(padded) {
        *place = digit;
    }
    let report = seal.judge(&file);
    // Only unsigned parts may differ: the unsigned attributes and the certificates of the CMS value.
    let same = file == seal.file;
    assert!(
        !same || report.verdict == Verdict::Passed,
        "the right value does not pass"
    );
});
