//! The proof of lists and OCSP responses of a real authority (certomancer, if it is installed) about seals.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use onesign_pades::report::{SignatureReport, validate, validate_with};
use onesign_pades::revocation::ValidationData;
use onesign_pades::trust::{RevocationMode, TrustPolicy};
use onesign_pades::validate::{
    MissingData, Status, SubIndication, Verdict, certificates_in, validation_data,
};
use support::authorities::Pki;
use support::reports::{self, leftovers};
use support::{NOW, document, seal};

/// An hour before [`NOW`].
const BEFORE: &str = "2026-11-06T20:20:00+0000";
const HOUR: i64 = 3600;

struct World {
    pki: Pki,
    policy: TrustPolicy,
    demanding: TrustPolicy,
}

impl World {
    fn new() -> Option<Self> {
        let pki = Pki::new()?;
        let policy = TrustPolicy::trusting(vec![pki.certificate("root/root")]);
        let demanding = TrustPolicy {
            revocation: RevocationMode::Require,
            ..policy.clone()
        };
        Some(Self {
            pki,
            policy,
            demanding,
        })
    }

    fn sealed(&self, signer: &str) -> Vec<u8> {
        seal(&document(0), &self.pki.signer(signer), 16_384)
    }

    /// Both lists, as published at `time`.
    fn lists(&self, time: &str) -> ValidationData {
        ValidationData {
            crls: vec![self.pki.crl("root", time), self.pki.crl("issuer", time)],
            ..ValidationData::default()
        }
    }

    /// An OCSP response about the signer, and the list about the issuer.
    fn answer(&self, signer: &str, responder: &str, time: &str) -> ValidationData {
        ValidationData {
            crls: vec![self.pki.crl("root", time)],
            ocsps: vec![self.pki.ocsp(signer, responder, time)],
            ..ValidationData::default()
        }
    }
}

fn identity(report: &SignatureReport) -> (Status, String) {
    assert_eq!(leftovers(report), [""; 0]);
    let (status, _, words) = reports::identity(&report.axes);
    (status, words)
}

fn outcome(report: &SignatureReport) -> (Verdict, Option<SubIndication>) {
    (report.verdict, report.sub_indication)
}

#[test]
fn revocation_information_decides_the_status_of_certificates() {
    let Some(world) = World::new() else { return };
    let good = world.sealed("good");

    let report = validate(&good, &world.policy, NOW);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    let silent = "There is no information on whether any certificate in the chain was revoked.";
    assert!(identity(&report).1.contains(silent));
    let report = validate(&good, &world.demanding, NOW);
    let try_later = (Verdict::Indeterminate, Some(SubIndication::TryLater));
    assert_eq!(outcome(&report), try_later, "{report:#?}");

    for given in [world.lists(BEFORE), world.answer("good", "issuer", BEFORE)] {
        // The response is in force for ten minutes, the lists for months.
        let now = NOW - HOUR + 60;
        let report = validate_with(&good, &world.demanding, &given, now);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        assert!(
            identity(&report)
                .1
                .contains("was revoked at the time for which it was checked")
        );
    }

    let stale = world.lists("2025-01-01T00:00:00+0000");
    let report = validate_with(&good, &world.demanding, &stale, NOW);
    assert_eq!(outcome(&report), try_later);
    assert!(identity(&report).1.contains("too old"), "{report:#?}");
    let report = validate_with(&good, &world.policy, &stale, NOW);
    assert_eq!(report.verdict, Verdict::Passed);
    let early = world.lists("2026-12-31T00:00:00+0000");
    let report = validate_with(&good, &world.demanding, &early, NOW);
    assert_eq!(outcome(&report), try_later);
    assert!(
        identity(&report).1.contains("dated in the future"),
        "{report:#?}"
    );
}

#[test]
fn revoked_and_suspended_signers_do_not_pass() {
    let Some(world) = World::new() else { return };
    let cases = [
        (
            "revoked",
            SubIndication::RevokedNoPoe,
            "revoked on 2026-03-01",
        ),
        ("held", SubIndication::TryLater, "suspended"),
    ];
    for (signer, sub, words) in cases {
        let sealed = world.sealed(signer);
        for given in [world.lists(BEFORE), world.answer(signer, "issuer", BEFORE)] {
            let report = validate_with(&sealed, &world.policy, &given, NOW - HOUR + 60);
            let expected = (Verdict::Indeterminate, Some(sub));
            assert_eq!(outcome(&report), expected, "{signer}: {report:#?}");
            assert!(identity(&report).1.contains(words), "{report:#?}");
        }
    }
    // A responder that nobody authorised proves nothing, but its "revoked" is not a pass either.
    let sealed = world.sealed("revoked");
    let by_stranger = world.answer("revoked", "wrong", BEFORE);
    for policy in [&world.policy, &world.demanding] {
        let report = validate_with(&sealed, policy, &by_stranger, NOW - HOUR + 60);
        let expected = (Verdict::Indeterminate, Some(SubIndication::TryLater));
        assert_eq!(outcome(&report), expected, "{report:#?}");
        let words = "a statement says that the certificate of";
        assert!(identity(&report).1.contains(words), "{report:#?}");
    }
    // At a time before the revocation, the certificate is good.
    let early = world.lists("2026-02-01T00:00:00+0000");
    let february = 1_769_904_000 + HOUR;
    let report = validate_with(&sealed, &world.demanding, &early, february);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    // A permanent revocation stays in force, even in an old list.
    let april = world.lists("2026-04-01T00:00:00+0000");
    let report = validate_with(&sealed, &world.policy, &april, NOW);
    assert_eq!(report.sub_indication, Some(SubIndication::RevokedNoPoe));
}

#[test]
fn only_authorised_responders_and_lists_count() {
    let Some(world) = World::new() else { return };
    let (good, now) = (world.sealed("good"), NOW - HOUR + 60);
    let unheard = |given: &ValidationData, words: &str| {
        let report = validate_with(&good, &world.demanding, given, now);
        let try_later = Some(SubIndication::TryLater);
        assert_eq!(report.sub_indication, try_later, "{words}");
        assert!(identity(&report).1.contains(words), "{report:#?}");
    };
    // The signer of this response is not an authorised responder.
    let stranger = "of “Good Signer” was revoked: nothing proves that the revocation information";
    unheard(&world.answer("good", "wrong", BEFORE), stranger);
    // This response is about another certificate.
    let nothing = "of “Good Signer” was revoked: there is no revocation information";
    unheard(&world.answer("held", "issuer", BEFORE), nothing);
    let honest = world.answer("good", "issuer", BEFORE);
    let lists = world.lists(BEFORE);
    // Changes each byte: any change in a statement makes it unusable, except in unsigned parts that state nothing.
    for (material, place) in [(&honest, 0), (&lists, 1)] {
        let whole = if place == 0 {
            &material.ocsps[0]
        } else {
            &material.crls[1]
        };
        let unchanged = validate_with(&good, &world.demanding, material, now);
        for at in (0..whole.len()).step_by(11) {
            let mut changed = material.clone();
            let statement = if place == 0 {
                &mut changed.ocsps[0]
            } else {
                &mut changed.crls[1]
            };
            statement[at] ^= 1;
            let report = validate_with(&good, &world.demanding, &changed, now);
            let same = report == unchanged;
            let silent = report.sub_indication == Some(SubIndication::TryLater);
            assert!(silent || same, "{place}, byte {at}: {report:#?}");
        }
    }
    // Garbage and truncated items are skipped.
    let half = lists.crls[1][..lists.crls[1].len() / 2].to_vec();
    unheard(
        &ValidationData {
            certificates: vec![vec![0x30, 0x80], Vec::new()],
            crls: vec![half, vec![0x30; 4000]],
            ocsps: vec![vec![0x30, 3, 0x0a, 1, 6], vec![0xff; 3]],
        },
        "There is no information on",
    );
}

#[test]
fn validation_data_is_gathered_and_missing_data_is_named() {
    let Some(world) = World::new() else { return };
    let (good, now) = (world.sealed("good"), NOW - HOUR + 60);
    let gathered = validation_data(&good, &world.policy, &ValidationData::default(), now);
    let wanted: Vec<String> = gathered
        .missing
        .iter()
        .map(|wanted| match wanted {
            MissingData::Crl { url } => format!("crl {url}"),
            MissingData::Ocsp { url, request } => {
                assert!(request.starts_with(&[0x30]));
                format!("ocsp {url}")
            }
            MissingData::Issuer { url } => format!("issuer {url}"),
        })
        .collect();
    assert_eq!(
        wanted,
        [
            "ocsp http://127.0.0.1:9000/test/ocsp/issuer",
            "crl http://127.0.0.1:9000/test/crls/issuer/latest.crl",
            "crl http://127.0.0.1:9000/test/crls/root/latest.crl",
        ]
    );
    assert!(!gathered.used[0].is_complete);

    let given = world.answer("good", "issuer", BEFORE);
    let gathered = validation_data(&good, &world.policy, &given, now);
    let used = &gathered.used[0];
    assert!(
        used.is_complete && gathered.missing.is_empty(),
        "{gathered:?}"
    );
    assert_eq!((used.crls.len(), used.ocsps.len()), (1, 1));
    assert_eq!(used.ocsps[0], given.ocsps[0]);
    // Signer, issuer, root and responder.
    assert_eq!(used.certificates.len(), 4);
    assert_eq!(used.vri_key.len(), 40);
}

#[test]
fn a_missing_issuer_is_requested_and_found() {
    let Some(world) = World::new() else { return };
    let key = std::fs::read_to_string(world.pki.at("keys/signer.key.pem")).unwrap();
    let leaf = vec![world.pki.certificate("issuer/good")];
    let signer = onesign_pades::FileSigner::new(&support::unpem(&key), leaf).unwrap();
    let sealed = seal(&document(0), &signer, 16_384);
    let report = validate(&sealed, &world.policy, NOW);
    let missing = Some(SubIndication::NoCertificateChainFound);
    assert_eq!(report.sub_indication, missing);
    let gathered = validation_data(&sealed, &world.policy, &ValidationData::default(), NOW);
    let url = "http://127.0.0.1:9000/test/certs/issuer/ca.crt".to_owned();
    assert_eq!(gathered.missing, [MissingData::Issuer { url }]);
    let certificates = certificates_in(&world.pki.certificate("root/issuer"));
    let given = ValidationData {
        certificates,
        ..ValidationData::default()
    };
    let report = validate_with(&sealed, &world.policy, &given, NOW);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
}
