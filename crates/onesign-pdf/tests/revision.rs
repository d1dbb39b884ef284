//! Writes and reads files: revisions on every kind of cross-reference section, and randomly changed
//! bytes.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, Revision, SignatureDictionary, SubFilter, Unsigned,
    WriteError, write_document,
};
use proptest::prelude::{Strategy as _, any, prop, proptest};

fn classic() -> Vec<u8> {
    let numbers = |list: [i64; 4]| Object::Array(list.map(Object::Integer).to_vec());
    let page = Dictionary::from([
        ("Type", Object::name("Page")),
        ("Parent", Ref::new(2).into()),
        ("MediaBox", numbers([0, 0, 200, 100])),
        ("Contents", Ref::new(6).into()),
    ]);
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
        (3, page.into()),
        (
            6,
            Stream {
                dictionary: Dictionary::new(),
                data: b"0 0 9 9 re f".to_vec(),
            }
            .into(),
        ),
    ]);
    write_document(objects, Ref::new(1), None, [1; 16])
}

/// Catalogue, page tree and page in an object stream, listed by a cross-reference stream.
fn modern() -> Vec<u8> {
    let parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>",
    ];
    let mut head = String::new();
    let mut at = 0;
    for (index, part) in parts.iter().enumerate() {
        head.push_str(&format!("{} {at} ", index + 1));
        at += part.len() + 1;
    }
    let body = parts.join(" ");
    let mut file = b"%PDF-1.7\n".to_vec();
    let container = file.len();
    let length = head.len() + body.len();
    file.extend_from_slice(
        format!("4 0 obj\n<</Type/ObjStm/N 3/First {}/Length {length}>>\nstream\n{head}{body}\nendstream\nendobj\n", head.len())
            .as_bytes(),
    );
    let start = file.len();
    let rows: [[u8; 4]; 6] = [
        [0, 0, 0, 0],
        [2, 0, 4, 0],
        [2, 0, 4, 1],
        [2, 0, 4, 2],
        [1, 0, u8::try_from(container).unwrap(), 0],
        [1, (start >> 8) as u8, (start & 255) as u8, 0],
    ];
    file.extend_from_slice(
        b"5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length 24>>\nstream\n",
    );
    file.extend_from_slice(&rows.concat());
    file.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    file
}

fn attachment(name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: name.into(),
        mime: "text/plain".into(),
        description: "a note".into(),
        bytes: bytes.to_vec(),
        relationship: Relationship::Supplement,
        modified: PdfDate::from_unix(1_794_000_000),
    }
}

fn dictionary() -> SignatureDictionary {
    SignatureDictionary {
        modified_at: PdfDate::from_unix(1_794_000_000),
        name: "Grüße".into(),
        reason: "(all) signed \\".into(),
        location: Some("Brüssel".into()),
        contents_size: 64,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("00ff".into()),
        sub_filter: SubFilter::CadesDetached,
    }
}

fn extended(base: &[u8]) -> Unsigned {
    let document = Document::parse(base).unwrap();
    let mut revision = Revision::on(&document);
    revision.attach(&attachment("b.txt", b"two"));
    revision.attach(&attachment("a.txt", &b"one".repeat(100)));
    revision.append_page(Dictionary::from([(
        "MediaBox",
        [0, 0, 9, 9].map(Object::Integer).to_vec().into(),
    )]));
    revision.sign(&dictionary()).unwrap()
}

#[test]
fn a_revision_on_a_table_and_on_a_stream() {
    for base in [classic(), modern()] {
        let unsigned = extended(&base);
        assert_eq!(unsigned, extended(&base));
        let file = [base.as_slice(), &unsigned.appended].concat();
        let document = Document::parse(&file).unwrap();
        assert_eq!(document.revisions().len(), 2);
        assert_eq!(document.revisions()[1].bytes.start, base.len());
        assert_eq!(document.pages().unwrap().len(), 2);
        assert_eq!(document.at_revision(0).unwrap().pages().unwrap().len(), 1);
        assert_eq!(document.byte_account().unwrap(), [vec![], vec![]]);
        assert_eq!(
            document.attachment("a.txt", 1000).unwrap(),
            Some(b"one".repeat(100))
        );
        assert_eq!(
            document.attachment("b.txt", 1000).unwrap(),
            Some(b"two".to_vec())
        );
        assert_eq!(document.attachment("c.txt", 1000).unwrap(), None);
        assert!(document.attachment("a.txt", 10).is_err());

        let hole = usize::try_from(unsigned.contents.start).unwrap()
            ..usize::try_from(unsigned.contents.end).unwrap();
        assert_eq!(file[hole.clone()], [b'0'; 128]);
        assert_eq!((file[hole.start - 1], file[hole.end]), (b'<', b'>'));
        assert_eq!(
            unsigned.byte_range[2] + unsigned.byte_range[3],
            file.len() as u64
        );

        // A third revision replaces one attachment and keeps the other.
        let mut revision = Revision::on(&document);
        revision.attach(&attachment("a.txt", b"new"));
        let third = [file.as_slice(), &revision.finish().unwrap()].concat();
        let document = Document::parse(&third).unwrap();
        assert_eq!(
            document.attachment("a.txt", 1000).unwrap(),
            Some(b"new".to_vec())
        );
        assert_eq!(
            document.attachment("b.txt", 1000).unwrap(),
            Some(b"two".to_vec())
        );
        assert_eq!(
            document
                .catalog()
                .unwrap()
                .get("AF")
                .and_then(Object::as_array)
                .unwrap()
                .len(),
            2
        );
    }
}

#[test]
fn the_signature_field_is_where_readers_look() {
    let base = classic();
    let file = [base.as_slice(), &extended(&base).appended].concat();
    let document = Document::parse(&file).unwrap();
    let catalog = document.catalog().unwrap();
    let form = document.value(&catalog, "AcroForm").unwrap();
    let form = form.as_dictionary().unwrap();
    assert_eq!(form.get("SigFlags"), Some(&Object::Integer(3)));
    let field = document
        .follow(&form.get("Fields").unwrap().as_array().unwrap()[0])
        .unwrap();
    let value = field.as_dictionary().unwrap().get("V").unwrap();
    let permissions = document.value(&catalog, "Perms").unwrap();
    assert_eq!(
        permissions.as_dictionary().unwrap().get("DocMDP"),
        Some(value)
    );
    let signature = document.follow(value).unwrap();
    let signature = signature.as_dictionary().unwrap();
    let text = |key: &str| signature.get(key).and_then(Object::as_text).unwrap();
    assert_eq!(
        (text("Name").as_str(), text("Reason").as_str()),
        ("Grüße", "(all) signed \\")
    );
    assert_eq!(
        (text("M").as_str(), text("OneSign_ChainHead").as_str()),
        ("D:20261106212000Z", "00ff")
    );
    let page = document.resolve(document.pages().unwrap()[1]).unwrap();
    assert_eq!(
        page.as_dictionary()
            .unwrap()
            .get("Annots")
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn unaccounted_bytes_are_found() {
    let base = classic();
    let mut file = base.clone();
    file.extend_from_slice(b"stray bytes\n");
    let document = Document::parse(&base).unwrap();
    let mut revision = Revision::on(&document);
    revision.add(Object::Integer(5));
    let appended = revision.finish().unwrap();
    // The same revision, moved by the length of the stray bytes.
    let moved = String::from_utf8_lossy(&appended).into_owned();
    let start = moved
        .split("startxref\n")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .parse::<usize>()
        .unwrap();
    let moved = moved
        .replace(
            &format!("{:010} 00000 n", base.len()),
            &format!("{:010} 00000 n", base.len() + 12),
        )
        .replace(
            &format!("startxref\n{start}"),
            &format!("startxref\n{}", start + 12),
        );
    file.extend_from_slice(moved.as_bytes());
    let account = Document::parse(&file).unwrap().byte_account().unwrap();
    let strays = base.len()..base.len() + 12;
    assert_eq!(account, [vec![], Vec::from([strays])]);
}

/// The file with every `from` replaced by `to`.
fn replaced(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = file;
    while let Some(at) = rest
        .windows(from.len())
        .position(|window| window == from.as_bytes())
    {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to.as_bytes());
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    assert_ne!(out, file, "{from} is not in the file");
    out
}

#[test]
fn malformed_files_are_errors() {
    let good = |from: &str, to: &str| replaced(&classic(), from, to);
    assert_eq!(Document::parse(b"").err(), Some(ReadError::NoHeader));
    assert_eq!(Document::parse(b"%PDF-1.7\n").err(), Some(ReadError::NoEnd));
    for (from, to) in [
        ("/Root 1 0 R", "/Root 9 0 R"),
        ("/Root 1 0 R", "/Root 1 0 R /Root 1 0 R"),
        (" 00000 n ", " 00000 x "),
        ("trailer", "trailor"),
        ("%%EOF\n", "%%EOF\nmore"),
        ("3 0 obj", "8 0 obj"),
    ] {
        let bad = good(from, to);
        let result = Document::parse(&bad).and_then(|document| document.pages());
        assert!(result.is_err(), "{from} → {to}");
    }
    let circle = good("/Kids [3 0 R]", "/Kids [2 0 R]");
    assert!(Document::parse(&circle).is_ok_and(|document| document.pages().is_err()));
    let encrypted = good("/Root 1 0 R", "/Encrypt 6 0 R /Root 1 0 R");
    let document = Document::parse(&encrypted).unwrap();
    assert_eq!(
        Revision::on(&document).finish().err(),
        Some(WriteError::Encrypted)
    );
}

/// Asks everything of a file.
fn exercise(file: &[u8]) {
    let Ok(document) = Document::parse(file) else {
        return;
    };
    let _ = (
        document.pages(),
        document.byte_account(),
        document.embedded_files(),
        document.at_revision(0),
    );
    for &number in document.entries().keys().take(100) {
        let _ = (
            document.object(Ref::new(number)),
            document.value_spans(Ref::new(number)),
        );
    }
    let mut revision = Revision::on(&document);
    revision.append_page(Dictionary::new());
    let _ = revision.sign(&dictionary());
}

proptest! {
    #[test]
    fn changed_files_never_panic(
        modern_base in any::<bool>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..3), 1..12),
    ) {
        let base = if modern_base { modern() } else { classic() };
        let mut file = [base.as_slice(), &extended(&base).appended].concat();
        for (place, byte, kind) in edits {
            let at = place.index(file.len());
            match kind {
                0 => file[at] = byte,
                1 => file.insert(at, byte),
                _ => { file.remove(at); }
            }
        }
        exercise(&file);
    }

    #[test]
    fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..400).prop_map(|noise| [b"%PDF-1.7\n", noise.as_slice(), b"\nstartxref\n9\n%%EOF"].concat())) {
        exercise(&noise);
    }
}

#[test]
fn an_ambiguous_file_is_not_an_attachment() {
    let base = classic();
    let document = Document::parse(&base).unwrap();
    let mut revision = Revision::on(&document);
    let specification = revision.attach(&attachment("a.txt", b"one"));
    let file = [base.as_slice(), &revision.finish().unwrap()].concat();
    let document = Document::parse(&file).unwrap();
    let of = |files: fn(Object, Object) -> Dictionary| {
        let mut revision = Revision::on(&document);
        let held = document.resolve(specification).unwrap();
        let mut held = held.as_dictionary().unwrap().clone();
        let own = document.value(&held, "EF").unwrap();
        let own = own.as_dictionary().unwrap().get("F").unwrap().clone();
        let other = revision.add(Stream {
            dictionary: Dictionary::default(),
            data: b"two".to_vec(),
        });
        held.set("EF", files(own, Object::Reference(other)));
        revision.set(specification, held);
        let file = [file.as_slice(), &revision.finish().unwrap()].concat();
        Document::parse(&file).unwrap().attachment("a.txt", 1000)
    };
    let same = of(|own, _| Dictionary::from([("F", own.clone()), ("UF", own)]));
    assert_eq!(same, Ok(Some(b"one".to_vec())));
    assert!(of(|own, other| Dictionary::from([("F", own), ("UF", other)])).is_err());
    assert!(of(|own, other| Dictionary::from([("Unix", own), ("UF", other)])).is_err());
}
