//! The proofs of timestamp tokens (RFC 3161).

use super::chain_revocation;
use super::context::Context;
use super::doubt::Doubt;
use super::status::{Status, SubIndication};
use crate::asn1::oid;
use crate::cms::signed_data::SignedData;
use crate::cms::signer;
use crate::revocation::status::MAX_CLOCK_ERROR;
use crate::trust::ListedService;
use crate::tsp::token::{self, TokenError, TokenFlaw, TstInfo};
use crate::x509::certificate::Certificate;
use crate::x509::chain::Purpose;
use crate::x509::signature::Unsupported;

/// The proof of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The data existed at this time, according to this trusted authority.
    Proven {
        at: i64,
        authority: String,
        service: Option<Box<ListedService>>,
    },
    /// The token is valid, but its authority is not trusted.
    Unknown {
        at: i64,
        authority: String,
        why: Doubt,
        sub: SubIndication,
    },
    /// The token is invalid.
    Wrong(TokenFlaw),
    /// The token uses an unsupported algorithm.
    Unsupported(Unsupported),
    /// The certificate of the token's signer is missing.
    NoCertificate,
}

impl From<TokenError> for Proof {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Wrong(why) => Self::Wrong(why),
            TokenError::NoCertificate => Self::NoCertificate,
            TokenError::Unsupported(algorithm) => Self::Unsupported(algorithm),
        }
    }
}

/// Validates a token over the `stamped` bytes; `control` is the time at which the token is known to have existed. The
/// signature `around` it may contain the certificate of its signer.
pub(crate) fn check(
    token: &[u8],
    stamped: &[&[u8]],
    around: &SignedData<'_>,
    context: &Context<'_>,
    control: i64,
) -> Proof {
    let Ok(signed) = SignedData::parse(token) else {
        return Proof::Wrong(TokenFlaw::Form);
    };
    let beside = signer::certificates(around);
    check_parsed(&signed, stamped, &beside, context, control)
}

/// As [`check`], for a parsed token and the certificates `beside` it.
pub(crate) fn check_parsed(
    signed: &SignedData<'_>,
    stamped: &[&[u8]],
    beside: &[Certificate<'_>],
    context: &Context<'_>,
    control: i64,
) -> Proof {
    let content = signed.content.as_deref().unwrap_or_default();
    let Ok(info) = TstInfo::parse(content) else {
        return Proof::Wrong(TokenFlaw::Form);
    };
    let Some(digest) = info.digest else {
        return Proof::Unsupported(Unsupported::Digest(oid::called(info.digest_oid)));
    };
    if digest.of(stamped) != info.imprint {
        return Proof::Wrong(TokenFlaw::OtherData);
    }
    let outside: Vec<Certificate<'_>> = beside
        .iter()
        .chain(&context.revocation.pool)
        .cloned()
        .collect();
    let facts = match token::signer(signed, &outside) {
        Ok(facts) => facts,
        Err(error) => return error.into(),
    };
    let Some(certificate) = &facts.certificate else {
        return Proof::NoCertificate;
    };
    if info.time > context.now.saturating_add(MAX_CLOCK_ERROR) {
        return Proof::Wrong(TokenFlaw::InTheFuture);
    }
    let authority = certificate.subject_name();
    let unknown = |why: Doubt, sub| Proof::Unknown {
        at: info.time,
        authority: authority.clone(),
        why,
        sub,
    };
    if info.time > control.saturating_add(MAX_CLOCK_ERROR) {
        return unknown(Doubt::Order, SubIndication::TimestampOrderFailure);
    }
    let algorithm_expiry = context.policy.algorithm_expiry;
    let imprint = algorithm_expiry.weak(Some(digest), None, control);
    if let Some(weak) = imprint.or_else(|| facts.weak(&algorithm_expiry, control)) {
        return unknown(Doubt::Weak(weak), SubIndication::CryptoConstraintsFailure);
    }
    let pool: Vec<Certificate<'_>> = facts.pool.iter().chain(beside).cloned().collect();
    match trusted(certificate, &pool, context, [info.time, control]) {
        Ok(service) => Proof::Proven {
            at: info.time,
            authority,
            service,
        },
        Err((why, sub)) => unknown(why, sub),
    }
}

/// Whether the authority's certificate was valid from the stamped time until the token is known to have existed: before
/// a newer timestamp over it, or today. The service of a trusted list that it relied on at the stamped time.
fn trusted(
    certificate: &Certificate<'_>,
    pool: &[Certificate<'_>],
    context: &Context<'_>,
    moments: [i64; 2],
) -> Result<Option<Box<ListedService>>, (Doubt, SubIndication)> {
    let mut services = Vec::new();
    for moment in moments {
        let trusted = context
            .chain(certificate, pool, moment, Purpose::Timestamps)
            .map_err(|why| {
                let sub = why.sub_indication();
                (Doubt::Chain(why), sub)
            })?;
        let revocation = chain_revocation::of(&trusted.chain, context, moment, None);
        if let (false, Some(sub)) = (revocation.status == Status::Passed, revocation.sub) {
            return Err((Doubt::Revocation(revocation.problem), sub));
        }
        services.push(trusted.service.map(Box::new));
    }
    Ok(services.into_iter().next().flatten())
}
