//! An account over its life: factors, codes, passwords and keys, each of which works once or as long as it should.

use crate::holder::{Person, factor};
use crate::world::OWNER;
use onesign_core::command::*;
use onesign_core::identity::account::{RESET_LIFE_MS, SESSION_LIFE_MS};
use onesign_core::identity::api_key::MAX_KEY_LIFE_MS;
use onesign_core::identity::api_scope::{ApiScope, ApiScopes};
use onesign_core::identity::assurance::{Assurance, STEP_UP_LIFE_MS};
use onesign_core::identity::second_factor::{MAX_FACTORS, RECOVERY_CODES};
use onesign_core::ids::ApiKeyId;
use onesign_core::{Actor, Code, Command};
use uuid::Uuid;

#[test]
fn a_first_factor_ends_sessions_that_never_gave_it() {
    let mut mira = Person::new();
    let elsewhere = mira.sid.clone();
    mira.signs_in();
    mira.enrols(1).unwrap();
    assert!(matches!(mira.assurance(), Assurance::Double { .. }));
    assert!(mira.account().session(&elsewhere, mira.now).is_none());
    assert_eq!(mira.account().sessions.len(), 1);
    assert_eq!(mira.account().recovery_codes.len(), RECOVERY_CODES);
}

#[test]
fn a_code_works_once_and_older_ones_never_again() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    mira.signs_in();
    assert_eq!(mira.assurance(), Assurance::Incomplete);
    // The code that proved the enrolment is used up as well.
    assert_eq!(mira.gives_step(10), Err(Code::SecondFactorWrong));
    mira.gives_step(12).unwrap();
    assert_eq!(mira.gives_step(12), Err(Code::SecondFactorWrong));
    assert_eq!(mira.gives_step(11), Err(Code::SecondFactorWrong));
    let code = "code 3";
    mira.gives_code(code).unwrap();
    assert_eq!(mira.gives_code(code), Err(Code::SecondFactorWrong));
    assert_eq!(mira.account().recovery_codes.len(), RECOVERY_CODES - 1);
}

#[test]
fn giving_a_factor_replaces_the_session_and_keeps_its_end() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    mira.signs_in();
    let (before, end) = (mira.sid.clone(), mira.now + SESSION_LIFE_MS);
    mira.now += 60_000;
    mira.gives_step(11).unwrap();
    assert!(mira.account().session(&before, mira.now).is_none());
    let session = mira.account().session(&mira.sid, mira.now).unwrap();
    assert_eq!(
        (session.expires_at_ms, &*session.auth_methods),
        (end, &["password".to_owned(), "totp".into()][..])
    );
}

#[test]
fn a_factor_ages_and_dangerous_commands_ask_again() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    mira.now += STEP_UP_LIFE_MS;
    assert_eq!(mira.enrols(2), Err(Code::StepUpRequired));
    assert_eq!(
        mira.creates_key(1, ApiScopes::all()),
        Err(Code::StepUpRequired)
    );
    mira.gives_step(11).unwrap();
    mira.enrols(2).unwrap();
    mira.creates_key(1, ApiScopes::all()).unwrap();
    for n in 3..=MAX_FACTORS as u128 {
        mira.enrols(n).unwrap();
    }
    assert_eq!(mira.enrols(99), Err(Code::InvalidRequest));
}

#[test]
fn removing_the_last_factor_takes_the_recovery_codes_along() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    let elsewhere = mira.sid.clone();
    mira.signs_in();
    mira.gives_step(11).unwrap();
    let remove = Command::RemoveSecondFactor(RemoveSecondFactor {
        account: OWNER,
        keep: mira.sid.clone(),
        factor: factor(1),
    });
    let by = mira.holder();
    mira.gives(remove, &by).unwrap();
    assert!(mira.account().recovery_codes.is_empty());
    assert!(mira.account().session(&elsewhere, mira.now).is_none());
    assert!(mira.account().session(&mira.sid, mira.now).is_some());
    assert_eq!(mira.assurance(), Assurance::Single);
}

#[test]
fn a_new_password_ends_every_other_session_and_the_mailed_link() {
    let mut mira = Person::new();
    let elsewhere = mira.sid.clone();
    mira.signs_in();
    let job = Actor::System {
        job: "mail_password_reset",
    };
    let issue = IssuePasswordReset {
        account: OWNER,
        secret_sha256: "link".into(),
    };
    mira.gives(Command::IssuePasswordReset(issue), &job)
        .unwrap();
    mira.rotates(|session| {
        Command::ChangePassword(ChangePassword {
            account: OWNER,
            password_hash: "second".into(),
            session,
        })
    })
    .unwrap();
    assert!(mira.account().session(&elsewhere, mira.now).is_none());
    assert!(mira.account().session(&mira.sid, mira.now).is_some());
    assert_eq!(
        (mira.account().password_hash.as_str(), &mira.account().reset),
        ("second", &None)
    );
}

#[test]
fn a_reset_link_works_once_and_for_an_hour_and_signs_nobody_in() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    let job = Actor::System {
        job: "mail_password_reset",
    };
    let issue = |secret: &str| {
        Command::IssuePasswordReset(IssuePasswordReset {
            account: OWNER,
            secret_sha256: secret.into(),
        })
    };
    let reset = |secret: &str| {
        Command::ResetPassword(ResetPassword {
            account: OWNER,
            secret_sha256: secret.into(),
            password_hash: "new".into(),
        })
    };
    let stranger = Person::visitor();
    assert_eq!(mira.gives(reset(""), &stranger), Err(Code::ResetLinkDead));
    mira.creates_key(1_000_000, ApiScopes::all()).unwrap();
    mira.gives(issue("one"), &job).unwrap();
    mira.gives(issue("two"), &job).unwrap();
    assert_eq!(
        mira.gives(reset("one"), &stranger),
        Err(Code::ResetLinkDead)
    );
    mira.gives(reset("two"), &stranger).unwrap();
    assert_eq!(
        mira.gives(reset("two"), &stranger),
        Err(Code::ResetLinkDead)
    );
    assert!(mira.account().sessions.is_empty() && mira.account().second_factors.len() == 1);
    assert!(mira.account().api_keys.is_empty());
    mira.gives(issue("three"), &job).unwrap();
    mira.now += RESET_LIFE_MS;
    assert_eq!(
        mira.gives(reset("three"), &stranger),
        Err(Code::ResetLinkDead)
    );
}

#[test]
fn keys_live_at_most_a_year_and_may_do_something() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    let one: ApiScopes = [ApiScope::ReadEnvelopes].into_iter().collect();
    for (life, scopes) in [
        (0, one.clone()),
        (MAX_KEY_LIFE_MS + 1, one.clone()),
        (1, ApiScopes::default()),
    ] {
        assert_eq!(mira.creates_key(life, scopes), Err(Code::InvalidRequest));
    }
    mira.creates_key(MAX_KEY_LIFE_MS, one).unwrap();
    let revoke = || {
        Command::RevokeApiKey(RevokeApiKey {
            account: OWNER,
            key: ApiKeyId(Uuid::from_u128(5)),
        })
    };
    let by = mira.holder();
    mira.gives(revoke(), &by).unwrap();
    assert!(mira.account().api_keys.is_empty());
    assert_eq!(mira.gives(revoke(), &by), Err(Code::NotFound));
}

#[test]
fn the_operator_of_the_machine_opens_a_locked_account() {
    let mut mira = Person::new();
    mira.enrols(1).unwrap();
    let console = Actor::System { job: "console" };
    let open = |password: Option<&str>, removes_second_factors| {
        Command::BreakGlass(BreakGlass {
            account: OWNER,
            password_hash: password.map(Into::into),
            removes_second_factors,
        })
    };
    let by = mira.holder();
    assert_eq!(mira.gives(open(Some("x"), true), &by), Err(Code::Forbidden));
    mira.creates_key(1_000_000, ApiScopes::all()).unwrap();
    mira.gives(open(Some("given"), true), &console).unwrap();
    assert!(mira.account().api_keys.is_empty());
    assert!(mira.account().sessions.is_empty() && mira.account().second_factors.is_empty());
    assert_eq!(mira.account().password_hash, "given");
    assert_eq!(
        mira.gives(open(None, true), &console),
        Err(Code::NothingNew)
    );
}
