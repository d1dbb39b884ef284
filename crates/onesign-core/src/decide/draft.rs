//! Creating an envelope and changing its draft.

use crate::actor::Actor;
use crate::code::Code;
use crate::command::{CreateEnvelope, ReviseDraft};
use crate::decide::Decision;
use crate::envelope::draft::{Draft, LOCALES, MAX_LINE, check_draft};
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{
    DocumentEnclosed, DocumentNormalised, DocumentReceived, EnvelopeCreated, EnvelopeRevised,
    RecipientNamed, RoutedRecipient,
};
use crate::ids::StreamId;
use crate::refusal::Refusal;
use crate::state::State;

/// An upload that passed intake becomes an envelope.
pub(super) fn create(
    command: &CreateEnvelope,
    state: Option<&State>,
    by: &Actor,
) -> Result<Decision, Refusal> {
    let CreateEnvelope {
        envelope,
        sender,
        title,
        locale,
        upload,
    } = command;
    let Actor::Account { id, .. } = by else {
        return Err(Refusal::forbidden());
    };
    if state.is_some() {
        return Err(Refusal::new(
            Code::AlreadyExists,
            "This envelope exists already.",
        ));
    }
    let locale = if LOCALES.contains(&locale.as_str()) {
        locale.as_str()
    } else {
        LOCALES[0]
    };
    let access = by.access();
    let created = EnvelopeCreated {
        envelope: *envelope,
        account: *id,
        name: sender.0.clone(),
        email: sender.1.clone(),
        title: one_line(title),
        locale: locale.to_owned(),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let received = DocumentReceived {
        filename: one_line(&upload.filename),
        document_sha256: upload.received_sha256.clone(),
        bytes: upload.received_bytes,
    };
    let normalised = DocumentNormalised {
        received_sha256: upload.received_sha256.clone(),
        document_sha256: upload.normalised_sha256.clone(),
        bytes: upload.normalised_bytes,
        pages: upload.pages.clone(),
        removed: upload.removed.clone(),
        warnings: upload.warnings.clone(),
        detected: upload.detected.clone(),
    };
    let mut decision = Decision::fact(StreamId::Envelope(*envelope), created).and(received);
    if let Some(enclosed) = &upload.enclosed {
        decision = decision.and(DocumentEnclosed {
            filename: enclosed.filename.clone(),
            document_sha256: upload.received_sha256.clone(),
            bytes: upload.received_bytes,
            copied_pages: enclosed.copied_pages,
            permits_stamps: enclosed.permits_stamps,
        });
    }
    Ok(decision.and(normalised))
}

/// A name as it is recorded: without control characters and bidirectional marks, at most 200 characters.
pub fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !turns_round(*c))
        .take(MAX_LINE)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Bidirectional control characters, which reorder the letters after them and can fake the end of a name.
fn turns_round(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Refuses if the recorded draft differs from the one that the sender saw.
pub(super) fn check_revision(envelope: &Envelope, seen: Option<&str>) -> Result<(), Refusal> {
    if seen.is_none_or(|seen| seen == Draft::of(envelope).revision()) {
        return Ok(());
    }
    Err(Refusal::new(
        Code::DraftChanged,
        "This draft was changed elsewhere in the meantime. Compare both versions and choose one.",
    ))
}

/// The draft is replaced as a whole.
pub(super) fn revise(envelope: &Envelope, command: &ReviseDraft) -> Result<Decision, Refusal> {
    let (draft, based_on) = (&command.draft, command.based_on.as_deref());
    if envelope.status != EnvelopeStatus::Draft {
        return Err(Refusal::new(
            Code::AlreadySent,
            "This envelope has been sent and can't be changed. Withdraw it and send a new one.",
        ));
    }
    let draft = draft.clone().tidied();
    // Saving the recorded draft again is no conflict: the first answer may have been lost.
    if Draft::of(envelope) != draft {
        check_revision(envelope, based_on)?;
    }
    let faults = check_draft(&draft, &envelope.document);
    if !faults.is_empty() {
        return Err(Refusal::new(
            Code::InvalidDraft,
            "Some entries need correcting. Check the marked ones.",
        )
        .pointing(faults));
    }
    let revised = EnvelopeRevised {
        title: draft.title.clone(),
        message: draft.message.clone(),
        locale: draft.locale.clone(),
        expires_in_days: draft.expires_in_days,
        recipients: draft.recipients.iter().map(RoutedRecipient::from).collect(),
        fields: draft.fields.clone(),
    };
    let mut decision = Decision::fact(StreamId::Envelope(envelope.id), revised);
    for recipient in &draft.recipients {
        let known = envelope
            .recipient(recipient.id)
            .is_some_and(|r| r.name == recipient.name && r.email == recipient.email);
        if !known {
            decision = decision.and(RecipientNamed {
                recipient: recipient.id,
                name: recipient.name.clone(),
                email: recipient.email.clone(),
            });
        }
    }
    Ok(decision)
}
