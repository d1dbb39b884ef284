//! Passwords: peppered by HMAC, then bcrypt. Nothing is cut off at bcrypt's 72 bytes, because what it gets is
//! always 64 characters long.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Shortest password, in characters. The API says it (`/v1/instance`), and pages ask there.
pub(crate) const SHORTEST: usize = 12;
/// Longest password, in bytes of UTF-8, so that hashing it is no burden. All of them count.
pub(crate) const LONGEST: usize = 1_024;

/// Hashes and checks passwords, a few at a time and never on a thread that serves requests.
pub(crate) struct Passwords {
    pepper: hmac::Key,
    cost: u32,
    turns: Arc<Semaphore>,
    /// A hash that no password has, checked when there is no account, so that both take as long.
    nobody: String,
}

/// Hashing failed; the operating system gave no randomness or no thread.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed")]
pub(crate) struct HashingFailed;

impl Passwords {
    pub(crate) fn new(pepper: &[u8; 32], cost: u32) -> Self {
        Self {
            pepper: hmac::Key::new(hmac::HMAC_SHA384, pepper),
            cost,
            turns: Arc::new(Semaphore::new(2)),
            // Well-formed, so that checking it takes as long as any; no password is known to lead to it.
            nobody: format!("$2b${cost:02}${}", ".".repeat(53)),
        }
    }

    /// The bcrypt hash of a password, with a salt of its own.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, HashingFailed> {
        let (peppered, cost) = (self.peppered(password), self.cost);
        self.off_thread(move || {
            bcrypt::non_truncating_hash(peppered, cost).map_err(|_| HashingFailed)
        })
        .await?
    }

    /// Whether this is the password of the account with this hash. `None` takes as long and is always false.
    pub(crate) async fn is_right(
        &self,
        password: &str,
        hash: Option<&str>,
    ) -> Result<bool, HashingFailed> {
        let peppered = self.peppered(password);
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let right = self
            .off_thread(move || bcrypt::verify(peppered, &hash).unwrap_or(false))
            .await?;
        Ok(right && known)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingFailed> {
        let _turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| HashingFailed)?;
        onesign_store::background(work)
            .await
            .map_err(|_| HashingFailed)
    }

    /// base64(HMAC-SHA-384(pepper, password)): 64 ASCII characters, NUL-free, whatever the password was.
    fn peppered(&self, password: &str) -> String {
        STANDARD.encode(hmac::sign(&self.pepper, password.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn long_twins_nul_and_emoji_differ() {
        let passwords = Passwords::new(&[9; 32], 4);
        let base = "x".repeat(72);
        let samples = [
            format!("{base}a"),
            format!("{base}b"),
            "ab\0c".into(),
            "ab\0d".into(),
            "🖋".repeat(40),
        ];
        for (n, password) in samples.iter().enumerate() {
            let hash = passwords.hash(password).await.unwrap();
            for (m, other) in samples.iter().enumerate() {
                assert_eq!(
                    passwords.is_right(other, Some(&hash)).await.unwrap(),
                    n == m
                );
            }
        }
    }

    #[tokio::test]
    async fn salts_differ_and_nobody_has_no_password() {
        let passwords = Passwords::new(&[9; 32], 4);
        assert_ne!(
            passwords.hash("same").await.unwrap(),
            passwords.hash("same").await.unwrap()
        );
        assert!(!passwords.is_right("", None).await.unwrap());
        assert_eq!(
            bcrypt::verify("", &passwords.nobody).ok(),
            Some(false),
            "not a well-formed hash"
        );
    }
}
