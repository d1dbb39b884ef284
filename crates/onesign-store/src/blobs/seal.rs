//! The sealed form of a blob.
//!
//! ```text
//! "OSB1" ‖ salt (32 random bytes) ‖ chunk 0 ‖ chunk 1 ‖ … ‖ last chunk
//! key    = HKDF-SHA-256(blob key, salt, "onesign/blob/1\n" ‖ name)
//! chunk  = AES-256-GCM(key, nonce = index (12 bytes, big-endian), aad = index ‖ is-last, ≤ 64 KiB of content)
//! ```
//! The salt makes each sealing its own key: a counter may serve as the nonce although a name may be put twice.
//! The name is in the key, so a file moved to another name doesn't open; the index and the last-chunk mark are
//! in the additional data, so reordering, cutting and appending don't either. Every chunk but the last is full;
//! the last may be empty (an empty blob is one empty last chunk).

use super::{BlobError, BlobName, Stored};
use crate::keys::{KeyError, SecretKey};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::digest;
use std::io::{self, Write};

const MAGIC: &[u8; 4] = b"OSB1";
const SALT: usize = 32;
const HEADER: usize = 4 + SALT;
/// Content bytes in a full chunk.
pub(super) const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// Writes the sealed form of `content` to `out`.
pub(super) fn seal(
    key: &SecretKey,
    name: &BlobName,
    content: &[u8],
    out: &mut impl Write,
) -> io::Result<Stored> {
    let salt =
        SecretKey::random().map_err(|error: KeyError| io::Error::other(error.to_string()))?;
    let key = blob_key(key, name, salt.expose())?;
    out.write_all(MAGIC)?;
    out.write_all(salt.expose())?;

    let mut sha256 = digest::Context::new(&digest::SHA256);
    let mut chunks = content.chunks(CHUNK);
    let mut chunk = chunks.next().unwrap_or_default();
    let mut buffer = Vec::with_capacity(CHUNK + TAG);
    for index in 0u64.. {
        let next = chunks.next();
        sha256.update(chunk);
        buffer.clear();
        buffer.extend_from_slice(chunk);
        key.seal_in_place_append_tag(nonce(index), aad(index, next.is_none()), &mut buffer)
            .map_err(|_| io::Error::other("a chunk can't be sealed"))?;
        out.write_all(&buffer)?;
        match next {
            Some(next) => chunk = next,
            None => break,
        }
    }
    let mut hash = [0u8; 32];
    hash.copy_from_slice(sha256.finish().as_ref());
    Ok(Stored {
        sha256: hash,
        bytes: content.len() as u64,
    })
}

/// Opens a sealed blob in place; what remains in the vector is the content.
pub(super) fn open(
    key: &SecretKey,
    name: &BlobName,
    mut sealed: Vec<u8>,
) -> Result<Vec<u8>, BlobError> {
    let header = sealed.get(..HEADER).ok_or(BlobError::Damaged)?;
    let (magic, salt) = header.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(BlobError::Damaged);
    }
    let key = blob_key(key, name, salt)?;
    let total = sealed.len();
    let (mut from, mut to) = (HEADER, 0);
    for index in 0u64.. {
        let end = total.min(from + CHUNK + TAG);
        let last = end == total;
        let chunk = sealed.get_mut(from..end).ok_or(BlobError::Damaged)?;
        let length = key
            .open_in_place(nonce(index), aad(index, last), chunk)
            .map_err(|_| BlobError::Damaged)?
            .len();
        sealed.copy_within(from..from + length, to);
        to += length;
        from = end;
        if last {
            break;
        }
    }
    sealed.truncate(to);
    Ok(sealed)
}

fn blob_key(key: &SecretKey, name: &BlobName, salt: &[u8]) -> io::Result<LessSafeKey> {
    let key = key.derive_with(salt, &[b"onesign/blob/1\n", name.as_str().as_bytes()]);
    let key = UnboundKey::new(&AES_256_GCM, key.expose())
        .map_err(|_| io::Error::other("not an AES-256 key"))?;
    Ok(LessSafeKey::new(key))
}

fn nonce(index: u64) -> Nonce {
    let mut nonce = [0u8; NONCE_LEN];
    nonce[NONCE_LEN - 8..].copy_from_slice(&index.to_be_bytes());
    Nonce::assume_unique_for_key(nonce)
}

fn aad(index: u64, last: bool) -> Aad<[u8; 9]> {
    let mut aad = [0u8; 9];
    aad[..8].copy_from_slice(&index.to_be_bytes());
    aad[8] = u8::from(last);
    Aad::from(aad)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SecretKey {
        SecretKey::new([9; 32])
    }

    fn name() -> BlobName {
        "documents/a/received".parse().unwrap()
    }

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|i| (i * 31 % 251) as u8).collect()
    }

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        seal(&key(), &name(), content, &mut out).unwrap();
        out
    }

    #[test]
    fn every_length_around_a_chunk_boundary_comes_back() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7] {
            let content = content(length);
            assert!(
                open(&key(), &name(), sealed(&content)).unwrap() == content,
                "{length}"
            );
        }
    }

    #[test]
    fn a_flipped_byte_anywhere_is_noticed() {
        let whole = sealed(&content(CHUNK + 100));
        for at in (0..whole.len())
            .step_by(97)
            .chain(whole.len() - 20..whole.len())
            .chain(0..HEADER + 20)
        {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert!(
                matches!(open(&key(), &name(), changed), Err(BlobError::Damaged)),
                "{at}"
            );
        }
    }

    #[test]
    fn cutting_appending_and_swapping_are_noticed() {
        let whole = sealed(&content(3 * CHUNK + 5));
        let step = CHUNK + TAG;
        for length in [
            0,
            3,
            HEADER,
            HEADER + 1,
            HEADER + step,
            HEADER + 2 * step,
            whole.len() - 1,
            HEADER + 3 * step,
        ] {
            assert!(
                open(&key(), &name(), whole[..length].to_vec()).is_err(),
                "cut to {length}"
            );
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert!(open(&key(), &name(), longer).is_err());

        let mut swapped = whole.clone();
        let (one, two) = swapped[HEADER..HEADER + 2 * step].split_at_mut(step);
        one.swap_with_slice(two);
        assert!(open(&key(), &name(), swapped).is_err());

        let mut repeated = whole[..HEADER + step].to_vec();
        repeated.extend_from_slice(&whole[HEADER..]);
        assert!(open(&key(), &name(), repeated).is_err());
    }

    #[test]
    fn another_name_or_key_does_not_open_it() {
        let whole = sealed(b"content");
        assert!(
            open(
                &key(),
                &"documents/b/received".parse().unwrap(),
                whole.clone()
            )
            .is_err()
        );
        assert!(open(&SecretKey::new([8; 32]), &name(), whole.clone()).is_err());
        assert_ne!(whole, sealed(b"content"), "no key is used twice");
    }
}
