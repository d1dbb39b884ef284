//! Encrypted files that open without a password, and those that need one.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{
    Document as Written, EncryptionState, EncryptionVersion, Object as Old, Permissions,
    StringFormat, dictionary,
};
use onesign_pdf::object::{Object, Ref};
use onesign_pdf::read::{Document, ReadError, flaw};

const INFO: u32 = 4;
const DATA: u32 = 5;
const SIGNATURE: u32 = 6;

fn plain() -> Written {
    let mut file = Written::with_version("1.7");
    let text = |text: &str| Old::string_literal(text);
    let objects: [(u32, Old); 6] = [
        (
            1,
            dictionary! { "Type" => "Catalog", "Pages" => (2, 0) }.into(),
        ),
        (
            2,
            dictionary! { "Type" => "Pages", "Kids" => vec![(3, 0).into()], "Count" => 1 }.into(),
        ),
        (
            3,
            dictionary! { "Type" => "Page", "Parent" => (2, 0) }.into(),
        ),
        (
            INFO,
            dictionary! { "Title" => text("A contract"), "Keywords" => text("") }.into(),
        ),
        (
            DATA,
            lopdf::Stream::new(
                dictionary! { "Note" => text("beside") },
                b"what is drawn".to_vec(),
            )
            .into(),
        ),
        (
            SIGNATURE,
            dictionary! {
                "Type" => "Sig",
                "ByteRange" => vec![0.into(), 1.into(), 2.into(), 3.into()],
                "Reason" => text("agreed"),
                "Contents" => Old::String(b"value".to_vec(), StringFormat::Hexadecimal),
            }
            .into(),
        ),
    ];
    for (number, object) in objects {
        file.objects.insert((number, 0), object);
    }
    file.max_id = SIGNATURE;
    let id = || Old::string_literal("sixteen bytes id");
    file.trailer = dictionary! { "Root" => (1, 0), "Info" => (INFO, 0), "ID" => vec![id(), id()] };
    file
}

/// The file, encrypted by `version`, which gets a document and the user password.
fn encrypted(version: &str, user_password: &str) -> Vec<u8> {
    saved(locked(version, user_password))
}

fn saved(mut file: Written) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn locked(version: &str, user_password: &str) -> Written {
    let mut file = plain();
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let (owner_password, permissions) = ("the owner's", Permissions::all());
    let named = || b"StdCF".to_vec();
    let version = match version {
        "RC4" => EncryptionVersion::V2 {
            document: &file,
            owner_password,
            user_password,
            key_length: 128,
            permissions,
        },
        "AES-128" => EncryptionVersion::V4 {
            document: &file,
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes128CryptFilter)),
            stream_filter: named(),
            string_filter: named(),
            owner_password,
            user_password,
            permissions,
        },
        _ => EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &[7; 32],
            stream_filter: named(),
            string_filter: named(),
            owner_password,
            user_password,
            permissions,
        },
    };
    let state = EncryptionState::try_from(version).unwrap();
    file.encrypt(&state).unwrap();
    file
}

const CIPHERS: [&str; 3] = ["RC4", "AES-128", "AES-256"];

fn text(document: &Document<'_>, number: u32, key: &str) -> Option<String> {
    let object = document.object(Ref::new(number)).unwrap();
    let stream = object.as_stream().map(|stream| &stream.dictionary);
    let dictionary = stream.or(object.as_dictionary()).unwrap();
    dictionary.get(key).and_then(Object::as_text)
}

#[test]
fn files_without_a_password_are_decrypted() {
    for cipher in CIPHERS {
        let file = encrypted(cipher, "");
        assert!(
            !file.windows(10).any(|bytes| bytes == b"A contract"),
            "{cipher}"
        );
        let document = Document::parse(&file).unwrap();
        assert!(document.is_encrypted());
        assert_eq!(
            text(&document, INFO, "Title").as_deref(),
            Some("A contract")
        );
        assert_eq!(text(&document, INFO, "Keywords").as_deref(), Some(""));
        let stream = document.object(Ref::new(DATA)).unwrap();
        assert_eq!(
            stream.as_stream().unwrap().data,
            b"what is drawn",
            "{cipher}"
        );
        assert_eq!(text(&document, DATA, "Note").as_deref(), Some("beside"));
        assert_eq!(
            text(&document, SIGNATURE, "Reason").as_deref(),
            Some("agreed")
        );
    }
}

#[test]
fn the_value_of_a_signature_is_never_encrypted() {
    let file = encrypted("AES-128", "");
    let document = Document::parse(&file).unwrap();
    let signature = document.object(Ref::new(SIGNATURE)).unwrap();
    let value = signature.as_dictionary().unwrap().get("Contents").unwrap();
    assert_eq!(value.as_string(), Some(b"value".as_slice()));
}

#[test]
fn files_that_need_a_password_stay_locked() {
    for cipher in CIPHERS {
        let file = encrypted(cipher, "secret");
        let document = Document::parse(&file).unwrap();
        assert_ne!(
            text(&document, INFO, "Title").as_deref(),
            Some("A contract")
        );
    }
}

#[test]
fn an_invalid_cipher_text_is_an_error() {
    let mut file = locked("AES-128", "");
    // No whole number of blocks.
    let note = dictionary! { "Note" => Old::string_literal("five!") };
    file.objects.insert((DATA, 0), note.into());
    let file = saved(file);
    let document = Document::parse(&file).unwrap();
    assert_eq!(
        document.object(Ref::new(DATA)),
        Err(ReadError::Object(DATA, flaw::undecryptable()))
    );
}
