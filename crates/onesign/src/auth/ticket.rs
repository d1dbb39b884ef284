//! Tickets: what the server hands to a browser between two requests and takes back unchanged, for a short time.

use aws_lc_rs::hmac;
use onesign_core::audit::{base64url, from_base64url};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long a ticket is valid, in milliseconds (15 minutes): time to install an authenticator app.
const LIFE_MS: i64 = 15 * 60 * 1000;

/// Makes and checks tickets.
pub(crate) struct Tickets(hmac::Key);

impl Tickets {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// A ticket for this purpose, which names the account that it is for.
    pub(super) fn issue<T: Serialize>(
        &self,
        purpose: &str,
        content: &T,
        now_ms: i64,
    ) -> Result<String, serde_json::Error> {
        let payload = serde_json::to_vec(&(now_ms + LIFE_MS, content))?;
        let mac = hmac::sign(&self.0, &message(purpose, &payload));
        Ok(format!(
            "{}.{}",
            base64url(&payload),
            base64url(mac.as_ref())
        ))
    }

    /// The content of a ticket for this purpose, if it is valid at `now_ms`.
    pub(super) fn redeem<T: DeserializeOwned>(
        &self,
        purpose: &str,
        ticket: &str,
        now_ms: i64,
    ) -> Option<T> {
        let (payload, mac) = ticket.split_once('.')?;
        let (payload, mac) = (from_base64url(payload)?, from_base64url(mac)?);
        hmac::verify(&self.0, &message(purpose, &payload), &mac).ok()?;
        let (ends_ms, content): (i64, T) = serde_json::from_slice(&payload).ok()?;
        (now_ms < ends_ms).then_some(content)
    }
}

fn message(purpose: &str, payload: &[u8]) -> Vec<u8> {
    [b"onesign/ticket/1\n", purpose.as_bytes(), b"\n", payload].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_valid_for_its_purpose_and_a_quarter_of_an_hour() {
        let tickets = Tickets::new(&[3; 32]);
        let ticket = tickets.issue("totp/a", &"secret", 1_000).unwrap();
        let redeemed =
            |purpose: &str, ticket: &str, now| tickets.redeem::<String>(purpose, ticket, now);
        assert_eq!(
            redeemed("totp/a", &ticket, 1_000).as_deref(),
            Some("secret")
        );
        assert_eq!(redeemed("totp/b", &ticket, 1_000), None);
        assert_eq!(redeemed("totp/a", &ticket, 1_000 + LIFE_MS), None);
        for position in 0..ticket.len() {
            let mut bytes = ticket.clone().into_bytes();
            bytes[position] ^= 1;
            let changed = String::from_utf8_lossy(&bytes).into_owned();
            assert_eq!(redeemed("totp/a", &changed, 1_000), None, "at {position}");
        }
        let other = Tickets::new(&[4; 32]);
        assert_eq!(other.redeem::<String>("totp/a", &ticket, 1_000), None);
    }
}
