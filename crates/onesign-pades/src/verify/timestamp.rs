//! Timestamp tokens (RFC 3161): what they say and whether they say it rightly.

use super::facts::{self, SignerFacts};
use super::path::{self, Purpose};
use super::{SubIndication, Trust};
use crate::cms::signed_data::SignedData;
use crate::oid;
use crate::tsp::TstInfo;

/// What a token proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// The data existed at this second, by the word of this authority, which is trusted.
    Proven { at: i64, authority: String },
    /// Right in itself, but its authority is not trusted.
    Unknown {
        at: i64,
        authority: String,
        why: String,
        sub: SubIndication,
    },
    /// Not right.
    Wrong(&'static str),
    /// Can't be checked: the algorithm.
    Unsupported(String),
}

/// Checks a token against the bytes it must be over.
pub(super) fn check(token: &[u8], stamped: &[u8], trust: &Trust, now: i64) -> Proof {
    let Ok(signed) = SignedData::parse(token) else {
        return Proof::Wrong("its form is not that of a timestamp");
    };
    check_parsed(&signed, stamped, trust, now)
}

/// As [`check`], for a token that was read before.
pub(super) fn check_parsed(
    signed: &SignedData<'_>,
    stamped: &[u8],
    trust: &Trust,
    now: i64,
) -> Proof {
    let content = signed.content.as_deref().unwrap_or_default();
    let Ok(info) = TstInfo::parse(content) else {
        return Proof::Wrong("its form is not that of a timestamp");
    };
    let Some(digest) = info.digest else {
        return Proof::Unsupported(oid::name(info.digest_oid));
    };
    if digest.of(&[stamped]) != info.imprint {
        return Proof::Wrong("it is over other data");
    }
    let facts = match gather(signed) {
        Ok(facts) => facts,
        Err(why) => return why,
    };
    let Some(certificate) = &facts.certificate else {
        return Proof::Wrong("its signer's certificate is missing");
    };
    if info.time > now + MAX_CLOCK_ERROR {
        return Proof::Wrong("its time lies in the future");
    }
    let authority = certificate.subject_name();
    let unknown = |why: String, sub| Proof::Unknown {
        at: info.time,
        authority: authority.clone(),
        why,
        sub,
    };
    if let Some(weak) = &facts.weak {
        return unknown(
            format!("it uses {weak}, which is too weak"),
            SubIndication::CryptoConstraintsFailure,
        );
    }
    // The authority's certificate must hold at the stamped time and still today: nothing else here
    // proves that the token is older than its certificate's end.
    for moment in [info.time, now] {
        if let Err(problem) =
            path::check(certificate, &facts.pool, trust, moment, Purpose::Timestamps)
        {
            return unknown(problem.to_string(), problem.sub_indication());
        }
    }
    Proof::Proven {
        at: info.time,
        authority,
    }
}

/// How far two honest clocks may differ, in seconds.
const MAX_CLOCK_ERROR: i64 = 300;

/// Digest, signature and signing certificate of the token.
fn gather<'a>(signed: &'a SignedData<'a>) -> Result<SignerFacts<'a>, Proof> {
    let content = signed.content.as_deref().unwrap_or_default();
    let facts = facts::signer(signed, content, oid::TST_INFO)
        .map_err(|_| Proof::Wrong("its form is not that of a timestamp"))?;
    match facts.first_flaw() {
        None if !facts.has_attributes => Err(Proof::Wrong("it lacks the signed attributes")),
        None => Ok(facts),
        Some(facts::Flaw::Unsupported(name)) => Err(Proof::Unsupported(name)),
        Some(_) => Err(Proof::Wrong("its own signature is not right")),
    }
}

/// Whether the token's signature is right, whoever made it.
pub(crate) fn token_holds(signed: &SignedData<'_>) -> bool {
    signed.content_type == oid::TST_INFO && gather(signed).is_ok()
}
