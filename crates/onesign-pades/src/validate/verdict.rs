//! Derives answers from facts, one axis at a time, and then the verdict.

use super::answers::Answers;
use super::bench::Bench;
use super::existence::{self, Moment, Stamped};
use super::facts::{self, Kind};
use super::finding::{IdentityFinding, IntegrityFinding};
use super::judgement::SignatureJudgement;
use super::level::Party;
use super::status::{AxisName, Status, SubIndication};
use super::timeline::Case;
use super::timestamp::Proof;
use super::{coverage, identity};
use crate::asn1::oid;
use crate::cms::signed_data::SignedData;
use crate::cms::signer::{self, SignerFlaw};
use crate::x509::algorithm_expiry::WeakAlgorithm;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Purpose;

/// Validates the signature at `index`.
pub(crate) fn judge(case: &Case<'_>, index: usize, bench: &Bench<'_>) -> SignatureJudgement {
    let facts = case.facts;
    let mut answers = Answers::default();
    match (&facts.unreadable, case.signed) {
        (Some(why), _) => answers.format(IntegrityFinding::Unreadable(why.clone())),
        // Not every kind of signature is CMS, such as adbe.x509.rsa_sha1 (ISO 32000-1, 12.8.3.2).
        (None, Err(_)) => match &facts.kind {
            Kind::Other(Some(name)) => answers.integrity(
                Status::Indeterminate,
                Some(SubIndication::FormatFailure),
                IntegrityFinding::UnknownKind(Some(name.clone())),
            ),
            _ => answers.format(IntegrityFinding::NoValue),
        },
        (None, Ok(signed)) => match facts.kind {
            Kind::Pades | Kind::Pkcs7 => signature(&mut answers, case, signed, bench),
            Kind::Timestamp => {
                let outside = &bench.context.revocation.pool;
                document_timestamp(&mut answers, signed, outside, bench.timeline.proof(index));
            }
            Kind::Other(_) if is_broken(facts, signed) => answers.integrity(
                Status::Failed,
                Some(SubIndication::HashFailure),
                IntegrityFinding::Flaw(SignerFlaw::Digest),
            ),
            Kind::Other(ref name) => answers.integrity(
                Status::Indeterminate,
                Some(SubIndication::FormatFailure),
                IntegrityFinding::UnknownKind(name.clone()),
            ),
        },
    }
    coverage::answer(
        &mut answers,
        facts,
        case.signed.as_ref().ok(),
        bench.context,
    );
    answers.into_judgement(facts)
}

/// Whether a value of an unknown format is readable as a signature but does not match these bytes.
fn is_broken(facts: &facts::Facts<'_>, signed: &SignedData<'_>) -> bool {
    let signer = signer::examine(signed, &facts.covered, oid::DATA, &[]);
    signed.content.is_none()
        && signer.is_ok_and(|signer| {
            matches!(
                signer.first_flaw(),
                Some(SignerFlaw::Digest | SignerFlaw::Signature)
            )
        })
}

fn signature(answers: &mut Answers, case: &Case<'_>, signed: &SignedData<'_>, bench: &Bench<'_>) {
    let (facts, context) = (case.facts, bench.context);
    if signed.content.is_some() {
        return answers.format(IntegrityFinding::OwnContent);
    }
    if signed.signers.len() != 1 {
        return answers.format(IntegrityFinding::NotOneSigner);
    }
    let outside = &context.revocation.pool;
    let Ok(signer) = signer::examine(signed, &facts.covered, oid::DATA, outside) else {
        return answers.format(IntegrityFinding::AttributesUnreadable);
    };
    answers.name_signer(&signer);
    if facts.kind == Kind::Pades && !signer.has_attributes {
        return answers.format(IntegrityFinding::AttributesMissing);
    }
    let flaw = signer.first_flaw();
    let is_cut = matches!(
        flaw,
        Some(SignerFlaw::NoCertificate | SignerFlaw::Unsupported(_))
    );
    let is_cut = is_cut || signer.is_certificate_outside || !signer.is_identified_exactly;
    if facts.is_own_seal && (is_cut || signer.binding.is_none()) {
        return answers.format(IntegrityFinding::SealValueDamaged);
    }
    let missing = facts.kind == Kind::Pades && signer.binding.is_none();
    if flaw.is_some() {
        return integrity(answers, flaw, missing, None);
    }
    // Other programs may name certificates that they omit (RFC 5035); a seal made here contains its whole chain.
    if facts.is_own_seal && signer.lacks_named {
        return answers.format(IntegrityFinding::SealCertificateMissing);
    }
    let (moment, stamps) = existence::answer(answers, case, signed, bench);
    let weak = signer.weak(&context.policy.algorithm_expiry, moment.at);
    integrity(answers, None, missing, weak);
    let Some(certificate) = &signer.certificate else {
        return;
    };
    answers.is_by_instance = context.is_instance(certificate, &signer.pool, moment.at);
    let chain = context.chain(certificate, &signer.pool, moment.at, Purpose::Documents);
    identity::answer(answers, certificate, chain, context, &moment);
    if facts.kind == Kind::Pades && !missing {
        let signing = Party {
            leaf: certificate.clone(),
            beside: signer.pool.clone(),
            purpose: Purpose::Documents,
            at: moment.at,
        };
        answers.level = Some(level(case, signing, &moment, &stamps, bench));
    }
}

fn level(
    case: &Case<'_>,
    signing: Party<'_>,
    moment: &Moment,
    stamps: &[Stamped<'_>],
    bench: &Bench<'_>,
) -> &'static str {
    if !moment.is_proven {
        return "B-B";
    }
    let outside = [signing.beside.as_slice(), &bench.context.revocation.pool].concat();
    let outside = outside.as_slice();
    let mut parties = vec![signing];
    for stamp in stamps {
        let (Proof::Proven { at, .. }, Ok(token)) = (&stamp.proof, &stamp.token) else {
            continue;
        };
        if let Some((leaf, beside)) = signer::signer_certificate(token, outside) {
            parties.push(Party {
                leaf,
                beside,
                purpose: Purpose::Timestamps,
                at: *at,
            });
        }
    }
    // Without a timestamp of its own, the signature depends on the document timestamp, which must stay provable.
    let stamp = bench.timeline.proven(case.facts);
    if let (1, Some(stamp)) = (parties.len(), stamp)
        && let Some(Ok(signed)) = bench.cases.get(stamp.index).map(|case| case.signed)
        && let Some((leaf, beside)) = signer::signer_certificate(signed, outside)
    {
        parties.push(Party {
            leaf,
            beside,
            purpose: Purpose::Timestamps,
            at: stamp.at,
        });
    }
    bench
        .levels
        .of(case, &parties, bench.timeline, bench.context)
}

fn integrity(
    answers: &mut Answers,
    flaw: Option<SignerFlaw>,
    binding_missing: bool,
    weak: Option<WeakAlgorithm>,
) {
    use Status::{Failed, Indeterminate, Passed};
    use SubIndication as Sub;
    let (status, sub, finding) = match (flaw, weak) {
        (Some(flaw), _) => {
            let (status, sub) = match flaw {
                SignerFlaw::ContentType | SignerFlaw::NoDigest => (Failed, Sub::FormatFailure),
                SignerFlaw::Digest => (Failed, Sub::HashFailure),
                SignerFlaw::Signature => (Failed, Sub::SigCryptoFailure),
                SignerFlaw::NoCertificate => (Indeterminate, Sub::NoSigningCertificateFound),
                SignerFlaw::Binding => (Failed, Sub::SigConstraintsFailure),
                SignerFlaw::Unsupported(_) => (Indeterminate, Sub::CryptoConstraintsFailure),
            };
            (status, sub, IntegrityFinding::Flaw(flaw))
        }
        (None, _) if binding_missing => (
            Indeterminate,
            Sub::SigConstraintsFailure,
            IntegrityFinding::NoCertificateNamed,
        ),
        (None, Some(weak)) => (
            Indeterminate,
            Sub::CryptoConstraintsFailure,
            IntegrityFinding::Weak(weak),
        ),
        (None, None) => return answers.integrity(Passed, None, IntegrityFinding::Intact),
    };
    answers.integrity(status, Some(sub), finding);
}

fn document_timestamp(
    answers: &mut Answers,
    signed: &SignedData<'_>,
    outside: &[Certificate<'_>],
    proof: Option<&Proof>,
) {
    if let Some(content) = signed.content.as_deref()
        && let Ok(signer) = signer::examine(signed, &[content], oid::TST_INFO, outside)
    {
        answers.name_signer(&signer);
    }
    let Some(proof) = proof else {
        return answers.format(IntegrityFinding::TimestampUnjudged);
    };
    let (status, sub, finding) = match proof {
        Proof::Wrong(why) => {
            let sub = Some(SubIndication::HashFailure);
            let finding = IntegrityFinding::TimestampWrong(*why);
            return answers.integrity(Status::Failed, sub, finding);
        }
        Proof::NoCertificate => {
            let sub = Some(SubIndication::NoSigningCertificateFound);
            let finding = IntegrityFinding::TimestampCertificateMissing;
            return answers.integrity(Status::Indeterminate, sub, finding);
        }
        Proof::Unsupported(algorithm) => {
            let sub = Some(SubIndication::CryptoConstraintsFailure);
            let finding = IntegrityFinding::TimestampUnsupported(algorithm.clone());
            return answers.integrity(Status::Indeterminate, sub, finding);
        }
        Proof::Proven {
            authority, service, ..
        } => {
            answers.service = service.as_deref().cloned();
            let finding = IdentityFinding::TimestampAuthority(authority.clone());
            (Status::Passed, None, finding)
        }
        Proof::Unknown {
            authority,
            why,
            sub,
            ..
        } => {
            let (authority, why) = (authority.clone(), why.clone());
            let finding = IdentityFinding::UntrustedTimestampAuthority(authority, why);
            (Status::Indeterminate, Some(*sub), finding)
        }
    };
    answers.integrity(Status::Passed, None, IntegrityFinding::TimestampIntact);
    answers.add(AxisName::Identity, status, sub, finding, Vec::new());
    existence::proven(answers, proof);
}
