//! The resources and the style of the form (12.7.3, 12.7.4.3), from which readers draw fields that have no appearance.

use std::collections::BTreeSet;

use onesign_pdf::content::{Token, Tokens};
use onesign_pdf::form::{Form, appearance};
use onesign_pdf::graph;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::ReadError;

use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::FieldDifference;
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// `/DR`: it may gain resources. Those that readers use to draw fields may change what they draw.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    form: &Form,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let Some(added) = added(compared, before, after)? else {
        let what = FieldDifference::ResourceReplaced;
        draft.find(Finding::new(ChangeKind::Form, Need::Forbidden, what));
        return Ok(draft.done());
    };
    open(compared, &mut draft, form.number, before, after);
    let is_named = |font: &Vec<u8>| form_styles(compared, form).contains(font);
    let is_used = are_used(compared, form) && (added.others || added.fonts.iter().any(is_named));
    let need = if is_used { Need::Unknown } else { Need::Saving };
    let what = FieldDifference::ResourcesAdded;
    draft.find(Finding::new(ChangeKind::Form, need, what));
    Ok(draft.done())
}

/// What `/DR` gained.
#[derive(Default)]
struct Added {
    /// The names of fonts.
    fonts: BTreeSet<Vec<u8>>,
    /// Whether it gained or replaced anything other than fonts.
    others: bool,
}

/// What was added; `None` if a resource that fields are drawn with was replaced or removed.
fn added(
    compared: &Comparison<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<Option<Added>, ReadError> {
    let read = |document: &onesign_pdf::read::Document<'_>, value: Option<&Object>| {
        let value = value.map_or(Ok(Object::Null), |value| document.follow(value))?;
        Ok::<_, ReadError>(value.as_dictionary().cloned())
    };
    let was = read(compared.old, before)?.unwrap_or_default();
    let Some(is) = read(compared.new, after)? else {
        return Ok(None);
    };
    let mut added = Added::default();
    let kinds: BTreeSet<&[u8]> = was.iter().chain(is.iter()).map(|(kind, _)| kind).collect();
    for kind in kinds {
        let (was, is) = (was.get(kind), is.get(kind));
        if kind == b"ProcSet" {
            continue; // Obsolete, and without effect (14.2).
        }
        let held = read(compared.old, was)?.unwrap_or_default();
        let Some(holds) = read(compared.new, is)? else {
            if was.is_some() && !compared.same(was, is)? {
                return Ok(None);
            }
            continue;
        };
        for (name, value) in held.iter() {
            let now = holds.get(name);
            if now == Some(value) || compared.same(Some(value), now)? {
                continue;
            }
            // No default appearance names an XObject (12.7.4.3).
            if kind != b"XObject" {
                return Ok(None);
            }
            added.others = true;
        }
        for (name, _) in holds.iter().filter(|(name, _)| !held.contains(*name)) {
            if kind == b"Font" {
                added.fonts.insert(name.to_vec());
            } else {
                added.others = true;
            }
        }
    }
    Ok(Some(added))
}

/// Explains added resources and the dictionaries that gained them.
fn open(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    owner: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) {
    if owner == 0 {
        let catalog = compared.new.root().map_or(0, |root| root.number);
        draft.open(Place::below(catalog, &["AcroForm", "DR"], Why::Resource));
    } else {
        draft.open(Place::below(owner, &["DR"], Why::Resource));
    }
    if let Some(after) = after {
        draft.explain_new(compared, after, Why::Resource);
    }
    for value in [before, after].into_iter().flatten() {
        let mut kinds: Vec<u32> = Vec::new();
        kinds.extend(value.as_reference().map(|at| at.number));
        let held = compared.new.follow(value).unwrap_or(Object::Null);
        for (_, kind) in held.as_dictionary().into_iter().flat_map(Dictionary::iter) {
            kinds.extend(kind.as_reference().map(|at| at.number));
        }
        for number in kinds {
            draft.judged(compared, number, Role::Named(Why::Resource));
            let kind = graph::read(compared.new, number).ok().flatten();
            let kind = kind.as_ref().and_then(Object::as_dictionary);
            for (key, _) in kind.into_iter().flat_map(Dictionary::iter) {
                let key = String::from_utf8_lossy(key);
                draft.open(Place::below(number, &[&key], Why::Resource));
            }
        }
    }
}

/// Whether readers draw any field themselves: `NeedAppearances` is set, or a widget has no normal appearance.
/// Signature fields are left out: a reader draws nothing for them.
pub(super) fn are_used(compared: &Comparison<'_, '_>, form: &Form) -> bool {
    let redraws = form.dictionary.get("NeedAppearances");
    if redraws.is_some_and(|redraws| *redraws != Object::Boolean(false)) {
        return true;
    }
    form.nodes.values().any(|node| {
        node.kind != b"Sig"
            && node.widgets.iter().any(|widget| {
                let widget = form.nodes.get(widget).map(|node| &node.dictionary);
                widget.is_some_and(|widget| !has_appearance(compared, widget))
            })
    })
}

/// Whether a widget has a normal appearance.
pub(super) fn has_appearance(compared: &Comparison<'_, '_>, widget: &Dictionary) -> bool {
    let looks = compared.new.value(widget, "AP").unwrap_or(Object::Null);
    let looks = looks.as_dictionary();
    let normal = looks.map(|looks| compared.new.value(looks, "N"));
    matches!(normal, Some(Ok(Object::Stream(_) | Object::Dictionary(_))))
}

/// Every font that a default appearance of the form or of a field names.
fn form_styles(compared: &Comparison<'_, '_>, form: &Form) -> BTreeSet<Vec<u8>> {
    let styles = form.nodes.values().map(|node| &node.dictionary);
    styles
        .chain([&form.dictionary])
        .filter_map(|holder| style(compared, holder.get("DA")?))
        .flat_map(|style| fonts(&style))
        .collect()
}

fn style(compared: &Comparison<'_, '_>, value: &Object) -> Option<Vec<u8>> {
    match compared.new.follow(value).ok()? {
        Object::String(style) => Some(style),
        _ => None,
    }
}

/// The names in a default appearance.
fn fonts(style: &[u8]) -> Vec<Vec<u8>> {
    let names = Tokens::new(style).filter_map(|token| match token {
        Token::Name(name) => Some(name.to_vec()),
        _ => None,
    });
    names.collect()
}

/// Whether the font in which readers draw a field shows each letter as itself.
pub(super) fn draw_plainly(compared: &Comparison<'_, '_>, form: &Form, number: u32) -> bool {
    let inherited = form.inherited(number, "DA");
    let Some(style) = inherited.or_else(|| form.dictionary.get("DA")) else {
        return true; // Readers choose a font of their own.
    };
    let Some(style) = self::style(compared, style) else {
        return false;
    };
    let resources = compared.new.value(&form.dictionary, "DR");
    let resources = resources.unwrap_or(Object::Null);
    let held = resources.as_dictionary();
    let held = held.map_or(Ok(Object::Null), |held| compared.new.value(held, "Font"));
    let held = held.unwrap_or(Object::Null);
    fonts(&style).iter().all(|name| {
        let font = held.as_dictionary().and_then(|held| held.get(name));
        let Some(font) = font.and_then(|font| compared.new.follow(font).ok()) else {
            return true;
        };
        font.as_dictionary()
            .is_some_and(|font| appearance::is_ordinary_font(compared.new, font))
    })
}

/// Whether two default appearances set the same font, size and colour, in any order.
pub(super) fn same_style(before: Option<&Object>, after: Option<&Object>) -> bool {
    match (before, after) {
        (Some(Object::String(before)), Some(Object::String(after))) => {
            match (settings(before), settings(after)) {
                (Some(before), Some(after)) => before == after,
                _ => before == after,
            }
        }
        (before, after) => before == after,
    }
}

/// The settings of a default appearance, by operator; `None` if one is set twice or can't be read.
fn settings(style: &[u8]) -> Option<Vec<String>> {
    let mut settings: Vec<(Vec<u8>, String)> = Vec::new();
    let mut operands = String::new();
    for token in Tokens::new(style) {
        match token {
            Token::Number(number) => operands.push_str(&format!("{number} ")),
            Token::Name(name) => operands.push_str(&format!("/{} ", name.escape_ascii())),
            Token::Operator(operator) => {
                if settings.iter().any(|(known, _)| known == operator) {
                    return None;
                }
                let setting = format!("{operands}{}", operator.escape_ascii());
                settings.push((operator.to_vec(), setting));
                operands.clear();
            }
            Token::Text(_) | Token::Other => return None,
        }
    }
    let mut settings: Vec<String> = settings.into_iter().map(|(_, setting)| setting).collect();
    settings.sort();
    operands.is_empty().then_some(settings)
}
