//! Opening: header, encryption, the catalog, and the refusals that need no look at the pages.

use lopdf::{Dictionary, Document, Error, LoadOptions, Object};

use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};

/// How far from the start of the file the header may stand.
const HEADER_WINDOW: usize = 8 * 1024;

/// A document that is readable, unencrypted by now, and unsigned.
pub(super) struct Opened {
    pub(super) document: Document,
    /// It was encrypted.
    pub(super) decrypted: bool,
    /// Its cross-reference data had to be mended.
    pub(super) repaired: bool,
}

/// Loads the file with the empty or the given password.
pub(super) fn open(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
) -> Result<Opened, IntakeError> {
    check_envelope(bytes, limits)?;
    let document = load(bytes, password, limits)?;
    if document.trailer.has(b"Encrypt") {
        return Err(encryption_refusal(&document, password));
    }
    if document.objects.len() > limits.max_objects as usize {
        return Err(IntakeError::TooComplex);
    }
    let source = Source {
        document: &document,
    };
    let catalog = source
        .catalog()
        .ok_or_else(|| IntakeError::Damaged("no catalog".to_owned()))?;
    if is_signed(source, catalog) {
        return Err(IntakeError::AlreadySigned);
    }
    if is_dynamic_xfa(source, catalog) {
        return Err(IntakeError::Xfa);
    }
    let decrypted = document.was_encrypted();
    let repaired = document.xref_recovery.is_some();
    Ok(Opened {
        document,
        decrypted,
        repaired,
    })
}

fn check_envelope(bytes: &[u8], limits: &Limits) -> Result<(), IntakeError> {
    if bytes.is_empty() {
        return Err(IntakeError::Empty);
    }
    if bytes.len() as u64 > limits.max_bytes {
        return Err(IntakeError::TooLarge {
            limit: limits.max_bytes,
        });
    }
    let window = &bytes[..bytes.len().min(HEADER_WINDOW)];
    if !window.windows(5).any(|word| word == b"%PDF-") {
        return Err(IntakeError::NotPdf);
    }
    Ok(())
}

fn load(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Document, IntakeError> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: usize::try_from(limits.max_stream_bytes).ok(),
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword => IntakeError::WrongPassword,
        Error::Decryption(lopdf::encryption::DecryptionError::IncorrectPassword) => {
            IntakeError::WrongPassword
        }
        Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            IntakeError::UnsupportedEncryption
        }
        Error::Decompress(_) | Error::RecursionLimit | Error::ReferenceLimit => {
            IntakeError::TooComplex
        }
        other => IntakeError::Damaged(other.to_string()),
    })
}

/// The loader leaves `/Encrypt` in the trailer when no password fits: find out why.
fn encryption_refusal(document: &Document, password: Option<&str>) -> IntakeError {
    let source = Source { document };
    let standard = source
        .dictionary(&document.trailer, b"Encrypt")
        .and_then(|encrypt| source.name(encrypt, b"Filter"))
        .is_none_or(|filter| filter == b"Standard");
    match document.authenticate_password(password.unwrap_or_default()) {
        _ if !standard => IntakeError::UnsupportedEncryption,
        Err(
            Error::Decryption(lopdf::encryption::DecryptionError::IncorrectPassword)
            | Error::InvalidPassword,
        ) => {
            if password.is_some() {
                IntakeError::WrongPassword
            } else {
                IntakeError::PasswordRequired
            }
        }
        _ => IntakeError::UnsupportedEncryption,
    }
}

/// Whether any dictionary is a signature that covers bytes of this file (ISO 32000-2, 12.8.1).
///
/// Every object is asked, not just the fields of the form: a signature that no field reaches is still one.
fn is_signed(source: Source<'_>, catalog: &Dictionary) -> bool {
    let filled = |field: &Dictionary| {
        field
            .get(b"V")
            .ok()
            .and_then(|value| source.document.dereference(value).ok())
            .is_some_and(|(_, value)| {
                as_dictionary(value).is_some_and(|signature| {
                    signature.has(b"ByteRange") && signature.has(b"Contents")
                })
            })
    };
    let mut dictionaries = source.document.objects.values().filter_map(as_dictionary);
    dictionaries.any(filled)
        || catalog
            .get(b"Perms")
            .is_ok_and(|perms| covers_bytes(source, perms))
}

fn covers_bytes(source: Source<'_>, perms: &Object) -> bool {
    let Some(perms) = source
        .document
        .dereference(perms)
        .ok()
        .and_then(|(_, value)| as_dictionary(value))
    else {
        return false;
    };
    perms.iter().any(|(_, value)| {
        let value = source
            .document
            .dereference(value)
            .ok()
            .and_then(|(_, value)| as_dictionary(value));
        value.is_some_and(|signature| signature.has(b"ByteRange"))
    })
}

/// Whether the pages exist only once an XFA processor has made them.
fn is_dynamic_xfa(source: Source<'_>, catalog: &Dictionary) -> bool {
    let Some(form) = source.dictionary(catalog, b"AcroForm") else {
        return false;
    };
    let fields = source.array(form, b"Fields").map_or(0, <[Object]>::len);
    let rendered = source.boolean(catalog, b"NeedsRendering") == Some(true);
    source.get(form, b"XFA").is_some() && (rendered || fields == 0)
}
