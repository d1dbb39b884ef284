//! The report's sentences about the trail and about the check itself.

onesign_pades::sentences! {
    log_not_checked() = "This version does not check a transparency log.";
    no_trail_seal() = "There is no seal with an audit trail.";
    no_trail() = "The file contains no OneSign audit trail.";
    trail_wrong(why) = "The audit trail is not valid: {why}.";
    trail_foreign(why) = "The audit trail is not valid for this document: {why}.";
    trail_whole() = "The audit trail is complete and belongs to this document.";
    trail_facts_of_one(facts) = "{facts} entries, each linked to the one before; 1 signature.";
    trail_facts(facts, signatures) = "{facts} entries, each linked to the one before; {signatures} signatures.";
    trail_values(opened, closed) = "Recorded values: {opened} disclosed, each as it was recorded; {closed} not disclosed.";
    trail_recorded_by(signer) = "The audit trail was sealed with the certificate of “{signer}”, which this check knows as a OneSign instance: it is what that instance recorded.";
    trail_stated_by(signer) = "The audit trail is complete as stated by “{signer}”, which is not known to be a OneSign instance: whether it happened like this is not proven.";
    trail_claimed_by(signer) = "According to the seal, “{signer}” recorded the audit trail, but this check can't confirm who made the seal.";
    trail_encloses() = "The attached signed document is, byte for byte, the one that was uploaded according to the audit trail.";
    enclosed_uncompared() = "Something that may be visible was added after a signature of the attached document. Its pages were not compared with what was signed: extract the attached document and check it by itself.";
    trail_remade() = "The audit trail pages, and the values printed on the document's pages, were generated again from the audit trail and match the sealed document byte for byte.";
    trail_alike() = "The audit trail pages, and the values printed on the document's pages, were generated again from the audit trail and have the same content; they are only stored differently, as by another version of OneSign.";
    trail_otherwise(composer) = "This check can't determine whether the printed values and the trail pages show what the audit trail records: the file says that another version of OneSign (“{composer}”) made them, and this version generates different ones from the same audit trail. Check the file with that version.";
    trail_withheld(name, entry) = "The value “{name}” of entry {entry} is withheld, although OneSign always discloses it: part of what happened is hidden.";
    trail_missing() = "the seal names an audit trail that is missing from the file";
    trail_other_chain() = "the seal names a different chain from the one in the file";
    trail_base_outside() = "the seal's revision begins outside the file";
    trail_other_document() = "the document is not the one that was recorded";
    trail_signed_other() = "it records a signature for a different document";
    trail_other_entries() = "the values that someone signed differ from the values that are recorded as entered";
    trail_no_consent() = "it records a signature without the signer's consent to sign electronically";
    trail_other_session() = "it records a signature in a browser session other than the one that opened the link";
    trail_consent_crossed(name) = "The audit trail does not show whether “{name}” agreed to sign: none of the consents it records was given in the browser session that was used to sign.";
    trail_pages_crossed(name) = "The audit trail does not show which pages “{name}” saw: some pages that the signature names were not shown to the browser that signed.";
    trail_time_backwards(entry) = "Entry {entry} is dated before the entry that it follows, so the times in the audit trail are not reliable.";
    trail_text_missing() = "a text that was agreed to is missing or was changed";
    trail_signature_missing() = "the number of signatures in the audit trail is not the one that it states";
    trail_shown_other() = "what the seal shows is not what the audit trail records";
    trail_other_attachment() = "the attached document is not the one that was received";
    trail_attachment_missing() = "the signed document that should be attached is missing";
    trail_no_fact(kind) = "the audit trail has no entry “{kind}”";
    trail_uncomposed(why) = "the sealed revision can't be generated again: {why}";
    compose_unsuitable() = "the document can't be extended";
    compose_no_page(page) = "there is no page {page}";
    compose_off_page(number) = "printed item {number} is outside its page";
    compose_unprintable(number, characters) = "printed item {number} has characters that none of the available fonts contains: “{characters}”";
    compose_drawing() = "something on a page could not be displayed";
    compose_writing() = "the revision can't be written";
    evidence_form(why) = "the evidence is not in canonical form: {why}";
    evidence_members() = "the evidence does not have the parts it should have";
    evidence_head() = "the chain does not end at the latest entry that the evidence names";
    evidence_opened() = "a disclosed value is malformed or repeated";
    chain_empty() = "the audit trail has no entries";
    chain_form(entry, why) = "entry {entry} is not in canonical form: {why}";
    chain_members(entry) = "entry {entry} does not have the parts an entry should have";
    chain_foreign(entry) = "entry {entry} belongs to another chain";
    chain_order(entry) = "entry {entry} is missing, moved or repeated";
    chain_link(entry) = "entry {entry} does not follow from the entry before it";
    chain_value(name, entry) = "the value “{name}” of entry {entry} is not the one that was recorded";
    chain_uncommitted(entry, name) = "entry {entry} never recorded a value “{name}”";
    canonical_json() = "not JSON";
    canonical_number() = "a number that is not an integer of at most 53 bits";
    canonical_null() = "null is not allowed";
    canonical_key() = "a key with characters outside ASCII";
    canonical_spelling() = "not written in the canonical form";
    too_much() = "The file can't be checked because that takes more time or memory than this check allows.";
    broke_off() = "The file could not be checked because the check stopped unexpectedly. Run it again; if it stops again, ask for another copy of the file.";
    page_lost(page) = "Something that was signed can no longer be seen on page {page}, and no change that the signature permits explains it.";
    page_unread(page) = "Page {page} has content that this check can't read, so it is not known whether the page still shows what was signed.";
    page_differs(page) = "Page {page} looks different from what was signed, and no change that the signature permits explains it.";
}

#[cfg(test)]
mod tests {
    use super::SENTENCES;
    use onesign_pades::report;
    use std::collections::{BTreeMap, BTreeSet};

    const EN: &str = include_str!("../../../locales/en/verify.ftl");
    const DE: &str = include_str!("../../../locales/de/verify.ftl");

    /// The catalogue's messages by name; the lines of a plural message stay together.
    fn messages(catalogue: &'static str) -> BTreeMap<&'static str, String> {
        let mut messages: BTreeMap<&str, String> = BTreeMap::new();
        let mut last = None;
        for line in catalogue.lines() {
            if let (true, Some(name)) = (line.starts_with(' '), last) {
                let message = messages.entry(name).or_default();
                message.push('\n');
                message.push_str(line);
            } else if let Some((name, words)) = line.split_once(" = ") {
                messages.insert(name, words.to_owned());
                last = Some(name);
            }
        }
        messages
    }

    fn templates() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
        report::sentences().chain(SENTENCES.iter().copied())
    }

    /// The English message that the templates expect. The page lists the changes separately.
    fn expected(templates: &[&str]) -> String {
        let message = |template: &str| {
            let template = template.replace(" {change}", "").replace('\'', "’");
            template.replace('{', "{ $").replace('}', " }")
        };
        match templates {
            [template] => message(template),
            [many, one] => format!(
                "{{ $count ->\n    [one] {}\n   *[other] {}\n  }}",
                message(one),
                message(many)
            ),
            other => unreachable!("{other:?}"),
        }
    }

    fn variables(message: &str) -> BTreeSet<&str> {
        let parts = message.split("{ $").skip(1);
        parts.filter_map(|part| part.split(' ').next()).collect()
    }

    /// Whether the template contains more than placeholders and punctuation.
    fn has_words(template: &str) -> bool {
        let parts = template.split('}');
        let mut between = parts.filter_map(|part| part.split('{').next());
        between.any(|part| part.contains(char::is_alphabetic))
    }

    #[test]
    fn every_sentence_has_its_message_in_both_languages() {
        let (en, de) = (messages(EN), messages(DE));
        for (code, words) in templates() {
            let name = format!("said-{}", code.replace('_', "-"));
            let english = en.get(&*name).map_or("", String::as_str);
            assert_eq!(english, expected(words), "{name}");
            let german = de.get(&*name).map_or("", String::as_str);
            assert_ne!(german, "", "{name}");
            assert_eq!(german.lines().count(), english.lines().count(), "{name}");
            if words.iter().any(|template| has_words(template)) {
                assert_ne!(german, english, "{name}");
            }
            assert_eq!(variables(german), variables(english), "{name}");
        }
    }

    #[test]
    fn no_message_is_unused_and_no_code_appears_twice() {
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
