//! Why a command was refused, in words that say what to do next.

pub mod repeat;

pub use crate::code::FieldError;
use crate::code::{Code, FaultCode};
use crate::fact::Fact;
use repeat::Repeat;

/// The law does not allow the command. Nothing changes, except that a refusal worth recording
/// leaves its own fact.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Refusal {
    /// Stable machine code.
    pub code: Code,
    /// What happened and what to do next.
    pub detail: String,
    /// The places at fault, if the request names them.
    pub errors: Vec<FieldError>,
    /// A fact that the store appends although the command was refused.
    pub remember: Option<Box<Fact>>,
    /// The repeat to count instead of a fact, because this kind of refusal already has one.
    pub repeat: Option<Box<Repeat>>,
}

impl Refusal {
    /// A refusal that leaves no trace.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            remember: None,
            repeat: None,
        }
    }

    /// The same refusal, recorded as a fact in the stream.
    #[must_use]
    pub fn remembered(mut self, fact: Fact) -> Self {
        self.remember = Some(Box::new(fact));
        self
    }

    /// The same refusal, counted.
    #[must_use]
    pub fn counted(mut self, repeat: Repeat) -> Self {
        self.repeat = Some(Box::new(repeat));
        self
    }

    /// The same refusal, pointing at the places at fault.
    #[must_use]
    pub fn pointing(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    /// The answer does not reveal whether the thing exists.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "Not found, or you don't have access.")
    }

    /// The recipient's session has ended, or there never was one.
    pub fn no_signing_session() -> Self {
        Self::new(
            Code::NoSigningSession,
            "This signing session has ended. Open your newest link, or ask for a new one.",
        )
    }

    /// The server is not sure enough of the account holder: the code says what is missing.
    pub fn unsure(code: Code) -> Self {
        let detail = match code {
            Code::SecondFactorRequired => "Enter the code of your second factor to continue.",
            Code::SecondFactorMissing => {
                "This needs a second factor. Set one up in your settings first."
            }
            Code::StepUpRequired => "Enter the code of your second factor again to confirm this.",
            _ => "This API key does not have the scope for this. Use another key, or sign in.",
        };
        Self::new(code, detail)
    }

    /// A code that is wrong or was used before.
    pub fn wrong_second_factor() -> Self {
        let detail =
            "Enter the code that your authenticator app shows now, or an unused recovery code.";
        Self::new(
            Code::SecondFactorWrong,
            "This code is wrong or was used already. Wait for the next one and try again.",
        )
        .pointing(vec![FieldError {
            pointer: "/code".into(),
            code: FaultCode::WrongCode,
            detail: detail.into(),
        }])
    }

    /// The server knows the actor, but the access table does not allow the action.
    pub fn forbidden() -> Self {
        Self::new(
            Code::Forbidden,
            "Your role does not allow this. Ask the owner of this instance.",
        )
    }
}
