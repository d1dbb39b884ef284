//! A fingerprint of how this build prints: the digest of a fixed revision that draws one of everything.
//!
//! The same evidence prints the same bytes only if fonts, layout and writer are the same. Two builds with the same
//! fingerprint print alike.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

use crate::compose::{ComposeError, compose};
use crate::fonts::HandFont;
use crate::geometry::Rect;
use crate::object::{Dictionary, Object, Ref};
use crate::stamp::{Stamp, StampContent};
use crate::trail_page::first::{TrailDocument, TrailEvent};
use crate::trail_page::second::{TrailAct, TrailDay, TrailRecord, TrailSection, TrailSigner};
use crate::trail_page::{Trail, TrailEntry, TrailPerson};
use crate::write::{
    Attachment, DocMdp, PdfDate, Relationship, SignatureDictionary, SubFilter, write_document,
};

/// Latin, Greek, Cyrillic, Arabic, Hebrew, Han: one word of each, to cover every way of setting text.
const WORDS: &str = "Signed Ύψος Подпись توقيع חתימה 签署";

/// Text that the third format sets differently: more scripts, stacked marks, a word that needs two faces.
const MORE_WORDS: &str = "Nguyễn გიორგი தமிழ் ខ្មែរ မြန်မာ བསྟན 髙橋ゆう 𠮷 뷁 አበበ 👍🏽 Ж王\u{941}";

/// Text that the fourth format sets differently: right-to-left names, variants of Han characters.
const TURNED_WORDS: &str = "3 אחים (דוד) בע״מ! 葛\u{e0100}飾 神\u{fe00}";

/// The digest of the fixed revision with trail pages of the first format.
///
/// # Errors
/// [`ComposeError`] if the fonts of this build can't set the sample, which a test rules out.
pub fn first() -> Result<[u8; 32], ComposeError> {
    of(&first_trail().into(), &stamps())
}

/// The digest of the fixed revision with trail pages of the second format.
///
/// # Errors
/// [`ComposeError`] if the fonts of this build can't set the sample, which a test rules out.
pub fn second() -> Result<[u8; 32], ComposeError> {
    of(&Trail::Second(second_trail()), &stamps())
}

/// The digest of the fixed revision with trail pages of the third format.
///
/// # Errors
/// [`ComposeError`] if the fonts of this build can't set the sample, which a test rules out.
pub fn third() -> Result<[u8; 32], ComposeError> {
    of(&Trail::Third(third_trail()), &third_stamps())
}

/// The digest of the fixed revision with trail pages of the fourth format.
///
/// # Errors
/// [`ComposeError`] if the fonts of this build can't set the sample, which a test rules out.
pub fn fourth() -> Result<[u8; 32], ComposeError> {
    let mut trail = third_trail();
    trail.subtitle = format!("Signed \u{2068}{TURNED_WORDS}\u{2069} 14:06");
    let mut stamps = third_stamps();
    let hands = [
        HandFont::Caveat,
        HandFont::DancingScript,
        HandFont::Parisienne,
    ];
    let marked = stamps.clone().into_iter().zip(hands).zip((0..).step_by(80));
    stamps.extend(marked.map(|((stamp, font), down)| Stamp {
        rect: Rect {
            x: 400_000,
            y: 50_000 + down * 1_000,
            w: 150_000,
            h: 60_000,
        },
        content: StampContent::Hand {
            text: "Zoe\u{308} Q\u{308}".to_owned(),
            font,
        },
        caption: Some(format!("{TURNED_WORDS} · 14:06 UTC")),
        ..stamp
    }));
    of(&Trail::Fourth(trail), &stamps)
}

fn third_trail() -> TrailRecord {
    let mut trail = second_trail();
    trail.statement = MORE_WORDS.repeat(3);
    for signer in &mut trail.people {
        signer.person.name = MORE_WORDS.to_owned();
    }
    trail
}

fn third_stamps() -> Vec<Stamp> {
    let mut stamps = stamps();
    for (stamp, rect) in stamps.clone().into_iter().zip(narrow()) {
        let content = match stamp.content {
            StampContent::Text { size_mpt, .. } => StampContent::Text {
                text: MORE_WORDS.repeat(2),
                size_mpt,
            },
            other => other,
        };
        let caption = stamp.caption.map(|_| MORE_WORDS.to_owned());
        stamps.push(Stamp {
            rect,
            content,
            caption,
            ..stamp
        });
    }
    stamps
}

/// Fields to which entries must be fitted.
fn narrow() -> impl Iterator<Item = Rect> {
    (0..).map(|row| Rect {
        x: 300_000,
        y: 50_000 + row * 60_000,
        w: 60_000,
        h: 30_000,
    })
}

fn of(trail: &Trail, stamps: &[Stamp]) -> Result<[u8; 32], ComposeError> {
    let date = PdfDate::from_unix(1_000_000_000);
    let attachment = Attachment {
        name: "sample.json".into(),
        mime: "application/json".into(),
        description: WORDS.into(),
        bytes: b"{}".to_vec(),
        relationship: Relationship::Data,
        modified: date.clone(),
    };
    let signature = SignatureDictionary {
        modified_at: date,
        name: WORDS.into(),
        reason: WORDS.into(),
        location: None,
        contents_size: 64,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("00".repeat(32)),
        sub_filter: SubFilter::CadesDetached,
    };
    let unsigned = compose(&page(), stamps, trail, &[attachment], &signature)?;
    Ok(Sha256::digest(&unsigned.appended).into())
}

fn page() -> Vec<u8> {
    let (catalog, pages, page) = (Ref::new(1), Ref::new(2), Ref::new(3));
    let number = |n: i64| Object::Integer(n);
    let media = [0, 0, 595, 842].into_iter().map(number).collect();
    let objects = BTreeMap::from([
        (
            1,
            Object::Dictionary(Dictionary::from([
                ("Type", Object::name("Catalog")),
                ("Pages", Object::Reference(pages)),
            ])),
        ),
        (
            2,
            Object::Dictionary(Dictionary::from([
                ("Type", Object::name("Pages")),
                ("Kids", Object::Array(vec![Object::Reference(page)])),
                ("Count", number(1)),
            ])),
        ),
        (
            3,
            Object::Dictionary(Dictionary::from([
                ("Type", Object::name("Page")),
                ("Parent", Object::Reference(pages)),
                ("MediaBox", Object::Array(media)),
                ("Resources", Object::Dictionary(Dictionary::new())),
            ])),
        ),
    ]);
    write_document(objects, catalog, None, [0; 16])
}

fn stamps() -> Vec<Stamp> {
    let hands = [
        HandFont::Caveat,
        HandFont::DancingScript,
        HandFont::Parisienne,
    ];
    let hand = |font| StampContent::Hand {
        text: "Mira Holt".into(),
        font,
    };
    let others = [
        StampContent::Text {
            text: format!("{WORDS}\n{WORDS} {WORDS}"),
            size_mpt: None,
        },
        StampContent::Strokes {
            strokes: vec![vec![(1, 1), (40, 30), (70, 5)]],
            width: 100,
            height: 40,
        },
        StampContent::Check,
    ];
    (0..)
        .zip(hands.into_iter().map(hand).chain(others))
        .map(|(row, content)| Stamp {
            page: 0,
            rect: Rect {
                x: 50_000,
                y: 50_000 + row * 60_000,
                w: 200_000,
                h: 40_000,
            },
            content,
            caption: (row == 0).then(|| WORDS.to_owned()),
        })
        .collect()
}

fn text() -> String {
    WORDS.to_owned()
}

fn entry() -> TrailEntry {
    TrailEntry {
        label: text(),
        value: WORDS.repeat(8),
    }
}

fn person() -> TrailPerson {
    TrailPerson {
        name: text(),
        address: text(),
        entries: vec![entry()],
    }
}

fn first_trail() -> TrailDocument {
    let event = TrailEvent {
        time: text(),
        what: text(),
        details: vec![text(), text()],
    };
    TrailDocument {
        locale: "en".into(),
        rtl: false,
        title: text(),
        subtitle: text(),
        statement: WORDS.repeat(6),
        facts: vec![entry()],
        people_title: text(),
        people: vec![person()],
        timeline_title: text(),
        // Enough text for a second page, to cover page breaks.
        timeline: vec![event; 24],
        hashes_title: text(),
        hashes: vec![entry()],
        chain_head: entry(),
        note: text(),
        page_label: "{page}/{pages}".into(),
    }
}

fn second_trail() -> TrailRecord {
    let signer = TrailSigner {
        person: person(),
        summary: WORDS.repeat(6),
    };
    let act = TrailAct {
        time: "14:06:31 UTC".into(),
        what: text(),
        note: text(),
    };
    TrailRecord {
        title: text(),
        subtitle: text(),
        statement: WORDS.repeat(6),
        facts: vec![entry()],
        people_title: text(),
        people: vec![signer],
        story_title: text(),
        // Enough text for a second page, to cover page breaks.
        days: vec![
            TrailDay {
                date: text(),
                acts: vec![act; 12],
            };
            2
        ],
        left_out: text(),
        digests_title: text(),
        digests: vec![entry()],
        sections: vec![TrailSection {
            title: text(),
            paragraphs: vec![WORDS.repeat(6); 2],
        }],
        page_label: "{page}/{pages}".into(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_samples_can_be_printed_and_print_alike() {
        assert_eq!(super::first().unwrap(), super::first().unwrap());
        assert_eq!(super::second().unwrap(), super::second().unwrap());
        assert_eq!(super::third().unwrap(), super::third().unwrap());
        assert_eq!(super::fourth().unwrap(), super::fourth().unwrap());
        assert_ne!(super::first().unwrap(), super::second().unwrap());
        assert_ne!(super::second().unwrap(), super::third().unwrap());
        assert_ne!(super::third().unwrap(), super::fourth().unwrap());
    }
}
