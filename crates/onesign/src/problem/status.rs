//! Which HTTP status each code is answered with.

use axum::http::StatusCode;
use onesign_core::Code;

/// The status that each code is answered with.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each status, with every code"
)]
pub(super) fn status_of(code: Code) -> StatusCode {
    match code {
        Code::InvalidHost | Code::UploadInterrupted => StatusCode::BAD_REQUEST,
        Code::NotSignedIn
        | Code::SecondFactorRequired
        | Code::ApiKeyRefused
        | Code::WrongCredentials
        | Code::NoSigningSession
        | Code::SigningOver
        | Code::KeySignatureWrong => StatusCode::UNAUTHORIZED,
        Code::CrossSite
        | Code::Forbidden
        | Code::SecondFactorMissing
        | Code::StepUpRequired
        | Code::SecondFactorWrong
        | Code::PasswordWrong
        | Code::SetupCodeMissing
        | Code::SetupCodeWrong => StatusCode::FORBIDDEN,
        Code::NotFound | Code::LinkUnknown | Code::UnknownFile | Code::NotSealedYet => {
            StatusCode::NOT_FOUND
        }
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::UploadTooSlow => StatusCode::REQUEST_TIMEOUT,
        Code::AlreadyExists
        | Code::AlreadySetUp
        | Code::DraftChanged
        | Code::AlreadySent
        | Code::LinkChanged
        | Code::KeyInUse
        | Code::RequestReplayed
        | Code::NotTheirTurn
        | Code::NotYourTurn
        | Code::DisclosureChanged
        | Code::ConsentMissing
        | Code::DocumentChanged
        | Code::AlreadySigned
        | Code::EnvelopeExpired
        | Code::EnvelopeClosed
        | Code::NotExpired
        | Code::NotCompleted
        | Code::AlreadySealed
        | Code::AlreadyExtended
        | Code::NothingNew
        | Code::NoMailServer => StatusCode::CONFLICT,
        Code::LinkDead | Code::LinkUsed | Code::LinkForged | Code::ResetLinkDead => {
            StatusCode::GONE
        }
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::WrongHost => StatusCode::MISDIRECTED_REQUEST,
        Code::InvalidRequest
        | Code::InvalidJson
        | Code::NotAPdf
        | Code::EmptyFile
        | Code::DamagedPdf
        | Code::PasswordRequired
        | Code::WrongPassword
        | Code::UnsupportedEncryption
        | Code::XfaForm
        | Code::NoPages
        | Code::TooManyPages
        | Code::TooComplex
        | Code::SignedAndProtected
        | Code::PageUndrawable
        | Code::InvalidDraft
        | Code::NotReady
        | Code::ValuesRefused
        | Code::ValuesIncomplete => StatusCode::UNPROCESSABLE_ENTITY,
        Code::TooManyRequests | Code::LinksUsedUp => StatusCode::TOO_MANY_REQUESTS,
        Code::InternalError | Code::DocumentDamaged | Code::RecordDamaged => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        Code::Busy
        | Code::ClockBehind
        | Code::OutcomeUnknown
        | Code::StorageUnavailable
        | Code::SealCertificateEnded
        | Code::SealCertificateNotYetValid
        | Code::SealKeyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}
