//! Checks a chain from the outside, given its entries and some of the openings.

use crate::audit::canonical::{self, NotCanonical};
use crate::audit::entry::{VERSION, commitment, digest, genesis};
use crate::digest::{base64url, digest_from_base64url};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The fault of a chain. The number is the position of the entry.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Broken {
    /// There is nothing to check.
    #[error("the audit trail has no entries")]
    Empty,
    /// An entry is not in canonical form.
    #[error("entry {0} is not in canonical form: {1}")]
    Form(u64, NotCanonical),
    /// An entry has missing, additional or ill-typed members.
    #[error("entry {0} does not have the parts an entry should have")]
    Members(u64),
    /// An entry is of another version, stream or log than its chain.
    #[error("entry {0} belongs to another chain")]
    Foreign(u64),
    /// An entry is out of order.
    #[error("entry {0} is missing, moved or repeated")]
    Order(u64),
    /// An entry does not refer to the previous one.
    #[error("entry {0} does not follow from the entry before it")]
    Link(u64),
    /// A disclosed value does not match its commitment.
    #[error("the value “{1}” of entry {0} is not the one that was recorded")]
    Value(u64, String),
    /// A disclosed value has no commitment in the entry.
    #[error("entry {0} never recorded a value “{1}”")]
    Uncommitted(u64, String),
}

/// A disclosed value with the salt that opens its commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosed {
    /// The salt.
    pub salt: [u8; 32],
    /// The value.
    pub value: Value,
}

/// An entry that has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Its position.
    pub seq: u64,
    /// Type of the fact.
    pub kind: String,
    /// Unix milliseconds.
    pub at_ms: i64,
    /// Who acted.
    pub actor: String,
    /// The build that acted.
    pub build: String,
    /// Its digest.
    pub digest: [u8; 32],
    /// Values whose commitments were opened.
    pub opened: BTreeMap<String, Value>,
    /// Names of values that were not disclosed.
    pub undisclosed: Vec<String>,
}

/// A complete chain, from its first entry to its head.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The log it belongs to.
    pub log: String,
    /// The stream.
    pub stream: String,
    /// All entries.
    pub entries: Vec<Checked>,
    /// Digest of the last entry.
    pub head: [u8; 32],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    v: i64,
    log: String,
    stream: String,
    seq: u64,
    prev: String,
    #[serde(rename = "type")]
    kind: String,
    at_ms: i64,
    #[serde(rename = "clock_error_ms")]
    _clock_error_ms: i64,
    actor: String,
    build: String,
    #[serde(rename = "anchor")]
    _anchor: Anchor,
    f: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    #[serde(rename = "size")]
    _size: u64,
    #[serde(rename = "root")]
    _root: String,
}

/// Checks a whole chain: canonical form, order, links, and every disclosed value.
///
/// `entries` are canonical bytes in order; `disclosed(seq)` are the opened values of an entry.
pub fn check(
    entries: &[Vec<u8>],
    disclosed: impl Fn(u64) -> BTreeMap<String, Disclosed>,
) -> Result<Chain, Broken> {
    let mut chain: Option<Chain> = None;
    for (place, bytes) in entries.iter().enumerate() {
        let seq = place as u64;
        let value = canonical::parse(bytes).map_err(|e| Broken::Form(seq, e))?;
        let members: Members = serde_json::from_value(value).map_err(|_| Broken::Members(seq))?;
        if members.seq != seq {
            return Err(Broken::Order(seq));
        }
        let prev = match &chain {
            None => genesis(&members.stream),
            Some(chain) if chain.stream != members.stream || chain.log != members.log => {
                return Err(Broken::Foreign(seq));
            }
            Some(chain) => chain.head,
        };
        if members.v != VERSION {
            return Err(Broken::Foreign(seq));
        }
        if members.prev != base64url(&prev) {
            return Err(Broken::Link(seq));
        }
        let digest = digest(bytes);
        let chain = chain.get_or_insert_with(|| Chain {
            log: members.log.clone(),
            stream: members.stream.clone(),
            entries: Vec::new(),
            head: digest,
        });
        chain.head = digest;
        chain.entries.push(open(members, digest, disclosed(seq))?);
    }
    chain.ok_or(Broken::Empty)
}

/// Opens the disclosed values of one entry.
fn open(
    members: Members,
    digest: [u8; 32],
    disclosed: BTreeMap<String, Disclosed>,
) -> Result<Checked, Broken> {
    let seq = members.seq;
    let mut commitments = members.f;
    let mut opened = BTreeMap::new();
    for (name, Disclosed { salt, value }) in disclosed {
        let Some(recorded) = commitments.remove(&name) else {
            return Err(Broken::Uncommitted(seq, name));
        };
        let again = commitment(&salt, &name, &value).map_err(|e| Broken::Form(seq, e))?;
        if digest_from_base64url(&recorded) != Some(again) {
            return Err(Broken::Value(seq, name));
        }
        opened.insert(name, value);
    }
    Ok(Checked {
        seq,
        kind: members.kind,
        at_ms: members.at_ms,
        actor: members.actor,
        build: members.build,
        digest,
        opened,
        undisclosed: commitments.into_keys().collect(),
    })
}
