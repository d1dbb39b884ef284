//! From facts to answers: one axis at a time, then the verdict.

use super::answers::Answers;
use super::context::Context;
use super::coverage;
use super::facts::{self, Facts, Flaw, Kind, SignerFacts};
use super::path::{self, Purpose};
use super::report::{AxisName, SignatureEntry, Status, SubIndication, readable};
use super::timestamp::{self, Proof};
use super::withdrawal;
use crate::cms::signed_data::SignedData;
use crate::oid;

/// Judges one signature.
pub(super) fn judge(facts: &Facts<'_>, context: &Context<'_>) -> SignatureEntry {
    let signed = SignedData::parse(&facts.value);
    let mut answers = Answers::default();
    match (&facts.unreadable, &signed) {
        (Some(why), _) => answers.format(&format!("The signature can't be judged: {why}.")),
        (None, Err(_)) => {
            answers.format("The place of the signature holds no signature that can be read.")
        }
        (None, Ok(signed)) => match facts.kind {
            Kind::Pades | Kind::Pkcs7 => signature(&mut answers, facts, signed, context),
            Kind::Timestamp => document_timestamp(&mut answers, facts, signed, context),
            Kind::Other(ref name) => answers.integrity(
                Status::Indeterminate,
                Some(SubIndication::FormatFailure),
                &format!("The signature is of a kind that can't be checked here ({name})."),
            ),
        },
    }
    coverage::answer(&mut answers, facts, signed.as_ref().ok(), context);
    answers.into_entry(facts)
}

fn signature(
    answers: &mut Answers,
    facts: &Facts<'_>,
    signed: &SignedData<'_>,
    context: &Context<'_>,
) {
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
    let missing = facts.kind == Kind::Pades && signer.binding.is_none();
    integrity(answers, &signer, flaw.as_ref(), missing);
    if flaw.is_some() {
        return;
    }
    let moment = time(answers, signed, context);
    if let Some(certificate) = &signer.certificate {
        let path = context.chain(certificate, &signer.pool, moment, Purpose::Documents);
        identity(answers, &certificate.subject_name(), path, context, moment);
    }
    if facts.kind == Kind::Pades && !missing {
        answers.level = Some(if answers.proven_at.is_some() {
            "B-T"
        } else {
            "B-B"
        });
    }
}

fn integrity(
    answers: &mut Answers,
    signer: &SignerFacts<'_>,
    flaw: Option<&Flaw>,
    binding_missing: bool,
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
        None => match &signer.weak {
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

/// Answers the time axis; gives the moment at which the signer's certificate has to be valid. Of
/// several timestamps the earliest that is trusted counts; one that is not right spoils them all.
fn time(answers: &mut Answers, signed: &SignedData<'_>, context: &Context<'_>) -> i64 {
    let Some(signer) = signed.signers.first() else {
        return context.now;
    };
    let tokens = timestamp::tokens(signed);
    let proofs = tokens
        .iter()
        .map(|token| timestamp::check(token.raw, &[&signer.signature], context));
    let rank = |proof: &Proof| match proof {
        Proof::Wrong(_) => (0, 0),
        Proof::Proven { at, .. } => (1, *at),
        Proof::Unknown { at, .. } => (2, *at),
        Proof::Unsupported(_) => (3, 0),
    };
    match proofs.min_by_key(rank) {
        Some(proof) => proven(answers, proof).unwrap_or(context.now),
        None => {
            let claimed =
                "The time is what the signer's clock said; no independent authority confirmed it.";
            answers.add(
                AxisName::Time,
                Status::NotChecked,
                None,
                claimed,
                Vec::new(),
            );
            context.now
        }
    }
}

/// The time axis from a token.
fn proven(answers: &mut Answers, proof: Proof) -> Option<i64> {
    let (status, sub, sentence) = match proof {
        Proof::Proven { at, authority } => {
            answers.proven_at = Some(at);
            let when = readable(at);
            answers.add(
                AxisName::Time,
                Status::Passed,
                None,
                &format!("{authority} confirms that this existed on {when}."),
                Vec::new(),
            );
            return Some(at);
        }
        Proof::Unknown {
            at,
            authority,
            why,
            sub,
        } => (
            Status::Indeterminate,
            sub,
            format!(
                "{authority} says that this existed on {}, but {why}.",
                readable(at)
            ),
        ),
        Proof::Wrong(why) => (
            Status::Failed,
            SubIndication::FormatFailure,
            format!("The timestamp is not right: {why}."),
        ),
        Proof::Unsupported(name) => (
            Status::Indeterminate,
            SubIndication::CryptoConstraintsFailure,
            format!("The timestamp uses {name}, which can't be checked here."),
        ),
    };
    answers.add(AxisName::Time, status, Some(sub), &sentence, Vec::new());
    None
}

fn identity(
    answers: &mut Answers,
    name: &str,
    path: Result<path::Chain<'_>, path::Problem>,
    context: &Context<'_>,
    moment: i64,
) {
    match path {
        Ok(chain) => {
            let when = if moment == context.now {
                "today"
            } else {
                "when it signed"
            };
            let withdrawal = withdrawal::of(&chain, context, moment, None);
            let mut details = vec![format!("The chain is: {}.", chain.names().join(" ← "))];
            details.extend(withdrawal.details);
            let sentence = if withdrawal.status == Status::Passed {
                format!(
                    "The signer is {name}, whose certificate is valid {when} and comes from someone trusted here."
                )
            } else {
                format!("The signer is {name}, but {}.", withdrawal.problem)
            };
            answers.add(
                AxisName::Identity,
                withdrawal.status,
                withdrawal.sub,
                &sentence,
                details,
            );
        }
        Err(problem) => {
            let sentence = format!("The signer calls itself {name}, but {problem}.");
            let status = match problem {
                path::Problem::Constraint(_) => Status::Failed,
                _ => Status::Indeterminate,
            };
            // Ended certificates and missing roots may yet be explained; forbidden uses may not.
            answers.add(
                AxisName::Identity,
                status,
                Some(problem.sub_indication()),
                &sentence,
                Vec::new(),
            );
        }
    }
}

fn document_timestamp(
    answers: &mut Answers,
    facts: &Facts<'_>,
    signed: &SignedData<'_>,
    context: &Context<'_>,
) {
    if let Some(content) = signed.content.as_deref()
        && let Ok(signer) = facts::signer(signed, &[content], oid::TST_INFO)
    {
        answers.know(&signer);
    }
    match timestamp::check_parsed(signed, &facts.covered, context) {
        Proof::Wrong(why) => {
            let sentence = format!("The timestamp of the document is not right: {why}.");
            answers.integrity(Status::Failed, Some(SubIndication::HashFailure), &sentence);
        }
        Proof::Unsupported(name) => answers.integrity(
            Status::Indeterminate,
            Some(SubIndication::CryptoConstraintsFailure),
            &format!("The timestamp of the document uses {name}, which can't be checked here."),
        ),
        proof => {
            answers.integrity(
                Status::Passed,
                None,
                "The stamped bytes are exactly those that were stamped.",
            );
            let (status, sub, name) = match &proof {
                Proof::Unknown { sub, authority, .. } => {
                    (Status::Indeterminate, Some(*sub), authority.clone())
                }
                Proof::Proven { authority, .. } => (Status::Passed, None, authority.clone()),
                Proof::Wrong(_) | Proof::Unsupported(_) => {
                    (Status::Indeterminate, None, String::new())
                }
            };
            let sentence = match (&proof, status) {
                (_, Status::Passed) => {
                    format!("The timestamp is by {name}, which is trusted here.")
                }
                (Proof::Unknown { why, .. }, _) => {
                    format!("The timestamp says it is by {name}, but {why}.")
                }
                _ => String::new(),
            };
            answers.add(AxisName::Identity, status, sub, &sentence, Vec::new());
            proven(answers, proof);
        }
    }
}
