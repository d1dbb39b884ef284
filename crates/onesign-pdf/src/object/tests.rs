use super::*;

#[test]
fn the_order_of_entries_has_no_meaning() {
    let entries = [
        ("A", Object::Integer(1)),
        ("B", Object::text("x")),
        ("C", true.into()),
    ];
    let one = Dictionary::from(entries.clone());
    let mut other: Dictionary = one.clone().into_iter().rev().collect();
    assert_eq!(one, other);
    other.set("B", Object::text("y"));
    assert_ne!(one, other);
    let [a, b, _] = entries;
    assert_ne!(one, Dictionary::from([a, b]));
    assert_ne!(
        one,
        Dictionary::from([
            ("A", Object::Integer(1)),
            ("B", Object::text("x")),
            ("D", true.into())
        ])
    );
}
