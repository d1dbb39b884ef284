//! Checks of a worker's answer: a document may have taken over the worker, so the server accepts nothing unchecked.

use onesign_pdf::{Enclosed, Intake, Limits, PageImage, TextRun};

use crate::error::{PressCode, PressError};
use crate::protocol::Answer;

/// The longest code of a removal, warning or field kind, in bytes.
const CODE_LENGTH: usize = 64;

/// The most pages of the sheet after an enclosed file.
const SHEET_PAGES: usize = 100;

/// The most characters of a field's value.
const VALUE_LENGTH: usize = 2_000;

/// The most characters of a title, and of a field's name in the form.
const TITLE_LENGTH: usize = 200;

/// The largest side of an image, in pixels.
const IMAGE_SIDE: u32 = 16_000;

/// A rebuilt document that respects the limits of its request.
pub fn intake(answer: Answer, body: Vec<u8>, limits: &Limits) -> Result<Intake, PressError> {
    let (pages, removed, warnings, title, detected, enclosed) = match answer {
        Answer::Intake {
            pages,
            removed,
            warnings,
            title,
            detected,
            enclosed,
        } => (pages, removed, warnings, title, detected, enclosed),
        other => return Err(refusal(other)),
    };
    let sound = body.starts_with(b"%PDF-")
        && !pages.is_empty()
        && fits(pages.len(), enclosed.as_ref(), limits)
        && pages.iter().all(|page| page.w > 0 && page.h > 0)
        && removed.iter().all(|removal| is_code(&removal.kind))
        && warnings.iter().all(|warning| is_code(warning))
        && title
            .as_ref()
            .is_none_or(|title| title.chars().count() <= TITLE_LENGTH)
        && detected.len() <= limits.max_annotations as usize
        && detected.iter().all(|field| {
            let page = pages.get(field.page as usize);
            let short = |text: &Option<String>, most: usize| {
                text.as_ref()
                    .is_none_or(|text| text.chars().count() <= most)
            };
            let offers = short(&field.value, VALUE_LENGTH) && short(&field.caption, TITLE_LENGTH);
            is_code(&field.kind) && page.is_some() && offers
        });
    if !sound {
        return Err(unbelievable());
    }
    Ok(Intake {
        normalised: body,
        pages,
        removed,
        warnings,
        title,
        detected,
        enclosed,
    })
}

/// Whether a rebuilt document may have this many pages: an enclosed file adds some pages to the limit.
fn fits(pages: usize, enclosed: Option<&Enclosed>, limits: &Limits) -> bool {
    let most = limits.max_pages as usize;
    match enclosed {
        None => pages <= most,
        Some(enclosed) => {
            let copied = enclosed.copied_pages as usize;
            copied > 0 && copied <= most && pages > copied && pages - copied <= SHEET_PAGES
        }
    }
}

/// A page image. The server itself computes the hash of the received bytes.
pub fn image(answer: Answer, body: Vec<u8>) -> Result<PageImage, PressError> {
    let (mime, width, height) = match answer {
        Answer::Image {
            mime,
            width,
            height,
        } => (mime, width, height),
        other => return Err(refusal(other)),
    };
    let (mime, magic): (_, &[u8]) = match mime.as_str() {
        "image/png" => ("image/png", b"\x89PNG\r\n\x1a\n"),
        "image/jpeg" => ("image/jpeg", b"\xff\xd8\xff"),
        _ => return Err(unbelievable()),
    };
    let sides = 1..=IMAGE_SIDE;
    if !body.starts_with(magic) || !sides.contains(&width) || !sides.contains(&height) {
        return Err(unbelievable());
    }
    let mut sha256 = [0; 32];
    sha256.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &body).as_ref());
    Ok(PageImage {
        bytes: body,
        mime,
        width,
        height,
        sha256,
    })
}

/// The text of a page.
pub fn text(answer: Answer) -> Result<Vec<TextRun>, PressError> {
    match answer {
        Answer::Text { runs } => Ok(runs),
        other => Err(refusal(other)),
    }
}

/// The first page after the drawn ones, which start at `first`, and whether the last one was slow.
pub fn tried(answer: Answer, first: u32, pages: u32) -> Result<(u32, bool), PressError> {
    match answer {
        Answer::Tried { next, slow } if first < next && next <= pages => Ok((next, slow)),
        Answer::Tried { .. } => Err(unbelievable()),
        other => Err(refusal(other)),
    }
}

/// Whether the answer says that the document can't be processed.
pub fn is_refusal(answer: &Answer) -> bool {
    matches!(answer, Answer::Refused { .. })
}

fn refusal(answer: Answer) -> PressError {
    let Answer::Refused { code, detail } = answer else {
        return unbelievable();
    };
    let known = code
        .parse()
        .ok()
        .filter(|code: &PressCode| code.is_of_document());
    let Some(code) = known else {
        return PressError::new(
            PressCode::DamagedPdf,
            format!("refused as {:.40}", code.escape_debug()),
        );
    };
    let detail = detail.chars().filter(|letter| !letter.is_control());
    PressError::new(code, detail.take(200).collect::<String>())
}

fn unbelievable() -> PressError {
    PressError::new(
        PressCode::DamagedPdf,
        "the worker's answer is out of bounds",
    )
}

fn is_code(text: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte);
    !text.is_empty() && text.len() <= CODE_LENGTH && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use onesign_pdf::{IntakeError, PageSize};

    use super::*;

    fn answer(warnings: &[&str], pages: usize) -> Answer {
        Answer::Intake {
            pages: vec![PageSize { w: 1000, h: 1000 }; pages],
            removed: Vec::new(),
            warnings: warnings.iter().map(ToString::to_string).collect(),
            title: None,
            detected: Vec::new(),
            enclosed: None,
        }
    }

    #[test]
    fn an_answer_out_of_bounds_is_refused() {
        let limits = Limits::default();
        let taken = |answer, body: &[u8]| intake(answer, body.to_vec(), &limits).map(drop);
        assert_eq!(taken(answer(&["odd_fonts"], 1), b"%PDF-1.7"), Ok(()));
        for (answer, body) in [
            (answer(&["<script>"], 1), b"%PDF-1.7".as_slice()),
            (answer(&[], 0), b"%PDF-1.7"),
            (answer(&[], 1_001), b"%PDF-1.7"),
            (answer(&[], 1), b"<html>"),
            (Answer::Text { runs: Vec::new() }, b"%PDF-1.7"),
        ] {
            assert_eq!(taken(answer, body).unwrap_err().code, PressCode::DamagedPdf);
        }
    }

    #[test]
    fn a_file_is_enclosed_behind_copies_of_its_pages() {
        let limits = Limits::default();
        for (pages, copied_pages, sound) in [
            (2, 1, true),
            (1_001, 1_000, true),
            (1, 1, false),
            (2, 0, false),
            (1_002, 1_001, false),
            (200, 1, false),
        ] {
            let Answer::Intake {
                pages,
                removed,
                warnings,
                title,
                detected,
                ..
            } = answer(&[], pages)
            else {
                unreachable!()
            };
            let enclosed = Enclosed {
                name: "a.pdf".to_owned(),
                copied_pages,
                permits_stamps: true,
            };
            let answer = Answer::Intake {
                pages,
                removed,
                warnings,
                title,
                detected,
                enclosed: Some(enclosed),
            };
            let taken = intake(answer, b"%PDF-1.7".to_vec(), &limits);
            assert_eq!(taken.is_ok(), sound, "{copied_pages}");
        }
    }

    #[test]
    fn an_image_must_match_its_description() {
        let said = |mime: &str| Answer::Image {
            mime: mime.to_owned(),
            width: 10,
            height: 10,
        };
        assert!(image(said("image/svg+xml"), b"<svg/>".to_vec()).is_err());
        assert!(image(said("image/png"), b"<svg/>".to_vec()).is_err());
        assert!(image(said("image/png"), b"\x89PNG\r\n\x1a\n".to_vec()).is_ok());
    }

    #[test]
    fn only_known_codes_are_accepted() {
        let refused = |code: &str| Answer::Refused {
            code: code.to_owned(),
            detail: "a\nb".to_owned(),
        };
        let error = text(refused("too_complex")).unwrap_err();
        assert_eq!(
            (error.code, error.detail.as_str()),
            (PressCode::TooComplex, "ab")
        );
        for none in ["busy", "press_unavailable"] {
            assert_eq!(text(refused(none)).unwrap_err().code, PressCode::DamagedPdf);
        }
        assert_eq!(
            text(refused("whatever")).unwrap_err().code,
            PressCode::DamagedPdf
        );
        for error in [
            IntakeError::Xfa,
            IntakeError::SignedAndProtected,
            IntakeError::NotPdf,
        ] {
            let code: PressCode = error.code().parse().unwrap();
            assert!(code.is_of_document());
        }
    }
}
