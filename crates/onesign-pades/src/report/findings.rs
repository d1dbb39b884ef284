//! The sentence for each finding of the validation.

use super::sentence::{Sentence, readable};
use super::sentences as say;
use super::{algorithms, chains, differences, documents, read_errors, warnings};
use crate::cms::signer::SignerFlaw;
use crate::tsp::token::TokenFlaw;
use crate::validate::doubt::Doubt;
use crate::validate::finding::{
    CoverageFinding, Detail, Finding, IdentityFinding, IntegrityFinding, ModificationFinding,
    TimeFinding,
};

/// The sentence for a finding.
pub(super) fn sentence(finding: &Finding) -> Sentence {
    match finding {
        Finding::NotLookedAt => say::not_looked_at(),
        Finding::Integrity(finding) => integrity(finding),
        Finding::Coverage(finding) => coverage(finding),
        Finding::Identity(finding) => identity(finding),
        Finding::Time(finding) => time(finding),
        Finding::Modification(finding) => modification(finding),
    }
}

/// The sentences for a detail.
pub(super) fn detail(detail: &Detail) -> Vec<Sentence> {
    vec![match detail {
        Detail::Chain(names) => say::chain(names.join(" ← ")),
        Detail::Service(service) => return chains::service(service),
        Detail::NegativeKey(name) => say::negative_key(name),
        Detail::NoneRevoked => say::none_withdrawn(),
        Detail::RevocationNotLookedUp => say::withdrawal_not_looked_up(),
        Detail::RevocationUnknown(name, why) => {
            say::withdrawal_unknown(name, chains::unproven(*why))
        }
        Detail::Permissions(1) => say::permits_none(),
        Detail::Permissions(2) => say::permits_forms(),
        Detail::Permissions(3) => say::permits_notes(),
        Detail::Permissions(other) => say::permits_unknown(*other),
        Detail::UnownedBytes(count) => say::unowned_bytes(*count),
        Detail::WhiteSpaceAfter(count) => say::white_space_after(*count),
        Detail::SpareCertificate => say::spare_certificate(),
        Detail::MalformedObjects => say::malformed_objects(),
        Detail::Warning(warning) => warnings::sentence(warning),
        Detail::Difference(difference) => differences::sentence(difference),
        Detail::Unexamined(why) => differences::unexamined(why),
    }]
}

fn integrity(finding: &IntegrityFinding) -> Sentence {
    match finding {
        IntegrityFinding::Unreadable(error) => say::unreadable_signature(read_errors::why(error)),
        IntegrityFinding::NoValue => say::no_signature_value(),
        IntegrityFinding::UnknownKind(kind) => {
            let kind = kind.as_ref().map(say::subfilter);
            say::kind_unknown(kind.unwrap_or_else(say::no_subfilter))
        }
        IntegrityFinding::OwnContent => say::own_content(),
        IntegrityFinding::NotOneSigner => say::not_one_signer(),
        IntegrityFinding::AttributesUnreadable => say::attributes_unreadable(),
        IntegrityFinding::AttributesMissing => say::attributes_missing(),
        IntegrityFinding::SealValueDamaged => say::seal_value_damaged(),
        IntegrityFinding::SealCertificateMissing => say::seal_certificate_missing(),
        IntegrityFinding::Flaw(flaw) => signer_flaw(flaw),
        IntegrityFinding::NoCertificateNamed => say::no_certificate_named(),
        IntegrityFinding::Weak(algorithm) => say::weak(algorithms::weak(*algorithm)),
        IntegrityFinding::Intact => say::intact(),
        IntegrityFinding::TimestampUnjudged => say::stamp_unjudged(),
        IntegrityFinding::TimestampWrong(why) => say::stamp_wrong(token_flaw(*why)),
        IntegrityFinding::TimestampUnsupported(algorithm) => {
            say::stamp_unsupported(algorithms::unsupported(algorithm))
        }
        IntegrityFinding::TimestampCertificateMissing => say::timestamp_no_certificate(),
        IntegrityFinding::TimestampIntact => say::stamped_intact(),
    }
}

fn signer_flaw(flaw: &SignerFlaw) -> Sentence {
    match flaw {
        SignerFlaw::ContentType => say::other_content_type(),
        SignerFlaw::NoDigest => say::no_digest(),
        SignerFlaw::Digest => say::document_changed(),
        SignerFlaw::NoCertificate => say::no_signer_certificate(),
        SignerFlaw::Signature => say::other_key(),
        SignerFlaw::Binding => say::other_certificate(),
        SignerFlaw::Unsupported(algorithm) => say::unsupported(algorithms::unsupported(algorithm)),
    }
}

fn token_flaw(flaw: TokenFlaw) -> Sentence {
    match flaw {
        TokenFlaw::Form => say::stamp_form(),
        TokenFlaw::OtherData => say::stamp_other_data(),
        TokenFlaw::InTheFuture => say::stamp_future(),
        TokenFlaw::AttributesMissing => say::stamp_attributes(),
        TokenFlaw::Signature => say::stamp_signature(),
    }
}

fn doubt(doubt: &Doubt) -> Sentence {
    match doubt {
        Doubt::Order => say::stamp_order(),
        Doubt::Weak(algorithm) => say::stamp_weak(algorithms::weak(*algorithm)),
        Doubt::Chain(error) => chains::error(error),
        Doubt::Revocation(problem) => chains::revocation(problem),
    }
}

fn coverage(finding: &CoverageFinding) -> Sentence {
    match finding {
        CoverageFinding::Wrong(why) => say::not_covered(documents::range(*why)),
        CoverageFinding::Whole => say::covered(),
        CoverageFinding::ButLineEnd => say::covered_but_line_end(),
        CoverageFinding::ButWhiteSpace(count) => say::covered_but_white_space(*count),
        CoverageFinding::Then(1) => say::covered_then_one(),
        CoverageFinding::Then(later) => say::covered_then(*later),
        CoverageFinding::Locked => say::covered_locked(),
        CoverageFinding::SpareBytes => say::spare_bytes(),
        CoverageFinding::SpareCertificate => say::spare_certificate(),
        CoverageFinding::Unsteady(warning) => say::unsteady(warnings::sentence(warning)),
        CoverageFinding::Prepared(warning) => say::prepared(warnings::sentence(warning)),
    }
}

fn identity(finding: &IdentityFinding) -> Sentence {
    match finding {
        IdentityFinding::Signer {
            name,
            territory,
            is_proven,
        } => match (territory, is_proven) {
            (None, true) => say::signer_then(name),
            (None, false) => say::signer_today(name),
            (Some(territory), true) => say::signer_listed_then(name, territory),
            (Some(territory), false) => say::signer_listed_today(name, territory),
        },
        IdentityFinding::Revoked { name, why } => say::signer_but(name, chains::revocation(why)),
        IdentityFinding::Untrusted { name, why } => say::signer_unknown(name, chains::error(why)),
        IdentityFinding::TimestampAuthority(authority) => say::stamp_by(authority),
        IdentityFinding::UntrustedTimestampAuthority(authority, why) => {
            say::stamp_by_unknown(authority, doubt(why))
        }
    }
}

fn time(finding: &TimeFinding) -> Sentence {
    match finding {
        TimeFinding::Claimed => say::time_claimed(),
        TimeFinding::Confirmed { authority, at } => say::time_confirmed(authority, readable(*at)),
        TimeFinding::Unconfirmed { authority, at, why } => {
            say::time_unconfirmed(authority, readable(*at), doubt(why))
        }
        TimeFinding::Contradiction { authority, at } => {
            say::time_contradiction(authority, readable(*at))
        }
        TimeFinding::TimestampWrong(why) => say::timestamp_wrong(token_flaw(*why)),
        TimeFinding::TimestampCertificateMissing => say::timestamp_no_certificate(),
        TimeFinding::TimestampUnsupported(algorithm) => {
            say::timestamp_unsupported(algorithms::unsupported(algorithm))
        }
    }
}

fn modification(finding: &ModificationFinding) -> Sentence {
    match finding {
        ModificationFinding::Refused(difference) => {
            say::changed_refused(differences::sentence(difference))
        }
        ModificationFinding::Unclear(difference) => {
            say::changed_unclear(differences::sentence(difference))
        }
        ModificationFinding::Unexamined(why) => differences::unexamined(why),
        ModificationFinding::NothingAdded => say::nothing_added(),
        ModificationFinding::NothingChanged => say::nothing_changed(),
        ModificationFinding::OnlyPermitted => say::only_permitted(),
        ModificationFinding::NothingToCompareWith => say::nothing_to_compare_with(),
    }
}
