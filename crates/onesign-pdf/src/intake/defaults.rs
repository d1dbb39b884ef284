//! Entries that the standard wants and a document lacks, where readers help themselves differently.

use lopdf::Dictionary as Received;

use super::copy::Copier;
use super::dash;
use super::schema::{Kind, Role};
use crate::geometry::decimal;
use crate::object::{Dictionary, Object};

impl<'a> Copier<'a> {
    /// Completes a copied dictionary, or takes off it what readers don't agree on.
    pub(super) fn complete(&mut self, received: &'a Received, kind: Kind, copied: &mut Dictionary) {
        let is_changed = match kind {
            Kind::One(Role::Pattern) => self.tiling(received, copied),
            Kind::One(Role::GraphicsState) => {
                self.transfer(received);
                let is_dashed = self.dashes(received, copied);
                self.opacity(received, copied) || is_dashed
            }
            Kind::One(Role::Font) => {
                self.name_program(received, copied);
                self.procedures(received, copied)
            }
            Kind::Descriptor if self.place_program(received, copied) => {
                self.flaw("repaired");
                false
            }
            Kind::SoftMask => {
                self.transfer(received);
                false
            }
            Kind::One(Role::Shading) => {
                self.shading(received);
                false
            }
            _ => false,
        };
        if is_changed {
            self.flaw("damaged");
        }
    }

    /// A tiling pattern (Table 74) that doesn't say how it is painted has colours of its own, tiles side by side.
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
            // Nothing is inside a box that isn't there.
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

    /// The space of Type 3 glyphs (9.6.4): without a map each reader takes another.
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

    /// Notes a radial shading (8.7.4.5.4) that not every reader draws alike: between circles of no size at all, which
    /// paints nothing, or of a size below zero, which there is none.
    fn shading(&mut self, received: &'a Received) {
        let source = self.source;
        if source.integer(received, b"ShadingType") != Some(3) {
            return;
        }
        let radius = |index: usize| {
            let coordinates = source.array(received, b"Coords")?;
            source.number(coordinates.get(index)?)
        };
        let is_odd = match (radius(2), radius(5)) {
            (Some(first), Some(last)) => first < 0.0 || last < 0.0 || first == 0.0 && last == 0.0,
            _ => true,
        };
        if is_odd {
            self.flaw("readers_differ");
        }
    }

    /// Notes transfer functions, of a device (10.5) or of a soft mask (Table 142): not every reader obeys them.
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

    /// Dashes that are none (8.4.3.6) are a line.
    fn dashes(&self, received: &'a Received, copied: &mut Dictionary) -> bool {
        let received = received.get(b"D").ok();
        let dash = received.and_then(|dash| dash::entry(self.source, dash));
        let is_odd = dash.is_some();
        if let Some(dash) = dash {
            copied.set("D", dash);
        }
        is_odd
    }

    /// Opacities that are no numbers (11.6.4.4), and soft masks that don't say what of their group they take
    /// (Table 142), are none.
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
