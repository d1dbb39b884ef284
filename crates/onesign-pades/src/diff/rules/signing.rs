//! Signature fields: new ones, and old ones that were signed.

use onesign_pdf::form::Form;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::ReadError;
use onesign_pdf::shown::can_be_seen;

use super::field::{Touched, page_of};
use crate::diff::change::ChangeKind;
use crate::diff::difference::{FieldDifference, SignatureDifference};
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Step};

/// What a new signature field or its widget may hold (tables 166, 191, 226, 235): nothing that acts, and nothing of
/// annotations of another kind.
const KEYS: [&[u8]; 30] = [
    b"Type",
    b"Subtype",
    b"FT",
    b"T",
    b"TU",
    b"TM",
    b"Ff",
    b"V",
    b"DV",
    b"Lock",
    b"SV",
    b"Kids",
    b"Parent",
    b"Rect",
    b"F",
    b"P",
    b"AP",
    b"AS",
    b"MK",
    b"BS",
    b"Border",
    b"H",
    b"C",
    b"M",
    b"NM",
    b"Contents",
    b"StructParent",
    b"DA",
    b"DR",
    b"Q",
];

/// A signature that was not there before.
struct Signature {
    is_timestamp: bool,
    name: Option<String>,
}

/// Reads the value of a field that is signed by an object of this revision.
fn signature(step: &Step<'_, '_>, value: Option<&Object>) -> Option<Signature> {
    let reference = value.and_then(Object::as_reference)?;
    let pair = step.delta.get(&reference.number)?;
    let dictionary = match &pair.new {
        Some(Object::Dictionary(dictionary)) if pair.is_added() => dictionary,
        _ => return None,
    };
    dictionary.get("ByteRange")?;
    Some(Signature {
        is_timestamp: dictionary.is("SubFilter", "ETSI.RFC3161"),
        name: dictionary.get("Name").and_then(Object::as_text),
    })
}

/// A signature field that was there before.
pub(crate) fn existing(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
    what: &Touched,
) -> Result<(), ReadError> {
    let (Some(before), Some(after)) = (old.nodes.get(&number), new.nodes.get(&number)) else {
        return Ok(());
    };
    let name = after.name.clone();
    let page = page_of(step, number);
    let was = step.old.value(&before.dictionary, "V")?;
    let is = step.new.value(&after.dictionary, "V")?;
    let (difference, kind, need) = match (&was, &is) {
        (Object::Null, Object::Null) if what.appearance || what.state => (
            SignatureDifference::FieldAppearance(name.clone()),
            ChangeKind::FieldDefinition,
            Need::Forbidden,
        ),
        (Object::Null, Object::Null) => return Ok(()),
        (Object::Null, _) => match signature(step, after.dictionary.get("V")) {
            Some(made) => {
                accept(step, new, number);
                if let Some(looks) = before.dictionary.get("AP") {
                    step.explain(looks, Why::Form, true);
                }
                super::fill::shared_looks(step, old, new, number, &name);
                let shows = looks_seen(step, new, number);
                if shows {
                    over_text(step, new, number);
                }
                let (difference, kind, need) = signed(&name, &made, false);
                match need {
                    // A timestamp that changes what is seen is no mere proof.
                    Need::Nothing if shows => (difference, kind, Need::Signing),
                    need => (difference, kind, need),
                }
            }
            None => (
                SignatureDifference::FieldMisused(name.clone()),
                ChangeKind::Signature,
                Need::Forbidden,
            ),
        },
        (_, Object::Null) => (
            SignatureDifference::Removed(name.clone()),
            ChangeKind::EarlierSignature,
            Need::Forbidden,
        ),
        _ if what.value || before.dictionary.get("V") != after.dictionary.get("V") => (
            SignatureDifference::Rewritten(name.clone()),
            ChangeKind::EarlierSignature,
            Need::Forbidden,
        ),
        _ if what.appearance || what.state => (
            SignatureDifference::Appearance(name.clone()),
            ChangeKind::EarlierSignature,
            Need::Forbidden,
        ),
        _ => return Ok(()),
    };
    let finding = Finding::new(kind, need, difference);
    step.find(finding.on(page).of_field(&name));
    Ok(())
}

fn signed(
    name: &str,
    made: &Signature,
    is_visible: bool,
) -> (SignatureDifference, ChangeKind, Need) {
    if made.is_timestamp && !is_visible {
        let added = SignatureDifference::TimestampAdded;
        return (added, ChangeKind::DocumentTimestamp, Need::Nothing);
    }
    let need = if is_visible {
        Need::NewVisibleSignature
    } else {
        Need::Signing
    };
    let (name, signer) = (name.to_owned(), made.name.clone());
    let difference = if is_visible {
        SignatureDifference::VisibleAdded { name, signer }
    } else {
        SignatureDifference::Signed { name, signer }
    };
    (difference, ChangeKind::Signature, need)
}

/// Explains a signature, its field and its looks.
fn accept(step: &mut Step<'_, '_>, form: &Form, number: u32) {
    let Some(node) = form.nodes.get(&number) else {
        return;
    };
    let mut members = node.widgets.clone();
    members.push(number);
    for member in members {
        step.explain_added(member, Why::Form);
        let Some(held) = form.nodes.get(&member) else {
            continue;
        };
        step.open(member, "V", Why::Form);
        if let Some(value) = held.dictionary.get("V") {
            step.explain(value, Why::Form, false);
        }
        if let Some(looks) = held.dictionary.get("AP") {
            step.explain_looks(member, looks);
        }
    }
}

/// A field or widget that was not there before. Only signature fields may be added.
pub(crate) fn added(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
) -> Result<(), ReadError> {
    let Some(node) = new.nodes.get(&number) else {
        return Ok(());
    };
    let name = node.name.clone();
    let is_new = step
        .delta
        .get(&number)
        .is_some_and(crate::diff::delta::Pair::is_added);
    if let Some(shown) = node.shows {
        // A widget of a new field goes with it; one of an old field was reported there.
        if !old.nodes.contains_key(&shown) {
            step.explain_added(number, Why::Form);
        }
        return Ok(());
    }
    let is_group = node.widgets.is_empty()
        && new
            .nodes
            .values()
            .any(|other| other.parent == Some(number) && other.shows.is_none());
    if is_group && is_new && !node.dictionary.contains("V") && is_plain(&node.dictionary) {
        step.explain_added(number, Why::Form);
        return Ok(());
    }
    let page = page_of(step, number);
    let mut members = node.widgets.iter().chain([&number]);
    let plain = members.all(|member| {
        let member = new.nodes.get(member);
        member.is_some_and(|member| is_plain(&member.dictionary))
    });
    if node.kind != b"Sig" || !is_new || !plain {
        let what = FieldDifference::Added(name.clone());
        let finding = Finding::new(ChangeKind::FieldDefinition, Need::Forbidden, what);
        step.find(finding.on(page).of_field(&name));
        return Ok(());
    }
    let is_visible = node.widgets.iter().any(|widget| {
        let widget = new.nodes.get(widget);
        widget.is_some_and(|widget| can_be_seen(step.new, &widget.dictionary))
    });
    let value = step.new.value(&node.dictionary, "V")?;
    let (difference, kind, need) = match (&value, signature(step, node.dictionary.get("V"))) {
        (Object::Null, _) => (
            SignatureDifference::FieldAdded(name.clone()),
            ChangeKind::SignatureField,
            if is_visible {
                Need::NewVisibleSignature
            } else {
                Need::Signing
            },
        ),
        (_, Some(made)) => signed(&name, &made, is_visible),
        (_, None) => (
            SignatureDifference::Reused(name.clone()),
            ChangeKind::EarlierSignature,
            Need::Forbidden,
        ),
    };
    if need != Need::Forbidden {
        accept(step, new, number);
    }
    if is_visible {
        over_text(step, new, number);
    }
    let finding = Finding::new(kind, need, difference);
    step.find(finding.on(page).of_field(&name));
    Ok(())
}

/// Whether this is a signature field, or a group of fields, and nothing else.
fn is_plain(dictionary: &Dictionary) -> bool {
    let is_annotation = dictionary.contains("Rect") || dictionary.contains("Subtype");
    dictionary.iter().all(|(key, _)| KEYS.contains(&key))
        && (!is_annotation || dictionary.is("Subtype", "Widget"))
}

/// Whether a field has looks that are seen.
fn looks_seen(step: &Step<'_, '_>, form: &Form, number: u32) -> bool {
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    widgets.unwrap_or_default().iter().any(|widget| {
        let widget = form.nodes.get(widget).map(|node| &node.dictionary);
        widget.is_some_and(|widget| widget.contains("AP") && can_be_seen(step.new, widget))
    })
}

/// Tells of a field that may hide what was signed.
fn over_text(step: &mut Step<'_, '_>, form: &Form, number: u32) {
    let Some(node) = form.nodes.get(&number) else {
        return;
    };
    for widget in &node.widgets {
        if let (Some(place), Some(widget)) = (step.places.get(widget), form.nodes.get(widget))
            && can_be_seen(step.new, &widget.dictionary)
            && super::annotation::lies_over_text(step, &widget.dictionary, *place)
        {
            let page = Some(*place);
            let what = SignatureDifference::OverText(node.name.clone());
            let finding = Finding::new(ChangeKind::Signature, Need::Unknown, what);
            step.find(finding.on(page).of_field(&node.name));
            return;
        }
    }
}
