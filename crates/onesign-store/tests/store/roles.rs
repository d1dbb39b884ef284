//! The two roles of a PostgreSQL database. Every other test of this crate runs as the application role too.

use crate::world::{Owner, START_MS, run_sql};
use onesign_store::roles::{Power, RoleName, Roles};
use onesign_store::testing::{
    Addresses, Fixture, postgres, postgres_address, postgres_roles, single, sqlite,
};
use onesign_store::{BlobsConfig, Config, Database, Error, MasterKey, Store, SystemClock};
use secrecy::ExposeSecret;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::path::Path;
use std::sync::Arc;

/// A store's configuration on this database.
fn config(database: Database, dir: &Path) -> Config {
    Config {
        database,
        blobs: BlobsConfig::Disk {
            dir: dir.join("blobs"),
        },
        master: MasterKey::obtain(dir).unwrap(),
        log: "test.invalid/log".to_owned(),
        clock: Arc::new(SystemClock),
    }
}

/// Both roles of a database.
pub fn two(addresses: &Addresses) -> Database {
    Database::Postgres {
        url: addresses.application.clone().into(),
        migration_url: Some(addresses.migration.clone().into()),
        connections: 4,
    }
}

/// Runs a statement at an address; on failure, PostgreSQL's code.
pub async fn run(url: &str, sql: &str) -> Result<u64, String> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let done = connection.execute(AssertSqlSafe(sql.to_owned())).await;
    let code = |error: sqlx::Error| match error.as_database_error() {
        Some(error) => error.code().unwrap_or_default().into_owned(),
        None => panic!("{sql}: {error}"),
    };
    done.map(|done| done.rows_affected()).map_err(code)
}

fn application(fixture: &Fixture) -> String {
    match &fixture.config().database {
        Database::Postgres { url, .. } => url.expose_secret().to_owned(),
        Database::Sqlite { .. } => panic!("not PostgreSQL"),
    }
}

pub fn role(name: &str) -> RoleName {
    name.parse().unwrap()
}

#[tokio::test]
async fn postgresql_itself_refuses_what_the_application_role_may_not_do() {
    let Some(fixture) = postgres().await else {
        return;
    };
    let owner = Owner::set_up(&fixture.store).await;
    owner.create(&fixture.store, "Lease", START_MS).await;
    // Without its triggers, only the privileges protect the table.
    run_sql(&fixture, "ALTER TABLE facts DISABLE TRIGGER ALL")
        .await
        .unwrap();
    let url = application(&fixture);
    for sql in [
        "UPDATE facts SET at_ms = 0",
        "DELETE FROM facts",
        "TRUNCATE facts",
        "INSERT INTO facts SELECT * FROM facts ON CONFLICT (stream, seq) DO UPDATE SET at_ms = 0",
        "SELECT * FROM facts FOR UPDATE",
        "UPDATE openings SET scope = ''",
        "DELETE FROM openings",
        "TRUNCATE openings",
        "DELETE FROM streams",
        "DELETE FROM subject_keys",
        "INSERT INTO seaql_migrations VALUES ('m9999', 0)",
        "DROP TABLE facts",
        "ALTER TABLE facts ENABLE TRIGGER ALL",
        "CREATE TABLE mine (n int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER DEFAULT PRIVILEGES FOR ROLE onesign GRANT ALL ON TABLES TO PUBLIC",
        "CREATE ROLE another",
        "SET ROLE onesign",
        "SET session_replication_role = replica",
    ] {
        assert_eq!(run(&url, sql).await, Err("42501".to_owned()), "{sql}");
    }
    let superuser = fixture.as_superuser();
    let Database::Postgres { url, .. } = &superuser else {
        panic!("not PostgreSQL");
    };
    let changed = run(url.expose_secret(), "UPDATE facts SET at_ms = at_ms").await;
    assert!(changed.unwrap() > 0, "the privilege alone decides");
}

#[tokio::test]
async fn a_second_start_has_nothing_to_migrate_and_needs_no_owner() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let first = Store::migrate(&two(&addresses)).await.unwrap();
    assert!(first.steps.len() > 8 && first.settled);
    assert_eq!(first.runs_as.role, addresses.roles.application().as_str());
    let again = Store::migrate(&two(&addresses)).await.unwrap();
    assert!(again.steps.is_empty() && !again.settled);
    let every = "CREATE TABLE every AS SELECT FROM pg_tables WHERE schemaname = 'public'";
    let tables = run(&addresses.superuser, every).await.unwrap();
    let superuser = single(addresses.superuser.clone());
    let applied = Store::apply_roles(&superuser, &addresses.roles);
    let listed = applied.await.unwrap().tables;
    assert_eq!(
        listed.cast_unsigned(),
        tables,
        "a table is missing in the list of privileges"
    );
    let store = Store::open(config(single(addresses.application.clone()), dir.path()))
        .await
        .unwrap();
    assert_eq!(store.runs_as().await.unwrap(), Some(first.runs_as));
    Owner::set_up(&store).await;
    assert!(store.is_ready().await);
}

#[tokio::test]
async fn missing_steps_and_privileges_stop_the_start_with_advice() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let alone = config(single(addresses.application.clone()), dir.path());
    let refused = Store::open(alone.clone()).await.unwrap_err();
    let Error::Unmigrated { role, steps } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(role, addresses.roles.application().as_str());
    assert_eq!(steps[0], "m0001_tables");
    assert!(refused.to_string().contains("`onesign database migrate`"));
    let table = "SELECT * FROM facts";
    let undefined = Err("42P01".to_owned());
    assert_eq!(run(&addresses.superuser, table).await, undefined);

    Store::migrate(&two(&addresses)).await.unwrap();
    let taken = format!(
        "REVOKE DELETE ON jobs FROM {}",
        addresses.roles.application()
    );
    run(&addresses.superuser, &taken).await.unwrap();
    let refused = Store::open(alone.clone()).await.unwrap_err();
    let Error::Unprivileged { missing, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(missing, &["DELETE on jobs"]);
    assert!(Store::migrate(&two(&addresses)).await.unwrap().settled);
    Store::open(alone.clone()).await.unwrap();

    // A later version has a step more.
    let newest = "DELETE FROM seaql_migrations WHERE version = 'm0021_sealed_refusals'";
    assert_eq!(run(&addresses.superuser, newest).await, Ok(1));
    let refused = Store::open(alone.clone()).await.unwrap_err();
    let Error::Unmigrated { steps, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(steps, &["m0021_sealed_refusals"]);
    Store::open(config(two(&addresses), dir.path()))
        .await
        .unwrap();
    Store::open(alone).await.unwrap();
}

#[tokio::test]
async fn privileges_beyond_the_list_are_taken_back_and_later_tables_can_only_be_added_to() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let database = two(&addresses);
    Store::migrate(&database).await.unwrap();
    let given = format!("GRANT UPDATE ON facts TO {}", addresses.roles.application());
    run(&addresses.superuser, &given).await.unwrap();
    let powers = Store::would_run_as(&database).await.unwrap().powers;
    assert_eq!(powers, [Power::Update]);
    let migrated = Store::migrate(&database).await.unwrap();
    assert!(migrated.settled && !migrated.runs_as.can_change_facts());

    run(&addresses.migration, "CREATE TABLE later (n int)")
        .await
        .unwrap();
    let url = &addresses.application;
    assert_eq!(run(url, "INSERT INTO later VALUES (1)").await, Ok(1));
    let forbidden = Err("42501".to_owned());
    assert_eq!(run(url, "UPDATE later SET n = 2").await, forbidden);
    assert_eq!(run(url, "DELETE FROM later").await, forbidden);
}

#[tokio::test]
async fn an_instance_with_one_role_gets_two_without_a_superuser_and_keeps_its_data() {
    for keeps_its_role in [false, true] {
        let Some(address) = postgres_address().await else {
            return;
        };
        two_instead_of_one(&address, keeps_its_role).await;
    }
}

/// The role of an instance, which is no superuser, makes two roles; it may become one of them.
async fn two_instead_of_one(address: &str, becomes_the_migration_role: bool) {
    let database = address.split(['/', '?']).nth(3).unwrap().to_owned();
    let boss = format!("{database} boss");
    let made = format!(
        "CREATE ROLE \"{boss}\" LOGIN CREATEROLE; ALTER DATABASE {database} OWNER TO \"{boss}\""
    );
    run(address, &made).await.unwrap();
    let user = |name: &str| {
        let name: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
        format!("{}&user={name}", address.split("&user=").next().unwrap())
    };
    let dir = tempfile::tempdir().unwrap();
    let before = single(user(&boss));
    let store = Store::open(config(before.clone(), dir.path()))
        .await
        .unwrap();
    let owner = Owner::set_up(&store).await;
    let kept = owner.create(&store, "Lease", START_MS).await.id;
    let powers = store.runs_as().await.unwrap().unwrap().powers;
    let owned = [
        Power::CreatesRoles,
        Power::Table,
        Power::Schema,
        Power::Database,
    ];
    assert_eq!(powers, owned);
    store.close().await.unwrap();

    let new = if becomes_the_migration_role { 1 } else { 2 };
    let migration = if new == 1 {
        boss.clone()
    } else {
        format!("{database} m")
    };
    let app = format!("{database} a");
    let roles = Roles::new(role(&migration), role(&app)).unwrap();
    for created in [new, 0] {
        let applied = Store::apply_roles(&before, &roles).await.unwrap();
        assert_eq!((&*applied.by, &*applied.schema), (&*boss, "public"));
        assert_eq!((applied.created.len(), applied.tables), (created, 23));
    }
    let pair = Database::Postgres {
        url: user(&app).into(),
        migration_url: Some(user(&migration).into()),
        connections: 4,
    };
    let done = Store::migrate(&pair).await.unwrap();
    assert!(done.steps.is_empty() && !done.settled && !done.runs_as.can_change_facts());
    let alone = config(single(user(&app)), dir.path());
    let store = Store::open(alone).await.unwrap();
    store.read(&owner.viewer()).envelope(kept).await.unwrap();
    owner.create(&store, "Another", START_MS + 1).await;
}

#[tokio::test]
async fn addresses_of_two_databases_are_refused() {
    let (Some(one), Some(two)) = (postgres_roles().await, postgres_roles().await) else {
        return;
    };
    let crossed = Database::Postgres {
        url: one.application.into(),
        migration_url: Some(two.migration.into()),
        connections: 2,
    };
    let refused = Store::migrate(&crossed).await.unwrap_err();
    assert!(matches!(refused, Error::Elsewhere), "{refused}");
}

#[tokio::test]
async fn an_embedded_database_has_no_roles() {
    let fixture = sqlite().await;
    assert_eq!(fixture.store.runs_as().await.unwrap(), None);
    let asked = Store::would_run_as(&fixture.config().database).await;
    assert!(matches!(asked, Err(Error::Embedded)));
}
