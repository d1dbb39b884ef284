//! Verification for the page: files that are checked are hostile by trade, so a jailed worker judges them.

use crate::clock::HouseClock;
use crate::documents::body::sent;
use crate::limits::{Checks, Rates, Turn};
use crate::net::client_address::Network;
use crate::problem::{A_MOMENT, Problem};
use crate::sealing::keys::Keeper;
use onesign_core::audit::{hex, sha256};
use onesign_evidence::check::{Asking, Question};
use onesign_evidence::report::{FileView, Report};
use onesign_pades::trust::TrustPolicy;
use onesign_store::blobs::{BlobError, Content};
use onesign_worker::verify::KeptPolicy;
use onesign_worker::{Press, PressCode, PressError};
use std::path::Path;
use std::sync::Arc;

/// What files are checked with.
#[derive(Clone)]
pub(crate) struct Verification {
    press: Press,
    clock: HouseClock,
    /// Knows the own root.
    keeper: Arc<Keeper>,
    /// Whom to trust besides, if the operator says so.
    policy: Option<Arc<KeptPolicy>>,
    checks: Arc<Checks>,
    rates: Rates,
}

impl Verification {
    pub(crate) fn new(
        press: Press,
        clock: HouseClock,
        keeper: Arc<Keeper>,
        policy: Option<KeptPolicy>,
        rates: Rates,
    ) -> Self {
        Self {
            press,
            clock,
            keeper,
            policy: policy.map(Arc::new),
            checks: Arc::new(Checks::new()),
            rates,
        }
    }

    /// Whether a stranger may send a file. To be asked before any of it is read.
    ///
    /// # Errors
    /// 429, with the time to come back.
    pub(crate) async fn admit(&self, network: Network) -> Result<(), Problem> {
        self.checks.admit(&self.rates, network).await
    }

    /// Waits until a file that was received from a stranger may be checked.
    ///
    /// # Errors
    /// 503, with the time to come back.
    pub(crate) async fn turn(&self, network: Network) -> Result<Turn<Network>, Problem> {
        self.checks.turn(network).await
    }

    /// Checks a PDF against this instance's own root and the operator's policy, in the jailed worker. Nothing is
    /// fetched: whoever sends a file does not choose whom this server talks to (`docs/adr/0010-…`).
    pub(crate) async fn check(&self, file: Content) -> Result<Report, Problem> {
        let key = self.keeper.current();
        let mut asking = Asking::new(&key.roots, self.clock.now_s()).naming_instances(key.own());
        if let Some(kept) = self.policy.clone() {
            // Lists of services are long: copying them is no work for a thread that serves requests either.
            let under = move || asking.under(TrustPolicy::clone(&kept.current()));
            let under = onesign_store::background(under).await;
            asking = under.map_err(|error| Problem::internal(&error))?;
        }
        judge(&self.press, &file, asking)
            .await
            .map_err(|error| match error.code {
                PressCode::Busy => Problem::busy("Many documents are being checked.", A_MOMENT),
                _ => Problem::internal(&error),
            })
    }
}

/// The operator's policy, read for the first time: one that can't be used stops the start.
///
/// # Errors
/// Names the setting.
pub(crate) async fn policy(path: &Path) -> anyhow::Result<KeptPolicy> {
    let named = path.to_owned();
    let opened = onesign_store::background(move || KeptPolicy::open(&named)).await?;
    opened.map_err(|problem| {
        let path = path.display();
        anyhow::anyhow!("ONESIGN_VERIFY_POLICY: {path}: {problem}")
    })
}

/// Has a file checked. Every file gets a verdict.
///
/// # Errors
/// `busy` and `press_unavailable`, which have nothing to do with the file.
async fn judge(press: &Press, file: &Content, asking: Asking) -> Result<Report, PressError> {
    let hashed = file.clone();
    let unavailable = |error: String| PressError::new(PressCode::PressUnavailable, error);
    let own = onesign_store::background(move || view(&hashed))
        .await
        .map_err(|error| unavailable(error.to_string()))?
        .map_err(|error| unavailable(error.to_string()))?;
    let question = Question { file: own, asking };
    press.report(&sent(file.clone()), question).await
}

/// The file, hashed. Reads what is not held, and waits for the disk.
fn view(file: &Content) -> Result<FileView, BlobError> {
    let digest = match file.known_sha256() {
        Some(digest) => digest,
        None => sha256(&[&file.read()?]),
    };
    Ok(FileView {
        name: None,
        sha256: hex(&digest),
        bytes: file.length(),
    })
}
