//! Codes of authenticator apps (RFC 6238): six digits, a new one every 30 seconds.

use crate::clock::random;
use totp_rs::{Builder, Secret, Totp};

/// How many steps before and after the present one are accepted, because the clocks of phones differ (RFC 6238, 5.2).
const SKEW: u16 = 1;
/// The longest name of an instance or account in an app's list, in characters.
const MAX_NAME: usize = 64;

/// The secret of an authenticator app could not be used.
#[derive(Debug, thiserror::Error)]
#[error("the secret of an authenticator app can't be used")]
pub(super) struct BadSecret;

/// A new secret of 160 bits, the length that RFC 4226 recommends; in base32.
pub(super) fn new_secret() -> String {
    Secret::new_stack(random::<20>()).to_base32()
}

/// The number of the step whose code this is, if it is the code of one near `now_s` (seconds since the Unix epoch).
/// Whether the step was used before is for the law to decide.
pub(super) fn step_of(secret: &str, code: &str, now_s: i64) -> Result<Option<i64>, BadSecret> {
    let now = u64::try_from(now_s).map_err(|_| BadSecret)?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let totp = totp(secret, None)?;
    let step = totp.check(&digits, now);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The address that an app reads from a QR code.
pub(super) fn uri(secret: &str, instance: &str, account: &str) -> Result<String, BadSecret> {
    let totp = totp(secret, Some((instance, account)))?;
    totp.to_url().map_err(|_| BadSecret)
}

fn totp(secret: &str, names: Option<(&str, &str)>) -> Result<Totp, BadSecret> {
    let secret = Secret::try_from_base32(secret).map_err(|_| BadSecret)?;
    let mut builder = Builder::new().with_secret(secret).with_skew(SKEW);
    if let Some((instance, account)) = names {
        builder = builder
            .with_issuer(Some(named(instance)))
            .with_account_name(named(account));
    }
    builder.build().map_err(|_| BadSecret)
}

/// A name without colons, which separate the names in the address.
fn named(name: &str) -> String {
    let kept = name.chars().filter(|c| *c != ':' && !c.is_control());
    kept.take(MAX_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B, in base32; its codes there have eight digits.
    const OF_RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn the_codes_of_the_standard() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let step = |at| step_of(OF_RFC, code, at).unwrap();
            assert_eq!(step(second), Some(second / 30));
            assert_eq!(step(second + 30), Some(second / 30), "one step late");
            assert_eq!(step(second - 30), Some(second / 30), "one step early");
            assert_eq!(step(second + 60), None);
        }
        for wrong in ["", "28708", "2870822", "287 083", "28708a", "２８７０８２"] {
            assert_eq!(step_of(OF_RFC, wrong, 59).unwrap(), None, "{wrong}");
        }
        assert_eq!(step_of(OF_RFC, "287 082", 59).unwrap(), Some(1));
    }

    #[test]
    fn an_address_names_instance_and_account() {
        let secret = new_secret();
        assert_eq!(secret.len(), 32);
        assert_ne!(secret, new_secret());
        let address = uri(&secret, "Acme: Legal", "mira@example.com").unwrap();
        assert_eq!(
            address,
            format!(
                "otpauth://totp/Acme%20Legal:mira%40example.com?secret={secret}&issuer=Acme%20Legal"
            )
        );
    }
}
