//! Seals made here, validated here and by other programs.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::Path;

use onesign_pades::document::sealed_parts;
use onesign_pades::report::validate;
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{SubIndication, Verdict};
use onesign_pades::{Algorithm, FileSigner, SealError, Sealing, SignError, Signer as _};
use onesign_pdf::read::Document;
use support::{NOW, authority, document, judged_by_others, prepared, run, seal};

#[test]
fn a_seal_passes_and_names_its_parts() {
    let authority = authority();
    let base = document(0);
    let sealed = seal(&base, &authority.signer().unwrap(), 8192);
    let trust = TrustPolicy::trusting(vec![authority.root_der.clone()]);
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
}

#[test]
fn the_same_inputs_prepare_the_same_bytes() {
    let base = document(0);
    assert_eq!(prepared(&base, 8192), prepared(&base, 8192));
    assert_eq!(*authority().leaf_key_pkcs8, *authority().leaf_key_pkcs8);
}

#[test]
fn an_untrusted_identity_gets_the_right_reason() {
    let authority = authority();
    let sealed = seal(&document(0), &authority.signer().unwrap(), 8192);
    let trust = TrustPolicy::trusting(vec![authority.root_der.clone()]);
    let year = 365 * 86_400;
    for (trust, now, expected) in [
        (
            &TrustPolicy::default(),
            NOW,
            SubIndication::NoCertificateChainFound,
        ),
        (&trust, NOW + 4 * year, SubIndication::OutOfBoundsNoPoe),
        (&trust, NOW - year, SubIndication::NotYetValid),
    ] {
        let report = validate(&sealed, trust, now);
        assert_eq!(
            (report.verdict, report.sub_indication),
            (Verdict::Indeterminate, Some(expected))
        );
    }
}

#[test]
fn a_wrong_key_or_too_little_room_seals_nothing() {
    let authority = authority();
    let other = onesign_pades::make_authority("Other", NOW, &mut support::entropy(2)).unwrap();
    let mixed = FileSigner::new(&other.leaf_key_pkcs8, vec![authority.leaf_der.clone()]);
    assert_eq!(mixed.err(), Some(SignError::Mismatch));

    let base = document(0);
    let chain = authority.signer().unwrap().chain().to_vec();
    let start = |size| {
        Sealing::start(
            &base,
            prepared(&base, size),
            chain.clone(),
            Algorithm::EcdsaP256Sha256,
        )
        .unwrap()
    };
    let stage = start(8192);
    let stranger = other.signer().unwrap().sign(stage.to_be_signed()).unwrap();
    assert_eq!(stage.signature(stranger).err(), Some(SealError::Signature));
    let stage = start(400);
    let signature = authority
        .signer()
        .unwrap()
        .sign(stage.to_be_signed())
        .unwrap();
    let finished = stage.signature(signature).unwrap().finish();
    assert!(matches!(
        finished,
        Err(SealError::TooLarge { room: 400, .. })
    ));
    let elsewhere = Sealing::start(
        &base[1..],
        prepared(&base, 8192),
        chain,
        Algorithm::EcdsaP256Sha256,
    );
    assert_eq!(elsewhere.err(), Some(SealError::Mismatch));
}

#[test]
fn no_single_changed_byte_passes() {
    let authority = authority();
    let sealed = seal(&document(0), &authority.signer().unwrap(), 2048);
    let trust = TrustPolicy::trusting(vec![authority.root_der.clone()]);
    let contents = sealed_parts(&sealed).unwrap().contents;
    let mut tried = 0;
    let mut passed = Vec::new();
    for at in 0..sealed.len() {
        let is_digit = contents.contains(&(at as u64));
        // Within the signature value both changes give another hexadecimal digit; elsewhere each change gives any other
        // byte.
        let changes: &[u8] = if is_digit {
            [&[0x01], &[0x03]][at % 2]
        } else {
            [&[0x01], &[0x20], &[0xff]][at % 3]
        };
        for &change in changes {
            let mut changed = sealed.clone();
            changed[at] ^= change;
            tried += 1;
            if validate(&changed, &trust, NOW).verdict == Verdict::Passed {
                passed.push((at, change));
            }
        }
    }
    println!("{tried} changed files judged");
    assert!(
        passed.is_empty(),
        "passed although changed (byte, change): {passed:?}"
    );
    for cut in [1, 2, 5, 100] {
        assert_ne!(
            validate(&sealed[..sealed.len() - cut], &trust, NOW).verdict,
            Verdict::Passed
        );
    }
    for tail in ["x", "%", "\n%", "%%EOF\n", "1 0 obj\nnull\nendobj\n"] {
        let longer = [sealed.as_slice(), tail.as_bytes()].concat();
        assert_ne!(
            validate(&longer, &trust, NOW).verdict,
            Verdict::Passed,
            "{tail:?} appended"
        );
    }
    // Transport may add the end of a line, which means nothing in a PDF and is mentioned.
    let ended = [sealed.as_slice(), b"\r\n"].concat();
    let report = validate(&ended, &trust, NOW);
    assert_eq!(report.verdict, Verdict::Passed);
    let told = report.signatures[0].axes.iter();
    let told = told.flat_map(|axis| std::iter::once(&axis.sentence).chain(&axis.details));
    let mut codes = told.map(|sentence| sentence.code());
    assert!(codes.any(|code| code.contains("white_space") || code.contains("line_end")));
}

/// Keys of this kind from openssl: makes a key and a self-signed certificate for it.
fn made_by_openssl(folder: &Path, kind: &[&str]) -> Option<FileSigner> {
    let key = folder.join("key.pem");
    let certificate = folder.join("certificate.pem");
    let (key, certificate) = (key.to_str()?, certificate.to_str()?);
    let mut args = vec![
        "req",
        "-x509",
        "-nodes",
        "-days",
        "3650",
        "-subj",
        "/CN=Test",
        "-keyout",
        key,
        "-out",
        certificate,
    ];
    args.extend_from_slice(kind);
    run("openssl", &args)?;
    let key = support::unpem(&std::fs::read_to_string(key).unwrap());
    let certificate = support::unpem(&std::fs::read_to_string(certificate).unwrap());
    Some(FileSigner::new(&key, vec![certificate]).unwrap())
}

#[test]
fn every_kind_of_key_makes_a_seal() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, algorithm) in [
        (
            ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"].as_slice(),
            Algorithm::EcdsaP384Sha384,
        ),
        (["-newkey", "rsa:3072"].as_slice(), Algorithm::RsaSha256),
    ] {
        let Some(signer) = made_by_openssl(folder.path(), kind) else {
            return;
        };
        assert_eq!(signer.algorithm(), algorithm);
        let sealed = seal(&document(0), &signer, 8192);
        let trust = TrustPolicy::trusting(signer.chain().to_vec());
        // openssl's clock dated the certificate, so this one test uses the clock too.
        let report = validate(&sealed, &trust, support::pki::clock() + 60);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        judged_by_others(folder.path(), &sealed, &signer.chain()[0]);
    }
}

#[test]
fn other_programs_accept_a_seal() {
    let folder = tempfile::tempdir().unwrap();
    let authority = authority();
    let sealed = seal(&document(0), &authority.signer().unwrap(), 8192);
    judged_by_others(folder.path(), &sealed, &authority.root_der);
}
