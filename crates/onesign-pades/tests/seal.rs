//! Seals made here and judged here and by others.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use onesign_pades::verify::{Trust, Verdict, sealed_parts, validate};
use onesign_pades::{Algorithm, FileSigner, SealError, Sealing, Signer as _};
use onesign_pdf::read::Document;
use support::{NOW, authority, document, pem, prepared, run, seal};

#[test]
fn a_seal_passes_and_names_its_parts() {
    let authority = authority();
    let base = document(0);
    let sealed = seal(&base, &authority.signer().unwrap(), 8192);
    let trust = Trust {
        roots: vec![authority.root_der.clone()],
    };
    let report = validate(&sealed, &trust, NOW);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    assert_eq!(report.level, Some("B-B"));
    assert_eq!(report.signatures[0].permissions, Some(1));
    assert_eq!(
        report.signatures[0].signer.as_deref(),
        Some("Nordwind Werft Seal")
    );

    let parts = sealed_parts(&sealed).unwrap();
    assert_eq!(
        &sealed[..usize::try_from(parts.base_len).unwrap()],
        base.as_slice()
    );
    assert_eq!(parts.chain_head, Some("ab".repeat(32)));
    let read = Document::parse(&sealed).unwrap();
    assert_eq!(
        read.attachment("evidence.json", 10_000).unwrap(),
        Some(support::attachment().bytes)
    );
    assert_eq!(read.pages().unwrap().len(), 2);
    assert_eq!(read.byte_account().unwrap(), [vec![], vec![]]);
    assert_eq!(
        sealed,
        seal(&base, &authority.signer().unwrap(), 8192).len_and(&sealed)
    );
}

/// ECDSA signatures differ from one to the next; everything else is the same bytes.
trait LenAnd {
    fn len_and(self, other: &[u8]) -> Vec<u8>;
}
impl LenAnd for Vec<u8> {
    fn len_and(self, other: &[u8]) -> Vec<u8> {
        assert_eq!(self.len(), other.len());
        other.to_vec()
    }
}
