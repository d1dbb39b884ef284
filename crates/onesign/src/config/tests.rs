use super::*;
use secrecy::ExposeSecret;

pub(super) fn read(settings: &[(&str, &str)]) -> Result<(Config, Vec<String>), String> {
    read_beside(settings, &[])
}

/// As [`read`], with these variables of the database driver in the environment.
pub(super) fn read_beside(
    settings: &[(&str, &str)],
    driver: &[&str],
) -> Result<(Config, Vec<String>), String> {
    let variables = settings
        .iter()
        .map(|(n, v)| (format!("ONESIGN_{n}").into(), (*v).into()))
        .chain(
            driver
                .iter()
                .map(|n| ((*n).into(), "from-elsewhere".into())),
        );
    let settings = Settings::of(variables).map_err(|e| e.to_string())?;
    Config::checked(settings, "data".into(), Path::new("onesign.toml")).map_err(|e| e.to_string())
}

#[test]
fn without_settings_everything_has_a_default() {
    let (config, warnings) = read(&[]).unwrap();
    assert_eq!(config.origin(), "http://localhost:8080");
    assert_eq!((config.max_pages, config.bcrypt_cost), (2_000, 12));
    assert!(config.smtp.is_none() && config.database_url.is_none() && warnings.is_empty());
}

#[test]
fn what_cannot_be_meant_is_refused_with_what_to_write() {
    for (settings, words) in [
        (
            &[("LISTEN", "localhost:8190")][..],
            "127.0.0.1:8190 for this machine only",
        ),
        (&[("LISTEN", ":8190")], "0.0.0.0:8190 for all"),
        (&[("LISTEN", "8190")], "127.0.0.1:8190"),
        (&[("LISTEN", "example.com")], "127.0.0.1:8080"),
        (
            &[("PUBLIC_URL", "example.com")],
            "as in https://example.com",
        ),
        (
            &[("PUBLIC_URL", "sign.example.com:8443")],
            "as in https://sign.example.com:8443",
        ),
        (
            &[("PUBLIC_URL", "localhost:8190")],
            "as in http://localhost:8190",
        ),
        (
            &[("PUBLIC_URL", "127.0.0.1:8190")],
            "as in http://127.0.0.1:8190",
        ),
        (&[("PUBLIC_URL", ":8190")], "as in https://sign.example.com"),
        (
            &[("PUBLIC_URL", "ftp://sign.example.com")],
            "as in https://sign.example.com",
        ),
        (
            &[("PUBLIC_URL", "https://sign.example.com/app")],
            "scheme and host only",
        ),
        (
            &[("PUBLIC_URL", "https://u:SECRET@sign.example.com")],
            "scheme and host only",
        ),
        (
            &[("PUBLIC_URL", "user:SECRET@sign.example.com")],
            "as in https://sign.example.com",
        ),
        (
            &[("PUBLIC_URL", "ftp://user:SECRET@sign.example.com")],
            "as in https://sign.example.com",
        ),
        (&[("PUBLIC_URL", "https://0.0.0.0")], "nobody can open"),
        (&[("PUBLIC_URL", "https://[::]:8443")], "nobody can open"),
        (
            &[("PUBLIC_URL", "https://*.example.com")],
            "nobody can open",
        ),
        (
            &[("PUBLIC_URL", "https://sign.example.com.")],
            "nobody can open",
        ),
        (
            &[("PUBLIC_URL", "http://sign.example.com")],
            "write https://sign.example.com",
        ),
        (
            &[("PUBLIC_URL", "http://192.168.1.5:8080")],
            "ONESIGN_ALLOW_PLAIN_HTTP=yes",
        ),
        (
            &[("PUBLIC_URL", "http://localhost.example.com")],
            "plain http",
        ),
        (&[("ALLOW_PLAIN_HTTP", "maybe")], "write yes or no"),
        (
            &[("DATABASE_URL", "postgres://u:SECRET@10.0.0.7/db")],
            "sslmode=verify-full",
        ),
        (
            &[("DATABASE_URL", "postgres://u:SECRET@db/db?sslmode=require")],
            "sslmode=verify-full",
        ),
        (
            &[("DATABASE_URL", "mysql://u:SECRET@localhost/db")],
            "write postgres://",
        ),
        (&[("DATABASE_URL", "SECRET")], "write postgres://"),
        (
            &[("DATABASE_MIGRATION_URL", "postgres://u:SECRET@localhost/db")],
            "set ONESIGN_DATABASE_URL too",
        ),
        (
            &[
                ("DATABASE_URL", "postgres://u:SECRET@localhost/db"),
                ("DATABASE_MIGRATION_URL", "postgres://m:SECRET@10.0.0.7/db"),
            ],
            "sslmode=verify-full",
        ),
        (&[("BCRYPT_COST", "4")], "from 10 to 16"),
        (&[("BCRYPT_COST", "99")], "from 10 to 16"),
        (&[("BCRYPT_COST", "twelve")], "from 10 to 16"),
        (
            &[("MAX_BYTES", "200000000000")],
            "write a whole number from",
        ),
        (&[("MAX_BYTES", "0")], "write a whole number from"),
        (&[("MAX_BYTES", "-1")], "write a whole number from"),
        (&[("MAX_PAGES", "0")], "from 1 to"),
        (
            &[("SMTP_PASSWORD", "SECRET")],
            "ONESIGN_SMTP_PASSWORD: has no effect without ONESIGN_SMTP_HOST",
        ),
        (
            &[("SMTP_FROM", "a@example.com")],
            "ONESIGN_SMTP_FROM: has no effect without",
        ),
        (&[("SMTP_HOST", "m")], "ONESIGN_SMTP_FROM: set the address"),
        (
            &[
                ("SMTP_HOST", "smtp,example"),
                ("SMTP_FROM", "a@example.com"),
            ],
            "write the name of the mail server alone",
        ),
        (
            &[("SMTP_HOST", "m"), ("SMTP_FROM", "nobody")],
            "ONESIGN_SMTP_FROM: write one mailbox",
        ),
        (
            &[
                ("SMTP_HOST", "m"),
                ("SMTP_FROM", "a@b.example"),
                ("SMTP_CA", "/etc/passwd"),
            ],
            "ONESIGN_SMTP_CA: /etc/passwd contains no certificate",
        ),
        (
            &[
                ("SMTP_HOST", "m"),
                ("SMTP_FROM", "a@b.example"),
                ("SMTP_CA", "/nowhere"),
            ],
            "ONESIGN_SMTP_CA: /nowhere can't be read",
        ),
        (
            &[("SMTP_HOST", "m:25"), ("SMTP_FROM", "a@example.com")],
            "the port is ONESIGN_SMTP_PORT",
        ),
        (
            &[
                ("SMTP_HOST", "m"),
                ("SMTP_FROM", "a@b.example"),
                ("SMTP_PORT", "0"),
            ],
            "ONESIGN_SMTP_PORT",
        ),
        (
            &[
                ("SMTP_HOST", "m"),
                ("SMTP_FROM", "a@b.example"),
                ("SMTP_PASSWORD", "SECRET"),
            ],
            "ONESIGN_SMTP_USER: is missing",
        ),
        (
            &[
                ("SMTP_HOST", "m"),
                ("SMTP_FROM", "a@b.example"),
                ("SMTP_SECURITY", "ssl"),
            ],
            "starttls, tls or plain",
        ),
        (&[("FETCH_ALLOW", "*")], "is not the name of a single host"),
        (
            &[("FETCH_ALLOW", "10.0.0.0/8")],
            "is not the name of a single host",
        ),
        (
            &[("FETCH_ALLOW", "crl.example, https://ocsp.example")],
            "is not the name of a single host",
        ),
        (
            &[("TSA_URL", "file:///etc/passwd")],
            "begin with http:// or https://",
        ),
        (
            &[(
                "TSA_URL",
                "https://tsa.example, ldap://u:SECRET@tsa.example",
            )],
            "begin with http:// or https://",
        ),
        (
            &[("TSA_URL", "tsa.example.com")],
            "begin with http:// or https://",
        ),
        (
            &[("TSA_URL", "http://u:SECRET@tsa.example.com")],
            "plain text",
        ),
        (
            &[("TRUSTED_PROXIES", "*")],
            "is not an address or a network",
        ),
        (&[("TRUSTED_PROXIES", "0.0.0.0/1,128.0.0.0/1")], "too many"),
        (
            &[
                ("SEAL_KEY_FILE", "k"),
                ("SEAL_PASSPHRASE_FILE", "/dev/null"),
            ],
            "/dev/null is empty",
        ),
        (
            &[("SEAL_CSC_URL", "https://u:SECRET@sign.example.com/csc/v2")],
            "without user and password",
        ),
        (&[("SEAL_CSC_URL", "https://")], "begins with https://"),
    ] {
        let problem = read(settings).map(drop).unwrap_err();
        assert!(problem.contains(words), "{settings:?}: {problem}");
        assert!(
            problem.starts_with("ONESIGN_") && !problem.contains("SECRET"),
            "{problem}"
        );
    }
}

#[test]
fn valid_or_allowed_settings_start() {
    for settings in [
        &[("PUBLIC_URL", "https://sign.example.com")][..],
        &[
            ("PUBLIC_URL", "http://127.0.0.1:9000"),
            ("LISTEN", "0.0.0.0:9000"),
        ],
        &[("PUBLIC_URL", "http://[::1]:9000")],
        &[("PUBLIC_URL", "http://app.localhost")],
        &[(
            "DATABASE_URL",
            "postgres://u:p@db.example.com/db?sslmode=verify-full",
        )],
        &[("DATABASE_URL", "postgres://u:p@127.0.0.1/db")],
        &[
            ("DATABASE_URL", "postgres://u:p@db/db"),
            ("DATABASE_MIGRATION_URL", "postgres://m:p@db/db"),
            ("ALLOW_PLAIN_DATABASE", "yes"),
        ],
        &[
            ("BCRYPT_COST", "10"),
            ("MAX_BYTES", "52428800"),
            ("MAX_PAGES", "100"),
        ],
        &[("FETCH_ALLOW", "crl.example.com, 10.0.0.7,::1, LocalHost.")],
        &[(
            "TSA_URL",
            "http://127.0.0.1:1/tsa,https://u:p@tsa.example.com/tsr",
        )],
        &[("TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1,::1")],
    ] {
        let read = read(settings);
        assert!(
            matches!(&read, Ok((_, warnings)) if warnings.is_empty()),
            "{settings:?}: {read:?}"
        );
    }
}

#[test]
fn plain_http_across_a_network_starts_with_a_warning_only_where_it_is_allowed() {
    let allowed = [
        ("PUBLIC_URL", "http://192.168.1.5:8080"),
        ("ALLOW_PLAIN_HTTP", "yes"),
    ];
    let (_, warnings) = read(&allowed).unwrap();
    assert!(warnings.concat().contains("plain http"));
}

#[test]
fn secrets_are_text_and_never_printed() {
    let (config, _) = read(&[
        ("SMTP_HOST", "m"),
        ("SMTP_FROM", "a@b.example"),
        ("SMTP_USER", "0042"),
        ("SMTP_PASSWORD", "12345678"),
        (
            "TSA_URL",
            "https://u:12345678@tsa.example.com/tsr?key=12345678",
        ),
        ("DATABASE_URL", "postgres://u:12345678@localhost/db"),
        (
            "DATABASE_MIGRATION_URL",
            "postgres://m:12345678@localhost/db",
        ),
        ("SEAL_KEY_FILE", "k"),
        ("SEAL_PASSPHRASE", "12345678"),
    ])
    .unwrap();
    let smtp = config.smtp.as_ref().unwrap();
    assert_eq!(smtp.password.as_ref().unwrap().expose_secret(), "12345678");
    assert_eq!(smtp.user.as_deref(), Some("0042"));
    assert!(!format!("{config:?} {}", config.tsa_urls[0]).contains("12345678"));
}

#[test]
fn platform_variables_are_ignored() {
    let (_, warnings) = read(&[
        ("PORT", "tcp://10.0.0.1:8080"),
        ("SERVICE_HOST", "10.0.0.1"),
        ("SMTP_PORT", "tcp://10.0.0.1:25"),
    ])
    .unwrap();
    assert_eq!(warnings.len(), 3);
}
