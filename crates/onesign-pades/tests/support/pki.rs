//! A public-key infrastructure over HTTP: certificates, revocation, timestamps. It uses certomancer, if that is
//! installed.

use super::{pem, run, unpem};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// A header that sets certomancer's clock.
const CLOCK: &str = "X-Certomancer-Fake-Time";

/// An infrastructure; it answers from [`Pki::wake`] until it is dropped.
pub struct Pki {
    server: Option<Child>,
    pub port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Pki {
    fn drop(&mut self) {
        self.fall_silent();
    }
}

impl Pki {
    /// An infrastructure that answers, with today's clock. See [`Pki::make`].
    pub fn start(ending_days: i64) -> Option<Self> {
        let mut pki = Self::make(ending_days)?;
        pki.wake(0).then_some(pki)
    }

    /// An infrastructure that does not answer yet. `None`, after a message, if a program is missing. The certificate of
    /// the authority `tsa-ending` expires in `ending_days`.
    pub fn make(ending_days: i64) -> Option<Self> {
        let keys = [
            "root",
            "issuing",
            "answers",
            "tsa",
            "tsa-ending",
            "seal-ec",
            "seal-rsa",
        ];
        let ends = written(clock() + ending_days * 86_400);
        Self::of("signing.yml", &keys, &[("SOON", ends)])
    }

    /// The infrastructure of a fixture, with new keys, which are RSA if their name says so. `filled` replaces
    /// placeholders in the fixture, and `PORT`, unless it is one of them, becomes the port of the infrastructure.
    pub fn of(fixture: &str, keys: &[&str], filled: &[(&str, String)]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        std::fs::create_dir(at("keys")).unwrap();
        for name in keys {
            let kind: &[&str] = if name.ends_with("rsa") {
                &["RSA", "-pkeyopt", "rsa_keygen_bits:3072"]
            } else {
                &["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
            };
            let out = at(&format!("keys/{name}.key.pem"));
            let args = [&["genpkey", "-out", &out, "-algorithm"], kind].concat();
            let (ok, text) = run("openssl", &args)?;
            assert!(ok, "{text}");
        }
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr();
        let port = free.unwrap().port();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pki");
        let mut config = std::fs::read_to_string(fixtures.join(fixture)).unwrap();
        for (word, value) in filled {
            config = config.replace(word, value);
        }
        std::fs::write(at("config.yml"), config.replace("PORT", &port.to_string())).unwrap();
        let (config, certs) = (at("config.yml"), at("certs"));
        let args = ["--config", &config, "mass-summon", "test", &certs];
        let (ok, text) = run("certomancer", &args)?;
        assert!(ok, "{text}");
        Some(Self {
            server: None,
            port,
            folder,
        })
    }

    /// Starts answering, with a clock that is this many seconds ahead. False, after a message, if a program is missing.
    pub fn wake(&mut self, ahead_s: i64) -> bool {
        self.fall_silent();
        let config = self.folder.path().join("config.yml");
        let mut command = Command::new("certomancer");
        command
            .arg("--config")
            .arg(config)
            .args(["animate", "--port", &self.port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if ahead_s != 0 {
            let Some(clock) = clock_ahead(ahead_s) else {
                return false;
            };
            command.envs(clock);
        }
        let Ok(mut server) = command.spawn() else {
            return false;
        };
        let mut log = BufReader::new(server.stderr.take().unwrap());
        self.server = Some(server);
        let mut lines = (&mut log).lines().map_while(Result::ok);
        if !lines.any(|line| line.contains("Running on")) {
            super::missing("certomancer's web-api");
            return false;
        }
        // This thread keeps reading, because a full pipe would stop the server.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        true
    }

    /// Stops answering.
    pub fn fall_silent(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// A certificate in DER.
    pub fn certificate(&self, name: &str) -> Vec<u8> {
        let file = find(
            &self.folder.path().join("certs"),
            &format!("{name}.cert.pem"),
        );
        unpem(&std::fs::read_to_string(file.expect(name)).unwrap())
    }

    /// A private key in PKCS#8.
    pub fn key(&self, name: &str) -> Vec<u8> {
        unpem(&std::fs::read_to_string(self.key_file(name)).unwrap())
    }

    /// The path of a private key, in PEM.
    pub fn key_file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("keys/{name}.key.pem"))
    }

    /// The path of the certificates of a key and of those above it, in PEM.
    pub fn chain_file(&self, name: &str) -> PathBuf {
        let file = self.folder.path().join(format!("{name}.chain.pem"));
        let chain = [name, "issuing", "root"].map(|name| self.certificate(name));
        let chain: String = chain.iter().map(|one| pem("CERTIFICATE", one)).collect();
        std::fs::write(&file, chain).unwrap();
        file
    }

    /// The address of a time-stamping authority.
    pub fn timestamps(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/test/tsa/{name}", self.port)
    }

    /// The answer to a GET, or to a POST of a body of this type.
    pub fn answer(&self, url: &str, body: Option<(&str, &[u8])>) -> Vec<u8> {
        self.answer_at(url, body, None)
    }

    /// The same, with another clock than that of the infrastructure.
    pub fn answer_at(&self, url: &str, body: Option<(&str, &[u8])>, clock: Option<i64>) -> Vec<u8> {
        let here = format!("http://127.0.0.1:{}", self.port);
        let path = url.strip_prefix(&here).expect(url);
        let head = match body {
            None => format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n"),
            Some((kind, bytes)) => format!(
                "POST {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
                bytes.len()
            ),
        };
        let clock = clock.map(|now| format!("{CLOCK}: {}\r\n", written(now)));
        let head = format!("{head}{}\r\n", clock.unwrap_or_default());
        let bytes = body.map_or(&[][..], |(_, bytes)| bytes);
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .write_all(&[head.as_bytes(), bytes].concat())
            .unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        let mut parts = response.windows(4);
        let body = parts.position(|window| window == b"\r\n\r\n").unwrap() + 4;
        assert!(
            response.starts_with(b"HTTP/1.") && response[8..].starts_with(b" 200"),
            "{url}: {:?}",
            String::from_utf8_lossy(&response)
        );
        response[body..].to_vec()
    }
}

/// Seconds since 1970, by this machine's clock, which the infrastructure uses too.
#[allow(
    clippy::disallowed_methods,
    reason = "other programs make certificates and timestamps by this clock"
)]
pub fn clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// A time in the format of the fixtures.
pub fn written(unix: i64) -> String {
    let digits = onesign_pdf::write::PdfDate::from_unix(unix);
    let digits = &digits.as_str()[2..16];
    let at = |range| &digits[range];
    format!(
        "{}-{}-{}T{}:{}:{}+0000",
        at(0..4),
        at(4..6),
        at(6..8),
        at(8..10),
        at(10..12),
        at(12..14)
    )
}

/// Environment variables that set a program's clock this many seconds ahead. `None`, after a message, if faketime is
/// missing.
pub fn clock_ahead(seconds: i64) -> Option<Vec<(&'static str, String)>> {
    let folders = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    let mut places = folders.map(|folder| folder.path().join("faketime/libfaketime.so.1"));
    let Some(library) = places.find(|place| place.exists()) else {
        super::missing("faketime");
        return None;
    };
    Some(vec![
        ("LD_PRELOAD", library.to_str()?.to_owned()),
        ("FAKETIME", format!("+{seconds}")),
        // Timeouts keep their real length.
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ])
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut entries = std::fs::read_dir(folder).unwrap().flatten();
    entries.find_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            find(&path, name)
        } else {
            path.ends_with(name).then_some(path)
        }
    })
}
