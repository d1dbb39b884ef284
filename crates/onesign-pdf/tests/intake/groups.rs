//! Transparency groups look the same as in other readers.

use lopdf::{Dictionary, Object, Stream, dictionary};
use onesign_pdf::Intake;

use super::draft::{Draft, numbers};
use super::typeface::ink;

/// A page with a word, and a form of the given group over it that multiplies with light yellow; `before` is the
/// content before it.
fn highlighted(group: Dictionary, before: &str) -> Intake {
    let content = format!("BT /F 40 Tf 20 40 Td (Rent) Tj ET {before} /X Do");
    let mut draft = Draft::new(&content);
    let state = |mode: &str| dictionary! { "Type" => "ExtGState", "BM" => mode };
    draft.resource("ExtGState", "Darker", state("Darken"));
    let multiply = draft.document.add_object(state("Multiply"));
    draft.resource("ExtGState", "Half", dictionary! { "ca" => 0.5 });
    let form = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 100]), "Group" => group,
            "Resources" => dictionary! { "ExtGState" => dictionary! { "M" => multiply } },
        },
        b"/M gs 1 1 0.5 rg 0 0 200 100 re f".to_vec(),
    );
    draft.resource("XObject", "X", form);
    draft.take().unwrap()
}

fn group() -> Dictionary {
    dictionary! { "Type" => "Group", "S" => "Transparency" }
}

#[test]
fn a_group_that_multiplies_leaves_words_readable() {
    let taken = highlighted(group(), "");
    assert!(ink(&taken.normalised) > 1_000);
    let mut knocked_off = group();
    knocked_off.set("I", false);
    knocked_off.set("K", false);
    assert!(ink(&highlighted(knocked_off, "").normalised) > 1_000);
    // A state set for an earlier object no longer applies.
    let restored = "q /Half gs /Darker gs Q";
    assert!(ink(&highlighted(group(), restored).normalised) > 1_000);
}

#[test]
fn an_isolated_group_covers_the_page_below() {
    let mut isolated = group();
    isolated.set("I", true);
    assert_eq!(ink(&highlighted(isolated, "").normalised), 0);
}

#[test]
fn a_group_that_blends_as_a_whole_stays_and_is_reported() {
    let is_group =
        |taken: &Intake| String::from_utf8_lossy(&taken.normalised).contains("/Transparency");
    let taken = highlighted(group(), "");
    assert!(!is_group(&taken));
    assert_eq!(taken.warnings, [""; 0]);
    for before in ["/Half gs", "/Darker gs", "/Darker gs q"] {
        let taken = highlighted(group(), before);
        assert!(is_group(&taken), "{before}");
        assert_eq!(taken.warnings, ["transparency_differs.1"], "{before}");
    }
    let mut knockout = group();
    knockout.set("K", true);
    let taken = highlighted(knockout, "");
    assert_eq!(taken.warnings, ["transparency_differs.1"]);
}

#[test]
fn the_first_known_blend_mode_applies() {
    for (modes, is_readable, is_told) in [
        (["Newest", "Multiply"], true, true),
        (["Multiply", "Newest"], true, false),
        (["Normal", "Multiply"], false, false),
        (["Newest", "Normal"], false, false),
    ] {
        let content = "BT /F 40 Tf 20 40 Td (Rent) Tj ET /M gs 1 1 0.5 rg 0 0 200 100 re f";
        let mut draft = Draft::new(content);
        let modes = modes.map(Object::from).to_vec();
        let state = dictionary! { "Type" => "ExtGState", "BM" => modes };
        draft.resource("ExtGState", "M", state);
        let taken = draft.take().unwrap();
        assert_eq!(ink(&taken.normalised) > 1_000, is_readable);
        let told = taken
            .warnings
            .contains(&"transparency_differs.1".to_owned());
        assert_eq!(told, is_told, "{:?}", taken.warnings);
    }
}

/// A page with a black word under a soft mask of this subtype, whose form has this group and content.
fn masked(
    takes: &str,
    background: Option<&[i64]>,
    group: Option<Dictionary>,
    content: &str,
) -> Intake {
    let mut draft = Draft::new("/M gs BT /F 40 Tf 20 40 Td (Rent) Tj ET");
    let mut form = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 100]) },
        content.as_bytes().to_vec(),
    );
    if let Some(group) = group {
        form.dict.set("Group", group);
    }
    let form = draft.document.add_object(form);
    let mut mask = dictionary! { "S" => takes, "G" => form };
    if let Some(background) = background {
        mask.set("BC", numbers(background));
    }
    draft.resource(
        "ExtGState",
        "M",
        dictionary! { "Type" => "ExtGState", "SMask" => mask },
    );
    draft.take().unwrap()
}

#[test]
fn a_mask_group_without_a_colour_space_masks() {
    let is_masked = |taken: &Intake| ink(&taken.normalised) == 0;
    let taken = masked("Luminosity", None, Some(group()), "");
    assert!(is_masked(&taken) && taken.warnings.is_empty());
    let taken = masked("Luminosity", None, Some(group()), "1 g 0 0 200 100 re f");
    assert!(!is_masked(&taken) && taken.warnings.is_empty());
    // Without a colour space, some readers use no backdrop.
    let taken = masked(
        "Luminosity",
        Some(&[1]),
        Some(group()),
        "0 g 0 0 200 100 re f",
    );
    assert!(is_masked(&taken));
    assert_eq!(taken.warnings, ["readers_differ.1"]);
    let mut spaced = group();
    spaced.set("CS", "DeviceGray");
    let taken = masked("Luminosity", Some(&[1]), Some(spaced.clone()), "");
    assert!(!is_masked(&taken) && taken.warnings.is_empty());
    let taken = masked("Luminosity", Some(&[1, 1, 1]), Some(spaced), "");
    assert_eq!(taken.warnings, ["readers_differ.1"]);
}

#[test]
fn a_mask_without_a_group_masks_and_is_reported() {
    for (takes, content) in [("Luminosity", "0 g 0 0 200 100 re f"), ("Alpha", "")] {
        for group in [None, Some(dictionary! { "S" => "Other" })] {
            let taken = masked(takes, None, group, content);
            assert_eq!(ink(&taken.normalised), 0, "{takes}");
            assert_eq!(taken.warnings, ["transparency_differs.1"], "{takes}");
        }
    }
}
