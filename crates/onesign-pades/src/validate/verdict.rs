//! From facts to answers: one axis at a time, then the verdict.

use super::answers::Answers;
use super::context::Context;
use super::existence::{self, Moment, Stamped};
use super::facts::{self, Flaw, Kind};
use super::level::{Levels, Party};
use super::timeline::{Case, Timeline};
use super::timestamp::Proof;
use super::{coverage, identity};
use crate::asn1::oid;
use crate::cms::signed_data::SignedData;
use crate::report::sentence::Value;
use crate::report::sentences;
use crate::report::signature_report::{AxisName, SignatureEntry, Status, SubIndication};
use crate::x509::path::Purpose;

/// What every signature of a file is judged with.
pub(crate) struct Bench<'b> {
    pub cases: &'b [Case<'b>],
    pub context: &'b Context<'b>,
    pub timeline: &'b Timeline,
    pub levels: &'b Levels<'b>,
}

/// Judges one signature, the one at `index`.
pub(crate) fn judge(case: &Case<'_>, index: usize, bench: &Bench<'_>) -> SignatureEntry {
    let facts = case.facts;
    let mut answers = Answers::default();
    match (&facts.unreadable, case.signed) {
        (Some(why), _) => answers.format(sentences::unreadable_signature(why)),
        (None, Err(_)) => answers.format(sentences::no_signature_value()),
        (None, Ok(signed)) => match facts.kind {
            Kind::Pades | Kind::Pkcs7 => signature(&mut answers, case, signed, bench),
            Kind::Timestamp => {
                document_timestamp(&mut answers, signed, bench.timeline.proof(index));
            }
            Kind::Other(_) if is_broken(facts, signed) => answers.integrity(
                Status::Failed,
                Some(SubIndication::HashFailure),
                sentences::document_changed(),
            ),
            Kind::Other(ref name) => answers.integrity(
                Status::Indeterminate,
                Some(SubIndication::FormatFailure),
                sentences::kind_unknown(name),
            ),
        },
    }
    coverage::answer(
        &mut answers,
        facts,
        case.signed.as_ref().ok(),
        bench.context,
    );
    answers.into_entry(facts)
}

/// Whether a value of an unknown kind can be read as a signature and is not over these bytes.
fn is_broken(facts: &facts::Facts<'_>, signed: &SignedData<'_>) -> bool {
    let signer = facts::signer(signed, &facts.covered, oid::DATA);
    signed.content.is_none()
        && signer
            .is_ok_and(|signer| matches!(signer.first_flaw(), Some(Flaw::Digest | Flaw::Signature)))
}

fn signature(answers: &mut Answers, case: &Case<'_>, signed: &SignedData<'_>, bench: &Bench<'_>) {
    let (facts, context) = (case.facts, bench.context);
    if signed.content.is_some() {
        return answers.format(sentences::own_content());
    }
    if signed.signers.len() != 1 {
        return answers.format(sentences::not_one_signer());
    }
    let Ok(signer) = facts::signer(signed, &facts.covered, oid::DATA) else {
        return answers.format(sentences::attributes_unreadable());
    };
    answers.know(&signer);
    if facts.kind == Kind::Pades && !signer.has_attributes {
        return answers.format(sentences::attributes_missing());
    }
    let flaw = signer.first_flaw();
    let is_cut = matches!(flaw, Some(Flaw::NoCertificate | Flaw::Unsupported(_)));
    if facts.is_own_seal && (is_cut || signer.binding.is_none()) {
        return answers.format(sentences::seal_value_damaged());
    }
    let missing = facts.kind == Kind::Pades && signer.binding.is_none();
    if flaw.is_some() {
        return integrity(answers, flaw.as_ref(), missing, None);
    }
    // Others may name what they leave out (RFC 5035); a seal made here brings its whole chain.
    if facts.is_own_seal && signer.lacks_named {
        return answers.format(sentences::seal_certificate_missing());
    }
    let (moment, stamps) = existence::answer(answers, case, signed, bench);
    let weak = signer.weak(&context.policy.algorithm_expiry, moment.at);
    integrity(answers, None, missing, weak.as_ref());
    let Some(certificate) = &signer.certificate else {
        return;
    };
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
    let mut parties = vec![signing];
    for stamp in stamps {
        let (Proof::Proven { at, .. }, Ok(token)) = (&stamp.proof, &stamp.token) else {
            continue;
        };
        if let Some((leaf, beside)) = facts::signer_certificate(token) {
            parties.push(Party {
                leaf,
                beside,
                purpose: Purpose::Timestamps,
                at: *at,
            });
        }
    }
    // Without a timestamp of its own it is the document timestamp that has to stay provable.
    let stamp = bench.timeline.proven(case.facts);
    if let (1, Some(stamp)) = (parties.len(), stamp)
        && let Some(Ok(signed)) = bench.cases.get(stamp.index).map(|case| case.signed)
        && let Some((leaf, beside)) = facts::signer_certificate(signed)
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
    flaw: Option<&Flaw>,
    binding_missing: bool,
    weak: Option<&Value>,
) {
    use Status::{Failed, Indeterminate, Passed};
    use SubIndication as Sub;
    let (status, sub, sentence) = match flaw {
        Some(Flaw::ContentType) => (Failed, Sub::FormatFailure, sentences::other_content_type()),
        Some(Flaw::NoDigest) => (Failed, Sub::FormatFailure, sentences::no_digest()),
        Some(Flaw::Digest) => (Failed, Sub::HashFailure, sentences::document_changed()),
        Some(Flaw::Signature) => (Failed, Sub::SigCryptoFailure, sentences::other_key()),
        Some(Flaw::NoCertificate) => (
            Indeterminate,
            Sub::NoSigningCertificateFound,
            sentences::no_signer_certificate(),
        ),
        Some(Flaw::Binding) => (
            Failed,
            Sub::SigConstraintsFailure,
            sentences::other_certificate(),
        ),
        Some(Flaw::Unsupported(name)) => (
            Indeterminate,
            Sub::CryptoConstraintsFailure,
            sentences::unsupported(name),
        ),
        None if binding_missing => (
            Indeterminate,
            Sub::SigConstraintsFailure,
            sentences::no_certificate_named(),
        ),
        None => match weak {
            Some(weak) => (
                Indeterminate,
                Sub::CryptoConstraintsFailure,
                sentences::weak(weak),
            ),
            None => {
                return answers.integrity(Passed, None, sentences::intact());
            }
        },
    };
    answers.integrity(status, Some(sub), sentence);
}

fn document_timestamp(answers: &mut Answers, signed: &SignedData<'_>, proof: Option<&Proof>) {
    if let Some(content) = signed.content.as_deref()
        && let Ok(signer) = facts::signer(signed, &[content], oid::TST_INFO)
    {
        answers.know(&signer);
    }
    let (status, sub, sentence) = match proof {
        None => return answers.format(sentences::stamp_unjudged()),
        Some(Proof::Wrong(why)) => {
            let sentence = sentences::stamp_wrong(why);
            let sub = Some(SubIndication::HashFailure);
            return answers.integrity(Status::Failed, sub, sentence);
        }
        Some(Proof::Unsupported(name)) => {
            let sentence = sentences::stamp_unsupported(name);
            let sub = Some(SubIndication::CryptoConstraintsFailure);
            return answers.integrity(Status::Indeterminate, sub, sentence);
        }
        Some(Proof::Proven {
            authority, service, ..
        }) => {
            answers.service = service.as_deref().cloned();
            (Status::Passed, None, sentences::stamp_by(authority))
        }
        Some(Proof::Unknown {
            authority,
            why,
            sub,
            ..
        }) => (
            Status::Indeterminate,
            Some(*sub),
            sentences::stamp_by_unknown(authority, why),
        ),
    };
    answers.integrity(Status::Passed, None, sentences::stamped_intact());
    answers.add(AxisName::Identity, status, sub, sentence, Vec::new());
    if let Some(proof) = proof {
        existence::proven(answers, proof);
    }
}
