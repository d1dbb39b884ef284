use super::*;

fn read(settings: &[(&str, &str)]) -> Result<SealConfig, String> {
    let variables = settings.iter().map(|(name, value)| {
        let variable = format!("ONESIGN_SEAL_{}", name.to_ascii_uppercase());
        (variable.into(), (*value).into())
    });
    let mut settings = Settings::of(variables).unwrap();
    let raw = RawSeal::take(&mut settings);
    raw.checked().map_err(|e| e.to_string())
}

#[test]
fn without_settings_the_key_is_self_made() {
    assert!(matches!(
        read(&[]),
        Ok(SealConfig::SelfMade {
            kind: KeyKind::P256
        })
    ));
    for (name, kind) in [
        ("p384", KeyKind::P384),
        ("rsa3072", KeyKind::Rsa3072),
        ("rsa4096", KeyKind::Rsa4096),
    ] {
        let made = read(&[("algorithm", name)]);
        assert!(matches!(made, Ok(SealConfig::SelfMade { kind: k }) if k == kind));
    }
}

#[test]
fn settings_that_contradict_each_other_are_named() {
    for (settings, words) in [
        (
            &[("key_file", "a"), ("pkcs12_file", "b")][..],
            "ONESIGN_SEAL_PKCS12_FILE: ONESIGN_SEAL_KEY_FILE is also set",
        ),
        (
            &[("pkcs11_pin", "1234")],
            "ONESIGN_SEAL_PKCS11_PIN: means nothing without ONESIGN_SEAL_PKCS11_MODULE",
        ),
        (
            &[("certificate_file", "a")],
            "means nothing without ONESIGN_SEAL_KEY_FILE or ONESIGN_SEAL_PKCS11_MODULE",
        ),
        (
            &[("algorithm", "p256"), ("key_file", "a")],
            "ONESIGN_SEAL_ALGORITHM: means nothing without",
        ),
        (
            &[("algorithm", "dsa")],
            "use p256, p384, rsa3072 or rsa4096",
        ),
        (
            &[
                ("key_file", "a"),
                ("passphrase", "b"),
                ("passphrase_file", "c"),
            ],
            "ONESIGN_SEAL_PASSPHRASE is also set",
        ),
        (
            &[("key_file", "a"), ("passphrase_file", "/does/not/exist")],
            "/does/not/exist can't be read",
        ),
        (
            &[("pkcs11_module", "a"), ("pkcs11_id", "xyz0")],
            "hexadecimal digits",
        ),
        (&[("csc_url", "https://sign.example.com")], "who is asking"),
        (
            &[("csc_url", "http://sign.example.com")],
            "begins with https://",
        ),
        (&[("csc_url", "sign.example.com")], "ONESIGN_SEAL_CSC_URL"),
    ] {
        let problem = read(settings).unwrap_err();
        assert!(problem.contains(words), "{problem}");
    }
}

#[test]
fn secrets_stay_the_text_they_are_and_are_not_printed() {
    use secrecy::ExposeSecret;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("pin");
    std::fs::write(&file, "0042\r\n").unwrap();
    let read = read(&[
        ("pkcs11_module", "a"),
        ("pkcs11_pin_file", file.to_str().unwrap()),
        ("pkcs11_id", "01:aB"),
    ]);
    let Ok(SealConfig::Pkcs11(config)) = read else {
        panic!("{read:?}");
    };
    assert_eq!(config.pin.as_ref().unwrap().expose_secret(), "0042");
    assert_eq!(config.id.as_deref(), Some(&[1, 0xab][..]));
    assert!(!format!("{config:?}").contains("0042"));
}

#[test]
fn addresses_of_a_service_are_put_together() {
    let read = read(&[
        ("csc_url", "http://127.0.0.1:80/csc/v2/"),
        ("csc_client_id", "a"),
        ("csc_client_secret", "b"),
    ]);
    let Ok(SealConfig::Csc(CscConfig {
        access: CscAccess::Client { url, scope, .. },
        ..
    })) = read
    else {
        panic!("{read:?}");
    };
    assert_eq!(url.as_str(), "http://127.0.0.1/csc/v2/oauth2/token");
    assert_eq!(scope, "service");
}
