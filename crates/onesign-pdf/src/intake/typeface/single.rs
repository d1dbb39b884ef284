//! Rewrites embedded TrueType fonts that readers interpret differently: every map of the program leads a code to the
//! same glyph, and no encoding contradicts it (ISO 32000-2, 9.6.5.4).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::faces::is_blank;
use super::graph::{Graph, decoded};
use super::reading::{Code, Reading};
use super::readings::TrueType;
use super::sfnt::Sfnt;
use super::stand_in::StandIn;
use super::tables;
use crate::object::{Dictionary, Object};

/// Longest program to read, in bytes.
const MAX_PROGRAM: u64 = 32 << 20;

/// Most bytes of rewritten programs; beyond this, the sender is told instead.
const MAX_COPIED: usize = 16 << 20;

/// The rewritten programs, each held once.
#[derive(Default)]
pub(super) struct Programs {
    known: HashSet<Rc<[u8]>>,
    bytes: usize,
}

impl Programs {
    /// Merges equal programs; `false` if there is no room for another.
    pub(super) fn share(&mut self, program: &mut Rc<[u8]>) -> bool {
        if let Some(known) = self.known.get(program) {
            *program = Rc::clone(known);
            return true;
        }
        let bytes = self.bytes.saturating_add(program.len());
        if bytes > MAX_COPIED {
            return false;
        }
        self.bytes = bytes;
        self.known.insert(Rc::clone(program))
    }
}

/// A font with one reading, and the codes that readers show differently in the received file.
pub(super) struct Single {
    pub(super) font: StandIn,
    pub(super) differing: BTreeSet<Code>,
    /// The glyphs of the codes.
    pub(super) glyphs: BTreeMap<u8, u16>,
}

impl Single {
    /// The glyph of a code; 0 for none.
    pub(super) fn glyph(&self, code: Code) -> u16 {
        let value = u8::try_from(code.value).ok();
        value
            .and_then(|value| self.glyphs.get(&value).copied())
            .unwrap_or(0)
    }
}

/// `None` if all readers, including the renderer, draw the same glyphs for these codes: the font stays as it is.
pub(super) fn read(
    graph: Graph<'_>,
    font: &Dictionary,
    reading: &Reading<'_>,
    codes: &BTreeSet<Code>,
) -> Option<Single> {
    let descriptor = graph.dictionary(font, "FontDescriptor")?;
    let stream = graph.entry(descriptor, "FontFile2")?.as_stream()?;
    if graph.name(font, "Subtype") != Some(b"TrueType") {
        return None;
    }
    let data = decoded(stream, MAX_PROGRAM)?;
    let sfnt = Sfnt::read(&data)?;
    sfnt.table(b"glyf")?;
    let true_type = TrueType::read(graph, font, &sfnt, reading);
    let true_type = true_type.as_ref();
    let mut found = Choices::default();
    for code in codes {
        found.choose(&sfnt, true_type, reading, *code);
    }
    if !found.is_odd {
        return None;
    }
    // Codes that forms may show elsewhere keep their glyphs.
    let rest = (0..=255).map(|value| Code { value, bytes: 1 });
    for code in rest.filter(|code| !codes.contains(code)) {
        let mut other = Choices::default();
        other.choose(&sfnt, true_type, reading, code);
        found.glyphs.extend(other.glyphs);
    }
    let texts: BTreeMap<Code, String> = codes
        .iter()
        .filter_map(|code| Some((*code, reading.encoded(*code)?)))
        .collect();
    let listed: Vec<(u8, u16)> = found
        .glyphs
        .iter()
        .map(|(code, glyph)| (*code, *glyph))
        .collect();
    let mut single = font.clone();
    single.remove("Encoding");
    let has_map = graph.entry(font, "ToUnicode").is_some() || texts.is_empty();
    Some(Single {
        font: StandIn {
            font: single,
            descriptor: symbolic(graph, descriptor),
            program: sfnt.with_codes(&listed).into(),
            to_unicode: (!has_map).then(|| tables::to_unicode(&texts)),
            descendant: None,
            encoding: None,
            missing: found.missing,
        },
        differing: found.differing,
        glyphs: found.glyphs,
    })
}

/// The chosen glyphs of codes.
#[derive(Default)]
struct Choices {
    glyphs: BTreeMap<u8, u16>,
    missing: BTreeSet<Code>,
    differing: BTreeSet<Code>,
    /// A reader draws another glyph than the chosen one.
    is_odd: bool,
}

impl Choices {
    /// The glyph that most readers draw, or the renderer's if they draw none. It is also the renderer's if readers
    /// share no rules for this kind of `font`.
    fn choose(
        &mut self,
        sfnt: &Sfnt<'_>,
        font: Option<&TrueType<'_>>,
        reading: &Reading<'_>,
        code: Code,
    ) {
        let Ok(value) = u8::try_from(code.value) else {
            return;
        };
        let own = reading.glyph(code);
        let text = reading.declared(code).or_else(|| reading.encoded(code));
        let is_void = text.map_or(code.value <= 32, |text| text.chars().all(is_blank));
        if is_void {
            // A space that some readers show as a box is not a visible difference.
            self.glyphs.extend((own != 0).then_some((value, own)));
            return;
        }
        let Some(font) = font else {
            self.glyphs.extend((own != 0).then_some((value, own)));
            match own {
                0 => self.missing.insert(code),
                _ => self.differing.insert(code),
            };
            self.is_odd = true;
            return;
        };
        let glyphs @ [first, second, third] = font.glyphs(value);
        let most = if sfnt.alike(first, second) || sfnt.alike(first, third) {
            first
        } else if sfnt.alike(second, third) {
            second
        } else {
            [own, first, second, third]
                .into_iter()
                .find(|glyph| *glyph != 0)
                .unwrap_or(0)
        };
        let chosen = if glyphs == [0; 3] { own } else { most };
        let is_odd = glyphs.iter().any(|glyph| !sfnt.alike(*glyph, chosen));
        self.is_odd |= is_odd || !sfnt.alike(own, chosen);
        if chosen == 0 {
            // Reported as missing even if a reader finds one; readers that find none have further rules, which are
            // unknown here.
            self.is_odd = true;
            self.missing.insert(code);
            return;
        }
        if is_odd {
            self.differing.insert(code);
        }
        self.glyphs.insert(value, chosen);
    }
}

/// The descriptor of a symbolic font (Table 121).
fn symbolic(graph: Graph<'_>, descriptor: &Dictionary) -> Dictionary {
    let flags = graph
        .entry(descriptor, "Flags")
        .and_then(Object::as_integer);
    let mut descriptor = descriptor.clone();
    descriptor.set("Flags", Object::Integer(flags.unwrap_or(0) & !32 | 4));
    descriptor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_programs_are_one() {
        let mut programs = Programs::default();
        let program = |byte: u8| Rc::<[u8]>::from(vec![byte; MAX_COPIED / 2]);
        let (mut one, mut other) = (program(1), program(1));
        assert!(programs.share(&mut one) && programs.share(&mut other));
        assert!(Rc::ptr_eq(&one, &other));
        assert!(programs.share(&mut program(2)));
        assert!(!programs.share(&mut program(3)));
        assert!(programs.share(&mut program(1)));
    }
}
