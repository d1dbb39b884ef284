//! An uploaded file that was already signed: the sealed document must contain it unchanged, and it gets its own
//! verdict.

use super::asking::Asking;
use super::wrong::TrailError;
use super::{code_of, trail};
use crate::composer::Composer;
use crate::report::{EnclosedReport, FileView, SignatureView};
use crate::said;
use crate::story::{MissingFact, opened};
use onesign_core::audit::chain::Chain;
use onesign_core::audit::{hex, sha256};
use onesign_core::fact::{DocumentEnclosed, DocumentReceived};
use onesign_pades::diff::ChangeKind;
use onesign_pades::document::Opened;
use onesign_pades::report::{Sentence, SignatureReport};
use onesign_pades::validate::{SubIndication, Verdict};
use onesign_pdf::read::Document;

/// The attached file, identical to the one that the trail records.
pub(super) struct Inside {
    name: String,
    bytes: Vec<u8>,
}

/// Takes the attached file out of a sealed document, if the trail records one.
///
/// # Errors
/// If the attachment is missing or differs from the received file.
pub(super) fn find(sealed: &Document<'_>, chain: &Chain) -> Result<Option<Inside>, TrailError> {
    let mut entries = chain.entries.iter();
    if !entries.any(|entry| entry.kind == "document.enclosed") {
        return Ok(None);
    }
    let enclosed = chain
        .entries
        .iter()
        .find_map(|e| opened::<DocumentEnclosed>(e, "document.enclosed"))
        .ok_or(MissingFact("document.enclosed"))?;
    let received = chain
        .entries
        .iter()
        .find_map(|e| opened::<DocumentReceived>(e, "document.received"))
        .ok_or(MissingFact("document.received"))?;
    let other = TrailError::Mismatch(said::trail_other_attachment());
    let most = usize::try_from(enclosed.bytes).unwrap_or(0);
    let bytes = sealed.attachment(&enclosed.filename, most).ok().flatten();
    let Some(bytes) = bytes else {
        return Err(TrailError::Mismatch(said::trail_attachment_missing()));
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
    /// The verdict on its signatures, under the same policy as the outer document, and on its own trail.
    pub(super) fn report(&self, asking: &Asking, composer: &Composer) -> EnclosedReport {
        let (policy, material) = (asking.policy(), asking.material());
        let opened = Opened::of(self.bytes.as_slice());
        let judged = opened.validate(policy, &material, asking.now_unix);
        let worse = trail::judge(&opened, &judged, composer).worse;
        let worse = worse.or_else(|| uncompared(&judged));
        let (verdict, sub_indication, sentence) = match worse {
            Some((verdict, why)) => (verdict, Some(SubIndication::SigConstraintsFailure), why),
            None => (judged.verdict, judged.sub_indication, judged.sentence),
        };
        EnclosedReport {
            file: FileView::of(&self.bytes, Some(self.name.clone())),
            verdict,
            sub_indication: sub_indication.map(code_of),
            sentence: sentence.to_string(),
            said: (&sentence).into(),
            signatures: judged.signatures.iter().map(SignatureView::from).collect(),
        }
    }
}

/// The pages of an enclosed file are not drawn, so a change that may show on them does not pass. For the file that is
/// checked itself, the page comparison decides.
fn uncompared(judged: &SignatureReport) -> Option<(Verdict, Sentence)> {
    let mut changes = judged.signatures.iter().flat_map(|entry| &entry.changes);
    let is_visible = changes.any(|change| {
        !matches!(
            change.kind,
            ChangeKind::ValidationMaterial | ChangeKind::DocumentTimestamp
        )
    });
    let passed = judged.verdict == Verdict::Passed;
    (passed && is_visible).then(|| (Verdict::Indeterminate, said::enclosed_uncompared()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_core::audit::chain::Checked;
    use onesign_pdf::write::{Attachment, PdfDate, Relationship, Revision};
    use serde_json::{Value, json};

    const NAME: &str = "signed.pdf";
    const BASE: &[u8] = include_bytes!("../../../../fixtures/contract.pdf");

    fn entry(kind: &str, values: Value) -> Checked {
        Checked {
            seq: 0,
            kind: kind.into(),
            at_ms: 0,
            actor: String::new(),
            build: String::new(),
            digest: [0; 32],
            opened: serde_json::from_value(values).unwrap(),
            undisclosed: Vec::new(),
        }
    }

    /// A trail that records the received file and the enclosed file.
    fn trail(received: &[u8], enclosed: &[u8]) -> Chain {
        let digest = |bytes: &[u8]| hex(&sha256(&[bytes]));
        Chain {
            log: String::new(),
            stream: String::new(),
            entries: vec![
                entry(
                    "document.received",
                    json!({ "filename": NAME, "document_sha256": digest(received), "bytes": received.len() }),
                ),
                entry(
                    "document.enclosed",
                    json!({ "filename": NAME, "document_sha256": digest(enclosed), "bytes": enclosed.len(),
                        "copied_pages": 1, "permits_stamps": true }),
                ),
            ],
            head: [0; 32],
        }
    }

    fn with_attachment(bytes: &[u8]) -> Vec<u8> {
        let document = Document::parse(BASE).unwrap();
        let mut revision = Revision::on(&document);
        revision.attach(&Attachment {
            name: NAME.into(),
            mime: "application/pdf".into(),
            description: String::new(),
            bytes: bytes.to_vec(),
            relationship: Relationship::Source,
            modified: PdfDate::from_unix(0),
        });
        let mut file = BASE.to_vec();
        file.extend(revision.finish().unwrap());
        file
    }

    fn refused(file: &[u8], chain: &Chain) -> String {
        match find(&Document::parse(file).unwrap(), chain) {
            Ok(_) => panic!("found"),
            Err(error) => error.why().to_string(),
        }
    }

    #[test]
    fn the_file_that_the_trail_names_is_found() {
        let file = with_attachment(b"as it came");
        let inside = find(
            &Document::parse(&file).unwrap(),
            &trail(b"as it came", b"as it came"),
        )
        .unwrap();
        assert_eq!(inside.unwrap().bytes, b"as it came");
        // If the trail does not mention an enclosed file, the check does not look for one.
        let mut silent = trail(b"as it came", b"as it came");
        silent.entries.pop();
        assert!(
            find(&Document::parse(&file).unwrap(), &silent)
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn a_replaced_file_is_reported() {
        let wrong = "the attached document is not the one that was received";
        let file = with_attachment(b"as it came");
        assert_eq!(refused(&file, &trail(b"as it went", b"as it went")), wrong);
        assert_eq!(refused(&file, &trail(b"as it went", b"as it came")), wrong);
        assert_eq!(refused(&file, &trail(b"as it came", b"as it went")), wrong);
        let larger = with_attachment(b"as it came, and more");
        assert_eq!(
            refused(&larger, &trail(b"as it came", b"as it came")),
            wrong
        );
    }

    #[test]
    fn a_missing_file_is_reported() {
        let missing = "the signed document that should be attached is missing";
        let chain = trail(b"as it came", b"as it came");
        assert_eq!(refused(BASE, &chain), missing);
    }
}
