//! The sentence for each warning about the signed state of a document.

use super::sentence::Sentence;
use super::sentences as say;
use crate::shadow::warning::Warning;

/// The sentence for a warning.
pub(super) fn sentence(warning: &Warning) -> Sentence {
    match warning {
        Warning::HiddenLayers => say::hidden_layers(),
        Warning::UnusedPages(count) => say::unused_pages(*count),
        Warning::HiddenAnnotations(page) => say::hidden_annotations(*page),
        Warning::CoveredSignature(page) => say::covered_signature(*page),
        Warning::CoveredText(page) => say::covered_text(*page),
        Warning::PagesUnclear => say::pages_unclear(),
        Warning::UnreadableParts(count) => say::unreadable_parts(*count),
        Warning::SecondForm => say::second_form(),
        Warning::Collection => say::collection(),
        Warning::RunsByItself => say::runs_by_itself(),
        Warning::LayersVary => say::layers_vary(),
        Warning::FromElsewhere => say::from_elsewhere(),
        Warning::OtherInPrint => say::other_in_print(),
        Warning::FieldUnlike(name) => say::field_unlike(name),
        Warning::SeenAtTimes(page) => say::seen_at_times(*page),
    }
}
