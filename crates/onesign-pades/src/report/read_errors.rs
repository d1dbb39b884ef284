//! The phrases for why a file is not readable.

use onesign_pdf::read::ReadError;
use onesign_pdf::read::flaw::Flaw;

use super::sentence::{Sentence, Value};
use super::sentences;

/// The reader's messages, by code. They follow a colon.
pub(super) fn why(error: &ReadError) -> Sentence {
    match error {
        ReadError::NoHeader => sentences::no_header(),
        ReadError::NoEnd => sentences::no_end(),
        ReadError::Syntax(at, flaw) => sentences::syntax_error(*at, *flaw),
        ReadError::Keyword(at, word) => sentences::keyword_missing(*word, *at),
        ReadError::CrossReference(at, flaw) => sentences::cross_reference_error(*at, *flaw),
        ReadError::Object(number, flaw) => sentences::object_wrong(*number, *flaw),
        ReadError::Limit(flaw) => sentences::limit_exceeded(*flaw),
        ReadError::Filter(name) => sentences::filter_unsupported(name),
        ReadError::Outside => sentences::points_outside(),
        ReadError::Source(message) => sentences::storage_failed(message),
        ReadError::Encrypted => sentences::encrypted(),
    }
}

impl From<Flaw> for Value {
    fn from(flaw: Flaw) -> Self {
        Sentence::new(flaw.code(), Vec::new(), flaw.to_string()).into()
    }
}

#[cfg(test)]
mod tests {
    use onesign_pdf::read::{ReadError, flaw};

    #[test]
    fn each_phrase_repeats_the_reader_s_message() {
        for error in [
            ReadError::NoHeader,
            ReadError::NoEnd,
            ReadError::Syntax(7, flaw::not_a_number()),
            ReadError::Keyword(7, "obj"),
            ReadError::CrossReference(7, flaw::no_size()),
            ReadError::Object(7, flaw::page_twice()),
            ReadError::Limit(flaw::too_many_pages()),
            ReadError::Filter("Odd".into()),
            ReadError::Outside,
            ReadError::Source("the disk is gone".into()),
            ReadError::Encrypted,
        ] {
            assert_eq!(super::why(&error), &*error.to_string());
        }
    }
}
