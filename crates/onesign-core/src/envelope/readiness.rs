//! Which faults block the sending of an envelope.

use super::Envelope;
use super::draft::Faults;
use super::field::FieldKind;
use super::mailbox::is_email;
use crate::code::{FaultCode, FieldError};
use crate::ink::is_blank;
use std::collections::BTreeMap;

/// No control character goes out in a title or a name.
fn check_controls(envelope: &Envelope, faults: &mut Faults) {
    let mut check = |pointer: String, text: &str| {
        if text.chars().any(char::is_control) {
            faults.add(
                pointer,
                FaultCode::ControlCharacter,
                "Remove the characters that can't be printed.",
            );
        }
    };
    check("/title".to_owned(), &envelope.title);
    for (n, recipient) in envelope.recipients.iter().enumerate() {
        check(format!("/recipients/{n}/name"), &recipient.name);
    }
}

/// What is missing before the envelope can be sent. Pointers are into its draft.
pub fn missing_for_sending(envelope: &Envelope) -> Vec<FieldError> {
    let mut faults = Faults::default();
    if is_blank(&envelope.title) {
        faults.add("/title", FaultCode::Missing, "Give the envelope a title.");
    }
    check_controls(envelope, &mut faults);
    if !envelope.recipients.iter().any(|r| r.signs()) {
        faults.add(
            "/recipients",
            FaultCode::NoSigner,
            "Add at least one person who signs.",
        );
    }
    check_recipients(envelope, &mut faults);
    check_fields(envelope, &mut faults);
    faults.0
}

/// Each recipient has a name and an address, and each signer a signature field.
fn check_recipients(envelope: &Envelope, faults: &mut Faults) {
    let mut mailboxes: BTreeMap<(i64, String), usize> = BTreeMap::new();
    for (n, recipient) in envelope.recipients.iter().enumerate() {
        if is_blank(&recipient.name) {
            faults.add(
                format!("/recipients/{n}/name"),
                FaultCode::Missing,
                "Enter the person's name.",
            );
        }
        if !is_email(&recipient.email) {
            faults.add(
                format!("/recipients/{n}/email"),
                FaultCode::BadEmail,
                "Enter an e-mail address such as name@example.com.",
            );
        } else if let Some(_first) =
            mailboxes.insert((recipient.step, recipient.email.to_lowercase()), n)
        {
            faults.add(
                format!("/recipients/{n}/email"),
                FaultCode::DuplicateEmail,
                "Two people in the same step have this address. Give each a different address, or move one to another step.",
            );
        }
        let has_signature = envelope
            .fields
            .iter()
            .any(|f| f.recipient == recipient.id && f.kind == FieldKind::Signature);
        if recipient.signs() && !has_signature {
            faults.add(
                format!("/recipients/{n}"),
                FaultCode::NoSignatureField,
                "Place a signature field for this person.",
            );
        }
    }
}

/// There are fields, and each is of a signer.
fn check_fields(envelope: &Envelope, faults: &mut Faults) {
    if envelope.fields.is_empty() {
        faults.add(
            "/fields",
            FaultCode::Missing,
            "Place at least one signature field.",
        );
    }
    for (n, field) in envelope.fields.iter().enumerate() {
        if envelope
            .recipient(field.recipient)
            .is_some_and(|r| !r.signs())
        {
            faults.add(
                format!("/fields/{n}/recipient"),
                FaultCode::RecipientDoesNotSign,
                "This person only gets a copy. Assign the field to someone who signs.",
            );
        }
    }
}
