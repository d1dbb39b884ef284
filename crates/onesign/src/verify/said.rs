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
    trail_recorded_by(signer) = "What it says was recorded by {signer}, who made the seal.";
    trail_encloses() = "The signed document that was uploaded is attached, byte for byte.";
    trail_remade() = "Stamped values and trail pages were made again from the trail and are the same, byte for byte.";
    trail_alike() = "Stamped values and trail pages were made again from the trail and hold the same; another version of OneSign packed them otherwise.";
    trail_otherwise(composer) = "Whether stamped values and trail pages show what the trail records can't be told: another version of OneSign made them ({composer}), and this one makes others of the same trail.";
    trail_withheld(name, entry) = "The value “{name}” of entry {entry} is withheld, although OneSign always discloses it: part of what happened can't be seen.";
    trail_missing() = "the seal names a trail, but the trail is missing";
    trail_other_chain() = "the seal names another chain than the one inside";
    trail_base_outside() = "the seal's revision begins outside the file";
    trail_other_document() = "the document is not the one that was recorded";
    trail_signed_other() = "somebody signed another document";
    trail_other_entries() = "somebody signed other entries";
    trail_no_consent() = "somebody signed without having agreed to do so";
    trail_other_session() = "somebody signed with a browser key that did not open the link";
    trail_consent_crossed(name) = "Whether {name} agreed to sign can't be told: no consent in the trail comes from the browser key that signed.";
    trail_pages_crossed(name) = "Which pages {name} saw can't be told: some that the signature names were not shown to the browser that signed.";
    trail_time_backwards(entry) = "Entry {entry} is dated before the entry that it follows, so when things happened can't be told: a clock was wrong.";
    trail_text_missing() = "a text that was agreed to is missing or was changed";
    trail_signature_missing() = "a signature is missing from the trail";
    trail_shown_other() = "what the seal shows is not what the trail records";
    trail_other_attachment() = "the attached document is not the one that was received";
    trail_attachment_missing() = "the signed document that should be attached is missing";
    trail_no_fact(kind) = "the trail has no fact “{kind}”";
    trail_uncomposed(why) = "the revision can't be composed: {why}";
    compose_unsuitable() = "the document can't be extended";
    compose_no_page(page) = "there is no page {page}";
    compose_off_page(number) = "stamp {number} doesn't lie on its page";
    compose_unprintable(number, characters) = "stamp {number} has characters that no font has: {characters}";
    compose_drawing() = "a drawing failed";
    compose_writing() = "the revision can't be written";
    evidence_form(why) = "the evidence is not in canonical form: {why}";
    evidence_members() = "the evidence does not have the members it should have";
    evidence_head() = "the chain does not end at the head that the evidence names";
    evidence_opened() = "an opened value is malformed or repeated";
    chain_empty() = "the trail has no entries";
    chain_form(entry, why) = "entry {entry} is not in canonical form: {why}";
    chain_members(entry) = "entry {entry} does not have the members an entry has";
    chain_foreign(entry) = "entry {entry} belongs to another chain";
    chain_order(entry) = "entry {entry} is missing, moved or repeated";
    chain_link(entry) = "entry {entry} does not follow from the entry before it";
    chain_value(name, entry) = "the value “{name}” of entry {entry} is not the one that was recorded";
    chain_uncommitted(entry, name) = "entry {entry} never recorded a value “{name}”";
    canonical_json() = "not JSON";
    canonical_number() = "a number that is not an integer of at most 53 bits";
    canonical_null() = "null is not allowed";
    canonical_key() = "a key outside ASCII";
    canonical_spelling() = "not the one canonical spelling";
    too_much() = "The file can't be judged, because checking it takes more time or memory than any document should.";
    broke_off() = "The file can't be judged, because checking it broke off. No sound document does that.";
    page_differs(page) = "Page {page} looks different from what was signed, and no change that the signer permits explains it.";
}

#[cfg(test)]
mod tests {
    use super::SENTENCES;
    use onesign_pades::verify;
    use std::collections::{BTreeMap, BTreeSet};

    const EN: &str = include_str!("../../../../locales/en/verify.ftl");
    const DE: &str = include_str!("../../../../locales/de/verify.ftl");

    /// The catalogue's messages by name.
    fn messages(catalogue: &'static str) -> BTreeMap<&'static str, &'static str> {
        let lines = catalogue.lines().filter_map(|line| line.split_once(" = "));
        lines.collect()
    }

    fn templates() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        verify::sentences().chain(SENTENCES)
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

    /// Whether there is more than values and signs.
    fn has_words(template: &str) -> bool {
        let parts = template.split('}');
        let mut between = parts.filter_map(|part| part.split('{').next());
        between.any(|part| part.contains(char::is_alphabetic))
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
            if has_words(template) {
                assert_ne!(german, english, "{name}");
            }
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
}
