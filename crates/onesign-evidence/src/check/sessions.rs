//! Whether each signature belongs to one session: the browser key that signed also opened the link, gave consent, and
//! was shown the pages. Earlier servers let consent and shown pages pass from one browser to the next; their seals are
//! intact but don't prove these two.

use super::wrong::TrailError;
use crate::said;
use crate::story::opened;
use onesign_core::audit::chain::{Chain, Checked};
use onesign_core::envelope::recipient::SeenPage;
use onesign_core::fact::SignatureApplied;
use onesign_pades::report::Sentence;
use serde_json::Value;

/// Checks the signatures of a chain. Returns a sentence about the points that the chain does not prove, if any.
///
/// # Errors
/// If the signing key did not open the recipient's newest link: no server records that.
pub(super) fn check(chain: &Chain) -> Result<Option<Sentence>, TrailError> {
    let mut open = None;
    for (place, entry) in chain.entries.iter().enumerate() {
        let Some(signature) = opened::<SignatureApplied>(entry, "signature.applied") else {
            continue;
        };
        let before = &chain.entries[..place];
        let own = |kind: &'static str| {
            let of = entry.opened.get("recipient");
            move |e: &&Checked| e.kind == kind && e.opened.get("recipient") == of
        };
        let (since, exchange) = before
            .iter()
            .enumerate()
            .rfind(|(_, e)| own("link.exchanged")(e))
            .ok_or_else(other_session)?;
        let names = [
            ("link_id", &signature.link_id),
            ("link_sha256", &signature.link_sha256),
            ("session_key", &signature.session_key),
        ];
        if !names
            .iter()
            .all(|(name, value)| says(exchange, name, value))
        {
            return Err(other_session());
        }
        let session = &before[since + 1..];
        let agreed = session.iter().filter(own("consent.given")).any(|consent| {
            says(consent, "consent_sha256", &signature.consent_sha256)
                && says(consent, "link_id", &signature.link_id)
                && says(consent, "session_key", &signature.session_key)
        });
        let views = session.iter().filter(own("document.viewed"));
        let shown: Vec<SeenPage> = views
            .filter(|view| says(view, "link_id", &signature.link_id))
            .filter_map(|view| view.opened.get("pages_viewed"))
            .filter_map(|pages| serde_json::from_value::<Vec<SeenPage>>(pages.clone()).ok())
            .flatten()
            .collect();
        if !agreed {
            open = open.or(Some(said::trail_consent_crossed(&signature.name)));
        }
        if !signature.pages_viewed.iter().all(|p| shown.contains(p)) {
            open = open.or(Some(said::trail_pages_crossed(&signature.name)));
        }
    }
    Ok(open)
}

/// Whether an entry discloses this value under this name.
fn says(entry: &Checked, name: &str, value: &str) -> bool {
    entry.opened.get(name).and_then(Value::as_str) == Some(value)
}

fn other_session() -> TrailError {
    TrailError::Mismatch(said::trail_other_session())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const MIRA: &str = "00000000-0000-0000-0000-000000000001";
    const JONAS: &str = "00000000-0000-0000-0000-000000000002";

    fn entry(kind: &str, values: Value) -> Checked {
        let Value::Object(opened) = values else {
            panic!("values have names");
        };
        Checked {
            seq: 0,
            kind: kind.into(),
            at_ms: 0,
            actor: String::new(),
            build: String::new(),
            digest: [0; 32],
            opened: opened.into_iter().collect(),
            undisclosed: Vec::new(),
        }
    }

    fn exchanged(who: &str, n: u8) -> Checked {
        let (link, key) = (format!("link{n}"), format!("key{n}"));
        let values = json!({ "recipient": who, "link_id": link, "link_sha256": "secret", "session_key": key });
        entry("link.exchanged", values)
    }

    fn consented(who: &str, n: u8) -> Checked {
        let (link, key) = (format!("link{n}"), format!("key{n}"));
        let values = json!({ "recipient": who, "link_id": link, "consent_sha256": "text", "session_key": key });
        entry("consent.given", values)
    }

    fn viewed(who: &str, n: u8) -> Checked {
        let pages = json!([{ "page": 0, "sha256": "picture" }]);
        let values =
            json!({ "recipient": who, "link_id": format!("link{n}"), "pages_viewed": pages });
        entry("document.viewed", values)
    }

    fn signed(who: &str, n: u8) -> Checked {
        let values = json!({
            "recipient": who, "name": "Mira", "email": "", "document_sha256": "", "values_sha256": "",
            "signature_image_sha256": "", "consent_sha256": "text", "locale": "en",
            "pages_viewed": [{ "page": 0, "sha256": "picture" }], "auth_methods": [],
            "session_key": format!("key{n}"), "link_id": format!("link{n}"), "link_sha256": "secret",
            "ip": "", "user_agent": "",
        });
        entry("signature.applied", values)
    }

    fn told(entries: Vec<Checked>) -> Result<Option<String>, String> {
        let chain = Chain {
            log: String::new(),
            stream: String::new(),
            entries,
            head: [0; 32],
        };
        check(&chain)
            .map(|open| open.map(|sentence| sentence.to_string()))
            .map_err(|error| error.why().to_string())
    }

    #[test]
    fn a_signature_within_one_session_needs_no_remark() {
        let whole = vec![
            exchanged(MIRA, 1),
            consented(MIRA, 1),
            exchanged(MIRA, 2),
            exchanged(JONAS, 3),
            consented(MIRA, 2),
            viewed(MIRA, 2),
            signed(MIRA, 2),
        ];
        assert_eq!(told(whole), Ok(None));
    }

    #[test]
    fn consent_and_pages_of_another_browser_are_indeterminate() {
        let crossed = vec![
            exchanged(MIRA, 1),
            consented(MIRA, 1),
            exchanged(MIRA, 2),
            viewed(MIRA, 2),
            signed(MIRA, 2),
        ];
        let open = told(crossed).unwrap().unwrap();
        assert!(open.contains("whether “Mira” agreed to sign"), "{open}");
        let foreign = vec![
            exchanged(MIRA, 1),
            consented(JONAS, 1),
            viewed(MIRA, 1),
            signed(MIRA, 1),
        ];
        assert!(told(foreign).unwrap().is_some());
        let pages = vec![
            exchanged(MIRA, 1),
            viewed(MIRA, 1),
            exchanged(MIRA, 2),
            consented(MIRA, 2),
            signed(MIRA, 2),
        ];
        let open = told(pages).unwrap().unwrap();
        assert!(open.contains("which pages “Mira” saw"), "{open}");
    }

    #[test]
    fn a_signing_key_that_opened_no_link_is_an_error() {
        let none = vec![consented(MIRA, 1), viewed(MIRA, 1), signed(MIRA, 1)];
        assert!(told(none).is_err());
        let later = vec![
            exchanged(MIRA, 1),
            consented(MIRA, 1),
            viewed(MIRA, 1),
            exchanged(MIRA, 2),
            signed(MIRA, 1),
        ];
        assert!(told(later).is_err());
    }
}
