//! Signature fields: new ones, and newly signed existing ones.

use onesign_pdf::form::{Form, Node};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::ReadError;
use onesign_pdf::shown::can_be_seen;

use super::appearance;
use super::field_change::FieldChange;
use super::look;
use super::signed_text::Below;
use crate::diff::change::ChangeKind;
use crate::diff::comparison::{Comparison, Forms};
use crate::diff::difference::{Difference, FieldDifference, SignatureDifference};
use crate::diff::explained::{Place, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// The allowed entries of a new signature field or its widget (tables 166, 191, 226, 235): no actions, and no entries
/// of other kinds of annotation.
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

/// A new signature.
struct Signature {
    is_timestamp: bool,
    name: Option<String>,
}

/// Reads the value of a field whose signature is an object of this revision.
fn signature(compared: &Comparison<'_, '_>, value: Option<&Object>) -> Option<Signature> {
    let reference = value.and_then(Object::as_reference)?;
    let pair = compared.pair(reference.number)?;
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

/// A difference, and the permission that it needs.
type Change = (SignatureDifference, ChangeKind, Need);

/// An existing signature field.
pub(super) fn existing(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    change: &FieldChange<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let (before, after) = (&change.before.dictionary, &change.after.dictionary);
    let was = compared.old.value(before, "V")?;
    let is = compared.new.value(after, "V")?;
    let name = change.after.name.clone();
    let is_redrawn = change.appearance || change.state;
    if let Some(moved) = folded(compared, change, &was, &is) {
        draft.find(moved);
    }
    let (difference, kind, need) = match (&was, &is) {
        (Object::Null, Object::Null) if is_redrawn => (
            SignatureDifference::FieldAppearance(name),
            ChangeKind::FieldDefinition,
            Need::Forbidden,
        ),
        (Object::Null, Object::Null) => return Ok(draft.done()),
        (Object::Null, _) => match signature(compared, after.get("V")) {
            Some(made) => signed_now(compared, &mut draft, change, &made),
            None => (
                SignatureDifference::FieldMisused(name),
                ChangeKind::Signature,
                Need::Forbidden,
            ),
        },
        (_, Object::Null) => earlier_signature(SignatureDifference::Removed(name)),
        _ if change.value || before.get("V") != after.get("V") => {
            earlier_signature(SignatureDifference::Rewritten(name))
        }
        _ if is_redrawn => earlier_signature(SignatureDifference::Appearance(name)),
        _ => return Ok(draft.done()),
    };
    draft.find(change.finding(compared, kind, need, difference));
    Ok(draft.done())
}

/// A widget that was folded without a reason: only an invisible signature may take away a place that showed nothing.
fn folded(
    compared: &Comparison<'_, '_>,
    change: &FieldChange<'_>,
    was: &Object,
    is: &Object,
) -> Option<Finding> {
    let signs = *was == Object::Null && *is != Object::Null;
    let showed = |widget: &u32| {
        let page = compared.page_of(*widget)?;
        let painted = compared.painted_before(page);
        let nothing = painted.unread.is_none() && painted.of_annotation(*widget).next().is_none();
        nothing.then_some(())
    };
    let is_honest = signs && change.folded.iter().all(|widget| showed(widget).is_some());
    if change.folded.is_empty() || is_honest {
        return None;
    }
    let what = FieldDifference::Moved(change.after.name.clone());
    Some(change.finding(compared, ChangeKind::FieldDefinition, Need::Forbidden, what))
}

fn earlier_signature(difference: SignatureDifference) -> Change {
    (difference, ChangeKind::EarlierSignature, Need::Forbidden)
}

/// An existing field that this revision signs.
fn signed_now(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    change: &FieldChange<'_>,
    made: &Signature,
) -> Change {
    let (form, number) = (change.forms.new, change.number);
    accept(compared, draft, form, number);
    if let Some(appearances) = change.before.dictionary.get("AP") {
        draft.explain_all(compared, appearances, Why::Form);
    }
    let shows = paints(compared, form, number);
    let over_text = shows.then(|| covering(compared, form, number)).flatten();
    for finding in appearance::shared(compared, change)
        .into_iter()
        .chain(over_text)
    {
        draft.find(finding);
    }
    let (difference, kind, need) = signed(&change.after.name, made, false);
    match need {
        // A timestamp that changes the appearance is not just proof.
        Need::Nothing if shows => {
            let shown = SignatureDifference::TimestampShows(change.after.name.clone());
            (shown, kind, Need::Showing)
        }
        need => (difference, kind, need),
    }
}

fn signed(name: &str, made: &Signature, is_visible: bool) -> Change {
    if made.is_timestamp && !is_visible {
        let added = SignatureDifference::TimestampAdded;
        return (added, ChangeKind::DocumentTimestamp, Need::Nothing);
    }
    let (name, signer) = (name.to_owned(), made.name.clone());
    let (difference, need) = if is_visible {
        let difference = SignatureDifference::VisibleAdded { name, signer };
        (difference, Need::NewVisibleSignature)
    } else {
        let difference = SignatureDifference::Signed { name, signer };
        (difference, Need::Signing)
    };
    (difference, ChangeKind::Signature, need)
}

/// Explains a signature, its field and its appearances.
fn accept(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>, form: &Form, number: u32) {
    let Some(node) = form.nodes.get(&number) else {
        return;
    };
    for member in node.widgets.iter().copied().chain([number]) {
        draft.explain_added(compared, member, Why::Form);
        let Some(held) = form.nodes.get(&member) else {
            continue;
        };
        draft.open(Place::below(member, &["V"], Why::Form));
        if let Some(value) = held.dictionary.get("V") {
            draft.explain_new(compared, value, Why::Form);
        }
        if let Some(appearances) = held.dictionary.get("AP") {
            draft.add(appearance::explain(compared, draft, member, appearances));
        }
    }
}

/// A new field or widget. Only signature fields may be added.
pub(super) fn added(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    forms: Forms<'_>,
    number: u32,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let Some(node) = forms.new.nodes.get(&number) else {
        return Ok(draft.done());
    };
    if let Some(shown) = node.shows {
        // A widget of a new field belongs to it; one of an existing field was reported there.
        if !forms.old.nodes.contains_key(&shown) {
            draft.explain_added(compared, number, Why::Form);
        }
    } else if is_new_group(compared, forms.new, number, node) {
        draft.explain_added(compared, number, Why::Form);
    } else {
        added_field(compared, &mut draft, forms.new, number, node)?;
    }
    Ok(draft.done())
}

/// Whether this is a new field that only groups others.
fn is_new_group(compared: &Comparison<'_, '_>, form: &Form, number: u32, node: &Node) -> bool {
    let mut nodes = form.nodes.values();
    let has_fields = nodes.any(|other| other.parent == Some(number) && other.shows.is_none());
    node.widgets.is_empty()
        && has_fields
        && compared.is_added(number)
        && !node.dictionary.contains("V")
        && is_plain(&node.dictionary)
}

/// A new field with its widgets.
fn added_field(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    form: &Form,
    number: u32,
    node: &Node,
) -> Result<(), ReadError> {
    let name = node.name.clone();
    let page = compared.page_of_field(number);
    let finding = |kind: ChangeKind, need: Need, difference: Difference| {
        let finding = Finding::new(kind, need, difference);
        finding.on(page).of_field(&node.name)
    };
    let mut members = node.widgets.iter().chain([&number]);
    let plain = members.all(|member| {
        let member = form.nodes.get(member);
        member.is_some_and(|member| is_plain(&member.dictionary))
    });
    if node.kind != b"Sig" || !compared.is_added(number) || !plain {
        let kind = ChangeKind::FieldDefinition;
        let what = FieldDifference::Added(name);
        draft.find(finding(kind, Need::Forbidden, what.into()));
        return Ok(());
    }
    let is_visible = node.widgets.iter().any(|widget| {
        let widget = form.nodes.get(widget);
        widget.is_some_and(|widget| can_be_seen(compared.new, &widget.dictionary))
    });
    let value = compared.new.value(&node.dictionary, "V")?;
    let (difference, kind, need) = match (&value, signature(compared, node.dictionary.get("V"))) {
        (Object::Null, _) if paints(compared, form, number) => {
            let difference = SignatureDifference::FieldShows(name);
            (difference, ChangeKind::SignatureField, Need::Showing)
        }
        (Object::Null, _) => {
            let need = if is_visible {
                Need::NewVisibleSignature
            } else {
                Need::Signing
            };
            let difference = SignatureDifference::FieldAdded(name);
            (difference, ChangeKind::SignatureField, need)
        }
        (_, Some(made)) if made.is_timestamp && paints(compared, form, number) => {
            let difference = SignatureDifference::TimestampShows(name);
            (difference, ChangeKind::DocumentTimestamp, Need::Showing)
        }
        (_, Some(made)) => signed(&name, &made, is_visible || paints(compared, form, number)),
        (_, None) => earlier_signature(SignatureDifference::Reused(name)),
    };
    if need != Need::Forbidden {
        accept(compared, draft, form, number);
    }
    if let Some(covering) = covering(compared, form, number) {
        draft.find(covering);
    }
    draft.find(finding(kind, need, difference.into()));
    Ok(())
}

/// Whether this is a signature field, or a group of fields, and nothing else.
fn is_plain(dictionary: &Dictionary) -> bool {
    let is_annotation = dictionary.contains("Rect") || dictionary.contains("Subtype");
    dictionary.iter().all(|(key, _)| KEYS.contains(&key))
        && (!is_annotation || dictionary.is("Subtype", "Widget"))
}

/// Whether a field shows anything, or may do so because it can't be read.
fn paints(compared: &Comparison<'_, '_>, form: &Form, number: u32) -> bool {
    look::of(compared, form, number)
        .iter()
        .any(|look| look.paints)
}

/// A field that may hide signed content.
fn covering(compared: &Comparison<'_, '_>, form: &Form, number: u32) -> Option<Finding> {
    let name = form.nodes.get(&number)?.name.clone();
    let (page, below) = look::covers(compared, form, number)?;
    let what = match below {
        Below::Nothing => return None,
        Below::Unread => SignatureDifference::OverUnread(name.clone(), page + 1),
        Below::Inside | Below::Something | Below::Picture => {
            SignatureDifference::OverContent(name.clone())
        }
        Below::Text => SignatureDifference::OverText(name.clone()),
    };
    let finding = Finding::new(ChangeKind::Signature, Need::Unknown, what);
    Some(finding.on(Some(page)).of_field(&name))
}
