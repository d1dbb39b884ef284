//! The key of the seal: a self-made authority and its one certificate, made on the first start.

use crate::clock::{now_ms, random};
use onesign_pades::authority::make_authority;
use onesign_pades::signer::FileSigner;
use onesign_store::keys::{KeyError, secret_file};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

/// Life of the self-made certificate of the seal, in seconds: a little under what it says (3 years).
const LEAF_LIFE_S: i64 = 3 * 365 * 24 * 60 * 60;

/// What seals are made with.
pub(crate) struct SealKey {
    pub(crate) signer: FileSigner,
    pub(crate) root: Vec<u8>,
    /// When the certificate ends, Unix seconds.
    pub(crate) ends: i64,
}

/// The file `seal.json` in the key directory, mode 0400.
#[derive(Serialize, Deserialize)]
struct Stored {
    root_der: Vec<u8>,
    leaf_der: Vec<u8>,
    leaf_key_pkcs8: Vec<u8>,
    ends: i64,
}

/// The key of the seal, made on the first start. The root's private key is thrown away at once: there is nothing
/// else it should ever sign.
pub(crate) fn obtain(keys: &Path) -> anyhow::Result<SealKey> {
    let bytes = secret_file(&keys.join("seal.json"), || {
        make().map_err(|_| KeyError::NotAKey)
    })?;
    let stored: Stored = serde_json::from_slice(&bytes)?;
    let key = Zeroizing::new(stored.leaf_key_pkcs8);
    let chain = vec![stored.leaf_der, stored.root_der.clone()];
    Ok(SealKey {
        signer: FileSigner::new(&key, chain)?,
        root: stored.root_der,
        ends: stored.ends,
    })
}

fn make() -> anyhow::Result<Zeroizing<Vec<u8>>> {
    // An hour back, so that a clock that is set a little later does not see a certificate from the future.
    let start = now_ms() / 1000 - 3_600;
    let mut entropy = |buffer: &mut [u8]| {
        for chunk in buffer.chunks_mut(32) {
            chunk.copy_from_slice(&random::<32>()[..chunk.len()]);
        }
    };
    let authority = make_authority("OneSign", start, &mut entropy)?;
    let stored = Stored {
        root_der: authority.root_der.clone(),
        leaf_der: authority.leaf_der.clone(),
        leaf_key_pkcs8: authority.leaf_key_pkcs8.to_vec(),
        ends: start + LEAF_LIFE_S,
    };
    Ok(Zeroizing::new(serde_json::to_vec(&stored)?))
}

/// The root as a PEM file, for whoever wants to check seals elsewhere.
pub(crate) fn pem(der: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .collect();
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.join("\n")
    )
}
