//! An authenticator app.

use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// The seconds of a step of an authenticator app.
const STEP: u64 = 30;

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
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let at = now.as_secs().saturating_add_signed(steps * STEP as i64);
        let secret = Secret::try_from_base32(&self.secret).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        totp.generate(at).to_string()
    }
}
