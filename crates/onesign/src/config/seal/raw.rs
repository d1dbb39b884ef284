//! Reads the settings of the key: exactly one source, no unused setting, secrets from files.

use super::{CscAccess, CscConfig, Pkcs11Config, SealConfig, below};
use crate::config::settings::Settings;
use crate::config::{ConfigError, is_loopback};
use onesign_pades::KeyKind;
use secrecy::SecretString;
use std::path::PathBuf;
use url::Url;

macro_rules! raw {
    ($($field:ident = $suffix:literal for $sources:expr;)*) => {
        /// The unparsed settings of the key.
        #[derive(Default)]
        pub(crate) struct RawSeal { $($field: Option<String>,)* }

        impl RawSeal {
            /// Takes the settings of the key out of all settings.
            pub(crate) fn take(settings: &mut Settings) -> Self {
                Self { $($field: settings.take(concat!("ONESIGN_SEAL_", $suffix)),)* }
            }

            /// The variable of each given setting, and the sources that use it.
            fn given(&self) -> Vec<(&'static str, &'static [Source])> {
                let mut given: Vec<(&'static str, &'static [Source])> = Vec::new();
                $(if self.$field.is_some() {
                    given.push((concat!("ONESIGN_SEAL_", $suffix), &$sources));
                })*
                given
            }
        }
    };
}

/// The sources, each with the setting that selects it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Source {
    SelfMade,
    Pem,
    Pkcs12,
    Pkcs11,
    Csc,
}

use Source::{Csc, Pem, Pkcs11, Pkcs12, SelfMade};

impl Source {
    fn variable(self) -> &'static str {
        match self {
            SelfMade => "ONESIGN_SEAL_ALGORITHM",
            Pem => "ONESIGN_SEAL_KEY_FILE",
            Pkcs12 => "ONESIGN_SEAL_PKCS12_FILE",
            Pkcs11 => "ONESIGN_SEAL_PKCS11_MODULE",
            Csc => "ONESIGN_SEAL_CSC_URL",
        }
    }
}

raw! {
    algorithm = "ALGORITHM" for [SelfMade];
    key_file = "KEY_FILE" for [Pem];
    certificate_file = "CERTIFICATE_FILE" for [Pem, Pkcs11];
    passphrase = "PASSPHRASE" for [Pem, Pkcs12];
    passphrase_file = "PASSPHRASE_FILE" for [Pem, Pkcs12];
    pkcs12_file = "PKCS12_FILE" for [Pkcs12];
    pkcs11_module = "PKCS11_MODULE" for [Pkcs11];
    pkcs11_token = "PKCS11_TOKEN" for [Pkcs11];
    pkcs11_key = "PKCS11_KEY" for [Pkcs11];
    pkcs11_id = "PKCS11_ID" for [Pkcs11];
    pkcs11_pin = "PKCS11_PIN" for [Pkcs11];
    pkcs11_pin_file = "PKCS11_PIN_FILE" for [Pkcs11];
    csc_url = "CSC_URL" for [Csc];
    csc_credential = "CSC_CREDENTIAL" for [Csc];
    csc_token_file = "CSC_TOKEN_FILE" for [Csc];
    csc_token_url = "CSC_TOKEN_URL" for [Csc];
    csc_client_id = "CSC_CLIENT_ID" for [Csc];
    csc_client_secret = "CSC_CLIENT_SECRET" for [Csc];
    csc_client_secret_file = "CSC_CLIENT_SECRET_FILE" for [Csc];
    csc_scope = "CSC_SCOPE" for [Csc];
    csc_pin = "CSC_PIN" for [Csc];
    csc_pin_file = "CSC_PIN_FILE" for [Csc];
    csc_ca = "CSC_CA" for [Csc];
}

fn unusable(variable: &'static str, problem: impl Into<String>) -> ConfigError {
    ConfigError::value(variable, problem)
}

impl RawSeal {
    /// The one configured source, with no unused setting.
    pub(crate) fn checked(self) -> Result<SealConfig, ConfigError> {
        let source = self.source()?;
        for (variable, sources) in self.given() {
            if !sources.contains(&source) {
                let needs: Vec<_> = sources.iter().map(|s| s.variable()).collect();
                return Err(unusable(
                    variable,
                    format!(
                        "means nothing without {}: remove it, or set that too",
                        needs.join(" or ")
                    ),
                ));
            }
        }
        Ok(match source {
            SelfMade => SealConfig::SelfMade {
                kind: kind(self.algorithm.as_deref())?,
            },
            Pem => SealConfig::Pem {
                passphrase: self.passphrase()?,
                key: self.key_file.unwrap_or_default().into(),
                certificates: self.certificate_file.map(PathBuf::from),
            },
            Pkcs12 => SealConfig::Pkcs12 {
                passphrase: self.passphrase()?,
                file: self.pkcs12_file.unwrap_or_default().into(),
            },
            Pkcs11 => SealConfig::Pkcs11(self.pkcs11()?),
            Csc => SealConfig::Csc(self.csc()?),
        })
    }

    fn source(&self) -> Result<Source, ConfigError> {
        let named: Vec<Source> = [
            (Pem, &self.key_file),
            (Pkcs12, &self.pkcs12_file),
            (Pkcs11, &self.pkcs11_module),
            (Csc, &self.csc_url),
        ]
        .into_iter()
        .filter_map(|(source, setting)| setting.as_ref().map(|_| source))
        .collect();
        match named[..] {
            [] => Ok(SelfMade),
            [one] => Ok(one),
            [one, other, ..] => Err(unusable(
                other.variable(),
                format!(
                    "{} is also set, but a seal can have only one key: remove one of the two settings",
                    one.variable()
                ),
            )),
        }
    }

    fn passphrase(&self) -> Result<Option<SecretString>, ConfigError> {
        secret(
            ("ONESIGN_SEAL_PASSPHRASE", self.passphrase.as_ref()),
            (
                "ONESIGN_SEAL_PASSPHRASE_FILE",
                self.passphrase_file.as_ref(),
            ),
        )
    }

    fn pkcs11(self) -> Result<Pkcs11Config, ConfigError> {
        let pin = secret(
            ("ONESIGN_SEAL_PKCS11_PIN", self.pkcs11_pin.as_ref()),
            (
                "ONESIGN_SEAL_PKCS11_PIN_FILE",
                self.pkcs11_pin_file.as_ref(),
            ),
        )?;
        let id = self.pkcs11_id.as_deref().map(hexadecimal).transpose()?;
        Ok(Pkcs11Config {
            module: self.pkcs11_module.unwrap_or_default().into(),
            token: self.pkcs11_token,
            key: self.pkcs11_key,
            id,
            pin,
            certificates: self.certificate_file.map(PathBuf::from),
        })
    }

    fn csc(self) -> Result<CscConfig, ConfigError> {
        let url = base("ONESIGN_SEAL_CSC_URL", self.csc_url.as_deref())?;
        let pin = secret(
            ("ONESIGN_SEAL_CSC_PIN", self.csc_pin.as_ref()),
            ("ONESIGN_SEAL_CSC_PIN_FILE", self.csc_pin_file.as_ref()),
        )?;
        let secret = secret(
            (
                "ONESIGN_SEAL_CSC_CLIENT_SECRET",
                self.csc_client_secret.as_ref(),
            ),
            (
                "ONESIGN_SEAL_CSC_CLIENT_SECRET_FILE",
                self.csc_client_secret_file.as_ref(),
            ),
        )?;
        let access = match (self.csc_token_file, self.csc_client_id, secret) {
            (Some(file), None, None) => CscAccess::Token(file.into()),
            (None, Some(id), Some(secret)) => CscAccess::Client {
                url: match self.csc_token_url {
                    Some(text) => base("ONESIGN_SEAL_CSC_TOKEN_URL", Some(&text))?,
                    None => below(&url, "oauth2/token"),
                },
                id,
                secret,
                scope: self.csc_scope.unwrap_or_else(|| "service".into()),
            },
            _ => {
                return Err(unusable(
                    "ONESIGN_SEAL_CSC_URL",
                    "the service needs to know who is asking: set either ONESIGN_SEAL_CSC_TOKEN_FILE, or both \
                     ONESIGN_SEAL_CSC_CLIENT_ID and ONESIGN_SEAL_CSC_CLIENT_SECRET_FILE",
                ));
            }
        };
        Ok(CscConfig {
            url,
            credential: self.csc_credential,
            access,
            pin,
            ca: self.csc_ca.map(PathBuf::from),
        })
    }
}

fn kind(name: Option<&str>) -> Result<KeyKind, ConfigError> {
    match name.unwrap_or("p256") {
        "p256" => Ok(KeyKind::P256),
        "p384" => Ok(KeyKind::P384),
        "rsa3072" => Ok(KeyKind::Rsa3072),
        "rsa4096" => Ok(KeyKind::Rsa4096),
        _ => Err(unusable(
            "ONESIGN_SEAL_ALGORITHM",
            "use p256, p384, rsa3072 or rsa4096",
        )),
    }
}

/// A secret from its variable, or from the file that another variable names. A line break at the end of the file is not
/// part of the secret.
fn secret(
    (variable, given): (&'static str, Option<&String>),
    (file_variable, file): (&'static str, Option<&String>),
) -> Result<Option<SecretString>, ConfigError> {
    match (given, file) {
        (Some(_), Some(_)) => Err(unusable(
            file_variable,
            format!("{variable} is also set: remove one of them"),
        )),
        (Some(text), None) => Ok(Some(SecretString::from(text.as_str()))),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                unusable(file_variable, format!("{path} can't be read: {error}"))
            })?;
            let text = text.strip_suffix('\n').unwrap_or(&text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            if text.trim().is_empty() {
                return Err(unusable(file_variable, format!("{path} is empty")));
            }
            Ok(Some(SecretString::from(text)))
        }
        (None, None) => Ok(None),
    }
}

fn hexadecimal(text: &str) -> Result<Vec<u8>, ConfigError> {
    let wrong = || {
        unusable(
            "ONESIGN_SEAL_PKCS11_ID",
            "write the key's identifier in hexadecimal digits, such as 01a2",
        )
    };
    let digits: Vec<char> = text.chars().filter(|c| *c != ':').collect();
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return Err(wrong());
    }
    digits
        .chunks(2)
        .map(|pair| {
            let text: String = pair.iter().collect();
            let plain = text.chars().all(|c| c.is_ascii_hexdigit());
            u8::from_str_radix(&text, 16)
                .ok()
                .filter(|_| plain)
                .ok_or_else(wrong)
        })
        .collect()
}

/// An address that may receive secrets: over TLS, or on this machine.
fn base(variable: &'static str, text: Option<&str>) -> Result<Url, ConfigError> {
    let problem = "use an address that begins with https://, because secrets are sent there";
    let url = text.and_then(|text| Url::parse(text).ok());
    if url
        .as_ref()
        .is_some_and(|url| !url.username().is_empty() || url.password().is_some())
    {
        let problem =
            "write the address without user and password, which have settings of their own";
        return Err(unusable(variable, problem));
    }
    url.filter(|url| url.host().is_some())
        .filter(|url| url.scheme() == "https" || url.scheme() == "http" && is_loopback(url))
        .ok_or_else(|| unusable(variable, problem))
}

#[cfg(test)]
mod tests;
