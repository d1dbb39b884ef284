//! Self-made keys, PEM and PKCS#12.

use crate::bench::{Bench, P256, P384, RSA};

const KEY: &str = "ONESIGN_SEAL_KEY_FILE";
const CERTIFICATE: &str = "ONESIGN_SEAL_CERTIFICATE_FILE";
const PASSPHRASE: &str = "ONESIGN_SEAL_PASSPHRASE";
const PASSPHRASE_FILE: &str = "ONESIGN_SEAL_PASSPHRASE_FILE";
const PKCS12: &str = "ONESIGN_SEAL_PKCS12_FILE";

#[test]
fn self_made_keys_of_every_kind_seal() {
    let bench = Bench::new();
    bench.seals(&[], None);
    for kind in ["p384", "rsa3072", "rsa4096"] {
        bench.seals(&[("ONESIGN_SEAL_ALGORITHM", kind)], None);
    }
}

#[test]
fn keys_in_pem_files_seal_in_every_form() {
    let bench = Bench::new();
    bench.seal("ec", P384);
    bench.seal("rsa", RSA);
    // PKCS#8, key and chain in two files, the chain in a strange order.
    let chain = bench.join(&["root.pem", "ec.pem"], "chain.pem");
    let key = bench.text("ec.key");
    bench.seals(&[(KEY, &key), (CERTIFICATE, &chain)], Some("root.pem"));
    // SEC1 and PKCS#1, everything in one file.
    for (name, tool) in [("ec", &["ec"][..]), ("rsa", &["rsa", "-traditional"])] {
        let (key, old, all) = (
            format!("{name}.key"),
            format!("{name}.old"),
            format!("{name}.all"),
        );
        bench.openssl(&[tool, &["-in", &key, "-out", &old]].concat());
        let all = bench.join(&[&old, &format!("{name}.pem"), "root.pem"], &all);
        bench.seals(&[(KEY, &all)], Some("root.pem"));
    }
    // Encrypted PKCS#8, with its passphrase in a file.
    bench.openssl(&[
        "pkcs8",
        "-topk8",
        "-in",
        "ec.key",
        "-passout",
        "pass:open sesame",
        "-out",
        "ec.enc",
    ]);
    let (key, passphrase) = (
        bench.text("ec.enc"),
        bench.write("passphrase", "open sesame\n"),
    );
    let settings = [
        (KEY, &key[..]),
        (CERTIFICATE, &chain),
        (PASSPHRASE_FILE, &passphrase),
    ];
    bench.seals(&settings, Some("root.pem"));
}

#[test]
fn keys_in_pkcs12_files_seal_new_and_old() {
    let bench = Bench::new();
    for (name, kind, more) in [
        ("ec", P256, &[][..]),
        ("rsa", RSA, &[]),
        // As Windows and Java made them for decades: 3DES and RC2.
        ("old", RSA, &["-legacy", "-descert", "-macalg", "sha1"]),
        ("older", P256, &["-legacy", "-macalg", "sha1"]),
    ] {
        bench.seal(name, kind);
        let [key, certificate, file] =
            ["key", "pem", "p12"].map(|ending| format!("{name}.{ending}"));
        let export = [
            "pkcs12",
            "-export",
            "-inkey",
            &key,
            "-in",
            &certificate,
            "-certfile",
            "root.pem",
            "-passout",
            "pass:0123",
            "-out",
            &file,
        ];
        bench.openssl(&[&export[..], more].concat());
        let file = bench.text(&file);
        bench.seals(&[(PKCS12, &file), (PASSPHRASE, "0123")], Some("root.pem"));
    }
}

#[test]
fn key_files_that_cant_be_used_are_refused_in_words_that_help() {
    let bench = Bench::new();
    bench.seal("good", P256);
    bench.seal("other", P256);
    let (key, certificate) = (bench.text("good.key"), bench.text("good.pem"));
    let other = bench.text("other.pem");
    let refused = |key: &str, certificate: &str, words: &str| {
        bench.refused(&[(KEY, key), (CERTIFICATE, certificate)], words);
    };
    refused(&bench.text("absent"), &certificate, "absent can't be read");
    refused(&key, &bench.text("absent"), "ONESIGN_SEAL_CERTIFICATE_FILE");
    refused(&key, &other, "contains no certificate for the key in");
    refused(&key, &key, "contains no certificate: there should be");
    refused(&certificate, &certificate, "contains no private key");
    bench.refused(&[(KEY, &key)], "set it to a PEM file with the certificate");
    let two = bench.join(&["good.key", "other.key"], "two.key");
    refused(&two, &certificate, "more than one private key");
    let cut = bench.write("cut.key", &std::fs::read(&key).unwrap()[..100]);
    refused(&cut, &certificate, "damaged or cut off");
    let huge = bench.write("huge.key", vec![b'-'; 2 << 20]);
    refused(&huge, &certificate, "too large");
    let damaged = bench.write(
        "damaged.pem",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
    );
    refused(&key, &damaged, "damaged");
    bench.key("odd", &["-algorithm", "ED25519"]);
    refused(
        &bench.text("odd.key"),
        &certificate,
        "of a kind that can't be used",
    );

    bench.openssl(&[
        "pkcs8",
        "-topk8",
        "-in",
        "good.key",
        "-passout",
        "pass:right",
        "-out",
        "enc",
    ]);
    let encrypted = bench.text("enc");
    refused(&encrypted, &certificate, "put its passphrase into a file");
    let settings = [
        (KEY, &encrypted[..]),
        (CERTIFICATE, &certificate),
        (PASSPHRASE, "wrong"),
    ];
    bench.refused(&settings, "does not open with the passphrase");
    bench.openssl(&[
        "ec",
        "-aes128",
        "-in",
        "good.key",
        "-passout",
        "pass:right",
        "-out",
        "old",
    ]);
    refused(&bench.text("old"), &certificate, "openssl pkcs8 -topk8");
}

#[test]
fn pkcs12_files_that_cant_be_used_are_refused_in_words_that_help() {
    let bench = Bench::new();
    bench.seal("good", RSA);
    let export = |more: &[&str]| {
        let export = [
            "pkcs12",
            "-export",
            "-passout",
            "pass:right",
            "-out",
            "file.p12",
        ];
        bench.openssl(&[&export[..], more].concat());
        bench.text("file.p12")
    };
    let file = export(&["-inkey", "good.key", "-in", "good.pem"]);
    bench.refused(&[(PKCS12, &file)], "put its passphrase into a file");
    let wrong = [(PKCS12, &file[..]), (PASSPHRASE, "wrong")];
    bench.refused(&wrong, "does not open with the passphrase");
    let file = export(&["-nokeys", "-in", "good.pem"]);
    let right = [(PKCS12, &file[..]), (PASSPHRASE, "right")];
    bench.refused(&right, "contains no private key");
    export(&["-nocerts", "-inkey", "good.key"]);
    bench.refused(&right, "contains no certificate");
    let pem = bench.text("good.pem");
    bench.refused(&[(PKCS12, &pem)], "is not a PKCS#12 file");
}

#[test]
fn unacceptable_certificates_are_refused() {
    let bench = Bench::new();
    bench.key("late", P256);
    bench.certify("late", &["-days", "-1"], "digitalSignature");
    bench.key("server", P256);
    bench.certify("server", &["-days", "9"], "keyAgreement");
    for (name, words) in [
        ("late", "Have it renewed"),
        ("server", "not meant for signing documents"),
    ] {
        let (key, certificate) = (
            bench.text(&format!("{name}.key")),
            bench.text(&format!("{name}.pem")),
        );
        bench.refused(&[(KEY, &key), (CERTIFICATE, &certificate)], words);
    }
}

#[test]
fn two_sources_at_once_are_refused() {
    let bench = Bench::new();
    bench.refused(
        &[(KEY, "a"), (PKCS12, "b")],
        "ONESIGN_SEAL_KEY_FILE is also set, but a seal can have only one key",
    );
    bench.refused(
        &[("ONESIGN_SEAL_PKCS11_PIN", "0123")],
        "means nothing without ONESIGN_SEAL_PKCS11_MODULE",
    );
    bench.refused(&[("ONESIGN_SEAL_KEYFILE", "a")], "KEYFILE");
}
