//! Types and states of services (TS 119 612, 5.5.1 and 5.5.4), and the periods in which they count.

use serde::{Deserialize, Serialize};

/// From this time on, qualified services count only with a status granted under Regulation (EU) 910/2014:
/// 2016-06-30T22:00:00Z, midnight in Brussels.
pub(crate) const REGULATION: i64 = 1_467_324_000;

const TYPE: &str = "http://uri.etsi.org/TrstSvc/Svctype/";
/// Prefixes of states since TS 119 612, and of the lists before it (TS 102 231), which use the same words.
const STATES: [&str; 2] = [
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/",
    "http://uri.etsi.org/TrstSvc/eSigDir-1999-93-EC-TrustedList/Svcstatus/",
];

/// The type of a service, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// `CA/QC`: issues qualified certificates.
    QualifiedCertificates,
    /// `CA/PKC`: issues other certificates.
    Certificates,
    /// `NationalRootCA-QC`: a national root above issuers of qualified certificates.
    NationalRoot,
    /// `TSA/QTST`: issues qualified timestamps.
    QualifiedTimestamps,
    /// `TSA`, `TSA/TSS-QC`, `TSA/TSS-AdESQCandQES`: issues other timestamps.
    Timestamps,
    /// Any type that signatures do not rely on.
    Other,
}

impl Kind {
    pub fn of(uri: &str) -> Self {
        match uri.strip_prefix(TYPE) {
            Some("CA/QC") => Self::QualifiedCertificates,
            Some("CA/PKC") => Self::Certificates,
            Some("NationalRootCA-QC") => Self::NationalRoot,
            Some("TSA/QTST") => Self::QualifiedTimestamps,
            Some("TSA" | "TSA/TSS-QC" | "TSA/TSS-AdESQCandQES") => Self::Timestamps,
            _ => Self::Other,
        }
    }

    /// The last part of its URI in the standard, for reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::QualifiedCertificates => "CA/QC",
            Self::Certificates => "CA/PKC",
            Self::NationalRoot => "NationalRootCA-QC",
            Self::QualifiedTimestamps => "TSA/QTST",
            Self::Timestamps => "TSA",
            Self::Other => "other",
        }
    }

    pub fn issues_certificates(self) -> bool {
        matches!(
            self,
            Self::QualifiedCertificates | Self::Certificates | Self::NationalRoot
        )
    }

    pub fn issues_timestamps(self) -> bool {
        matches!(self, Self::QualifiedTimestamps | Self::Timestamps)
    }

    /// Whether a service of this type and state counts at `at`.
    pub fn counts(self, state: &str, at: i64) -> bool {
        let qualified = matches!(
            self,
            Self::QualifiedCertificates | Self::QualifiedTimestamps
        );
        match state {
            "granted" => self != Self::Other,
            "recognisedatnationallevel" => !qualified && self != Self::Other,
            // The states under Directive 1999/93/EC, until the regulation applied.
            "undersupervision" | "supervisionincessation" | "accredited" => {
                at < REGULATION && self != Self::Other
            }
            "setbynationallaw" => at < REGULATION && !qualified && self != Self::Other,
            _ => false,
        }
    }
}

/// The word for a state: the last part of a known URI, otherwise the whole URI.
pub(crate) fn state(uri: &str) -> &str {
    let mut known = STATES.iter().filter_map(|prefix| uri.strip_prefix(prefix));
    known.next().unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::{Kind, REGULATION, state};

    #[test]
    fn each_state_counts_in_its_period() {
        let (before, after) = (REGULATION - 1, REGULATION);
        let cases = [
            (Kind::QualifiedCertificates, "granted", true, true),
            (Kind::QualifiedCertificates, "undersupervision", true, false),
            (Kind::QualifiedTimestamps, "accredited", true, false),
            (Kind::QualifiedCertificates, "withdrawn", false, false),
            (
                Kind::QualifiedCertificates,
                "recognisedatnationallevel",
                false,
                false,
            ),
            (
                Kind::QualifiedCertificates,
                "supervisionceased",
                false,
                false,
            ),
            (
                Kind::QualifiedCertificates,
                "http://example.org/granted",
                false,
                false,
            ),
            (Kind::Certificates, "recognisedatnationallevel", true, true),
            (
                Kind::Certificates,
                "deprecatedatnationallevel",
                false,
                false,
            ),
            (Kind::Certificates, "setbynationallaw", true, false),
            (Kind::Timestamps, "recognisedatnationallevel", true, true),
            (Kind::Other, "granted", false, false),
        ];
        for (kind, word, then, now) in cases {
            let counts = (kind.counts(word, before), kind.counts(word, after));
            assert_eq!(counts, (then, now), "{kind:?} {word}");
        }
    }

    #[test]
    fn uris_are_compared_completely() {
        let kind = |end: &str| Kind::of(&format!("http://uri.etsi.org/TrstSvc/Svctype/{end}"));
        assert_eq!(kind("CA/QC"), Kind::QualifiedCertificates);
        assert_eq!(kind("CA/QCx"), Kind::Other);
        assert_eq!(kind("Certstatus/OCSP/QC"), Kind::Other);
        assert_eq!(Kind::of("http://example.org/CA/QC"), Kind::Other);
        assert_eq!(
            state("http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"),
            "granted"
        );
        assert_eq!(
            state("http://example.org/granted"),
            "http://example.org/granted"
        );
    }
}
