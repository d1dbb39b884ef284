//! Finding one token, one key and its certificates among many.

use super::unexpected;
use crate::config::Pkcs11Config;
use crate::sealing::keys::problem::KeyProblem;
use cryptoki::context::Pkcs11;
use cryptoki::error::Error;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use cryptoki::slot::Slot;

/// A private key and what is known of it.
pub(super) struct Key {
    pub handle: ObjectHandle,
    pub kind: KeyType,
    /// CKA_ID, by which its certificate is found.
    pub id: Vec<u8>,
}

/// The slot with the token that is meant.
pub(super) fn slot(context: &Pkcs11, config: &Pkcs11Config) -> Result<Slot, KeyProblem> {
    let slots = context
        .get_slots_with_initialized_token()
        .map_err(|e| unexpected("looking for tokens", &e))?;
    let mut found: Vec<(Slot, String)> = Vec::new();
    for slot in slots {
        if let Ok(info) = context.get_token_info(slot) {
            found.push((slot, info.label().trim().to_owned()));
        }
    }
    let labels = listed(found.iter().map(|(_, label)| label.clone()));
    let refuse = |problem: String| Err(KeyProblem::new("ONESIGN_SEAL_PKCS11_TOKEN", problem));
    if let Some(wanted) = &config.token {
        found.retain(|(_, label)| label == wanted.trim());
    }
    match (&found[..], &config.token) {
        ([(slot, _)], _) => Ok(*slot),
        ([], _) if labels.is_empty() => {
            refuse("the module finds no token: plug one in, or initialise it".into())
        }
        ([], Some(wanted)) => refuse(format!(
            "there is no token with the label {wanted:?}. Available: {labels}"
        )),
        (_, Some(wanted)) => refuse(format!(
            "more than one token has the label {wanted:?}: give them labels that differ"
        )),
        (_, None) => refuse(format!(
            "there is more than one token: name one of them. Available: {labels}"
        )),
    }
}

/// The one private key that is meant.
pub(super) fn key(session: &Session, config: &Pkcs11Config) -> Result<Key, KeyProblem> {
    let mut template = vec![Attribute::Class(ObjectClass::PRIVATE_KEY)];
    if let Some(label) = &config.key {
        template.push(Attribute::Label(label.clone().into_bytes()));
    }
    if let Some(id) = &config.id {
        template.push(Attribute::Id(id.clone()));
    }
    let found = session
        .find_objects(&template)
        .map_err(|e| unexpected("looking for the key", &e))?;
    let refuse = |problem: String| Err(KeyProblem::new("ONESIGN_SEAL_PKCS11_KEY", problem));
    match found[..] {
        [handle] => describe(session, handle),
        [] => {
            let all = session.find_objects(&[Attribute::Class(ObjectClass::PRIVATE_KEY)]);
            let all = all.unwrap_or_default();
            let names = listed(all.iter().map(|handle| name(session, *handle)));
            if names.is_empty() {
                return refuse(
                    "the token contains no private key that this PIN gives access to: make or import one"
                        .into(),
                );
            }
            refuse(format!(
                "the token contains no such private key. Available: {names}"
            ))
        }
        _ => {
            let names = listed(found.iter().map(|handle| name(session, *handle)));
            refuse(format!(
                "more than one private key fits: choose one by its identifier in ONESIGN_SEAL_PKCS11_ID. Available: \
                 {names}"
            ))
        }
    }
}

fn describe(session: &Session, handle: ObjectHandle) -> Result<Key, KeyProblem> {
    let wanted = [AttributeType::KeyType, AttributeType::Id];
    let attributes = session
        .get_attributes(handle, &wanted)
        .map_err(|e| unexpected("reading the key's attributes", &e))?;
    let (mut kind, mut id) = (None, Vec::new());
    for attribute in attributes {
        match attribute {
            Attribute::KeyType(found) => kind = Some(found),
            Attribute::Id(found) => id = found,
            _ => {}
        }
    }
    // Tokens that don't know the attribute answer with an error or with nothing.
    let always = session.get_attributes(handle, &[AttributeType::AlwaysAuthenticate]);
    if always.is_ok_and(|list| matches!(list[..], [Attribute::AlwaysAuthenticate(true)])) {
        return Err(KeyProblem::new(
            "ONESIGN_SEAL_PKCS11_KEY",
            "the key asks for its PIN before each signature (CKA_ALWAYS_AUTHENTICATE), so it can't seal by itself: \
             use a key without that rule",
        ));
    }
    let kind = kind.ok_or_else(|| {
        KeyProblem::new(
            "ONESIGN_SEAL_PKCS11_KEY",
            "the token does not say what kind of key it is",
        )
    })?;
    Ok(Key { handle, kind, id })
}

/// Certificates in the token, in DER, those with the key's identifier first.
pub(super) fn certificates(session: &Session, id: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    let mut found = Vec::new();
    for handle in session.find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)])? {
        let (mut value, mut its_id) = (Vec::new(), Vec::new());
        let wanted = [AttributeType::Value, AttributeType::Id];
        for attribute in session.get_attributes(handle, &wanted)? {
            match attribute {
                Attribute::Value(content) => value = content,
                Attribute::Id(content) => its_id = content,
                _ => {}
            }
        }
        found.push((its_id != id, value));
    }
    found.sort_by_key(|(other, _)| *other);
    Ok(found.into_iter().map(|(_, value)| value).collect())
}

/// Label and identifier of an object, for people.
fn name(session: &Session, handle: ObjectHandle) -> String {
    let wanted = [AttributeType::Label, AttributeType::Id];
    let (mut label, mut id) = (String::new(), String::new());
    for attribute in session.get_attributes(handle, &wanted).unwrap_or_default() {
        match attribute {
            Attribute::Label(content) => label = String::from_utf8_lossy(&content).into_owned(),
            Attribute::Id(content) => id = onesign_core::audit::hex(&content),
            _ => {}
        }
    }
    format!("{label:?} with the identifier {id}")
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
