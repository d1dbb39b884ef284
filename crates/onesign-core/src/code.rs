//! Machine codes of refusals: programs compare them and the user interface translates them. A code never changes once
//! it is released. Its word on the wire is the variant's name in snake case.

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Why a request is refused: by the law of this crate, or by the server before it asks the law.
///
/// The server gives each code its HTTP status; the catalogue `errors.ftl` of each language gives its sentence.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantArray,
    Serialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Code {
    // The request as such.
    /// Its address, query or body does not have the expected form.
    InvalidRequest,
    /// Its body is not JSON.
    InvalidJson,
    /// It names no host, or several.
    InvalidHost,
    /// It names a host that this server does not serve.
    WrongHost,
    /// A page of another site sent it.
    CrossSite,
    /// The address exists, but not with this method.
    MethodNotAllowed,
    /// Its body is larger than is allowed.
    TooLarge,
    /// Its body stopped arriving.
    UploadInterrupted,
    /// Its body arrived too slowly.
    UploadTooSlow,
    /// Too many attempts in a short time.
    TooManyRequests,

    // The server.
    /// Other requests are using the resource that this one needs.
    Busy,
    /// The clock of the machine is behind the newest fact.
    ClockBehind,
    /// The server failed; the user can't fix it.
    InternalError,
    /// The connection to the database was lost while committing.
    OutcomeUnknown,
    /// A stored document is missing or damaged.
    DocumentDamaged,
    /// A record was damaged or changed outside OneSign.
    RecordDamaged,
    /// The storage does not work.
    StorageUnavailable,
    /// The certificate of the seal has expired.
    SealCertificateEnded,
    /// The certificate of the seal is not valid yet.
    SealCertificateNotYetValid,
    /// The key of the seal can't be reached.
    SealKeyUnavailable,

    // The person who asks.
    /// Nobody is signed in.
    NotSignedIn,
    /// E-mail address or password is wrong.
    WrongCredentials,
    /// The session has not been given the account's second factor.
    SecondFactorRequired,
    /// The account has no second factor, and this needs one.
    SecondFactorMissing,
    /// The second factor was given too long ago for this.
    StepUpRequired,
    /// The code, recovery code or passkey is wrong or was used already.
    SecondFactorWrong,
    /// The link to choose a new password is unknown, used or expired.
    ResetLinkDead,
    /// The server has no mail server, so it can't mail a link.
    NoMailServer,
    /// The password of the account was not given, or is wrong.
    PasswordWrong,
    /// The API key is unknown, revoked, expired, or not allowed from this address.
    ApiKeyRefused,
    /// The role of the account, or the scope of the API key, does not allow it.
    Forbidden,
    /// It does not exist, or the actor may not see it.
    NotFound,
    /// This name is taken.
    AlreadyExists,
    /// The instance already has an owner.
    AlreadySetUp,
    /// Set-up needs the code from the console.
    SetupCodeMissing,
    /// The code for set-up differs from the one on the console.
    SetupCodeWrong,

    // An uploaded document.
    /// The file is not a PDF.
    NotAPdf,
    /// The file has no bytes.
    EmptyFile,
    /// The PDF can't be read.
    DamagedPdf,
    /// The PDF opens only with a password.
    PasswordRequired,
    /// The password does not open the PDF.
    WrongPassword,
    /// The PDF uses an unsupported encryption.
    UnsupportedEncryption,
    /// The PDF is an XFA form.
    XfaForm,
    /// The PDF has no pages.
    NoPages,
    /// The PDF has more pages than are allowed.
    TooManyPages,
    /// The PDF takes too much time or memory.
    TooComplex,
    /// The PDF is signed and opens only with a password.
    SignedAndProtected,
    /// A page can't be drawn.
    PageUndrawable,
    /// This server has never checked this file.
    UnknownFile,

    // A draft and its sending.
    /// An entry of the draft is impossible.
    InvalidDraft,
    /// Someone changed the draft after the client read it.
    DraftChanged,
    /// Something is missing before the envelope can be sent.
    NotReady,
    /// The envelope was sent already.
    AlreadySent,

    // Links and signing sessions.
    /// The link is not known.
    LinkUnknown,
    /// The link was replaced or has expired.
    LinkDead,
    /// The link was exchanged already.
    LinkUsed,
    /// The secret is not that of the link.
    LinkForged,
    /// The recipient has got a newer link in the meantime.
    LinkChanged,
    /// No more links today.
    LinksUsedUp,
    /// The browser's key belongs to another session.
    KeyInUse,
    /// The browser's signature over the request is wrong.
    KeySignatureWrong,
    /// The request was received already.
    RequestReplayed,
    /// There is no signing session.
    NoSigningSession,
    /// The envelope of the signing session ended without a seal.
    SigningOver,

    // Signing.
    /// It is not this recipient's turn; the sender asked.
    NotTheirTurn,
    /// It is not this recipient's turn; the recipient asked.
    NotYourTurn,
    /// The disclosure has changed since it was shown.
    DisclosureChanged,
    /// The recipient has not agreed to sign electronically.
    ConsentMissing,
    /// The document differs from the one that the recipient was shown.
    DocumentChanged,
    /// An entry does not fit its field.
    ValuesRefused,
    /// A required entry is missing.
    ValuesIncomplete,
    /// This is signed already.
    AlreadySigned,

    // The end of an envelope.
    /// The deadline has passed.
    EnvelopeExpired,
    /// The envelope is no longer open.
    EnvelopeClosed,
    /// The deadline has not passed.
    NotExpired,
    /// Not everyone has signed.
    NotCompleted,
    /// There is no seal yet.
    NotSealedYet,
    /// The envelope is sealed already.
    AlreadySealed,
    /// The seal already has this extension.
    AlreadyExtended,
    /// This is on record already.
    NothingNew,
}

impl Code {
    /// Every code.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// The fault at one place of a request.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantArray, Serialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// The body does not have the expected form.
    Form,
    /// The query does not have the expected form.
    Query,
    /// Nothing is entered.
    Missing,
    /// A text is too long, or has control characters.
    BadText,
    /// An entry is too long.
    TooLong,
    /// An entry has a control character.
    ControlCharacter,
    /// No mailbox that mail can be sent to.
    BadEmail,
    /// A password is too short, too long or too simple.
    BadPassword,
    /// A password is in the list of those that are known from data leaks.
    LeakedPassword,
    /// A code is not the expected one.
    WrongCode,
    /// An API key has no scope.
    NoScope,
    /// No network in CIDR notation.
    BadNetwork,
    /// The code for set-up is missing.
    SetupCodeMissing,
    /// The code for set-up is wrong.
    SetupCodeWrong,
    /// More than are allowed.
    TooMany,
    /// Two things have the same id.
    Duplicate,
    /// Two recipients of one step have the same address.
    DuplicateEmail,
    /// A number is out of its range.
    OutOfRange,
    /// The language is not offered.
    UnknownLocale,
    /// A field names a recipient who is not in the list.
    UnknownRecipient,
    /// The field is not the recipient's.
    UnknownField,
    /// A field belongs to a recipient who does not sign.
    RecipientDoesNotSign,
    /// Nobody signs.
    NoSigner,
    /// A recipient who signs has no signature field.
    NoSignatureField,
    /// The document has no such page.
    NoSuchPage,
    /// A signature in the document permits no changes.
    NoChangesPermitted,
    /// A field has hardly any width or height.
    NoSize,
    /// A field is not wholly on its page.
    OffPage,
    /// A field has no room for the smallest legible text.
    TooSmall,
    /// No font of the document has a character.
    Unprintable,
    /// A text is too long for its field.
    DoesNotFit,
    /// The server sets the day of the signature; nobody can enter it.
    DateLocked,
    /// No day of the calendar.
    BadDate,
    /// A value of the wrong kind for the field.
    WrongKind,
    /// A signature without a name, or a drawing out of bounds.
    BadMark,
    /// A drawing with hardly any ink.
    BlankMark,
    /// The handwriting is not among those offered.
    BadHand,
}

impl FaultCode {
    /// Every code.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl std::fmt::Display for FaultCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// One place in the request that is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the request, such as `/recipients/0/email`.
    pub pointer: String,
    /// Stable machine code.
    pub code: FaultCode,
    /// How to fix it, in English; the user interface translates by code.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_everywhere() {
        for code in Code::ALL {
            assert_eq!(serde_json::json!(code), code.word());
            assert_eq!(code.word().parse(), Ok(*code));
        }
        for code in FaultCode::ALL {
            assert_eq!(serde_json::json!(code), code.word());
        }
        assert_eq!(Code::NotAPdf.word(), "not_a_pdf");
    }
}
