//! A fact as one sentence, which says only what happened.

use super::names::{Names, text};
use super::words::Words;
use crate::format::Format;
use crate::text::Catalogues;
use onesign_core::audit::chain::Checked;
use serde_json::Value;
use std::collections::BTreeSet;

/// The most characters of a mail server's answer, or of another text that strangers choose.
const MAX_QUOTED: usize = 120;

/// The sentence of a fact.
pub(crate) fn sentence(entry: &Checked, names: &Names, locale: &str, texts: &Catalogues) -> String {
    let words = Words {
        locale,
        texts,
        format: Format::CURRENT,
    };
    of(entry, names, words)
}

pub(super) fn of(entry: &Checked, names: &Names, words: Words<'_>) -> String {
    let id = format!("trail-fact-{}", entry.kind.replace(['.', '_'], "-"));
    if !words.texts.has(&id) {
        return words.say_with("trail-fact-other", &[("type", entry.kind.clone())]);
    }
    let said = words.say_with(&id, &values(entry, names, words));
    words.begun(&said, [names.about(entry), names.actor(entry)])
}

/// The values that the sentences of a fact may use.
pub(super) fn values(
    entry: &Checked,
    names: &Names,
    words: Words<'_>,
) -> Vec<(&'static str, String)> {
    let quoted = |name: &str| words.quoted(text(entry, name).unwrap_or_default(), MAX_QUOTED);
    let somebody = || words.say("trail-somebody");
    vec![
        ("name", names.about(entry).unwrap_or_else(somebody)),
        ("actor", names.actor(entry).unwrap_or_else(somebody)),
        ("count", count(entry).to_string()),
        ("code", words.reason(&quoted("code"))),
        ("filename", quoted("filename")),
        ("email", quoted("email")),
        ("reply", quoted("reply")),
        ("purpose", quoted("purpose")),
        ("by", quoted("asked_by")),
    ]
}

/// The page count of a fact about pages, otherwise the number of occurrences.
fn count(entry: &Checked) -> usize {
    match (entry.opened.get("pages_viewed"), entry.opened.get("pages")) {
        (Some(seen), _) => pages_of(seen).len(),
        (None, Some(pages)) => pages.as_array().map_or(0, Vec::len),
        (None, None) => times(entry),
    }
}

/// The number of occurrences: one fact may count repeats.
pub(super) fn times(entry: &Checked) -> usize {
    let count = entry.opened.get("count").and_then(Value::as_u64);
    usize::try_from(count.unwrap_or(1)).unwrap_or(usize::MAX)
}

/// The distinct pages in a list of shown pictures: a zoomed page is several pictures, but still one page.
pub(super) fn pages_of(seen: &Value) -> BTreeSet<i64> {
    let pictures = seen.as_array().map(Vec::as_slice).unwrap_or_default();
    pictures
        .iter()
        .filter_map(|picture| picture.get("page")?.as_i64())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{chain, entry};
    use super::*;
    use onesign_core::fact::Fact;
    use serde_json::json;

    /// Types of facts that no stream of an envelope has, so that no trail needs words for them.
    const NEVER_ON_A_TRAIL: [&str; 11] = [
        "second_factor.enrolled",
        "second_factor.used",
        "second_factor.removed",
        "recovery_codes.issued",
        "recovery_code.used",
        "password.changed",
        "password.rehashed",
        "password_reset.requested",
        "password_reset.issued",
        "api_key.created",
        "api_key.revoked",
    ];

    fn on_a_trail() -> impl Iterator<Item = &'static str> {
        let kinds = Fact::KINDS.iter().copied();
        kinds.filter(|kind| !NEVER_ON_A_TRAIL.contains(kind))
    }

    /// Every sentence exists in both languages, with no unfilled placeholder.
    #[test]
    fn every_fact_has_its_sentence() {
        let texts = Catalogues::load();
        let names = Names::of(&chain(Vec::new()), Format::CURRENT);
        for kind in on_a_trail() {
            let fact = entry(kind, "system/test", json!({ "name": "Ann" }));
            let [english, german] =
                ["en", "de"].map(|locale| sentence(&fact, &names, locale, &texts));
            assert_ne!(english, german, "{kind}");
            for said in [english, german] {
                assert!(!said.contains(kind) && !said.contains("trail-"), "{said}");
                assert!(!said.contains(['{', '}']), "{said}");
            }
        }
    }

    /// Only the mail server's answer proves that a mail was sent.
    #[test]
    fn only_a_mail_server_s_answer_proves_that_mail_was_sent() {
        let texts = Catalogues::load();
        let names = Names::of(&chain(Vec::new()), Format::CURRENT);
        let about_mail = [
            "link.handed_over",
            "link.delivery_failed",
            "link.unanswered",
        ];
        for kind in on_a_trail() {
            let fact = entry(kind, "system/test", json!({ "name": "Ann" }));
            for locale in ["en", "de"] {
                let said = sentence(&fact, &names, locale, &texts).to_lowercase();
                let mentions = said.contains("mail");
                assert_eq!(mentions, about_mail.contains(&kind), "{said}");
            }
        }
    }

    #[test]
    fn sentences_use_the_names_of_people() {
        let texts = Catalogues::load();
        let saved = entry("values.saved", "recipient/r1", json!({}));
        let chain = chain(vec![
            entry(
                "envelope.created",
                "account/a1",
                json!({ "account": "a1", "name": "Mira Holt" }),
            ),
            entry("envelope.revised", "account/a1", json!({})),
            saved.clone(),
            entry(
                "recipient.invited",
                "account/a1",
                json!({ "recipient": "r1", "name": "Jonas Lind" }),
            ),
            entry(
                "link.shown",
                "account/a1",
                json!({ "recipient": "r1", "link_id": "L" }),
            ),
        ]);
        let names = Names::of(&chain, Format::CURRENT);
        let said = |at: usize| sentence(&chain.entries[at], &names, "en", &texts);
        assert_eq!(said(1), "Mira Holt changed the draft");
        assert_eq!(said(2), "Jonas Lind saved their input");
        assert_eq!(
            said(4),
            "Mira Holt viewed the link for Jonas Lind and could have opened it"
        );
        let stranger = entry("values.saved", "recipient/r9", json!({}));
        assert_eq!(
            sentence(&stranger, &names, "en", &texts),
            "Someone saved their input"
        );
    }

    #[test]
    fn a_name_is_written_as_its_owner_writes_it() {
        let texts = Catalogues::load();
        for name in [
            "ნინო ბერიძე",
            "ßtraub",
            "bell hooks",
            "ǆemal",
            "ŉ Brink",
            "someone else",
        ] {
            let saved = entry("values.saved", "recipient/r1", json!({}));
            let invited = json!({ "recipient": "r1", "name": name });
            let chain = chain(vec![
                entry("recipient.invited", "account/a1", invited),
                saved.clone(),
            ]);
            let names = Names::of(&chain, Format::CURRENT);
            let said = |entry| sentence(entry, &names, "en", &texts);
            assert_eq!(said(&saved), format!("{name} saved their input"));
        }
    }

    #[test]
    fn repeats_and_pages_are_counted() {
        let texts = Catalogues::load();
        let names = Names::of(&chain(Vec::new()), Format::CURRENT);
        let said = |kind: &str, values: Value| {
            sentence(&entry(kind, "visitor", values), &names, "en", &texts)
        };
        let refused = json!({ "name": "Ann", "code": "link_used", "count": 17 });
        assert_eq!(
            said("link.refused", refused),
            "At least 17 attempts with links for Ann were refused: the link had already been used"
        );
        let odd = json!({ "name": "Ann", "code": "some_other" });
        assert_eq!(
            said("signature.refused", odd),
            "An attempt by Ann to sign was refused: some_other"
        );
        let seen = json!({ "name": "Ann", "pages_viewed": [{ "page": 0 }, { "page": 0 }] });
        assert_eq!(
            said("document.viewed", seen),
            "Ann was shown the document: 1 page"
        );
        assert_eq!(
            said("made.up", json!({})),
            "Recorded: an entry of type “made.up”"
        );
    }
}
