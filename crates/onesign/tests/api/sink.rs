//! A real SMTP server (`aiosmtpd`), started and stopped on demand at a fixed address.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The address of a mail server. The tests need Python and `aiosmtpd`.
pub struct Sink {
    pub port: u16,
    folder: TempDir,
    running: Option<Child>,
}

impl Sink {
    /// An address without a server yet, or `None` if no server can run.
    pub fn down() -> Option<Self> {
        let known = Command::new("python3")
            .args(["-c", "import aiosmtpd"])
            .output();
        if !known.is_ok_and(|output| output.status.success()) {
            println!("skipped: this test needs python3 with aiosmtpd");
            return None;
        }
        Some(Self {
            port: crate::harness::free_port(),
            folder: tempfile::tempdir().unwrap(),
            running: None,
        })
    }

    /// The settings of an instance that uses this mail server.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        [
            ("ONESIGN_SMTP_HOST", "127.0.0.1"),
            ("ONESIGN_SMTP_PORT", &self.port.to_string()),
            ("ONESIGN_SMTP_SECURITY", "plain"),
            ("ONESIGN_SMTP_FROM", "Acme <sign@example.com>"),
        ]
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec()
    }

    pub fn start(&mut self) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/sink.py");
        let mut server = Command::new("python3")
            .args([script, self.folder.path().to_str().unwrap(), "plain"])
            .arg(self.port.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        output.read_line(&mut first).unwrap();
        assert_eq!(first.trim(), self.port.to_string());
        self.running = Some(server);
    }

    pub fn stop(&mut self) {
        if let Some(mut server) = self.running.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// The messages it has, in order, with their lines whole (RFC 2045, 6.7).
    pub fn messages(&self) -> Vec<String> {
        let file = |n: u32| -> PathBuf { self.folder.path().join(format!("{n}.eml")) };
        (1..)
            .map_while(|n| std::fs::read_to_string(file(n)).ok())
            .map(|text| text.replace("=\r\n", "").replace("=3D", "="))
            .collect()
    }

    /// The first message to this mailbox, once it is there.
    pub async fn message_to(&self, mailbox: &str) -> String {
        let to = format!("<{mailbox}>");
        for _ in 0..200 {
            let found = self.messages().into_iter().find(|message| {
                let mut lines = message.lines();
                lines.any(|line| line.starts_with("To: ") && line.contains(&to))
            });
            if let Some(message) = found {
                return message;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("no message to {mailbox}");
    }

    /// The link to sign in each message that has one, in order.
    pub fn links(&self) -> Vec<String> {
        let link = |message: String| {
            let words = message.split(|c: char| c.is_whitespace() || "<>\"".contains(c));
            let mut links = words.filter(|word| word.contains("/s/"));
            Some(links.next()?.to_owned())
        };
        self.messages().into_iter().filter_map(link).collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.stop();
    }
}
