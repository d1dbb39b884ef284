//! The file that was already signed when it was uploaded: it must be attached as it came, and is judged by itself.

use super::asking::Asking;
use super::report::{EnclosedReport, FileView, SignatureView};
use super::trail::TrailError;
use super::{code_of, verdict_name};
use crate::seal::revision::{RevisionError, opened};
use onesign_core::audit::chain::Chain;
use onesign_core::audit::{hex, sha256};
use onesign_core::fact::{DocumentEnclosed, DocumentReceived};
use onesign_pades::verify::validate_with;
use onesign_pdf::read::Document;

/// The attached file, which is the one that the trail records.
pub(super) struct Inside {
    name: String,
    bytes: Vec<u8>,
}

/// Takes the attached file out of a sealed one, if the trail says that there is one.
///
/// # Errors
/// If it is not there, or not the file that was received.
pub(super) fn find(file: &[u8], chain: &Chain) -> Result<Option<Inside>, TrailError> {
    let mut entries = chain.entries.iter();
    if !entries.any(|entry| entry.kind == "document.enclosed") {
        return Ok(None);
    }
    let enclosed = chain
        .entries
        .iter()
        .find_map(|e| opened::<DocumentEnclosed>(e, "document.enclosed"))
        .ok_or(RevisionError::Missing("document.enclosed"))?;
    let received = chain
        .entries
        .iter()
        .find_map(|e| opened::<DocumentReceived>(e, "document.received"))
        .ok_or(RevisionError::Missing("document.received"))?;
    let other = TrailError::Mismatch("the attached document is not the one that was received");
    let most = usize::try_from(enclosed.bytes).unwrap_or(0);
    let bytes = Document::parse(file)
        .and_then(|document| document.attachment(&enclosed.filename, most))
        .ok()
        .flatten();
    let Some(bytes) = bytes else {
        return Err(TrailError::Mismatch(
            "the signed document that should be attached is missing",
        ));
    };
    let digest = hex(&sha256(&[&bytes]));
    if digest != enclosed.document_sha256 || digest != received.document_sha256 {
        return Err(other);
    }
    Ok(Some(Inside {
        name: enclosed.filename,
        bytes,
    }))
}

impl Inside {
    /// The verdict on its signatures, by the same policy as those around it.
    pub(super) fn report(&self, asking: &Asking) -> EnclosedReport {
        let (policy, material) = (asking.policy(), asking.material());
        let judged = validate_with(&self.bytes, policy, &material, asking.now_unix);
        EnclosedReport {
            file: FileView::of(&self.bytes, Some(self.name.clone())),
            verdict: verdict_name(judged.verdict).into(),
            sub_indication: judged.sub_indication.map(code_of),
            sentence: judged.sentence.to_string(),
            said: (&judged.sentence).into(),
            signatures: judged.signatures.iter().map(SignatureView::from).collect(),
        }
    }
}
