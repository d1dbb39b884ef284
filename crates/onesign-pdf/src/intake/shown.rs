//! Reads the text that the appearances of form fields show to a reader of the page. The value of the field may differ,
//! and only the visible text counts.

use std::collections::{BTreeMap, HashMap};

use hayro::hayro_interpret::InterpreterCache;
use hayro::hayro_syntax::Pdf;
use lopdf::ObjectId;

use super::appearances::Appearance;
use super::census::Tally;
use super::copy::Copier;
use super::fields::{self, Shows};
use super::layers::Layers;
use super::mend::Mended;
use super::pages::Page;
use super::schema::{Kind, Role};
use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};
use crate::geometry::Bounds;
use crate::object::{Dictionary, Object, Ref, Stream};
use crate::text::read_page;
use crate::write::write_document;

/// The most appearances to read.
const MAX_READ: usize = 5_000;

/// The default box of an appearance without one, in points.
const NO_BOX: Bounds = Bounds {
    x0: -1_000.0,
    y0: -1_000.0,
    x1: 1_000.0,
    y1: 1_000.0,
};

/// The texts of appearances, by their objects; unreadable ones are missing.
#[derive(Default)]
pub(super) struct Texts(HashMap<ObjectId, String>);

impl Texts {
    /// Whether an appearance shows exactly this text, as far as texts can be distinguished. An unreadable one counts as
    /// different.
    pub(super) fn are(&self, appearance: &Appearance<'_>, value: &str) -> bool {
        let shown = self.0.get(&appearance.id);
        shown.is_some_and(|shown| is_same(shown, value))
    }

    /// Whether the ticked appearance of a box has words that the unticked one lacks.
    pub(super) fn has_words(&self, on: &Appearance<'_>, off: Option<&Appearance<'_>>) -> bool {
        let Some(shown) = self.0.get(&on.id) else {
            return true;
        };
        let without = off.and_then(|off| self.0.get(&off.id));
        // A tick is one character.
        let more = letters(shown).count() > 1;
        more && !without
            .is_some_and(|without| shown.contains(without.trim()) && !without.trim().is_empty())
    }

    /// Reads the appearances of all text fields and boxes.
    pub(super) fn read<'a>(
        source: Source<'a>,
        layers: &'a Layers,
        limits: &'a Limits,
        mended: &'a Mended,
        pages: &[Page<'a>],
    ) -> Result<Self, IntakeError> {
        let found = appearances(source, pages);
        if found.is_empty() {
            return Ok(Self::default());
        }
        let mut copier = Copier::new(source, layers, limits, Tally::default(), mended);
        let (root, tree) = (copier.reserve(), copier.reserve());
        let mut kids = Vec::new();
        for (appearance, on) in found.values() {
            let kid = page(&mut copier, tree, *appearance, on)?;
            kids.push(Object::Reference(kid));
        }
        copier.drain()?;
        let count = Object::Integer(kids.len() as i64);
        let entries = [
            ("Type", Object::name("Pages")),
            ("Kids", kids.into()),
            ("Count", count),
        ];
        copier.set(tree, Dictionary::from(entries));
        let entries = [("Type", Object::name("Catalog")), ("Pages", tree.into())];
        copier.set(root, Dictionary::from(entries));
        let (objects, _) = copier.into_parts();
        let Ok(pdf) = Pdf::new(write_document(objects, root, None, [0; 16])) else {
            return Ok(Self::default());
        };
        let cache = InterpreterCache::new();
        let texts = (0_u32..).zip(found.keys()).filter_map(|(number, id)| {
            let runs = read_page(&pdf, number, &cache)?.runs;
            let texts: Vec<String> = runs.into_iter().map(|run| run.text).collect();
            Some((*id, texts.join(" ")))
        });
        Ok(Self(texts.collect()))
    }
}

/// A page that shows an appearance of a widget on a page, and nothing else.
fn page<'a>(
    copier: &mut Copier<'a>,
    tree: Ref,
    appearance: Appearance<'a>,
    on: &Page<'a>,
) -> Result<Ref, IntakeError> {
    let source = copier.source;
    let seen = appearance.seen(source).unwrap_or(NO_BOX);
    let form = copier.numbered(appearance.id, Kind::Form);
    let sides = [seen.x0, seen.y0, seen.x1, seen.y1];
    let side = |side: f64| Object::Real(crate::geometry::decimal(side, 3));
    let content = copier.add(Stream {
        dictionary: Dictionary::new(),
        data: b"/F Do".to_vec(),
    });
    let forms = Dictionary::from([("F", Object::Reference(form))]);
    let mut resources = Dictionary::from([("XObject", Object::from(forms))]);
    // A form without resources uses those of its caller.
    let own = on.resources.and_then(|own| source.resolve(own));
    if let Some(Ok(fonts)) = own.and_then(as_dictionary).map(|own| own.get(b"Font")) {
        resources.set("Font", copier.value(fonts, Kind::Named(Role::Font), 0)?);
    }
    Ok(copier.add(Dictionary::from([
        ("Type", Object::name("Page")),
        ("Parent", tree.into()),
        ("MediaBox", sides.map(side).to_vec().into()),
        ("Resources", resources.into()),
        ("Contents", content.into()),
    ])))
}

/// The appearances that the pages may omit.
fn appearances<'p, 'a>(
    source: Source<'a>,
    pages: &'p [Page<'a>],
) -> BTreeMap<ObjectId, (Appearance<'a>, &'p Page<'a>)> {
    let mut found = BTreeMap::new();
    for page in pages {
        for item in source.array(page.dictionary, b"Annots").unwrap_or_default() {
            let Some(widget) = source.resolve(item).and_then(as_dictionary) else {
                continue;
            };
            if source.name(widget, b"Subtype") != Some(b"Widget") {
                continue;
            }
            let field = fields::read(source, widget);
            if !field.can_be_opened() || found.len() >= MAX_READ {
                continue;
            }
            let off = match field.shows {
                Shows::Tick { on: true, .. } => Appearance::of_state(source, widget, "Off"),
                Shows::Tick { on: false, .. } => continue,
                _ => None,
            };
            let shown = Appearance::of(source, widget, field.value.as_deref());
            for appearance in shown.into_iter().chain(off) {
                found.insert(appearance.id, (appearance, page));
            }
        }
    }
    found
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    let is_ink = |letter: &char| !letter.is_whitespace() && !letter.is_control();
    text.chars().filter(is_ink)
}

/// Whether two texts are the same apart from blanks and, in scripts with a different visual order, the order.
fn is_same(shown: &str, value: &str) -> bool {
    if letters(shown).eq(letters(value)) {
        return true;
    }
    let is_turned =
        |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    let sorted = |text: &str| {
        let mut letters: Vec<char> = letters(text).collect();
        letters.sort_unstable();
        letters
    };
    value.chars().any(is_turned) && sorted(shown) == sorted(value)
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn only_blanks_may_differ() {
        assert!(is_same("one two", "one\r\n two "));
        assert!(is_same("", " "));
        assert!(!is_same("19", "91"));
        assert!(!is_same("Price 900", "900"));
        assert!(is_same("\u{5d1}\u{5d0}", "\u{5d0}\u{5d1}"));
    }
}
