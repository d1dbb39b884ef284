//! Tests with mail servers that break off, stop responding, use odd encodings, or repeat their input.

use onesign_core::mail_code::MailCode;
use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::*;

const SECRET: &str = "Qar1UoHLaygVtV-_TjyPem6DxO_tjK7z84M0s5n8fgA";

/// A server's replies at the important points. An empty reply ends the connection, after `hang` nothing follows.
#[derive(Clone, Copy)]
struct Script {
    greeting: &'static [u8],
    offers: &'static [u8],
    login: &'static [u8],
    addressee: &'static [u8],
    data: &'static [u8],
    end: &'static [u8],
}

const KIND: Script = Script {
    greeting: b"220 here\r\n",
    offers: b"250-here\r\n250 AUTH PLAIN LOGIN\r\n",
    login: b"235 ok\r\n",
    addressee: b"250 ok\r\n",
    data: b"354 go on\r\n",
    end: b"250 ok\r\n",
};

/// Starts a server; returns its configuration and the mails that it has received completely.
async fn start(script: Script) -> (SmtpConfig, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let mails = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            converse(stream, script, &mails).await;
        }
    });
    let config = SmtpConfig {
        host: "127.0.0.1".into(),
        port: Some(port),
        user: Some("joe".into()),
        password: Some(SecretString::from("hunter2SECRET")),
        security: "plain".into(),
        from: "Acme <sign@example.com>".into(),
        ca: None,
    };
    (config, taken)
}

async fn converse(stream: TcpStream, script: Script, mails: &Mutex<Vec<String>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(script.greeting).await.ok()?;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok().filter(|n| *n > 0)?;
        let answer: &[u8] = match line.get(..4)? {
            "EHLO" => script.offers,
            "AUTH" => script.login,
            "RCPT" => script.addressee,
            "DATA" => script.data,
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        stream.write_all(answer).await.ok()?;
        if line.starts_with("DATA") {
            let mut mail = String::new();
            while !mail.ends_with("\r\n.\r\n") {
                stream.read_line(&mut mail).await.ok().filter(|n| *n > 0)?;
            }
            mails.lock().unwrap().push(mail);
            match script.end {
                b"" => return None,
                b"hang" => std::future::pending::<()>().await,
                end => stream.write_all(end).await.ok()?,
            }
        }
    }
}

async fn handed_to(script: Script) -> (Result<String, MailError>, usize) {
    let (config, taken) = start(script).await;
    let mut smtp = Smtp::new(&config).unwrap();
    smtp.patience.1 = Duration::from_millis(300);
    let mail = Mail {
        links: vec![format!("https://sign.example.com/s/abc#{SECRET}")],
        ..super::tests::mail("bo@example.com")
    };
    let result = smtp.send(&mail).await;
    let taken = taken.lock().unwrap().len();
    (result, taken)
}

async fn code_of(script: Script) -> MailCode {
    handed_to(script).await.0.unwrap_err().code
}

#[tokio::test]
async fn silence_after_a_complete_mail_is_not_a_refusal() {
    let ends: [&[u8]; 5] = [b"", b"hang", b"2", b"what?\r\n", b"354 go on\r\n"];
    for end in ends {
        let (result, taken) = handed_to(Script { end, ..KIND }).await;
        let error = result.unwrap_err();
        assert_eq!(
            (error.code, taken),
            (MailCode::MailUnanswered, 1),
            "{end:?}"
        );
        assert!(!error.code.is_final());
    }
    // At this point the server has no mail.
    let greeting = b"* OK IMAP4\r\n";
    assert_eq!(
        code_of(Script { greeting, ..KIND }).await,
        MailCode::MailUnreachable
    );
    let greeting = b"554 5.3.2 closed today\r\n";
    assert_eq!(
        code_of(Script { greeting, ..KIND }).await,
        MailCode::MailDeferred
    );
}

#[tokio::test]
async fn an_unrequested_line_is_not_a_reply() {
    // The server sends this before the end of the mail and then refuses it.
    let (data, end) = (
        b"354 go\r\n250 2.0.0 queued as EARLY\r\n",
        b"554 5.7.1 no\r\n",
    );
    let (result, taken) = handed_to(Script { data, end, ..KIND }).await;
    assert_eq!(
        (result.unwrap_err().code, taken),
        (MailCode::MailUnreachable, 0)
    );
    // The server sends this after the end, so it may have accepted the mail.
    let end = b"250 ok\r\n554 5.7.1 no\r\n";
    assert_eq!(
        code_of(Script { end, ..KIND }).await,
        MailCode::MailUnanswered
    );
}

#[tokio::test]
async fn only_the_digits_of_an_answer_count() {
    let end = b"250 2.0.0 Nachricht f\xfcr Zustellung angenommen\r\n";
    let (result, taken) = handed_to(Script { end, ..KIND }).await;
    let said = "250 2.0.0 Nachricht für Zustellung angenommen";
    assert_eq!((result.unwrap().as_str(), taken), (said, 1));
    let addressee = b"550 5.1.1 Unbekannter Empf\xe4nger\r\n";
    let (result, taken) = handed_to(Script { addressee, ..KIND }).await;
    let error = result.unwrap_err();
    assert_eq!((error.code, taken), (MailCode::MailRefused, 0));
    assert_eq!(error.detail, "550 5.1.1 Unbekannter Empfänger");
    let end = [b"250 ".as_slice(), &[b'A'; 5_000], b"\r\n"]
        .concat()
        .leak();
    assert!(handed_to(Script { end, ..KIND }).await.0.is_ok());
}

#[tokio::test]
async fn no_secret_comes_back() {
    let login =
        b"535-5.7.8 bad \x1b[31m :joe:hunter2SECRET\r\n535 5.7.8 got AGpvZQBodW50ZXIyU0VDUkVU\r\n";
    let (result, _) = handed_to(Script { login, ..KIND }).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.code, error.detail.as_str()),
        (MailCode::MailLoginRefused, "535 5.7.8")
    );
    let end = b"250 2.0.0 queued as :joe:hunter2SECRET AGpvZQBodW50ZXIyU0VDUkVU\r\n";
    let (result, _) = handed_to(Script { end, ..KIND }).await;
    assert_eq!(result.unwrap(), "250 2.0.0 queued as :…:… …");
    let end = b"550-5.7.1 blocked /s/abc#Qar1UoHLaygVtV-_TjyPem6Dx\r\n550 5.7.1 O_tjK7z84M0s5n8fgA \xe2\x80\xaex\r\n";
    let (result, _) = handed_to(Script { end, ..KIND }).await;
    let error = result.unwrap_err();
    assert_eq!(error.detail, "550 5.7.1 blocked /s/abc#… x");
}

#[tokio::test]
async fn a_missing_login_mechanism_has_its_own_code() {
    for offers in [
        b"250 here\r\n".as_slice(),
        b"250-here\r\n250 AUTH XOAUTH2 CRAM-MD5\r\n",
    ] {
        assert_eq!(
            code_of(Script { offers, ..KIND }).await,
            MailCode::MailLoginNotOffered
        );
    }
    let offers = b"250-here\r\n250 AUTH=PLAIN\r\n";
    assert!(handed_to(Script { offers, ..KIND }).await.0.is_ok());
}
