//! Fields that viewers draw in different ways, and their honest neighbours.

use crate::prepared::{HUNDRED, assert_steady};
use crate::revisions::{change, drawn, fee};
use crate::unsteady::{CATALOG, PAGE, assert_unsteady, dictionary, script};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::write::Revision;

/// Adds the field “fee” with these further entries to its dictionary and to the form.
fn field(
    revision: &mut Revision<'_>,
    content: &str,
    entries: Vec<(&str, Object)>,
    form: Vec<(&str, Object)>,
) {
    let look = revision.add(drawn(content));
    let mut field = fee("100", look);
    field.set("F", Object::Integer(4));
    for (key, value) in entries {
        field.set(key, value);
    }
    let field = revision.add(field);
    change(revision, PAGE, "Annots", vec![field.into()]);
    let mut dictionary = Dictionary::from([("Fields", vec![field.into()].into())]);
    for (key, value) in form {
        dictionary.set(key, value);
    }
    change(revision, CATALOG, "AcroForm", dictionary);
}

#[test]
fn a_field_that_viewers_draw_is_reported() {
    assert_steady("a field", |revision| {
        field(revision, HUNDRED, Vec::new(), Vec::new())
    });
    assert_unsteady("has a value but no appearance", |revision| {
        field(revision, "", vec![("AP", Object::Null)], Vec::new());
    });
    assert_steady("an empty field", |revision| {
        let empty = ("V", Object::text(""));
        field(revision, "", vec![("AP", Object::Null), empty], Vec::new());
    });
    assert_unsteady("differs from what the field shows", |revision| {
        field(
            revision,
            HUNDRED,
            vec![("V", Object::text("9000"))],
            Vec::new(),
        );
    });
    assert_unsteady("differs from what the field shows", |revision| {
        field(revision, HUNDRED, vec![("V", Object::Null)], Vec::new());
    });
    assert_unsteady("can't read what the field", |revision| {
        field(
            revision,
            "BT /Gone 11 Tf 2 6 Td (100) Tj ET",
            Vec::new(),
            Vec::new(),
        );
    });
    assert_unsteady("differs from what the field shows", |revision| {
        let rich = ("RV", Object::text("<body>9000</body>"));
        field(revision, HUNDRED, vec![rich], Vec::new());
    });
    assert_unsteady("can't be read or compared", |revision| {
        field(
            revision,
            HUNDRED,
            Vec::new(),
            vec![("Fields", Vec::<Object>::new().into())],
        );
    });
    let format = || dictionary([("F", script())]);
    assert_unsteady("differs from what the field shows", |revision| {
        let other = ("V", Object::text("9000"));
        field(revision, HUNDRED, vec![("AA", format()), other], Vec::new());
    });
    assert_steady("a formatted field", |revision| {
        let padded = "BT /F1 11 Tf 2 6 Td (100.00) Tj ET";
        field(revision, padded, vec![("AA", format())], Vec::new());
    });
    assert_unsteady("draw its fields again", |revision| {
        let again = ("NeedAppearances", Object::Boolean(true));
        let padded = "BT /F1 11 Tf 2 6 Td (100.00) Tj ET";
        field(revision, padded, vec![("AA", format())], vec![again]);
    });
    assert_unsteady("A script calculates", |revision| {
        let sum = dictionary([("C", script())]);
        field(revision, HUNDRED, vec![("AA", sum)], Vec::new());
    });
    let button = |entries: Vec<(&'static str, Object)>| {
        move |revision: &mut Revision<'_>| {
            let mut all = vec![("FT", Object::name("Btn")), ("AP", Object::Null)];
            all.extend(entries.clone());
            field(revision, "", all, Vec::new());
        }
    };
    let on = ("V", Object::name("Yes"));
    assert_unsteady("has a value but no appearance", button(vec![on]));
    let caption = dictionary([("CA", Object::text("9000"))]);
    let push = ("Ff", Object::Integer(1 << 16));
    let caption = vec![("MK", caption), push, ("V", Object::Null)];
    assert_unsteady("has a value but no appearance", button(caption));
    assert_steady("a box without a mark", button(vec![("V", Object::Null)]));
}
