//! Passwords: peppered by HMAC, then bcrypt. bcrypt's limit of 72 bytes cuts nothing off, because its input is always
//! 64 characters long.

use crate::limits::{Full, PRECEDENCES, Precedence, Promises, Queue, Terms, Turn, Turns};
use crate::net::client_address::Network;
use crate::problem::Problem;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// The shortest password, in characters. The API states it (`/v1/instance`) for the pages.
pub(crate) const SHORTEST: usize = 12;
/// The longest password, in bytes of UTF-8, to bound the work of hashing. Every byte counts.
pub(crate) const LONGEST: usize = 1_024;

/// The most passwords in work at a time.
const AT_ONCE: usize = 2;
/// How many attempts of each precedence are in work and waiting. At the default cost a password takes about a quarter
/// of a second of a processor, so nobody waits longer than a second and a half by design: strangers, with one place in
/// work, wait for three others, and callers with a promise, with two places, for eleven, because no more promises are
/// due at a time.
const QUEUES: [Queue; PRECEDENCES] = [
    queue(AT_ONCE, 8, 4),
    queue(AT_ONCE, 8, 4),
    queue(AT_ONCE, 11, 1),
    queue(1, 3, 1),
];
/// The longest wait of a stranger for a turn.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// The longest wait of the others. Their queues are short, so only an overloaded machine or a higher cost makes them
/// wait so long; a promise is kept even then.
const PATIENCE_OF_OTHERS: Duration = Duration::from_secs(15);
/// The promise to a stranger who finds the queue full. Each site has one promise.
const TERMS: Terms = Terms {
    most: 600,
    apart: Duration::from_secs(1),
    holds: Duration::from_secs(10),
};
/// The time after which a known caller should try again.
const SOON: Duration = Duration::from_secs(2);

const fn queue(at_once: usize, waiting: usize, waiting_each: usize) -> Queue {
    Queue {
        at_once,
        waiting,
        waiting_each,
    }
}

/// Hashes and checks passwords, a few at a time and never on a thread that serves requests. Networks take turns.
pub(crate) struct Passwords {
    pepper: hmac::Key,
    cost: u32,
    turns: Turns<Network>,
    promises: Promises<Network>,
    /// A hash that matches no password, checked if there is no account, so that both cases take the same time.
    nobody: String,
}

/// Too many other passwords are in work; contains the time after which to try again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Busy(Duration);

impl From<Busy> for Problem {
    fn from(busy: Busy) -> Self {
        Self::busy("Many people are signing in.", busy.0)
    }
}

/// Hashing failed, because the operating system gave no randomness or no thread.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed")]
pub(crate) struct HashingFailed;

impl Passwords {
    pub(crate) fn new(pepper: &[u8; 32], cost: u32) -> Self {
        Self {
            pepper: hmac::Key::new(hmac::HMAC_SHA384, pepper),
            cost,
            turns: Turns::new(AT_ONCE, QUEUES),
            promises: Promises::new(TERMS),
            // Well-formed, so that checking it takes the usual time; no known password matches it.
            nobody: format!("$2b${cost:02}${}", ".".repeat(53)),
        }
    }

    /// Waits for a turn to check or hash a password. A caller that goes away while waiting uses no turn.
    ///
    /// # Errors
    /// [`Busy`] if too many wait, or for too long.
    pub(crate) async fn turn(
        &self,
        from: Network,
        precedence: Precedence,
    ) -> Result<Turn<Network>, Busy> {
        self.turn_at(from, precedence, Instant::now()).await
    }

    async fn turn_at(
        &self,
        from: Network,
        precedence: Precedence,
        now: Instant,
    ) -> Result<Turn<Network>, Busy> {
        let precedence = match precedence {
            Precedence::Stranger if self.promises.redeem(&from.site(), now) => Precedence::Promised,
            other => other,
        };
        let patience = match precedence {
            Precedence::Stranger => PATIENCE,
            Precedence::Known | Precedence::Near | Precedence::Promised => PATIENCE_OF_OTHERS,
        };
        match timeout(patience, self.turns.take(from, precedence)).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(Full)) | Err(_) => Err(Busy(match precedence {
                Precedence::Known | Precedence::Near => SOON,
                Precedence::Promised | Precedence::Stranger => {
                    self.promises.give(from.site(), Instant::now())
                }
            })),
        }
    }

    /// The bcrypt hash of a password, with its own salt.
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

    /// The bcrypt hash of a password, outside the server, where nobody waits for a turn.
    pub(crate) async fn hash_offline(&self, password: &str) -> Result<String, HashingFailed> {
        let (peppered, cost) = (self.peppered(password), self.cost);
        let hashed = onesign_store::background(move || bcrypt::non_truncating_hash(peppered, cost));
        let hashed = hashed.await.map_err(|_| HashingFailed)?;
        hashed.map_err(|_| HashingFailed)
    }

    /// Compares a password with the hash of an account. `None` takes the same time and is always wrong. A right one is
    /// hashed again if the cost has risen since its hash was made.
    pub(crate) async fn check(
        &self,
        turn: Turn<Network>,
        password: &str,
        hash: Option<&str>,
    ) -> Result<Checked, HashingFailed> {
        let (peppered, cost) = (self.peppered(password), self.cost);
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        off_thread(turn, move || {
            if !bcrypt::verify(&peppered, &hash).unwrap_or(false) || !known {
                return Ok(Checked::Wrong);
            }
            let outdated = cost_of(&hash).is_some_and(|of_hash| of_hash < cost);
            let again = outdated.then(|| bcrypt::non_truncating_hash(peppered, cost));
            let rehashed = again.transpose().map_err(|_| HashingFailed)?;
            Ok(Checked::Right { rehashed })
        })
        .await?
    }

    /// base64(HMAC-SHA-384(pepper, password)): 64 ASCII characters without NUL, for any password.
    fn peppered(&self, password: &str) -> String {
        STANDARD.encode(hmac::sign(&self.pepper, password.as_bytes()))
    }
}

/// The result of comparing a password with a hash.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// It is another one, or there is no account.
    Wrong,
    /// It is the account's.
    Right {
        /// Its hash at the present cost, if the account's has a lower one.
        rehashed: Option<String>,
    },
}

/// The cost in a bcrypt hash, such as 12 in `$2b$12$…`.
fn cost_of(hash: &str) -> Option<u32> {
    hash.split('$').nth(2)?.parse().ok()
}

/// Runs work on another thread. The turn ends with the work, even if the caller has gone: hashing can't be interrupted,
/// and a caller that hangs up must not make room for more.
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
    use std::sync::Arc;
    use std::sync::mpsc;

    impl Passwords {
        async fn first_turn(&self) -> Turn<Network> {
            let from = Network::of(Ipv4Addr::LOCALHOST.into());
            self.turn(from, Precedence::Known).await.unwrap()
        }

        async fn hashed(&self, password: &str) -> String {
            let turn = self.first_turn().await;
            self.hash(turn, password).await.unwrap()
        }

        async fn checked(&self, password: &str, hash: Option<&str>) -> bool {
            let turn = self.first_turn().await;
            self.check(turn, password, hash).await.unwrap() != Checked::Wrong
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_turn_ends_with_the_work_and_not_with_its_caller() {
        let (begun, end) = (mpsc::channel(), mpsc::channel::<()>());
        let passwords = Passwords::new(&[9; 32], 4);
        let mut ends = vec![end.0];
        let _spare = passwords.first_turn().await;
        let turn = passwords.first_turn().await;
        let asking = tokio::spawn(off_thread(turn, move || {
            begun.0.send(()).unwrap();
            // Waits until the other end is dropped.
            let _ = end.1.recv();
        }));
        tokio::task::spawn_blocking(move || begun.1.recv().unwrap())
            .await
            .unwrap();
        asking.abort();
        assert!(asking.await.unwrap_err().is_cancelled());
        // Its caller has gone, but it still takes its turn.
        let from = Network::of(Ipv4Addr::LOCALHOST.into());
        let mut next = std::pin::pin!(passwords.turn(from, Precedence::Known));
        let early = timeout(Duration::from_millis(50), next.as_mut()).await;
        assert!(
            early.is_err(),
            "the turn was given on before the work ended"
        );
        ends.clear();
        assert!(next.await.is_ok());
    }

    #[tokio::test]
    async fn strangers_are_refused_at_once_and_get_in_at_their_promised_time() {
        let passwords = Arc::new(Passwords::new(&[9; 32], 4));
        let network = |n: u32| Network::of(Ipv4Addr::from(n << 8).into());
        let stranger = async |n: u32, later: Duration| {
            let now = Instant::now() + later;
            let turn = passwords.turn_at(network(n), Precedence::Stranger, now);
            turn.await
        };
        let working = stranger(0, Duration::ZERO).await.unwrap();
        for n in 1..4 {
            let passwords = Arc::clone(&passwords);
            let from = network(n);
            tokio::spawn(async move { passwords.turn(from, Precedence::Stranger).await });
        }
        tokio::task::yield_now().await;
        // 150 at once: a few wait, and all others get a time to come back.
        let mut told = Vec::new();
        for n in 4..150 {
            told.push(stranger(n, Duration::ZERO).await.err().unwrap().0);
        }
        let known = passwords.turn(network(1), Precedence::Known).await;
        assert!(known.is_ok(), "strangers work at all places");
        drop(known);
        for (n, wait) in (4..150).zip(told) {
            let soon = wait + Duration::from_millis(50);
            assert!(stranger(n, soon).await.is_ok(), "{n} was told {wait:?}");
        }
        assert!(stranger(150, Duration::ZERO).await.is_err());
        drop(working);
    }

    #[test]
    fn nobody_waits_for_more_than_a_second_and_a_half_at_the_default_cost() {
        // The wait of the last one in quarters of a second, including the rest of the running work.
        let [_, _, promised, stranger] = QUEUES;
        for queue in [promised, stranger] {
            let rounds = 1 + queue.waiting.div_ceil(queue.at_once);
            assert!(rounds * 250 <= PATIENCE.as_millis() as usize + 250);
        }
        let due = TERMS.holds.as_secs() / TERMS.apart.as_secs() + 1;
        assert_eq!(promised.waiting as u64, due);
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
    async fn a_right_password_is_hashed_again_when_the_cost_has_risen() {
        let (old, new) = (Passwords::new(&[9; 32], 4), Passwords::new(&[9; 32], 5));
        let hash = old.hashed("a right password").await;
        let turn = new.first_turn().await;
        let checked = new.check(turn, "a right password", Some(&hash)).await;
        let Ok(Checked::Right {
            rehashed: Some(rehashed),
        }) = checked
        else {
            panic!("not hashed again");
        };
        assert_eq!(cost_of(&rehashed), Some(5));
        let turn = new.first_turn().await;
        let again = new.check(turn, "a right password", Some(&rehashed)).await;
        assert_eq!(again.unwrap(), Checked::Right { rehashed: None });
        let turn = new.first_turn().await;
        let wrong = new.check(turn, "a wrong password", Some(&hash)).await;
        assert_eq!(wrong.unwrap(), Checked::Wrong);
    }

    #[tokio::test]
    async fn salts_differ_and_a_missing_account_has_no_password() {
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
