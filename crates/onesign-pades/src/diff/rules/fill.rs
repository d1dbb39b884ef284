//! A filled field: its value and its appearance.

use onesign_pdf::form::appearance::{Shown, field_shows};
use onesign_pdf::form::{Form, READ_ONLY, mark, value};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{can_be_seen, rectangle};

use super::appearance;
use super::field_change::FieldChange;
use super::look::{self, Hides};
use super::resources;
use super::signed_text::{Below, below};
use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{FieldDifference, Shows, short};
use crate::diff::explained::{Place, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::Need;

/// A field other than a signature: its value may change, and its appearance must change accordingly.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    change: &FieldChange<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let value = |form: &Form, document: &Document<'_>| {
        let value = form.inherited(change.number, "V");
        value.map_or(Ok(Object::Null), |value| document.follow(value))
    };
    let was = value(change.forms.old, compared.old)?;
    let is = value(change.forms.new, compared.new)?;
    let name = &change.after.name;
    let (before, after) = (in_words(compared, &was), in_words(compared, &is));
    let finding = |need: Need, difference: FieldDifference| {
        change.finding(compared, ChangeKind::FieldValue, need, difference)
    };
    if was == is {
        let difference = FieldDifference::ShowsOther(name.clone(), after);
        draft.find(finding(Need::Forbidden, difference));
        return Ok(draft.done());
    }
    let filled = |shows: Shows| FieldDifference::Filled {
        name: name.clone(),
        before: before.clone(),
        after: after.clone(),
        shows,
    };
    if is_fixed(compared, change) {
        draft.find(finding(Need::Unknown, filled(Shows::FixedValue)));
    }
    let (need, shows) = in_place(compared, change, shown(compared, change, &is, &after));
    draft.find(finding(need.clone(), filled(shows)));
    // A button changes its state; some writers also draw its states anew.
    if change.after.kind != b"Btn" || change.appearance {
        if need != Need::Forbidden {
            accept(compared, &mut draft, change);
        }
        if need == Need::Filling
            && let Some(shared) = appearance::shared(compared, change)
        {
            draft.find(shared);
        }
    }
    Ok(draft.done())
}

/// How the field shows its new value, and the permission that this needs.
fn shown(
    compared: &Comparison<'_, '_>,
    change: &FieldChange<'_>,
    value: &Object,
    words: &str,
) -> (Need, Shows) {
    let (form, field) = (change.forms.new, change.after);
    if field.kind == b"Btn" {
        return button_shows(compared, change, value);
    }
    let has_appearance = field.widgets.iter().any(|widget| {
        let widget = form.nodes.get(widget);
        widget.is_some_and(|widget| widget.dictionary.contains("AP"))
    });
    let redrawn = form.dictionary.get("NeedAppearances") == Some(&Object::Boolean(true));
    if has_appearance && !change.appearance && !redrawn {
        return (Need::Forbidden, Shows::OldValue);
    }
    let is_drawn = field.widgets.iter().all(|widget| {
        let widget = form.nodes.get(widget).map(|node| &node.dictionary);
        widget.is_none_or(|widget| {
            resources::has_appearance(compared, widget) || !can_be_seen(compared.new, widget)
        })
    });
    // Without an appearance, readers show the value only if the form asks them to draw it.
    let shows_value = is_drawn || redrawn && resources::draw_plainly(compared, form, change.number);
    if !words.is_empty() && !shows_value {
        return (Need::Unknown, Shows::Unclear);
    }
    if field.kind == b"Ch" && !value::is_offered(compared.new, form, change.number, value) {
        return (Need::Unknown, Shows::NotOffered);
    }
    match field_shows(compared.new, form, change.number, value) {
        Shown::Same if !rich_text_agrees(compared, change, words) => {
            (Need::Unknown, Shows::OtherRichText)
        }
        Shown::Same => (Need::Filling, Shows::Value),
        Shown::Other(text) => (Need::Forbidden, Shows::Other(short(&text))),
        Shown::Unknown => (Need::Unknown, Shows::Unclear),
    }
}

/// How a button shows its new state. What it showed before and what it shows now must be marks in its own box, over no
/// text; states that were drawn anew may have swapped their meaning.
fn button_shows(
    compared: &Comparison<'_, '_>,
    change: &FieldChange<'_>,
    value: &Object,
) -> (Need, Shows) {
    // Some writers state the name of the state as a string, which readers may not take for a state.
    let stated = value.as_string().map(Object::name);
    let state = stated.as_ref().unwrap_or(value);
    if !value::states_agree(compared.new, change.forms.new, change.number, state) {
        return (Need::Forbidden, Shows::Unlike);
    }
    let sides = [
        (compared.old, change.forms.old, change.before),
        (compared.new, change.forms.new, change.after),
    ];
    let are_marks = sides.iter().all(|(document, form, field)| {
        field.widgets.iter().all(|widget| {
            let (number, page) = (*widget, compared.page_of(*widget));
            let widget = form.nodes.get(widget).map(|node| &node.dictionary);
            widget.is_some_and(|widget| {
                let states = mark::states(document, widget);
                let mut looks = states.iter();
                let is_drawn = can_be_seen(document, widget);
                !is_drawn
                    || looks.all(|(_, look)| mark::is_mark(document, form, widget, look))
                        && page.is_none_or(|page| {
                            !is_over_text(compared, number, widget, page)
                                && !may_hide_picture(compared, widget, page)
                        })
            })
        })
    });
    match (are_marks, change.appearance) {
        (true, _) if stated.is_some() => (Need::Unknown, Shows::Unclear),
        (true, false) => (Need::Filling, Shows::Value),
        (true, true) => (Need::Unknown, Shows::Unclear),
        (false, false) => (Need::Unknown, Shows::NoMark),
        (false, true) => (Need::Forbidden, Shows::Unlike),
    }
}

/// Whether the box of a button is over signed text, or over content that can't be read.
fn is_over_text(
    compared: &Comparison<'_, '_>,
    number: u32,
    widget: &Dictionary,
    page: usize,
) -> bool {
    rectangle(compared.new, widget).is_none_or(|area| {
        let below = below(compared, page, area, &[number]);
        matches!(below, Below::Text | Below::Unread)
    })
}

/// Whether switching a button may hide or reveal a part of a scanned page.
fn may_hide_picture(compared: &Comparison<'_, '_>, widget: &Dictionary, page: usize) -> bool {
    let pages = compared.old.pages().unwrap_or_default();
    let page = pages.get(page).map(|page| compared.old.object(*page));
    let Some(Ok(Object::Dictionary(page))) = page else {
        return true;
    };
    mark::may_hide_picture(compared.old, &page, widget)
}

/// A value that agrees must also stay in its own empty place.
fn in_place(
    compared: &Comparison<'_, '_>,
    change: &FieldChange<'_>,
    (need, shows): (Need, Shows),
) -> (Need, Shows) {
    if !matches!(need, Need::Filling | Need::Unknown) {
        return (need, shows);
    }
    match look::hides(compared, change.forms.new, change.number) {
        Hides::Nothing => (need, shows),
        Hides::Perhaps if need == Need::Unknown => (need, shows),
        Hides::Perhaps => (Need::Unknown, Shows::OverSigned),
        // Pages with typed brackets have boxes over them; the comparison of the pages notices text that is gone.
        Hides::Text if change.after.kind == b"Btn" => (Need::Unknown, Shows::OverSigned),
        Hides::Text => (Need::Forbidden, Shows::HidesText),
    }
}

/// Whether people could not fill in the field: it was read-only (table 227), and no script calculates it.
fn is_fixed(compared: &Comparison<'_, '_>, change: &FieldChange<'_>) -> bool {
    let flags = change.forms.old.inherited(change.number, "Ff");
    let flags = flags.and_then(Object::as_integer).unwrap_or(0);
    let actions = compared.old.value(&change.before.dictionary, "AA");
    let is_calculated = actions.is_ok_and(|actions| {
        let actions = actions.as_dictionary();
        actions.is_some_and(|actions| actions.contains("C"))
    });
    flags & READ_ONLY != 0 && !is_calculated
}

/// Explains the new value and the new appearances.
fn accept(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>, change: &FieldChange<'_>) {
    let widgets = change.after.widgets.iter().copied();
    for member in widgets.chain([change.number]) {
        for form in [change.forms.old, change.forms.new] {
            let Some(held) = form.nodes.get(&member) else {
                continue;
            };
            for key in ["V", "RV"] {
                draft.open(Place::below(member, &[key], Why::Form));
                if let Some(value) = held.dictionary.get(key) {
                    draft.explain_all(compared, value, Why::Form);
                }
            }
            if let Some(appearances) = held.dictionary.get("AP") {
                draft.add(appearance::explain(compared, draft, member, appearances));
            }
        }
    }
}

/// Whether the rich text, if any, matches the value.
fn rich_text_agrees(compared: &Comparison<'_, '_>, change: &FieldChange<'_>, value: &str) -> bool {
    let rich = match compared.new.value(&change.after.dictionary, "RV") {
        Ok(Object::Null) => return true,
        Ok(rich) => in_words(compared, &rich),
        Err(_) => return false,
    };
    let mut outside = true;
    let words = rich.chars().filter(|character| {
        let is_mark = matches!(character, '<' | '>');
        outside = if is_mark { *character == '>' } else { outside };
        outside && !is_mark && !character.is_whitespace()
    });
    words.eq(value.chars().filter(|character| !character.is_whitespace()))
}

/// A value in the form of a sentence's quotation.
fn in_words(compared: &Comparison<'_, '_>, value: &Object) -> String {
    short(&value::words(compared.new, value))
}
