//! Passwords: peppered by HMAC, then bcrypt. Nothing is cut off at bcrypt's 72 bytes, because what it gets is
//! always 64 characters long.

use crate::http::client_address::Network;
use crate::limits::{Full, Precedence, Turn, Turns};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;
use tokio::time::timeout;

/// Shortest password, in characters. The API says it (`/v1/instance`), and pages ask there.
pub(crate) const SHORTEST: usize = 12;
/// Longest password, in bytes of UTF-8, so that hashing it is no burden. All of them count.
pub(crate) const LONGEST: usize = 1_024;

/// Passwords that are worked on at one time.
const AT_ONCE: usize = 2;
/// Requests that wait for their turn, and those of one network. Those with precedence are counted by themselves.
const WAITING: usize = 64;
const WAITING_OF_NETWORK: usize = 8;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hashes and checks passwords, a few at a time and never on a thread that serves requests. Networks take turns.
pub(crate) struct Passwords {
    pepper: hmac::Key,
    cost: u32,
    turns: Turns<Network>,
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
            turns: Turns::new(AT_ONCE, WAITING, WAITING_OF_NETWORK),
            // Well-formed, so that checking it takes as long as any; no password is known to lead to it.
            nobody: format!("$2b${cost:02}${}", ".".repeat(53)),
        }
    }

    /// Waits for a turn to have a password worked on. Whoever goes away while waiting takes none.
    ///
    /// # Errors
    /// [`Full`] if too many wait, or for too long.
    pub(crate) async fn turn(
        &self,
        from: Network,
        precedence: Precedence,
    ) -> Result<Turn<Network>, Full> {
        let turn = timeout(PATIENCE, self.turns.take(from, precedence));
        turn.await.unwrap_or(Err(Full))
    }

    /// The bcrypt hash of a password, with a salt of its own.
    pub(crate) async fn hash(
        &self,
        turn: Turn<Network>,
        password: &str,
    ) -> Result<String, HashingFailed> {
        let (peppered, cost) = (self.peppered(password), self.cost);
        off_thread(turn, move || {
            bcrypt::non_truncating_hash(peppered, cost).map_err(|_| HashingFailed)
        })
        .await?
    }

    /// Whether this is the password of the account with this hash. `None` takes as long and is always false.
    pub(crate) async fn is_right(
        &self,
        turn: Turn<Network>,
        password: &str,
        hash: Option<&str>,
    ) -> Result<bool, HashingFailed> {
        let peppered = self.peppered(password);
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let right = off_thread(turn, move || {
            bcrypt::verify(peppered, &hash).unwrap_or(false)
        })
        .await?;
        Ok(right && known)
    }

    /// base64(HMAC-SHA-384(pepper, password)): 64 ASCII characters, NUL-free, whatever the password was.
    fn peppered(&self, password: &str) -> String {
        STANDARD.encode(hmac::sign(&self.pepper, password.as_bytes()))
    }
}

/// Works elsewhere. The turn ends with the work, whether or not somebody still waits for it: hashing can't be broken
/// off, and whoever hangs up must not make room for more of it.
async fn off_thread<T: Send + 'static>(
    turn: Turn<Network>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HashingFailed> {
    let worked = onesign_store::background(move || {
        let done = work();
        drop(turn);
        done
    });
    worked.await.map_err(|_| HashingFailed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;
    use std::sync::mpsc;

    impl Passwords {
        async fn first_turn(&self) -> Turn<Network> {
            let from = Network::of(Ipv4Addr::LOCALHOST.into());
            self.turn(from, Precedence::First).await.unwrap()
        }

        async fn hashed(&self, password: &str) -> String {
            let turn = self.first_turn().await;
            self.hash(turn, password).await.unwrap()
        }

        async fn checked(&self, password: &str, hash: Option<&str>) -> bool {
            let turn = self.first_turn().await;
            self.is_right(turn, password, hash).await.unwrap()
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_turn_ends_with_the_work_and_not_with_whoever_asked_for_it() {
        let (begun, end) = (mpsc::channel(), mpsc::channel::<()>());
        let passwords = Passwords::new(&[9; 32], 4);
        let mut ends = vec![end.0];
        let _spare = passwords.first_turn().await;
        let turn = passwords.first_turn().await;
        let asking = tokio::spawn(off_thread(turn, move || {
            begun.0.send(()).unwrap();
            // Until the other end is dropped.
            let _ = end.1.recv();
        }));
        tokio::task::spawn_blocking(move || begun.1.recv().unwrap())
            .await
            .unwrap();
        asking.abort();
        assert!(asking.await.unwrap_err().is_cancelled());
        // Nobody waits for it any more, yet it takes its turn.
        let from = Network::of(Ipv4Addr::LOCALHOST.into());
        let mut next = std::pin::pin!(passwords.turn(from, Precedence::First));
        let early = timeout(Duration::from_millis(50), next.as_mut()).await;
        assert!(
            early.is_err(),
            "the turn was given on before the work ended"
        );
        ends.clear();
        assert!(next.await.is_ok());
    }

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
            let hash = passwords.hashed(password).await;
            for (m, other) in samples.iter().enumerate() {
                assert_eq!(passwords.checked(other, Some(&hash)).await, n == m);
            }
        }
    }

    #[tokio::test]
    async fn salts_differ_and_nobody_has_no_password() {
        let passwords = Passwords::new(&[9; 32], 4);
        assert_ne!(
            passwords.hashed("same").await,
            passwords.hashed("same").await
        );
        assert!(!passwords.checked("", None).await);
        assert_eq!(
            bcrypt::verify("", &passwords.nobody).ok(),
            Some(false),
            "not a well-formed hash"
        );
    }
}
