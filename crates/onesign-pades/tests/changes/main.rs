//! Revisions after a signature: the permitted ones, the forbidden ones, and their sentences.
#![allow(clippy::unwrap_used, clippy::panic)]

mod cases;
mod looks;
mod places;
mod prepared;
mod prepared_content;
mod prepared_disputes;
mod prepared_fields;
mod prepared_meanings;
mod revisions;
mod signature_looks;
#[path = "../support/mod.rs"]
mod support;
mod unsteady;

use onesign_pades::diff::{ChangeKind, Ruling};
use onesign_pades::document::sealed_parts;
use onesign_pades::validate::{AxisName, Verdict};
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::write::DocMdp;
use revisions::{axis, change, fee, form, judged, later, refused, shown, signed};
use support::{authority, document};

#[test]
fn a_filled_field_is_reported_with_its_old_and_new_value() {
    let authority = authority();
    let (base, field) = form();
    let file = signed(&base, &authority, Some(DocMdp::FillForms));
    let filled = later(&file, |revision| {
        let looks = revision.add(shown("900"));
        revision.set(field, fee("900", looks));
    });
    let report = judged(&filled, &authority);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    let [change] = report.signatures[0].changes.as_slice() else {
        panic!("{report:#?}");
    };
    assert_eq!(
        change.sentence,
        "The field “fee” changed from “100” to “900”."
    );
    assert_eq!((change.page, change.revision), (Some(1), 4));
    assert_eq!(
        (change.ruling, change.rule),
        (Ruling::Permitted, "form_filling")
    );
    assert!(report.sentence.contains("only what the signature permits"));
}

#[test]
fn a_certification_without_permissions_allows_only_validation_data() {
    let authority = authority();
    let (base, field) = form();
    let file = signed(&base, &authority, Some(DocMdp::NoChanges));
    let filled = later(&file, |revision| {
        let looks = revision.add(shown("900"));
        revision.set(field, fee("900", looks));
    });
    assert_eq!(refused(&filled, &authority).1, "doc_mdp_1");
    let proofs = later(&file, |revision| {
        let certificate = revision.add(Stream {
            dictionary: Dictionary::new(),
            data: b"certificate".to_vec(),
        });
        let store = Dictionary::from([("Certs", vec![certificate.into()].into())]);
        let store = revision.add(store);
        change(revision, Ref::new(1), "DSS", store);
    });
    let report = judged(&proofs, &authority);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    let kinds: Vec<ChangeKind> = report.signatures[0]
        .changes
        .iter()
        .map(|c| c.kind)
        .collect();
    assert_eq!(kinds, [ChangeKind::ValidationMaterial]);
    // The seal is found despite a later update.
    let parts = sealed_parts(&proofs).unwrap();
    assert_eq!(parts.appended.end, file.len() as u64);
    assert_eq!(parts.base_len, base.len() as u64);
    assert_eq!(sealed_parts(&file).unwrap(), parts);
}

#[test]
fn only_revisions_may_follow_a_seal() {
    let authority = authority();
    let file = signed(&document(0), &authority, Some(DocMdp::NoChanges));
    // White space from transport is no revision, but says nothing either.
    for tail in ["\n", " ", "\r\n", "\0\0"] {
        let longer = [file.as_slice(), tail.as_bytes()].concat();
        let report = judged(&longer, &authority);
        assert_eq!(report.verdict, Verdict::Passed, "{tail:?}: {report:#?}");
        let coverage = axis(&report, AxisName::Coverage);
        assert!(coverage.sentence.contains("white space"), "{coverage:#?}");
    }
    let many = " ".repeat(17);
    for tail in [&many, "% paid\n", "\nx", "5 0 obj\nnull\nendobj\n"] {
        let longer = [file.as_slice(), tail.as_bytes()].concat();
        let report = judged(&longer, &authority);
        assert_eq!(report.verdict, Verdict::Failed, "{tail:?}: {report:#?}");
    }
    // Bytes in a later revision that belong to no object.
    let mut stuffed = later(&file, |revision| {
        let store = Dictionary::from([("Certs", Vec::<Object>::new().into())]);
        change(revision, Ref::new(1), "DSS", store);
    });
    assert_eq!(judged(&stuffed, &authority).verdict, Verdict::Passed);
    let at = file.len()
        + stuffed[file.len()..]
            .windows(5)
            .position(|w| w == b"xref\n")
            .unwrap();
    let extra = b"900 0 obj\n(hidden)\nendobj\n";
    stuffed.splice(at..at, extra.iter().copied());
    let pointer = stuffed.windows(9).rposition(|w| w == b"startxref").unwrap();
    stuffed.truncate(pointer);
    stuffed.extend(format!("startxref\n{}\n%%EOF\n", at + extra.len()).into_bytes());
    assert_eq!(refused(&stuffed, &authority).0, ChangeKind::StrayBytes);
}

#[test]
fn every_changed_byte_of_a_seal_fails() {
    changed_bytes_fail(0, 29);
}

#[test]
#[ignore = "every byte of 50 KB; see bench/README.md"]
fn every_changed_byte_of_a_seal_of_50_kb_fails() {
    changed_bytes_fail(40_000, 1);
}

/// Changes one byte at a time, at intervals of `step`, in a sealed document of this size.
fn changed_bytes_fail(filler: usize, step: usize) {
    let authority = authority();
    let file = signed(&document(filler), &authority, Some(DocMdp::NoChanges));
    let end = [0, 1, 4, file.len() - 2, file.len() - 1];
    let mut wrong = Vec::new();
    for at in (0..file.len()).step_by(step).chain(end) {
        for flip in [1_u8, 0x20] {
            let mut changed = file.clone();
            changed[at] ^= flip;
            let report = judged(&changed, &authority);
            if report.verdict != Verdict::Failed {
                wrong.push((at, flip, report.sentence));
            }
        }
    }
    println!("{} bytes, each changed in two ways", file.len());
    assert!(wrong.is_empty(), "{} not failed: {wrong:#?}", wrong.len());
}

#[test]
fn content_that_was_invisible_at_signing_time_is_reported() {
    let authority = authority();
    let unused = later(&document(0), |revision| {
        revision.add(Dictionary::from([("Type", Object::name("Page"))]));
    });
    let covered = later(&document(0), |revision| {
        let cover = revision.add(Stream {
            dictionary: Dictionary::new(),
            data: b"1 g 60 700 400 60 re f".to_vec(),
        });
        let both = vec![Ref::new(5).into(), cover.into()];
        change(revision, Ref::new(3), "Contents", both);
    });
    for (base, words) in [
        (unused, "not part of the document"),
        (covered, "painted over"),
    ] {
        let report = judged(&signed(&base, &authority, None), &authority);
        let coverage = axis(&report, AxisName::Coverage);
        assert_eq!(report.verdict, Verdict::Indeterminate);
        assert!(coverage.sentence.contains(words), "{coverage:#?}");
        // If the signer forbids all changes, no later change can reveal the content, so it is only reported.
        let closed = signed(&base, &authority, Some(DocMdp::NoChanges));
        let report = judged(&closed, &authority);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        assert!(!axis(&report, AxisName::Coverage).details.is_empty());
    }
}
