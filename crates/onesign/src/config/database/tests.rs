use crate::config::tests::{read, read_beside};

#[test]
fn a_database_address_is_read_completely_and_never_shown() {
    for url in [
        "postgres://u@localhost/db?sslpassword=SECRET",
        "postgres://u@localhost/db?pasword=SECRET",
        "postgres://u@localhost/db?sslmode=disable&target_session_attrs=SECRET",
        "postgres://u@localhost/db?SECRET",
        "postgres://u@localhost/db?options[SECRET",
        "postgres://u@localhost/db?=SECRET",
        "postgres://u:7?SECRET@localhost/db",
        "postgres://u:7?sslmode=SECRET@localhost/db",
        "postgres://u:7#SECRET@localhost/db",
        "postgres://u:7/SECRET@localhost/db",
        "postgres://localhost/SECRET/SECRET",
        "postgres://u:SECRET@localhost/db?sslmode=SECRET",
        "postgres://u:SECRET@localhost/db?port=SECRET",
    ] {
        let problem = read(&[("DATABASE_URL", url)]).map(drop).unwrap_err();
        assert!(problem.starts_with("ONESIGN_DATABASE_URL: "), "{problem}");
        assert!(!problem.contains("SECRET"), "{url}: {problem}");
        let good = ("DATABASE_URL", "postgres://u@localhost/db");
        let problem = read(&[good, ("DATABASE_MIGRATION_URL", url)]).map(drop);
        let problem = problem.unwrap_err();
        assert!(
            problem.starts_with("ONESIGN_DATABASE_MIGRATION_URL: "),
            "{problem}"
        );
        assert!(!problem.contains("SECRET"), "{url}: {problem}");
    }
    let named = read(&[("DATABASE_URL", "postgres://u@localhost/db?sslpassword=x")]);
    assert!(named.map(drop).unwrap_err().contains("(sslpassword)"));
}

#[test]
fn driver_variables_outside_the_address_are_refused() {
    let whole = "postgres://u:p@localhost:5432/db?sslmode=disable&sslrootcert=a&sslcert=b&sslkey=c";
    let bare = "postgres:///?host=/var/run/postgresql";
    for variable in [
        "PGPORT",
        "PGUSER",
        "PGDATABASE",
        "PGSSLMODE",
        "PGSSLROOTCERT",
        "PGSSLCERT",
        "PGSSLKEY",
    ] {
        assert!(read_beside(&[("DATABASE_URL", whole)], &[variable]).is_ok());
        assert!(read_beside(&[], &[variable]).is_ok(), "it has no database");
        let problem = read_beside(&[("DATABASE_URL", bare)], &[variable]).map(drop);
        assert!(problem.unwrap_err().starts_with(variable));
    }
    for (url, variable) in [
        (whole, "PGOPTIONS"),
        ("postgres:///db", "PGHOST"),
        ("postgres:///db", "PGHOSTADDR"),
    ] {
        let problem = read_beside(&[("DATABASE_URL", url)], &[variable]).map(drop);
        assert!(problem.unwrap_err().starts_with(variable));
    }
    assert!(read_beside(&[("DATABASE_URL", whole)], &["PGHOST", "PGPASSWORD"]).is_ok());
}
