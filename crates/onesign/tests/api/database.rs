//! Two roles of a PostgreSQL database: the server works as one that can't change or delete facts.

use crate::harness::{House, each_engine, signer};
use onesign_store::MasterKey;
use onesign_store::testing::{Addresses, postgres_address, postgres_roles, single, tamper};
use std::path::Path;
use std::process::{Command, Output};

const MIGRATION: &str = "ONESIGN_DATABASE_MIGRATION_URL";

/// Runs the program with these addresses and waits for its end.
#[allow(clippy::disallowed_methods, reason = "waits for another process")]
fn run(arguments: &[&str], work: Option<&str>, migration: Option<&str>) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_onesign"));
    program
        .args(arguments)
        .current_dir(dir.path())
        .env_clear()
        .env("ONESIGN_DATA_DIR", dir.path().join("data"))
        .env("ONESIGN_LISTEN", "127.0.0.1:0");
    for (variable, url) in [("ONESIGN_DATABASE_URL", work), (MIGRATION, migration)] {
        if let Some(url) = url {
            program.env(variable, url);
        }
    }
    program.output().unwrap()
}

/// What a program that succeeded printed.
#[track_caller]
fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The complaint of a program that ended with exit code 1.
#[track_caller]
fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs a statement at an address; on failure, what PostgreSQL said.
async fn sql(url: &str, statement: &str) -> Result<u64, String> {
    let key = MasterKey::generate().unwrap();
    let done = tamper(&single(url.to_owned()), &key, statement).await;
    done.map_err(|error| error.to_string())
}

/// A whole ceremony with two people, to the seal.
async fn ceremony(house: &House, people: [&str; 2]) {
    let asked = [signer(people[0], 1), signer(people[1], 2)];
    let sent = house.sends_to(&asked).await;
    for name in people {
        let signer = sent.agreed_by(name).await;
        signer.looks_at_every_page().await;
        signer.signs().await;
    }
    sent.sealed().await;
    house.mailed(people[0], 2).await;
}

/// PostgreSQL refuses the server's role.
async fn refuses_changes(addresses: &Addresses) {
    for statement in [
        "UPDATE facts SET at_ms = 0",
        "DELETE FROM facts",
        "TRUNCATE facts",
        "DELETE FROM openings",
    ] {
        let refused = sql(&addresses.application, statement).await.unwrap_err();
        assert!(
            refused.contains("permission denied"),
            "{statement}: {refused}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn claim_access_least_privilege_database() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let (work, migration) = (&*addresses.application, &*addresses.migration);
    let role = addresses.roles.application().to_string();
    let said = complaint(&run(&["serve"], Some(work), None));
    for words in ["m0001_tables", MIGRATION, "`onesign database migrate`"] {
        assert!(said.contains(words), "{said}");
    }
    let said = printed(&run(&["database", "migrate"], Some(work), Some(migration)));
    assert!(said.starts_with("Applied: m0001_tables"), "{said}");
    assert!(
        said.contains(&format!("{role} can add facts, and can't")),
        "{said}"
    );

    // The server itself never gets the address of the migration role.
    let log = vec![("ONESIGN_LOG", "info".to_owned())];
    let house = House::start_with(Some(work.to_owned()), log).await;
    house.set_up().await;
    ceremony(&house, ["mira", "jonas"]).await;
    refuses_changes(&addresses).await;
    let triggers = "ALTER TABLE facts DISABLE TRIGGER ALL";
    sql(&addresses.superuser, triggers).await.unwrap();
    refuses_changes(&addresses).await;
    let unprotected = sql(&addresses.superuser, "UPDATE facts SET at_ms = at_ms").await;
    assert!(
        unprotected.unwrap() > 10,
        "only the privileges protected the facts"
    );

    house.restart();
    ceremony(&house, ["kim", "lee"]).await;
    let log = house.log();
    assert_eq!(
        log.matches("can add facts, and can't change or delete them")
            .count(),
        2,
        "{log}"
    );
    assert!(!log.contains("permission denied"), "{log}");
    let said = printed(&run(&["database", "check"], Some(work), None));
    assert!(
        said.contains(&role) && said.contains("can't change or delete"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_both_addresses_migrates_as_one_role_and_works_as_the_other() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let settings = vec![(MIGRATION, addresses.migration.clone())];
    let house = House::start_with(Some(addresses.application.clone()), settings).await;
    house.set_up().await;
    house.restart();
    ceremony(&house, ["mira", "jonas"]).await;
    refuses_changes(&addresses).await;
    assert!(
        !house.log().contains("permission denied"),
        "{}",
        house.log()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_can_change_facts_is_named_at_the_start_and_fails_the_check() {
    each_engine(async |house| {
        let Some(url) = &house.database else {
            assert!(!house.log().contains("can change or delete facts"));
            let said = printed(&run(&["database", "check"], None, None));
            assert!(said.starts_with("This does not apply"), "{said}");
            let said = complaint(&run(&["database", "roles", "--apply"], None, None));
            assert!(said.contains("ONESIGN_DATABASE_URL"), "{said}");
            return;
        };
        let words = "The database role \"onesign\" can change or delete facts: it is a superuser";
        assert!(house.log().contains(words), "{}", house.log());
        let said = complaint(&run(&["database", "check"], Some(url), None));
        assert!(said.contains(words), "{said}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn printed_and_applied_roles_are_the_same_and_show_no_password() {
    let (Some(one), Some(two)) = (postgres_address().await, postgres_address().await) else {
        return;
    };
    let name = |url: &str, what: &str| {
        let database = Path::new(url.split('?').next().unwrap())
            .file_name()
            .unwrap();
        format!(
            "{} {what} \"$onesign$\" {{application}}",
            database.to_str().unwrap()
        )
    };
    for (url, is_applied) in [(one, false), (two, true)] {
        let (migration, application) = (name(&url, "it's"), name(&url, "works"));
        let mut command = vec!["database", "roles", "--migration", &migration];
        command.extend(["--application", &application]);
        if is_applied {
            command.push("--apply");
            let secret = format!("{url}&password=hunter2");
            for state in ["is new", "existed"] {
                let output = run(&command, Some(&secret), None);
                let said = printed(&output);
                assert_eq!(said.matches(state).count(), 2, "{said}");
                assert!(said.contains("ALTER ROLE … PASSWORD"), "{said}");
                assert!(!format!("{output:?}").contains("hunter2"));
            }
        } else {
            let statement = printed(&run(&command, None, None));
            for _ in 0..2 {
                sql(&url, &statement).await.unwrap();
            }
        }
        let user = |name: &str| {
            let name: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
            format!("{}&user={name}", url.split("&user=").next().unwrap())
        };
        let (work, owner) = (user(&application), user(&migration));
        printed(&run(&["database", "migrate"], Some(&work), Some(&owner)));
        printed(&run(&["database", "check"], Some(&work), None));
        let refused = sql(&work, "DELETE FROM facts").await.unwrap_err();
        assert!(refused.contains("permission denied"), "{refused}");
    }
    let same = [
        "database",
        "roles",
        "--migration",
        "a",
        "--application",
        "a",
    ];
    assert!(complaint(&run(&same, None, None)).contains("different names"));
    let reserved = run(&["database", "roles", "--migration", "pg_a"], None, None);
    assert!(!reserved.status.success());
}
