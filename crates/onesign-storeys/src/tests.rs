use super::{Crate, circles, room};
use std::collections::BTreeSet;

const ORDER: [&str; 2] = ["asn1", "x509"];

/// The faults of a crate whose lower room contains this text.
fn faults(text: &str) -> Vec<String> {
    let sources = Crate::of(&[
        ("lib.rs", "mod asn1; mod x509;"),
        ("asn1/mod.rs", "pub(crate) mod oid;"),
        ("asn1/oid.rs", text),
        (
            "x509/mod.rs",
            "mod names; pub(crate) use names::{Name, same};",
        ),
        ("x509/names.rs", "use crate::asn1::oid;"),
    ]);
    sources.faults(&ORDER)
}

#[test]
fn an_import_of_a_later_room_is_found_in_every_notation() {
    let found = ["asn1/oid.rs imports x509/names.rs"];
    assert_eq!(faults("use crate::x509::names;"), found);
    assert_eq!(
        faults("use crate::{asn1::oid, x509::{Name as Other}};"),
        found
    );
    assert_eq!(faults("use super::super::x509::same;"), found);
    assert_eq!(faults("fn f() { crate::x509::names::same(1) }"), found);
    assert_eq!(
        faults("const A: [char; 2] = ['\"', '\\''];\nuse crate::x509::same; // \""),
        found
    );
}

#[test]
fn comments_literals_and_tests_import_nothing() {
    for text in [
        "// use crate::x509::same;",
        "/* use crate::x509::same;\n */",
        "const A: &str = \"\\\" crate::x509::same\n crate::x509::same\";",
        "const A: &str = r#\"\" crate::x509::same\"#;",
        "pub(in crate::x509) fn f() {}",
        "#[cfg(test)]\nmod tests {\n    const A: char = '}';\n    use crate::x509::same;\n}\n",
        "#[cfg(any(test, feature = \"testing\"))]\nuse crate::x509::same;",
    ] {
        assert_eq!(faults(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn files_of_tests_import_nothing() {
    let sources = Crate::of(&[
        ("lib.rs", "mod asn1; mod x509;"),
        ("asn1.rs", "#[cfg(test)]\npub(crate) mod tests;"),
        ("asn1/tests.rs", "mod more; use crate::x509::same;"),
        ("asn1/tests/more.rs", "use crate::x509::same;"),
        ("x509/mod.rs", "#[cfg(feature = \"testing\")] pub mod made;"),
        ("x509/made/mod.rs", "use crate::app;"),
    ]);
    let files: Vec<&str> = sources.files.keys().map(|file| &**file).collect();
    assert_eq!(files, ["asn1.rs", "lib.rs", "x509/mod.rs"]);
    assert_eq!(sources.faults(&ORDER), Vec::<String>::new());
}

#[test]
fn a_room_is_a_folder_or_a_file_and_has_a_place() {
    let sources = Crate::of(&[
        ("lib.rs", "mod asn1; mod cms; pub const BUILD: u8 = 0;"),
        ("main.rs", "fn main() {}"),
        ("asn1.rs", "use crate::BUILD;"),
        ("asn1/oid.rs", "use crate::cms::f; use crate::lost::f;"),
        ("cms/mod.rs", "use crate::asn1::oid;"),
    ]);
    assert_eq!(room("asn1.rs"), room("asn1/oid.rs"));
    assert_eq!(
        sources.faults(&ORDER),
        [
            "cms has no place in the list",
            "x509 is in the list, but is no room",
            "asn1.rs imports lib.rs",
            "asn1/oid.rs imports lib.rs"
        ]
    );
}

#[test]
fn a_circle_is_found_through_re_exports_and_parents() {
    let sources = Crate::of(&[
        ("lib.rs", "mod trust;"),
        (
            "trust/mod.rs",
            "mod policy; mod list; pub use policy::Policy;",
        ),
        ("trust/policy.rs", "use super::list::List;"),
        ("trust/list.rs", "use crate::trust::Policy;"),
    ]);
    let edges = sources.edges();
    let circle = BTreeSet::from(["trust/list.rs", "trust/policy.rs"]);
    assert_eq!(circles(&edges), [circle]);

    let sources = Crate::of(&[
        ("lib.rs", "mod diff;"),
        (
            "diff/mod.rs",
            "mod pages; struct Kind; fn f() { pages::compare() }",
        ),
        ("diff/pages.rs", "use super::Kind;"),
    ]);
    let edges = sources.edges();
    let circle = BTreeSet::from(["diff/mod.rs", "diff/pages.rs"]);
    assert_eq!(circles(&edges), [circle]);
}
