//! Timestamp tokens (RFC 3161): what they say and whether they say it rightly.

use super::chain_revocation;
use super::context::Context;
use super::facts::{self, SignerFacts};
use crate::asn1::ber::Tlv;
use crate::asn1::oid;
use crate::cms::signed_data::SignedData;
use crate::report::sentence::{Sentence, Value};
use crate::report::sentences;
use crate::report::signature_report::{Status, SubIndication};
use crate::revocation::status::MAX_CLOCK_ERROR;
use crate::trust::trust_services::ListedService;
use crate::tsp::exchange::TstInfo;
use crate::x509::path::Purpose;

/// What a token proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The data existed at this second, by the word of this authority, which is trusted.
    Proven {
        at: i64,
        authority: String,
        service: Option<Box<ListedService>>,
    },
    /// Right in itself, but its authority is not trusted.
    Unknown {
        at: i64,
        authority: String,
        why: Sentence,
        sub: SubIndication,
    },
    /// Not right.
    Wrong(Sentence),
    /// Can't be checked: the algorithm.
    Unsupported(Value),
}

/// Checks a token against the bytes it must be over; `control` is when it is known to have existed.
pub(crate) fn check(token: &[u8], stamped: &[&[u8]], context: &Context<'_>, control: i64) -> Proof {
    let Ok(signed) = SignedData::parse(token) else {
        return Proof::Wrong(sentences::stamp_form());
    };
    check_parsed(&signed, stamped, context, control)
}

/// As [`check`], for a token that was read before.
pub(crate) fn check_parsed(
    signed: &SignedData<'_>,
    stamped: &[&[u8]],
    context: &Context<'_>,
    control: i64,
) -> Proof {
    let content = signed.content.as_deref().unwrap_or_default();
    let Ok(info) = TstInfo::parse(content) else {
        return Proof::Wrong(sentences::stamp_form());
    };
    let Some(digest) = info.digest else {
        return Proof::Unsupported(oid::called(info.digest_oid));
    };
    if digest.of(stamped) != info.imprint {
        return Proof::Wrong(sentences::stamp_other_data());
    }
    let facts = match gather(signed) {
        Ok(facts) => facts,
        Err(why) => return why,
    };
    let Some(certificate) = &facts.certificate else {
        return Proof::Wrong(sentences::stamp_no_certificate());
    };
    if info.time > context.now.saturating_add(MAX_CLOCK_ERROR) {
        return Proof::Wrong(sentences::stamp_future());
    }
    let authority = certificate.subject_name();
    let unknown = |why: Sentence, sub| Proof::Unknown {
        at: info.time,
        authority: authority.clone(),
        why,
        sub,
    };
    if info.time > control.saturating_add(MAX_CLOCK_ERROR) {
        return unknown(
            sentences::stamp_order(),
            SubIndication::TimestampOrderFailure,
        );
    }
    let algorithm_expiry = context.policy.algorithm_expiry;
    let imprint = algorithm_expiry.weak(Some(digest), None, control);
    if let Some(weak) = imprint.or_else(|| facts.weak(&algorithm_expiry, control)) {
        return unknown(
            sentences::stamp_weak(weak),
            SubIndication::CryptoConstraintsFailure,
        );
    }
    // The authority's certificate must hold at the stamped time and until the token is known to have
    // existed: before a newer timestamp over it, or today.
    let mut service = None;
    for moment in [info.time, control] {
        match context.chain(certificate, &facts.pool, moment, Purpose::Timestamps) {
            Err(problem) => return unknown(problem.phrase(), problem.sub_indication()),
            Ok(chain) => {
                let withdrawal = chain_revocation::of(&chain, context, moment, None);
                if let (false, Some(sub)) = (withdrawal.status == Status::Passed, withdrawal.sub) {
                    return unknown(withdrawal.problem, sub);
                }
                if moment == info.time {
                    service = chain.service.map(Box::new);
                }
            }
        }
    }
    Proof::Proven {
        at: info.time,
        authority,
        service,
    }
}

/// Digest, signature and signing certificate of the token.
fn gather<'a>(signed: &'a SignedData<'a>) -> Result<SignerFacts<'a>, Proof> {
    let content = signed.content.as_deref().unwrap_or_default();
    let facts = facts::signer(signed, &[content], oid::TST_INFO)
        .map_err(|_| Proof::Wrong(sentences::stamp_form()))?;
    match facts.first_flaw() {
        None if !facts.has_attributes => Err(Proof::Wrong(sentences::stamp_attributes())),
        None => Ok(facts),
        Some(facts::Flaw::Unsupported(name)) => Err(Proof::Unsupported(name)),
        Some(_) => Err(Proof::Wrong(sentences::stamp_signature())),
    }
}

/// Whether the token's signature is right, whoever made it.
pub(crate) fn token_holds(signed: &SignedData<'_>) -> bool {
    signed.content_type == oid::TST_INFO && gather(signed).is_ok()
}

/// Most timestamps of one signature.
const MAX_TOKENS: usize = 8;

/// The timestamps over the signature value.
pub(crate) fn tokens<'a>(signed: &SignedData<'a>) -> Vec<Tlv<'a>> {
    let signer = signed.signers.first();
    let attributes = signer.into_iter().flat_map(|signer| &signer.unsigned);
    let stamps = attributes.filter(|attribute| attribute.oid == oid::TIMESTAMP_TOKEN);
    stamps
        .flat_map(|attribute| attribute.values.iter().copied())
        .take(MAX_TOKENS)
        .collect()
}

/// The time that a token states, if its own signature holds.
pub(crate) fn stated(token: &SignedData<'_>) -> Option<i64> {
    let info = TstInfo::parse(token.content.as_deref()?).ok()?;
    token_holds(token).then_some(info.time)
}
