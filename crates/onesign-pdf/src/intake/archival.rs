//! PDF/A (ISO 19005): what a received file declares, and whether the rebuilt one may still declare it.
//!
//! Parts 2 and 3 differ only in the files that may be attached, and every sealed document has an attachment: both
//! become part 3. Levels A and U become B, because intake drops tags. Part 1 demands less than part 3 in places that
//! intake does not check (glyphs without a shape, names, inks), so its declaration is dropped and reported. The same
//! applies to a file that intake changed by more than leaving parts out.

use lopdf::{Dictionary as Received, Object as Old};

use super::IntakeError;
use super::copy::Copier;
use super::groups;
use super::schema::Kind;
use crate::object::{Dictionary, Object, Ref, Stream};

/// Longest metadata to read, in bytes.
const MAX_METADATA: usize = 4 << 20;
/// Most output intents to examine.
const MAX_INTENTS: usize = 16;
/// Warnings about parts that the received file had and PDF/A allows.
const HARMLESS: &[&str] = &["invisible_text", "comments_left_out", groups::DIFFERS];

/// Metadata that only declares PDF/A-3, level B (ISO 19005-3, 6.6.2 and 6.6.4). The packet begins with a byte order
/// mark and names neither length nor encoding (6.6.2.1).
const METADATA: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
 <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
  <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>
";

/// Whether this is metadata that [`declare`] wrote: intake writes the same again, so nothing is lost.
pub(super) fn is_ours(metadata: Option<&Old>) -> bool {
    matches!(metadata, Some(Old::Stream(stream)) if stream.content == METADATA.as_bytes())
}

/// Declares the rebuilt file, whose catalogue is `root`, as PDF/A-3b if the received one was PDF/A-2 or -3 and no
/// change by intake could have broken that.
pub(super) fn declare(copier: &mut Copier<'_>, root: Ref) -> Result<(), IntakeError> {
    let Some(part) = declared(copier) else {
        return Ok(());
    };
    let is_spotless = copier
        .warnings
        .iter()
        .all(|warning| HARMLESS.contains(warning))
        && copier.flaws.is_empty_but_for(HARMLESS);
    let intents = intents(copier)?;
    let is_whole = !copier.lost_ink && !copier.lost_fonts;
    let (Some(intents), 2 | 3, true, true) = (intents, part, is_spotless, is_whole) else {
        copier.tally.add("pdfa_declaration");
        return Ok(());
    };
    if !intents.is_empty() {
        copier.amend(root, "OutputIntents", intents.into());
    }
    let entries = Dictionary::from([
        ("Type", Object::name("Metadata")),
        ("Subtype", Object::name("XML")),
    ]);
    let metadata = copier.add(Stream {
        dictionary: entries,
        data: METADATA.as_bytes().to_vec(),
    });
    copier.amend(root, "Metadata", metadata.into());
    Ok(())
}

/// The part of ISO 19005 that the file's metadata names.
fn declared(copier: &mut Copier<'_>) -> Option<u8> {
    let catalog = copier.source.catalog()?;
    let Old::Stream(metadata) = copier.source.get(catalog, b"Metadata")? else {
        return None;
    };
    if metadata.content.len() > MAX_METADATA {
        return None;
    }
    part(&copier.decoded(metadata).ok()?)
}

/// The value of `pdfaid:part`, an attribute or an element (ISO 19005-2, 6.6.4). `None` if it is absent, or occurs with
/// different values.
fn part(xmp: &[u8]) -> Option<u8> {
    const NAME: &[u8] = b"pdfaid:part";
    let xmp = xmp.get(..MAX_METADATA).unwrap_or(xmp);
    let mut found = None;
    for at in 0..xmp.len().saturating_sub(NAME.len()) {
        let (before, rest) = xmp.split_at(at);
        let Some(rest) = rest.strip_prefix(NAME) else {
            continue;
        };
        if before.last() == Some(&b'/') {
            continue;
        }
        let mut signs = rest.iter().filter(|sign| !sign.is_ascii_whitespace());
        let value = match signs.next()? {
            b'>' => signs.next()?,
            b'=' => {
                signs.next()?;
                signs.next()?
            }
            _ => continue,
        };
        let value = value.is_ascii_digit().then(|| value - b'0')?;
        if found.is_some_and(|known| known != value) {
            return None;
        }
        found = Some(value);
    }
    found
}

/// The output intents of PDF/A (6.2.3), copied; `None` if one has no embedded profile. Output intents of other
/// standards are dropped.
fn intents(copier: &mut Copier<'_>) -> Result<Option<Vec<Object>>, IntakeError> {
    let source = copier.source;
    let listed = source
        .catalog()
        .and_then(|catalog| source.array(catalog, b"OutputIntents"));
    let mut intents = Vec::new();
    for item in listed.unwrap_or_default().iter().take(MAX_INTENTS) {
        let Some(Old::Dictionary(received)) = source.resolve(item) else {
            continue;
        };
        if source.name(received, b"S") != Some(b"GTS_PDFA1") {
            continue;
        }
        let Some(intent) = intent(copier, received)? else {
            return Ok(None);
        };
        intents.push(intent.into());
    }
    Ok(Some(intents))
}

fn intent<'a>(
    copier: &mut Copier<'a>,
    received: &'a Received,
) -> Result<Option<Dictionary>, IntakeError> {
    let Ok(profile) = received.get(b"DestOutputProfile") else {
        return Ok(None);
    };
    let profile = copier.value(profile, Kind::Profile, 0)?;
    if profile.as_reference().is_none() {
        return Ok(None);
    }
    let mut intent = Dictionary::from([
        ("Type", Object::name("OutputIntent")),
        ("S", Object::name("GTS_PDFA1")),
        ("DestOutputProfile", profile),
    ]);
    for key in [
        "OutputConditionIdentifier",
        "OutputCondition",
        "RegistryName",
        "Info",
    ] {
        if let Some(Old::String(text, _)) = copier.source.get(received, key.as_bytes()) {
            intent.set(key, Object::String(text.clone()));
        }
    }
    Ok(Some(intent))
}

#[cfg(test)]
mod tests {
    use super::{METADATA, part};

    #[test]
    fn the_part_is_read_as_attribute_and_as_element() {
        let cases: [(&str, Option<u8>); 8] = [
            (
                "<rdf:Description pdfaid:part=\"2\" pdfaid:conformance=\"U\"/>",
                Some(2),
            ),
            ("<rdf:Description pdfaid:part = '1'/>", Some(1)),
            ("<pdfaid:part>3</pdfaid:part>", Some(3)),
            ("<pdfaid:part>\n 3 </pdfaid:part>", Some(3)),
            (
                "<pdfaid:part>2</pdfaid:part><pdfaid:part>3</pdfaid:part>",
                None,
            ),
            ("<pdfaid:part>x</pdfaid:part>", None),
            ("<pdfaid:part", None),
            ("<dc:title>about pdfaid</dc:title>", None),
        ];
        for (xmp, expected) in cases {
            assert_eq!(part(xmp.as_bytes()), expected, "{xmp}");
        }
        assert_eq!(part(METADATA.as_bytes()), Some(3));
    }
}
