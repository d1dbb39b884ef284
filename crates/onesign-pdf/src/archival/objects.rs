//! Rules about single objects: values, actions, fonts, annotations.

use super::Check;
use crate::object::{Dictionary, Object};

impl Check<'_> {
    /// Checks values and nested containers; references are checked as separate objects.
    pub(super) fn inside(&mut self, object: &Object) {
        match object {
            Object::Array(items) => items.iter().for_each(|item| self.inside(item)),
            Object::Dictionary(dictionary) => self.entries(dictionary),
            Object::Stream(stream) => self.entries(&stream.dictionary),
            Object::Integer(value) => {
                self.demand(i32::try_from(*value).is_ok(), "6.1.13", value);
            }
            Object::Name(name) => self.demand(name.len() <= 127, "6.1.13", "a long name"),
            Object::String(text) | Object::HexString(text) => {
                self.demand(text.len() <= 32_767, "6.1.13", "a long string");
            }
            _ => {}
        }
    }

    fn entries(&mut self, dictionary: &Dictionary) {
        for (_, value) in dictionary.iter() {
            self.inside(value);
        }
        let forbidden = [
            "Launch",
            "Sound",
            "Movie",
            "ResetForm",
            "ImportData",
            "Hide",
            "SetOCGState",
            "Rendition",
            "Trans",
            "GoTo3DView",
            "JavaScript",
        ];
        let action = dictionary
            .get("S")
            .and_then(Object::as_name)
            .unwrap_or_default();
        let action = String::from_utf8_lossy(action).into_owned();
        let is_page_group = dictionary.is("S", "Transparency");
        self.demand(
            is_page_group || !forbidden.contains(&&*action),
            "6.5.1",
            &action,
        );
        self.demand(!dictionary.contains("JS"), "6.5.1", "a script");
        if dictionary.is("Type", "Font") {
            self.font(dictionary);
        }
        if dictionary.is("Type", "Annot") {
            self.annotation(dictionary);
        }
        if dictionary.is("Type", "ExtGState") {
            for key in ["TR", "HTP"] {
                self.demand(!dictionary.contains(key), "6.2.5", key);
            }
        }
        if dictionary.is("Type", "Page") {
            for key in ["AA", "PresSteps"] {
                self.demand(!dictionary.contains(key), "6.5.2", key);
            }
            for side in self.array(dictionary, "MediaBox")[2..]
                .iter()
                .filter_map(Object::as_number)
            {
                self.demand((3.0..=14_400.0).contains(&side), "6.1.13", "a page's size");
            }
        }
        if is_page_group && let Some(space) = dictionary.get("CS").and_then(Object::as_name) {
            let space = space.to_vec();
            self.space(&space, "a transparency group");
        }
    }

    /// 6.2.11.4: embedded; 6.2.11.5: widths; 6.2.11.3.2: glyphs of TrueType found by a map.
    fn font(&mut self, font: &Dictionary) {
        if font.is("Subtype", "Type3") {
            return;
        }
        let name = self.value(font, "BaseFont");
        let name = String::from_utf8_lossy(name.as_name().unwrap_or_default()).into_owned();
        if font.is("Subtype", "Type0") {
            let descendants = self.array(font, "DescendantFonts");
            self.demand(descendants.len() == 1, "6.2.11.3", &name);
            self.demand(
                font.contains("ToUnicode"),
                "level U, as all that is drawn here",
                &name,
            );
            return;
        }
        let descriptor = self.dictionary(font, "FontDescriptor");
        let programs = ["FontFile", "FontFile2", "FontFile3"];
        let embedded = programs.iter().any(|key| descriptor.contains(key));
        self.demand(embedded, "6.2.11.4.1", format!("{name} is not embedded"));
        let is_descendant =
            font.is("Subtype", "CIDFontType2") || font.is("Subtype", "CIDFontType0");
        let keys: &[&str] = if is_descendant {
            &["W"]
        } else {
            &["FirstChar", "LastChar", "Widths"]
        };
        for key in keys {
            self.demand(
                font.contains(key),
                "6.2.11.5",
                format!("{name} has no /{key}"),
            );
        }
        if font.is("Subtype", "CIDFontType2") {
            self.demand(font.contains("CIDToGIDMap"), "6.2.11.3.2", &name);
        }
    }

    /// 6.3.1 to 6.3.3, 6.4.1.
    fn annotation(&mut self, annotation: &Dictionary) {
        self.demand(
            annotation.is("Subtype", "Widget"),
            "6.3.1",
            "an annotation that no seal needs",
        );
        let flags = self.value(annotation, "F").as_integer().unwrap_or(0);
        // Invisible, Hidden, Print, NoView, ToggleNoView (table 165).
        self.demand(flags & (1 | 2 | 4 | 32 | 256) == 4, "6.3.2", flags);
        for key in ["A", "AA"] {
            self.demand(!annotation.contains(key), "6.4.1", key);
        }
        let corners = self.array(annotation, "Rect");
        let is_empty = corners[0] == corners[2] && corners[1] == corners[3];
        let appearance = self.dictionary(annotation, "AP");
        self.demand(
            is_empty || appearance.contains("N"),
            "6.3.3",
            "no appearance",
        );
        let only_normal = appearance.iter().all(|(key, _)| key == b"N");
        self.demand(only_normal, "6.3.3", "more than the normal appearance");
    }
}
