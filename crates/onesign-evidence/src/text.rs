//! The texts: the server's Fluent catalogues, in the same form as those of the web front end, and the versioned
//! e-signature disclosure.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SecondsFormat, Timelike};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use onesign_core::audit::{hex, sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// The catalogues of a language: trail pages first, then mails, the sheets of enclosed documents, and the disclosure.
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

/// The texts of the trail pages in the first format of evidence, which never change (docs/adr/0023).
const FIRST_TRAIL: [(&str, [&str; 1]); 2] = [
    ("en", [include_str!("../../../locales/en/trail-1.ftl")]),
    ("de", [include_str!("../../../locales/de/trail-1.ftl")]),
];

/// The texts of the trail pages in the second format of evidence, which never change either.
const SECOND_TRAIL: [(&str, [&str; 1]); 2] = [
    ("en", [include_str!("../../../locales/en/trail-2.ftl")]),
    ("de", [include_str!("../../../locales/de/trail-2.ftl")]),
];

/// The texts of the trail pages in the third format of evidence, frozen as well.
const THIRD_TRAIL: [(&str, [&str; 1]); 2] = [
    ("en", [include_str!("../../../locales/en/trail-3.ftl")]),
    ("de", [include_str!("../../../locales/de/trail-3.ftl")]),
];

/// The texts of the former versions of the disclosure, which never change.
const FORMER_DISCLOSURES: [[(&str, [&str; 1]); 2]; 3] = [
    [
        ("en", [include_str!("../../../locales/en/disclosure-1.ftl")]),
        ("de", [include_str!("../../../locales/de/disclosure-1.ftl")]),
    ],
    [
        ("en", [include_str!("../../../locales/en/disclosure-2.ftl")]),
        ("de", [include_str!("../../../locales/de/disclosure-2.ftl")]),
    ],
    [
        ("en", [include_str!("../../../locales/en/disclosure-3.ftl")]),
        ("de", [include_str!("../../../locales/de/disclosure-3.ftl")]),
    ],
];

/// The language that replaces unknown ones.
const FALLBACK: &str = "en";

/// The e-signature disclosure in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Number of the version.
    pub version: i64,
    /// Its language.
    pub locale: String,
    /// SHA-256 over version, language, summary and text: a consent refers to it.
    pub sha256: String,
    /// Its summary in one line.
    pub summary: String,
    /// Its full text.
    pub text: String,
}

/// The digest of this disclosure that a consent names, lower-case hex.
pub fn disclosure_sha256(version: i64, locale: &str, summary: &str, text: &str) -> String {
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
pub struct Catalogues(Arc<Loaded>);

struct Loaded {
    bundles: BTreeMap<&'static str, FluentBundle<FluentResource>>,
    fingerprint: String,
}

impl Catalogues {
    /// Loads the catalogues of the program. It drops a faulty message and uses English instead; a test ensures that no
    /// message is faulty.
    pub fn load() -> Self {
        Self::of(&SOURCES)
    }

    /// Only the texts of the trail pages in the first format of evidence.
    pub fn first_trail() -> Self {
        Self::of(&FIRST_TRAIL)
    }

    /// Only the texts of the trail pages in the second format of evidence.
    pub fn second_trail() -> Self {
        Self::of(&SECOND_TRAIL)
    }

    /// Only the texts of the trail pages in the third format of evidence.
    pub fn third_trail() -> Self {
        Self::of(&THIRD_TRAIL)
    }

    /// The trail pages must be the first source of each language.
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

    /// A short digest of the texts on trail pages: other texts print other pages.
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// The message with this id. An unknown language gets English, an unknown id gets the id itself. The value named
    /// `count` is a number, so that messages can have a plural.
    pub fn text(&self, locale: &str, id: &str, values: &[(&str, String)]) -> String {
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

    /// Whether this message exists.
    pub fn has(&self, id: &str) -> bool {
        self.0
            .bundles
            .get(FALLBACK)
            .is_some_and(|bundle| bundle.has_message(id))
    }

    /// The disclosure in this language, or in English.
    pub fn disclosure(&self, locale: &str) -> Option<Disclosure> {
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

    /// Every version that a signer may have agreed to, in every language: evidence carries the text that the signer
    /// read.
    pub fn disclosures_ever(&self) -> Vec<Disclosure> {
        let mut all = self.disclosures();
        for former in &FORMER_DISCLOSURES {
            all.extend(Self::of(former).disclosures());
        }
        all
    }

    /// The disclosure that a signer agreed to, possibly a former version.
    pub fn disclosure_agreed(&self, sha256: &str) -> Option<Disclosure> {
        let is_it = |disclosure: &Disclosure| disclosure.sha256 == sha256;
        let now = self.disclosures().into_iter().find(is_it);
        now.or_else(|| self.disclosures_ever().into_iter().find(is_it))
    }

    /// The current disclosure in every language.
    pub fn disclosures(&self) -> Vec<Disclosure> {
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
    // Paper and mail clients would show isolation characters as boxes.
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

/// A date and time in words, to the second, marked as UTC.
pub fn long_time(locale: &str, at_ms: i64) -> String {
    format!("{}, {}", long_date(locale, at_ms), time_of_day(at_ms))
}

/// A time of day to the second, marked as UTC.
pub fn time_of_day(at_ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    format!("{hour:02}:{minute:02}:{second:02} UTC")
}

/// A date in words, in UTC.
pub fn long_date(locale: &str, at_ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    let (language, months) = MONTHS
        .iter()
        .find(|(known, _)| *known == locale)
        .unwrap_or(&MONTHS[0]);
    let month = months[at.month0() as usize % 12];
    let dot = if *language == "de" { "." } else { "" };
    format!("{}{dot} {month} {}", at.day(), at.year())
}

/// A calendar date (`YYYY-MM-DD`) in words; any other text stays unchanged.
pub fn date_in_words(locale: &str, date: &str) -> String {
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

/// A time in the format of the API: RFC 3339, UTC.
pub fn time(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A time in UTC for the small print of a signature.
pub fn stamp_time(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

#[cfg(test)]
mod tests;
