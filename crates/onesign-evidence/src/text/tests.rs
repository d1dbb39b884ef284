use super::*;
use fluent_bundle::FluentResource;
use std::collections::BTreeSet;

/// The names of messages and their variables, read from the source.
fn shape(sources: &[&str]) -> BTreeSet<String> {
    let mut shape = BTreeSet::new();
    let mut id = String::new();
    for line in sources.iter().flat_map(|s| s.lines()) {
        if let Some((name, _)) = line
            .split_once(" =")
            .filter(|_| !line.starts_with([' ', '#']))
        {
            id = name.to_owned();
            shape.insert(id.clone());
        }
        for part in line.split('$').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            shape.insert(format!("{id} ${name}"));
        }
    }
    shape
}

#[test]
fn every_language_has_the_same_messages_and_variables() {
    let first = shape(&SOURCES[0].1);
    assert!(first.len() > 60);
    for (locale, sources) in SOURCES {
        for source in sources {
            assert!(
                FluentResource::try_new((*source).to_owned()).is_ok(),
                "{locale} does not parse"
            );
        }
        let own = shape(&sources);
        assert_eq!(
            first.symmetric_difference(&own).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{locale}"
        );
    }
}

#[test]
fn disclosures_differ_by_language_and_name_their_version() {
    let texts = Catalogues::load();
    let all = texts.disclosures();
    assert_eq!(all.len(), SOURCES.len());
    assert!(
        all.iter()
            .all(|d| d.version == 4 && d.text.len() > 800 && !d.summary.is_empty())
    );
    assert_ne!(all[0].sha256, all[1].sha256);
}

/// The text that people agreed to never changes: a new text is a new version, with a line here.
#[test]
fn a_changed_disclosure_is_a_new_version() {
    let digests: Vec<String> = Catalogues::load()
        .disclosures_ever()
        .iter()
        .map(|d| format!("{} {} {}", d.version, d.locale, d.sha256))
        .collect();
    assert_eq!(
        digests,
        [
            "4 de 11901ed6b07525ee840abfd62bdfc2654005b6a9b9e5a8f7eb7a680e2a69ddbc",
            "4 en 75130e9bd621b0f3f31e5d8b03af3ec0149a2597807ec523c4d6abb31f95e576",
            "1 de 5c80c8e2a18a6579aa2cac6237f43f0d0eb8ff65c0e3c959129a9e296ee63e1b",
            "1 en 3a2d812ff7c655bd97ca649c64987077538d114a0b24832678bd9ef4e34804cb",
            "2 de b7f279511fe3e962a4799e83f49ef3995cc311251a3856ebcfb651b55f28ffd2",
            "2 en 9e91653b3085b173044c047dda5f947b4e7c30650fc2dcad44ad07322033dec7",
            "3 de d7a84cdcecaf0482156246922548939d13c87dca3089e5d7e78b637f66b259cb",
            "3 en dfd4f61ec76fdbff52b0bcca1f21ae4daafe08778659d4ef373f40793658974d",
        ]
    );
}

#[test]
fn one_page_is_not_many() {
    let texts = Catalogues::load();
    let said = |locale: &str, count: &str| {
        let values = [("count", count.to_owned()), ("name", "2".to_owned())];
        texts.text(locale, "trail-fact-document-viewed", &values)
    };
    assert_eq!(said("en", "1"), "2 was shown the document: 1 page");
    assert_eq!(said("en", "12"), "2 was shown the document: 12 pages");
    assert_eq!(said("de", "1"), "2 wurde das Dokument gezeigt: 1 Seite");
    assert_eq!(said("de", "0"), "2 wurde das Dokument gezeigt: 0 Seiten");
}

#[test]
fn times_name_their_zone() {
    let at = 1_795_356_391_000;
    assert_eq!(long_time("en", at), "22 November 2026, 14:06:31 UTC");
    assert_eq!(long_time("de", at), "22. November 2026, 14:06:31 UTC");
    assert_eq!(long_date("xx", at), "22 November 2026");
}

#[test]
fn unknown_ids_and_languages_have_a_fallback() {
    let texts = Catalogues::load();
    assert_eq!(texts.text("en", "no-such-message", &[]), "no-such-message");
    assert_eq!(
        texts.text("xx", "trail-title", &[]),
        texts.text("en", "trail-title", &[])
    );
    assert!(!texts.has("no-such-message"));
}

/// After an update of the server, a signer can still read the text that they agreed to.
#[test]
fn a_former_disclosure_is_found_by_the_digest_in_a_consent() {
    let texts = Catalogues::load();
    for known in texts.disclosures_ever() {
        let found = texts.disclosure_agreed(&known.sha256);
        assert_eq!(found.as_ref(), Some(&known));
    }
    assert_eq!(texts.disclosure_agreed("0"), None);
}
