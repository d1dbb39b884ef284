//! Second factors: given to a session, enrolled and removed.

use super::caller::Caller;
use super::change_password::check_present;
use super::session::{Opened, Recognised, SignedIn, opened_as};
use super::sign_in::record_refusal;
use super::{Accounts, recovery_code, totp};
use crate::problem::Problem;
use onesign_core::code::{Code, FaultCode};
use onesign_core::command::{
    EnrolSecondFactor, IssueRecoveryCodes, ProveSecondFactor, RemoveSecondFactor, WrongFactor,
};
use onesign_core::identity::account::Account;
use onesign_core::identity::assurance::Least;
use onesign_core::identity::second_factor::{FactorMethod, FactorProof};
use onesign_core::ids::FactorId;
use onesign_core::{Command, FieldError, Refusal};
use onesign_store::{Error as StoreError, window_left_ms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The most wrong second factors of an account in a quarter of an hour. Only somebody with the password gets here, so no
/// stranger can use them up.
const MOST_WRONG: i64 = 10;
const WINDOW_MS: i64 = 15 * 60 * 1000;

/// A second factor that is given to the session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// The six digits of an authenticator app, or an unused recovery code.
    code: String,
}

/// Gives a second factor to the session, whose cookie changes.
///
/// # Errors
/// `second_factor_wrong`, and `too_many_requests` after too many of them.
pub(crate) async fn give(
    accounts: &Accounts,
    me: &Recognised,
    given: &Given,
) -> Result<Opened, Problem> {
    // An API key has no session, and must not use up the guesses of the holder.
    let (rotation, session) = me.rotation(&accounts.sessions)?;
    let guesses = Guesses::take(accounts, me).await?;
    let Some(proof) = proof(&me.account, &given.code, accounts.clock.now_s())? else {
        record_refusal(accounts, me.account.id, WrongFactor::Second, &me.actor()).await?;
        return Err(wrong());
    };
    let command = Command::ProveSecondFactor(ProveSecondFactor {
        account: me.account.id,
        session: rotation,
        proof,
    });
    let at = accounts.clock.moment();
    let receipt = accounts.store.execute(command, &me.actor(), &at).await?;
    guesses.give_back(accounts).await?;
    let account = receipt.state.account().ok_or_else(Problem::not_found)?;
    opened_as(account, &session, Vec::new())
}

/// The proof that a typed code is; none if it is wrong.
fn proof(account: &Account, code: &str, now_s: i64) -> Result<Option<FactorProof>, Problem> {
    for factor in &account.second_factors {
        if let FactorMethod::Totp { secret, .. } = &factor.method
            && let Some(step) =
                totp::step_of(secret, code, now_s).map_err(|e| Problem::internal(&e))?
        {
            return Ok(Some(FactorProof::Totp {
                factor: factor.id,
                step,
            }));
        }
    }
    let recovery =
        recovery_code::hash_of(code).filter(|hash| account.recovery_codes.contains(hash));
    Ok(recovery.map(|sha256| FactorProof::RecoveryCode { sha256 }))
}

/// A guess that counts as wrong until it is right, so that parallel guesses do not evade the limit.
struct Guesses {
    key: String,
    taken_ms: i64,
}

impl Guesses {
    async fn take(accounts: &Accounts, me: &Recognised) -> Result<Self, Problem> {
        let (key, now) = (
            format!("second-factor/{}", me.account.id),
            accounts.clock.now_ms(),
        );
        if !accounts
            .store
            .take(&key, MOST_WRONG, WINDOW_MS, now)
            .await?
        {
            return Err(Problem::too_many_requests(window_left_ms(WINDOW_MS, now)));
        }
        Ok(Self { key, taken_ms: now })
    }

    async fn give_back(self, accounts: &Accounts) -> Result<(), StoreError> {
        let store = &accounts.store;
        store.give_back(&self.key, WINDOW_MS, self.taken_ms).await
    }
}

/// What an authenticator app needs, before anything is stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewTotp {
    /// The secret in base32, for apps without a camera.
    secret: String,
    /// The address that the app reads from a QR code.
    uri: String,
    /// What confirms it together with a code, within a quarter of an hour.
    ticket: String,
}

/// The confirmation of an authenticator app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmedTotp {
    /// As it was given.
    ticket: String,
    /// The six digits that the app shows.
    code: String,
    /// The person's name for the app or its phone.
    label: String,
}

/// The recovery codes of an account, which are shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// Each works once instead of a second factor.
    codes: Vec<String>,
}

/// A ticket is for one session of one account.
fn purpose(me: &SignedIn) -> Result<String, Problem> {
    Ok(format!("totp/{}/{}", me.account.id, me.sid_sha256()?))
}

/// The beginning of an enrolment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BegunTotp {
    /// The password, for the first second factor of the account: whoever finds a browser signed in must not be able to
    /// lock its holder out.
    password: Option<String>,
}

/// A new secret for an authenticator app.
///
/// # Errors
/// `step_up_required` if the account has a second factor that was not given lately; `password_wrong` if it has none and
/// the password is missing or wrong.
pub(crate) async fn begin_totp(
    accounts: &Accounts,
    me: &SignedIn,
    caller: &Caller,
    begun: &BegunTotp,
) -> Result<NewTotp, Problem> {
    may_enrol(accounts, me)?;
    let purpose = purpose(me)?;
    if me.account.second_factors.is_empty() {
        let given = begun.password.as_deref().unwrap_or_default();
        check_present(accounts, me, caller, ("/password", given)).await?;
    }
    let instance = accounts
        .store
        .instance()
        .await?
        .ok_or_else(Problem::not_found)?;
    let secret = totp::new_secret();
    let uri = totp::uri(&secret, &instance.name, &me.account.email);
    let now = accounts.clock.now_ms();
    let ticket = accounts.tickets.issue(&purpose, &secret, now);
    Ok(NewTotp {
        uri: uri.map_err(|e| Problem::internal(&e))?,
        ticket: ticket.map_err(|e| Problem::internal(&e))?,
        secret,
    })
}

/// The law says the same; this saves work and a secret that could not be stored.
fn may_enrol(accounts: &Accounts, me: &SignedIn) -> Result<(), Problem> {
    let least = match me.account.second_factors.is_empty() {
        true => Least::Complete,
        false => Least::StepUp,
    };
    me.demand(least, accounts.clock.now_ms())
}

/// Enrols the app of a ticket. The first factor of an account comes with recovery codes.
///
/// # Errors
/// `second_factor_wrong` for a wrong code or an old ticket, and those of the law.
pub(crate) async fn confirm_totp(
    accounts: &Accounts,
    me: &SignedIn,
    confirmed: ConfirmedTotp,
) -> Result<(Opened, RecoveryCodes), Problem> {
    may_enrol(accounts, me)?;
    let now = accounts.clock.now_ms();
    let secret: Option<String> = (accounts.tickets).redeem(&purpose(me)?, &confirmed.ticket, now);
    let secret = secret.ok_or_else(stale_ticket)?;
    let step = totp::step_of(&secret, &confirmed.code, accounts.clock.now_s());
    let step = step.map_err(|e| Problem::internal(&e))?;
    let method = FactorMethod::Totp {
        secret,
        last_step: step.ok_or_else(wrong)?,
    };
    enrol(accounts, me, method, confirmed.label).await
}

async fn enrol(
    accounts: &Accounts,
    me: &SignedIn,
    method: FactorMethod,
    label: String,
) -> Result<(Opened, RecoveryCodes), Problem> {
    let (rotation, session) = me.rotation(&accounts.sessions)?;
    let codes = recovery_code::new_codes();
    let command = Command::EnrolSecondFactor(EnrolSecondFactor {
        account: me.account.id,
        session: rotation,
        factor: FactorId(Uuid::now_v7()),
        label,
        method,
        recovery_codes: codes.sha256.clone(),
    });
    let at = accounts.clock.moment();
    let receipt = accounts.store.execute(command, &me.actor(), &at).await?;
    let account = receipt.state.account().ok_or_else(Problem::not_found)?;
    let are_new = account.recovery_codes == codes.sha256;
    let shown = if are_new { codes.shown } else { Vec::new() };
    let opened = opened_as(account, &session, Vec::new())?;
    Ok((opened, RecoveryCodes { codes: shown }))
}

/// Removes a second factor.
///
/// # Errors
/// `not_found`, and those of the law.
pub(crate) async fn remove(
    accounts: &Accounts,
    me: &SignedIn,
    factor: FactorId,
) -> Result<(), Problem> {
    let account = me.account.id;
    let keep = me.sid_sha256()?.to_owned();
    let command = Command::RemoveSecondFactor(RemoveSecondFactor {
        account,
        keep,
        factor,
    });
    let at = accounts.clock.moment();
    accounts.store.execute(command, &me.actor(), &at).await?;
    Ok(())
}

/// New recovery codes, which replace all earlier ones.
///
/// # Errors
/// Those of the law.
pub(crate) async fn new_recovery_codes(
    accounts: &Accounts,
    me: &SignedIn,
) -> Result<RecoveryCodes, Problem> {
    let codes = recovery_code::new_codes();
    let command = Command::IssueRecoveryCodes(IssueRecoveryCodes {
        account: me.account.id,
        sha256: codes.sha256,
    });
    let at = accounts.clock.moment();
    accounts.store.execute(command, &me.actor(), &at).await?;
    Ok(RecoveryCodes { codes: codes.shown })
}

fn wrong() -> Problem {
    (&Refusal::wrong_second_factor()).into()
}

fn stale_ticket() -> Problem {
    let detail = "This took more than a quarter of an hour. Start again with a new QR code.";
    Problem::new(Code::SecondFactorWrong, detail).pointing(vec![FieldError {
        pointer: "/ticket".into(),
        code: FaultCode::WrongCode,
        detail: detail.into(),
    }])
}
