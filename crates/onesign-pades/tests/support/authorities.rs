//! Certificates, revocation lists and OCSP responses of certomancer, if it is installed.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use onesign_pades::FileSigner;

use super::{run, unpem};

/// The authorities of `fixtures/pki/revocation.yml` with new keys.
pub struct Pki {
    folder: tempfile::TempDir,
}

/// The same authorities, served over HTTP until this is dropped.
pub struct Served {
    pub port: u16,
    server: Child,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Pki {
    /// `None`, after a message, if a program is missing.
    pub fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let pki = Self { folder };
        std::fs::create_dir(pki.at("keys")).unwrap();
        let ec: &[&str] = &["EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
        for (key, kind) in [
            ("root", ec),
            ("issuer", ec),
            ("responder", ec),
            ("stranger", ec),
            ("tsa", ec),
            ("tsa-first", ec),
            ("signer", ec),
            ("signer-rsa", &["RSA", "-pkeyopt", "rsa_keygen_bits:3072"]),
            ("signer-ed25519", &["ED25519"]),
        ] {
            let file = pki.path(&format!("keys/{key}.key.pem"));
            let args = [&["genpkey", "-out", &file, "-algorithm"], kind].concat();
            run("openssl", &args)?;
        }
        let fixture =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pki/revocation.yml");
        std::fs::copy(fixture, pki.at("config.yml")).unwrap();
        pki.certomancer(&["mass-summon", "test", &pki.path("certs")])?;
        Some(pki)
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn path(&self, name: &str) -> String {
        self.at(name).to_str().unwrap().to_owned()
    }

    fn certomancer(&self, args: &[&str]) -> Option<()> {
        let config = self.path("config.yml");
        let (ok, text) = run("certomancer", &[&["--config", &config], args].concat())?;
        assert!(ok, "{text}");
        Some(())
    }

    /// A certificate in DER, such as `root/issuer`.
    pub fn certificate(&self, name: &str) -> Vec<u8> {
        let text = std::fs::read_to_string(self.at(&format!("certs/{name}.cert.pem")));
        unpem(&text.unwrap())
    }

    /// The signer `name` with its issuer's certificate.
    pub fn signer(&self, name: &str) -> FileSigner {
        let key = std::fs::read_to_string(self.at("keys/signer.key.pem")).unwrap();
        let chain = vec![
            self.certificate(&format!("issuer/{name}")),
            self.certificate("root/issuer"),
        ];
        FileSigner::new(&unpem(&key), chain).unwrap()
    }

    /// The list that `authority` published at `time`, such as `2026-11-01T00:00:00+0000`.
    pub fn crl(&self, authority: &str, time: &str) -> Vec<u8> {
        let out = self.path("out.crl");
        let flags = ["--no-pem", "--ignore-tty", "--at-time", time];
        let args = [
            &["necronomicon"],
            flags.as_slice(),
            &["test", authority, &out],
        ]
        .concat();
        self.certomancer(&args).unwrap();
        std::fs::read(out).unwrap()
    }

    /// The response of `responder` about `certificate` at `time`.
    pub fn ocsp(&self, certificate: &str, responder: &str, time: &str) -> Vec<u8> {
        let out = self.path("out.ocsp");
        let flags = ["--ignore-tty", "--at-time", time];
        let ask = ["test", certificate, responder, &out];
        let args = [&["seance"], flags.as_slice(), &ask].concat();
        self.certomancer(&args).unwrap();
        std::fs::read(out).unwrap()
    }

    /// Serves everything. `None`, after a message, if that part of certomancer is missing.
    pub fn serve(&self) -> Option<Served> {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr();
        let port = address.unwrap().port();
        // Certificates contain the port, so new ones are made with it.
        let config = std::fs::read_to_string(self.at("config.yml")).unwrap();
        let config = config.replace("127.0.0.1:9000", &format!("127.0.0.1:{port}"));
        std::fs::write(self.at("config.yml"), config).unwrap();
        self.certomancer(&["mass-summon", "test", &self.path("certs")])?;
        let mut server = Command::new("certomancer")
            .args(["--config", &self.path("config.yml")])
            .args(["animate", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut log = BufReader::new(server.stderr.take().unwrap());
        let served = Served { port, server };
        let mut lines = (&mut log).lines().map_while(Result::ok);
        if !lines.any(|line| line.contains("Running on")) {
            println!("skipped: certomancer does not serve (its web-api is needed)");
            return None;
        }
        // This thread keeps reading, because a full pipe would stop the server.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Some(served)
    }
}
