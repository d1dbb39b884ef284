//! A folder with an authority made by openssl, the program, and those who judge what it made.

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Kinds of key as `openssl genpkey` names them.
pub const P256: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
pub const P384: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"];
pub const RSA: &[&str] = &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"];

/// A folder with a root (`root.pem`) and keys under it.
pub struct Bench {
    folder: TempDir,
    /// pyHanko takes longer than a ceremony: it judges the first result of a test only.
    seen: std::sync::atomic::AtomicBool,
}

impl Bench {
    pub fn new() -> Self {
        let bench = Self {
            folder: tempfile::tempdir().unwrap(),
            seen: false.into(),
        };
        bench.key("root", P256);
        bench.openssl(&[
            "req",
            "-x509",
            "-key",
            "root.key",
            "-out",
            "root.pem",
            "-days",
            "30",
            "-subj",
            "/CN=Test Root",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-addext",
            "keyUsage=critical,keyCertSign",
        ]);
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.text(name)
    }

    /// Puts files together in a new one.
    pub fn join(&self, parts: &[&str], name: &str) -> String {
        let parts: Vec<Vec<u8>> = parts
            .iter()
            .map(|part| std::fs::read(self.path(part)).unwrap())
            .collect();
        self.write(name, parts.concat())
    }

    pub fn run(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let mut command = Command::new(program);
        let done = command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SOFTHSM2_CONF", self.path("softhsm2.conf"))
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{program} {arguments:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        done.stdout
    }

    pub fn openssl(&self, arguments: &[&str]) {
        self.run("openssl", arguments);
    }

    /// `name.key`, PKCS#8 in PEM.
    pub fn key(&self, name: &str, kind: &[&str]) {
        let file = format!("{name}.key");
        self.openssl(&[&["genpkey", "-out", &file], kind].concat());
    }

    /// `name.key` and `name.pem`, a certificate for it by the root.
    pub fn seal(&self, name: &str, kind: &[&str]) {
        self.key(name, kind);
        self.certify(name, &["-days", "20"], "digitalSignature,nonRepudiation");
    }

    /// `name.pem` for `name.key`.
    pub fn certify(&self, name: &str, life: &[&str], usage: &str) {
        let [key, request, certificate] =
            ["key", "csr", "pem"].map(|ending| format!("{name}.{ending}"));
        let subject = format!("/O=Nordwind Werft/CN=Seal {name}");
        self.openssl(&[
            "req", "-new", "-key", &key, "-subj", &subject, "-out", &request,
        ]);
        let extensions = format!("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,{usage}\n");
        self.write("extensions", extensions);
        let sign = [
            "x509",
            "-req",
            "-in",
            &request,
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-CAcreateserial",
            "-extfile",
            "extensions",
            "-out",
            &certificate,
        ];
        self.openssl(&[&sign[..], life].concat());
    }

    fn onesign(&self, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
        let done = command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SOFTHSM2_CONF", self.path("softhsm2.conf"))
            .env_remove("ONESIGN_TSA_URL")
            .envs(settings.iter().copied())
            .output()
            .unwrap();
        let text = [done.stdout, done.stderr].concat();
        (
            done.status.success(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }

    /// A whole ceremony with this key; the result is trusted through `root`, and everybody accepts it.
    pub fn seals(&self, settings: &[(&str, &str)], root: Option<&str>) {
        let (ok, text) = self.onesign(&["demo", "--out", "out"], settings);
        assert!(ok, "{settings:?}: {text}");
        assert!(text.contains("Sealed at level B-B"), "{text}");
        let (of_operator, root) = (root.is_some(), root.unwrap_or("out/root.pem"));
        let trusting = ["verify", "out/sealed.pdf", "--trust", root];
        if of_operator {
            // Another authority than OneSign's: whoever verifies must know that the key is an instance's.
            let (ok, text) = self.onesign(&trusting, &[]);
            assert!(!ok && text.contains("as stated by"), "{settings:?}: {text}");
        }
        let as_instance = [&trusting[..], &["--instance", root]].concat();
        let arguments = if of_operator {
            &as_instance[..]
        } else {
            &trusting
        };
        let (ok, text) = self.onesign(arguments, &[]);
        assert!(ok && text.contains("PASSED"), "{settings:?}: {text}");
        let first = !self.seen.swap(true, std::sync::atomic::Ordering::Relaxed);
        others_agree(self.folder.path(), root, first);
        std::fs::remove_dir_all(self.path("out")).unwrap();
    }

    /// A ceremony with this key does not get its seal, up to the moment when `enough` has happened.
    #[allow(clippy::disallowed_methods, reason = "waits for another process")]
    pub fn never_seals(&self, settings: &[(&str, &str)], enough: impl Fn() -> bool) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
        let mut child = command
            .args(["demo", "--out", "never"])
            .current_dir(self.folder.path())
            .envs(settings.iter().copied())
            .spawn()
            .unwrap();
        for _ in 0..1200 {
            assert!(child.try_wait().unwrap().is_none(), "the demo ended");
            if enough() {
                child.kill().unwrap();
                child.wait().unwrap();
                assert!(!self.path("never/sealed.pdf").exists());
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let _ = child.kill();
        panic!("nothing happened with {settings:?}");
    }

    /// The program does not start with these settings, and says so in these words.
    pub fn refused(&self, settings: &[(&str, &str)], words: &str) {
        let (ok, text) = self.onesign(&["demo", "--out", "refused"], settings);
        assert!(!ok, "started with {settings:?}");
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
}

/// poppler, pyHanko and openssl, where they are installed.
fn others_agree(folder: &Path, root: &str, all: bool) {
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        let done = command.args(arguments).current_dir(folder).output();
        let Ok(done) = done else {
            let required = std::env::var_os("ONESIGN_REQUIRE_VERIFIERS").is_some();
            assert!(!required, "{program} is not here");
            println!("skipped: {program} is not here");
            return None;
        };
        let text = [done.stdout, done.stderr].concat();
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    if let Some(text) = run("pdfsig", &["-nocert", "out/sealed.pdf"]) {
        assert!(text.contains("Signature is Valid"), "{text}");
        assert!(text.contains("Total document signed"), "{text}");
    }
    let arguments = [
        "sign",
        "validate",
        "--trust",
        root,
        "--no-revocation-check",
        "--pretty-print",
        "out/sealed.pdf",
    ];
    if all && let Some(text) = run("pyhanko", &arguments) {
        assert!(text.contains("The signature is judged VALID"), "{text}");
    }
    let sealed = std::fs::read(folder.join("out/sealed.pdf")).unwrap();
    let (value, covered) = parts(&sealed);
    std::fs::write(folder.join("value.der"), value).unwrap();
    std::fs::write(folder.join("covered.bin"), covered).unwrap();
    let arguments = [
        "cms",
        "-verify",
        "-cades",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "value.der",
        "-content",
        "covered.bin",
        "-CAfile",
        root,
        "-partial_chain",
        "-purpose",
        "any",
        "-out",
        "/dev/null",
    ];
    if let Some(text) = run("openssl", &arguments) {
        assert!(text.to_lowercase().contains("successful"), "{text}");
    }
}

/// The value of the last signature and the bytes that it covers, read without the program's own reader.
fn parts(sealed: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let key = b"/ByteRange";
    let at = sealed.windows(key.len()).rposition(|w| w == key).unwrap();
    let rest = &sealed[at + key.len()..at + key.len() + 80];
    let rest = String::from_utf8_lossy(rest);
    let numbers: Vec<usize> = rest[rest.find('[').unwrap() + 1..rest.find(']').unwrap()]
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let (first, second) = (numbers[1], numbers[2]);
    let digits = std::str::from_utf8(&sealed[first + 1..second - 1]).unwrap();
    let value = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let covered = [&sealed[..first], &sealed[second..second + numbers[3]]].concat();
    (value, covered)
}
