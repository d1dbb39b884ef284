//! The sources of settings: environment variables `ONESIGN_…`, and `onesign.toml` in the data directory. Each value
//! stays text, so a password of digits does not become a number. No error from this module contains a value.

use super::{ConfigError, database};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use toml::{Spanned, Value};

const PREFIX: &str = "ONESIGN_";

/// The endings of secret settings. Such a value is used unchanged, whatever it looks like.
const SECRETS: [&str; 6] = [
    "password",
    "passphrase",
    "_pin",
    "_secret",
    "database_url",
    "database_migration_url",
];

/// Environment variables that begin with `ONESIGN_` but that tests or the build read.
const ELSEWHERE: [&str; 8] = [
    "web_dist",
    "corpus",
    "master_key",
    "log",
    "require_postgres",
    "require_verifiers",
    "require_softhsm",
    "ci",
];

/// The unread settings, by their name in lower case without `ONESIGN_`.
#[derive(Default)]
pub(super) struct Settings {
    environment: BTreeMap<String, String>,
    file: BTreeMap<String, String>,
    warnings: Vec<String>,
    /// Variables that the database driver would read.
    of_driver: Vec<String>,
}

impl Settings {
    /// Reads the environment. A variable with an empty value counts as unset.
    pub(super) fn of(
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut settings = Self::default();
        for (variable, value) in environment {
            let variable = variable.to_string_lossy().into_owned();
            if database::is_of_driver(&variable) && !value.is_empty() {
                settings.of_driver.push(variable);
                continue;
            }
            let Some(name) = after_prefix(&variable) else {
                continue;
            };
            if ELSEWHERE.contains(&&*name) || value.is_empty() {
                continue;
            }
            let Ok(value) = value.into_string() else {
                return Err(ConfigError::value(variable, "is not UTF-8 text"));
            };
            if is_of_platform(&name, &value) {
                settings.warnings.push(format!(
                    "{variable} holds what Kubernetes writes for a service of that name and is ignored"
                ));
            } else {
                let value =
                    meant(&name, value).map_err(|problem| ConfigError::value(variable, problem))?;
                settings.environment.insert(name, value);
            }
        }
        Ok(settings)
    }

    /// Adds the settings of the file, if it exists. The environment takes precedence.
    pub(super) fn with_file(mut self, path: &Path) -> Result<Self, ConfigError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(self),
            Err(error) => return Err(ConfigError::file(path, format!("can't be read: {error}"))),
        };
        let found = entries(&text).map_err(|problem| ConfigError::file(path, problem))?;
        for (name, value) in found.into_iter().filter(|(_, value)| !value.is_empty()) {
            let value = meant(&name, value)
                .map_err(|problem| ConfigError::file(path, format!("{name:?} {problem}")))?;
            self.file.insert(name, value);
        }
        Ok(self)
    }

    /// The environment variables that the database driver would read.
    pub(super) fn of_driver(&self) -> impl Iterator<Item = &str> {
        self.of_driver.iter().map(String::as_str)
    }

    /// The text of a setting, by its variable.
    pub(super) fn take(&mut self, variable: &'static str) -> Option<String> {
        let name = after_prefix(variable)?;
        let in_file = self.file.remove(&name);
        self.environment.remove(&name).or(in_file)
    }

    /// Keeps only the settings that `wanted` accepts, by name in lower case without `ONESIGN_`.
    pub(super) fn only(mut self, wanted: impl Fn(&str) -> bool) -> Self {
        self.environment.retain(|name, _| wanted(name));
        self
    }

    /// Call it after every setting is taken. A remaining setting in the file is an error, and so is a remaining one of
    /// the seal or the mail in the environment. Other variables may belong to other programs, so the returned warnings
    /// name them.
    pub(super) fn finish(self, file: &Path) -> Result<Vec<String>, ConfigError> {
        if let Some(name) = self.file.keys().next() {
            let problem = format!("{name:?} is not a setting; see the table in the README");
            return Err(ConfigError::file(file, problem));
        }
        if let Some(name) = self.environment.keys().find(|name| is_misspelt(name)) {
            let variable = format!("{PREFIX}{}", name.to_ascii_uppercase());
            let problem =
                "is not a setting; see the table in the README and docs/operations/seal-keys.md";
            return Err(ConfigError::value(variable, problem));
        }
        let mut warnings = self.warnings;
        warnings.extend(self.environment.keys().map(|name| {
            let variable = format!("{PREFIX}{}", name.to_ascii_uppercase());
            format!(
                "{variable} is not a setting of this version and is ignored; is it spelt correctly?"
            )
        }));
        Ok(warnings)
    }
}

/// A value without surrounding white space. Quotation marks that a shell would remove stay in the files of containers
/// and services, and would become part of a name.
fn meant(name: &str, value: String) -> Result<String, String> {
    if SECRETS.iter().any(|end| name.ends_with(end)) {
        return Ok(value);
    }
    let trimmed = value.trim();
    let is_quoted = |mark: char| trimmed.starts_with(mark) || trimmed.ends_with(mark);
    if trimmed.is_empty() {
        return Err("is blank: write a value, or remove it".into());
    }
    if is_quoted('"') || is_quoted('\'') {
        return Err(
            "has quotation marks around its value, which become part of it: remove them".into(),
        );
    }
    if trimmed.contains(char::is_control) {
        return Err(
            "contains a line break or another control character: write it on one line".into(),
        );
    }
    Ok(trimmed.to_owned())
}

fn after_prefix(variable: &str) -> Option<String> {
    let (prefix, name) = variable.split_at_checked(PREFIX.len())?;
    prefix
        .eq_ignore_ascii_case(PREFIX)
        .then(|| name.to_ascii_lowercase())
}

/// Kubernetes describes each service to all containers in variables with the service's name as prefix. Only the
/// variable with the port's address could be mistaken for a setting.
fn is_of_platform(name: &str, value: &str) -> bool {
    let of_service = ["tcp://", "udp://", "sctp://"];
    (name == "port" || name.ends_with("_port"))
        && of_service.iter().any(|start| value.starts_with(start))
}

/// Only the operator writes variables about the seal or the mail, unless Kubernetes has a service of that name. A
/// server that ignored one would seal with a wrong key.
fn is_misspelt(name: &str) -> bool {
    let of_service = name.contains("_service_") || name.contains("_port_");
    (name.starts_with("seal_") || name.starts_with("smtp_")) && !of_service
}

/// The settings in a file. Those in the table `[seal]` get the prefix `seal_`.
fn entries(text: &str) -> Result<BTreeMap<String, String>, String> {
    #[derive(serde::Deserialize)]
    struct Tables {
        #[serde(default)]
        seal: BTreeMap<String, Spanned<Value>>,
    }
    let all: BTreeMap<String, Spanned<Value>> =
        toml::from_str(text).map_err(|error| problem(text, &error))?;
    let mut found = BTreeMap::new();
    for (name, value) in all {
        if !(name == "seal" && value.get_ref().is_table()) {
            found.insert(name.clone(), written(&name, &value, text)?);
        }
    }
    let tables: Tables = toml::from_str(text).map_err(|error| problem(text, &error))?;
    for (name, value) in tables.seal {
        let name = format!("seal_{name}");
        found.insert(name.clone(), written(&name, &value, text)?);
    }
    Ok(found)
}

/// A value as text. Numbers and `true` keep their notation, so that `0042` or `1_000` stay unchanged.
fn written(name: &str, value: &Spanned<Value>, text: &str) -> Result<String, String> {
    match value.get_ref() {
        Value::String(text) => Ok(text.clone()),
        Value::Array(_) | Value::Table(_) => Err(format!(
            "{name:?} must be a single text in quotation marks; separate several values with commas"
        )),
        _ => Ok(text.get(value.span()).unwrap_or_default().trim().to_owned()),
    }
}

/// The problem of the file, without the line itself, which may contain a secret.
fn problem(text: &str, error: &toml::de::Error) -> String {
    let at = error.span().map_or(0, |span| span.start);
    let line = text.get(..at).unwrap_or(text).lines().count().max(1);
    format!("line {line} can't be read; write settings like smtp_host = \"mail.example.com\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Settings {
        let variables = variables.iter().map(|(n, v)| ((*n).into(), (*v).into()));
        Settings::of(variables).unwrap()
    }

    #[test]
    fn every_value_stays_the_text_it_is() {
        let file = "smtp_password = 0x10\nsmtp_user = \"a # b\"\nmax_pages = 1_000 # no more\n[seal]\npkcs11_pin = 1234\n";
        let mut settings = of(&[
            ("ONESIGN_DATABASE_URL", "12345678"),
            ("ONESIGN_MAX_BYTES", "{a=1}"),
            ("ONESIGN_SMTP_CA", ""),
            ("OTHER", "x"),
        ]);
        settings.file = entries(file).unwrap();
        for (variable, text) in [
            ("ONESIGN_SMTP_PASSWORD", Some("0x10")),
            ("ONESIGN_SMTP_USER", Some("a # b")),
            ("ONESIGN_MAX_PAGES", Some("1_000")),
            ("ONESIGN_SEAL_PKCS11_PIN", Some("1234")),
            ("ONESIGN_DATABASE_URL", Some("12345678")),
            ("ONESIGN_MAX_BYTES", Some("{a=1}")),
            ("ONESIGN_SMTP_CA", None),
        ] {
            assert_eq!(settings.take(variable).as_deref(), text, "{variable}");
        }
        assert!(settings.finish(Path::new("f")).unwrap().is_empty());
    }

    #[test]
    fn values_that_cannot_be_meant_are_refused_and_secrets_stay_as_they_are() {
        for value in [" ", "\t", "\"mail\"", "'mail'", "\"mail", "a\nb", " \"x\" "] {
            for name in [
                "DATA_DIR",
                "SMTP_HOST",
                "VERIFY_POLICY",
                "SEAL_KEY_FILE",
                "LISTEN",
            ] {
                let variable = format!("ONESIGN_{name}");
                let settings = Settings::of([((&*variable).into(), value.into())]);
                let problem = settings.map(drop).unwrap_err().to_string();
                assert!(problem.starts_with(&variable), "{value:?}: {problem}");
            }
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join("onesign.toml");
            let line = format!("smtp_host = {value:?}");
            std::fs::write(&file, line).unwrap();
            let problem = Settings::default().with_file(&file).map(drop).unwrap_err();
            assert!(
                problem.to_string().contains("smtp_host"),
                "{value:?}: {problem}"
            );
            for name in [
                "SMTP_PASSWORD",
                "SEAL_PASSPHRASE",
                "SEAL_PKCS11_PIN",
                "SEAL_CSC_CLIENT_SECRET",
            ] {
                let variable: &'static str = format!("ONESIGN_{name}").leak();
                let mut settings = of(&[(variable, value)]);
                assert_eq!(settings.take(variable).as_deref(), Some(value));
            }
        }
        let mut settings = of(&[("ONESIGN_DATA_DIR", " /data\n")]);
        assert_eq!(settings.take("ONESIGN_DATA_DIR").as_deref(), Some("/data"));
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let mut settings = of(&[("ONESIGN_SMTP_HOST", "a")]);
        settings.file = entries("smtp_host = 'b'").unwrap();
        assert_eq!(settings.take("ONESIGN_SMTP_HOST").as_deref(), Some("a"));
        assert!(settings.finish(Path::new("f")).is_ok());
    }

    #[test]
    fn what_a_platform_sets_is_ignored_with_a_warning() {
        let mut settings = of(&[
            ("ONESIGN_PORT", "tcp://10.0.0.1:80"),
            ("ONESIGN_SMTP_PORT", "tcp://10.0.0.1:25"),
            ("ONESIGN_SERVICE_HOST", "10.0.0.1"),
            ("ONESIGN_PORT_80_TCP_ADDR", "10.0.0.1"),
            ("ONESIGN_MASTER_KEY", "x"),
        ]);
        assert_eq!(settings.take("ONESIGN_SMTP_PORT"), None);
        let warnings = settings.finish(Path::new("f")).unwrap();
        assert_eq!(warnings.len(), 4, "{warnings:?}");
        assert!(!warnings.concat().contains("10.0.0.1"));
    }

    #[test]
    fn errors_in_the_file_are_reported_without_its_text() {
        for file in [
            "smtp_host = \"x\"\nsmtp_password = \"SECRET\nsmtp_user = \"y\"",
            "a = 1\nsmtp_password = SECRET",
            "a = 1\nsmtp_password \"SECRET\"",
            "smtp_password = [\"SECRET\"]",
            "[smtp]\npassword = \"SECRET\"",
            "seal = \"SECRET\"\n[seal]",
        ] {
            let problem = entries(file).unwrap_err();
            assert!(!problem.contains("SECRET"), "{problem}");
        }
        assert!(entries("a = 1\n\nb = x").unwrap_err().contains("line 3"));
        let settings = Settings {
            file: entries("smtp_pasword = \"SECRET\"").unwrap(),
            ..Settings::default()
        };
        let problem = settings.finish(Path::new("f")).unwrap_err().to_string();
        assert!(
            problem.contains("smtp_pasword") && !problem.contains("SECRET"),
            "{problem}"
        );
    }
}
