//! Long-term signatures by another program (pyHanko, with certomancer as the authority, if they are installed),
//! validated today and in later years.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use onesign_pades::report::{SignatureEntry, validate, validate_with};
use onesign_pades::revocation::ValidationData;
use onesign_pades::trust::{RevocationMode, TrustPolicy};
use onesign_pades::validate::{AxisName, Status, SubIndication, Verdict, validation_data};
use support::authorities::Pki;
use support::pki::clock;
use support::{document, run};

/// 2035-01-01: after the signer's certificate expires.
const SIGNER_ENDED: i64 = 2_051_222_400;
/// 2037-01-01: after that of the first time-stamping authority too.
const FIRST_STAMPS_ENDED: i64 = 2_114_380_800;
/// 2041-01-01: after that of the second one as well.
const ALL_ENDED: i64 = 2_240_611_200;

/// `base` with a signature by `signer`, made with its key and these options.
fn signed_by(pki: &Pki, signer: [&str; 2], base: &[u8], options: &[&str]) -> Option<Vec<u8>> {
    let (plain, signed) = (pki.path("plain.pdf"), pki.path("signed.pdf"));
    std::fs::write(&plain, base).unwrap();
    let root = pki.path("certs/root/root.cert.pem");
    let leaf = pki.path(&format!("certs/issuer/{}.cert.pem", signer[0]));
    let key = pki.path(&format!("keys/{}.key.pem", signer[1]));
    let chain = pki.path("certs/root/issuer.cert.pem");
    let head = ["sign", "addsig", "--field", "Sig1"];
    let trust = ["--trust", &root, "--trust-replace", "pemder", "--no-pass"];
    let keys = [
        "--key", &key, "--cert", &leaf, "--chain", &chain, &plain, &signed,
    ];
    let (ok, text) = run("pyhanko", &[&head, options, &trust, &keys].concat())?;
    assert!(ok, "{text}");
    Some(std::fs::read(signed).unwrap())
}

fn signed(pki: &Pki, port: u16, level: &[&str]) -> Option<Vec<u8>> {
    let stamps = format!("http://127.0.0.1:{port}/test/tsa/tsa-first");
    let options = [&["--timestamp-url", &stamps], level].concat();
    signed_by(pki, ["good", "signer"], &document(0), &options)
}

fn status(entry: &SignatureEntry, wanted: AxisName) -> Status {
    let mut axes = entry.axes.iter();
    axes.find(|axis| axis.axis == wanted).unwrap().status
}

#[test]
fn long_term_signatures_of_another_program_pass() {
    let Some(pki) = Pki::new() else { return };
    let Some(served) = pki.serve() else { return };
    let now = clock() + 60;
    let policy = TrustPolicy::trusting(vec![pki.certificate("root/root")]);
    let demanding = TrustPolicy {
        revocation: RevocationMode::Require,
        ..policy.clone()
    };
    let levels: [(&str, &[&str]); 3] = [
        ("B-T", &["--use-pades"]),
        ("B-LT", &["--use-pades", "--with-validation-info"]),
        ("B-LTA", &["--use-pades-lta", "--with-validation-info"]),
    ];
    for (level, options) in levels {
        let Some(file) = signed(&pki, served.port, options) else {
            return;
        };
        let report = validate(&file, &policy, now);
        let entry = &report.signatures[0];
        assert_eq!(entry.level, Some(level), "{report:#?}");
        for axis in [AxisName::Integrity, AxisName::Identity, AxisName::Time] {
            assert_eq!(status(entry, axis), Status::Passed, "{level}: {report:#?}");
        }
        let gathered = validation_data(&file, &policy, &ValidationData::default(), now);
        assert_eq!(gathered.used[0].is_complete, level != "B-T", "{gathered:?}");

        // The file contains the required revocation information, or does not.
        let report = validate(&file, &demanding, now);
        let expected = if level == "B-T" {
            Status::Indeterminate
        } else {
            Status::Passed
        };
        assert_eq!(
            status(&report.signatures[0], AxisName::Identity),
            expected,
            "{level}: {report:#?}"
        );

        // The signer's certificate has expired; a proof shows the earlier signature, at the same level.
        let report = validate(&file, &policy, SIGNER_ENDED);
        let entry = &report.signatures[0];
        assert_eq!(entry.level, Some(level), "{report:#?}");
        assert_eq!(
            status(entry, AxisName::Identity),
            Status::Passed,
            "{report:#?}"
        );
        assert!(entry.proven_at.is_some_and(|at| (at - now).abs() < 600));

        // The certificate of the time-stamping authority has expired, and no newer timestamp covers the old ones.
        let report = validate(&file, &policy, FIRST_STAMPS_ENDED);
        let entry = &report.signatures[0];
        assert_eq!(
            (entry.level, entry.proven_at),
            (Some("B-B"), None),
            "{report:#?}"
        );
        assert_eq!(status(entry, AxisName::Identity), Status::Indeterminate);

        // Timestamps of another authority prove nothing.
        let strangers = TrustPolicy {
            timestamp_roots: vec![pki.certificate("issuer/stranger")],
            ..policy.clone()
        };
        let report = validate(&file, &strangers, now);
        assert_eq!(report.signatures[0].level, Some("B-B"), "{report:#?}");
    }
}

#[test]
fn a_newer_timestamp_keeps_an_older_one_valid_after_its_authority_expires() {
    let Some(pki) = Pki::new() else { return };
    let Some(served) = pki.serve() else { return };
    let options = ["--use-pades-lta", "--with-validation-info"];
    let Some(file) = signed(&pki, served.port, &options) else {
        return;
    };
    let policy = TrustPolicy::trusting(vec![pki.certificate("root/root")]);
    let report = validate(&file, &policy, FIRST_STAMPS_ENDED);
    let [signature, stamp] = report.signatures.as_slice() else {
        panic!("{report:#?}");
    };
    assert_eq!((signature.level, stamp.kind), (Some("B-B"), "timestamp"));
    let mut axes = stamp.axes.iter();
    let identity = axes.find(|axis| axis.axis == AxisName::Identity).unwrap();
    let ended = Some(SubIndication::OutOfBoundsNoPoe);
    assert_eq!(identity.sub_indication, ended, "{report:#?}");

    let stamps = format!("http://127.0.0.1:{}/test/tsa/tsa", served.port);
    let (file, root) = (pki.path("signed.pdf"), pki.path("certs/root/root.cert.pem"));
    let args = [
        "sign",
        "ltaupdate",
        "--timestamp-url",
        &stamps,
        "--trust",
        &root,
    ];
    let (ok, text) = run(
        "pyhanko",
        &[&args, ["--trust-replace", &file].as_slice()].concat(),
    )
    .unwrap();
    assert!(ok, "{text}");
    let file = std::fs::read(file).unwrap();
    let report = validate(&file, &policy, FIRST_STAMPS_ENDED);
    let signature = &report.signatures[0];
    assert_eq!(signature.level, Some("B-LTA"), "{report:#?}");
    assert_eq!(status(signature, AxisName::Identity), Status::Passed);
    for stamp in &report.signatures[1..] {
        assert_eq!(status(stamp, AxisName::Time), Status::Passed, "{report:#?}");
    }
    let report = validate(&file, &policy, ALL_ENDED);
    assert_eq!(report.signatures[0].level, Some("B-B"), "{report:#?}");
}

#[test]
fn a_signature_proven_to_be_younger_than_the_revocation_fails() {
    let Some(pki) = Pki::new() else { return };
    let Some(served) = pki.serve() else { return };
    let (plain, stamped) = (pki.path("plain.pdf"), pki.path("stamped.pdf"));
    std::fs::write(&plain, document(0)).unwrap();
    let stamps = format!("http://127.0.0.1:{}/test/tsa/tsa", served.port);
    let root = pki.path("certs/root/root.cert.pem");
    let head = ["sign", "timestamp", "--timestamp-url", &stamps];
    let trust = ["--trust", &root, "--trust-replace", &plain, &stamped];
    let args = [&head, trust.as_slice()].concat();
    let Some((ok, text)) = run("pyhanko", &args) else {
        return;
    };
    assert!(ok, "{text}");
    let base = std::fs::read(stamped).unwrap();
    let policy = TrustPolicy::trusting(vec![pki.certificate("root/root")]);
    let now = clock() + 60;
    let time = "2026-11-01T00:00:00+0000";
    let given = ValidationData {
        crls: vec![pki.crl("root", time), pki.crl("issuer", time)],
        ..ValidationData::default()
    };
    for (base, expected) in [
        (base.as_slice(), (Status::Failed, SubIndication::Revoked)),
        (
            &document(0),
            (Status::Indeterminate, SubIndication::RevokedNoPoe),
        ),
    ] {
        let file = signed_by(&pki, ["revoked", "signer"], base, &["--use-pades"]).unwrap();
        let report = validate_with(&file, &policy, &given, now);
        let mut entries = report.signatures.iter();
        let entry = entries.find(|entry| entry.kind == "signature").unwrap();
        let mut axes = entry.axes.iter();
        let axis = axes.find(|axis| axis.axis == AxisName::Identity).unwrap();
        assert_eq!(
            (axis.status, axis.sub_indication),
            (expected.0, Some(expected.1)),
            "{report:#?}"
        );
    }
}

#[test]
fn every_other_algorithm_is_checked_or_named() {
    let Some(pki) = Pki::new() else { return };
    let policy = TrustPolicy::trusting(vec![pki.certificate("root/root")]);
    let cases: [([&str; 2], &[&str]); 3] = [
        (["rsa", "signer-rsa"], &["--use-pades", "--prefer-pss"]),
        (["rsa", "signer-rsa"], &["--use-pades"]),
        (["ed25519", "signer-ed25519"], &["--use-pades"]),
    ];
    for (signer, options) in cases {
        let Some(file) = signed_by(&pki, signer, &document(0), options) else {
            return;
        };
        let report = validate(&file, &policy, support::NOW);
        assert_eq!(
            report.verdict,
            Verdict::Passed,
            "{signer:?} {options:?}: {report:#?}"
        );
        let hole = report.signatures[0].byte_range.unwrap();
        let mut changed = file.clone();
        changed[usize::try_from(hole[1]).unwrap() - 40] ^= 1;
        assert_ne!(
            validate(&changed, &policy, support::NOW).verdict,
            Verdict::Passed
        );
    }
}
