//! The self-made authority and the kinds of key, validated here and by other programs.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use onesign_pades::report::validate;
use onesign_pades::sign::authority::{AuthorityError, KeyKind};
use onesign_pades::sign::signer::{chain_of, ecdsa_from_raw, is_signed_by};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::Verdict;
use onesign_pades::{Algorithm, Authority, FileSigner, SealCertificate, SignError, Signer as _};
use support::{NOW, document, entropy, judged_by_others, pem, run, seal, unpem};

const DAY: i64 = 86_400;
const KINDS: [(KeyKind, &str); 4] = [
    (KeyKind::P256, "P-256"),
    (KeyKind::P384, "P-384"),
    (KeyKind::Rsa3072, "RSA with 3072 bits"),
    (KeyKind::Rsa4096, "RSA with 4096 bits"),
];

fn make(kind: KeyKind, seed: u64) -> Authority {
    Authority::make("Nordwind Werft", kind, NOW - DAY, &mut entropy(seed)).unwrap()
}

#[test]
fn every_kind_of_authority_seals_and_other_programs_accept_it() {
    for (kind, name) in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let authority = make(kind, 1);
        let signer = authority.signer().unwrap();
        let read = SealCertificate::read(&authority.leaf_der).unwrap();
        assert_eq!(read.key, name);
        assert_eq!(read.algorithm, Some(signer.algorithm()));
        assert_eq!(read.subject, "Nordwind Werft Seal");
        assert_eq!(read.issuer, "Nordwind Werft Issuing CA");
        assert!(read.signs_documents);
        let sealed = seal(&document(0), &signer, 16_384);
        let trust = TrustPolicy::trusting(vec![authority.root_der.clone()]);
        let report = validate(&sealed, &trust, NOW);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        judged_by_others(folder.path(), &sealed, &authority.root_der);
    }
}

#[test]
fn openssl_accepts_the_chain_strictly_and_reads_its_extensions() {
    let folder = tempfile::tempdir().unwrap();
    let authority = make(KeyKind::P256, 2);
    let write = |name: &str, der: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, pem("CERTIFICATE", der)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let root = write("root.pem", &authority.root_der);
    let issuing = write("issuing.pem", &authority.issuing_der);
    let leaf = write("leaf.pem", &authority.leaf_der);
    let at = NOW.to_string();
    let args = [
        "verify",
        "-x509_strict",
        "-attime",
        &at,
        "-CAfile",
        &root,
        "-untrusted",
        &issuing,
        &leaf,
    ];
    let Some((ok, text)) = run("openssl", &args) else {
        return;
    };
    assert!(ok, "{text}");
    let described = |file: &str| {
        let args = ["x509", "-in", file, "-noout", "-text"];
        run("openssl", &args).unwrap().1
    };
    for (file, wanted) in [
        (&root, ["CA:TRUE, pathlen:1", "Certificate Sign, CRL Sign"]),
        (&issuing, ["CA:TRUE, pathlen:0", "Authority Key Identifier"]),
        (&leaf, ["CA:FALSE", "Digital Signature, Non Repudiation"]),
    ] {
        let text = described(file);
        for words in wanted {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(text.contains("Subject Key Identifier"), "{text}");
    }
    assert!(described(&leaf).contains("1.3.6.1.5.5.7.3.36"));
}

#[test]
fn a_renewed_certificate_has_the_same_root_and_old_seals_stay_valid() {
    let first = make(KeyKind::P256, 3);
    let then = NOW + 1000 * DAY;
    let second = first
        .renew(
            "Nordwind Werft",
            KeyKind::Rsa3072,
            then - DAY,
            &mut entropy(4),
        )
        .unwrap();
    assert_eq!(first.root_der, second.root_der);
    assert_ne!(first.leaf_der, second.leaf_der);
    let trust = TrustPolicy::trusting(vec![first.root_der.clone()]);
    let old = seal(&document(0), &first.signer().unwrap(), 8192);
    let new = seal(&document(0), &second.signer().unwrap(), 8192);
    for sealed in [old, new] {
        assert_eq!(validate(&sealed, &trust, then).verdict, Verdict::Passed);
    }
}

#[test]
fn no_certificate_outlives_its_authority() {
    let authority = make(KeyKind::P256, 5);
    let ends = SealCertificate::read(&authority.issuing_der)
        .unwrap()
        .validity
        .1;
    let renew = |at| authority.renew("Nordwind Werft", KeyKind::P256, at, &mut entropy(6));
    let last = renew(ends - DAY).unwrap();
    let read = SealCertificate::read(&last.leaf_der).unwrap();
    assert_eq!(read.validity, (ends - DAY, ends));
    assert_eq!(renew(ends).err(), Some(AuthorityError::Ended));
    assert_eq!(renew(NOW - 2 * DAY).err(), Some(AuthorityError::Ended));
}

#[test]
fn entropy_that_never_makes_a_key_is_an_error() {
    let made = Authority::make("X", KeyKind::P384, NOW, &mut |bytes| bytes.fill(0xff));
    assert_eq!(made.err(), Some(AuthorityError::Entropy));
}

#[test]
fn a_key_finds_its_chain_among_certificates_in_any_order() {
    let authority = make(KeyKind::P256, 7);
    let stranger = make(KeyKind::P256, 8);
    let mixed = vec![
        authority.root_der.clone(),
        stranger.issuing_der.clone(),
        stranger.leaf_der.clone(),
        authority.leaf_der.clone(),
        authority.issuing_der.clone(),
    ];
    let signer = FileSigner::assemble(&authority.leaf_key_pkcs8, &mixed).unwrap();
    assert_eq!(signer.chain(), authority.signer().unwrap().chain());
    let assemble = |certificates: &[Vec<u8>]| {
        FileSigner::assemble(&authority.leaf_key_pkcs8, certificates).err()
    };
    assert_eq!(assemble(&[]), Some(SignError::Certificate));
    assert_eq!(assemble(&[vec![1, 2, 3]]), Some(SignError::Certificate));
    assert_eq!(
        assemble(std::slice::from_ref(&stranger.leaf_der)),
        Some(SignError::Mismatch)
    );
    assert_eq!(
        FileSigner::assemble(b"no key", &mixed).err(),
        Some(SignError::Key)
    );
    // A root is its own issuer, and the chain still ends there.
    assert_eq!(
        chain_of(&authority.root_der, &mixed),
        std::slice::from_ref(&authority.root_der)
    );
}

#[test]
fn keys_in_the_three_usual_forms_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let forms: [(&[&str], &[&str]); 2] = [
        (&["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], &["ec"]),
        (&["rsa:2048"], &["rsa", "-traditional"]),
    ];
    for (kind, traditional) in forms {
        let (key, certificate, other) = (file("key.pem"), file("leaf.pem"), file("other.pem"));
        let mut args = vec![
            "req", "-x509", "-nodes", "-subj", "/CN=Test", "-keyout", &key,
        ];
        args.extend(["-out", &certificate, "-newkey"]);
        args.extend(kind);
        let Some((ok, text)) = run("openssl", &args) else {
            return;
        };
        assert!(ok, "{text}");
        let mut args = traditional.to_vec();
        args.extend(["-in", &key, "-out", &other]);
        assert!(run("openssl", &args).unwrap().0);
        let certificate = unpem(&std::fs::read_to_string(&certificate).unwrap());
        for form in [key, other] {
            let text = std::fs::read_to_string(&form).unwrap();
            let signer = FileSigner::new(&unpem(&text), vec![certificate.clone()]).unwrap();
            let signature = signer.sign(b"words").unwrap();
            let check = |message: &[u8]| {
                is_signed_by(&certificate, signer.algorithm(), message, &signature)
            };
            assert!(check(b"words") && !check(b"other words"));
        }
    }
}

#[test]
fn unusable_certificates_are_described() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (key, certificate) = (file("key.pem"), file("leaf.pem"));
    for (kind, extension, name, signs) in [
        (
            &["rsa:1024"][..],
            "keyUsage=digitalSignature",
            "RSA with 1024 bits",
            true,
        ),
        (
            &["ec", "-pkeyopt", "ec_paramgen_curve:P-521"],
            "keyUsage=keyAgreement",
            "P-521",
            false,
        ),
        (&["ed25519"], "keyUsage=nonRepudiation", "Ed25519", true),
    ] {
        let mut args = vec![
            "req",
            "-x509",
            "-nodes",
            "-subj",
            "/O=Only an organisation",
            "-addext",
            extension,
            "-keyout",
            &key,
        ];
        args.extend(["-out", &certificate, "-newkey"]);
        args.extend(kind);
        let Some((ok, text)) = run("openssl", &args) else {
            return;
        };
        assert!(ok, "{text}");
        let der = unpem(&std::fs::read_to_string(&certificate).unwrap());
        let read = SealCertificate::read(&der).unwrap();
        assert_eq!((read.algorithm, read.key.as_str()), (None, name));
        assert_eq!(read.signs_documents, signs);
        assert_eq!(read.subject, "Only an organisation");
    }
    assert_eq!(SealCertificate::read(b"no certificate"), None);
}

#[test]
fn two_concatenated_numbers_become_a_signature() {
    let raw = [[0x80; 32], [0x01; 32]].concat();
    let der = ecdsa_from_raw(&raw).unwrap();
    assert_eq!(der[..5], [0x30, 69, 2, 33, 0]);
    assert_eq!(ecdsa_from_raw(&raw[1..]), None);
    assert_eq!(Algorithm::EcdsaP384Sha384.hash(b"").len(), 48);
}
