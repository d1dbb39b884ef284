//! Adds entries that the standard requires and a document lacks, if readers assume different values.

use lopdf::Dictionary as Received;

use super::copy::Copier;
use super::dash;
use super::functions;
use super::programs;
use super::samples::components;
use super::schema::{Kind, Role};
use crate::geometry::decimal;
use crate::object::{Dictionary, Object};

impl<'a> Copier<'a> {
    /// Completes a copied dictionary, or removes entries on which readers disagree.
    pub(super) fn complete(&mut self, received: &'a Received, kind: Kind, copied: &mut Dictionary) {
        let is_changed = match kind {
            Kind::Form => self.space(received, copied),
            Kind::One(Role::Pattern) => {
                let is_moved = self.space(received, copied);
                self.pattern(received);
                self.tiling(received, copied) || is_moved
            }
            Kind::One(Role::GraphicsState) => {
                self.transfer(received);
                let is_dashed = self.dashes(received, copied);
                self.opacity(received, copied) || is_dashed
            }
            Kind::One(Role::Font) => {
                self.name_program(received, copied);
                self.codes(received, copied);
                self.glyph_space(received);
                let is_wide = self.widths(received, copied);
                self.procedures(received, copied) || is_wide
            }
            Kind::Descriptor => {
                self.several_programs(received, copied);
                if self.place_program(received, copied) {
                    self.flaw("repaired");
                }
                false
            }
            Kind::SoftMask => {
                self.transfer(received);
                false
            }
            Kind::One(Role::Shading) => {
                self.shading(received);
                self.shades(received);
                false
            }
            Kind::One(Role::Function) => {
                self.function(received);
                false
            }
            _ => false,
        };
        if is_changed {
            self.flaw("damaged");
        }
    }

    /// A matrix (8.3.4) that is not six numbers counts as missing.
    fn space(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let Some(map) = self.source.get(received, b"Matrix") else {
            return false;
        };
        let is_map = matches!(map, lopdf::Object::Array(items)
            if items.len() == 6 && items.iter().all(|item| self.source.number(item).is_some()));
        !is_map && copied.remove("Matrix").is_some()
    }

    /// A tiling pattern (Table 74) without a paint type is coloured, and its tiles adjoin.
    fn tiling(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let source = self.source;
        let kind = source.integer(received, b"PatternType");
        if kind != Some(1) {
            return false;
        }
        let mut is_changed = false;
        let number = |key: &str| {
            let value = source.number(received.get(key.as_bytes()).ok()?);
            value.filter(|value| *value != 0.0)
        };
        for key in ["PaintType", "TilingType"] {
            if !number(key).is_some_and(|number| (1.0..=3.0).contains(&number)) {
                copied.set(key, Object::Integer(1));
                is_changed = true;
            }
        }
        let Some(tile) = source.bounds(received, b"BBox") else {
            // Nothing is inside a missing box.
            copied.set("BBox", [0; 4].map(Object::Integer).to_vec());
            for key in ["XStep", "YStep"] {
                copied.set(key, Object::Integer(1));
            }
            return true;
        };
        for (key, side) in [("XStep", tile.width()), ("YStep", tile.height())] {
            if number(key).is_none() {
                let step = if side > 0.0 { side } else { 1.0 };
                copied.set(key, Object::Real(decimal(step, 3)));
                is_changed = true;
            }
        }
        is_changed
    }

    /// Widths apply to the codes from the first to the last (Table 109). If these are missing, the codes begin at 0 and
    /// end with the list, as in most readers.
    fn codes(&mut self, received: &'a Received, copied: &mut Dictionary) {
        let source = self.source;
        if source.name(received, b"Subtype") == Some(b"Type0") {
            return;
        }
        let Some(widths) = source.array(received, b"Widths") else {
            if source.name(received, b"Subtype") == Some(b"Type3") {
                self.flaw("readers_differ");
            }
            return;
        };
        let code = |key: &[u8]| {
            let code = source.integer(received, key)?;
            (0..=255).contains(&code).then_some(code)
        };
        let first = code(b"FirstChar");
        let last = code(b"LastChar").filter(|last| *last >= first.unwrap_or(0));
        if first.is_some() && last.is_some() {
            return;
        }
        if first.is_none() {
            self.flaw("readers_differ");
        }
        let first = first.unwrap_or(0);
        let listed = i64::try_from(widths.len()).unwrap_or(256);
        let end = first.saturating_add(listed).saturating_sub(1);
        copied.set("FirstChar", Object::Integer(first));
        copied.set("LastChar", Object::Integer(end.clamp(first, 255)));
    }

    /// Keeps, in a descriptor with several font programs (Table 120), the one that most readers use.
    fn several_programs(&mut self, received: &'a Received, copied: &mut Dictionary) {
        let Some(kept) = self.program(received) else {
            return;
        };
        for entry in programs::ENTRIES.into_iter().filter(|entry| *entry != kept) {
            if copied.remove(entry).is_some() {
                self.flaw("readers_differ");
            }
        }
    }

    /// Notes a font matrix (Table 110) that slants or moves glyphs: some readers also move the pen by it.
    fn glyph_space(&mut self, received: &'a Received) {
        let source = self.source;
        let is_drawn = source.name(received, b"Subtype") == Some(b"Type3");
        let map = source.numbers::<6>(received, b"FontMatrix");
        if let (true, Some([_, b, c, _, e, f])) = (is_drawn, map)
            && [b, c, e, f] != [0.0; 4]
        {
            self.flaw("readers_differ");
        }
    }

    /// Widths that are not numbers count as missing (9.2.4).
    fn widths(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let Some(listed) = self.source.array(received, b"Widths") else {
            return false;
        };
        let is_known = |width: &&lopdf::Object| self.source.number(width).is_some();
        if listed.iter().all(|width| is_known(&width)) {
            return false;
        }
        let widths = listed.iter().map(|width| match self.source.number(width) {
            Some(width) => Object::Real(decimal(width, 4)),
            None => Object::Integer(0),
        });
        copied.set("Widths", widths.collect::<Vec<_>>());
        true
    }

    /// The font matrix of Type 3 glyphs (9.6.4): if it is missing, each reader assumes another.
    fn procedures(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let source = self.source;
        let is_known = |items: &'a [lopdf::Object]| {
            items.len() == 6 && items.iter().all(|item| source.number(item).is_some())
        };
        if source.name(received, b"Subtype") != Some(b"Type3")
            || source.array(received, b"FontMatrix").is_some_and(is_known)
        {
            return false;
        }
        let thousandth = || Object::Real("0.001".to_owned());
        let zero = || Object::Integer(0);
        let matrix = vec![thousandth(), zero(), zero(), thousandth(), zero(), zero()];
        copied.set("FontMatrix", matrix);
        true
    }

    /// Notes a shading that readers draw differently: along an axis of no length (8.7.4.5.3), between circles of zero
    /// or negative radius (8.7.4.5.4), or with a reversed domain.
    fn shading(&mut self, received: &'a Received) {
        let source = self.source;
        let numbers = |key: &[u8]| -> Option<Vec<f64>> {
            let items = source.array(received, key)?;
            items.iter().map(|item| source.number(item)).collect()
        };
        let coordinates = numbers(b"Coords");
        let is_sound = match (
            source.integer(received, b"ShadingType"),
            coordinates.as_deref(),
        ) {
            (Some(2), Some([x0, y0, x1, y1])) => (x0, y0) != (x1, y1),
            (Some(3), Some([_, _, first, _, _, last])) => {
                *first >= 0.0 && *last >= 0.0 && first.max(*last) > 0.0
            }
            (Some(2 | 3), _) => false,
            _ => return,
        };
        let is_backwards = |domain: Vec<f64>| !matches!(domain[..], [from, to] if from < to);
        if !is_sound || numbers(b"Domain").is_some_and(is_backwards) {
            self.flaw("readers_differ");
        }
    }

    /// Notes a pattern that is neither a tiling nor a shading (8.7.2).
    fn pattern(&mut self, received: &'a Received) {
        let source = self.source;
        let is_known = match source.integer(received, b"PatternType") {
            Some(1) => true,
            Some(2) => source.dictionary(received, b"Shading").is_some(),
            _ => false,
        };
        if !is_known {
            self.flaw("readers_differ");
        }
    }

    /// Notes a function that not every reader accepts.
    fn function(&mut self, received: &'a Received) {
        if !functions::is_sound(self.source, received) {
            self.flaw("readers_differ");
        }
    }

    /// Notes a shading (8.7.4.5) whose functions don't yield colours of its space.
    fn shades(&mut self, received: &'a Received) {
        let source = self.source;
        let space = received.get(b"ColorSpace").ok();
        let parts = space.and_then(|space| components(source, space));
        let kind = source.integer(received, b"ShadingType");
        let inputs = if kind == Some(1) { 2 } else { 1 };
        let leads = match (parts, received.get(b"Function").ok()) {
            (Some(parts), Some(function)) => self.leads(function, inputs, parts as usize),
            // Meshes may give colours themselves.
            (Some(_), None) => matches!(kind, Some(4..=7)),
            _ => false,
        };
        if !leads || !matches!(kind, Some(1..=7)) {
            self.flaw("readers_differ");
        }
    }

    /// Notes transfer functions, of a device (10.5) or of a soft mask (Table 142): not every reader applies them.
    fn transfer(&mut self, received: &'a Received) {
        let own = |key: &[u8]| self.source.get(received, key);
        let is_named = |own: &lopdf::Object| matches!(own, lopdf::Object::Name(_));
        if [own(b"TR"), own(b"TR2")]
            .into_iter()
            .flatten()
            .any(|own| !is_named(own))
        {
            self.flaw("readers_differ");
        }
    }

    /// An invalid dash pattern (8.4.3.6) becomes a solid line.
    fn dashes(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let received = received.get(b"D").ok();
        let dash = received.and_then(|dash| dash::entry(self.source, dash));
        let is_odd = dash.is_some();
        if let Some(dash) = dash {
            copied.set("D", dash);
        }
        is_odd
    }

    /// Opacities that are not numbers (11.6.4.4), and soft masks without a subtype (Table 142), count as missing.
    fn opacity(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let source = self.source;
        let mut is_changed = false;
        for key in ["ca", "CA"] {
            let value = received.get(key.as_bytes());
            if value.is_ok_and(|value| source.number(value).is_none()) {
                is_changed |= copied.remove(key).is_some();
            }
        }
        if let Some(mask) = source.dictionary(received, b"SMask") {
            let is_told = matches!(source.name(mask, b"S"), Some(b"Alpha" | b"Luminosity"));
            if !is_told {
                is_changed |= copied.remove("SMask").is_some();
            }
        }
        is_changed
    }
}
