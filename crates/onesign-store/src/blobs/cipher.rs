//! The encrypted form of a blob.
//!
//! ```text
//! "OSB1" ‖ salt (32 random bytes) ‖ chunk 0 ‖ chunk 1 ‖ … ‖ last chunk
//! key    = HKDF-SHA-256(blob key, salt, "onesign/blob/1\n" ‖ name)
//! chunk  = AES-256-GCM(key, nonce = index (12 bytes, big-endian), aad = index ‖ is-last, ≤ 64 KiB of content)
//! ```
//! The salt gives each encryption its own key, so a counter may serve as the nonce although a name may be put
//! twice. The name is in the key, so a file moved to another name can't be decrypted; the index and the
//! last-chunk mark are in the additional data, so neither can a reordered, cut or extended one. All chunks
//! except the last are full; the last may be empty (an empty blob is one empty last chunk).

use super::{BlobError, BlobName, Stored};
use crate::keys::{KeyError, SecretKey};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::digest;
use std::io::{self, Write};

const MAGIC: &[u8; 4] = b"OSB1";
const SALT: usize = 32;
pub(super) const HEADER: usize = 4 + SALT;
/// Content bytes in a full chunk.
pub(super) const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// Bytes of a full chunk in the encrypted form.
const STEP: u64 = (CHUNK + TAG) as u64;

/// Encrypts content as it arrives.
pub(super) struct Encryptor<W> {
    key: LessSafeKey,
    out: W,
    sha256: digest::Context,
    bytes: u64,
    index: u64,
    /// A full chunk that waits until the next byte shows whether it is the last.
    waiting: Vec<u8>,
}

impl<W: Write> Encryptor<W> {
    /// Begins with the header.
    pub(super) fn new(key: &SecretKey, name: &BlobName, mut out: W) -> io::Result<Self> {
        let salt =
            SecretKey::random().map_err(|error: KeyError| io::Error::other(error.to_string()))?;
        let key = blob_key(key, name, salt.expose())?;
        out.write_all(MAGIC)?;
        out.write_all(salt.expose())?;
        Ok(Self {
            key,
            out,
            sha256: digest::Context::new(&digest::SHA256),
            bytes: 0,
            index: 0,
            waiting: Vec::with_capacity(CHUNK + TAG),
        })
    }

    /// Adds content.
    pub(super) fn update(&mut self, mut content: &[u8]) -> io::Result<()> {
        self.sha256.update(content);
        self.bytes += content.len() as u64;
        while !content.is_empty() {
            if self.waiting.len() == CHUNK {
                self.write(false)?;
            }
            let (now, later) = content.split_at(content.len().min(CHUNK - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            content = later;
        }
        Ok(())
    }

    /// Writes the last chunk.
    pub(super) fn finish(mut self) -> io::Result<(Stored, W)> {
        self.write(true)?;
        let mut sha256 = [0u8; 32];
        sha256.copy_from_slice(self.sha256.finish().as_ref());
        let stored = Stored {
            sha256,
            bytes: self.bytes,
        };
        Ok((stored, self.out))
    }

    fn write(&mut self, is_last: bool) -> io::Result<()> {
        let (nonce, aad) = (nonce(self.index), aad(self.index, is_last));
        self.key
            .seal_in_place_append_tag(nonce, aad, &mut self.waiting)
            .map_err(|_| io::Error::other("a chunk can't be sealed"))?;
        self.out.write_all(&self.waiting)?;
        self.waiting.clear();
        self.index += 1;
        Ok(())
    }
}

/// Decrypts the chunks of an encrypted blob one by one, in any order.
pub(super) struct Decryptor {
    key: LessSafeKey,
    last: u64,
    length: u64,
}

impl Decryptor {
    /// Reads the header of an encrypted blob of this length.
    pub(super) fn new(
        key: &SecretKey,
        name: &BlobName,
        header: &[u8; HEADER],
        sealed: u64,
    ) -> Result<Self, BlobError> {
        let (magic, salt) = header.split_at(MAGIC.len());
        let body = sealed.checked_sub(HEADER as u64);
        let body = body.filter(|body| magic == MAGIC && *body >= TAG as u64);
        let body = body.ok_or(BlobError::Damaged)?;
        let chunks = body.div_ceil(STEP);
        // The last chunk has its own tag.
        let length = body.checked_sub(chunks * TAG as u64);
        Ok(Self {
            key: blob_key(key, name, salt)?,
            last: chunks - 1,
            length: length.ok_or(BlobError::Damaged)?,
        })
    }

    /// Length of the content in bytes. It is correct if the last chunk decrypts.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// The last chunk.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// Offset and length of a chunk in the encrypted blob.
    pub(super) fn place(&self, index: u64) -> (u64, usize) {
        let content = self.length.saturating_sub(index * CHUNK as u64);
        let content = content.min(CHUNK as u64) as usize;
        (HEADER as u64 + index * STEP, content + TAG)
    }

    /// Decrypts a chunk in place; the vector then holds its content.
    pub(super) fn decrypt(&self, index: u64, chunk: &mut Vec<u8>) -> Result<(), BlobError> {
        let aad = aad(index, index == self.last);
        let opened = self.key.open_in_place(nonce(index), aad, chunk);
        let length = opened.map_err(|_| BlobError::Damaged)?.len();
        chunk.truncate(length);
        Ok(())
    }
}

/// Decrypts an encrypted blob in place; the vector then holds its content.
pub(super) fn decrypt(
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
        let mut encryptor = Encryptor::new(&key(), &name(), Vec::new()).unwrap();
        // In pieces that fit no chunk.
        for piece in content.chunks(CHUNK / 3 + 1) {
            encryptor.update(piece).unwrap();
        }
        let (stored, out) = encryptor.finish().unwrap();
        assert_eq!(stored.bytes, content.len() as u64);
        out
    }

    fn chunk(decryptor: &Decryptor, sealed: &[u8], index: u64) -> Result<Vec<u8>, BlobError> {
        let (from, length) = decryptor.place(index);
        let from = usize::try_from(from).unwrap();
        let chunk = sealed.get(from..from + length).ok_or(BlobError::Damaged)?;
        let mut chunk = chunk.to_vec();
        decryptor.decrypt(index, &mut chunk)?;
        Ok(chunk)
    }

    #[test]
    fn chunks_decrypt_in_any_order_but_only_in_their_place() {
        for length in [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7] {
            let (content, sealed) = (content(length), sealed(&content(length)));
            let header = sealed[..HEADER].try_into().unwrap();
            let decryptor = Decryptor::new(&key(), &name(), header, sealed.len() as u64).unwrap();
            assert_eq!(decryptor.length(), length as u64);
            for index in (0..=decryptor.last()).rev() {
                let from = index as usize * CHUNK;
                let want = &content[from..length.min(from + CHUNK)];
                assert!(
                    chunk(&decryptor, &sealed, index).unwrap() == want,
                    "{length} {index}"
                );
            }
            // A blob cut off at the end of a chunk has another last chunk.
            if decryptor.last() > 0 {
                let cut = decryptor.place(decryptor.last()).0 as usize;
                let shorter = Decryptor::new(&key(), &name(), header, cut as u64).unwrap();
                assert!(chunk(&shorter, &sealed[..cut], shorter.last()).is_err());
            }
        }
        let empty = sealed(b"");
        let header = empty[..HEADER].try_into().unwrap();
        for short in [0, HEADER, HEADER + TAG - 1] {
            assert!(Decryptor::new(&key(), &name(), header, short as u64).is_err());
        }
    }

    #[test]
    fn every_length_around_a_chunk_boundary_comes_back() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7] {
            let content = content(length);
            assert!(
                decrypt(&key(), &name(), sealed(&content)).unwrap() == content,
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
                matches!(decrypt(&key(), &name(), changed), Err(BlobError::Damaged)),
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
                decrypt(&key(), &name(), whole[..length].to_vec()).is_err(),
                "cut to {length}"
            );
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert!(decrypt(&key(), &name(), longer).is_err());

        let mut swapped = whole.clone();
        let (one, two) = swapped[HEADER..HEADER + 2 * step].split_at_mut(step);
        one.swap_with_slice(two);
        assert!(decrypt(&key(), &name(), swapped).is_err());

        let mut repeated = whole[..HEADER + step].to_vec();
        repeated.extend_from_slice(&whole[HEADER..]);
        assert!(decrypt(&key(), &name(), repeated).is_err());
    }

    #[test]
    fn another_name_or_key_does_not_decrypt_it() {
        let whole = sealed(b"content");
        assert!(
            decrypt(
                &key(),
                &"documents/b/received".parse().unwrap(),
                whole.clone()
            )
            .is_err()
        );
        assert!(decrypt(&SecretKey::new([8; 32]), &name(), whole.clone()).is_err());
        assert_ne!(whole, sealed(b"content"), "no key is used twice");
    }
}
