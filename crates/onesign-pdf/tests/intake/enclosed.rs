//! Signed files: intake wraps them and keeps the file inside unchanged.

use lopdf::{Dictionary, EncryptionState, EncryptionVersion, Object, Permissions, dictionary};
use onesign_pdf::read::Document;
use onesign_pdf::{
    CoverSheet, Enclosure, Intake, IntakeError, Limits, TrailEntry, intake, page_text, wrap,
};

use crate::draft::{Draft, numbers};
use crate::{HELLO, black, grey_at, removed, texts};

fn enclosure() -> Enclosure {
    let fact = TrailEntry {
        label: "File".to_owned(),
        value: "{{signature:nobody}}".to_owned(),
    };
    Enclosure {
        name: "Lease.pdf".to_owned(),
        description: "The signed original".to_owned(),
        received_at: 1_794_000_000,
        sheet: CoverSheet {
            title: "A signed document is attached".to_owned(),
            facts: vec![fact],
            entries_title: "Entries and signatures".to_owned(),
            page_label: "Sheet {page} of {pages}".to_owned(),
            ..CoverSheet::default()
        },
    }
}

fn wrapped(file: &[u8]) -> Intake {
    wrap(file, &Limits::default(), &enclosure()).unwrap()
}

/// A page with a signature that shows a black square, and with a text field. `params`, if present, make it a
/// certification.
fn signed(params: Option<Dictionary>) -> Draft {
    let mut draft = Draft::new(HELLO);
    let mut value = dictionary! {
        "Type" => "Sig", "ByteRange" => numbers(&[0, 1, 2, 3]), "Contents" => Object::string_literal("x"),
    };
    if let Some(params) = params {
        let reference = dictionary! { "Type" => "SigRef", "TransformMethod" => "DocMDP", "TransformParams" => params };
        value.set("Reference", vec![Object::from(reference)]);
    }
    let value = draft.document.add_object(value);
    let form = draft.document.add_object(black());
    let signature = draft.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("Signature1"),
        "V" => value, "Rect" => numbers(&[100, 0, 200, 100]), "AP" => dictionary! { "N" => form },
    });
    let field = draft.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("city"),
        "Rect" => numbers(&[0, 0, 50, 20]),
    });
    draft
        .page()
        .set("Annots", vec![Object::from(signature), Object::from(field)]);
    let fields = vec![Object::from(signature), Object::from(field)];
    draft
        .catalog()
        .set("AcroForm", dictionary! { "Fields" => fields });
    draft
}

#[test]
fn a_signed_file_is_not_rebuilt_but_wrapped() {
    let file = signed(None).bytes();
    let limits = Limits::default();
    assert_eq!(
        intake(&file, None, &limits),
        Err(IntakeError::AlreadySigned)
    );
    let taken = wrapped(&file);
    let enclosed = taken.enclosed.as_ref().unwrap();
    assert_eq!(
        (enclosed.name.as_str(), enclosed.copied_pages),
        ("Lease.pdf", 1)
    );
    assert!(enclosed.permits_stamps);
    assert_eq!(taken.warnings, ["already_signed"]);
    assert_eq!(taken, wrapped(&file), "equal files give equal wrappers");

    let document = Document::parse(&taken.normalised).unwrap();
    assert_eq!(document.revisions().len(), 1);
    assert!(document.byte_account().unwrap().iter().all(Vec::is_empty));
    let inside = document.attachment("Lease.pdf", file.len()).unwrap();
    assert_eq!(inside.as_deref(), Some(file.as_slice()));
    assert_eq!(document.attachment_is("Lease.pdf", &file), Ok(true));
    for other in [
        &file[1..],
        &file[..file.len() - 1],
        &[&file[..], b" "].concat(),
    ] {
        assert_eq!(document.attachment_is("Lease.pdf", other), Ok(false));
    }
    assert_eq!(document.attachment_is("Other.pdf", &file), Ok(false));
    let keys = document.embedded_files().unwrap();
    assert_eq!(
        keys[0].0, b"enclosed.pdf",
        "a key that sorts alike for every reader"
    );
    let related = document.catalog().unwrap();
    let related = related.get("AF").unwrap().as_array().unwrap();
    let specification = document.follow(&related[0]).unwrap();
    let relationship = specification.as_dictionary().unwrap().get("AFRelationship");
    assert!(relationship.unwrap().is_name("Source"));
}

#[test]
fn a_wrapper_shows_the_signed_pages_and_describes_the_enclosure() {
    let taken = wrapped(&signed(None).bytes());
    assert_eq!(taken.pages.len(), 2, "a copy and the sheet");
    assert_eq!(texts(&taken), ["Hello"]);
    assert_eq!(
        grey_at(&taken, 0.75, 0.5),
        0,
        "the look of the signature stays"
    );
    let sheet = page_text(&taken.normalised, 1).unwrap();
    let says = |words: &str| sheet.iter().any(|run| run.text.contains(words));
    assert!(says("A signed document is attached") && says("Lease.pdf"));
    let found: Vec<&str> = taken.detected.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(
        found,
        ["city"],
        "neither the signature nor words of the sheet"
    );
}

#[test]
fn entries_get_their_own_page_if_no_change_is_permitted() {
    let certified = |p: i64| signed(Some(dictionary! { "P" => p }));
    for (draft, permits) in [
        (certified(1), false),
        (certified(2), true),
        (certified(3), true),
        (signed(Some(dictionary! {})), true),
    ] {
        let taken = wrapped(&draft.bytes());
        let enclosed = taken.enclosed.as_ref().unwrap();
        assert_eq!(enclosed.permits_stamps, permits);
        assert_eq!(taken.pages.len(), if permits { 2 } else { 3 });
        assert_eq!(taken.detected.is_empty(), !permits);
        let warned = taken.warnings.iter().any(|w| w == "signed_without_changes");
        assert_eq!(warned, !permits);
        assert_eq!(enclosed.copied_pages, 1);
    }
    let mut locked = signed(None);
    for object in locked.document.objects.values_mut() {
        if let Ok(field) = object.as_dict_mut()
            && field.has(b"V")
        {
            field.set("Lock", dictionary! { "Action" => "All", "P" => 1 });
        }
    }
    assert!(!wrapped(&locked.bytes()).enclosed.unwrap().permits_stamps);
}

#[test]
fn an_empty_signature_field_or_usage_rights_are_not_a_signature() {
    let mut draft = Draft::new(HELLO);
    draft.annotation(dictionary! {
        "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("here"), "Rect" => numbers(&[0, 0, 50, 20]),
    });
    let rights = draft
        .document
        .add_object(dictionary! { "ByteRange" => numbers(&[0, 1, 2, 3]), "Contents" => Object::string_literal("x") });
    draft
        .catalog()
        .set("Perms", dictionary! { "UR3" => rights });
    let taken = draft.take().unwrap();
    assert_eq!(taken.enclosed, None);
    assert_eq!(taken.detected[0].kind, "signature");
    assert_eq!(removed(&taken, "usage_rights"), 1);
}

#[test]
fn a_certification_without_a_field_is_a_signature() {
    let mut draft = Draft::new(HELLO);
    let value = dictionary! { "ByteRange" => numbers(&[0, 1, 2, 3]), "Contents" => Object::string_literal("x") };
    let value = draft.document.add_object(value);
    draft
        .catalog()
        .set("Perms", dictionary! { "DocMDP" => value });
    assert_eq!(draft.take(), Err(IntakeError::AlreadySigned));
}

#[test]
fn an_encrypted_signed_file_is_enclosed_unless_it_needs_a_password() {
    let encrypted = |password: &str| {
        let mut document = signed(None).document;
        let id = Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id.clone(), id]);
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: password,
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let limits = Limits::default();
    let file = encrypted("secret");
    let refusal = |password| intake(&file, password, &limits).unwrap_err();
    assert_eq!(refusal(None), IntakeError::PasswordRequired);
    assert_eq!(refusal(Some("guess")), IntakeError::WrongPassword);
    assert_eq!(refusal(Some("secret")), IntakeError::SignedAndProtected);

    let file = encrypted("");
    for password in [None, Some("owner"), Some("guess")] {
        let refusal = intake(&file, password, &limits).unwrap_err();
        assert_eq!(refusal, IntakeError::AlreadySigned);
    }
    let taken = wrapped(&file);
    assert_eq!(taken.warnings, ["already_signed", "decrypted"]);
    assert_eq!(texts(&taken), ["Hello"]);
    let document = Document::parse(&taken.normalised).unwrap();
    assert_eq!(document.attachment_is("Lease.pdf", &file), Ok(true));
}
