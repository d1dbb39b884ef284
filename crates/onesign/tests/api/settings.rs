//! Settings that stop the start, and variables that a platform sets by itself.

use crate::harness::each_engine_with;
use std::process::Command;

/// The program's message if it refuses to start with exactly these settings.
fn refusal(settings: &[(&str, &str)], file: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("onesign.toml"), file).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_onesign"))
        .env_clear()
        .env("ONESIGN_DATA_DIR", dir.path())
        .envs(settings.iter().copied())
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn settings_that_cannot_be_meant_stop_the_start_without_a_word_of_a_secret() {
    for (settings, file, words) in [
        (&[("ONESIGN_LOG", "nonsense")][..], "", "ONESIGN_LOG"),
        (
            &[("ONESIGN_LISTEN", "localhost:8190")],
            "",
            "127.0.0.1:8190",
        ),
        (
            &[("ONESIGN_SMTP_PASSWORD", "12345678")],
            "",
            "ONESIGN_SMTP_HOST",
        ),
        (
            &[("ONESIGN_DATABASE_URL", "postgres://u:12345678@10.0.0.7/db")],
            "",
            "sslmode=verify-full",
        ),
        (
            &[(
                "ONESIGN_DATABASE_URL",
                "postgres://u@127.0.0.1:1/db?sslpassword=12345678",
            )],
            "",
            "(sslpassword)",
        ),
        (
            &[(
                "ONESIGN_DATABASE_URL",
                "postgres://u:7?12345678@127.0.0.1:1/db",
            )],
            "",
            "%3F",
        ),
        (
            &[("ONESIGN_PUBLIC_URL", "user:12345678@sign.example.com")],
            "",
            "write the scheme too",
        ),
        (
            &[
                ("ONESIGN_SMTP_HOST", "\"mail.example.com\""),
                ("ONESIGN_SMTP_FROM", "sign@example.com"),
            ],
            "",
            "quotation marks",
        ),
        (&[], "smtp_password = 12345678", "ONESIGN_SMTP_HOST"),
        (&[], "smtp_password = \"12345678", "line 1"),
        (&[], "smtp_pasword = 12345678", "smtp_pasword"),
    ] {
        let said = refusal(settings, file);
        assert!(said.contains(words) && !said.contains("12345678"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_platform_sets_is_ignored_with_a_warning() {
    let settings = [
        ("ONESIGN_PORT", "tcp://10.0.0.1:80"),
        ("ONESIGN_SERVICE_HOST", "10.0.0.1"),
    ];
    each_engine_with(&settings, async |house| {
        assert_eq!(house.get("/v1/instance").await.status, 200);
        let log = house.log();
        assert!(
            log.contains("ONESIGN_PORT") && log.contains("ONESIGN_SERVICE_HOST"),
            "{log}"
        );
    })
    .await;
}
