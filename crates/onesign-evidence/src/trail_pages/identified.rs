//! How the system identified a signer, as far as the facts show.

use super::names::{Names, text, within};
use super::words::Words;
use onesign_core::audit::chain::Checked;
use onesign_core::fact::SignatureApplied;

/// The identification of the signer: the link, and the people who could open it.
///
/// Only facts from before the opening of a link show who could open it.
pub(super) fn identified(
    signature: &SignatureApplied,
    entries: &[Checked],
    names: &Names,
    words: Words<'_>,
) -> String {
    let of_link = |entry: &&Checked| text(entry, "link_id") == Some(&signature.link_id);
    let opened = entries
        .iter()
        .filter(of_link)
        .find(|entry| entry.kind == "link.exchanged")
        .map_or(usize::MAX, |entry| entry.seq as usize);
    let before: Vec<&Checked> = entries.iter().take(opened).filter(of_link).collect();
    let first = |kinds: &[&str]| {
        let mut before = before.iter();
        before.find(|entry| kinds.contains(&entry.kind.as_str()))
    };
    // The mail server's answer proves delivery, even if it is recorded later.
    let mailed = entries
        .iter()
        .filter(of_link)
        .find(|entry| entry.kind == "link.handed_over");
    let handed = first(&["link.shown", "link.copied"]);
    let id = match (mailed, handed) {
        (Some(_), None) => "trail-value-identified-mailed",
        (Some(_), Some(_)) => "trail-value-identified-mailed-and-shown",
        (None, Some(_)) => "trail-value-identified-shown",
        (None, None) => "trail-value-identified-unknown",
    };
    let owner = handed.and_then(|entry| names.actor(entry));
    let mailbox = mailed.and_then(|entry| text(entry, "email"));
    words.say_with(
        id,
        &[
            (
                "email",
                within(words.format, mailbox.unwrap_or(&signature.email)),
            ),
            (
                "actor",
                owner.unwrap_or_else(|| words.say("trail-somebody")),
            ),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ceremony, entry, story};
    use super::*;
    use crate::text::Catalogues;
    use serde_json::json;

    fn said(told: Vec<Checked>, locale: &str) -> String {
        let texts = Catalogues::load();
        let words = Words {
            locale,
            texts: &texts,
            format: crate::format::Format::CURRENT,
        };
        let story = story(ceremony(told));
        let (_, signature) = &story.signatures[0];
        let entries = &story.chain.entries;
        identified(
            signature,
            entries,
            &Names::of(&story.chain, words.format),
            words,
        )
    }

    fn fact(kind: &str) -> Checked {
        let values = json!({ "link_id": "L", "email": "ann@example.com", "reply": "250 OK" });
        entry(kind, "account/a", values)
    }

    #[test]
    fn the_identification_states_only_known_facts_about_the_link() {
        assert_eq!(
            said(vec![fact("link.handed_over")], "en"),
            "a link that was e-mailed to ann@example.com: anyone who could read that mailbox could open it"
        );
        assert_eq!(
            said(vec![fact("link.shown")], "en"),
            "a link that Mira Holt, who sent the document, had seen and could have opened"
        );
        assert_eq!(
            said(vec![fact("link.copied"), fact("link.handed_over")], "en"),
            "a link that was e-mailed to ann@example.com and that Mira Holt, who sent the document, had also seen \
             and could have opened"
        );
        for nothing in [
            vec![],
            vec![fact("link.delivery_failed")],
            vec![fact("link.unanswered")],
        ] {
            assert_eq!(
                said(nothing, "en"),
                "a link for ann@example.com; how it reached them is not on record"
            );
        }
    }

    #[test]
    fn facts_about_another_link_do_not_apply_to_this_one() {
        let other = |kind: &str| {
            let mut other = fact(kind);
            other.opened.insert("link_id".into(), "other".into());
            other
        };
        for kind in ["link.handed_over", "link.shown"] {
            assert!(said(vec![other(kind)], "de").contains("nicht festgehalten"));
        }
    }
}
