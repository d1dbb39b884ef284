//! The directory's half of the bond: one small file, authenticated, replaced as a whole.

use crate::apart::Apart;
use crate::error::Error;
use crate::keys::SecretKey;
use crate::known::Added;
use aws_lc_rs::hmac;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// No blob name begins with a dot.
const FILE: &str = ".instance";
const FORMAT: &str = "onesign-instance/2";
/// The previous format, which named no facts.
const FIRST_FORMAT: &str = "onesign-instance/1";

/// How many of the newest facts the file names.
pub(super) const NEWEST: usize = 64;

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The identity that the database has too.
    pub(super) id: Uuid,
    /// How many facts the database had, as far as known.
    pub(super) facts: i64,
    /// The newest facts that it had, as far as known, oldest first.
    pub(super) newest: Vec<Fact>,
}

/// A fact that the database had, as far as known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fact {
    pub(super) stream: String,
    pub(super) seq: i64,
    /// Lower-case hex.
    pub(super) digest: String,
}

/// The marker in a directory.
pub(super) enum Found {
    Nothing,
    /// A file that this instance's key did not write.
    Damaged,
    Marker(Marker),
}

impl Found {
    pub(super) fn id(&self) -> Option<Uuid> {
        match self {
            Self::Marker(marker) => Some(marker.id),
            _ => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    id: Uuid,
    facts: i64,
    #[serde(default)]
    newest: Vec<Fact>,
    mac: String,
}

impl From<&Added> for Fact {
    fn from(added: &Added) -> Self {
        Self {
            stream: added.stream.to_string(),
            seq: i64::try_from(added.seq).unwrap_or(i64::MAX),
            digest: added.digest.iter().map(|b| format!("{b:02x}")).collect(),
        }
    }
}

impl Marker {
    /// The content of the file with these added. Another server may have recorded more facts, or others.
    pub(super) fn with(mut self, facts: i64, newest: Vec<Fact>) -> Self {
        self.facts = self.facts.max(facts);
        for fact in newest {
            if !self.newest.contains(&fact) {
                self.newest.push(fact);
            }
        }
        let surplus = self.newest.len().saturating_sub(NEWEST);
        self.newest.drain(..surplus);
        self
    }

    pub(super) fn read(dir: &Path, key: &SecretKey) -> Result<Found, Error> {
        let path = dir.join(FILE);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            read => read.map_err(failed(&path))?,
        };
        let content = serde_json::from_slice::<Content>(&text).ok();
        let read = content.map(|content| {
            (
                content.format,
                content.mac,
                Self {
                    id: content.id,
                    facts: content.facts,
                    newest: content.newest,
                },
            )
        });
        Ok(match read {
            Some((format, mac, marker)) if mac == marker.signed(key, &format) => {
                Found::Marker(marker)
            }
            _ => Found::Damaged,
        })
    }

    /// Makes the file if there is none, and returns the identity in it.
    pub(super) fn publish(dir: &Path, key: &SecretKey, id: Uuid) -> Result<Uuid, Error> {
        let path = dir.join(FILE);
        let publish = || -> io::Result<()> {
            let draft = draft(dir);
            let first = Self {
                id,
                facts: 0,
                newest: Vec::new(),
            };
            first.write_draft(&draft, key)?;
            let linked = fs::hard_link(&draft, &path);
            fs::remove_file(&draft)?;
            match linked {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
                _ => File::open(dir)?.sync_all(),
            }
        };
        publish().map_err(failed(&path))?;
        match Self::read(dir, key)? {
            Found::Marker(marker) => Ok(marker.id),
            _ => Err(Apart::DamagedMarker.into()),
        }
    }

    /// Replaces the file. After a crash, the old or the new one remains; both are correct, because both describe
    /// committed facts.
    pub(super) fn replace(self, dir: &Path, key: &SecretKey) -> Result<(), Error> {
        let (path, draft) = (dir.join(FILE), draft(dir));
        let replaced = self
            .write_draft(&draft, key)
            .and_then(|()| fs::rename(&draft, &path));
        if replaced.is_err() {
            let _ = fs::remove_file(&draft);
        }
        replaced.map_err(failed(&path))
    }

    fn signed(&self, key: &SecretKey, format: &str) -> String {
        let (id, facts) = (self.id, self.facts);
        let mut text = format!("directory\n{id}\n{facts}");
        if format == FIRST_FORMAT && self.newest.is_empty() {
            return mac(key, &text);
        }
        text = format!("{format}\n{text}");
        for fact in &self.newest {
            let Fact {
                stream,
                seq,
                digest,
            } = fact;
            text.push_str(&format!("\n{stream} {seq} {digest}"));
        }
        mac(key, &text)
    }

    fn write_draft(self, draft: &Path, key: &SecretKey) -> io::Result<()> {
        let content = Content {
            format: FORMAT.to_owned(),
            id: self.id,
            facts: self.facts,
            mac: self.signed(key, FORMAT),
            newest: self.newest,
        };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(draft)?;
        file.write_all(serde_json::to_string(&content)?.as_bytes())?;
        file.sync_data()
    }
}

/// A unique name, because several servers may share the directory.
fn draft(dir: &Path) -> PathBuf {
    dir.join(format!("{FILE}.{}", Uuid::now_v7()))
}

/// Only a holder of the master key can bind a database and a directory.
pub(super) fn mac(key: &SecretKey, text: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.expose());
    let mac = hmac::sign(&key, text.as_bytes());
    mac.as_ref().iter().map(|b| format!("{b:02x}")).collect()
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    |source| Error::File { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_first_format_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let key =
            crate::keyring::Keyring::new(&crate::keys::MasterKey::generate().unwrap()).instance;
        let id = Uuid::now_v7();
        let mac = mac(&key, &format!("directory\n{id}\n7"));
        let first = serde_json::json!({ "format": FIRST_FORMAT, "id": id, "facts": 7, "mac": mac });
        fs::write(dir.path().join(FILE), first.to_string()).unwrap();
        let Found::Marker(marker) = Marker::read(dir.path(), &key).unwrap() else {
            panic!("{first}");
        };
        assert_eq!((marker.id, marker.facts), (id, 7));
        let newest = vec![Fact {
            stream: "instance".into(),
            seq: 3,
            digest: "ab".into(),
        }];
        marker.with(9, newest).replace(dir.path(), &key).unwrap();
        let Found::Marker(marker) = Marker::read(dir.path(), &key).unwrap() else {
            panic!("the file does not read back");
        };
        assert_eq!((marker.facts, marker.newest.len()), (9, 1));
    }
}
