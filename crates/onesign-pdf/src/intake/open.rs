//! Opening: header, encryption, the catalog, and the refusals that don't depend on the pages.

use lopdf::{Dictionary, Document, EncryptionState, Error, LoadOptions, Object, Writer};

use super::mend::{self, Mended};
use super::signed::{self, Signed};
use super::source::Source;
use super::{IntakeError, Limits};

/// How far from the start of the file the header may be.
const HEADER_WINDOW: usize = 8 * 1024;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// With its own cross-reference data, as far as they are sound.
    AsWritten,
    /// With cross-reference data made from the objects found.
    Rebuilt,
    /// By its objects alone, read leniently.
    ByObjects,
}

/// A readable, decrypted document.
pub(super) struct Opened {
    pub(super) document: Document,
    /// It was encrypted.
    pub(super) decrypted: bool,
    /// Its cross-reference data were repaired.
    pub(super) repaired: bool,
    /// Objects that could only be read after repair.
    pub(super) mended: Mended,
    /// The permissions of its signatures, if it has any.
    pub(super) signed: Option<Signed>,
}

/// Loads the file with the empty or the given password.
pub(super) fn open(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
    way: Way,
) -> Result<Opened, IntakeError> {
    check_envelope(bytes, limits)?;
    if way == Way::ByObjects {
        let found = mend::salvage(bytes, limits)?;
        let (document, mended) =
            found.ok_or_else(|| IntakeError::Damaged("no catalog".to_owned()))?;
        return checked(document, mended, false, way, limits);
    }
    let rebuild = way == Way::Rebuilt;
    let (mut document, by_password) = load_decrypted(bytes, password, limits, rebuild)?;
    if document.trailer.has(b"Encrypt") {
        return Err(encryption_refusal(&document, password));
    }
    if document
        .encryption_state
        .as_ref()
        .is_some_and(|state| !can_decrypt(state))
    {
        return Err(IntakeError::UnsupportedEncryption);
    }
    if document.objects.len() > limits.max_objects as usize {
        return Err(IntakeError::TooComplex);
    }
    let mended = mend::mend(&mut document, bytes, limits)?;
    checked(document, mended, by_password, way, limits)
}

/// The refusals that don't depend on the pages.
fn checked(
    document: Document,
    mended: Mended,
    by_password: bool,
    way: Way,
    limits: &Limits,
) -> Result<Opened, IntakeError> {
    if document.objects.len() > limits.max_objects as usize {
        return Err(IntakeError::TooComplex);
    }
    let source = Source {
        document: &document,
    };
    let catalog = source
        .catalog()
        .ok_or_else(|| IntakeError::Damaged("no catalog".to_owned()))?;
    let signed = signed::look(source, catalog);
    if signed.is_some() && by_password {
        return Err(IntakeError::SignedAndProtected);
    }
    if is_dynamic_xfa(source, catalog) {
        return Err(IntakeError::Xfa);
    }
    let decrypted = document.was_encrypted();
    let repaired = way == Way::ByObjects || document.xref_recovery.is_some();
    Ok(Opened {
        document,
        decrypted,
        repaired,
        mended,
        signed,
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

fn load(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
    rebuild: bool,
) -> Result<Document, IntakeError> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: usize::try_from(limits.max_stream_bytes).ok(),
        force_reconstruct: rebuild,
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

/// Loads with the empty password, and with the given one only if that fails. Also returns whether it needed the
/// given one.
fn load_decrypted(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
    rebuild: bool,
) -> Result<(Document, bool), IntakeError> {
    let document = load(bytes, None, limits, rebuild)?;
    if !document.trailer.has(b"Encrypt") {
        return Ok((document, false));
    }
    let mended = with_indirect_encryption(bytes, &document);
    let document = match &mended {
        Some(mended) => load(mended, None, limits, rebuild)?,
        None => document,
    };
    match password {
        Some(_) if document.trailer.has(b"Encrypt") => {
            let bytes = mended.as_deref().unwrap_or(bytes);
            load(bytes, password, limits, rebuild).map(|document| (document, true))
        }
        _ => Ok((document, false)),
    }
}

/// The loader knows only encryption dictionaries that are indirect objects. If the trailer holds a direct one,
/// which is equally valid (7.5.5), an added revision makes it indirect.
fn with_indirect_encryption(bytes: &[u8], document: &Document) -> Option<Vec<u8>> {
    let Ok(Object::Dictionary(encrypt)) = document.trailer.get(b"Encrypt") else {
        return None;
    };
    let number = document
        .trailer
        .get(b"Size")
        .and_then(Object::as_i64)
        .ok()
        .filter(|n| *n > 0)?;
    let previous = i64::try_from(document.xref_start).ok()?;
    let start = bytes.windows(5).position(|word| word == b"%PDF-")?;
    let mut result = bytes[start..].to_vec();
    result.extend_from_slice(b"\n");
    let object = result.len();
    let mut trailer = Dictionary::new();
    for key in [b"Root".as_slice(), b"ID", b"Info"] {
        if let Ok(value) = document.trailer.get(key) {
            trailer.set(key, value.clone());
        }
    }
    trailer.set("Size", number + 1);
    trailer.set("Prev", previous);
    trailer.set(
        "Encrypt",
        Object::Reference((u32::try_from(number).ok()?, 0)),
    );
    result.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    Writer::write_object(&mut result, &Object::Dictionary(encrypt.clone())).ok()?;
    result.extend_from_slice(b"\nendobj\n");
    let table = result.len();
    let section = format!("xref\n{number} 1\n{object:010} 00000 n \ntrailer\n");
    result.extend_from_slice(section.as_bytes());
    Writer::write_object(&mut result, &Object::Dictionary(trailer)).ok()?;
    result.extend_from_slice(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());
    Some(result)
}

/// Whether the loader found the crypt filter that it needed (7.6.5): without it, it leaves data encrypted
/// and says nothing.
fn can_decrypt(state: &EncryptionState) -> bool {
    let names = [state.default_stream_filter(), state.default_string_filter()];
    let known = |name: &[u8]| name == b"Identity" || state.crypt_filters().contains_key(name);
    state.version() < 4 || names.into_iter().all(known)
}

/// Finds out why the loader left `/Encrypt` in the trailer, which means that no password fits.
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

/// Whether only an XFA processor can make the pages.
fn is_dynamic_xfa(source: Source<'_>, catalog: &Dictionary) -> bool {
    let Some(form) = source.dictionary(catalog, b"AcroForm") else {
        return false;
    };
    let fields = source.array(form, b"Fields").map_or(0, <[Object]>::len);
    let rendered = source.boolean(catalog, b"NeedsRendering") == Some(true);
    source.get(form, b"XFA").is_some() && (rendered || fields == 0)
}
