//! Whether the seal shows what the trail records: this module makes the seal's revision again from the evidence and
//! compares the two.

use super::wrong::TrailError;
use crate::composer::Composer;
use crate::evidence::Evidence;
use crate::revision::{RevisionError, compose_revision};
use crate::said;
use onesign_pades::document::SealedParts;
use onesign_pdf::ComposeError;
use onesign_pdf::object::{Dictionary, Object, Stream};
use onesign_pdf::read::{Document, Entry, ReadError, decode};
use onesign_pdf::write::Unsigned;
use std::collections::BTreeSet;

/// The most bytes that a stream may decompress to for the comparison.
const MOST_BYTES: usize = 64 << 20;
/// The longest name of a composer that the report shows.
const LONGEST_NAME: usize = 100;

/// How the seal's revision compares with the revision that this program makes from the same evidence.
pub(super) enum Remade {
    /// Every byte except the signature value is the same.
    Same,
    /// Every object is the same, but compressed differently.
    Alike,
    /// It differs, and the evidence names another version of the program. This program can't determine what it shows:
    /// an attacker with the seal's key may write any composer name.
    Otherwise { composer: String },
}

/// Makes the revision again and compares it.
///
/// # Errors
/// If it differs although this very version made it.
pub(super) fn remake(
    sealed: &Document<'_>,
    (base, base_sha256): (Result<Document<'_>, ComposeError>, &str),
    parts: &SealedParts,
    evidence: &Evidence,
    composer: &Composer,
) -> Result<Remade, TrailError> {
    // Computing the composer's name takes as long as a seal, so this happens only if the revision differs.
    let is_own = || evidence.composer == composer.name(evidence.format);
    let otherwise = || Remade::Otherwise {
        composer: printable(&evidence.composer),
    };
    let again = base.map_err(RevisionError::from).and_then(|base| {
        let again = compose_revision(&base, base_sha256, evidence, composer)?;
        Ok((base.bytes(), again))
    });
    let (base, again) = match again {
        Ok(again) => again,
        Err(error) if is_own() => return Err(error.into()),
        Err(_) => return Ok(otherwise()),
    };
    if is_same(sealed.bytes(), base, parts, &again) {
        return Ok(Remade::Same);
    }
    if is_own() {
        return Err(TrailError::Mismatch(said::trail_shown_other()));
    }
    let again = [base, &again.appended].concat();
    Ok(match is_alike(sealed, &again) {
        Ok(true) => Remade::Alike,
        Ok(false) | Err(_) => otherwise(),
    })
}

/// Whether every byte except the signature value is the same.
fn is_same(file: &[u8], base: &[u8], parts: &SealedParts, again: &Unsigned) -> bool {
    let end = usize::try_from(parts.appended.end).unwrap_or(usize::MAX);
    let Some(appended) = file.get(base.len()..end) else {
        return false;
    };
    let hole = |at: u64| {
        usize::try_from(at)
            .unwrap_or(usize::MAX)
            .saturating_sub(base.len())
    };
    let (start, end) = (hole(parts.contents.start), hole(parts.contents.end));
    again.contents == parts.contents
        && again.appended.len() == appended.len()
        && again.appended.get(..start) == appended.get(..start)
        && again.appended.get(end..) == appended.get(end..)
}

/// Whether the last revisions of two files that share all earlier revisions define the same objects.
fn is_alike(one: &Document<'_>, other: &[u8]) -> Result<bool, ReadError> {
    // `other` is the revision that this program made from the same evidence.
    let other = Document::parse(other)?;
    // The second half of /ID depends on the bytes and shows nothing.
    let leads = |document: &Document<'_>| {
        let trailer = document.trailer();
        ["Root", "Info", "Encrypt"].map(|key| trailer.get(key).cloned())
    };
    if one.revisions().len() != other.revisions().len() || leads(one) != leads(&other) {
        return Ok(false);
    }
    let listed: BTreeSet<u32> = newest(one).chain(newest(&other)).collect();
    for number in listed {
        let (Some(before), Some(after)) = (content(one, number)?, content(&other, number)?) else {
            return Ok(false);
        };
        if !is_alike_object(&before, &after) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The object numbers that the last revision defines.
fn newest<'d>(document: &'d Document<'_>) -> impl Iterator<Item = u32> + 'd {
    let entries = document.revisions().last().map(|span| &span.entries);
    let numbers = entries.into_iter().flatten().map(|(number, _)| *number);
    numbers.filter(|number| *number != 0)
}

/// An object with its generation, which is part of its identity; `None` if it is absent.
fn content(document: &Document<'_>, number: u32) -> Result<Option<(u16, Object)>, ReadError> {
    let generation = match document.entries().get(&number) {
        Some(Entry::At { generation, .. }) => *generation,
        Some(Entry::Inside { .. }) => 0,
        Some(Entry::Free) | None => return Ok(None),
    };
    let reference = onesign_pdf::object::Ref { number, generation };
    Ok(Some((generation, document.object(reference)?)))
}

fn is_alike_object((first, one): &(u16, Object), (second, other): &(u16, Object)) -> bool {
    first == second
        && match (one, other) {
            (Object::Stream(one), Object::Stream(other)) => is_alike_stream(one, other),
            (Object::Dictionary(one), Object::Dictionary(other)) if is_signature(one) => {
                // The validation of the signature checks its byte range and value.
                without(one, &["ByteRange", "Contents"])
                    == without(other, &["ByteRange", "Contents"])
            }
            (one, other) => one == other,
        }
}

/// Whether two streams hold the same data and differ only in their compression.
fn is_alike_stream(one: &Stream, other: &Stream) -> bool {
    const PACKING: [&str; 3] = ["Length", "Filter", "DecodeParms"];
    // A cross-reference stream only gives the positions of objects, and each object is compared by itself.
    if one.dictionary.is("Type", "XRef") && other.dictionary.is("Type", "XRef") {
        return true;
    }
    if one == other {
        return true;
    }
    without(&one.dictionary, &PACKING) == without(&other.dictionary, &PACKING)
        && match (decode(one, MOST_BYTES), decode(other, MOST_BYTES)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

fn is_signature(dictionary: &Dictionary) -> bool {
    dictionary.is("Type", "Sig")
}

fn without(dictionary: &Dictionary, keys: &[&str]) -> Dictionary {
    let mut rest = dictionary.clone();
    for key in keys {
        rest.remove(key);
    }
    rest
}

/// A composer's name that is safe to print. It comes from the file; our own names are plain.
fn printable(name: &str) -> String {
    let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if name.len() <= LONGEST_NAME && !name.is_empty() && name.bytes().all(is_plain) {
        name.to_owned()
    } else {
        "?".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{is_alike, printable};
    use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
    use onesign_pdf::read::Document;
    use onesign_pdf::write::Revision;
    use std::io::Write as _;

    const BASE: &[u8] = include_bytes!("../../../../fixtures/contract.pdf");

    fn appended(change: impl FnOnce(&mut Revision<'_>)) -> Vec<u8> {
        let document = Document::parse(BASE).unwrap();
        let mut revision = Revision::on(&document);
        change(&mut revision);
        [BASE, &revision.finish().unwrap()].concat()
    }

    fn packed(bytes: &[u8], level: u32) -> Stream {
        let mut packer =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(level));
        packer.write_all(bytes).unwrap();
        Stream {
            dictionary: Dictionary::from([("Filter", Object::name("FlateDecode"))]),
            data: packer.finish().unwrap(),
        }
    }

    fn plain(bytes: &[u8]) -> Stream {
        Stream {
            dictionary: Dictionary::default(),
            data: bytes.to_vec(),
        }
    }

    fn compared(one: &[u8], other: &[u8]) -> bool {
        let parsed = |file| Document::parse(file).unwrap();
        let there = is_alike(&parsed(one), other).unwrap();
        assert_eq!(there, is_alike(&parsed(other), one).unwrap());
        there
    }

    fn with(stream: Stream) -> Vec<u8> {
        appended(|revision| {
            revision.add(stream);
        })
    }

    #[test]
    fn compression_does_not_affect_the_comparison() {
        let words = b"Pay 1,000 pounds. ".repeat(20);
        let quick = with(packed(&words, 1));
        assert!(compared(&quick, &with(packed(&words, 9))));
        assert!(compared(&quick, &with(plain(&words))));
    }

    #[test]
    fn different_content_affects_the_comparison() {
        let quick = with(packed(b"Pay 1,000 pounds.", 1));
        assert!(!compared(&quick, &with(packed(b"Pay 9,000 pounds.", 1))));
        let mut other = packed(b"Pay 1,000 pounds.", 1);
        other.dictionary.set("Subtype", Object::name("Form"));
        assert!(!compared(&quick, &with(other)));
        // Streams that can't be decompressed are equal only if their bytes are.
        let mut photo = plain(b"\xff\xd8 one");
        photo.dictionary.set("Filter", Object::name("DCTDecode"));
        let mut another = photo.clone();
        another.data = b"\xff\xd8 two".to_vec();
        assert!(compared(&with(photo.clone()), &with(photo.clone())));
        assert!(!compared(&with(photo), &with(another)));
    }

    #[test]
    fn an_extra_object_or_another_root_is_reported() {
        let one = with(plain(b"words"));
        let more = appended(|revision| {
            revision.add(plain(b"words"));
            revision.add(Object::Integer(1));
        });
        assert!(!compared(&one, &more));
        let document = Document::parse(BASE).unwrap();
        let root = document.root().unwrap();
        let catalog = appended(|revision| {
            let mut catalog = document.catalog().unwrap();
            catalog.set("PageLayout", Object::name("OneColumn"));
            revision.set(root, Object::Dictionary(catalog));
            revision.add(plain(b"words"));
        });
        assert!(!compared(&one, &catalog));
        let twice = with_another_revision(&one);
        assert!(!compared(&one, &twice));
    }

    fn with_another_revision(file: &[u8]) -> Vec<u8> {
        let document = Document::parse(file).unwrap();
        let mut revision = Revision::on(&document);
        revision.set(
            Ref::new(document.next_number()),
            Object::Dictionary(Dictionary::default()),
        );
        [file, &revision.finish().unwrap()].concat()
    }

    #[test]
    fn a_signature_may_differ_only_in_its_value() {
        let signature = |value: &str, reason: &str| {
            appended(|revision| {
                revision.add(Object::Dictionary(Dictionary::from([
                    ("Type", Object::name("Sig")),
                    ("Contents", Object::HexString(value.as_bytes().to_vec())),
                    ("Reason", Object::text(reason)),
                ])));
            })
        };
        let one = signature("00", "Agreed");
        assert!(compared(&one, &signature("ff", "Agreed")));
        assert!(!compared(&one, &signature("00", "Read")));
    }

    #[test]
    fn the_report_names_a_composer_only_if_its_name_is_plain() {
        let name = "onesign 0.1.0 words 00112233 press 44556677";
        assert_eq!(printable(name), name);
        for odd in ["", "a\nb", "a\u{202e}b", &"a".repeat(101)] {
            assert_eq!(printable(odd), "?");
        }
    }
}
