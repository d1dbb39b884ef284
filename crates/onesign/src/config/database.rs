//! `ONESIGN_DATABASE_URL` and `ONESIGN_DATABASE_MIGRATION_URL`: the server reads everything in an address, and nothing
//! else. The driver alone would log and ignore unknown parameters with their values, and fill gaps in the address from
//! the environment.

use super::settings::Settings;
use super::{ConfigError, yes};
use onesign_store::config::Reach;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

const WORK: &str = "ONESIGN_DATABASE_URL";
const MIGRATION: &str = "ONESIGN_DATABASE_MIGRATION_URL";
const FORM: &str = "write postgres://user:password@host/database?sslmode=verify-full";
/// Parameters that the driver knows, in addition to `options[…]`.
const KNOWN: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];
/// Variables from which the driver fills gaps in an address, with the equivalent parameters. The password's variables
/// are not listed, because an address may leave the password to `PGPASSWORD` or a password file.
const OF_DRIVER: [(&str, &[&str]); 10] = [
    ("PGHOST", &["host", "hostaddr"]),
    ("PGHOSTADDR", &["host", "hostaddr"]),
    ("PGPORT", &["port"]),
    ("PGUSER", &["user"]),
    ("PGDATABASE", &["dbname"]),
    ("PGSSLMODE", &["sslmode", "ssl-mode"]),
    ("PGSSLROOTCERT", &["sslrootcert", "ssl-root-cert", "ssl-ca"]),
    ("PGSSLCERT", &["sslcert", "ssl-cert"]),
    ("PGSSLKEY", &["sslkey", "ssl-key"]),
    // The driver adds the address's options to these, so no address can replace them.
    ("PGOPTIONS", &[]),
];

/// Whether the driver reads this environment variable.
pub(super) fn is_of_driver(variable: &str) -> bool {
    OF_DRIVER.iter().any(|(name, _)| *name == variable)
}

/// The addresses of the configured database.
#[derive(Default)]
pub(super) struct Addresses {
    /// With the role that the server works as.
    pub(super) work: Option<SecretString>,
    /// With the role that runs migrations.
    pub(super) migration: Option<SecretString>,
}

/// The configured database, if any: over a network only with TLS and a verified certificate.
pub(super) fn checked(settings: &mut Settings) -> Result<Addresses, ConfigError> {
    let may_be_plain = yes(settings, "ONESIGN_ALLOW_PLAIN_DATABASE")?;
    let addresses = Addresses {
        work: address(settings, WORK, may_be_plain)?,
        migration: address(settings, MIGRATION, may_be_plain)?,
    };
    if addresses.migration.is_some() && addresses.work.is_none() {
        let problem = "set ONESIGN_DATABASE_URL too: it names the role that the server works as, and this one the role that runs migrations";
        return Err(ConfigError::value(MIGRATION, problem));
    }
    Ok(addresses)
}

fn address(
    settings: &mut Settings,
    variable: &'static str,
    may_be_plain: bool,
) -> Result<Option<SecretString>, ConfigError> {
    let Some(url) = settings.take(variable).map(SecretString::from) else {
        return Ok(None);
    };
    let refused = |problem: String| ConfigError::value(variable, problem);
    let parsed = Url::parse(url.expose_secret())
        .ok()
        .filter(|url| ["postgres", "postgresql"].contains(&url.scheme()))
        .ok_or_else(|| refused(FORM.into()))?;
    // This precedes the driver, which would log the parameters that it doesn't know.
    plainly_written(&parsed).map_err(refused)?;
    let given: Vec<String> = parsed.query_pairs().map(|(key, _)| key.into()).collect();
    all_known(&given).map_err(refused)?;
    nothing_from_elsewhere(variable, &parsed, &given, settings.of_driver())?;
    let reach = Reach::of(&url).ok_or_else(|| refused(FORM.into()))?;
    if reach == Reach::Exposed && !may_be_plain {
        return Err(refused(
            "the database is on another machine, and without sslmode=verify-full in the address anyone in between could read its data or impersonate it: add ?sslmode=verify-full&sslrootcert=/path/to/ca.pem; where the network \
             itself is trusted, set ONESIGN_ALLOW_PLAIN_DATABASE=yes"
                .into(),
        ));
    }
    Ok(Some(url))
}

/// A password with a character that ends the host, the path or the query would be parsed, and then reported, as another
/// part.
fn plainly_written(url: &Url) -> Result<(), String> {
    let cut = url.fragment().is_some()
        || url.path().contains('@')
        || url.path().trim_start_matches('/').contains('/')
        || url.query().is_some_and(|query| query.contains('@'));
    if cut {
        return Err(
            "the address can't be read as it was meant: in a user name or password, write / as %2F, ? as %3F, # as \
             %23, @ as %40 and % as %25"
                .into(),
        );
    }
    Ok(())
}

fn all_known(given: &[String]) -> Result<(), String> {
    let is_known = |key: &str| {
        KNOWN.contains(&key)
            || key
                .strip_prefix("options[")
                .is_some_and(|rest| rest.ends_with(']'))
    };
    let Some(unknown) = given.iter().find(|key| !is_known(key)) else {
        return Ok(());
    };
    // Text that is not a name may be part of a password.
    let is_name = (1..=40).contains(&unknown.len())
        && unknown
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || b"_-".contains(&byte));
    let named = if is_name { unknown } else { "one of them" };
    Err(format!(
        "the address has parameters that can't be used here ({named}) and would do nothing: remove them; docs/operations/settings.md lists those that can be used. In a password write ? as %3F and & as %26"
    ))
}

/// The driver would silently take these from the environment.
fn nothing_from_elsewhere<'a>(
    setting: &str,
    url: &Url,
    given: &[String],
    of_driver: impl Iterator<Item = &'a str>,
) -> Result<(), ConfigError> {
    for variable in of_driver {
        let Some((variable, parameters)) = OF_DRIVER.iter().find(|(name, _)| *name == variable)
        else {
            continue;
        };
        let is_said = given.iter().any(|key| parameters.contains(&&**key))
            || match *variable {
                "PGHOST" | "PGHOSTADDR" => url.host_str().is_some_and(|host| !host.is_empty()),
                "PGPORT" => url.port().is_some(),
                "PGUSER" => !url.username().is_empty(),
                "PGDATABASE" => url.path().len() > 1,
                _ => false,
            };
        if !is_said {
            let parameter = parameters.first().unwrap_or(&"options");
            let problem = format!(
                "the database driver would also use this variable, in addition to {setting}: put its value into that address ({parameter}), and remove the variable from the server's environment"
            );
            return Err(ConfigError::value(*variable, problem));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
