//! Uploads: from bytes to a document that has been checked, rebuilt and stored.

use crate::auth::session::SignedIn;
use crate::documents::Documents;
use crate::documents::body::sent;
use crate::documents::enclosure::{enclosing, is_inside};
use crate::problem::{A_MOMENT, Problem};
use axum::http::HeaderValue;
use bytes::Bytes;
use onesign_core::Command;
use onesign_core::audit::{from_base64url, hex};
use onesign_core::code::Code;
use onesign_core::command::{CreateEnvelope, Upload};
use onesign_core::envelope::field::Rect;
use onesign_core::envelope::{Detected, Enclosed, Envelope, EnvelopeStatus, PageSize, Removal};
use onesign_core::identity::api_scope::ApiScope;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_pdf::{DetectedField, warning_of};
use onesign_store::blobs::{BlobError, Content, Stored};
use onesign_store::{BlobName, Receipt};
use onesign_worker::{Form, PressCode, PressError};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The answer to an upload that is too large.
pub(crate) fn too_large(max_bytes: u64) -> Problem {
    Problem::new(
        Code::TooLarge,
        format!(
            "The file is larger than the {} MB allowed here. Make it smaller and try again.",
            max_bytes / (1024 * 1024)
        ),
    )
}

/// The password of a protected PDF, from its header.
pub(crate) fn password(header: Option<&HeaderValue>) -> Result<Option<String>, Problem> {
    let Some(header) = header else {
        return Ok(None);
    };
    header
        .to_str()
        .ok()
        .and_then(from_base64url)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map(Some)
        .ok_or_else(|| {
            Problem::new(
                Code::WrongPassword,
                "Give the password as base64url of its UTF-8 bytes.",
            )
        })
}

/// A title to begin with: the name of the file without its ending.
pub(crate) fn title_of(filename: &str) -> String {
    let name = filename.rsplit(['/', '\\']).next().unwrap_or(filename);
    let stem = match name
        .len()
        .checked_sub(4)
        .and_then(|n| name.split_at_checked(n))
    {
        Some((stem, end)) if end.eq_ignore_ascii_case(".pdf") => stem,
        _ => name,
    };
    stem.replace('_', " ")
}

/// The document as it was uploaded, and as it is signed.
pub(crate) const RECEIVED: &str = "received";
pub(crate) const NORMALISED: &str = "normalised";

/// Name of a file of an envelope in the blob store.
pub(crate) fn blob(envelope: EnvelopeId, file: &str) -> Result<BlobName, Problem> {
    format!("envelopes/{envelope}/{file}")
        .parse()
        .map_err(Problem::from)
}

/// What the sender is warned of, with the pages (zero-based) that could not be drawn.
fn warnings(mut found: Vec<String>, undrawable: &BTreeSet<u32>) -> Vec<String> {
    if !undrawable.is_empty() {
        let pages = undrawable.iter().map(|page| page + 1).collect();
        found.push(warning_of("page_undrawable", &pages));
        found.sort();
    }
    found
}

/// A file of which a draft is to be made.
pub(crate) struct NewDraft {
    pub(crate) filename: String,
    pub(crate) title: String,
    pub(crate) locale: String,
    pub(crate) file: Content,
    pub(crate) password: Option<String>,
    /// What becomes of the form in it.
    pub(crate) form: Form,
}

/// Takes a file in and makes a draft envelope of it.
///
/// # Errors
/// What is wrong with the file, by code.
pub(crate) async fn create_draft(
    room: &Documents,
    sender: &SignedIn,
    new: NewDraft,
) -> Result<Receipt, Problem> {
    sender.demand_scope(ApiScope::WriteEnvelopes)?;
    let (envelope, account) = (EnvelopeId(Uuid::now_v7()), &sender.account);
    let (title, locale) = (new.title.clone(), new.locale.clone());
    let upload = take_in(room, (account.id, envelope), new).await?;
    let command = Command::CreateEnvelope(CreateEnvelope {
        envelope,
        sender: (account.name.clone(), account.email.clone()),
        title,
        locale,
        upload,
    });
    Ok(room
        .store
        .execute(command, &sender.actor(), &room.clock.moment())
        .await?)
}

/// Makes another draft from the upload of this one, with the fields of its form empty.
///
/// # Errors
/// `already_sent`, and those of [`create_draft`].
pub(crate) async fn blank_draft(
    room: &Documents,
    sender: &SignedIn,
    draft: Envelope,
    password: Option<String>,
) -> Result<Receipt, Problem> {
    sender.demand_scope(ApiScope::WriteEnvelopes)?;
    if draft.status != EnvelopeStatus::Draft {
        return Err(Problem::new(
            Code::AlreadySent,
            "This envelope has been sent already.",
        ));
    }
    let received = blob(draft.id, RECEIVED)?;
    let new = NewDraft {
        file: room.store.blobs().open(&received).await?.into(),
        filename: draft.document.filename,
        title: draft.title,
        locale: draft.locale,
        password,
        form: Form::Open,
    };
    create_draft(room, sender, new).await
}

/// Checks and rebuilds an upload in the jailed worker, or wraps it if it is signed, and stores both versions.
async fn take_in(
    room: &Documents,
    (account, envelope): (AccountId, EnvelopeId),
    new: NewDraft,
) -> Result<Upload, Problem> {
    let received = new.file.clone();
    let received_bytes = received.length();
    let enclosing = enclosing(&room.texts, &new.locale, &new.filename, room.clock.now_s());
    let press = room.press.of(account.0);
    let intake = press
        .intake(
            sent(new.file),
            new.password,
            room.limits.clone(),
            enclosing,
            new.form,
        )
        .await
        .map_err(|e| refused(room.limits.max_bytes, &e))?;
    let normalised = Bytes::from(intake.normalised);
    if let Some(enclosed) = &intake.enclosed {
        check_inside(enclosed.name.clone(), normalised.clone(), received.clone()).await?;
    }
    let normalised_bytes = normalised.len() as i64;
    let content = Content::from(normalised.clone());
    let (stored, normalised) = store_both(room, envelope, received, normalised).await?;
    let pages = u32::try_from(intake.pages.len()).unwrap_or(u32::MAX);
    let failed = press.undrawable(sent(content), pages, received_bytes);
    let failed = failed
        .await
        .map_err(|e| refused(room.limits.max_bytes, &e))?;
    Ok(Upload {
        filename: new.filename,
        received_sha256: hex(&stored.sha256),
        received_bytes: stored.bytes as i64,
        normalised_sha256: hex(&normalised.sha256),
        normalised_bytes,
        pages: intake
            .pages
            .iter()
            .map(|p| PageSize { w: p.w, h: p.h })
            .collect(),
        removed: intake
            .removed
            .into_iter()
            .map(|r| Removal {
                kind: r.kind,
                count: i64::from(r.count),
            })
            .collect(),
        warnings: warnings(intake.warnings, &failed),
        detected: intake
            .detected
            .into_iter()
            .map(detected)
            .collect::<Result<_, _>>()?,
        enclosed: intake.enclosed.map(|enclosed| Enclosed {
            filename: enclosed.name,
            copied_pages: i64::from(enclosed.copied_pages),
            permits_stamps: enclosed.permits_stamps,
        }),
    })
}

/// Stores the upload as it was received and as it is signed.
async fn store_both(
    room: &Documents,
    envelope: EnvelopeId,
    received: Content,
    normalised: Bytes,
) -> Result<(Stored, Stored), Problem> {
    let blobs = room.store.blobs();
    let (received_name, normalised_name) = (blob(envelope, RECEIVED)?, blob(envelope, NORMALISED)?);
    for name in [&received_name, &normalised_name] {
        room.store.intend_blob(name).await?;
    }
    let received = blobs.put_content(&received_name, received).await?;
    let normalised = blobs.put(&normalised_name, normalised).await?;
    Ok((received, normalised))
}

/// A place to fill in, as the worker found it.
fn detected(found: DetectedField) -> Result<Detected, Problem> {
    Ok(Detected {
        kind: found.kind.parse().map_err(|e| Problem::internal(&e))?,
        page: i64::from(found.page),
        rect: Rect {
            x: found.rect.x,
            y: found.rect.y,
            w: found.rect.w,
            h: found.rect.h,
        },
        name: found.name,
        required: found.required,
        value: found.value,
        caption: found.caption,
    })
}

/// A signed upload must be in its wrapper byte for byte before anybody is told that it is.
async fn check_inside(name: String, wrapper: Bytes, received: Content) -> Result<(), Problem> {
    let inside = onesign_store::background(move || {
        let received = received.read()?;
        Ok::<_, BlobError>(is_inside(&wrapper, &name, &received))
    })
    .await
    .map_err(|e| Problem::internal(&e))??;
    if inside {
        return Ok(());
    }
    Err(Problem::internal(&"a wrapper without the signed upload"))
}

/// What a refusal of the press means to the person who uploaded.
fn refused(max_bytes: u64, error: &PressError) -> Problem {
    let (code, detail) = match error.code {
        PressCode::TooLarge => return too_large(max_bytes),
        PressCode::Busy => return Problem::busy("Many documents are being checked.", A_MOMENT),
        PressCode::NoSuchPage | PressCode::PressUnavailable => return Problem::internal(error),
        PressCode::NotAPdf => (
            Code::NotAPdf,
            "This is not a PDF. Save or print your document as PDF and upload that.",
        ),
        PressCode::EmptyFile => (
            Code::EmptyFile,
            "The file is empty. Choose the document again.",
        ),
        PressCode::DamagedPdf => (
            Code::DamagedPdf,
            "This PDF is damaged and can't be read. Open it in the program that created it and save it again.",
        ),
        PressCode::PasswordRequired => (
            Code::PasswordRequired,
            "This PDF is protected. Enter its password.",
        ),
        PressCode::WrongPassword => (Code::WrongPassword, "The password is wrong. Try again."),
        PressCode::UnsupportedEncryption => (
            Code::UnsupportedEncryption,
            "This PDF is protected in a way that can't be opened here. Save it without protection.",
        ),
        PressCode::XfaForm => (
            Code::XfaForm,
            "This is an XFA form, which looks different in every program. Print it to PDF and upload that.",
        ),
        PressCode::NoPages => (Code::NoPages, "This PDF has no pages."),
        PressCode::TooManyPages => (
            Code::TooManyPages,
            "This PDF has more pages than are allowed here. Split it.",
        ),
        PressCode::SignedAndProtected => (
            Code::SignedAndProtected,
            "This PDF is signed and opens only with a password. Removing the password would break the signature, and with the password the recipients could not open the file. Ask its author for a copy without a password.",
        ),
        PressCode::TooComplex => (
            Code::TooComplex,
            "This PDF takes too much time or memory to check. Print it to PDF and upload that.",
        ),
    };
    Problem::new(code, detail)
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn titles() {
        assert_eq!(title_of("Offer_of employment.PDF"), "Offer of employment");
        assert_eq!(title_of("C:\\docs\\a.pdf"), "a");
        assert_eq!(title_of("ü"), "ü");
        assert_eq!(title_of(""), "");
    }
}
