//! Refusals in the log, at the default level: what was refused to whom, so that attacks are seen. Never a name, a mail
//! address or a secret; and never more lines than somebody can read, however much a stranger sends.

use crate::net::client_address::{Addresses, Network};
use crate::problem::Told;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use onesign_core::code::Code;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long repetitions are counted before they are told.
const WINDOW: Duration = Duration::from_secs(60);
/// Kinds of refusals, each with its network, that are told within a window. The rest is counted together.
const MOST_KINDS: usize = 30;

/// A kind of refusal: its code and who met it.
type Kind = (Code, Network);

/// What was refused within the window that is open.
#[derive(Default)]
struct Refusals {
    counted: Mutex<Counted>,
}

#[derive(Default)]
struct Counted {
    open: bool,
    kinds: HashMap<Kind, u64>,
    others: u64,
}

/// What is to be done about one refusal.
#[derive(Debug, PartialEq, Eq)]
struct Noted {
    /// It is the first of its kind in this window, so it gets a line.
    tell: bool,
    /// It is the first of all, so the window has to be closed in time.
    opens: bool,
}

impl Refusals {
    fn note(&self, kind: Kind) -> Noted {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = &mut *counted;
        let opens = !std::mem::replace(&mut counted.open, true);
        let full = counted.kinds.len() >= MOST_KINDS;
        let mut tell = false;
        match counted.kinds.get_mut(&kind) {
            Some(count) => *count += 1,
            None if full => counted.others += 1,
            None => {
                counted.kinds.insert(kind, 1);
                tell = true;
            }
        }
        Noted { tell, opens }
    }

    fn close(&self) -> Counted {
        std::mem::take(&mut *self.counted.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether an answer is a refusal that somebody who looks for attacks wants to see.
fn is_worth_a_line(status: StatusCode, code: Code) -> bool {
    let codes = [
        Code::WrongCredentials,
        Code::KeySignatureWrong,
        Code::LinkUnknown,
        Code::InvalidHost,
    ];
    let statuses = [
        StatusCode::FORBIDDEN,
        StatusCode::GONE,
        StatusCode::MISDIRECTED_REQUEST,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    statuses.contains(&status) || codes.contains(&code)
}

/// What refusals are logged with.
#[derive(Clone)]
pub(crate) struct RefusalLog {
    refusals: Arc<Refusals>,
    addresses: Addresses,
}

impl RefusalLog {
    pub(crate) fn new(addresses: Addresses) -> Self {
        Self {
            refusals: Arc::default(),
            addresses,
        }
    }
}

/// Logs what is refused.
pub(crate) async fn log(State(log): State<RefusalLog>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let network = peer.map(|peer| {
        let address = log.addresses.of_peer(peer.0.ip(), request.headers());
        address.network()
    });
    let response = next.run(request).await;
    let told = response.extensions().get::<Told>();
    if let (Some(network), Some(code)) = (network, told.map(|told| told.0.code))
        && is_worth_a_line(response.status(), code)
    {
        let noted = log.refusals.note((code, network));
        if noted.tell {
            tracing::warn!(%code, %network, "refused");
        }
        if noted.opens {
            tokio::spawn(async move {
                tokio::time::sleep(WINDOW).await;
                tell_repetitions(log.refusals.close());
            });
        }
    }
    response
}

fn tell_repetitions(counted: Counted) {
    for ((code, network), count) in counted.kinds {
        if count > 1 {
            tracing::warn!(%code, %network, again = count - 1, "such requests were refused again within a minute");
        }
    }
    if counted.others > 0 {
        let others = counted.others;
        tracing::warn!(
            others,
            "more requests were refused within a minute than are listed one by one"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_much_is_refused_few_lines_tell_it() {
        let refusals = Refusals::default();
        let network = |n: u32| Network::of(std::net::Ipv4Addr::from(n).into());
        let noted = refusals.note((Code::WrongCredentials, network(1)));
        assert_eq!(
            noted,
            Noted {
                tell: true,
                opens: true
            }
        );
        let mut lines = 1;
        for n in 0..10_000u32 {
            let noted = refusals.note((Code::WrongCredentials, network(n / 2)));
            assert!(!noted.opens);
            lines += usize::from(noted.tell);
        }
        assert_eq!(lines, MOST_KINDS);
        let counted = refusals.close();
        assert_eq!(counted.kinds.values().sum::<u64>() + counted.others, 10_001);
        assert!(counted.kinds.values().any(|count| *count > 1));
        assert!(refusals.note((Code::WrongCredentials, network(1))).opens);
    }
}
