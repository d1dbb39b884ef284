//! What the report says about the trail and about checking itself.

onesign_pades::sentences! {
    log_not_checked() = "This version does not check a transparency log.";
    no_trail_seal() = "There is no seal with a trail.";
    no_trail() = "The file carries no audit trail of OneSign.";
    trail_wrong(why) = "The audit trail is not right: {why}.";
    trail_foreign(why) = "The audit trail does not belong to this document: {why}.";
    trail_whole() = "The audit trail is whole, and belongs to this document.";
    trail_facts_of_one(facts) = "{facts} facts, each following from the one before; 1 signature.";
    trail_facts(facts, signatures) = "{facts} facts, each following from the one before; {signatures} signatures.";
    trail_values(opened, closed) = "{opened} recorded values disclosed and right; {closed} undisclosed.";
    trail_encloses() = "The signed document that was uploaded is attached, byte for byte.";
    trail_remade() = "Stamped values and trail pages were made again from the trail and are the same, byte for byte.";
    trail_not_remade() = "Trail pages: not checked, because another version of OneSign made them.";
    too_much() = "The file can't be judged, because checking it takes more time or memory than any document should.";
    broke_off() = "The file can't be judged, because checking it broke off. No sound document does that.";
    page_differs(page) = "Page {page} looks different from what was signed, and no change that the signer permits explains it.";
}

#[cfg(test)]
mod tests {
    use super::SENTENCES;
    use onesign_pades::verify::{self, ChangeKind};
    use std::collections::{BTreeMap, BTreeSet};

    const EN: &str = include_str!("../../../../locales/en/verify.ftl");
    const DE: &str = include_str!("../../../../locales/de/verify.ftl");

    /// The catalogue's messages by name.
    fn messages(catalogue: &'static str) -> BTreeMap<&'static str, &'static str> {
        let lines = catalogue.lines().filter_map(|line| line.split_once(" = "));
        lines.collect()
    }

    fn templates() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        verify::SENTENCES.iter().chain(SENTENCES)
    }

    /// The English message of a template: what was changed stands in a list of its own on the page.
    fn expected(template: &str) -> String {
        let template = template.replace(" {change}", "").replace('\'', "’");
        template.replace('{', "{ $").replace('}', " }")
    }

    fn variables(message: &str) -> BTreeSet<&str> {
        let parts = message.split("{ $").skip(1);
        parts.filter_map(|part| part.split(' ').next()).collect()
    }

    #[test]
    fn every_sentence_has_its_message_in_both_languages() {
        let (en, de) = (messages(EN), messages(DE));
        for (code, template) in templates() {
            let name = format!("said-{}", code.replace('_', "-"));
            let english = en.get(&*name).copied().unwrap_or_default();
            assert_eq!(english, expected(template), "{name}");
            let german = de.get(&*name).copied().unwrap_or_default();
            assert_ne!(german, "", "{name}");
            assert_ne!(german, english, "{name}");
            assert_eq!(variables(german), variables(english), "{name}");
        }
    }

    #[test]
    fn no_message_is_left_over_and_no_code_is_given_twice() {
        let codes: Vec<_> = templates()
            .map(|(code, _)| code.replace('_', "-"))
            .collect();
        let once: BTreeSet<_> = codes.iter().cloned().collect();
        assert_eq!(codes.len(), once.len());
        let names = messages(EN).into_keys();
        let said: BTreeSet<_> = names
            .filter_map(|name| name.strip_prefix("said-"))
            .collect();
        assert_eq!(said, once.iter().map(String::as_str).collect());
    }

    #[test]
    fn every_kind_of_change_has_its_message_in_both_languages() {
        for kind in ChangeKind::ALL {
            let name = serde_json::to_value(kind).unwrap();
            let name = format!("change-{}", name.as_str().unwrap().replace('_', "-"));
            for catalogue in [EN, DE] {
                assert!(messages(catalogue).contains_key(&*name), "{name}");
            }
        }
    }
}
