//! One verification and one seal each open a file once: they read its structure and look for its signatures a single
//! time.
#![allow(clippy::unwrap_used, clippy::panic)]

use onesign_core::audit::{hex, sha256};
use onesign_evidence::check::{Asking, Question, judgement};
use onesign_evidence::composer::Composer;
use onesign_evidence::evidence::{Evidence, attached};
use onesign_evidence::revision::compose_revision;
use onesign_evidence::text::Catalogues;
use onesign_pades::document::sealed_parts;
use onesign_pades::revocation::ValidationData;
use onesign_pades::validate::Verdict;
use onesign_pdf::read::{Document, openings};

const SEALED: &[u8] = include_bytes!("../../../fixtures/seals/fourth-demo/sealed.pdf");
const ROOT: &[u8] = include_bytes!("../../../fixtures/seals/fourth-demo/root.der");

/// The time of the seal.
const SEALED_UNIX: i64 = 1_795_978_290;

/// Length of the document before its seal.
fn base_length() -> usize {
    usize::try_from(sealed_parts(SEALED).unwrap().base_len).unwrap()
}

/// How many of these openings read the sealed file, or the document that it begins with.
fn of_the_file(opened: &[usize]) -> usize {
    let lengths = [SEALED.len(), base_length()];
    opened
        .iter()
        .filter(|length| lengths.contains(length))
        .count()
}

#[test]
fn a_verification_opens_the_file_once() {
    let asking = Asking::new(&[ROOT.to_vec()], SEALED_UNIX);
    for says_wanted in [false, true] {
        let question = Question::of(SEALED, None, &asking);
        let question = question.with(&ValidationData::default(), says_wanted);
        let (judged, opened) = openings(|| judgement(SEALED, &question));
        assert_eq!(judged.report.verdict, Verdict::Passed);
        assert!(judged.report.trail.is_some(), "the trail was judged too");
        assert_eq!(judged.missing.is_some(), says_wanted);
        assert_eq!(of_the_file(&opened), 1, "{opened:?}");
        // The other opening is the blank file on which the check makes the last revision again.
        assert_eq!(opened.len(), 2, "{opened:?}");
    }
}

#[test]
fn a_seal_opens_the_document_once() {
    let evidence = attached(&Document::parse(SEALED).unwrap()).unwrap();
    let evidence = Evidence::parse(&evidence).unwrap();
    let composer = Composer::new(Catalogues::load());
    let base = &SEALED[..base_length()];
    let (made, opened) = openings(|| {
        let document = Document::parse(base).unwrap();
        compose_revision(&document, &hex(&sha256(&[base])), &evidence, &composer)
    });
    assert_eq!(made.unwrap().appended.len(), SEALED.len() - base.len());
    assert_eq!(of_the_file(&opened), 1, "{opened:?}");
    assert_eq!(opened.len(), 2, "{opened:?}");
}
