//! `onesign database`: two roles of a PostgreSQL database, one for migrations and one for the server.

use super::{on_runtime, out};
use crate::config::Config;
use crate::config::data_dir;
use onesign_store::roles::{Applied, RoleName, Roles};
use onesign_store::{Migrated, Store};
use std::process::ExitCode;

/// Who sets the passwords.
const PASSWORDS: &str = "OneSign sets no passwords: set them with ALTER ROLE … PASSWORD, or let the roles log in with peer authentication.";

/// The command line of `onesign database`.
#[derive(clap::Subcommand)]
pub(super) enum Database {
    /// Print the SQL that makes two roles: one owns the tables and runs migrations, the other is for the server and
    /// can't change or delete facts.
    Roles {
        /// The name of the migration role.
        #[arg(long, value_name = "NAME", default_value = "onesign_migration")]
        migration: RoleName,
        /// The name of the application role.
        #[arg(long, value_name = "NAME", default_value = "onesign_application")]
        application: RoleName,
        /// Run the SQL over ONESIGN_DATABASE_MIGRATION_URL, or else ONESIGN_DATABASE_URL, as a superuser or as the
        /// owner of the database with CREATEROLE.
        #[arg(long)]
        apply: bool,
    },
    /// Say which role the server works as. Exit code 1 if that role can change or delete facts.
    Check,
    /// Bring the tables up to date, over ONESIGN_DATABASE_MIGRATION_URL if it is set, and give the role in
    /// ONESIGN_DATABASE_URL its privileges on them.
    Migrate,
}

pub(super) fn run(command: Database) -> ExitCode {
    match command {
        Database::Roles {
            migration,
            application,
            apply,
        } => match Roles::new(migration, application) {
            Ok(roles) if apply => on_runtime(make(roles)),
            Ok(roles) => out::write(&roles.sql()).map_or_else(|code| code, |()| ExitCode::SUCCESS),
            Err(problem) => {
                eprintln!("onesign: {problem}");
                ExitCode::FAILURE
            }
        },
        Database::Check => on_runtime(check()),
        Database::Migrate => on_runtime(migrate()),
    }
}

async fn make(roles: Roles) -> anyhow::Result<()> {
    let database = data_dir::database(&Config::from_environment()?);
    let applied = Store::apply_roles(&database, &roles).await?;
    out::line(&done(&roles, &applied));
    Ok(())
}

/// What the command did, in sentences.
fn done(roles: &Roles, applied: &Applied) -> String {
    let (migration, application) = (roles.migration(), roles.application());
    let mut lines = Vec::new();
    for role in [migration, application] {
        lines.push(if applied.created.contains(role) {
            format!("The role {role} is new.")
        } else {
            format!("The role {role} existed and keeps its attributes.")
        });
    }
    lines.push(format!(
        "{migration} owns the schema \"{}\" and OneSign's tables in it.",
        applied.schema
    ));
    lines.push(match applied.tables {
        0 => format!(
            "There are no tables yet: the first migration makes them and gives {application} its privileges."
        ),
        tables => format!(
            "{application} has its privileges on {tables} tables. It can add facts, and can't change or delete them."
        ),
    });
    lines.push(PASSWORDS.into());
    lines.push(format!(
        "Name {application} in ONESIGN_DATABASE_URL, and {migration} in ONESIGN_DATABASE_MIGRATION_URL."
    ));
    lines.join("\n")
}

async fn check() -> anyhow::Result<()> {
    let config = Config::from_environment()?;
    if config.database_url.is_none() {
        out::line(
            "This does not apply: the embedded database has no roles. Whoever can read its key can open it.",
        );
        return Ok(());
    }
    let role = Store::would_run_as(&data_dir::database(&config)).await?;
    if role.can_change_facts() {
        anyhow::bail!("{role} `onesign database roles` prints a role that can't");
    }
    out::line(&role.to_string());
    Ok(())
}

async fn migrate() -> anyhow::Result<()> {
    let config = Config::from_environment()?;
    let Migrated {
        steps,
        settled,
        runs_as,
    } = Store::migrate(&data_dir::database(&config)).await?;
    out::line(&match steps.len() {
        0 => "The tables are up to date.".to_owned(),
        _ => format!("Applied: {}.", steps.join(", ")),
    });
    if settled {
        out::line("The application role has its privileges on every table.");
    }
    out::line(&runs_as.to_string());
    Ok(())
}
