//! An authenticator app.

use onesign_core::Clock;
use onesign_store::SystemClock;
use totp_rs::{Builder, Secret};

/// The seconds of a step of an authenticator app.
const STEP: i64 = 30;

/// An authenticator app with one secret.
pub struct App {
    secret: String,
}

impl App {
    pub fn new(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
        }
    }

    /// The code of the step so many after the present one.
    pub fn code(&self, steps: i64) -> String {
        let at = SystemClock.now_ms() / 1_000 + steps * STEP;
        let secret = Secret::try_from_base32(&self.secret).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        totp.generate(at as u64).to_string()
    }
}
