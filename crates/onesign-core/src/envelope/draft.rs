//! Drafts: what a sender prepares, which faults are refused at once, and what sending requires.

use crate::code::{FaultCode, FieldError};
use crate::digest::{hex, sha256};
use crate::envelope::field::Field;
use crate::envelope::recipient::RecipientRole;
use crate::envelope::value::MAX_TEXT;
use crate::envelope::{Document, Envelope};
use crate::ids::RecipientId;
use crate::ink::is_blank;
use crate::typed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest title, name or label, in characters.
pub const MAX_LINE: usize = 200;
/// Longest message, in characters.
pub const MAX_MESSAGE: usize = 5_000;
/// Most recipients of one envelope.
pub const MAX_RECIPIENTS: usize = 100;
/// Most fields of one envelope.
pub const MAX_FIELDS: usize = 5_000;
/// Smallest side of a field, in millipoints (4 pt).
pub const MIN_SIDE: i64 = 4_000;
/// Languages an envelope can be sent in.
pub const LOCALES: [&str; 2] = ["en", "de"];

/// A recipient as drafted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftRecipient {
    /// Chosen by the writer of the draft.
    pub id: RecipientId,
    /// The person's name.
    pub name: String,
    /// The person's mailbox.
    pub email: String,
    /// What they are asked to do.
    pub role: RecipientRole,
    /// From 1; a step starts when the previous one is complete.
    pub step: i64,
}

/// Everything about an envelope that can change before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The title that recipients see.
    pub title: String,
    /// The sender's message to the recipients.
    pub message: String,
    /// Language of mails, disclosure and trail pages.
    pub locale: String,
    /// Days from sending to expiry, 1 to 365.
    pub expires_in_days: i64,
    /// Recipients.
    pub recipients: Vec<DraftRecipient>,
    /// Fields.
    pub fields: Vec<Field>,
}

impl Draft {
    /// The draft that an envelope has now.
    pub fn of(envelope: &Envelope) -> Self {
        let recipients = envelope.recipients.iter().map(|r| DraftRecipient {
            id: r.id,
            name: r.name.clone(),
            email: r.email.clone(),
            role: r.role,
            step: r.step,
        });
        Self {
            title: envelope.title.clone(),
            message: envelope.message.clone(),
            locale: envelope.locale.clone(),
            expires_in_days: envelope.expires_in_days,
            recipients: recipients.collect(),
            fields: envelope.fields.clone(),
        }
    }

    /// A digest that differs for every other draft of the envelope. Equal drafts have the same revision.
    pub fn revision(&self) -> String {
        let said = serde_json::to_vec(self).unwrap_or_default();
        hex(&sha256(&[&said]))
    }

    /// The draft in the form that is recorded: without white space around names, without invisible names, without
    /// pasted tabs and unusual line breaks, and with every signature required, because nobody signs without one.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.title = tidy(&self.title);
        self.message = typed::lines(&self.message);
        for recipient in &mut self.recipients {
            recipient.name = tidy(&recipient.name);
            recipient.email = typed::line(&recipient.email).trim().to_owned();
        }
        for field in &mut self.fields {
            field.required = field.is_needed();
            field.label = typed::line(&field.label);
            field.prefill = field.prefill.as_deref().map(typed::lines);
        }
        self
    }
}

/// A name on one line, without the white space around it. A name without visible characters becomes empty.
fn tidy(text: &str) -> String {
    match is_blank(text) {
        true => String::new(),
        false => typed::line(text).trim().to_owned(),
    }
}

/// Collects the faults of a request, by place.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<FieldError>);

impl Faults {
    pub(super) fn add(&mut self, pointer: impl Into<String>, code: FaultCode, detail: &str) {
        self.0.push(FieldError {
            pointer: pointer.into(),
            code,
            detail: detail.into(),
        });
    }
}

/// Checks for faults that make a draft unusable at once: impossible geometry, unknown recipients, texts beyond their
/// limits. An unfinished draft passes.
pub fn check_draft(draft: &Draft, document: &Document) -> Vec<FieldError> {
    let mut faults = Faults::default();
    check_texts(draft, &mut faults);
    check_recipients(&draft.recipients, &mut faults);
    let known: BTreeSet<RecipientId> = draft.recipients.iter().map(|r| r.id).collect();
    if draft.fields.len() > MAX_FIELDS {
        faults.add("/fields", FaultCode::TooMany, "Use at most 5,000 fields.");
        return faults.0;
    }
    let mut ids = BTreeSet::new();
    for (n, field) in draft.fields.iter().enumerate() {
        if !ids.insert(field.id) {
            faults.add(
                format!("/fields/{n}/id"),
                FaultCode::Duplicate,
                "Every field needs an id of its own.",
            );
        }
        if !known.contains(&field.recipient) {
            faults.add(
                format!("/fields/{n}/recipient"),
                FaultCode::UnknownRecipient,
                "This field belongs to nobody in the list of recipients.",
            );
        }
        check_place(n, field, document, &mut faults);
    }
    faults.0
}

fn check_texts(draft: &Draft, faults: &mut Faults) {
    let long = |text: &str, most: usize| text.chars().count() > most;
    let control = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
    // A title or a name with control characters is saved and flagged at its entry; it only blocks sending.
    if long(&draft.title, MAX_LINE) {
        faults.add(
            "/title",
            FaultCode::BadText,
            "Use one line of at most 200 characters.",
        );
    }
    if long(&draft.message, MAX_MESSAGE) || control(&draft.message) {
        faults.add(
            "/message",
            FaultCode::BadText,
            "Use at most 5,000 characters.",
        );
    }
    if !LOCALES.contains(&draft.locale.as_str()) {
        faults.add(
            "/locale",
            FaultCode::UnknownLocale,
            "Choose one of the offered languages.",
        );
    }
    if !(1..=365).contains(&draft.expires_in_days) {
        faults.add(
            "/expires_in_days",
            FaultCode::OutOfRange,
            "Choose 1 to 365 days.",
        );
    }
    for (n, field) in draft.fields.iter().enumerate() {
        if long(&field.label, MAX_LINE) || field.label.chars().any(char::is_control) {
            faults.add(
                format!("/fields/{n}/label"),
                FaultCode::BadText,
                "Use one line of at most 200 characters.",
            );
        }
        if let Some(prefill) = &field.prefill
            && (!field.can_be_prefilled()
                || long(prefill, MAX_TEXT)
                || control(&prefill.replace('\t', " ")))
        {
            faults.add(
                format!("/fields/{n}/prefill"),
                FaultCode::BadText,
                "Only text fields and checkboxes can be prefilled, with at most 2,000 characters.",
            );
        }
    }
}

fn check_recipients(recipients: &[DraftRecipient], faults: &mut Faults) {
    if recipients.len() > MAX_RECIPIENTS {
        faults.add(
            "/recipients",
            FaultCode::TooMany,
            "Use at most 100 recipients.",
        );
    }
    let mut ids = BTreeSet::new();
    for (n, recipient) in recipients.iter().enumerate() {
        if !ids.insert(recipient.id) {
            faults.add(
                format!("/recipients/{n}/id"),
                FaultCode::Duplicate,
                "Every recipient needs an id of their own.",
            );
        }
        for (key, text) in [("name", &recipient.name), ("email", &recipient.email)] {
            if text.chars().count() > MAX_LINE {
                faults.add(
                    format!("/recipients/{n}/{key}"),
                    FaultCode::BadText,
                    "Use one line of at most 200 characters.",
                );
            }
        }
        if !(1..=100).contains(&recipient.step) {
            faults.add(
                format!("/recipients/{n}/step"),
                FaultCode::OutOfRange,
                "Choose a step from 1 to 100.",
            );
        }
    }
}

fn check_place(n: usize, field: &Field, document: &Document, faults: &mut Faults) {
    let page = usize::try_from(field.page)
        .ok()
        .and_then(|p| document.pages.get(p));
    let Some(page) = page else {
        faults.add(
            format!("/fields/{n}/page"),
            FaultCode::NoSuchPage,
            "The document has no such page.",
        );
        return;
    };
    if !document.permits_fields(field.page) {
        faults.add(
            format!("/fields/{n}/page"),
            FaultCode::NoChangesPermitted,
            "A signature in the attached file permits no changes, so nothing can be placed on its pages. Place the field on the last page, which was added for this.",
        );
        return;
    }
    let r = field.rect;
    if r.w < MIN_SIDE || r.h < MIN_SIDE {
        faults.add(
            format!("/fields/{n}/rect"),
            FaultCode::NoSize,
            "Make the field at least 4 points wide and high.",
        );
        return;
    }
    let right = r.x.checked_add(r.w);
    let bottom = r.y.checked_add(r.h);
    let inside = r.x >= 0
        && r.y >= 0
        && right.is_some_and(|x| x <= page.w)
        && bottom.is_some_and(|y| y <= page.h);
    if !inside {
        faults.add(
            format!("/fields/{n}/rect"),
            FaultCode::OffPage,
            "Move the field so that all of it is on the page.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_ink_count_as_empty() {
        for nothing in [
            " ",
            "\u{200b}",
            "\u{3164}\u{a0}",
            "\u{115f}\u{1160}",
            "\u{e0041}",
        ] {
            assert_eq!(tidy(nothing), "", "{nothing:?}");
        }
        assert_eq!(tidy(" Mira Holt "), "Mira Holt");
        assert_eq!(tidy("I ❤\u{fe0f}"), "I ❤\u{fe0f}");
    }
}
