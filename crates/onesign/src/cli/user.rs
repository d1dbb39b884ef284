//! `onesign user`: opens an account for a person who can't sign in any more. The operator of the machine runs it while
//! the server is stopped; each use leaves a fact in the account's log.

use super::out;
use crate::auth::{password::Passwords, readable_password};
use crate::clock::HouseClock;
use crate::config::{Config, data_dir};
use anyhow::Context;
use clap::Subcommand;
use onesign_core::command::BreakGlass;
use onesign_core::identity::account::Account;
use onesign_core::{Actor, Command, Viewer};
use onesign_store::Store;

/// The actor of the facts.
const CONSOLE: Actor = Actor::System { job: "console" };

#[derive(Subcommand)]
pub(super) enum User {
    /// Give an account a new password, which is printed, and sign it out everywhere. Its second factor stays. Stop the
    /// server first.
    ResetPassword {
        /// The e-mail address of the account.
        email: String,
    },
    /// Remove all second factors and recovery codes of an account and sign it out everywhere. Stop the server first.
    ResetSecondFactor {
        /// The e-mail address of the account.
        email: String,
    },
}

pub(super) async fn run(user: User) -> anyhow::Result<()> {
    let config = Config::from_environment()?;
    data_dir::prepare(&config)?;
    let master = data_dir::master_key(&config).await?;
    let pepper = master.derive("onesign/pepper/1");
    let passwords = Passwords::new(pepper.expose(), config.bcrypt_cost);
    let clock = HouseClock::of_machine();
    let store = Store::open(data_dir::vault(&config, master, clock.given())).await?;
    let done = carry_out(&store, &clock, &passwords, user).await;
    store.close().await?;
    out::line(&done?);
    Ok(())
}

async fn carry_out(
    store: &Store,
    clock: &HouseClock,
    passwords: &Passwords,
    user: User,
) -> anyhow::Result<String> {
    match user {
        User::ResetPassword { email } => {
            let account = find(store, &email).await?;
            let password = readable_password();
            let password_hash = passwords.hash_offline(&password).await?;
            let command = BreakGlass {
                account: account.id,
                password_hash: Some(password_hash),
                removes_second_factors: false,
            };
            execute(store, clock, command).await?;
            Ok(format!(
                "The new password of {} is {password}\nThe account was signed out everywhere, and its API keys were revoked. Choose another password after signing in.",
                account.email
            ))
        }
        User::ResetSecondFactor { email } => {
            let account = find(store, &email).await?;
            let command = BreakGlass {
                account: account.id,
                password_hash: None,
                removes_second_factors: true,
            };
            execute(store, clock, command).await?;
            Ok(format!(
                "{} has no second factor any more, was signed out everywhere, and its API keys were revoked. Set up a new one after signing in.",
                account.email
            ))
        }
    }
}

async fn find(store: &Store, email: &str) -> anyhow::Result<Account> {
    let (viewer, email) = (Viewer::System, email.trim());
    let found = store.read(&viewer).account_by_email(email).await?;
    found.with_context(|| format!("no account has the e-mail address {email}"))
}

async fn execute(store: &Store, clock: &HouseClock, command: BreakGlass) -> anyhow::Result<()> {
    let command = Command::BreakGlass(command);
    store.execute(command, &CONSOLE, &clock.moment()).await?;
    Ok(())
}
