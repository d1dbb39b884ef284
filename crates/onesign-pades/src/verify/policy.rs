//! From facts to answers: one axis at a time, then the verdict.

use super::answers::Answers;
use super::context::Context;
use super::coverage;
use super::facts::{self, Flaw, Kind};
use super::identity;
use super::level::{Levels, Party};
use super::path::Purpose;
use super::report::{AxisName, SignatureEntry, Status, SubIndication};
use super::time::{self, Moment, Stamped};
use super::timeline::{Case, Timeline};
use super::timestamp::Proof;
use crate::cms::signed_data::SignedData;
use crate::oid;

/// What every signature of a file is judged with.
pub(super) struct Bench<'b> {
    pub cases: &'b [Case<'b>],
    pub context: &'b Context<'b>,
    pub timeline: &'b Timeline,
    pub levels: &'b Levels<'b>,
}

/// Judges one signature, the one at `index`.
pub(super) fn judge(case: &Case<'_>, index: usize, bench: &Bench<'_>) -> SignatureEntry {
    let facts = case.facts;
    let mut answers = Answers::default();
    match (&facts.unreadable, case.signed) {
        (Some(why), _) => answers.format(&format!("The signature can't be judged: {why}.")),
        (None, Err(_)) => {
            answers.format("The place of the signature holds no signature that can be read.")
        }
        (None, Ok(signed)) => match facts.kind {
            Kind::Pades | Kind::Pkcs7 => signature(&mut answers, case, signed, bench),
            Kind::Timestamp => {
                document_timestamp(&mut answers, signed, bench.timeline.proof(index));
            }
            Kind::Other(_) if is_broken(facts, signed) => answers.integrity(
                Status::Failed,
                Some(SubIndication::HashFailure),
                "The document was changed after it was signed.",
            ),
            Kind::Other(ref name) => answers.integrity(
                Status::Indeterminate,
                Some(SubIndication::FormatFailure),
                &format!("The signature is of a kind that can't be checked here ({name})."),
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
        return answers
            .format("The signature brings content of its own instead of signing the document.");
    }
    if signed.signers.len() != 1 {
        return answers.format("The signature value does not have exactly one signer.");
    }
    let Ok(signer) = facts::signer(signed, &facts.covered, oid::DATA) else {
        return answers.format("The signed attributes of the signature can't be read.");
    };
    answers.know(&signer);
    if facts.kind == Kind::Pades && !signer.has_attributes {
        return answers.format("The signature lacks the signed attributes that its form demands.");
    }
    let flaw = signer.first_flaw();
    let is_cut = matches!(flaw, Some(Flaw::NoCertificate | Flaw::Unsupported(_)));
    if facts.is_own_seal && (is_cut || signer.binding.is_none()) {
        return answers
            .format("The seal was damaged: its value lacks what every seal made here holds.");
    }
    let missing = facts.kind == Kind::Pades && signer.binding.is_none();
    if flaw.is_some() {
        return integrity(answers, flaw.as_ref(), missing, None);
    }
    // Others may name what they leave out (RFC 5035); a seal made here brings its whole chain.
    if facts.is_own_seal && signer.lacks_named {
        return answers
            .format("The seal was damaged: a certificate that it was made with is not beside it.");
    }
    let (moment, stamps) = time::answer(answers, case, signed, bench);
    let weak = signer.weak(&context.policy.sunset, moment.at);
    integrity(answers, None, missing, weak.as_deref());
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
    weak: Option<&str>,
) {
    use Status::{Failed, Indeterminate, Passed};
    use SubIndication as Sub;
    let (status, sub, sentence) = match flaw {
        Some(Flaw::ContentType) => (
            Failed,
            Sub::FormatFailure,
            "The signature is for another kind of content.".to_owned(),
        ),
        Some(Flaw::NoDigest) => (
            Failed,
            Sub::FormatFailure,
            "The signature names no digest of the document.".to_owned(),
        ),
        Some(Flaw::Digest) => (
            Failed,
            Sub::HashFailure,
            "The document was changed after it was signed.".to_owned(),
        ),
        Some(Flaw::Signature) => (
            Failed,
            Sub::SigCryptoFailure,
            "The signature was not made with the key of the certificate beside it.".to_owned(),
        ),
        Some(Flaw::NoCertificate) => (
            Indeterminate,
            Sub::NoSigningCertificateFound,
            "The signer's certificate is not in the file.".to_owned(),
        ),
        Some(Flaw::Binding) => (
            Failed,
            Sub::SigConstraintsFailure,
            "The signature was made for another certificate than the one beside it.".to_owned(),
        ),
        Some(Flaw::Unsupported(name)) => (
            Indeterminate,
            Sub::CryptoConstraintsFailure,
            format!("The signature uses {name}, which can't be checked here."),
        ),
        None if binding_missing => (
            Indeterminate,
            Sub::SigConstraintsFailure,
            "The signature does not say which certificate it was made for.".to_owned(),
        ),
        None => match weak {
            Some(weak) => (
                Indeterminate,
                Sub::CryptoConstraintsFailure,
                format!("The signature uses {weak}, which is too weak to rely on."),
            ),
            None => {
                return answers.integrity(
                    Passed,
                    None,
                    "The signed bytes are exactly those that were signed.",
                );
            }
        },
    };
    answers.integrity(status, Some(sub), &sentence);
}

fn document_timestamp(answers: &mut Answers, signed: &SignedData<'_>, proof: Option<&Proof>) {
    if let Some(content) = signed.content.as_deref()
        && let Ok(signer) = facts::signer(signed, &[content], oid::TST_INFO)
    {
        answers.know(&signer);
    }
    let (status, sub, sentence) = match proof {
        None => return answers.format("The timestamp of the document can't be judged."),
        Some(Proof::Wrong(why)) => {
            let sentence = format!("The timestamp of the document is not right: {why}.");
            let sub = Some(SubIndication::HashFailure);
            return answers.integrity(Status::Failed, sub, &sentence);
        }
        Some(Proof::Unsupported(name)) => {
            let sentence =
                format!("The timestamp of the document uses {name}, which can't be checked here.");
            let sub = Some(SubIndication::CryptoConstraintsFailure);
            return answers.integrity(Status::Indeterminate, sub, &sentence);
        }
        Some(Proof::Proven {
            authority, service, ..
        }) => {
            answers.service = service.as_deref().cloned();
            (
                Status::Passed,
                None,
                format!("The timestamp is by {authority}, which is trusted here."),
            )
        }
        Some(Proof::Unknown {
            authority,
            why,
            sub,
            ..
        }) => (
            Status::Indeterminate,
            Some(*sub),
            format!("The timestamp says it is by {authority}, but {why}."),
        ),
    };
    answers.integrity(
        Status::Passed,
        None,
        "The stamped bytes are exactly those that were stamped.",
    );
    answers.add(AxisName::Identity, status, sub, &sentence, Vec::new());
    if let Some(proof) = proof {
        time::proven(answers, proof);
    }
}
