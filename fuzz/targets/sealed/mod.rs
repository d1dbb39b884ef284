//! A small document certified against every change, made once with its own key.
#![allow(dead_code)]

use onesign_pades::report::{SignatureReport, validate};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::{Sealing, Signer as _, make_authority};
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::{
    DocMdp, PdfDate, Revision, SignatureDictionary, SubFilter, write_document,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// 2026-11-06 21:20:00 UTC
const NOW: i64 = 1_794_000_000;

/// The document, with the data that a further revision needs.
pub struct Seal {
    /// The sealed file.
    pub file: Vec<u8>,
    /// The range of the digits of the signature value.
    pub hole: Range<usize>,
    /// The first free object number.
    pub next: u32,
    /// Number of the catalog.
    pub root: u32,
    /// Offset of its last cross-reference section.
    pub start: usize,
    /// `/ID` of the trailer as written.
    pub id: String,
    policy: TrustPolicy,
}

impl Seal {
    /// The verdict of a verifier that trusts the signer.
    pub fn judge(&self, file: &[u8]) -> SignatureReport {
        validate(file, &self.policy, NOW)
    }
}

/// The document that all inputs of a run share.
pub static SEAL: LazyLock<Seal> = LazyLock::new(|| make().expect("the sample can be sealed"));

fn make() -> Option<Seal> {
    let mut state = 7_u64;
    let mut entropy = move |bytes: &mut [u8]| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = (state >> 56) as u8;
        }
    };
    let authority = make_authority("Fuzz", NOW - 86_400, &mut entropy).ok()?;
    let signer = authority.signer().ok()?;
    let base = page();
    let document = Document::parse(&base).ok()?;
    let dictionary = SignatureDictionary {
        modified_at: PdfDate::from_unix(NOW),
        name: "Fuzz".into(),
        reason: "Sealed".into(),
        location: None,
        contents_size: 4096,
        certify: Some(DocMdp::NoChanges),
        chain_head: None,
        sub_filter: SubFilter::CadesDetached,
    };
    let unsigned = Revision::on(&document).sign(&dictionary).ok()?;
    let hole = unsigned.contents.start as usize..unsigned.contents.end as usize;
    let stage =
        Sealing::start(&base, unsigned, signer.chain().to_vec(), signer.algorithm()).ok()?;
    let signature = signer.sign(stage.to_be_signed()).ok()?;
    let appended = stage.signature(signature).ok()?.finish().ok()?;
    let file = [base.as_slice(), &appended].concat();
    let sealed = Document::parse(&file).ok()?;
    let text = String::from_utf8_lossy(&file).into_owned();
    let start = text
        .rsplit("startxref\n")
        .next()?
        .lines()
        .next()?
        .parse()
        .ok()?;
    let (_, id) = text.rsplit_once("/ID")?;
    let id = id.split_once(']')?.0.trim_start().to_owned() + "]";
    Some(Seal {
        hole,
        next: sealed.next_number(),
        root: sealed.root().ok()?.number,
        start,
        id,
        policy: TrustPolicy::trusting(vec![authority.root_der]),
        file,
    })
}

fn page() -> Vec<u8> {
    let media = [0, 0, 595, 842].map(Object::Integer).to_vec();
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
                ("Resources", Dictionary::new().into()),
                ("Contents", Ref::new(4).into()),
            ])
            .into(),
        ),
        (
            4,
            Stream {
                dictionary: Dictionary::new(),
                data: b"0 0 100 100 re f".to_vec(),
            }
            .into(),
        ),
    ]);
    write_document(objects, Ref::new(1), None, [7; 16])
}
