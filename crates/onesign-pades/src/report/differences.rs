//! The sentence for each difference between two revisions.

use super::change_sentences as say;
use super::read_errors;
use super::sentence::Sentence;
use crate::diff::Unexamined;
use crate::diff::difference::{
    AnnotationDifference, AnnotationKind, Covers, DataEntry, Difference, DocumentDifference,
    FieldDifference, ObjectDifference, ObjectKind, OnPage, PageDifference, Part, Shows,
    SignatureDifference, Verb,
};

/// The sentence for a difference.
pub(super) fn sentence(difference: &Difference) -> Sentence {
    match difference {
        Difference::Document(difference) => document(difference),
        Difference::Page(difference) => page(difference),
        Difference::Annotation(difference) => annotation(difference),
        Difference::Field(difference) => field(difference),
        Difference::Signature(difference) => signature(difference),
        Difference::Object(difference) => object(difference),
    }
}

/// Why a revision was not compared.
pub(super) fn unexamined(why: &Unexamined) -> Sentence {
    match why {
        Unexamined::TooMany => say::revisions_uncompared(),
        Unexamined::Unreadable(revision, error) => {
            say::revision_unexamined(*revision, read_errors::why(error))
        }
    }
}

fn document(difference: &DocumentDifference) -> Sentence {
    use DocumentDifference as D;
    match difference {
        D::StrayBytes(count) => say::stray_bytes(*count),
        D::MalformedAddition => say::malformed_addition(),
        D::EncryptionChanged => say::encryption_changed(),
        D::ObjectsCutOff => say::objects_cut_off(),
        D::UnreadEntryChanged(key) => say::unread_entry_changed(key),
        D::InformationChanged(keys) => say::information_changed(keys),
        D::InformationRemoved => say::information_removed(),
        D::InformationReplaced => say::information_replaced(),
        D::XmpChanged => say::xmp_changed(),
        D::FormRemoved => say::form_removed(),
        D::VersionRaised => say::version_raised(),
        D::ExtensionsRemoved => say::extensions_removed(),
        D::ExtensionsChanged => say::extensions_changed(),
        D::SecurityStoreChanged => say::proofs_added(),
        D::SecurityStoreReduced => say::proofs_removed(),
        D::DataChanged(entry, before, after) => say::data_changed(data(entry), before, after),
        D::XmpUnreadable => say::xmp_unreadable(),
        D::SignatureFlagsChanged => say::signature_flags_changed(),
        D::PermissionsChanged(done) => say::permissions_changed(verb(*done)),
        D::PartChanged(changed, done) => say::part_changed(part(*changed), verb(*done)),
        D::EntryChanged(key, done) => say::entry_changed(verb(*done), key),
        D::StructureExtended => say::structure_extended(),
    }
}

fn data(entry: &DataEntry) -> Sentence {
    match entry {
        DataEntry::Title => say::data_title(),
        DataEntry::Author => say::data_author(),
        DataEntry::Subject => say::data_subject(),
        DataEntry::Keywords => say::data_keywords(),
        DataEntry::CreationDate => say::data_creation_date(),
        DataEntry::Creator => say::data_creator(),
        DataEntry::Other(key) => say::data_other(key),
    }
}

fn verb(verb: Verb) -> Sentence {
    match verb {
        Verb::Added => say::word_added(),
        Verb::Removed => say::word_removed(),
        Verb::Changed => say::word_changed(),
        Verb::Replaced => say::word_replaced(),
    }
}

fn part(part: Part) -> Sentence {
    match part {
        Part::Opening => say::part_opening(),
        Part::Actions => say::part_actions(),
        Part::Names => say::part_names(),
        Part::Layers => say::part_layers(),
        Part::Pages => say::part_pages(),
        Part::Attachments => say::part_attachments(),
        Part::Structure => say::part_structure(),
        Part::PageNumbers => say::part_page_numbers(),
        Part::Language => say::part_language(),
        Part::Bookmarks => say::part_bookmarks(),
        Part::Presentation => say::part_presentation(),
    }
}

fn page(difference: &PageDifference) -> Sentence {
    use PageDifference as P;
    match difference {
        P::Malformed => say::pages_malformed(),
        P::Removed(page) => say::page_removed(*page),
        P::Added(page) => say::page_added(*page),
        P::Reordered => say::pages_reordered(),
        P::Content(page) => say::page_content_changed(*page),
        P::Repacked(page) => say::page_repacked(*page),
        P::Resources(page) => say::page_resources_changed(*page),
        P::Rotated(page) => say::page_rotated(*page),
        P::Resized(page) => say::page_resized(*page),
        P::Actions(page) => say::page_acts(*page),
        P::Entry(page, key) => say::page_entry_changed(*page, key),
        P::TreeEntry(key) => say::page_tree_entry_changed(key),
    }
}

fn annotation(difference: &AnnotationDifference) -> Sentence {
    use AnnotationDifference as A;
    match difference {
        A::Direct(page) => say::annotation_in_page(*page),
        A::Reordered(page) => say::annotations_reordered(*page),
        A::Added {
            kind,
            page,
            text,
            covers,
        } => {
            let (what, page) = (annotation_kind(*kind), *page);
            match (covers, text) {
                (Covers::Nothing, None) => say::annotation_added(what, page),
                (Covers::Nothing, Some(text)) => say::annotation_saying(what, page, text),
                (Covers::Beside, None) => say::annotation_beside(what, page),
                (Covers::Beside, Some(text)) => say::annotation_beside_saying(what, page, text),
                (Covers::Content, None) => say::annotation_over_content(what, page),
                (Covers::Content, Some(text)) => {
                    say::annotation_over_content_saying(what, page, text)
                }
                (Covers::Perhaps, None) => say::annotation_may_hide(what, page),
                (Covers::Perhaps, Some(text)) => say::annotation_may_hide_saying(what, page, text),
                (Covers::SignedText, None) => say::annotation_over_text(what, page),
                (Covers::SignedText, Some(text)) => {
                    say::annotation_over_text_saying(what, page, text)
                }
            }
        }
        A::Removed(kind, page) => say::annotation_removed(annotation_kind(*kind), *page),
        A::Changed(kind, page) => say::annotation_changed(annotation_kind(*kind), *page),
        A::Became(kind, page, other) => {
            say::annotation_became(annotation_kind(*kind), *page, other)
        }
    }
}

fn annotation_kind(kind: AnnotationKind) -> Sentence {
    match kind {
        AnnotationKind::Note => say::a_note(),
        AnnotationKind::NoteWindow => say::a_note_window(),
        AnnotationKind::TextBox => say::a_text_box(),
        AnnotationKind::Highlight => say::a_highlight(),
        AnnotationKind::Underline => say::an_underline(),
        AnnotationKind::Strike => say::a_strike(),
        AnnotationKind::Stamp => say::a_stamp(),
        AnnotationKind::Drawing => say::a_drawing(),
        AnnotationKind::FreehandDrawing => say::a_freehand_drawing(),
        AnnotationKind::Link => say::a_link(),
        AnnotationKind::RedactionMark => say::a_redaction_mark(),
        AnnotationKind::FormField => say::a_form_field(),
        AnnotationKind::AttachedFile => say::an_attached_file(),
        AnnotationKind::Other => say::an_annotation(),
    }
}

fn field(difference: &FieldDifference) -> Sentence {
    use FieldDifference as F;
    match difference {
        F::Direct => say::direct_field_changed(),
        F::Removed(name) => say::field_removed(name),
        F::Redrawn => say::fields_redrawn(),
        F::ResourceReplaced => say::field_resource_replaced(),
        F::ResourcesAdded => say::field_resources_added(),
        F::FormEntry(key) => say::form_entry_changed(key),
        F::PlaceAdded(name) => say::field_place_added(name),
        F::BecameOther(name) => say::field_became_other(name),
        F::Moved(name) => say::field_moved(name),
        F::Entry(name, key) => say::field_entry_changed(name, key),
        F::ShowsOther(name, value) => say::field_shows_other(name, value),
        F::Filled {
            name,
            before,
            after,
            shows,
        } => match shows {
            Shows::Value => say::field_filled(name, before, after),
            Shows::Unlike => say::field_filled_unlike(name, before, after),
            Shows::OldValue => say::field_filled_unseen(name, before, after),
            Shows::Other(shown) => say::field_filled_other(name, before, after, shown),
            Shows::Unclear => say::field_filled_unclear(name, before, after),
            Shows::NoMark => say::field_filled_no_mark(name, before, after),
            Shows::FixedValue => say::field_filled_fixed(name, before, after),
            Shows::OtherRichText => say::field_filled_otherwise(name, before, after),
            Shows::NotOffered => say::field_filled_not_offered(name, before, after),
            Shows::OverSigned => say::field_filled_over(name, before, after),
            Shows::HidesText => say::field_filled_hiding(name, before, after),
        },
        F::AppearanceShared(name) => say::field_looks_shared(name),
        F::Added(name) => say::field_added(name),
    }
}

fn signature(difference: &SignatureDifference) -> Sentence {
    use SignatureDifference as S;
    match difference {
        S::FieldAdded(name) => say::signature_field_added(name),
        S::FieldAppearance(name) => say::signature_field_looks(name),
        S::FieldMisused(name) => say::signature_field_misused(name),
        S::Removed(name) => say::signature_removed(name),
        S::Rewritten(name) => say::signature_rewritten(name),
        S::OverText(name) => say::signature_over_text(name),
        S::OverContent(name) => say::signature_over_content(name),
        S::OverUnread(name, page) => say::signature_over_unread(name, *page),
        S::FieldShows(name) => say::signature_field_shows(name),
        S::TimestampShows(name) => say::timestamp_shows(name),
        S::Appearance(name) => say::signature_looks(name),
        S::Reused(name) => say::signature_reused(name),
        S::TimestampAdded => say::timestamp_added(),
        S::Signed { name, signer } => match signer {
            Some(signer) => say::field_signed_by(name, signer),
            None => say::field_signed(name),
        },
        S::VisibleAdded { name, signer } => match signer {
            Some(signer) => say::visible_signature_added_by(name, signer),
            None => say::visible_signature_added(name),
        },
    }
}

fn object(difference: &ObjectDifference) -> Sentence {
    use ObjectDifference as O;
    match difference {
        O::Unknown => say::something_changed(),
        O::OnPage(page, what, done) => {
            let what = match what {
                OnPage::Content => say::what_is_written(),
                OnPage::OfAnnotation(kind) => say::of_an_annotation(object_kind(*kind)),
                OnPage::Object(kind) => object_kind(*kind),
            };
            say::page_shows_other(*page, what, verb(*done))
        }
        O::BelowEntry(key, done, kind) => say::below_entry(key, verb(*done), object_kind(*kind)),
        O::UsedNowhere(done, kind, number) => {
            say::used_nowhere(verb(*done), object_kind(*kind), *number)
        }
        O::Unreferenced(number, done, kind) => {
            say::led_to_by_nothing(*number, object_kind(*kind), verb(*done))
        }
        O::Ambiguous(number, kind) => say::object_ambiguous(*number, object_kind(*kind)),
    }
}

fn object_kind(kind: ObjectKind) -> Sentence {
    match kind {
        ObjectKind::Font => say::some_font(),
        ObjectKind::Picture => say::some_picture(),
        ObjectKind::Drawing => say::some_drawing(),
        ObjectKind::Signature => say::some_signature(),
        ObjectKind::Page => say::some_page(),
        ObjectKind::Annotation => say::some_annotation(),
        ObjectKind::Attachment => say::some_attachment(),
        ObjectKind::Layer => say::some_layer(),
        ObjectKind::Action => say::some_action(),
        ObjectKind::Script => say::some_program(),
        ObjectKind::Other => say::some_object(),
    }
}
