//! A signed form, and later revisions.

use crate::support::reports::leftovers;
use crate::support::{NOW, document, signature_dictionary};
use onesign_pades::diff::{ChangeKind, Ruling};
use onesign_pades::report::{Axis, SignatureReport, validate};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{AxisName, Status, Verdict};
use onesign_pades::{Authority, Sealing, Signer as _};
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::{DocMdp, Revision};

/// A document with a text field “fee” that shows 100, and the number of the field.
pub fn form() -> (Vec<u8>, Ref) {
    let base = document(0);
    let read = Document::parse(&base).unwrap();
    let mut revision = Revision::on(&read);
    let looks = revision.add(shown("100"));
    let field = revision.add(fee("100", looks));
    let mut page = read.object(Ref::new(3)).unwrap();
    set(&mut page, "Annots", vec![field.into()].into());
    revision.set(Ref::new(3), page);
    let mut catalog = read.object(Ref::new(1)).unwrap();
    let form = Dictionary::from([("Fields", vec![field.into()].into())]);
    set(&mut catalog, "AcroForm", form.into());
    revision.set(Ref::new(1), catalog);
    let made = revision.finish().unwrap();
    ([base.as_slice(), &made].concat(), field)
}

pub fn set(object: &mut Object, key: &str, value: Object) {
    let Object::Dictionary(dictionary) = object else {
        panic!("no dictionary");
    };
    dictionary.set(key, value);
}

/// An appearance that shows a text in Helvetica.
pub fn shown(text: &str) -> Stream {
    drawn(&format!("BT /F1 11 Tf 2 6 Td ({text}) Tj ET"))
}

/// An appearance with this content.
pub fn drawn(content: &str) -> Stream {
    let font = Dictionary::from([
        ("Type", Object::name("Font")),
        ("Subtype", Object::name("Type1")),
        ("BaseFont", Object::name("Helvetica")),
    ]);
    let fonts = Dictionary::from([("F1", font.into())]);
    Stream {
        dictionary: Dictionary::from([
            ("Type", Object::name("XObject")),
            ("Subtype", Object::name("Form")),
            ("BBox", [0, 0, 200, 20].map(Object::Integer).to_vec().into()),
            (
                "Resources",
                Dictionary::from([("Font", fonts.into())]).into(),
            ),
        ]),
        data: content.as_bytes().to_vec(),
    }
}

pub fn fee(value: &str, looks: Ref) -> Dictionary {
    Dictionary::from([
        ("Type", Object::name("Annot")),
        ("Subtype", Object::name("Widget")),
        ("F", Object::Integer(4)),
        ("FT", Object::name("Tx")),
        ("T", Object::text("fee")),
        ("V", Object::text(value)),
        (
            "Rect",
            [72, 600, 272, 620].map(Object::Integer).to_vec().into(),
        ),
        ("P", Ref::new(3).into()),
        ("AP", Dictionary::from([("N", looks.into())]).into()),
    ])
}

/// Signs as a certification with this permission, or as an approval.
pub fn signed(base: &[u8], authority: &Authority, certify: Option<DocMdp>) -> Vec<u8> {
    let read = Document::parse(base).unwrap();
    let mut dictionary = signature_dictionary(8192);
    dictionary.certify = certify;
    let unsigned = Revision::on(&read).sign(&dictionary).unwrap();
    let signer = authority.signer().unwrap();
    let stage =
        Sealing::start(base, unsigned, signer.chain().to_vec(), signer.algorithm()).unwrap();
    let signature = signer.sign(stage.to_be_signed()).unwrap();
    let sealed = stage.signature(signature).unwrap();
    [base, &sealed.finish().unwrap()].concat()
}

/// Adds a revision.
pub fn later(file: &[u8], change: impl FnOnce(&mut Revision<'_>)) -> Vec<u8> {
    let read = Document::parse(file).unwrap();
    let mut revision = Revision::on(&read);
    change(&mut revision);
    [file, &revision.finish().unwrap()].concat()
}

pub fn change(revision: &mut Revision<'_>, number: Ref, key: &str, value: impl Into<Object>) {
    let mut object = revision.get(number).unwrap();
    set(&mut object, key, value.into());
    revision.set(number, object);
}

pub fn judged(file: &[u8], authority: &Authority) -> SignatureReport {
    let trust = TrustPolicy::trusting(vec![authority.root_der.clone()]);
    let report = validate(file, &trust, NOW);
    assert_eq!(leftovers(&report), [""; 0]);
    report
}

pub fn axis(report: &SignatureReport, name: AxisName) -> &Axis {
    let axes = &report.signatures[0].axes;
    axes.iter().find(|axis| axis.axis == name).unwrap()
}

/// The only change of a report that does not pass.
pub fn refused(file: &[u8], authority: &Authority) -> (ChangeKind, &'static str, String) {
    let report = judged(file, authority);
    assert_eq!(report.verdict, Verdict::Failed, "{report:#?}");
    assert_eq!(axis(&report, AxisName::Integrity).status, Status::Passed);
    assert_eq!(axis(&report, AxisName::Modification).status, Status::Failed);
    let mut changes = report.signatures[0].changes.iter();
    let change = changes.find(|change| change.ruling == Ruling::Refused);
    let change = change.unwrap();
    (change.kind, change.rule, change.sentence.to_string())
}
