//! The words: Fluent catalogues of the server, shared in form with those of the web front end, and the versioned
//! e-signature disclosure.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use onesign_core::audit::{hex, sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// The catalogues of a language: trail pages first, then mails, sheets about enclosed documents, disclosure.
const SOURCES: [(&str, [&str; 4]); 2] = [
    (
        "en",
        [
            include_str!("../../../locales/en/trail.ftl"),
            include_str!("../../../locales/en/mail.ftl"),
            include_str!("../../../locales/en/cover.ftl"),
            include_str!("../../../locales/en/disclosure.ftl"),
        ],
    ),
    (
        "de",
        [
            include_str!("../../../locales/de/trail.ftl"),
            include_str!("../../../locales/de/mail.ftl"),
            include_str!("../../../locales/de/cover.ftl"),
            include_str!("../../../locales/de/disclosure.ftl"),
        ],
    ),
];

/// The words of the trail pages of the first format of evidence, which never change (docs/adr/0023).
const FIRST_TRAIL: [(&str, [&str; 1]); 2] = [
    ("en", [include_str!("../../../locales/en/trail-1.ftl")]),
    ("de", [include_str!("../../../locales/de/trail-1.ftl")]),
];

/// The words of the trail pages of the second format of evidence, which never change either.
const SECOND_TRAIL: [(&str, [&str; 1]); 2] = [
    ("en", [include_str!("../../../locales/en/trail-2.ftl")]),
    ("de", [include_str!("../../../locales/de/trail-2.ftl")]),
];

/// The words of the former versions of the disclosure, which never change.
const FORMER_DISCLOSURES: [[(&str, [&str; 1]); 2]; 2] = [
    [
        ("en", [include_str!("../../../locales/en/disclosure-1.ftl")]),
        ("de", [include_str!("../../../locales/de/disclosure-1.ftl")]),
    ],
    [
        ("en", [include_str!("../../../locales/en/disclosure-2.ftl")]),
        ("de", [include_str!("../../../locales/de/disclosure-2.ftl")]),
    ],
];

/// The language that stands in for unknown ones.
const FALLBACK: &str = "en";

/// The e-signature disclosure in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Disclosure {
    pub(crate) version: i64,
    pub(crate) locale: String,
    /// Over version, language, summary and text: what a consent refers to.
    pub(crate) sha256: String,
    pub(crate) summary: String,
    pub(crate) text: String,
}

/// What a consent to this disclosure refers to, lower-case hex.
pub(crate) fn disclosure_sha256(version: i64, locale: &str, summary: &str, text: &str) -> String {
    let version = version.to_string();
    let parts: [&[u8]; 8] = [
        b"onesign/disclosure/1\n",
        version.as_bytes(),
        b"\n",
        locale.as_bytes(),
        b"\n",
        summary.as_bytes(),
        b"\n",
        text.as_bytes(),
    ];
    hex(&sha256(&parts))
}

/// All catalogues. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Catalogues(Arc<Loaded>);

struct Loaded {
    bundles: BTreeMap<&'static str, FluentBundle<FluentResource>>,
    fingerprint: String,
}

impl Catalogues {
    /// Reads the catalogues that are part of the program. A faulty message is left out and falls back to English;
    /// a test makes sure that there is none.
    pub(crate) fn load() -> Self {
        Self::of(&SOURCES)
    }

    /// The words of the trail pages of the first format of evidence, and no others.
    pub(crate) fn first_trail() -> Self {
        Self::of(&FIRST_TRAIL)
    }

    /// The words of the trail pages of the second format of evidence, and no others.
    pub(crate) fn second_trail() -> Self {
        Self::of(&SECOND_TRAIL)
    }

    /// Trail pages come first among the sources of a language.
    fn of<const N: usize>(sources: &[(&'static str, [&str; N])]) -> Self {
        let bundles = sources
            .iter()
            .map(|(locale, sources)| (*locale, bundle(locale, sources)));
        let printed: Vec<&[u8]> = sources
            .iter()
            .filter_map(|(_, sources)| sources.first().map(|trail| trail.as_bytes()))
            .collect();
        let fingerprint = hex(&sha256(&printed)[..8]);
        Self(Arc::new(Loaded {
            bundles: bundles.collect(),
            fingerprint,
        }))
    }

    /// A short digest of the words on trail pages: other words print other pages.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// The message with this id. An unknown language gets English, an unknown id gets the id itself. A value that
    /// is named `count` is a number, so that messages can have a plural.
    pub(crate) fn text(&self, locale: &str, id: &str, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            let value = match *name {
                "count" => FluentValue::try_number(value),
                _ => FluentValue::from(value.as_str()),
            };
            args.set(*name, value);
        }
        [locale, FALLBACK]
            .into_iter()
            .filter_map(|locale| self.0.bundles.get(locale))
            .find_map(|bundle| format(bundle, id, &args))
            .unwrap_or_else(|| id.to_owned())
    }

    /// Whether there is such a message.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.0
            .bundles
            .get(FALLBACK)
            .is_some_and(|bundle| bundle.has_message(id))
    }

    /// The disclosure in this language, or in English.
    pub(crate) fn disclosure(&self, locale: &str) -> Option<Disclosure> {
        let locale = self
            .0
            .bundles
            .get_key_value(locale)
            .map_or(FALLBACK, |(known, _)| known);
        let version = self
            .text(locale, "disclosure-version", &[])
            .trim()
            .parse()
            .ok()?;
        let summary = self.text(locale, "disclosure-summary", &[]);
        let text = self.text(locale, "disclosure-text", &[]);
        Some(Disclosure {
            version,
            locale: locale.to_owned(),
            sha256: disclosure_sha256(version, locale, &summary, &text),
            summary,
            text,
        })
    }

    /// Every version that anybody may have agreed to, in every language: evidence carries the words that were read.
    pub(crate) fn disclosures_ever(&self) -> Vec<Disclosure> {
        let mut all = self.disclosures();
        for former in &FORMER_DISCLOSURES {
            all.extend(Self::of(former).disclosures());
        }
        all
    }

    /// The disclosure in every language, as it is now.
    pub(crate) fn disclosures(&self) -> Vec<Disclosure> {
        self.0
            .bundles
            .keys()
            .filter_map(|locale| self.disclosure(locale))
            .collect()
    }
}

fn bundle(locale: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = locale.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would end up as boxes on paper and in mail clients.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn format(bundle: &FluentBundle<FluentResource>, id: &str, args: &FluentArgs) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned(),
    )
}

const MONTHS: [(&str, [&str; 12]); 2] = [
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "de",
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
];

/// A time in words, to the second, in UTC and saying so.
pub(crate) fn long_time(locale: &str, at_ms: i64) -> String {
    format!("{}, {}", long_date(locale, at_ms), time_of_day(at_ms))
}

/// A time of day to the second, in UTC and saying so.
pub(crate) fn time_of_day(at_ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    format!("{hour:02}:{minute:02}:{second:02} UTC")
}

/// A date in words, in UTC.
pub(crate) fn long_date(locale: &str, at_ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    let (language, months) = MONTHS
        .iter()
        .find(|(known, _)| *known == locale)
        .unwrap_or(&MONTHS[0]);
    let month = months[at.month0() as usize % 12];
    let dot = if *language == "de" { "." } else { "" };
    format!("{}{dot} {month} {}", at.day(), at.year())
}

/// A calendar date (`YYYY-MM-DD`) in words; what is none stays as it is.
pub(crate) fn date_in_words(locale: &str, date: &str) -> String {
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d");
    day.map_or_else(
        |_| date.to_owned(),
        |day| {
            long_date(
                locale,
                day.and_time(NaiveTime::MIN).and_utc().timestamp_millis(),
            )
        },
    )
}

/// A time for small print beside a signature, in UTC.
pub(crate) fn stamp_time(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_bundle::FluentResource;
    use std::collections::BTreeSet;

    /// Names of messages and the variables in them, read off the source.
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
    fn every_language_says_the_same_things() {
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
                .all(|d| d.version == 3 && d.text.len() > 800 && !d.summary.is_empty())
        );
        assert_ne!(all[0].sha256, all[1].sha256);
    }

    /// What people agreed to never changes behind their backs: a changed text is a new version, with a line here.
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
                "3 de d7a84cdcecaf0482156246922548939d13c87dca3089e5d7e78b637f66b259cb",
                "3 en dfd4f61ec76fdbff52b0bcca1f21ae4daafe08778659d4ef373f40793658974d",
                "1 de 5c80c8e2a18a6579aa2cac6237f43f0d0eb8ff65c0e3c959129a9e296ee63e1b",
                "1 en 3a2d812ff7c655bd97ca649c64987077538d114a0b24832678bd9ef4e34804cb",
                "2 de b7f279511fe3e962a4799e83f49ef3995cc311251a3856ebcfb651b55f28ffd2",
                "2 en 9e91653b3085b173044c047dda5f947b4e7c30650fc2dcad44ad07322033dec7",
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
    fn unknown_ids_and_languages_do_no_harm() {
        let texts = Catalogues::load();
        assert_eq!(texts.text("en", "no-such-message", &[]), "no-such-message");
        assert_eq!(
            texts.text("xx", "trail-title", &[]),
            texts.text("en", "trail-title", &[])
        );
        assert!(!texts.has("no-such-message"));
    }
}
