//! Fetches the validation data that a file's certificates name, on request of the user.
//!
//! The addresses come from the file, through a worker that the file may control. The guarded client prevents requests
//! to private addresses.

use crate::net::{Guarded, NotFetched};
use onesign_evidence::report::FetchView;
use onesign_pades::revocation::ValidationData;
use onesign_pades::validate::MissingData;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

/// The most fetches for one file in one round.
const MOST: usize = 64;
/// The most simultaneous fetches, because each response may be large.
const AT_ONCE: usize = 8;
/// The most bytes in total, because they go to the worker with the request.
const MOST_BYTES: usize = 24 << 20;
/// The time limit for all fetches of one file.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// The fetches so far, and their results.
pub(super) struct Fetching {
    until: Instant,
    asked: Vec<(MissingData, Result<(), Failed>)>,
    pub(super) given: ValidationData,
}

/// Why a fetch failed.
#[derive(Clone)]
struct Failed {
    code: &'static str,
    problem: String,
}

impl Failed {
    fn new(code: &'static str, problem: &str) -> Self {
        let problem = problem.to_owned();
        Self { code, problem }
    }
}

impl From<NotFetched> for Failed {
    fn from(why: NotFetched) -> Self {
        Self::new(why.code(), &why.to_string())
    }
}

impl Fetching {
    /// No fetches yet; all of them must finish within this time.
    pub(super) fn within(time: Duration) -> Self {
        Self {
            until: Instant::now() + time,
            asked: Vec::new(),
            given: ValidationData::default(),
        }
    }

    /// Fetches the items that were not requested before; returns whether any data arrived.
    pub(super) async fn fetch(&mut self, client: &Guarded, wanted: Vec<MissingData>) -> bool {
        let seats = Arc::new(Semaphore::new(AT_ONCE));
        let mut running = JoinSet::new();
        for one in wanted.into_iter().take(MOST) {
            if self.asked.iter().any(|(asked, _)| *asked == one) {
                continue;
            }
            let late = Failed::new("late", "it did not arrive in time");
            self.asked.push((one.clone(), Err(late)));
            let (place, client, seats) = (self.asked.len() - 1, client.clone(), seats.clone());
            running.spawn(async move {
                let _seat = seats.acquire_owned().await;
                (place, client.fetch(&one).await)
            });
        }
        let mut any = false;
        // Fetches that are still running at the time limit end with the set.
        while let Ok(Some(done)) = timeout_at(self.until, running.join_next()).await {
            let Ok((place, came)) = done else { continue };
            let taken = came.map_err(Failed::from).and_then(|came| self.take(came));
            any |= taken.is_ok();
            if let Some((_, outcome)) = self.asked.get_mut(place) {
                *outcome = taken;
            }
        }
        any
    }

    fn take(&mut self, came: ValidationData) -> Result<(), Failed> {
        if weight(&self.given) + weight(&came) > MOST_BYTES {
            let problem = "more was fetched than can be checked";
            return Err(Failed::new("too_large", problem));
        }
        self.given.extend(came);
        Ok(())
    }

    /// All fetches in order.
    pub(super) fn views(&self) -> Vec<FetchView> {
        let view = |(wanted, outcome): &(MissingData, Result<(), Failed>)| {
            let failed = outcome.as_ref().err().cloned();
            FetchView {
                kind: wanted.kind().into(),
                url: wanted.url().into(),
                status: if failed.is_none() {
                    "fetched"
                } else {
                    "failed"
                }
                .into(),
                code: failed.as_ref().map(|failed| failed.code.into()),
                problem: failed.map(|failed| failed.problem),
            }
        };
        self.asked.iter().map(view).collect()
    }
}

fn weight(material: &ValidationData) -> usize {
    let all = [&material.certificates, &material.crls, &material.ocsps];
    all.into_iter().flatten().map(Vec::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    /// Accepts connections and never responds; returns the port.
    async fn silent() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                held.push(stream);
            }
        });
        port
    }

    #[tokio::test]
    async fn a_silent_server_is_given_up_and_not_asked_again() {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let url = format!("http://127.0.0.1:{}/a.crl", silent().await);
        let allowing = Guarded::new(&["127.0.0.1".to_owned()]).unwrap();
        // More than the simultaneous limit, so the later ones wait in vain too.
        let wanted = || {
            let one = |n: usize| MissingData::Crl {
                url: format!("{url}?{n}"),
            };
            (0..AT_ONCE + 2).map(one).collect::<Vec<_>>()
        };
        let mut fetching = Fetching::within(Duration::from_millis(300));
        let started = Instant::now();
        assert!(!fetching.fetch(&allowing, wanted()).await);
        assert!(!fetching.fetch(&allowing, wanted()).await);
        assert!(started.elapsed() < Duration::from_secs(5));
        let views = fetching.views();
        assert_eq!(views.len(), AT_ONCE + 2);
        for view in views {
            assert_eq!(
                (&*view.status, view.code.as_deref()),
                ("failed", Some("late"))
            );
        }
    }

    #[test]
    fn the_fetched_data_fits_into_the_worker_s_request() {
        let mut fetching = Fetching::within(PATIENCE);
        let large = |fill: u8| ValidationData {
            crls: vec![vec![fill; MOST_BYTES / 2 + 1]],
            ..ValidationData::default()
        };
        assert!(fetching.take(large(1)).is_ok());
        assert!(
            fetching
                .take(large(2))
                .is_err_and(|why| why.code == "too_large")
        );
        assert_eq!(fetching.given, large(1));
    }
}
