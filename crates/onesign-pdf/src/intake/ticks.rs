//! Ticks of check boxes and radio buttons: the state of the widget, the value of its field, and their disagreements.

use lopdf::{Dictionary as Received, Object as Old};

use super::source::Source;

/// Whether a check box or radio button is ticked, and whether the field's value disagrees (12.7.5.2.3). A field with
/// `/Opt` has values that are not names of states.
pub(super) fn ticked<'a>(
    source: Source<'a>,
    widget: &'a Received,
    value: Option<&str>,
    has_options: bool,
) -> (bool, bool) {
    let is_on = |state: &str| state != "Off" && !state.is_empty();
    let normal = source
        .dictionary(widget, b"AP")
        .and_then(|looks| source.get(looks, b"N"));
    let own = match normal {
        Some(Old::Dictionary(states)) => states
            .iter()
            .map(|(key, _)| String::from_utf8_lossy(key).into_owned())
            .find(|key| is_on(key)),
        _ => None,
    };
    // The value belongs to the whole group; it ticks the widget whose state has that name.
    let by_value = value.map(|value| is_on(value) && own.as_deref().is_none_or(|own| own == value));
    let state = source
        .name(widget, b"AS")
        .map(|state| is_on(&String::from_utf8_lossy(state)));
    let has_states = !matches!(normal, Some(Old::Stream(_)));
    // Without the name of the widget's state, the value does not show which widget of a group it ticks.
    let is_told = own.is_some() || widget.has(b"V");
    match (state, by_value) {
        (Some(state), Some(by_value)) if has_states => {
            (state, is_told && !has_options && state != by_value)
        }
        // One appearance for all states says nothing about the tick.
        (Some(_), Some(by_value)) => (by_value, false),
        (Some(state), None) => (state, false),
        (None, Some(by_value)) => (by_value, by_value && !is_told),
        (None, None) => (false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::read;
    use super::*;
    use lopdf::{Document, dictionary};

    #[test]
    fn ticks_follow_the_state_and_contradictions_are_reported() {
        let ticked = |entries: Received| {
            let mut field = dictionary! { "FT" => "Btn" };
            field.extend(&entries);
            let mut document = Document::with_version("1.7");
            let id = document.add_object(field);
            let source = Source {
                document: &document,
            };
            let field = read(source, document.get_dictionary(id).unwrap());
            (field.shows.is_filled(), field.contradicts)
        };
        assert_eq!(ticked(dictionary! { "AS" => "Yes" }), (true, false));
        assert_eq!(ticked(dictionary! { "V" => "Yes" }), (true, false));
        assert_eq!(
            ticked(dictionary! { "V" => Old::string_literal("Yes") }),
            (true, false)
        );
        assert_eq!(
            ticked(dictionary! { "V" => "Off", "AS" => "Off" }),
            (false, false)
        );
        assert_eq!(
            ticked(dictionary! { "V" => "Yes", "AS" => "Off" }),
            (false, true)
        );
        assert_eq!(ticked(dictionary! {}), (false, false));
        // Values of options are not names of states.
        let options = vec![Old::string_literal("male"), Old::string_literal("female")];
        let group =
            dictionary! { "V" => Old::string_literal("male"), "AS" => "0", "Opt" => options };
        assert_eq!(ticked(group), (true, false));
        let states =
            || dictionary! { "N" => dictionary! { "two" => Old::Null, "Off" => Old::Null } };
        assert_eq!(
            ticked(dictionary! { "V" => "one", "AS" => "Off", "AP" => states() }),
            (false, false)
        );
        assert_eq!(
            ticked(dictionary! { "V" => "two", "AP" => states() }),
            (true, false)
        );
    }
}
