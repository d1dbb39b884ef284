//! A world in which a file's missing validation data can be fetched: authorities that answer, and a proxy that
//! misbehaves on demand.

use crate::front::Front;
use crate::support::pki::{Pki, clock, written};
use crate::support::{self, pem};
use crate::verify_schema::conforms;
use onesign_pades::{FileSigner, Sealing, Signer as _};
use onesign_pdf::read::Document;
use onesign_pdf::write::{PdfDate, Revision, SignatureDictionary};
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const DAY_S: i64 = 86_400;
/// How long ago the revoked certificates were revoked.
pub const WITHDRAWN_S: i64 = 5 * DAY_S;
const QUERY: &str = "application/timestamp-query";
pub const NONCE: [u8; 8] = [0x91, 2, 3, 4, 5, 6, 7, 8];

pub const LIST: &str = "/test/crls/issuing/latest.crl";
pub const ROOT_LIST: &str = "/test/crls/root/latest.crl";
pub const ANSWER: &str = "/test/ocsp/issuing";
pub const ISSUER: &str = "/test/certs/issuing/ca.crt";

/// A folder with `root.pem` and `policy.toml`, which requires proof that no certificate was revoked.
pub struct World {
    pub dir: TempDir,
    pub pki: Pki,
    pub front: Front,
}

impl World {
    /// `None`, after a message, if a program is missing.
    pub fn new() -> Option<Self> {
        let front = Front::start();
        let keys = ["root", "issuing", "answers", "stranger", "tsa", "signer"];
        let filled = [
            ("PORT", front.port.to_string()),
            ("WITHDRAWN", written(clock() - WITHDRAWN_S)),
        ];
        let mut pki = Pki::of("online.yml", &keys, &filled)?;
        if !pki.wake(0) {
            return None;
        }
        front.stand_before(pki.port);
        let dir = tempfile::tempdir().unwrap();
        let world = Self { dir, pki, front };
        let root = pem("CERTIFICATE", &world.pki.certificate("root"));
        world.put("root.pem", root.as_bytes());
        let policy = "roots = [\"root.pem\"]\nrevocation = \"require\"\n";
        world.put("policy.toml", policy.as_bytes());
        Some(world)
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.dir.path().join(name), bytes).unwrap();
    }

    /// `base`, signed with this certificate and those above it, without revocation information in the file. It gets a
    /// timestamp of this many seconds ago, if any.
    pub fn signed(&self, base: &[u8], chain: &[&str], stamped_ago: Option<i64>) -> Vec<u8> {
        let key = self.pki.key("signer");
        let chain = chain.iter().map(|name| self.pki.certificate(name));
        let signer = FileSigner::new(&key, chain.collect()).unwrap();
        let at = clock() - stamped_ago.unwrap_or(0);
        let about = SignatureDictionary {
            chain_head: None,
            certify: None,
            modified_at: PdfDate::from_unix(at),
            ..support::signature_dictionary(16_384)
        };
        let document = Document::parse(base).unwrap();
        let unsigned = Revision::on(&document).sign(&about).unwrap();
        let chain = signer.chain().to_vec();
        let stage = Sealing::start(base, unsigned, chain, signer.algorithm()).unwrap();
        let signature = signer.sign(stage.to_be_signed()).unwrap();
        let mut signed = stage.signature(signature).unwrap();
        if stamped_ago.is_some() {
            let mut waiting = signed.needs_timestamp();
            let request = waiting.request(&NONCE);
            signed = waiting.token(&self.stamp(&request, at)).unwrap();
        }
        [base, &signed.finish().unwrap()].concat()
    }

    pub fn stamp(&self, request: &[u8], at: i64) -> Vec<u8> {
        let url = self.pki.timestamps("tsa");
        self.pki.answer_at(&url, Some((QUERY, request)), Some(at))
    }

    /// The program's result for a file; hosts in `allowed` may be in a private network.
    pub fn verify(&self, arguments: &[&str], allowed: &str) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
        command
            .args(["verify", "--policy", "policy.toml"])
            .args(arguments)
            .env("ONESIGN_FETCH_ALLOW", allowed)
            .current_dir(self.dir.path());
        let started = Instant::now();
        let done = command.output().unwrap();
        // All fetches end after thirty seconds.
        assert!(started.elapsed() < Duration::from_secs(40));
        assert!(done.stderr.is_empty(), "{done:?}");
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    }

    pub fn report(&self, file: &str, allowed: &str) -> Value {
        let (_, said) = self.verify(&["--online", "--json", file], allowed);
        let report = serde_json::from_str(&said).unwrap();
        conforms(&report);
        report
    }

    /// The fetches in a report: kind, path, and result.
    pub fn fetched(&self, report: &Value) -> Vec<(String, String, String)> {
        let here = format!("http://127.0.0.1:{}", self.front.port);
        let all = report["fetched"].as_array().expect("asked online");
        let one = |one: &Value| {
            let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            let (url, status, code) = (text("url"), text("status"), text("code"));
            assert_eq!(one["problem"].is_null(), status == "fetched", "{one}");
            let path = url.strip_prefix(&here).unwrap_or(&url).to_owned();
            (
                text("kind"),
                path,
                if code.is_empty() { status } else { code },
            )
        };
        let mut all: Vec<_> = all.iter().map(one).collect();
        all.sort();
        all
    }
}
