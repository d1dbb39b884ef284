//! Keys of a signing service.

use crate::bench::{Bench, P256, P384, RSA};
use crate::service::{Rules, Service};

pub const URL: &str = "ONESIGN_SEAL_CSC_URL";
const CREDENTIAL: &str = "ONESIGN_SEAL_CSC_CREDENTIAL";
pub const TOKEN_FILE: &str = "ONESIGN_SEAL_CSC_TOKEN_FILE";
pub const PIN: &str = "ONESIGN_SEAL_CSC_PIN";
const CLIENT: (&str, &str) = ("ONESIGN_SEAL_CSC_CLIENT_ID", "onesign");
const SECRET: (&str, &str) = ("ONESIGN_SEAL_CSC_CLIENT_SECRET", "a secret & more");

pub fn rules() -> Rules {
    Rules {
        credentials: vec!["seal-1"],
        mode: "explicit",
        factor: "PIN",
        algorithms: vec!["1.2.840.10045.4.3.2"],
        key_status: "enabled",
        raw: false,
        forges: false,
        token_uses: 100,
    }
}

#[test]
fn a_service_seals_with_elliptic_curves() {
    let bench = Bench::new();
    bench.seal("p256", P256);
    bench.seal("p384", P384);
    // A PIN for each signature, two numbers side by side, and tokens that end early.
    let service = Service::start(
        &bench,
        "p256",
        Rules {
            raw: true,
            token_uses: 2,
            ..rules()
        },
    );
    let settings = [(URL, &service.url[..]), CLIENT, SECRET, (PIN, "0042")];
    bench.seals(&settings, Some("root.pem"));
    assert_eq!(service.count("credentials/authorize"), 1);
    assert_eq!(service.count("signatures/signHash"), 1);
    assert!(service.count("oauth2/token") > 1);
    // The service authorises by itself; the key's kind is named without a digest.
    let service = Service::start(
        &bench,
        "p384",
        Rules {
            mode: "implicit",
            algorithms: vec!["1.2.840.10045.2.1"],
            ..rules()
        },
    );
    let token = bench.write("token", "a token from a file\n");
    let settings = [(URL, &service.url[..]), (TOKEN_FILE, &token)];
    bench.seals(&settings, Some("root.pem"));
    assert_eq!(service.count("oauth2/token"), 0);
}

#[test]
fn a_service_seals_with_rsa() {
    let bench = Bench::new();
    bench.seal("rsa", RSA);
    // The token is all the authorisation there is.
    let service = Service::start(
        &bench,
        "rsa",
        Rules {
            mode: "oauth2token",
            credentials: vec!["seal-1", "seal-2"],
            algorithms: vec!["1.2.840.113549.1.1.11"],
            ..rules()
        },
    );
    let settings = [
        (URL, &service.url[..]),
        CLIENT,
        SECRET,
        (CREDENTIAL, "seal-2"),
    ];
    bench.seals(&settings, Some("root.pem"));
    assert_eq!(service.count("credentials/authorize"), 0);
    bench.refused(&settings[..3], "Available: seal-1, seal-2");
}

#[test]
fn services_and_credentials_that_cant_be_used_are_refused_in_words_that_help() {
    let bench = Bench::new();
    bench.seal("ec", P256);
    let token = bench.write("token", "a token from a file");
    let refused = |rules: Rules, more: &[(&str, &str)], words: &str| {
        let service = Service::start(&bench, "ec", rules);
        let common = [(URL, &service.url[..]), (TOKEN_FILE, &token)];
        bench.refused(&[&common[..], more].concat(), words);
    };
    refused(rules(), &[], "asks for a PIN");
    refused(
        rules(),
        &[(CREDENTIAL, "absent")],
        "Invalid parameter credentialID",
    );
    let none = vec![];
    refused(
        Rules {
            credentials: none,
            ..rules()
        },
        &[],
        "has no credential",
    );
    let factor = "OTP";
    refused(
        Rules { factor, ..rules() },
        &[(PIN, "0042")],
        "one-time password",
    );
    let key_status = "disabled";
    refused(
        Rules {
            key_status,
            ..rules()
        },
        &[],
        "calls its key \"disabled\"",
    );
    let algorithms = vec!["1.2.840.113549.1.1.11"];
    refused(
        Rules {
            algorithms,
            ..rules()
        },
        &[],
        "It offers: 1.2.840.113549.1.1.11",
    );

    let service = Service::start(&bench, "ec", rules());
    let url = (URL, &service.url[..]);
    let wrong_secret = ("ONESIGN_SEAL_CSC_CLIENT_SECRET", "wrong");
    bench.refused(&[url, CLIENT, wrong_secret], "rejected the login");
    let stale = bench.write("stale", "an old token");
    bench.refused(&[url, (TOKEN_FILE, &stale)], "rejected the login");
    let absent = bench.text("absent");
    bench.refused(&[url, (TOKEN_FILE, &absent)], "absent can't be read");
    let nobody = [(URL, "http://127.0.0.1:9/csc/v2"), (TOKEN_FILE, &token)];
    bench.refused(&nobody, "can't be reached");
    let ca = ("ONESIGN_SEAL_CSC_CA", &token[..]);
    bench.refused(&[url, (TOKEN_FILE, &token), ca], "contains no certificates");
}

#[test]
fn a_signature_that_is_not_by_the_certificates_key_seals_nothing() {
    let bench = Bench::new();
    bench.seal("ec", P256);
    let token = bench.write("token", "a token from a file");
    for (rules, pin) in [
        (
            Rules {
                forges: true,
                ..rules()
            },
            "0042",
        ),
        (rules(), "9999"),
    ] {
        let service = Service::start(&bench, "ec", rules);
        let settings = [(URL, &service.url[..]), (TOKEN_FILE, &token), (PIN, pin)];
        bench.never_seals(&settings, || service.count("credentials/authorize") > 1);
    }
}
