//! The phrases for faults of the bytes that a signature covers.

use super::sentence::Sentence;
use super::sentences as say;
use crate::document::byte_range::RangeError;
use crate::document::damage::Damage;

/// Why the signed bytes are not those of a document.
pub(super) fn range(error: RangeError) -> Sentence {
    match error {
        RangeError::SignatureUnreadable => say::signature_unreadable(),
        RangeError::RangeMissing => say::range_missing(),
        RangeError::ContentsMissing => say::contents_missing(),
        RangeError::Start => say::range_start(),
        RangeError::Gap => say::range_hole(),
        RangeError::Digits => say::value_digits(),
        RangeError::Rewritten => say::value_rewritten(),
        RangeError::Outside => say::range_outside(),
        RangeError::UnsignedBytes => say::range_space(),
        RangeError::End => say::range_end(),
    }
}

/// The damage to the remains of a signature.
pub(super) fn damage(damage: Damage) -> Sentence {
    match damage {
        Damage::Unreadable => say::trace_unreadable(),
        Damage::Range => say::trace_range(),
        Damage::Cut => say::trace_cut(),
        Damage::Place => say::trace_place(),
        Damage::Value => say::trace_value(),
        Damage::OtherBytes => say::trace_other_bytes(),
        Damage::Appended => say::trace_appended(),
    }
}
