//! `onesign-evidence.json`: the machine-readable trail inside every sealed document. It contains the chain of facts,
//! the openings of their commitments, and everything needed to make the seal's revision again, byte for byte.

use crate::format::Format;
use crate::text::Disclosure;
use onesign_core::audit::canonical::{self, NotCanonical};
use onesign_core::audit::chain::{self, Broken, Chain, Disclosed};
use onesign_core::audit::entry::Opening;
use onesign_core::audit::{base64url, digest_from_base64url};
use onesign_pdf::read::{Document, Source};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the attachment with the machine-readable trail.
pub const EVIDENCE: &str = "onesign-evidence.json";

/// The largest evidence that is read, in bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Facts from before the sending. The chain includes them, but does not disclose the drafts of the sender.
pub(crate) const PRIVATE_FACTS: [&str; 3] = ["envelope.revised", "recipient.named", "values.saved"];
/// Values that help an attacker more than a reader.
pub(crate) const PRIVATE_VALUES: [&str; 1] = ["sid_sha256"];

/// Whether the evidence of a sealed document discloses this value of a fact of this kind.
pub fn is_disclosed(kind: &str, value: &str) -> bool {
    !PRIVATE_FACTS.contains(&kind) && !PRIVATE_VALUES.contains(&value)
}

/// A recorded fact with the openings of its commitments.
#[derive(Clone, Copy, Debug)]
pub struct FactRow<'f> {
    /// Its number in the stream, from 0.
    pub seq: u64,
    /// Type of the fact.
    pub kind: &'f str,
    /// The canonical bytes in the chain.
    pub canonical: &'f [u8],
    /// The digest of these bytes.
    pub digest: [u8; 32],
    /// The openings of its commitments.
    pub openings: &'f [Opening],
    /// The names of the values whose openings no longer exist.
    pub closed: &'f [String],
}

/// Whether every value that the evidence must disclose has its opening.
pub fn is_complete<'f>(facts: impl IntoIterator<Item = FactRow<'f>>) -> bool {
    facts.into_iter().all(|fact| {
        let mut closed = fact.closed.iter();
        !closed.any(|name| is_disclosed(fact.kind, name))
    })
}

/// The whole evidence. Its canonical JSON is the attachment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Determines texts, pages and stamps.
    pub format: Format,
    /// The composer of the revision: another version may print the same facts differently.
    pub composer: String,
    /// Digest of the newest fact, base64url.
    pub head: String,
    /// The facts in their canonical form.
    pub facts: Vec<Value>,
    /// The openings of their commitments.
    pub opened: Vec<Opened>,
    /// The disclosures that the signers agreed to.
    pub disclosures: Vec<DisclosureText>,
    /// The entries of the signature dictionary.
    pub sealing: Sealing,
}

/// A disclosed value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// Number of the fact.
    pub seq: i64,
    /// Name of the value.
    pub name: String,
    /// The salt of its commitment, base64url.
    pub salt: String,
    /// The value.
    pub value: Value,
}

/// A disclosure in the words that the signer read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureText {
    /// Number of the version.
    pub version: i64,
    /// Its language.
    pub locale: String,
    /// SHA-256 over all the other members; lower-case hex.
    pub sha256: String,
    /// Its summary in one line.
    pub summary: String,
    /// Its full text.
    pub text: String,
}

/// The seal's description of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealing {
    /// Unix seconds of `/M`.
    pub at: i64,
    /// `/Name`.
    pub name: String,
    /// `/Reason`.
    pub reason: String,
    /// Language of the trail pages.
    pub locale: String,
    /// Bytes reserved for the signature.
    pub contents_size: i64,
}

/// Why evidence can't be used.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// Its bytes are not in the canonical form.
    #[error("the evidence is not in canonical form: {0}")]
    Form(#[from] NotCanonical),
    /// It lacks members or has unknown ones.
    #[error("the evidence does not have the parts it should have")]
    Members,
    /// Its chain is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The head of its chain differs from the stated one.
    #[error("the chain does not end at the latest entry that the evidence names")]
    Head,
    /// A salt is malformed, or a value is opened twice.
    #[error("a disclosed value is malformed or repeated")]
    Opened,
}

impl Evidence {
    /// Gathers the evidence of a chain of facts.
    ///
    /// # Errors
    /// [`EvidenceError::Form`] if a fact is not in canonical form.
    pub fn gather<'f>(
        facts: impl IntoIterator<Item = FactRow<'f>>,
        composer: String,
        disclosures: &[Disclosure],
        sealing: Sealing,
    ) -> Result<Self, EvidenceError> {
        let mut opened = Vec::new();
        let mut agreed = BTreeSet::new();
        let mut entries = Vec::new();
        let mut head = String::new();
        for fact in facts {
            entries.push(canonical::parse(fact.canonical)?);
            head = base64url(&fact.digest);
            for opening in fact.openings {
                if !is_disclosed(fact.kind, &opening.name) {
                    continue;
                }
                if opening.name == "consent_sha256" {
                    agreed.extend(opening.value.as_str().map(str::to_owned));
                }
                opened.push(Opened {
                    seq: fact.seq as i64,
                    name: opening.name.clone(),
                    salt: base64url(&opening.salt),
                    value: opening.value.clone(),
                });
            }
        }
        opened.sort_by(|a, b| (a.seq, &a.name).cmp(&(b.seq, &b.name)));
        Ok(Self {
            format: Format::CURRENT,
            composer,
            head,
            facts: entries,
            opened,
            disclosures: disclosures
                .iter()
                .filter(|d| agreed.contains(&d.sha256))
                .map(|d| DisclosureText {
                    version: d.version,
                    locale: d.locale.clone(),
                    sha256: d.sha256.clone(),
                    summary: d.summary.clone(),
                    text: d.text.clone(),
                })
                .collect(),
            sealing,
        })
    }

    /// The canonical bytes of the attachment.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EvidenceError> {
        Ok(canonical::of(self)?)
    }

    /// Parses evidence strictly.
    pub fn parse(bytes: &[u8]) -> Result<Self, EvidenceError> {
        let value = canonical::parse(bytes)?;
        serde_json::from_value(value).map_err(|_| EvidenceError::Members)
    }

    /// Checks the chain and opens the disclosed values.
    pub fn chain(&self) -> Result<Chain, EvidenceError> {
        let entries = self
            .facts
            .iter()
            .map(canonical::to_vec)
            .collect::<Result<Vec<_>, NotCanonical>>()?;
        let mut by_seq: BTreeMap<u64, BTreeMap<String, Disclosed>> = BTreeMap::new();
        for opened in &self.opened {
            let seq = u64::try_from(opened.seq).map_err(|_| EvidenceError::Opened)?;
            let salt = digest_from_base64url(&opened.salt).ok_or(EvidenceError::Opened)?;
            let value = Disclosed {
                salt,
                value: opened.value.clone(),
            };
            let earlier = by_seq
                .entry(seq)
                .or_default()
                .insert(opened.name.clone(), value);
            if earlier.is_some() || seq >= entries.len() as u64 {
                return Err(EvidenceError::Opened);
            }
        }
        let chain = chain::check(&entries, |seq| {
            by_seq.get(&seq).cloned().unwrap_or_default()
        })?;
        if base64url(&chain.head) == self.head {
            Ok(chain)
        } else {
            Err(EvidenceError::Head)
        }
    }
}

/// The evidence attached to a sealed document, if any.
pub fn attached<S: Source + ?Sized>(document: &Document<'_, S>) -> Option<Vec<u8>> {
    document.attachment(EVIDENCE, MOST_BYTES).ok().flatten()
}
