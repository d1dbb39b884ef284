//! Fields whose appearance differs from their value.

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, Node, PASSWORD, value};
use onesign_pdf::object::Object;
use onesign_pdf::read::Document;

use crate::diff::difference::short;

/// The most such fields in a report.
const MAX_UNLIKE: usize = 10;

/// Fields whose appearances show something else than their value; some viewers draw the value. Those whose value a program
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
        let held = form.inherited(number, "V");
        let Some(Ok(held)) = held.map(|held| document.follow(held)) else {
            return false;
        };
        let words = value::shown_words(document, &form, number, &held);
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
        .map(|(_, node)| short(&node.name))
        .collect()
}
