//! Encrypted files that open without a password (7.6): their user password is empty. Some producers lock signed files
//! against editing in this way.

use std::fmt;

use lopdf::encryption::{EncryptionState, decrypt_object};

use super::{ReadError, flaw};
use crate::object::{Dictionary, Object, Ref};

/// Decrypts the strings and streams of a file.
#[derive(Clone)]
pub(super) struct Decryption {
    state: EncryptionState,
    /// The encryption dictionary, which is itself not encrypted.
    own: Option<Ref>,
}

impl fmt::Debug for Decryption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decryption").finish_non_exhaustive()
    }
}

impl Decryption {
    /// Opens the file with the empty password; `None` if that fails, or if the file needs a handler other than the
    /// standard one.
    pub(super) fn open(
        dictionary: &Dictionary,
        own: Option<Ref>,
        trailer: &Dictionary,
    ) -> Option<Self> {
        let mut carrier = lopdf::Document::new();
        let place = (1, 0);
        carrier
            .objects
            .insert(place, theirs(&dictionary.clone().into()));
        carrier
            .trailer
            .set("Encrypt", lopdf::Object::Reference(place));
        if let Some(id) = trailer.get("ID") {
            carrier.trailer.set("ID", theirs(id));
        }
        let state = EncryptionState::decode(&carrier, b"").ok()?;
        // The library would ignore a filter of another name.
        let names = [state.default_stream_filter(), state.default_string_filter()];
        let is_known =
            |name: &[u8]| name == b"Identity" || state.crypt_filters().contains_key(name);
        let can_decrypt = state.version() < 4 || names.into_iter().all(is_known);
        can_decrypt.then_some(Self { state, own })
    }

    /// An object of the file with its strings decrypted; a stream as its dictionary.
    pub(super) fn object(&self, owner: Ref, mut object: Object) -> Result<Object, ReadError> {
        let is_section = object.as_dictionary().is_some_and(|d| d.is("Type", "XRef"));
        if self.own != Some(owner) && !is_section {
            self.strings(owner, &mut object)?;
        }
        Ok(object)
    }

    fn strings(&self, owner: Ref, object: &mut Object) -> Result<(), ReadError> {
        match object {
            Object::String(bytes) | Object::HexString(bytes) => {
                let cipher = lopdf::Object::string_literal(std::mem::take(bytes));
                if let lopdf::Object::String(clear, _) = self.decrypt(owner, cipher)? {
                    *bytes = clear;
                }
                Ok(())
            }
            Object::Array(items) => items
                .iter_mut()
                .try_for_each(|item| self.strings(owner, item)),
            Object::Dictionary(dictionary) => {
                // The value of a signature is not encrypted (7.6.2).
                let is_signature = dictionary.contains("ByteRange");
                let mut entries = dictionary.iter_mut();
                entries.try_for_each(|(key, value)| match key {
                    b"Contents" if is_signature => Ok(()),
                    _ => self.strings(owner, value),
                })
            }
            _ => Ok(()),
        }
    }

    /// The decrypted data of a stream, still encoded by its filters.
    pub(super) fn data(
        &self,
        owner: Ref,
        dictionary: &Dictionary,
        data: Vec<u8>,
    ) -> Result<Vec<u8>, ReadError> {
        let mut described = lopdf::Dictionary::new();
        for key in ["Type", "Filter", "DecodeParms"] {
            if let Some(value) = dictionary.get(key) {
                described.set(key, theirs(value));
            }
        }
        let stream = lopdf::Stream::new(described, data).with_compression(false);
        match self.decrypt(owner, stream.into())? {
            lopdf::Object::Stream(stream) => Ok(stream.content),
            _ => Err(ReadError::Encrypted),
        }
    }

    fn decrypt(&self, owner: Ref, mut object: lopdf::Object) -> Result<lopdf::Object, ReadError> {
        let is_empty = match &object {
            lopdf::Object::String(bytes, _) => bytes.is_empty(),
            lopdf::Object::Stream(stream) => stream.content.is_empty(),
            _ => true,
        };
        if is_empty {
            return Ok(object);
        }
        let wrong = ReadError::Object(owner.number, flaw::undecryptable());
        decrypt_object(&self.state, (owner.number, owner.generation), &mut object)
            .map_err(|_| wrong)?;
        Ok(object)
    }
}

/// An object in the types of the library that implements the ciphers.
fn theirs(object: &Object) -> lopdf::Object {
    match object {
        Object::Null => lopdf::Object::Null,
        Object::Boolean(value) => (*value).into(),
        Object::Integer(value) => (*value).into(),
        Object::Real(_) => object.as_number().map_or(lopdf::Object::Null, Into::into),
        Object::Name(name) => lopdf::Object::Name(name.clone()),
        Object::String(bytes) | Object::HexString(bytes) => {
            lopdf::Object::string_literal(bytes.clone())
        }
        Object::Array(items) => lopdf::Object::Array(items.iter().map(theirs).collect()),
        Object::Dictionary(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.to_vec(), theirs(value)));
            lopdf::Object::Dictionary(entries.collect())
        }
        Object::Reference(to) => lopdf::Object::Reference((to.number, to.generation)),
        Object::Stream(_) => lopdf::Object::Null,
    }
}
