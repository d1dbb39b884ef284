//! Changed objects that readers interpret differently, wherever they are.

use onesign_pdf::ambiguity::ambiguities;

use super::super::change::ChangeKind;
use super::super::comparison::Comparison;
use super::super::difference::ObjectDifference;
use super::super::finding::{Finding, Need};
use super::super::unexplained::kind_of;

/// The most objects to name.
const MAX_TOLD: usize = 20;

/// A finding for every object in use that differs and has no single meaning, whatever else explains it: the rules
/// read one meaning, and a viewer may have another.
pub(super) fn findings(compared: &Comparison<'_, '_>) -> Vec<Finding> {
    let used = compared.delta.iter();
    let used = used.filter(|(number, _)| compared.is_reachable(**number));
    let unclear = used.filter_map(|(number, pair)| {
        let object = pair.new.as_ref()?;
        let is_unclear = !ambiguities(compared.new, object).is_empty();
        let difference = ObjectDifference::Ambiguous(*number, kind_of(object));
        is_unclear.then(|| Finding::new(ChangeKind::Other, Need::Unknown, difference))
    });
    unclear.take(MAX_TOLD).collect()
}
