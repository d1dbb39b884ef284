//! The API's responses as the client reads them: only the members that callers of this client use. States are the API's
//! own words, so that a test compares the values that a foreign client would see.

use onesign_core::envelope::seal_level::SealLevel;
use serde::Deserialize;
use serde_json::{Map, Value};

/// An envelope, as its sender sees it.
#[derive(Clone, Debug, Deserialize)]
pub struct Envelope {
    /// Its UUID.
    pub id: String,
    /// Its status: `draft`, `sent`, `sealed` and so on.
    pub status: String,
    /// The title, as the sender wrote it.
    pub title: String,
    /// The language of the recipients.
    pub locale: String,
    /// The PAdES level of the seal, with the reason if it is meant to be higher.
    pub seal_level: Option<SealLevel>,
    /// SHA-256 of the newest sealed file.
    pub sealed_sha256: Option<String>,
    /// Why the sender voided it.
    pub void_reason: Option<String>,
    /// What the recipients sign.
    pub document: Document,
    /// Everyone who signs it or receives a copy.
    pub recipients: Vec<Recipient>,
    /// What the recipients fill in.
    pub fields: Vec<Field>,
    /// Identifies this version of a draft; only drafts have one.
    pub revision: Option<String>,
}

/// The document of an envelope.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// SHA-256 of the upload.
    pub received_sha256: String,
    /// SHA-256 of the file that is shown and signed.
    pub normalised_sha256: String,
    /// Length of the file that is shown and signed.
    pub bytes: i64,
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// The parts that intake removed from the upload.
    pub removed: Vec<Removal>,
    /// Codes of warnings for the sender.
    pub warnings: Vec<String>,
    /// The upload itself, if it was already signed and is attached unchanged.
    pub enclosed: Option<Enclosed>,
}

/// The size of a page, in thousandths of a point.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Page {
    /// Width.
    pub w: i64,
    /// Height.
    pub h: i64,
}

/// A part that intake removed from the upload.
#[derive(Clone, Debug, Deserialize)]
pub struct Removal {
    /// Its code, such as `javascript`.
    pub kind: String,
    /// How many the upload had.
    pub count: i64,
}

/// An upload that was already signed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Enclosed {
    /// Name of the attachment.
    pub filename: String,
    /// How many pages of the document are copies of the upload's.
    pub copied_pages: i64,
    /// Whether fields are allowed on the copies.
    pub permits_stamps: bool,
}

/// A recipient, as the sender sees them.
#[derive(Clone, Debug, Deserialize)]
pub struct Recipient {
    /// Their UUID.
    pub id: String,
    /// Their mailbox.
    pub email: String,
    /// Their status: `invited`, `signed` and so on.
    pub status: String,
    /// Why they declined.
    pub reason: Option<String>,
    /// The state of their newest link, from their turn on.
    pub link: Option<LinkStatus>,
}

/// The state of a recipient's newest link.
#[derive(Clone, Debug, Deserialize)]
pub struct LinkStatus {
    /// `not_sent`, `waiting`, `handed_over` and so on.
    pub state: String,
    /// The start of this state, RFC 3339.
    pub since: Option<String>,
    /// Why its mail waits or will not arrive.
    pub code: Option<String>,
    /// What the mail server answered.
    pub reply: Option<String>,
    /// When the mail is tried again, RFC 3339.
    pub next_try_at: Option<String>,
    /// When the recipient asked for another link, RFC 3339.
    pub asked_at: Option<String>,
}

/// A field, as the sender drafted it.
#[derive(Clone, Debug, Deserialize)]
pub struct Field {
    /// Its UUID.
    pub id: String,
    /// UUID of the recipient who fills it in.
    pub recipient: String,
    /// `signature`, `text`, `date` and so on.
    pub kind: String,
}

/// A fact of an envelope.
#[derive(Clone, Debug, Deserialize)]
pub struct Fact {
    /// Its place in the chain, from 0.
    pub seq: u64,
    /// Its type, such as `signature.applied`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The values that it commits to; they depend on its type.
    pub detail: Value,
}

/// The public information about a link, for anyone with its selector.
#[derive(Clone, Debug, Deserialize)]
pub struct Link {
    /// `ready`, `used`, `dead` or `closed`.
    pub state: String,
    /// The purpose of a link that is ready.
    pub purpose: Option<String>,
    /// Whether a new link can be asked for.
    pub renewable: bool,
    /// How a new link reaches the recipient: `smtp` or `outbox`.
    pub mail: String,
    /// How the envelope ended, as far as the asker may know.
    pub ending: Option<String>,
}

/// A link that the sender took to pass it on.
#[derive(Clone, Debug, Deserialize)]
pub struct CopiedLink {
    /// The whole address.
    pub link: String,
    /// Whether it is a new link, which ends the one before.
    pub replaces: bool,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Items<T> {
    /// What is on the page.
    pub items: Vec<T>,
}

/// A mail in the outbox.
#[derive(Clone, Debug, Deserialize)]
pub struct MailSummary {
    /// Its UUID.
    pub id: String,
    /// The mailbox that it goes to.
    pub to: String,
}

/// A mail that its sender opened in the outbox.
#[derive(Clone, Debug, Deserialize)]
pub struct Mail {
    /// Its words.
    pub text: String,
    /// Its HTML form.
    pub html: String,
    /// The links in it. The link of a recipient is among them only while it can be opened.
    pub links: Vec<String>,
    /// Whether the link of a recipient can be opened: `open` or `dead`.
    pub link_state: Option<String>,
}

/// What the signing page shows to one recipient.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    /// The envelope.
    pub envelope: SessionEnvelope,
    /// The recipient.
    pub me: Me,
    /// The disclosure in the language of the envelope.
    pub disclosure: Option<Disclosure>,
    /// The disclosure in every available language.
    pub disclosures: Vec<Disclosure>,
    /// Whether the recipient agreed in this session.
    pub consented: bool,
    /// The disclosure of the recipient's consent.
    pub agreed: Option<Disclosure>,
    /// The fields of the recipient.
    pub fields: Vec<FilledField>,
    /// The entries of earlier signers.
    pub stamped: Vec<Value>,
    /// The purpose of the link: `sign` or `copy`.
    pub purpose: String,
    /// Whether the sealed file can be downloaded.
    pub sealed_available: bool,
}

/// The envelope of a session.
#[derive(Clone, Debug, Deserialize)]
pub struct SessionEnvelope {
    /// Its UUID.
    pub id: String,
    /// SHA-256 of the file that is shown and signed.
    pub normalised_sha256: String,
    /// Its pages in order.
    pub pages: Vec<Page>,
}

/// The recipient whose session it is.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    /// Their name.
    pub name: String,
    /// How far they have come.
    pub status: String,
    /// When they signed, RFC 3339.
    pub signed_at: Option<String>,
    /// Pages that the record lists as shown to them, from 0.
    pub pages_seen: Vec<i64>,
}

/// The e-signature disclosure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Disclosure {
    /// Its version.
    pub version: i64,
    /// Its language.
    pub locale: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Its summary.
    pub summary: String,
    /// Its text.
    pub text: String,
}

/// A field with the recipient's entry.
#[derive(Clone, Debug, Deserialize)]
pub struct FilledField {
    /// Its UUID.
    pub id: String,
    /// `signature`, `text`, `date` and so on.
    pub kind: String,
    /// The entry, or null.
    pub value: Value,
    /// The approximate number of characters that fit.
    pub room: Option<u64>,
    /// The initial text.
    pub offered: Option<String>,
}

/// Entries by the UUID of their field.
pub type Entries = Map<String, Value>;
