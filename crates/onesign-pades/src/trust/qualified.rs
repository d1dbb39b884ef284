//! Whether a certificate is a qualified one for electronic signatures or seals, as far as that can be said
//! for certain (Regulation (EU) 910/2014; ETSI EN 319 412-5; after ETSI TS 119 615, 4.4).
//!
//! A list may say otherwise of some certificates of a service, by criteria. Those are not evaluated: where
//! anything is said that could take the claim away, it is not made. Devices are not spoken of at all.

use super::trusted_list::Kind;
use super::trusted_list::REGULATION;
use super::trusted_list::Service;
use crate::asn1::ber::{self, Malformed};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::x509::certificate::Certificate;

/// Words about devices, and the one that only confirms the claim.
const HARMLESS: [&str; 8] = [
    "QCWithSSCD",
    "QCNoSSCD",
    "QCSSCDStatusAsInCert",
    "QCWithQSCD",
    "QCNoQSCD",
    "QCQSCDStatusAsInCert",
    "QCQSCDManagedOnBehalf",
    "QCStatement",
];

/// `signatures` or `seals`, if the certificate calls itself a qualified one for just that, and the service
/// was granted as one that issues such certificates on the day of its issue and at `at`.
pub(crate) fn purpose(leaf: &Certificate<'_>, service: &Service, at: i64) -> Option<&'static str> {
    let issued = leaf.validity.0;
    if issued < REGULATION || at < issued {
        return None;
    }
    let claimed = claim(leaf).ok().flatten()?;
    let (words, usage, qualifier) = match claimed {
        Claim::Signatures => ("signatures", "ForeSignatures", "QCForESig"),
        Claim::Seals => ("seals", "ForeSeals", "QCForESeal"),
    };
    let agrees = |moment: i64| {
        service.at(moment).is_some_and(|state| {
            let harmless = |word: &str| HARMLESS.contains(&word) || word == qualifier;
            state.kind == Kind::QualifiedCertificates
                && state.word == "granted"
                && state.is_understood
                && state.uses.iter().any(|one| one == usage)
                && state.qualifiers.iter().all(|word| harmless(word))
        })
    };
    (agrees(issued) && agrees(at)).then_some(words)
}

/// What a certificate says it is qualified for.
enum Claim {
    Signatures,
    Seals,
}

/// Reads the certificate's own statements (EN 319 412-5, 4.2); nothing if it does not claim to be qualified
/// under the regulation for exactly one of the two.
fn claim(leaf: &Certificate<'_>) -> Result<Option<Claim>, Malformed> {
    let Some(statements) = leaf.statements() else {
        return Ok(None);
    };
    let (mut complies, mut kinds) = (false, Vec::new());
    for statement in ber::only(statements, tag::SEQUENCE)?.items()? {
        let mut fields = statement.reader();
        match fields.expect(tag::OID)?.content {
            oid::QC_COMPLIANCE => complies = true,
            // Under the law of another country.
            oid::QC_LEGISLATION => return Ok(None),
            oid::QC_TYPE => {
                for kind in fields.expect(tag::SEQUENCE)?.items()? {
                    kinds.push(kind.content);
                }
            }
            _ => {}
        }
    }
    Ok(match kinds.as_slice() {
        [oid::QC_SIGNATURES] if complies => Some(Claim::Signatures),
        [oid::QC_SEALS] if complies => Some(Claim::Seals),
        _ => None,
    })
}
