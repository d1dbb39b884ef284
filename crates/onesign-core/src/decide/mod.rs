//! Decisions: from an intent and a state to facts and jobs, or to a refusal.

pub mod account;
pub mod api_key;
pub mod close;
pub mod delivery;
pub mod draft;
pub mod key;
pub mod link;
pub mod password;
pub mod prepare;
mod repeat;
pub mod seal;
pub mod second_factor;
pub mod send;
pub mod session;
pub mod sign;

use crate::access;
use crate::actor::Actor;
use crate::code::{Code, FaultCode};
use crate::command::Command;
use crate::envelope::Envelope;
use crate::envelope::progress::Step;
use crate::envelope::recipient::{Recipient, SigningSession};
use crate::fact::Fact;
use crate::ids::{RecipientId, StreamId};
use crate::job::Job;
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Moment;

/// The longest name of a second factor or an API key, in characters.
const MAX_LABEL: usize = 60;

/// A fact to be appended to a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The stream. It is the command's own stream, or a new one.
    pub stream: StreamId,
    /// The fact.
    pub fact: Fact,
}

/// A recipient's step towards a signature. It is kept outside the stream, because it is not signed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// Who.
    pub recipient: RecipientId,
    /// Selector of the link that the session began with.
    pub link: String,
    /// The step.
    pub step: Step,
}

/// The outcome of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Empty only for a step that is kept [aside](Decision::aside); no other change can exist without a fact.
    pub facts: Vec<Recorded>,
    /// Work that follows at once.
    pub jobs: Vec<Job>,
    /// A step that is kept without a fact.
    pub aside: Option<Aside>,
}

impl Decision {
    /// A decision of one fact in one stream.
    fn fact(stream: StreamId, fact: impl Into<Fact>) -> Self {
        Self {
            facts: vec![Recorded {
                stream,
                fact: fact.into(),
            }],
            jobs: Vec::new(),
            aside: None,
        }
    }

    /// A decision that is kept without a fact.
    fn aside(aside: Aside) -> Self {
        Self {
            facts: Vec::new(),
            jobs: Vec::new(),
            aside: Some(aside),
        }
    }

    /// The same decision with another fact in the stream of the first.
    #[must_use]
    fn and(mut self, fact: impl Into<Fact>) -> Self {
        let stream = self.facts[0].stream;
        self.facts.push(Recorded {
            stream,
            fact: fact.into(),
        });
        self
    }

    /// The same decision with a job.
    #[must_use]
    fn then(mut self, job: Job) -> Self {
        self.jobs.push(job);
        self
    }
}

/// Decides a command. `state` is the fold of all facts of [`Command::stream`], `None` before the first.
pub fn decide(
    command: &Command,
    state: Option<&State>,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    access::may(by, command, state, at)?;
    let envelope = || {
        state
            .and_then(State::envelope)
            .ok_or_else(Refusal::not_found)
    };
    let account = || {
        state
            .and_then(State::account)
            .ok_or_else(Refusal::not_found)
    };
    let instance = || {
        state
            .and_then(State::instance)
            .ok_or_else(Refusal::not_found)
    };
    match command {
        Command::SetUpInstance(command) => account::set_up(command, state, by),
        Command::RecordSealKey(command) => key::record(instance()?, command),
        Command::OpenSession(command) => account::open_session(account()?, command, by, at),
        Command::RefuseSession(command) => account::refuse_session(account()?, command, by),
        Command::CloseSession(command) => account::close_session(account()?, command),
        Command::CloseOtherSessions(command) => account::close_others(account()?, command),
        Command::ProveSecondFactor(command) => second_factor::prove(account()?, command, by, at),
        Command::EnrolSecondFactor(command) => second_factor::enrol(account()?, command, by, at),
        Command::RemoveSecondFactor(command) => second_factor::remove(account()?, command, by),
        Command::IssueRecoveryCodes(command) => second_factor::new_codes(account()?, command, by),
        Command::ChangePassword(command) => password::change(account()?, command, by, at),
        Command::RequestPasswordReset(command) => password::request_reset(account()?, command, by),
        Command::IssuePasswordReset(command) => password::issue_reset(account()?, command, at),
        Command::ResetPassword(command) => password::reset(account()?, command, by, at),
        Command::BreakGlass(command) => password::break_glass(account()?, command, by),
        Command::CreateApiKey(command) => api_key::create(account()?, command, by, at),
        Command::RevokeApiKey(command) => api_key::revoke(account()?, command, by, at),
        Command::CreateEnvelope(command) => draft::create(command, state, by),
        Command::ReviseDraft(command) => draft::revise(envelope()?, command),
        Command::SendEnvelope(command) => send::send(envelope()?, command, by, at),
        Command::DeleteDraft(_) => close::delete(envelope()?, by),
        Command::VoidEnvelope(command) => close::void(envelope()?, command, by),
        Command::ExpireEnvelope(_) => close::expire(envelope()?, at),
        Command::RemindRecipient(command) => link::remind(envelope()?, command, at),
        Command::RequestLink(command) => link::request(envelope()?, command, at),
        Command::IssueLink(command) => link::issue(envelope()?, command, at),
        Command::RecordHandOver(command) => delivery::handed_over(envelope()?, command),
        Command::RecordDeliveryFailure(command) => delivery::failed(envelope()?, command),
        Command::RecordUnanswered(command) => delivery::unanswered(envelope()?, command),
        Command::RevealLink(command) => delivery::reveal(envelope()?, command, by, at),
        Command::CopyLink(command) => delivery::copy(envelope()?, command, by, at),
        Command::ExchangeLink(command) => link::exchange(envelope()?, command, by, at),
        Command::GiveConsent(command) => prepare::consent(envelope()?, command, by, at),
        Command::RecordView(command) => prepare::view(envelope()?, command, by, at),
        Command::SaveEntries(command) => prepare::save(envelope()?, command, by, at),
        Command::Sign(command) => sign::sign(envelope()?, command, by, at),
        Command::Decline(command) => close::decline(envelope()?, command, by, at),
        Command::RecordSeal(command) => seal::record(envelope()?, command, at),
        Command::ExtendSeal(command) => seal::extend(envelope()?, command),
        Command::RecordInformed(command) => seal::informed(envelope()?, command),
    }
}

/// The recipient who acts and the live session they act in.
fn acting<'e>(
    envelope: &'e Envelope,
    by: &Actor,
    at: &Moment,
) -> Result<(&'e Recipient, &'e SigningSession), Refusal> {
    let no_session = Refusal::no_signing_session;
    let Actor::Recipient {
        recipient,
        sid_sha256,
        ..
    } = by
    else {
        return Err(no_session());
    };
    let recipient = envelope.recipient(*recipient).ok_or_else(no_session)?;
    match &recipient.session {
        Some(session) if session.sid_sha256 == *sid_sha256 && at.at_ms < session.expires_at_ms => {
            Ok((recipient, session))
        }
        _ => Err(no_session()),
    }
}

/// A person's name for a thing of theirs: one line, not blank.
fn label(text: &str) -> Result<String, Refusal> {
    let line = draft::one_line(text);
    let bad = crate::ink::is_blank(&line)
        || line.chars().count() > MAX_LABEL
        || line.chars().any(char::is_control);
    if bad {
        let fault = crate::refusal::FieldError {
            pointer: "/label".into(),
            code: FaultCode::BadText,
            detail: format!("Enter a name of at most {MAX_LABEL} characters."),
        };
        return Err(
            Refusal::new(Code::InvalidRequest, "Please give it a name.").pointing(vec![fault])
        );
    }
    Ok(line)
}

/// Text that people will read, as it was pasted: trimmed, not empty, at most `most` characters.
fn reason_text(text: &str, most: usize) -> Result<String, Refusal> {
    let text = crate::typed::lines(text);
    let text = text.trim();
    let bad = crate::ink::is_blank(text)
        || text.chars().count() > most
        || text.chars().any(|c| c.is_control() && c != '\n');
    if bad {
        let fault = crate::refusal::FieldError {
            pointer: "/reason".into(),
            code: FaultCode::BadText,
            detail: format!("Give a reason of at most {most} characters."),
        };
        return Err(
            Refusal::new(Code::InvalidRequest, "Please give a reason.").pointing(vec![fault])
        );
    }
    Ok(text.to_owned())
}
