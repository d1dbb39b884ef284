//! What the server may do to each table: no more than its statements need.

use super::name::literal;
use crate::engine::{Connections, Transaction};
use crate::error::Error;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use std::collections::BTreeSet;

/// Rows are read and added, and stay as they are.
const ADD: &str = "SELECT, INSERT";
/// Rows are replaced, and never deleted.
const REPLACE: &str = "SELECT, INSERT, UPDATE";
/// Rows are added and deleted, and never changed.
const FORGET: &str = "SELECT, INSERT, DELETE";
const ALL: &str = "SELECT, INSERT, UPDATE, DELETE";

/// Every table and the privileges of the application role on it. No table needs TRUNCATE.
const TABLES: [(&str, &str); 23] = [
    ("accounts", REPLACE),
    ("api_keys", ALL),
    ("blob_intents", ALL),
    ("envelopes", REPLACE),
    ("facts", ADD),
    ("jobs", ALL),
    ("link_secrets", ALL),
    ("links", ADD),
    ("mails", ADD),
    ("meta", REPLACE),
    ("notices", ALL),
    ("openings", ADD),
    ("passkeys", FORGET),
    ("rates", ALL),
    ("refusals", ALL),
    ("sealed_files", ADD),
    ("seaql_migrations", "SELECT"),
    ("session_keys", ADD),
    ("sessions", ALL),
    ("signing_progress", ALL),
    ("streams", REPLACE),
    ("subject_keys", ADD),
    ("ticks", FORGET),
];

/// The names of the tables, as rows of a `VALUES` list.
pub(super) fn names() -> String {
    let rows = TABLES.map(|(table, _)| format!("      ('{table}')"));
    rows.join(",\n")
}

/// The statements that set the privileges, for the body of a `DO` with `place`, `application` and `item`.
pub(super) fn grants() -> String {
    let rows = TABLES.map(|(table, privileges)| format!("      ('{table}', '{privileges}')"));
    include_str!("privileges.sql").replace("{rows}", &rows.join(",\n"))
}

/// Each table with each of its privileges.
fn each() -> BTreeSet<(String, String)> {
    let pairs = TABLES.iter().flat_map(|(table, privileges)| {
        let pair = |privilege: &str| ((*table).to_owned(), privilege.to_owned());
        privileges.split(", ").map(pair)
    });
    pairs.collect()
}

/// Gives the application role exactly its privileges, as the owner of the tables. Does nothing for a role that can
/// act as the owner: the owner's own privileges stay. Returns whether anything had to change.
pub(crate) async fn settle(txn: &Transaction, application: &str) -> Result<bool, Error> {
    if acts_as_owner(txn, application).await? || granted(txn, application).await? == each() {
        return Ok(false);
    }
    let body = grants();
    let application = literal(application);
    let statement = format!(
        "DO $onesign$\nDECLARE\n  application CONSTANT name := {application};\n  place CONSTANT name := current_schema();\n  item record;\nBEGIN\n{body}END $onesign$"
    );
    txn.execute_unprepared(&statement).await?;
    Ok(true)
}

async fn acts_as_owner(txn: &Transaction, application: &str) -> Result<bool, Error> {
    let ask = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_has_role($1::name, relowner, 'MEMBER') AS found FROM pg_class WHERE oid = to_regclass('facts')",
        [application.into()],
    );
    let row = txn.query_one_raw(ask).await?;
    let row = row.ok_or(Error::Damaged("the table of facts is gone"))?;
    Ok(row.try_get("", "found")?)
}

/// The privileges that were granted to the role itself.
async fn granted(
    txn: &Transaction,
    application: &str,
) -> Result<BTreeSet<(String, String)>, DbErr> {
    let ask = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT c.relname::text AS name, held.privilege_type::text AS privilege
         FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
         CROSS JOIN LATERAL aclexplode(c.relacl) AS held
         WHERE c.relkind = 'r' AND held.grantee = (SELECT oid FROM pg_roles WHERE rolname = $1)",
        [application.into()],
    );
    let ours: BTreeSet<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    let mut found = BTreeSet::new();
    for row in txn.query_all_raw(ask).await? {
        let name: String = row.try_get("", "name")?;
        if ours.contains(&*name) {
            found.insert((name, row.try_get("", "privilege")?));
        }
    }
    Ok(found)
}

/// The privileges that the connected role lacks, such as `DELETE on jobs`.
pub(crate) async fn missing(connections: &Connections) -> Result<Vec<String>, DbErr> {
    let rows: Vec<String> = each()
        .into_iter()
        .map(|(table, privilege)| format!("('{table}', '{privilege}')"))
        .collect();
    let ask = format!(
        "SELECT needed.privilege || ' on ' || needed.name AS lacking
         FROM (VALUES {}) AS needed(name, privilege)
         WHERE NOT has_table_privilege(current_user, quote_ident(current_schema()) || '.' || needed.name, needed.privilege)
         ORDER BY needed.name, needed.privilege",
        rows.join(", ")
    );
    let rows = connections
        .query_all_raw(Statement::from_string(DbBackend::Postgres, ask))
        .await?;
    rows.iter().map(|row| row.try_get("", "lacking")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_and_openings_are_only_read_and_added() {
        let on = |name: &str| {
            let pairs = each().into_iter().filter(|(table, _)| table == name);
            pairs.map(|(_, privilege)| privilege).collect::<Vec<_>>()
        };
        for table in ["facts", "openings"] {
            assert_eq!(on(table), ["INSERT", "SELECT"], "{table}");
        }
        assert_eq!(on("seaql_migrations"), ["SELECT"]);
    }
}
