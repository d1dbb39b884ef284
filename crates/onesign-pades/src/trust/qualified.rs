//! Whether a certificate is certainly a qualified one for electronic signatures or seals (Regulation (EU) 910/2014;
//! ETSI EN 319 412-5; after ETSI TS 119 615, 4.4).
//!
//! A list may exempt some certificates of a service by criteria. This code does not evaluate criteria: if a qualifier
//! could remove the qualification, it makes no claim. It makes no claim about devices either.

use super::trusted_list::Kind;
use super::trusted_list::REGULATION;
use super::trusted_list::Service;
use crate::asn1::ber::{self, Malformed};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::x509::certificate::Certificate;

/// Qualifiers about devices, and the one that only confirms the qualification.
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

/// `signatures` or `seals`, if the certificate states exactly that qualification, and the service had the status
/// granted for issuing such certificates both on the day of issue and at `at`.
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

/// The stated qualification of a certificate.
enum Claim {
    Signatures,
    Seals,
}

/// Reads the certificate's own statements (EN 319 412-5, 4.2). `None` unless it claims to be qualified under the
/// regulation for exactly one of the two.
fn claim(leaf: &Certificate<'_>) -> Result<Option<Claim>, Malformed> {
    let Some(statements) = leaf.statements() else {
        return Ok(None);
    };
    let (mut complies, mut kinds) = (false, Vec::new());
    for statement in ber::only(statements, tag::SEQUENCE)?.items()? {
        let mut fields = statement.reader();
        match fields.expect(tag::OID)?.content {
            oid::QC_COMPLIANCE => complies = true,
            // This one is qualified under the law of another country.
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
