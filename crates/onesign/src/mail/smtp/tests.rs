//! Tests with a real SMTP server (`aiosmtpd`) and a certificate made for each test.

use onesign_core::mail_code::MailCode;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use secrecy::SecretString;

use super::*;

/// A running mail server. Dropping it ends it.
struct Sink {
    server: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Sink {
    /// Starts a mail server, or reports why not: the tests need Python, `aiosmtpd` and `openssl`.
    fn start(mode: &str) -> Option<Self> {
        Self::start_with(mode, certificates)
    }

    /// Starts a mail server with the certificate that `make` puts into a folder.
    fn start_with(mode: &str, make: fn(&Path) -> bool) -> Option<Self> {
        let known = Command::new("python3")
            .args(["-c", "import aiosmtpd"])
            .output();
        let folder = tempfile::tempdir().unwrap();
        if !known.is_ok_and(|output| output.status.success()) || !make(folder.path()) {
            println!("skipped: this test needs python3 with aiosmtpd, and openssl");
            return None;
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/sink.py");
        let mut server = Command::new("python3")
            .args([script, folder.path().to_str().unwrap(), mode])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        output.read_line(&mut first).unwrap();
        let port = first.trim().parse().unwrap();
        Some(Self {
            server,
            port,
            folder,
        })
    }

    fn config(&self, security: &str) -> SmtpConfig {
        SmtpConfig {
            host: "localhost".into(),
            port: Some(self.port),
            user: None,
            password: None,
            security: security.into(),
            from: "Acme <sign@example.com>".into(),
            ca: Some(self.folder.path().join("ca.pem")),
        }
    }

    fn message(&self, number: u32) -> String {
        std::fs::read_to_string(self.folder.path().join(format!("{number}.eml"))).unwrap()
    }
}

/// An authority and a server certificate for `localhost`, valid for a day.
fn certificates(folder: &Path) -> bool {
    let new = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1";
    let authority = format!("{new} -subj /CN=Authority -keyout ca.key -out ca.pem");
    let server = format!(
        "{new} -subj /CN=localhost -keyout server.key -out server.pem -CA ca.pem -CAkey ca.key \
         -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE"
    );
    [authority, server]
        .iter()
        .all(|arguments| openssl(folder, arguments))
}

/// A server's self-signed certificate, which calls itself an authority and has another name.
fn self_signed(folder: &Path) -> bool {
    let new = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1";
    let own = format!("{new} -subj /CN=mail.internal -keyout server.key -out server.pem");
    // Another certificate for the same name and key, which differs only for us.
    let twin = "req -x509 -key server.key -days 2 -subj /CN=mail.internal -out twin.pem";
    openssl(folder, &own) && openssl(folder, twin)
}

fn openssl(folder: &Path, arguments: &str) -> bool {
    let output = Command::new("openssl")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output();
    output.is_ok_and(|output| output.status.success())
}

pub(super) fn mail(to: &str) -> Mail {
    Mail {
        id: uuid::Uuid::from_u128(1),
        written_ms: 1_700_000_000_000,
        reply_to: Some(("Ann Lee".into(), "ann@example.com".into())),
        from_name: "Ann Lee via Acme".into(),
        to_name: "Bö Li".into(),
        to_email: to.into(),
        subject: "Bitte unterschreiben: Vertrag für Bö".into(),
        text: "Hello\n.\nQUIT\n".into(),
        html: "<p>Hello</p>".into(),
        links: Vec::new(),
    }
}

async fn refused(config: &SmtpConfig, to: &str) -> MailCode {
    let smtp = Smtp::new(config).unwrap();
    smtp.send(&mail(to)).await.unwrap_err().code
}

#[tokio::test]
async fn starttls_protects_and_carries() {
    let Some(sink) = Sink::start("starttls") else {
        return;
    };
    let config = SmtpConfig {
        user: Some("onesign".into()),
        password: Some(SecretString::from("open sesame")),
        ..sink.config("starttls")
    };
    let smtp = Smtp::new(&config).unwrap();
    smtp.send(&mail("bo@example.com")).await.unwrap();
    smtp.send(&mail("bo@example.com")).await.unwrap();
    for number in [1, 2] {
        let message = sink.message(number);
        assert!(
            message.starts_with("X-Protected: True\r\nX-Login: True\r\n"),
            "{message}"
        );
        // A line with a single dot must not have ended the message.
        assert!(message.contains("Hello\r\n.\r\nQUIT\r\n"), "{message}");
        assert!(message.contains("<p>Hello</p>"), "{message}");
    }
}

#[tokio::test]
async fn tls_from_the_first_byte() {
    let Some(sink) = Sink::start("tls") else {
        return;
    };
    let smtp = Smtp::new(&sink.config("tls")).unwrap();
    smtp.send(&mail("bo@example.com")).await.unwrap();
    assert!(sink.message(1).starts_with("X-Protected: True"));
}

#[tokio::test]
async fn the_very_certificate_that_was_named_is_accepted_and_no_other() {
    for mode in ["starttls", "tls"] {
        let Some(sink) = Sink::start_with(mode, self_signed) else {
            return;
        };
        let with = |file: &str| SmtpConfig {
            user: Some("onesign".into()),
            password: Some(SecretString::from("open sesame")),
            ca: Some(sink.folder.path().join(file)),
            ..sink.config(mode)
        };
        assert_eq!(
            refused(&with("twin.pem"), "bo@example.com").await,
            MailCode::MailCertificateRefused
        );
        assert!(!sink.folder.path().join("1.eml").exists());
        let smtp = Smtp::new(&with("server.pem")).unwrap();
        smtp.send(&mail("bo@example.com")).await.unwrap();
        let message = sink.message(1);
        assert!(
            message.starts_with("X-Protected: True\r\nX-Login: True\r\n"),
            "{message}"
        );
        assert_eq!(
            refused(&with("server.pem"), "x@refused.example").await,
            MailCode::MailRefused
        );
    }
}

#[tokio::test]
async fn a_port_with_another_security_has_its_own_code() {
    let Some(open) = Sink::start("starttls") else {
        return;
    };
    assert_eq!(
        refused(&open.config("tls"), "bo@example.com").await,
        MailCode::MailTlsNotSpoken
    );
    let Some(plain) = Sink::start("plain") else {
        return;
    };
    let asked = SmtpConfig {
        ca: None,
        ..plain.config("starttls")
    };
    assert_eq!(
        refused(&asked, "bo@example.com").await,
        MailCode::MailStarttlsMissing
    );
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    // A port that expects TLS sends nothing to a client that waits for a greeting.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let config = SmtpConfig {
        host: "127.0.0.1".into(),
        port: Some(silent.local_addr().unwrap().port()),
        user: None,
        password: None,
        security: "starttls".into(),
        from: "Acme <sign@example.com>".into(),
        ca: None,
    };
    let mut smtp = Smtp::new(&config).unwrap();
    smtp.patience.0 = Duration::from_millis(300);
    let error = smtp.send(&mail("bo@example.com")).await.unwrap_err();
    assert_eq!(error.code, MailCode::MailTimedOut);
}

#[tokio::test]
async fn nothing_is_sent_without_encryption() {
    let Some(bare) = Sink::start("bare") else {
        return;
    };
    assert_eq!(
        refused(&bare.config("starttls"), "bo@example.com").await,
        MailCode::MailStarttlsMissing
    );
    let Some(sink) = Sink::start("starttls") else {
        return;
    };
    let stranger = SmtpConfig {
        ca: None,
        ..sink.config("starttls")
    };
    assert_eq!(
        refused(&stranger, "bo@example.com").await,
        MailCode::MailCertificateRefused
    );
    let other_name = SmtpConfig {
        host: "127.0.0.1".into(),
        ..sink.config("starttls")
    };
    assert_eq!(
        refused(&other_name, "bo@example.com").await,
        MailCode::MailCertificateRefused
    );
    assert!(!sink.folder.path().join("1.eml").exists());
}

#[tokio::test]
async fn plain_stays_on_this_machine() {
    let Some(sink) = Sink::start("plain") else {
        return;
    };
    let smtp = Smtp::new(&sink.config("plain")).unwrap();
    smtp.send(&mail("bo@example.com")).await.unwrap();
    assert!(sink.message(1).starts_with("X-Protected: False"));
    for host in [
        "mail.example.com",
        "192.0.2.1",
        "localhost.example.com",
        "0.0.0.0",
    ] {
        let config = SmtpConfig {
            host: host.into(),
            ..sink.config("plain")
        };
        let error = Smtp::new(&config).map(drop).unwrap_err();
        assert_eq!(error.code, MailCode::MailMisconfigured, "{host}");
    }
}

#[tokio::test]
async fn refusals_have_codes() {
    let Some(sink) = Sink::start("starttls") else {
        return;
    };
    let config = sink.config("starttls");
    assert_eq!(
        refused(&config, "x@refused.example").await,
        MailCode::MailRefused
    );
    assert_eq!(
        refused(&config, "x@busy.example").await,
        MailCode::MailDeferred
    );
    let invalid = "x@y\r\nRCPT TO:<z@example.com>";
    assert_eq!(
        refused(&config, invalid).await,
        MailCode::MailAddressInvalid
    );
    let stranger = SmtpConfig {
        user: Some("onesign".into()),
        password: Some(SecretString::from("wrong")),
        ..config.clone()
    };
    assert_eq!(
        refused(&stranger, "bo@example.com").await,
        MailCode::MailLoginRefused
    );
    let smtp = Smtp::new(&config).unwrap();
    drop(sink);
    let gone = smtp.send(&mail("bo@example.com")).await.unwrap_err();
    assert_eq!(gone.code, MailCode::MailUnreachable);
}
