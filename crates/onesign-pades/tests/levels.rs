//! Every level of EN 319 142-1 with certificates, revocation and timestamps of a real infrastructure, validated here
//! and by other programs.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::Path;

use onesign_pades::document::{newest_timestamp, sealed_parts};
use onesign_pades::report::validate;
use onesign_pades::revocation::ValidationData;
use onesign_pades::sign::security_store;
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{MissingData, Verdict, certificates_in, validation_data};
use onesign_pades::{DocumentTimestamp, FileSigner, Sealing, Signer as _};
use support::pki::{Pki, clock};
use support::{document, openssl_judges, pem, prepared_at, run};

const QUERY: &str = "application/timestamp-query";
const NONCE: [u8; 8] = [0x91, 2, 3, 4, 5, 6, 7, 8];

fn stamped(pki: &Pki, file: &[u8], authority: &str) -> Vec<u8> {
    let mut stage = DocumentTimestamp::start(file, 16_384).unwrap();
    let request = stage.request(&NONCE);
    let response = pki.answer(&pki.timestamps(authority), Some((QUERY, &request)));
    [file, &stage.token(&response).unwrap()].concat()
}

fn fetched(pki: &Pki, wanted: &MissingData) -> ValidationData {
    let mut one = ValidationData::default();
    match wanted {
        MissingData::Crl { url } => one.crls.push(pki.answer(url, None)),
        MissingData::Issuer { url } => one.certificates = certificates_in(&pki.answer(url, None)),
        MissingData::Ocsp { url, request } => one
            .ocsps
            .push(pki.answer(url, Some(("application/ocsp-request", request)))),
    }
    one
}

/// The file with all available validation data for its signatures.
fn extended(pki: &Pki, file: &[u8]) -> Vec<u8> {
    let policy = TrustPolicy::trusting(vec![pki.certificate("root")]);
    let mut given = ValidationData::default();
    let mut gathered = validation_data(file, &policy, &given, clock());
    for _ in 0..4 {
        for wanted in &gathered.missing {
            given.extend(fetched(pki, wanted));
        }
        gathered = validation_data(file, &policy, &given, clock());
    }
    assert!(
        gathered.used.iter().all(|used| used.is_complete),
        "{gathered:#?}"
    );
    [
        file,
        &security_store::extend(file, &gathered.used)
            .unwrap()
            .expect("news"),
    ]
    .concat()
}

/// A file of one level, and its name.
struct Made {
    level: &'static str,
    file: Vec<u8>,
}

fn every_level(pki: &Pki, key: &str) -> Vec<Made> {
    let chain = [key, "issuing", "root"].map(|name| pki.certificate(name));
    let signer = FileSigner::new(&pki.key(key), chain.to_vec()).unwrap();
    let base = document(0);
    let unsigned = prepared_at(&base, 16_384, clock());
    let stage =
        Sealing::start(&base, unsigned, signer.chain().to_vec(), signer.algorithm()).unwrap();
    let signature = signer.sign(stage.to_be_signed()).unwrap();
    let signed = stage.signature(signature).unwrap();
    let sealed = [base.as_slice(), &signed.clone().finish().unwrap()].concat();
    let mut waiting = signed.needs_timestamp();
    let request = waiting.request(&NONCE);
    let response = pki.answer(&pki.timestamps("tsa-ending"), Some((QUERY, &request)));
    let timed = waiting.token(&response).unwrap().finish().unwrap();
    let timed = [base.as_slice(), &timed].concat();
    let kept = extended(pki, &timed);
    let archived = stamped(pki, &kept, "tsa-ending");
    let renewed = stamped(pki, &extended(pki, &archived), "tsa");
    vec![
        Made {
            level: "B-B",
            file: sealed,
        },
        Made {
            level: "B-T",
            file: timed,
        },
        Made {
            level: "B-LT",
            file: kept,
        },
        Made {
            level: "B-LTA",
            file: archived,
        },
        Made {
            level: "B-LTA",
            file: renewed,
        },
    ]
}

#[test]
fn all_programs_agree_on_every_level() {
    let Some(pki) = Pki::start(30) else {
        return;
    };
    let root = pki.certificate("root");
    for key in ["seal-ec", "seal-rsa"] {
        let made = every_level(&pki, key);
        for pair in made[1..].windows(2) {
            assert!(
                pair[1].file.starts_with(&pair[0].file),
                "what was sealed stays"
            );
        }
        let sealed = sealed_parts(&made[1].file).unwrap();
        assert_eq!(sealed_parts(&made[4].file), Some(sealed));
        let ends =
            |made: &Made| newest_timestamp(&made.file).map(|stamped| stamped.certificate_ends);
        assert_eq!((ends(&made[1]), ends(&made[2])), (None, None));
        let soon = clock() + 31 * 86_400;
        assert!(ends(&made[3]).is_some_and(|end| end < soon));
        assert!(ends(&made[4]).is_some_and(|end| end > soon), "renewed");
        let folder = tempfile::tempdir().unwrap();
        for (number, made) in made.iter().enumerate() {
            let name = format!("{key}, {} ({number})", made.level);
            println!("{name}: {} bytes", made.file.len());
            judged_here(&made.file, &root, &name);
            judged_by_others(folder.path(), &made.file, &root, number, &name);
        }
    }
}

fn judged_here(file: &[u8], root: &[u8], name: &str) {
    let report = validate(
        file,
        &TrustPolicy::trusting(vec![root.to_vec()]),
        clock() + 60,
    );
    assert_ne!(report.verdict, Verdict::Failed, "{name}: {report:#?}");
}

/// pyHanko in both ways, poppler, qpdf, openssl.
fn judged_by_others(folder: &Path, file: &[u8], root: &[u8], number: usize, name: &str) {
    let (pdf, root_file) = (folder.join("file.pdf"), folder.join("root.pem"));
    std::fs::write(&pdf, file).unwrap();
    std::fs::write(&root_file, pem("CERTIFICATE", root)).unwrap();
    let (pdf, root_file) = (pdf.to_str().unwrap(), root_file.to_str().unwrap());
    if let Some((ok, text)) = run("qpdf", &["--check", pdf]) {
        assert!(ok && !text.contains("WARNING"), "{name}: {text}");
    }
    if let Some((ok, text)) = run("pdfsig", &["-nocert", pdf]) {
        assert!(ok && text.contains("Signature is Valid"), "{name}: {text}");
        // It does not support document timestamps, and says so.
        let unknown = text.matches("Unable to validate this type").count();
        assert_eq!(unknown, number.saturating_sub(2), "{name}: {text}");
    }
    let trust = [
        "--pretty-print",
        "--trust",
        root_file,
        "--trust-replace",
        pdf,
    ];
    for way in ["validate", "adesverify"] {
        if let Some((ok, text)) = run("pyhanko", &[&["sign", way], &trust[..]].concat()) {
            let valid = text.matches("judged VALID").count();
            println!("{name}: pyhanko {way}: {valid} valid");
            assert!(ok && valid >= 1, "{name}: {way}: {text}");
            assert!(!text.contains("judged INVALID"), "{name}: {way}: {text}");
        }
    }
    openssl_judges(folder, file, root_file);
}
