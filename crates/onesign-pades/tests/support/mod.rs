//! Documents, authorities and external programs for the tests.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

pub mod authorities;
pub mod lists;
pub mod pki;
pub mod reports;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use onesign_pades::document::sealed_parts;
use onesign_pades::{Authority, FileSigner, Sealing, Signer as _, make_authority};
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, Revision, SignatureDictionary, SubFilter,
    write_document,
};

/// 2026-11-06 21:20:00 UTC
pub const NOW: i64 = 1_794_000_000;

/// A document of one page with a text and `filler` further bytes.
pub fn document(filler: usize) -> Vec<u8> {
    let media = vec![
        Object::Integer(0),
        Object::Integer(0),
        Object::Integer(595),
        Object::Integer(842),
    ];
    let font = Dictionary::from([
        ("Type", Object::name("Font")),
        ("Subtype", Object::name("Type1")),
        ("BaseFont", Object::name("Helvetica")),
    ]);
    let fonts = Dictionary::from([("F1", font.into())]);
    let mut text = b"BT /F1 18 Tf 72 720 Td (Rent: 900 a month) Tj ET\n".to_vec();
    while text.len() < filler {
        text.extend_from_slice(format!("% {:x}\n", text.len() * 2_654_435_761).as_bytes());
    }
    let objects = BTreeMap::from([
        (
            1,
            Dictionary::from([
                ("Type", Object::name("Catalog")),
                ("Pages", Ref::new(2).into()),
            ])
            .into(),
        ),
        (
            2,
            Dictionary::from([
                ("Type", Object::name("Pages")),
                ("Kids", vec![Ref::new(3).into()].into()),
                ("Count", Object::Integer(1)),
            ])
            .into(),
        ),
        (
            3,
            Dictionary::from([
                ("Type", Object::name("Page")),
                ("Parent", Ref::new(2).into()),
                ("MediaBox", media.into()),
                (
                    "Resources",
                    Dictionary::from([("Font", fonts.into())]).into(),
                ),
                ("Contents", Ref::new(5).into()),
            ])
            .into(),
        ),
        (
            5,
            Stream {
                dictionary: Dictionary::new(),
                data: text,
            }
            .into(),
        ),
    ]);
    write_document(objects, Ref::new(1), None, [7; 16])
}

/// Entropy that is the same in every run.
pub fn entropy(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed;
    move |bytes| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}

pub fn authority() -> Authority {
    make_authority("Nordwind Werft", NOW - 86_400, &mut entropy(1)).unwrap()
}

pub fn signature_dictionary(contents_size: usize) -> SignatureDictionary {
    SignatureDictionary {
        modified_at: PdfDate::from_unix(NOW),
        name: "Nordwind Werft".into(),
        reason: "All parties have signed".into(),
        location: None,
        contents_size,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("ab".repeat(32)),
        sub_filter: SubFilter::CadesDetached,
    }
}

pub fn attachment() -> Attachment {
    Attachment {
        name: "evidence.json".into(),
        mime: "application/json".into(),
        description: "Who signed what, when".into(),
        bytes: b"{\"facts\":[]}".repeat(20),
        relationship: Relationship::Data,
        modified: PdfDate::from_unix(NOW),
    }
}

/// A revision with a page, an attachment and the signature field.
pub fn prepared(base: &[u8], contents_size: usize) -> onesign_pdf::write::Unsigned {
    prepared_at(base, contents_size, NOW)
}

/// As [`prepared`], at this time.
pub fn prepared_at(base: &[u8], contents_size: usize, now: i64) -> onesign_pdf::write::Unsigned {
    let document = Document::parse(base).unwrap();
    let mut revision = Revision::on(&document);
    revision.attach(&attachment());
    let content = revision.add(Stream {
        dictionary: Dictionary::new(),
        data: b"0 0 100 100 re f".to_vec(),
    });
    let media = [0, 0, 595, 842].map(Object::Integer).to_vec();
    revision.append_page(Dictionary::from([
        ("MediaBox", media.into()),
        ("Resources", Dictionary::new().into()),
        ("Contents", content.into()),
    ]));
    let mut dictionary = signature_dictionary(contents_size);
    dictionary.modified_at = PdfDate::from_unix(now);
    revision.sign(&dictionary).unwrap()
}

/// Seals at level B-B.
pub fn seal(base: &[u8], signer: &FileSigner, contents_size: usize) -> Vec<u8> {
    let unsigned = prepared(base, contents_size);
    let stage =
        Sealing::start(base, unsigned, signer.chain().to_vec(), signer.algorithm()).unwrap();
    let signature = signer.sign(stage.to_be_signed()).unwrap();
    let signed = stage.signature(signature).unwrap();
    assert!(!signed.is_stamped());
    [base, &signed.finish().unwrap()].concat()
}

pub fn pem(label: &str, der: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (index, group) in der.chunks(3).enumerate() {
        if index % 16 == 0 && index > 0 {
            text.push('\n');
        }
        let value = group
            .iter()
            .fold(0u32, |value, byte| value << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..4 {
            let sign = SIGNS[(value >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= group.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

pub fn unpem(text: &str) -> Vec<u8> {
    let body: String = text
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let value = |sign: u8| match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let signs: Vec<u8> = body
        .bytes()
        .filter(|sign| !sign.is_ascii_whitespace() && *sign != b'=')
        .collect();
    let mut out = Vec::new();
    for group in signs.chunks(4) {
        let bits = group
            .iter()
            .fold(0u32, |bits, sign| bits << 6 | u32::from(value(*sign)))
            << (6 * (4 - group.len()));
        out.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    out
}

/// Runs an optional program; `None`, after a message, if it is missing.
pub fn run(program: &str, args: &[&str]) -> Option<(bool, String)> {
    match Command::new(program).args(args).output() {
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            Some((
                output.status.success(),
                String::from_utf8_lossy(&text).into_owned(),
            ))
        }
        Err(_) => {
            missing(program);
            None
        }
    }
}

/// Reports a missing program. It is a failure if the environment requires all of them.
pub fn missing(what: &str) {
    let required = std::env::var_os("ONESIGN_REQUIRE_VERIFIERS").is_some();
    assert!(!required, "{what} is not here");
    println!("skipped: {what} is not here");
}

/// Validates with qpdf, poppler, pyHanko and openssl.
pub fn judged_by_others(folder: &Path, sealed: &[u8], root: &[u8]) {
    let (pdf, root_file) = (folder.join("sealed.pdf"), folder.join("root.pem"));
    std::fs::write(&pdf, sealed).unwrap();
    std::fs::write(&root_file, pem("CERTIFICATE", root)).unwrap();
    let (pdf, root_file) = (pdf.to_str().unwrap(), root_file.to_str().unwrap());
    if let Some((ok, text)) = run("qpdf", &["--check", pdf]) {
        assert!(ok && !text.contains("WARNING"), "{text}");
    }
    if let Some((ok, text)) = run("pdfsig", &["-nocert", pdf]) {
        assert!(
            ok && text.contains("Signature is Valid") && text.contains("Total document signed"),
            "{text}"
        );
    }
    let args = [
        "sign",
        "validate",
        "--trust",
        root_file,
        "--no-revocation-check",
        "--pretty-print",
        pdf,
    ];
    if let Some((ok, text)) = run("pyhanko", &args) {
        assert!(
            ok && text.contains("The signature is judged VALID"),
            "{text}"
        );
    }
    openssl_judges(folder, sealed, root_file);
}

pub fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("ONESIGN_CORPUS").map_or(beside, PathBuf::from);
    if folder.join("manifest.tsv").is_file() {
        return Some(folder);
    }
    println!("skipped: no corpus (set ONESIGN_CORPUS)");
    None
}

/// Extracts the seal's signature value and lets openssl verify it over the signed bytes.
pub fn openssl_judges(folder: &Path, sealed: &[u8], root: &str) {
    let parts = sealed_parts(sealed).unwrap();
    let hole = usize::try_from(parts.contents.start).unwrap()
        ..usize::try_from(parts.contents.end).unwrap();
    let digits = std::str::from_utf8(&sealed[hole.clone()]).unwrap();
    let value: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let end = usize::try_from(parts.appended.end).unwrap();
    let covered = [&sealed[..hole.start - 1], &sealed[hole.end + 1..end]].concat();
    let (cms, data) = (folder.join("value.der"), folder.join("covered.bin"));
    std::fs::write(&cms, value).unwrap();
    std::fs::write(&data, covered).unwrap();
    let args = [
        "cms",
        "-verify",
        "-cades",
        "-binary",
        "-inform",
        "DER",
        "-in",
        cms.to_str().unwrap(),
        "-content",
        data.to_str().unwrap(),
        "-CAfile",
        root,
        "-purpose",
        "any",
        "-out",
        "/dev/null",
        "-no_check_time",
    ];
    if let Some((ok, text)) = run("openssl", &args) {
        assert!(ok && text.to_lowercase().contains("successful"), "{text}");
    }
}
