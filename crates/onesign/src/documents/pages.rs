//! Pages as people see them: pictures drawn once and kept, and the text in them.

use crate::documents::Documents;
use crate::documents::body::sent;
use crate::documents::files;
use crate::documents::pictures::FOLDER;
use crate::documents::stored_body::StoredBody;
use crate::problem::{A_MOMENT, Problem};
use aws_lc_rs::digest::{Context, SHA256};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use onesign_core::audit::{hex, sha256};
use onesign_core::code::{Code, FaultCode};
use onesign_core::envelope::Envelope;
use onesign_core::envelope::field::Rect;
use onesign_core::envelope::recipient::SeenPage;
use onesign_core::refusal::FieldError;
use onesign_store::BlobName;
use onesign_store::blobs::{BlobError, Content};
use onesign_worker::{PressCode, PressError, WIDEST};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Widths of pictures, in pixels: few, because every one is drawn and kept by itself.
const WIDTHS: [u32; 4] = [400, 1_200, 1_800, WIDEST];
/// What draws the pictures; part of their name, so that a newer renderer never serves an older one's picture.
const RENDERER: &str = "hayro-0.9";
/// How a PNG begins.
const PNG: &[u8] = b"\x89PNG";

/// How wide.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageQuery {
    /// Width in pixels for which the picture must be sharp. It is 400, 1200, 1800 or 2400 pixels wide: the next of
    /// these, 2400 at most.
    #[serde(default = "phone")]
    pub(crate) width: u32,
}

/// The width of the picture that is drawn for who asks for this one.
fn drawn_width(asked: u32) -> u32 {
    let wide_enough = |width: &u32| *width >= asked;
    WIDTHS.into_iter().find(wide_enough).unwrap_or(WIDEST)
}

fn phone() -> u32 {
    1_200
}

/// A piece of text on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextItem {
    text: String,
    rect: Rect,
}

/// The text of a page, in drawing order.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextView {
    items: Vec<TextItem>,
}

fn checked(envelope: &Envelope, page: u32) -> Result<(), Problem> {
    let count = envelope.document.pages.len();
    if usize::try_from(page).is_ok_and(|p| p < count) {
        Ok(())
    } else {
        Err(Problem::not_found())
    }
}

fn undrawable(error: &PressError) -> Problem {
    if error.code == PressCode::Busy {
        return Problem::busy("Many pages are being drawn.", A_MOMENT);
    }
    tracing::warn!(code = error.code.word(), "a page could not be drawn");
    Problem::new(
        Code::PageUndrawable,
        "This page can't be shown here. Download the document to read it.",
    )
}

/// The picture of a page, for an account or a recipient. Its SHA-256 goes into the header that the signing page reports
/// back as seen.
pub(crate) async fn image(
    room: &Documents,
    person: Uuid,
    envelope: &Envelope,
    page: u32,
    width: u32,
) -> Result<Response, Problem> {
    checked(envelope, page)?;
    let width = drawn_width(width);
    let name = picture(envelope, page, width)?;
    if let Some(kept) = kept(room, &name).await {
        room.pictures.used(&name);
        return Ok(kept);
    }
    let pdf = files::normalised(room, envelope).await?;
    let wanted = Wanted {
        document: envelope.document.normalised_sha256.clone(),
        name: name.clone(),
        person,
        page,
        width,
    };
    let draw = wanted.draw(room.clone(), pdf);
    let drawn = room.drawing.once(&name, draw).await;
    let bytes = drawn.map_err(|e| undrawable(&e))?;
    if let Some(kept) = kept(room, &name).await {
        return Ok(kept);
    }
    let mut seen = Seen::nothing();
    seen.add(&bytes);
    let (mime, digest) = seen.finish();
    room.pictures.looked_at(&name, digest);
    Ok(labelled(bytes.into_response(), mime, &digest))
}

/// A picture that is to be drawn.
struct Wanted {
    document: String,
    name: BlobName,
    /// Who asks for it.
    person: Uuid,
    page: u32,
    width: u32,
}

impl Wanted {
    /// Draws it and keeps it, unless somebody else has meanwhile.
    async fn draw(self, room: Documents, pdf: Content) -> Result<Bytes, PressError> {
        let blobs = room.store.blobs();
        if let Ok(kept) = blobs.get(&self.name).await {
            return Ok(kept);
        }
        let press = room.press.of(self.person);
        let drawn = press.render(&self.document, sent(pdf), self.page, self.width);
        let bytes = Bytes::from(drawn.await?.bytes);
        room.pictures.keep(&*blobs, &self.name, bytes.clone()).await;
        Ok(bytes)
    }
}

/// The answer with a picture that is kept. It is looked at once for its hash and read again while it is sent, so that
/// whoever reads slowly does not hold it in memory.
async fn kept(room: &Documents, name: &BlobName) -> Option<Response> {
    let blob = room.store.blobs().open(name).await.ok()?;
    let looked = onesign_store::background(move || {
        let mut seen = Seen::nothing();
        blob.pieces(|piece| {
            seen.add(piece);
            Ok::<_, BlobError>(())
        })?;
        Ok::<_, BlobError>((blob, seen))
    });
    let (blob, seen) = looked.await.ok()?.ok()?;
    let (mime, digest) = seen.finish();
    room.pictures.looked_at(name, digest);
    // A picture that breaks off is drawn anew; the owner has nothing to mend.
    Some(labelled(
        StoredBody::new(blob, || {}).into_answer(),
        mime,
        &digest,
    ))
}

/// What a picture is, from all of its bytes.
struct Seen {
    hash: Context,
    beginning: Vec<u8>,
}

impl Seen {
    fn nothing() -> Self {
        Self {
            hash: Context::new(&SHA256),
            beginning: Vec::new(),
        }
    }

    fn add(&mut self, piece: &[u8]) {
        self.hash.update(piece);
        if self.beginning.is_empty() {
            self.beginning.extend(piece.iter().take(PNG.len()));
        }
    }

    /// The picture's type and hash.
    fn finish(self) -> (&'static str, [u8; 32]) {
        let mime = if self.beginning == PNG {
            "image/png"
        } else {
            "image/jpeg"
        };
        let mut digest = [0; 32];
        digest.copy_from_slice(self.hash.finish().as_ref());
        (mime, digest)
    }
}

/// The answer, with the picture's type and hash.
fn labelled(mut answer: Response, mime: &'static str, digest: &[u8; 32]) -> Response {
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    if let Ok(digest) = HeaderValue::from_str(&hex(digest)) {
        headers.insert("onesign-page-sha256", digest);
    }
    answer
}

fn picture(envelope: &Envelope, page: u32, width: u32) -> Result<BlobName, Problem> {
    let document = &envelope.document.normalised_sha256;
    Ok(format!("{FOLDER}/{document}/{RENDERER}/{page}-{width}").parse()?)
}

/// Refuses pictures that this instance did not draw of these pages: who has never had the picture of a page can't say
/// that it was shown.
///
/// # Errors
/// `invalid_request`, pointing to what is no page or no picture of one.
pub(crate) async fn check_seen(
    room: &Documents,
    envelope: &Envelope,
    seen: &[SeenPage],
) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (n, shown) in seen.iter().enumerate() {
        if !was_drawn(room, envelope, shown).await? {
            faults.push(FieldError {
                pointer: format!("/pages/{n}"),
                code: FaultCode::NoSuchPage,
                detail: "Name a page of this document and the SHA-256 of its picture.".into(),
            });
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    let problem = Problem::new(
        Code::InvalidRequest,
        "This is not a picture of that page. Load the page again.",
    );
    Err(problem.pointing(faults))
}

async fn was_drawn(
    room: &Documents,
    envelope: &Envelope,
    shown: &SeenPage,
) -> Result<bool, Problem> {
    let Some(page) = u32::try_from(shown.page)
        .ok()
        .filter(|page| checked(envelope, *page).is_ok())
    else {
        return Ok(false);
    };
    for width in WIDTHS {
        let name = picture(envelope, page, width)?;
        let drawn = match room.pictures.sha256(&name) {
            Some(sha256) => sha256,
            // Drawn by another process, or before this one started.
            None => match room.store.blobs().get(&name).await {
                Ok(bytes) => {
                    let digest = sha256(&[&bytes]);
                    room.pictures.looked_at(&name, digest);
                    digest
                }
                Err(BlobError::NotFound) => continue,
                Err(error) => return Err(error.into()),
            },
        };
        if hex(&drawn) == shown.sha256 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The text of a page, for an account or a recipient.
pub(crate) async fn text(
    room: &Documents,
    person: Uuid,
    envelope: &Envelope,
    page: u32,
) -> Result<TextView, Problem> {
    checked(envelope, page)?;
    let pdf = files::normalised(room, envelope).await?;
    let document = &envelope.document.normalised_sha256;
    let press = room.press.of(person);
    let runs = press
        .text(document, sent(pdf), page)
        .await
        .map_err(|e| undrawable(&e))?;
    let items = runs
        .into_iter()
        .map(|run| TextItem {
            text: run.text,
            rect: Rect {
                x: run.rect.x,
                y: run.rect.y,
                w: run.rect.w,
                h: run.rect.h,
            },
        })
        .collect();
    Ok(TextView { items })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn whatever_width_is_asked_for_few_are_drawn() {
        let drawn: HashSet<u32> = (0..5_000).chain([u32::MAX]).map(drawn_width).collect();
        assert_eq!(drawn, HashSet::from(WIDTHS));
        assert_eq!(
            [400, 401, 1_200, 2_401].map(drawn_width),
            [400, 1_200, 1_200, 2_400]
        );
    }
}
