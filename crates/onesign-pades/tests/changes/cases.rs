//! Cases as text, judged one after the other: `cases/README.md` says how they are written.

use crate::revisions::{axis, change, drawn, form, judged, later, signed};
use crate::support::{authority, document};
use onesign_pades::Authority;
use onesign_pades::diff::Ruling;
use onesign_pades::report::Change;
use onesign_pades::validate::{AxisName, Status, Verdict};
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::{DocMdp, Revision};
use std::collections::HashMap;
use std::path::Path;

/// The cases of a text: name and lines.
fn cases(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().map(str::trim) {
        let name = line
            .strip_prefix("--- ")
            .and_then(|l| l.strip_suffix(" ---"));
        match (name, cases.last_mut()) {
            (Some(name), _) => cases.push((name, Vec::new())),
            (None, Some((_, lines))) if !line.is_empty() => lines.push(line),
            (None, _) => {}
        }
    }
    cases
}

/// An object in the syntax of PDF.
fn object(text: &str) -> Object {
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::from("xref\n0 4\n0000000000 65535 f \n");
    let tree = "<</Type/Pages/Kids[]/Count 0>>";
    for (number, body) in (1..).zip(["<</Type/Catalog/Pages 2 0 R>>", tree, text]) {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{body}\nendobj\n");
    }
    let at = file.len();
    file += &format!("{table}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
    let read = Document::parse(file.as_bytes()).unwrap();
    read.object(Ref::new(3)).unwrap()
}

/// Makes one line of a case happen in a revision, in which `named` are the objects that earlier lines added.
fn happens(revision: &mut Revision<'_>, line: &str, named: &mut HashMap<String, Ref>) {
    if let Some(place) = line.strip_suffix(" removed") {
        let (number, key) = place.split_once(" /").unwrap();
        let number = Ref::new(number.parse().unwrap());
        let mut from = revision.get(number).unwrap();
        let Object::Dictionary(dictionary) = &mut from else {
            panic!("no dictionary: {line}");
        };
        dictionary.remove(key);
        return revision.set(number, from);
    }
    let (place, value) = line.split_once("= ").unwrap();
    let (place, adds) = match place.trim_end().strip_suffix('+') {
        Some(place) => (place.trim_end(), true),
        None => (place.trim_end(), false),
    };
    let value: Object = match value.split_once(": ") {
        Some(("drawn", content)) => drawn(content).into(),
        Some(("xmp", properties)) => xmp(properties).into(),
        _ => {
            let mut value = value.to_owned();
            for (name, number) in &*named {
                value = value.replace(name.as_str(), &number.to_string());
            }
            object(&value)
        }
    };
    if place.starts_with('@') {
        named.insert(place.to_owned(), revision.add(value));
        return;
    }
    match place.split_once(" /") {
        Some((number, key)) => {
            let number = Ref::new(number.parse().unwrap());
            let value = if adds {
                one_more(revision, number, key, value)
            } else {
                value
            };
            change(revision, number, key, value);
        }
        None => revision.set(Ref::new(place.parse().unwrap()), value),
    }
}

/// XMP metadata with these properties.
fn xmp(properties: &str) -> Stream {
    let names = [
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ];
    let names = names
        .map(|(name, space)| format!(" xmlns:{name}=\"{space}\""))
        .concat();
    let xml = format!(
        "<rdf:RDF{names}><rdf:Description rdf:about=\"\">{properties}</rdf:Description></rdf:RDF>"
    );
    Stream {
        dictionary: Dictionary::from([
            ("Type", Object::name("Metadata")),
            ("Subtype", Object::name("XML")),
        ]),
        data: xml.into_bytes(),
    }
}

/// The array below a key with one more item.
fn one_more(revision: &Revision<'_>, number: Ref, key: &str, item: Object) -> Object {
    let holder = revision.get(number).unwrap();
    let known = holder.as_dictionary().and_then(|holder| holder.get(key));
    let mut items = known
        .and_then(Object::as_array)
        .unwrap_or_default()
        .to_vec();
    items.push(item);
    items.into()
}

/// The file with a revision of these lines, or as it is without any.
fn revised(file: Vec<u8>, lines: &[&str]) -> Vec<u8> {
    if lines.is_empty() {
        return file;
    }
    later(&file, |revision| {
        let mut named = HashMap::new();
        for line in lines {
            happens(revision, line, &mut named);
        }
    })
}

/// The document of a case, signed and revised.
fn made(lines: &[&str], authority: &Authority) -> Vec<u8> {
    let base = match lines[0] {
        "document: plain" => document(0),
        "document: form" => form().0,
        other => panic!("no document: {other}"),
    };
    let signing = lines.iter().position(|line| line.starts_with("signed: "));
    let signing = signing.unwrap();
    let certify = match lines[signing].trim_start_matches("signed: ") {
        "approval" => None,
        "no_changes" => Some(DocMdp::NoChanges),
        "fill_forms" => Some(DocMdp::FillForms),
        "annotate" => Some(DocMdp::Annotate),
        other => panic!("no signature: {other}"),
    };
    let base = revised(base, &lines[1..signing]);
    let file = signed(&base, authority, certify);
    let end = lines.iter().position(|line| line.starts_with("verdict: "));
    revised(file, &lines[signing + 1..end.unwrap()])
}

/// The code of something in a report.
fn code(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    value.as_str().unwrap().to_owned()
}

/// What differs from what a case expects.
fn differences(lines: &[&str], authority: &Authority) -> Vec<String> {
    let report = judged(&made(lines, authority), authority);
    let changes = &report.signatures[0].changes;
    let decides = |ruling: Ruling| changes.iter().find(|change| change.ruling == ruling);
    let decisive = decides(Ruling::Refused).or_else(|| decides(Ruling::Unclear));
    let decisive: Option<&Change> = decisive.or(changes.first());
    let mut wrong = Vec::new();
    if report.verdict == Verdict::Failed {
        let (sound, changed) = (AxisName::Integrity, AxisName::Modification);
        let statuses = [sound, changed].map(|name| axis(&report, name).status);
        if statuses != [Status::Passed, Status::Failed] {
            wrong.push(format!("it fails elsewhere: {}", report.sentence));
        }
    }
    let end = lines.iter().position(|line| line.starts_with("verdict: "));
    for line in &lines[end.unwrap()..] {
        let (what, expected) = line.split_once(": ").unwrap();
        let found = match (what, decisive) {
            ("verdict", _) => code(report.verdict),
            ("change", Some(change)) => format!("{} {}", code(change.kind), change.rule),
            ("kind", Some(change)) => code(change.kind),
            ("rule", Some(change)) => change.rule.to_owned(),
            ("says", Some(change)) => change.sentence.to_string(),
            (_, None) => "no change".to_owned(),
            (other, _) => panic!("not known: {other}"),
        };
        let part = expected.strip_prefix('…').and_then(|e| e.strip_suffix('…'));
        if !part.map_or(found == expected, |part| found.contains(part)) {
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    }
    wrong
}

#[test]
fn cases_are_judged_as_they_say() {
    let authority = authority();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/cases");
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let topic = path.file_stem().unwrap().to_string_lossy();
        for (name, lines) in cases(&text) {
            count += 1;
            for difference in differences(&lines, &authority) {
                wrong.push(format!("{topic}, {name}: {difference}"));
            }
        }
    }
    assert!(count > 0, "no cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
