//! What the widgets of a field show now, and whether that covers what was signed.

use onesign_pdf::form::Form;
use onesign_pdf::shown::{Area, Kind, Mark, can_be_seen, rectangle};

use super::signed_text::{Below, below, holds_text};
use crate::diff::comparison::Comparison;

/// What a widget shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Zero-based.
    pub page: usize,
    /// The area around everything that it shows, or its place if it shows nothing.
    pub area: Area,
    /// The rectangle of the widget, which readers highlight and in which they may draw anew.
    pub place: Option<Area>,
    /// Whether it shows anything, or may do so because it can't be read.
    pub paints: bool,
}

/// The widgets of a field that can be seen.
pub(super) fn of(compared: &Comparison<'_, '_>, form: &Form, number: u32) -> Vec<Look> {
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    let seen = widgets.unwrap_or_default().iter().filter_map(|&widget| {
        let page = compared.page_of(widget)?;
        let dictionary = &form.nodes.get(&widget)?.dictionary;
        let painted = compared.painted_now(page);
        let is_unread = painted.unread.is_some() && dictionary.contains("AP");
        let shown = painted.area_of(widget);
        let place = rectangle(compared.new, dictionary);
        if shown.is_none() && !can_be_seen(compared.new, dictionary) {
            return None;
        }
        Some(Look {
            page,
            // A look that can't be read may fill its place.
            area: match (shown, place) {
                (Some(shown), _) if !is_unread => shown,
                (_, Some(place)) => place,
                (Some(shown), None) => shown,
                (None, None) => return None,
            },
            place,
            paints: shown.is_some() || is_unread,
        })
    });
    seen.collect()
}

/// The first place where a field covers what was signed, and what it covers: its page and the worst of it.
pub(super) fn covers(
    compared: &Comparison<'_, '_>,
    form: &Form,
    number: u32,
) -> Option<(usize, Below)> {
    let own = form.nodes.get(&number)?.widgets.clone();
    let looks = of(compared, form, number).into_iter();
    let found = looks.map(|look| {
        let covered = below(compared, look.page, look.area, &own);
        let around = look.place.filter(|_| look.paints);
        let around = around.is_some_and(|place| holds_text(compared, look.page, place));
        let below = if around { Below::Text } else { covered };
        (look.page, below)
    });
    found
        .max_by_key(|(_, below)| *below)
        .filter(|(_, below)| *below > Below::Nothing)
}

/// How a filled field treats what was below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hides {
    Nothing,
    /// It is drawn over something, or can't be read.
    Perhaps,
    /// It is painted over text.
    Text,
}

/// Whether the new look of a field, in the state that is shown, hides what was signed.
pub(super) fn hides(compared: &Comparison<'_, '_>, form: &Form, number: u32) -> Hides {
    let Some(node) = form.nodes.get(&number) else {
        return Hides::Nothing;
    };
    let all = node.widgets.iter().filter_map(|&widget| {
        let page = compared.page_of(widget)?;
        let (was, is) = (compared.painted_before(page), compared.painted_now(page));
        let earlier: Vec<&Mark> = was.of_annotation(widget).collect();
        let unread = is.unread.or(was.unread);
        let start = unread.map_or(Hides::Nothing, |_| Hides::Perhaps);
        let marks = is.of_annotation(widget).filter(|mark| !mark.when.at_choice);
        let marks = marks.filter(|mark| !earlier.contains(mark));
        let worst = marks.map(|mark| {
            let below = below(compared, page, mark.area, &node.widgets);
            over(below, mark)
        });
        Some(worst.fold(start, Hides::max))
    });
    all.max().unwrap_or(Hides::Nothing)
}

fn over(below: Below, mark: &Mark) -> Hides {
    let is_paint = mark.is_opaque && mark.kind != Kind::Rule;
    match below {
        Below::Text if is_paint => Hides::Text,
        Below::Text | Below::Picture | Below::Unread => Hides::Perhaps,
        Below::Something => Hides::Perhaps,
        Below::Inside if is_paint => Hides::Perhaps,
        // A tick in a box that the page draws.
        Below::Inside | Below::Nothing => Hides::Nothing,
    }
}
