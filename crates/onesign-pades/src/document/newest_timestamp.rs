//! The newest document timestamp, for the job that renews it in time.

use onesign_pdf::read::Source;

use super::signatures;
use crate::asn1::oid;
use crate::cms::signed_data::SignedData;
use crate::cms::signer;
use crate::tsp::token::TstInfo;

/// The statements of a document timestamp. Nothing verifies them here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampedTime {
    /// The time at which the file existed, in seconds since 1970.
    pub at: i64,
    /// Last second of the authority's certificate, since 1970: the renewal must happen before.
    pub certificate_ends: i64,
}

/// The newest readable document timestamp; `None` if there is none.
#[must_use]
pub fn newest_timestamp<S: Source + ?Sized>(file: &S) -> Option<StampedTime> {
    let found = signatures::find(file).ok()?;
    let stamped = |candidate: &signatures::Candidate| {
        let located = candidate.dictionary.as_ref().ok()?;
        let is_timestamp = located.entries.is("SubFilter", "ETSI.RFC3161");
        let contents = located.entries.get("Contents").filter(|_| is_timestamp)?;
        let signed = SignedData::parse(contents.as_string()?).ok()?;
        let content = signed.content.as_deref()?;
        let info = TstInfo::parse(content).ok()?;
        let signer = signer::examine(&signed, &[content], oid::TST_INFO, &[]).ok()?;
        Some(StampedTime {
            at: info.time,
            certificate_ends: signer.certificate?.validity.1,
        })
    };
    found
        .signatures
        .iter()
        .filter_map(stamped)
        .max_by_key(|stamped| stamped.at)
}
