//! The directory's half of the bond: one small file, authenticated, replaced as a whole.

use crate::error::Error;
use crate::keys::SecretKey;
use aws_lc_rs::hmac;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// No blob name begins with a dot.
const FILE: &str = ".instance";
const FORMAT: &str = "onesign-instance/1";

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The identity that the database has too.
    pub(super) id: Uuid,
    /// How many facts the database was known to have.
    pub(super) facts: i64,
}

/// What is found in a directory.
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
    mac: String,
}

impl Marker {
    pub(super) fn read(dir: &Path, key: &SecretKey) -> Result<Found, Error> {
        let path = dir.join(FILE);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            read => read.map_err(failed(&path))?,
        };
        let content = serde_json::from_slice::<Content>(&text).ok();
        let genuine = content.filter(|content| {
            content.format == FORMAT && content.mac == signed(key, content.id, content.facts)
        });
        Ok(genuine.map_or(Found::Damaged, |content| {
            Found::Marker(Self {
                id: content.id,
                facts: content.facts,
            })
        }))
    }

    /// Makes the file if there is none, and gives the identity that is in it then.
    pub(super) fn publish(dir: &Path, key: &SecretKey, id: Uuid) -> Result<Uuid, Error> {
        let path = dir.join(FILE);
        let publish = || -> io::Result<()> {
            let draft = draft(dir);
            Self { id, facts: 0 }.write_draft(&draft, key)?;
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
            _ => Err(super::Apart::DamagedMarker.into()),
        }
    }

    /// Replaces the file. After a crash there is the old one or the new one; which of them does not matter, as both
    /// tell of facts that were committed.
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

    fn write_draft(self, draft: &Path, key: &SecretKey) -> io::Result<()> {
        let content = Content {
            format: FORMAT.to_owned(),
            id: self.id,
            facts: self.facts,
            mac: signed(key, self.id, self.facts),
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

/// A name of its own: several servers may share the directory.
fn draft(dir: &Path) -> PathBuf {
    dir.join(format!("{FILE}.{}", Uuid::now_v7()))
}

fn signed(key: &SecretKey, id: Uuid, facts: i64) -> String {
    mac(key, &format!("directory\n{id}\n{facts}"))
}

/// Only who has the master key can bind a database and a directory.
pub(super) fn mac(key: &SecretKey, text: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.expose());
    let mac = hmac::sign(&key, text.as_bytes());
    mac.as_ref().iter().map(|b| format!("{b:02x}")).collect()
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    |source| Error::File { path, source }
}
