//! Signatures validated with trusted lists (ETSI TS 119 612), and manipulated lists.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod naming;
mod qualified;
mod services;
mod signature;
mod time;

use onesign_pades::report::{SignatureEntry, SignatureReport, validate};
use onesign_pades::trust::{ListError, Signers, TrustPolicy, TrustedList};
use onesign_pades::validate::{Status, SubIndication, Verdict};
use onesign_pades::x509::AlgorithmExpiry;
use onesign_pades::{Authority, make_authority};
use support::lists::{List, Operator};
use support::reports::{self, leftovers};
use support::{NOW, document, entropy, seal};

pub(crate) const GRANTED: (&str, &str, &str) = ("CA/QC", "granted", "2016-06-30T22:00:00Z");

pub(crate) const WITHDRAWN: (&str, &str, &str) = ("CA/QC", "withdrawn", "2026-11-01T00:00:00Z");

pub(crate) fn authority() -> Authority {
    make_authority("Nordwind Werft", NOW - 86_400, &mut entropy(1)).unwrap()
}

pub(crate) fn operator(seed: u64) -> Operator {
    let made = make_authority("Supervision", NOW - 86_400, &mut entropy(seed)).unwrap();
    Operator::new(&made.leaf_key_pkcs8, &made.leaf_der)
}

pub(crate) fn read(list: &str, signer: &Operator) -> Result<TrustedList, ListError> {
    let signers = [signer.certificate.clone()];
    let signers = Signers::Certificates(&signers);
    TrustedList::read(list.as_bytes(), signers, &AlgorithmExpiry::default())
}

pub(crate) fn trusting(list: &List) -> TrustPolicy {
    let operator = operator(2);
    let mut policy = TrustPolicy::default();
    let list = read(&operator.sign(list), &operator).unwrap();
    policy.trust_list(list).unwrap();
    policy
}

pub(crate) fn judge(file: &[u8], list: &List) -> SignatureReport {
    let report = validate(file, &trusting(list), NOW);
    assert_eq!(leftovers(&report), [""; 0]);
    report
}

pub(crate) fn sealed() -> (Authority, Vec<u8>) {
    let authority = authority();
    let file = seal(&document(0), &authority.signer().unwrap(), 16_384);
    (authority, file)
}

pub(crate) fn identity(entry: &SignatureEntry) -> (Status, Option<SubIndication>, String) {
    reports::identity(&entry.axes)
}

/// Asserts that the identity is indeterminate, and returns the reason.
pub(crate) fn unknown(report: &SignatureReport) -> String {
    let (status, sub, words) = identity(&report.signatures[0]);
    let expected = (
        Status::Indeterminate,
        Some(SubIndication::NoCertificateChainFound),
    );
    assert_eq!((status, sub), expected, "{report:#?}");
    assert_eq!(report.verdict, Verdict::Indeterminate);
    assert_eq!(report.signatures[0].trust_service, None);
    words
}
