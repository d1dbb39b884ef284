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
        Warning::UnreadContent(page) => say::unread_content(*page),
        Warning::PagesUnclear => say::pages_unclear(),
        Warning::NumbersAmbiguous => say::numbers_ambiguous(),
        Warning::ReferencesAmbiguous => say::references_ambiguous(),
        Warning::RotatedOddly(page) => say::rotated_oddly(*page),
        Warning::UnreadableParts(count) => say::unreadable_parts(*count),
        Warning::SecondForm => say::second_form(),
        Warning::Collection => say::collection(),
        Warning::RunsByItself => say::runs_by_itself(),
        Warning::LayersVary => say::layers_vary(),
        Warning::FromElsewhere => say::from_elsewhere(),
        Warning::OtherInPrint => say::other_in_print(),
        Warning::FieldUnlike(name) => say::field_unlike(name),
        Warning::ButtonStates(name) => say::button_states(name),
        Warning::SeenAtTimes(page) => say::seen_at_times(*page),
        Warning::NotPrinted(page) => say::not_printed(*page),
        Warning::DrawnByViewer(page) => say::drawn_by_viewer(*page),
        Warning::AnnotationUnlike(page) => say::annotation_unlike(*page),
        Warning::OtherUnderPointer(page) => say::other_under_pointer(*page),
        Warning::ActsUnderPointer(page) => say::acts_under_pointer(*page),
        Warning::ChangesWithZoom(page) => say::changes_with_zoom(*page),
        Warning::Plays(page) => say::plays(*page),
        Warning::UnreadableAnnotations(page) => say::unreadable_annotations(*page),
        Warning::UnreadableForm => say::unreadable_form(),
        Warning::FieldUndrawn(name) => say::field_undrawn(name),
        Warning::FieldUncompared(name) => say::field_uncompared(name),
        Warning::FieldCalculated(name) => say::field_calculated(name),
        Warning::FieldsRedrawn => say::fields_drawn_anew(),
        Warning::OtherOnPress => say::other_on_press(),
        Warning::Overprinted(page) => say::overprinted(*page),
        Warning::FontMissing => say::font_missing(),
        Warning::FontUnclear => say::font_unclear(),
        Warning::PicturesUnclear => say::pictures_unclear(),
        Warning::ColoursUnclear => say::colours_unclear(),
        Warning::PaintUnclear => say::paint_unclear(),
        Warning::FontUnnamed(page) => say::font_unnamed(*page),
        Warning::OutsideView(page) => say::outside_view(*page),
        Warning::Scaled(page) => say::scaled(*page),
        Warning::OtherArea => say::other_area(),
        Warning::TooMuch => say::examined_in_part(),
    }
}
