//! The rules of ISO 19005-3 (PDF/A-3, level B) that sealing could break, checked on a file's structure.
//! `docs/standards/pdfa.md` lists the rules that it does not check.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod objects;
mod operators;

use crate::object::{Dictionary, Object, Ref};
use crate::read::{Document, Entry, decode};
use operators::device_colours;
use std::collections::BTreeSet;

const MOST: usize = 64 << 20;

/// Every breach found, with the clause.
pub fn breaches(file: &[u8]) -> Vec<String> {
    let document = match Document::parse(file) {
        Ok(document) => document,
        Err(error) => return vec![format!("6.1: {error}")],
    };
    let mut check = Check {
        file,
        document: &document,
        found: BTreeSet::new(),
        associated: BTreeSet::new(),
        profiles: BTreeSet::new(),
    };
    check.file_structure();
    check.catalogue();
    check.output_intents();
    check.metadata();
    check.form();
    check.attachments();
    for (number, entry) in document.entries() {
        if matches!(entry, Entry::Free) {
            continue;
        }
        check.indirect(*number, *entry);
    }
    check.found.into_iter().collect()
}

struct Check<'c> {
    file: &'c [u8],
    document: &'c Document<'c>,
    found: BTreeSet<String>,
    /// File specifications of associated files.
    associated: BTreeSet<Ref>,
    /// Components of the output intents' profiles.
    profiles: BTreeSet<i64>,
}

impl Check<'_> {
    fn breach(&mut self, clause: &str, what: impl std::fmt::Display) {
        self.found.insert(format!("{clause}: {what}"));
    }

    fn demand(&mut self, holds: bool, clause: &str, what: impl std::fmt::Display) {
        if !holds {
            self.breach(clause, what);
        }
    }

    fn value(&self, dictionary: &Dictionary, key: &str) -> Object {
        self.document.value(dictionary, key).unwrap()
    }

    fn dictionary(&self, dictionary: &Dictionary, key: &str) -> Dictionary {
        let value = self.value(dictionary, key);
        value.as_dictionary().cloned().unwrap_or_default()
    }

    fn array(&self, dictionary: &Dictionary, key: &str) -> Vec<Object> {
        let value = self.value(dictionary, key);
        value.as_array().unwrap_or_default().to_vec()
    }

    /// 6.1.2 to 6.1.4: header, trailer, end.
    fn file_structure(&mut self) {
        let file = self.file;
        let version = file.starts_with(b"%PDF-1.") && (b'0'..=b'7').contains(&file[7]);
        self.demand(version && file[8] == b'\n', "6.1.2", "the header line");
        let comment = file[9] == b'%' && file[10..14].iter().all(|byte| *byte > 127);
        self.demand(comment, "6.1.2", "the comment of binary bytes");
        let trailer = self.document.trailer();
        let id = trailer.get("ID").and_then(Object::as_array);
        self.demand(
            id.is_some_and(|id| id.len() == 2),
            "6.1.3",
            "the trailer's ID",
        );
        self.demand(!trailer.contains("Encrypt"), "6.1.3", "encryption");
        let ends = file.ends_with(b"%%EOF\n") || file.ends_with(b"%%EOF");
        self.demand(ends, "6.1.3", "bytes after the end");
    }

    /// 6.1.12, 6.4, 6.5, 6.9 to 6.11.
    fn catalogue(&mut self) {
        let catalog = self.document.catalog().unwrap();
        for (key, clause) in [
            ("OpenAction", "6.5.1"),
            ("AA", "6.5.2"),
            ("OCProperties", "6.9"),
            ("Requirements", "6.11"),
            ("NeedsRendering", "6.4.2"),
            ("Collection", "6.8"),
        ] {
            self.demand(!catalog.contains(key), clause, key);
        }
        let names = self.dictionary(&catalog, "Names");
        for key in ["JavaScript", "AlternatePresentations"] {
            self.demand(!names.contains(key), "6.10", key);
        }
        let permissions = self.dictionary(&catalog, "Perms");
        for (key, _) in permissions.iter() {
            let known = key == b"DocMDP" || key == b"UR3";
            self.demand(known, "6.1.12", String::from_utf8_lossy(key));
        }
        let seal = self.dictionary(&permissions, "DocMDP");
        for reference in self.array(&seal, "Reference") {
            let reference = self.document.follow(&reference).unwrap();
            let reference = reference.as_dictionary().unwrap();
            for key in ["DigestLocation", "DigestMethod", "DigestValue"] {
                self.demand(!reference.contains(key), "6.1.12", key);
            }
        }
        for item in self.array(&catalog, "AF") {
            self.associated.extend(item.as_reference());
        }
    }

    /// 6.2.3: one profile, and a valid one.
    fn output_intents(&mut self) {
        let catalog = self.document.catalog().unwrap();
        let mut places = BTreeSet::new();
        for intent in self.array(&catalog, "OutputIntents") {
            let intent = self.document.follow(&intent).unwrap();
            let intent = intent.as_dictionary().unwrap();
            self.demand(
                !intent.contains("DestOutputProfileRef"),
                "6.2.3",
                "a profile elsewhere",
            );
            places.insert(
                intent
                    .get("DestOutputProfile")
                    .and_then(Object::as_reference),
            );
            let profile = self.value(intent, "DestOutputProfile");
            let Some(stream) = profile.as_stream() else {
                self.breach("6.2.3", "an output intent without a profile");
                continue;
            };
            let bytes = decode(stream, MOST).unwrap();
            let components = stream.dictionary.get("N").and_then(Object::as_integer);
            let space: Option<&[u8]> = bytes.get(16..20);
            let expected = match space {
                Some(b"GRAY") => Some(1),
                Some(b"RGB ") => Some(3),
                Some(b"CMYK") => Some(4),
                _ => None,
            };
            let right = bytes.get(36..40) == Some(b"acsp")
                && matches!(bytes.get(12..16), Some(b"mntr" | b"prtr"))
                && components == expected
                && expected.is_some();
            self.demand(right, "6.2.3", "the profile");
            self.profiles.extend(components);
        }
        self.demand(places.len() < 2, "6.2.3", "several profiles");
    }

    /// 6.6.2 and 6.6.4.
    fn metadata(&mut self) {
        let catalog = self.document.catalog().unwrap();
        let metadata = self.value(&catalog, "Metadata");
        let Some(stream) = metadata.as_stream() else {
            return self.breach("6.6.2", "no metadata");
        };
        let is_named =
            stream.dictionary.is("Type", "Metadata") && stream.dictionary.is("Subtype", "XML");
        self.demand(is_named, "6.6.2", "the metadata's names");
        self.demand(!stream.dictionary.contains("Filter"), "6.6.2", "a filter");
        let xmp = String::from_utf8(stream.data.clone()).unwrap();
        let begins =
            xmp.starts_with("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
        self.demand(begins, "6.6.2.1", "the packet's header");
        for element in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>B</pdfaid:conformance>",
        ] {
            self.demand(xmp.contains(element), "6.6.4", element);
        }
    }

    /// 6.4.1 and 6.4.2.
    fn form(&mut self) {
        let catalog = self.document.catalog().unwrap();
        let form = self.dictionary(&catalog, "AcroForm");
        self.demand(!form.contains("XFA"), "6.4.2", "XFA");
        let needed = self.value(&form, "NeedAppearances") == Object::Boolean(true);
        self.demand(!needed, "6.4.1", "NeedAppearances");
    }

    /// 6.8: each has two names, a type and a date, and is associated with an object.
    fn attachments(&mut self) {
        let catalog = self.document.catalog().unwrap();
        let names = self.dictionary(&catalog, "Names");
        let tree = self.dictionary(&names, "EmbeddedFiles");
        self.demand(
            !tree.contains("Kids"),
            "6.8",
            "a tree that is not looked through",
        );
        for pair in self.array(&tree, "Names").chunks(2) {
            let place = pair[1].as_reference();
            let specification = self.document.follow(&pair[1]).unwrap();
            let specification = specification.as_dictionary().unwrap();
            for key in ["F", "UF", "EF", "AFRelationship", "Desc"] {
                self.demand(specification.contains(key), "6.8", format!("no /{key}"));
            }
            let related = place.is_some_and(|place| self.associated.contains(&place));
            self.demand(related, "6.8", "a file that belongs to nothing");
            let files = self.dictionary(specification, "EF");
            let file = self.value(&files, "F");
            let file = &file.as_stream().unwrap().dictionary;
            let mime = self.value(file, "Subtype");
            let mime = mime.as_name().is_some_and(|name| name.contains(&b'/'));
            self.demand(mime, "6.8", "no media type");
            let dated = self.dictionary(file, "Params").contains("ModDate");
            self.demand(dated, "6.8", "no date");
        }
    }

    /// One object and everything written inside it.
    fn indirect(&mut self, number: u32, entry: Entry) {
        let generation = match entry {
            Entry::At { offset, generation } => {
                let head = format!("{number} {generation} obj\n");
                let right = self.file[offset as usize..].starts_with(head.as_bytes());
                self.demand(right, "6.1.9", format!("object {number}"));
                generation
            }
            _ => 0,
        };
        let object = self.document.object(Ref { number, generation }).unwrap();
        if let Object::Stream(stream) = &object {
            self.stream(&stream.dictionary);
        }
        self.inside(&object);
        self.drawn(&object);
    }

    fn stream(&mut self, dictionary: &Dictionary) {
        for key in ["F", "FFilter", "FDecodeParms"] {
            self.demand(!dictionary.contains(key), "6.1.7.1", key);
        }
        let filter = self.value(dictionary, "Filter");
        let filters = filter
            .as_array()
            .map_or_else(|| vec![filter.clone()], <[_]>::to_vec);
        for filter in filters {
            let wrong = filter.is_name("LZWDecode") || filter.is_name("Crypt");
            self.demand(!wrong, "6.1.7.2", "a filter");
        }
        if dictionary.is("Subtype", "Image") {
            for key in ["Alternates", "OPI"] {
                self.demand(!dictionary.contains(key), "6.2.8", key);
            }
            let smooth = self.value(dictionary, "Interpolate") == Object::Boolean(true);
            self.demand(!smooth, "6.2.8", "Interpolate");
            let space = self.value(dictionary, "ColorSpace");
            self.space(space.as_name().unwrap_or_default(), "an image");
        }
        if dictionary.is("Subtype", "Form") {
            for key in ["OPI", "PS", "Ref", "Subtype2"] {
                self.demand(!dictionary.contains(key), "6.2.9", key);
            }
        }
        self.demand(!dictionary.is("Subtype", "PS"), "6.2.9", "PostScript");
    }

    /// 6.2.4.3: device colours in pages and forms.
    fn drawn(&mut self, object: &Object) {
        let Some(dictionary) = object
            .as_dictionary()
            .or(object.as_stream().map(|s| &s.dictionary))
        else {
            return;
        };
        let content = if dictionary.is("Type", "Page") {
            let contents = self.value(dictionary, "Contents");
            let parts = contents
                .as_array()
                .map_or_else(|| vec![contents.clone()], <[_]>::to_vec);
            let parts = parts.iter().map(|part| self.document.follow(part).unwrap());
            let decoded = parts.filter_map(|part| Some(decode(part.as_stream()?, MOST).unwrap()));
            decoded.collect::<Vec<_>>().join(&b'\n')
        } else if dictionary.is("Subtype", "Form") || dictionary.contains("PatternType") {
            object
                .as_stream()
                .map_or_else(Vec::new, |stream| decode(stream, MOST).unwrap())
        } else {
            return;
        };
        let resources = self.dictionary(dictionary, "Resources");
        let spaces = self.dictionary(&resources, "ColorSpace");
        for space in device_colours(&content) {
            if !spaces.contains(format!("Default{}", &space[6..])) {
                self.space(space.as_bytes(), "content");
            }
        }
    }

    fn space(&mut self, space: &[u8], whose: &str) {
        let allowed = match space {
            b"DeviceGray" => !self.profiles.is_empty(),
            b"DeviceRGB" => self.profiles.contains(&3),
            b"DeviceCMYK" => self.profiles.contains(&4),
            _ => true,
        };
        let name = String::from_utf8_lossy(space);
        self.demand(allowed, "6.2.4.3", format!("{name} in {whose}"));
    }
}
