//! Keys in a token, by PKCS#11: a real one in software.

use crate::bench::{Bench, P256, RSA};

pub const MODULE: &str = "ONESIGN_SEAL_PKCS11_MODULE";
const TOKEN: &str = "ONESIGN_SEAL_PKCS11_TOKEN";
pub const KEY: &str = "ONESIGN_SEAL_PKCS11_KEY";
const ID: &str = "ONESIGN_SEAL_PKCS11_ID";
pub const PIN: &str = "ONESIGN_SEAL_PKCS11_PIN";
pub const CERTIFICATE: &str = "ONESIGN_SEAL_CERTIFICATE_FILE";

/// Where Debian puts the module.
const PLACES: [&str; 2] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
];

/// The module; without it the test is skipped, or fails where it has to run.
pub fn module() -> Option<&'static str> {
    let found = PLACES
        .into_iter()
        .find(|place| std::path::Path::new(place).exists());
    if found.is_none() {
        assert!(
            std::env::var_os("ONESIGN_REQUIRE_SOFTHSM").is_none(),
            "SoftHSM is not installed (Debian: softhsm2)"
        );
        println!("skipped: SoftHSM is not installed");
    }
    found
}

/// A token with this label, and more lines for its configuration.
pub fn token(bench: &Bench, label: &str, configuration: &str) {
    let folder = bench.text("tokens");
    std::fs::create_dir_all(&folder).unwrap();
    bench.write(
        "softhsm2.conf",
        format!("directories.tokendir = {folder}\nobjectstore.backend = file\n{configuration}"),
    );
    bench.run(
        "softhsm2-util",
        &[
            "--init-token",
            "--free",
            "--label",
            label,
            "--so-pin",
            "9999",
            "--pin",
            "0123",
        ],
    );
}

pub fn import(bench: &Bench, name: &str, token: &str, label: &str, id: &str) {
    let key = format!("{name}.key");
    bench.run(
        "softhsm2-util",
        &[
            "--import", &key, "--token", token, "--label", label, "--id", id, "--pin", "0123",
        ],
    );
}

#[test]
fn keys_in_a_token_seal() {
    let Some(module) = module() else {
        return;
    };
    let bench = Bench::new();
    token(&bench, "seals", "");
    for (name, kind, id) in [("ec", P256, "01"), ("rsa", RSA, "02")] {
        bench.seal(name, kind);
        import(&bench, name, "seals", name, id);
    }
    // One file with the certificates of both: the token's key finds its own.
    let chain = bench.join(&["ec.pem", "rsa.pem", "root.pem"], "chain.pem");
    let common = [(MODULE, module), (PIN, "0123"), (CERTIFICATE, &chain[..])];
    for chosen in [(KEY, "ec"), (KEY, "rsa"), (ID, "02")] {
        bench.seals(&[&common[..], &[chosen]].concat(), Some("root.pem"));
    }
    // A token that does not hash gets the digest as RSA wants it.
    let configuration = std::fs::read_to_string(bench.path("softhsm2.conf")).unwrap();
    bench.write(
        "softhsm2.conf",
        format!("{configuration}slots.mechanisms = CKM_RSA_PKCS\n"),
    );
    bench.seals(&[&common[..], &[(KEY, "rsa")]].concat(), Some("root.pem"));
}

#[test]
fn tokens_and_keys_that_cant_be_used_are_refused_in_words_that_help() {
    let Some(module) = module() else {
        return;
    };
    let bench = Bench::new();
    bench.write("no-module", "text");
    let not_a_module = bench.text("no-module");
    bench.refused(&[(MODULE, &not_a_module)], "can't be loaded");
    std::fs::create_dir(bench.path("empty")).unwrap();
    let empty = bench.text("empty");
    bench.write("softhsm2.conf", format!("directories.tokendir = {empty}\n"));
    bench.refused(&[(MODULE, module)], "finds no token");

    token(&bench, "seals", "");
    let module_only = (MODULE, module);
    bench.refused(&[module_only], "asks for a PIN");
    bench.refused(&[module_only, (PIN, "wrong")], "refuses the PIN");
    let with_pin = [module_only, (PIN, "0123")];
    bench.refused(&with_pin, "contains no private key");
    for name in ["one", "two"] {
        bench.seal(name, P256);
        import(
            &bench,
            name,
            "seals",
            "seal",
            if name == "one" { "a1" } else { "a2" },
        );
    }
    let with = |more: &[(&'static str, &'static str)]| [&with_pin[..], more].concat();
    bench.refused(&with(&[(KEY, "seal")]), "ONESIGN_SEAL_PKCS11_ID");
    bench.refused(&with(&[(KEY, "absent")]), "\"seal\" with the identifier a1");
    bench.refused(&with(&[(ID, "a1")]), "the token contains no certificate");
    let (mine, theirs) = (bench.text("one.pem"), bench.text("two.pem"));
    let right = [&with_pin[..], &[(ID, "a1"), (CERTIFICATE, &mine)]].concat();
    bench.seals(&right, Some("root.pem"));
    let wrong = [&with_pin[..], &[(ID, "a1"), (CERTIFICATE, &theirs)]].concat();
    bench.refused(&wrong, "no certificate in the token");
    bench.refused(&with(&[(TOKEN, "absent")]), "Available: seals");

    let configuration = std::fs::read_to_string(bench.path("softhsm2.conf")).unwrap();
    bench.write(
        "softhsm2.conf",
        format!("{configuration}slots.mechanisms = CKM_RSA_PKCS\n"),
    );
    bench.refused(&right, "does not offer CKM_ECDSA");
    bench.write("softhsm2.conf", configuration);
    bench.run(
        "softhsm2-util",
        &[
            "--init-token",
            "--free",
            "--label",
            "others",
            "--so-pin",
            "9999",
            "--pin",
            "0123",
        ],
    );
    bench.refused(&with_pin, "more than one token");
    let chosen = [&right[..], &[(TOKEN, "seals")]].concat();
    bench.seals(&chosen, Some("root.pem"));
}
