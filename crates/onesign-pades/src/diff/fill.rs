//! A field that was filled in: its value, and what it shows.

use std::collections::BTreeSet;

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, Node};
use onesign_pdf::graph::references;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use super::change::ChangeKind;
use super::difference::{FieldDifference, Shows};
use super::explain::Why;
use super::field::{READ_ONLY, Touched, page_of};
use super::permission::Need;
use super::step::{Finding, Step};

/// Longest value that a sentence repeats, in characters.
const MAX_SHOWN: usize = 120;
/// Most fields that are told to hold another value than they show.
const MAX_UNLIKE: usize = 10;
/// Bit of `/Ff` of a field that shows none of what it holds (table 231).
const PASSWORD: i64 = 1 << 13;
/// Most options of a choice that are looked at.
const MAX_OPTIONS: usize = 5_000;

/// A field that is no signature: its value may change, and what it shows must change with it.
pub(crate) fn compare(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
    what: &Touched,
) -> Result<(), ReadError> {
    let Some(node) = new.nodes.get(&number) else {
        return Ok(());
    };
    let name = node.name.clone();
    let value = |form: &Form, document: &Document<'_>| {
        let value = form.inherited(number, "V");
        value.map_or(Ok(Object::Null), |value| document.follow(value))
    };
    let (was, is) = (value(old, step.old)?, value(new, step.new)?);
    let page = page_of(step, number);
    let (before, after) = (in_words(step, &was), in_words(step, &is));
    let agrees = node.kind != b"Btn" || states_agree(step, new, number, &is);
    let is_fixed = is_fixed(step, old, number);
    let say = |step: &mut Step<'_, '_>, need: Need, difference: FieldDifference| {
        let finding = Finding::new(ChangeKind::FieldValue, need, difference);
        step.find(finding.on(page).of_field(&name));
    };
    let filled = |shows: Shows| FieldDifference::Filled {
        name: name.clone(),
        before: before.clone(),
        after: after.clone(),
        shows,
    };
    if was == is {
        let difference = FieldDifference::ShowsOther(name.clone(), after.clone());
        say(step, Need::Forbidden, difference);
        return Ok(());
    }
    if is_fixed {
        say(step, Need::Unknown, filled(Shows::FixedValue));
    }
    let has_looks = node.widgets.iter().any(|widget| {
        let widget = new.nodes.get(widget);
        widget.is_some_and(|widget| widget.dictionary.contains("AP"))
    });
    if node.kind == b"Btn" {
        if what.appearance || !agrees {
            say(step, Need::Forbidden, filled(Shows::Unlike));
        } else {
            say(step, Need::Filling, filled(Shows::Value));
        }
        return Ok(());
    }
    let redrawn = matches!(
        new.dictionary.get("NeedAppearances"),
        Some(Object::Boolean(true))
    );
    if has_looks && !what.appearance && !redrawn {
        say(step, Need::Forbidden, filled(Shows::OldValue));
        return Ok(());
    }
    let (need, shows) = match agreement(step, new, number, &is) {
        Shown::Same if !rich_text_agrees(step, node, &after) => {
            (Need::Unknown, Shows::OtherRichText)
        }
        Shown::Same => (Need::Filling, Shows::Value),
        Shown::Other(text) => (Need::Forbidden, Shows::Other(shortened(&text))),
        Shown::Unknown => (Need::Unknown, Shows::Unclear),
    };
    let (is_accepted, is_plain) = (need != Need::Forbidden, need == Need::Filling);
    say(step, need, filled(shows));
    if is_accepted {
        accept(step, old, new, number);
    }
    if is_plain {
        shared_looks(step, old, new, number, &name);
    }
    Ok(())
}

/// Whether nobody was to fill a field in: it was read-only (table 227), and no program calculates it.
fn is_fixed(step: &Step<'_, '_>, old: &Form, number: u32) -> bool {
    let flags = old.inherited(number, "Ff").and_then(Object::as_integer);
    let actions = old.nodes.get(&number).map(|node| &node.dictionary);
    let actions = actions.map_or(Ok(Object::Null), |field| step.old.value(field, "AA"));
    let is_calculated = actions.is_ok_and(|actions| {
        let actions = actions.as_dictionary();
        actions.is_some_and(|actions| actions.contains("C"))
    });
    flags.unwrap_or(0) & READ_ONLY != 0 && !is_calculated
}

/// Explains the new value and the new looks.
fn accept(step: &mut Step<'_, '_>, old: &Form, new: &Form, number: u32) {
    let Some(node) = new.nodes.get(&number) else {
        return;
    };
    let mut members = node.widgets.clone();
    members.push(number);
    for member in members {
        for form in [old, new] {
            let Some(held) = form.nodes.get(&member) else {
                continue;
            };
            for key in ["V", "RV"] {
                step.open(member, key, Why::Form);
                if let Some(value) = held.dictionary.get(key) {
                    step.explain(value, Why::Form, true);
                }
            }
            if let Some(looks) = held.dictionary.get("AP") {
                step.explain_looks(member, looks);
            }
        }
    }
}

/// Looks that are replaced must have been the field's own: if something else uses them too, it shows the old ones
/// still.
pub(crate) fn shared_looks(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
    name: &str,
) {
    let mut members: BTreeSet<u32> = BTreeSet::from([number]);
    members.extend(
        old.nodes
            .get(&number)
            .into_iter()
            .flat_map(|node| node.widgets.clone()),
    );
    let looks = |form: &Form, member: u32| {
        let node = form.nodes.get(&member);
        node.and_then(|node| node.dictionary.get("AP").cloned())
    };
    let mut shared = false;
    for member in members {
        let (was, is) = (looks(old, member), looks(new, member));
        if was == is {
            continue;
        }
        let mut replaced = Vec::new();
        if let Some(was) = was {
            references(&was, &mut |target| replaced.push(target.number));
        }
        for target in replaced {
            let owners = step.owners(target).into_iter();
            shared |= owners.filter(|owner| !step.is_field(*owner)).any(|owner| {
                // A dictionary of looks that belongs to fields alone.
                owner == onesign_pdf::graph::TRAILER
                    || step.owners(owner).is_empty()
                    || step
                        .owners(owner)
                        .iter()
                        .any(|above| !step.is_field(*above))
            });
        }
    }
    if shared {
        let difference = FieldDifference::AppearanceShared(name.to_owned());
        let page = page_of(step, number);
        let finding = Finding::new(ChangeKind::FieldValue, Need::Unknown, difference);
        step.find(finding.on(page).of_field(name));
    }
}

/// Whether the button of the value is on, and every other off (12.7.5.2).
fn states_agree(step: &Step<'_, '_>, form: &Form, number: u32, value: &Object) -> bool {
    let value = value.as_name().unwrap_or(b"Off");
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    let mut is_on = value == b"Off";
    for widget in widgets.unwrap_or_default() {
        let Some(widget) = form.nodes.get(widget).map(|node| &node.dictionary) else {
            continue;
        };
        match widget.get("AS").map(Object::as_name) {
            None | Some(Some(b"Off")) => {}
            Some(Some(state)) if state == value && has_state(step, widget, state) => is_on = true,
            _ => return false,
        }
    }
    is_on || widgets.is_none_or(<[u32]>::is_empty)
}

/// Whether a button can be drawn in a state.
fn has_state(step: &Step<'_, '_>, widget: &Dictionary, state: &[u8]) -> bool {
    let looks = step.new.value(widget, "AP").unwrap_or(Object::Null);
    let normal = looks
        .as_dictionary()
        .map_or(Ok(Object::Null), |looks| step.new.value(looks, "N"));
    normal.is_ok_and(|normal| {
        let states = normal.as_dictionary();
        states.is_some_and(|states| states.contains(state))
    })
}

/// Whether rich text, if there is any, says the same as the value.
fn rich_text_agrees(step: &Step<'_, '_>, node: &Node, value: &str) -> bool {
    let rich = step.new.value(&node.dictionary, "RV");
    let rich = match rich {
        Ok(Object::Null) => return true,
        Ok(rich) => in_words(step, &rich),
        Err(_) => return false,
    };
    let mut outside = true;
    let words = rich.chars().filter(|sign| {
        let is_mark = matches!(sign, '<' | '>');
        outside = if is_mark { *sign == '>' } else { outside };
        outside && !is_mark && !sign.is_whitespace()
    });
    words.eq(value.chars().filter(|sign| !sign.is_whitespace()))
}

/// Whether the appearances show the value.
fn agreement(step: &Step<'_, '_>, form: &Form, number: u32, value: &Object) -> Shown {
    let value = shown_words(step.new, form, number, value);
    let mut result = Shown::Same;
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    for widget in widgets.unwrap_or_default() {
        let Some(node) = form.nodes.get(widget) else {
            continue;
        };
        match appearance::shows(step.new, form, &node.dictionary, &value) {
            Shown::Same => {}
            Shown::Unknown => result = Shown::Unknown,
            other @ Shown::Other(_) => return other,
        }
    }
    result
}

/// What a field with this value shows: of a choice, the words for it (12.7.5.4).
pub(crate) fn shown_words(
    document: &Document<'_>,
    form: &Form,
    number: u32,
    value: &Object,
) -> String {
    let words = words_of(document, value);
    let is_choice = form
        .nodes
        .get(&number)
        .is_some_and(|node| node.kind == b"Ch");
    let options = form.inherited(number, "Opt").filter(|_| is_choice);
    let options = options.and_then(|options| document.follow(options).ok());
    let options = options.as_ref().and_then(Object::as_array);
    let mut pairs = options.unwrap_or_default().iter().take(MAX_OPTIONS);
    let found = pairs.find_map(|option| {
        let option = document.follow(option).ok()?;
        let [value, shown] = option.as_array()? else {
            return None;
        };
        let text = |value: &Object| document.follow(value).ok()?.as_text();
        (text(value)? == words).then(|| text(shown)).flatten()
    });
    found.unwrap_or(words)
}

/// Fields whose looks show something else than their value; some viewers draw the value. Those whose value a program
/// puts into another form, and passwords, are left aside.
pub(crate) fn unlike(document: &Document<'_>) -> Vec<String> {
    let Ok(Some(form)) = Form::read(document) else {
        return Vec::new();
    };
    let differs = |number: u32, node: &Node| {
        let flags = form.inherited(number, "Ff").and_then(Object::as_integer);
        let actions = document
            .value(&node.dictionary, "AA")
            .unwrap_or(Object::Null);
        let is_formatted = actions
            .as_dictionary()
            .is_some_and(|actions| actions.contains("F"));
        if is_formatted || flags.unwrap_or(0) & PASSWORD != 0 {
            return false;
        }
        let value = form.inherited(number, "V");
        let Some(Ok(value)) = value.map(|value| document.follow(value)) else {
            return false;
        };
        let words = shown_words(document, &form, number, &value);
        node.widgets.iter().any(|widget| {
            let widget = form.nodes.get(widget);
            widget.is_some_and(|widget| {
                let shown = appearance::shows(document, &form, &widget.dictionary, &words);
                matches!(shown, Shown::Other(_))
            })
        })
    };
    let texts = form
        .nodes
        .iter()
        .filter(|(_, node)| node.shows.is_none() && matches!(node.kind.as_slice(), b"Tx" | b"Ch"));
    let unlike = texts.filter(|(number, node)| differs(**number, node));
    unlike
        .take(MAX_UNLIKE)
        .map(|(_, node)| shortened(&node.name))
        .collect()
}

/// A value as a sentence repeats it.
pub(crate) fn in_words(step: &Step<'_, '_>, value: &Object) -> String {
    shortened(&words_of(step.new, value))
}

fn words_of(document: &Document<'_>, value: &Object) -> String {
    match value {
        Object::Null => String::new(),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .take(20)
                .filter_map(|item| document.follow(item).ok()?.as_text())
                .collect();
            items.join(", ")
        }
        Object::Stream(stream) => onesign_pdf::read::decode(stream, 10_000)
            .map(|text| Object::String(text).as_text().unwrap_or_default())
            .unwrap_or_default(),
        other => other.as_text().unwrap_or_default(),
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(MAX_SHOWN)
        .collect();
    if text.chars().count() > MAX_SHOWN {
        short.push('…');
    }
    short
}
