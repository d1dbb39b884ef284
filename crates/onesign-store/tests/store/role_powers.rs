//! Roles that can change facts in spite of their privileges.

use crate::roles::{role, run, two};
use onesign_store::roles::{Power, Roles, UnusableName};
use onesign_store::testing::{postgres_roles, single};
use onesign_store::{Error, Store};

#[tokio::test]
async fn every_way_to_change_facts_is_named() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let database = two(&addresses);
    Store::migrate(&database).await.unwrap();
    let (app, owner) = (addresses.roles.application(), addresses.roles.migration());
    let named = |powers: &[Power]| {
        let (powers, database) = (powers.to_vec(), database.clone());
        async move {
            let found = Store::would_run_as(&database).await.unwrap();
            assert_eq!(found.powers, powers, "{found}");
        }
    };
    named(&[]).await;
    for (give, take, powers) in [
        (
            format!("GRANT UPDATE (kind), DELETE, TRUNCATE ON facts TO {app}"),
            format!("REVOKE ALL ON facts FROM {app}"),
            &[Power::Update, Power::Delete, Power::Truncate][..],
        ),
        (
            format!("GRANT pg_write_all_data TO {app}"),
            format!("REVOKE pg_write_all_data FROM {app}"),
            &[Power::Update, Power::Delete],
        ),
        (
            format!("GRANT pg_execute_server_program TO {app}"),
            format!("REVOKE pg_execute_server_program FROM {app}"),
            &[Power::ServerFiles],
        ),
        // A role that inherits nothing can still act as the other one.
        (
            format!("ALTER ROLE {app} NOINHERIT; GRANT {owner} TO {app}"),
            format!("REVOKE {owner} FROM {app}"),
            &[Power::Table, Power::Schema],
        ),
        (
            format!("ALTER ROLE {app} CREATEROLE"),
            format!("ALTER ROLE {app} NOCREATEROLE"),
            &[Power::CreatesRoles],
        ),
        (
            format!("ALTER ROLE {app} SUPERUSER"),
            format!("ALTER ROLE {app} NOSUPERUSER"),
            &[Power::Superuser],
        ),
    ] {
        run(&addresses.superuser, &give).await.unwrap();
        named(powers).await;
        run(&addresses.superuser, &take).await.unwrap();
        run(
            &addresses.superuser,
            &format!("GRANT SELECT, INSERT ON facts TO {app}"),
        )
        .await
        .unwrap();
    }
    named(&[]).await;
    // A superuser that acts as the application role can stop acting.
    let name: String = app.as_str().bytes().map(|b| format!("%{b:02X}")).collect();
    let acting = format!("{}&options[role]={name}", addresses.superuser);
    let found = Store::would_run_as(&single(acting)).await.unwrap();
    assert_eq!(
        (&*found.role, &*found.powers),
        (app.as_str(), &[Power::Superuser][..])
    );
}

#[tokio::test]
async fn roles_that_would_not_protect_anything_are_refused_and_nothing_changes() {
    let Some(addresses) = postgres_roles().await else {
        return;
    };
    let superuser = single(addresses.superuser.clone());
    let name = |what: &str| {
        role(&format!(
            "{} {what}",
            addresses.roles.application().as_str()
        ))
    };
    let (fresh, strong, member) = (name("1"), name("2"), name("3"));
    let owner = addresses.roles.migration();
    run(&addresses.superuser, &format!("CREATE ROLE {strong} SUPERUSER; CREATE ROLE {member} IN ROLE {owner}, pg_write_all_data"))
        .await
        .unwrap();
    Store::migrate(&two(&addresses)).await.unwrap();
    for (migration, application, words) in [
        (&fresh, &strong, "may do more than a server needs"),
        (owner, &member, "is a member of"),
        (
            addresses.roles.application(),
            &member,
            "has UPDATE on facts",
        ),
        (&fresh, &role("onesign"), "may do more"),
    ] {
        let roles = Roles::new(migration.clone(), application.clone()).unwrap();
        let refused = Store::apply_roles(&superuser, &roles).await.unwrap_err();
        let Error::Roles(problem) = &refused else {
            panic!("{refused}");
        };
        assert!(problem.contains(words), "{problem}");
    }
    let found = format!("ALTER ROLE {fresh} LOGIN");
    assert_eq!(
        run(&addresses.superuser, &found).await,
        Err("42704".to_owned())
    );
    // The application role itself can't make roles.
    let roles = Roles::new(fresh, name("4")).unwrap();
    let application = single(addresses.application.clone());
    let refused = Store::apply_roles(&application, &roles).await.unwrap_err();
    assert!(
        refused.to_string().contains("Connect as a superuser"),
        "{refused}"
    );
    let same = Roles::new(role("a"), role("a"));
    assert_eq!(same, Err(UnusableName::Same));
}
