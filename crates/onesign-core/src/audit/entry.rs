//! Entries: a fact with its position in the chain, its values hidden behind salted commitments.

use crate::actor::Actor;
use crate::audit::canonical;
use crate::digest::{base64url, sha256};
use crate::fact::Fact;
use crate::ids::StreamId;
use crate::key_scope::KeyScope;
use crate::time::{Moment, hmac_sha256};
use serde_json::{Map, Value, json};

/// Version of the entry format.
pub const VERSION: i64 = 1;

/// The position of an entry in its chain.
#[derive(Clone, Debug)]
pub struct Position {
    /// The name of the instance's log.
    pub log: String,
    /// The stream.
    pub stream: StreamId,
    /// From 0.
    pub seq: u64,
    /// Digest of the previous entry, or [`genesis`].
    pub prev: [u8; 32],
}

/// The value and salt that open one commitment of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Name of the value.
    pub name: String,
    /// The key that made its salt.
    pub scope: KeyScope,
    /// The salt.
    pub salt: [u8; 32],
    /// The value.
    pub value: Value,
}

/// A recorded fact.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The canonical bytes.
    pub canonical: Vec<u8>,
    /// The digest the next entry refers to.
    pub digest: [u8; 32],
    /// The openings of its commitments.
    pub openings: Vec<Opening>,
}

/// The digest that the first entry of a stream refers to.
pub fn genesis(stream: &str) -> [u8; 32] {
    sha256(&[b"onesign/genesis/1\n", stream.as_bytes()])
}

/// The digest of an entry's canonical bytes.
pub fn digest(canonical: &[u8]) -> [u8; 32] {
    sha256(&[b"onesign/fact/1\n", canonical])
}

/// The salt of one value. Nobody can compute it without `key`.
pub fn salt(key: &[u8; 32], stream: &str, seq: u64, name: &str) -> [u8; 32] {
    let seq = seq.to_string();
    hmac_sha256(
        key,
        &[
            b"onesign/salt/1\n",
            stream.as_bytes(),
            b"\n",
            seq.as_bytes(),
            b"\n",
            name.as_bytes(),
        ],
    )
}

/// The commitment to one value.
pub fn commitment(
    salt: &[u8; 32],
    name: &str,
    value: &Value,
) -> Result<[u8; 32], canonical::NotCanonical> {
    let value = canonical::to_vec(value)?;
    Ok(sha256(&[
        b"onesign/field/1\n",
        salt,
        name.as_bytes(),
        b"\n",
        &value,
    ]))
}

/// Records a fact at a position: commits to its values, and fixes its bytes and digest.
///
/// `key` gives the 32-byte key of each scope in [`Fact::scopes`]. There is no transparency log yet, so the
/// anchor names size 0 and the root of the empty tree (RFC 6962 section 2.1).
pub fn record(
    fact: &Fact,
    at: &Position,
    by: &Actor,
    moment: &Moment,
    key: impl Fn(&KeyScope) -> [u8; 32],
) -> Result<Entry, canonical::NotCanonical> {
    let stream = at.stream.to_string();
    let mut openings = Vec::new();
    let mut commitments = Map::new();
    for (name, value) in fact.values() {
        let scope = fact.scope_of(&name, at.stream);
        let salt = salt(&key(&scope), &stream, at.seq, &name);
        let committed = commitment(&salt, &name, &value)?;
        commitments.insert(name.clone(), Value::String(base64url(&committed)));
        openings.push(Opening {
            name,
            scope,
            salt,
            value,
        });
    }
    let canonical = canonical::to_vec(&json!({
        "v": VERSION,
        "log": at.log,
        "stream": stream,
        "seq": at.seq,
        "prev": base64url(&at.prev),
        "type": fact.kind(),
        "at_ms": moment.at_ms,
        "clock_error_ms": moment.clock_error_ms,
        "actor": by.to_string(),
        "build": moment.build,
        "anchor": { "size": 0, "root": base64url(&sha256(&[])) },
        "f": commitments,
    }))?;
    let digest = digest(&canonical);
    Ok(Entry {
        canonical,
        digest,
        openings,
    })
}
