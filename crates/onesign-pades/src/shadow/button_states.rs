//! Buttons whose states show more than a mark: a person sees one state when signing, and a form filler may switch to
//! another.

use onesign_pdf::form::{Form, mark};
use onesign_pdf::object::Dictionary;
use onesign_pdf::shown::{annotation_pages, can_be_seen, rectangle};

use super::reading::Reading;
use super::warning::Warning;

/// The most such buttons in a report.
const MAX_BUTTONS: usize = 10;

/// Buttons with several states of which any is not a small mark in its own box, or whose box is over text of the page.
pub(super) fn warnings(reading: &Reading<'_, '_>, pages: &[Dictionary]) -> Vec<Warning> {
    let document = reading.document;
    let Ok(Some(form)) = Form::read(document) else {
        return Vec::new();
    };
    let places = annotation_pages(document);
    let mut texts = vec![None; pages.len()];
    let mut names: Vec<&str> = Vec::new();
    for node in form.nodes.values() {
        if node.kind != b"Btn" || node.shows.is_some() || names.contains(&node.name.as_str()) {
            continue;
        }
        let is_odd = node.widgets.iter().any(|number| {
            let Some(widget) = form.nodes.get(number).map(|node| &node.dictionary) else {
                return false;
            };
            let states = mark::states(document, widget);
            if states.is_empty() || !can_be_seen(document, widget) {
                return false;
            }
            let mut looks = states.iter();
            if !looks.all(|(_, look)| mark::is_mark(document, &form, widget, look)) {
                return true;
            }
            let page = places.get(number).copied();
            let Some((page, texts)) =
                page.and_then(|at| Some((pages.get(at)?, texts.get_mut(at)?)))
            else {
                return false;
            };
            if mark::may_hide_picture(document, page, widget) {
                return true;
            }
            let texts = texts.get_or_insert_with(|| reading.texts(page));
            rectangle(document, widget)
                .is_none_or(|place| Reading::is_text_at(texts.as_ref(), place))
        });
        if is_odd {
            names.push(&node.name);
        }
        if names.len() >= MAX_BUTTONS {
            break;
        }
    }
    let names = names.into_iter();
    names
        .map(|name| Warning::ButtonStates(name.to_owned()))
        .collect()
}
