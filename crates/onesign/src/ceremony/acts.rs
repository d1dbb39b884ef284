//! A recipient's actions in a signing session, as commands: each is checked for conditions that the core can't see.

use super::Ceremony;
use super::entries;
use crate::auth::signing::Signing;
use crate::documents::intact;
use crate::documents::pages;
use crate::problem::Problem;
use onesign_core::Command;
use onesign_core::code::Code;
use onesign_core::command::{GiveConsent, RecordView, SaveEntries, Sign};
use onesign_core::envelope::recipient::SeenPage;
use onesign_core::envelope::value::Value;
use onesign_core::ids::FieldId;
use std::collections::BTreeMap;

/// The most pictures in one report: each is compared with the drawn ones.
const MOST_SEEN: usize = 200;

/// Entries by field; `None` clears one.
type Entries = BTreeMap<FieldId, Option<Value>>;

/// Agrees to a disclosure, which must be a current one.
///
/// # Errors
/// `disclosure_changed`.
pub(crate) fn consent(room: &Ceremony, consent: GiveConsent) -> Result<Command, Problem> {
    let known = room.texts.disclosures().into_iter().any(|d| {
        d.version == consent.version && d.locale == consent.locale && d.sha256 == consent.sha256
    });
    if known {
        return Ok(Command::GiveConsent(consent));
    }
    Err(Problem::new(
        Code::DisclosureChanged,
        "The text has changed since this page was loaded. Load it again and read the new one.",
    ))
}

/// Reports pages as seen. Only pictures that this server drew count.
///
/// # Errors
/// Those of [`pages::check_seen`], and an error for too many pictures.
pub(crate) async fn seen(
    room: &Ceremony,
    signing: &Signing,
    pages: Vec<SeenPage>,
) -> Result<Command, Problem> {
    if pages.len() > MOST_SEEN {
        return Err(Problem::new(
            Code::InvalidRequest,
            "Report fewer pages at a time.",
        ));
    }
    pages::check_seen(&room.documents, &signing.envelope, &pages).await?;
    Ok(Command::RecordView(RecordView {
        envelope: signing.envelope_id(),
        pages,
    }))
}

/// Saves entries.
///
/// # Errors
/// Pointers to entries that can't be printed or read.
pub(crate) async fn save(signing: &Signing, entries: Entries) -> Result<Command, Problem> {
    let values = entries::printable(entries)?;
    entries::legible(&signing.envelope, signing.recipient, &values).await?;
    Ok(Command::SaveEntries(SaveEntries {
        envelope: signing.envelope_id(),
        values,
    }))
}

/// Signs, with the saved entries of this session where `entries` has none.
///
/// # Errors
/// Damage of the record or the document, and the errors of [`save`].
pub(crate) async fn sign(
    room: &Ceremony,
    signing: &Signing,
    document_sha256: String,
    entries: Entries,
) -> Result<Command, Problem> {
    let viewer = signing.viewer();
    intact::check(&room.documents, &viewer, &signing.envelope).await?;
    let (envelope, recipient) = (signing.envelope_id(), signing.recipient);
    let kept = room
        .store
        .read(&viewer)
        .progress(envelope, recipient)
        .await?
        .in_session(&signing.link);
    let saved = kept.values.into_iter().map(|(id, value)| (id, Some(value)));
    let mut values: Entries = saved.collect();
    values.extend(entries::printable(entries)?);
    entries::legible(&signing.envelope, recipient, &values).await?;
    Ok(Command::Sign(Sign {
        envelope,
        document_sha256,
        values,
        seen: kept.seen,
    }))
}
