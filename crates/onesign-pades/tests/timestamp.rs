//! Seals with the timestamp of a real authority (certomancer, if it is installed).
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use onesign_pades::report::{SignatureReport, validate};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::tsp::TimestampError;
use onesign_pades::validate::{AxisName, Status, SubIndication, Verdict};
use onesign_pades::{NeedTimestamp, Sealing, Signer as _, make_authority};
use support::pki::clock;
use support::{document, entropy, pem, prepared, run, unpem};

/// A running authority, stopped when dropped.
struct TimestampAuthority {
    server: Child,
    port: u16,
    root: Vec<u8>,
    _folder: tempfile::TempDir,
}

impl Drop for TimestampAuthority {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl TimestampAuthority {
    /// `None`, after a message, if a program is missing.
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        std::fs::create_dir(at("keys")).unwrap();
        for key in ["keys/root.key.pem", "keys/tsa.key.pem"] {
            let args = [
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
                &at(key),
            ];
            run("openssl", &args)?;
        }
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/pki/timestamp-authority.yml");
        std::fs::copy(fixture, at("config.yml")).unwrap();
        let (ok, text) = run(
            "certomancer",
            &[
                "--config",
                &at("config.yml"),
                "mass-summon",
                "test",
                &at("certs"),
            ],
        )?;
        assert!(ok, "{text}");
        let root = find(Path::new(&at("certs")), "root.cert.pem").expect("the root certificate");
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut server = Command::new("certomancer")
            .args([
                "--config",
                &at("config.yml"),
                "animate",
                "--port",
                &port.to_string(),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut log = BufReader::new(server.stderr.take().unwrap());
        let root = unpem(&std::fs::read_to_string(root).unwrap());
        let authority = Self {
            server,
            port,
            root,
            _folder: folder,
        };
        let mut lines = (&mut log).lines().map_while(Result::ok);
        if !lines.any(|line| line.contains("Running on")) {
            println!("skipped: certomancer does not serve (its web-api is needed)");
            return None;
        }
        // This thread keeps reading, because a full pipe would stop the server.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Some(authority)
    }

    fn answer(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!(
            "POST /test/tsa/tsa HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: application/timestamp-query\r\nContent-Length: {}\r\n\r\n",
            request.len()
        );
        stream
            .write_all(&[head.as_bytes(), request].concat())
            .unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        let body = response
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap()
            + 4;
        assert!(
            response.starts_with(b"HTTP/1.") && response[8..].starts_with(b" 200"),
            "{response:?}"
        );
        response[body..].to_vec()
    }
}

fn find(folder: &Path, name: &str) -> Option<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .find_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                find(&path, name)
            } else {
                path.ends_with(name).then_some(path)
            }
        })
}

fn time_axis(report: &SignatureReport) -> Status {
    report
        .axes
        .iter()
        .find(|axis| axis.axis == AxisName::Time)
        .unwrap()
        .status
}

#[test]
fn a_timestamped_seal_passes_at_its_proven_time() {
    let Some(timestamps) = TimestampAuthority::start() else {
        return;
    };
    let now = clock();
    let authority = make_authority("Nordwind Werft", now - 86_400, &mut entropy(3)).unwrap();
    let signer = authority.signer().unwrap();
    let base = document(0);
    let waiting = |size| -> NeedTimestamp {
        let unsigned = prepared(&base, size);
        let stage =
            Sealing::start(&base, unsigned, signer.chain().to_vec(), signer.algorithm()).unwrap();
        let signature = signer.sign(stage.to_be_signed()).unwrap();
        stage.signature(signature).unwrap().needs_timestamp()
    };
    let mut stage = waiting(16_384);
    let response = timestamps.answer(&stage.request(&[0x91, 2, 3, 4, 5, 6, 7, 8]));
    let signed = stage.token(&response).unwrap();
    assert!(signed.is_stamped());
    let sealed = [base.as_slice(), &signed.finish().unwrap()].concat();

    let both = TrustPolicy::trusting(vec![authority.root_der.clone(), timestamps.root.clone()]);
    let report = validate(&sealed, &both, now + 60);
    assert_eq!(
        (report.verdict, report.level),
        (Verdict::Passed, Some("B-T")),
        "{report:#?}"
    );
    assert_eq!(time_axis(&report), Status::Passed);
    assert!((report.signatures[0].proven_at.unwrap() - now).abs() < 60);

    // The certificate has expired since, but the signature is proven to be older.
    let later = validate(&sealed, &both, now + 4 * 365 * 86_400);
    assert_eq!(later.verdict, Verdict::Passed, "{later:#?}");
    let alone = TrustPolicy::trusting(vec![authority.root_der.clone()]);
    let report = validate(&sealed, &alone, now + 60);
    assert_eq!(
        (report.verdict, time_axis(&report)),
        (Verdict::Passed, Status::Indeterminate)
    );
    assert_eq!(
        (report.level, report.signatures[0].proven_at),
        (Some("B-B"), None)
    );
    let later = validate(&sealed, &alone, now + 4 * 365 * 86_400);
    assert_eq!(later.sub_indication, Some(SubIndication::OutOfBoundsNoPoe));

    wrong_answers(&timestamps, &mut stage, &mut waiting(16_384), &response);
    no_changed_timestamp_passes(&sealed, &both, now + 60);
    judged_by_others(&sealed, &[&authority.root_der, &timestamps.root]);
}

fn wrong_answers(
    timestamps: &TimestampAuthority,
    one: &mut NeedTimestamp,
    other: &mut NeedTimestamp,
    response: &[u8],
) {
    let nonce = [0x91, 2, 3, 4, 5, 6, 7, 8];
    other.request(&nonce);
    assert_eq!(
        other.token(response).err(),
        Some(TimestampError::WrongImprint)
    );
    one.request(&[1; 8]);
    assert_eq!(one.token(response).err(), Some(TimestampError::WrongNonce));
    let fresh = timestamps.answer(&one.request(&nonce));
    assert!(one.token(&fresh).is_ok());
    let mut spoiled = fresh.clone();
    *spoiled.last_mut().unwrap() ^= 1;
    assert!(one.token(&spoiled).is_err());
    assert_eq!(
        one.token(&fresh[..100]).err(),
        Some(TimestampError::Malformed)
    );
    let refused = [0x30, 5, 0x30, 3, 2, 1, 2];
    assert_eq!(one.token(&refused).err(), Some(TimestampError::Refused(2)));
    assert!(!one.clone().without().is_stamped());
}

/// An attacker can remove a timestamp, because it is unsigned, and change unused certificates in it. But no change may
/// alter a proven time.
fn no_changed_timestamp_passes(sealed: &[u8], trust: &TrustPolicy, now: i64) {
    let honest = validate(sealed, trust, now);
    let hole = onesign_pades::document::sealed_parts(sealed)
        .unwrap()
        .contents;
    let hole = usize::try_from(hole.start).unwrap()..usize::try_from(hole.end).unwrap();
    let used = sealed[hole.clone()]
        .iter()
        .rposition(|&digit| digit != b'0')
        .unwrap();
    for at in (hole.start..hole.start + used).step_by(3) {
        let mut changed = sealed.to_vec();
        changed[at] ^= 1;
        let report = validate(&changed, trust, now);
        let proven = report.verdict == Verdict::Passed && time_axis(&report) == Status::Passed;
        assert!(
            !proven || report == honest,
            "digit {} of the value: {report:#?}",
            at - hole.start
        );
    }
}

fn judged_by_others(sealed: &[u8], roots: &[&[u8]; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (pdf, one, two) = (at("sealed.pdf"), at("one.pem"), at("two.pem"));
    std::fs::write(&pdf, sealed).unwrap();
    std::fs::write(&one, pem("CERTIFICATE", roots[0])).unwrap();
    std::fs::write(&two, pem("CERTIFICATE", roots[1])).unwrap();
    let args = [
        "sign",
        "validate",
        "--trust",
        &one,
        "--trust",
        &two,
        "--no-revocation-check",
        "--pretty-print",
        &pdf,
    ];
    if let Some((ok, text)) = run("pyhanko", &args) {
        assert!(
            ok && text.contains("The signature is judged VALID"),
            "{text}"
        );
        assert!(text.to_lowercase().contains("timestamp"), "{text}");
    }
    if let Some((ok, text)) = run("pdfsig", &["-nocert", &pdf]) {
        assert!(ok && text.contains("Signature is Valid"), "{text}");
    }
}
