//! As which role a connection works, and whether that role can change or delete facts.

use crate::error::Error;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::fmt;

/// The role as which the server works on PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunsAs {
    /// Its name.
    pub role: String,
    /// What lets it change or delete facts.
    pub powers: Vec<Power>,
}

/// A reason why a role can change or delete facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// It is a superuser, or can act as one.
    Superuser,
    /// It can grant itself other roles.
    CreatesRoles,
    /// It can change the files of the database server.
    ServerFiles,
    /// It owns the table.
    Table,
    /// It owns the schema, and can drop every table in it.
    Schema,
    /// It owns the database.
    Database,
    /// It has the privilege to change rows.
    Update,
    /// It has the privilege to delete rows.
    Delete,
    /// It has the privilege to empty the table.
    Truncate,
}

/// Each power, with the condition on `reach` (every role that the role can act as) and on `facts`.
const POWERS: [(Power, &str); 9] = [
    (Power::Superuser, "SELECT FROM reach WHERE rolsuper"),
    (Power::CreatesRoles, "SELECT FROM reach WHERE rolcreaterole"),
    (
        Power::ServerFiles,
        "SELECT FROM reach WHERE rolname IN ('pg_write_server_files', 'pg_execute_server_program')",
    ),
    (
        Power::Table,
        "SELECT FROM reach, facts WHERE reach.oid = relowner",
    ),
    (
        Power::Schema,
        "SELECT FROM reach, pg_namespace WHERE reach.oid = nspowner AND nspname = current_schema()",
    ),
    (
        Power::Database,
        "SELECT FROM reach, pg_database WHERE reach.oid = datdba AND datname = current_database()",
    ),
    // A privilege on one column is enough to change it.
    (
        Power::Update,
        "SELECT FROM reach, facts WHERE has_any_column_privilege(reach.oid, facts.oid, 'UPDATE')",
    ),
    (
        Power::Delete,
        "SELECT FROM reach, facts WHERE has_table_privilege(reach.oid, facts.oid, 'DELETE')",
    ),
    (
        Power::Truncate,
        "SELECT FROM reach, facts WHERE has_table_privilege(reach.oid, facts.oid, 'TRUNCATE')",
    ),
];

impl RunsAs {
    /// Whether the role can change or delete facts.
    #[must_use]
    pub fn can_change_facts(&self) -> bool {
        !self.powers.is_empty()
    }
}

impl fmt::Display for RunsAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = super::name::quoted(&self.role);
        if self.powers.is_empty() {
            return write!(
                f,
                "The database role {role} can add facts, and can't change or delete them."
            );
        }
        let powers: Vec<String> = self.powers.iter().map(Power::to_string).collect();
        let powers = powers.join(", ");
        write!(
            f,
            "The database role {role} can change or delete facts: it {powers}."
        )
    }
}

impl fmt::Display for Power {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Superuser => "is a superuser or can become one",
            Self::CreatesRoles => "can grant itself other roles (CREATEROLE)",
            Self::ServerFiles => "can change files of the database server",
            Self::Table => "owns the table facts",
            Self::Schema => "owns the schema",
            Self::Database => "owns the database",
            Self::Update => "has UPDATE on facts",
            Self::Delete => "has DELETE on facts",
            Self::Truncate => "has TRUNCATE on facts",
        })
    }
}

/// The role of this connection. A connection that acts as another role can return to the one it logged in as, so
/// that one counts too.
///
/// # Errors
/// [`Error::Database`].
pub(crate) async fn runs_as(connection: &impl ConnectionTrait) -> Result<RunsAs, Error> {
    ask(
        connection,
        "SELECT current_user AS role, ARRAY[current_user, session_user] AS roles",
        [],
    )
    .await
}

/// The same for another role.
pub(super) async fn of(connection: &impl ConnectionTrait, role: &str) -> Result<RunsAs, Error> {
    ask(
        connection,
        "SELECT $1::name AS role, ARRAY[$1::name] AS roles",
        [role.into()],
    )
    .await
}

async fn ask<const N: usize>(
    connection: &impl ConnectionTrait,
    asked: &str,
    values: [sea_orm::Value; N],
) -> Result<RunsAs, Error> {
    let conditions: Vec<String> = POWERS
        .iter()
        .enumerate()
        .map(|(n, (_, condition))| format!("EXISTS ({condition}) AS power_{n}"))
        .collect();
    let sql = format!(
        "WITH asked AS ({asked}),
         reach AS (SELECT * FROM pg_roles WHERE EXISTS
             (SELECT FROM asked, unnest(asked.roles) AS one WHERE pg_has_role(one, pg_roles.oid, 'MEMBER'))),
         facts AS (SELECT oid, relowner FROM pg_class WHERE oid = to_regclass('facts'))
         SELECT (SELECT role::text FROM asked) AS role, {}",
        conditions.join(", ")
    );
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    let row = connection
        .query_one_raw(statement)
        .await?
        .ok_or(Error::Damaged("an answer without a row"))?;
    let mut powers = Vec::new();
    for (n, (power, _)) in POWERS.iter().enumerate() {
        if row.try_get::<bool>("", &format!("power_{n}"))? {
            powers.push(*power);
        }
    }
    // These include others.
    if powers.contains(&Power::Superuser) {
        powers = vec![Power::Superuser];
    } else if powers.contains(&Power::Table) {
        powers.retain(|power| ![Power::Update, Power::Delete, Power::Truncate].contains(power));
    }
    Ok(RunsAs {
        role: row.try_get("", "role")?,
        powers,
    })
}
