//! Entries that the standard wants and a document lacks, where readers help themselves differently.

use lopdf::Dictionary as Received;

use super::copy::Copier;
use super::schema::{Kind, Role};
use crate::geometry::decimal;
use crate::object::{Dictionary, Object};

impl<'a> Copier<'a> {
    /// Completes a copied dictionary, or takes off it what readers don't agree on.
    pub(super) fn complete(&mut self, received: &'a Received, kind: Kind, copied: &mut Dictionary) {
        let is_changed = match kind {
            Kind::One(Role::Pattern) => self.tiling(received, copied),
            Kind::One(Role::GraphicsState) => self.opacity(received, copied),
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
