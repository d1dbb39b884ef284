//! Names in the world's scripts: they are drawn, can be copied, and stay in their fields.
#![allow(clippy::unwrap_used, clippy::panic)]

use onesign_pdf::trail_page::second::{TrailRecord, TrailSigner};
use onesign_pdf::write::{DocMdp, PdfDate, SignatureDictionary, SubFilter};
use onesign_pdf::{
    HandFont, Limits, Rect, Stamp, StampContent, TrailEntry, TrailPerson, compose, intake,
    page_text, render_page,
};

/// A script and a name in it.
const NAMES: [(&str, &str); 45] = [
    ("Latin", "Þórður Ðuričić-Žižka Ŋaŋa Ɓala"),
    ("Vietnamese", "Nguyễn Thị Ánh"),
    ("Greek", "Ελένη Παπαδοπούλου"),
    ("Cyrillic", "Юрій Ґонта Ӑшмарин"),
    ("Georgian", "გიორგი მარგველაშვილი"),
    ("Armenian", "Արմեն Հովհաննիսյան"),
    ("Hebrew", "יעל כהן"),
    ("Arabic", "محمد الأمين"),
    ("Persian", "پرویز گلزار"),
    ("Syriac", "ܝܘܚܢܢ"),
    ("Thaana", "ޝަފީޤު"),
    ("N’Ko", "ߡߊߡߊߘߎ"),
    ("Devanagari", "अनिता शर्मा"),
    ("Bengali", "রবীন্দ্রনাথ ঠাকুর"),
    ("Gurmukhi", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ("Gujarati", "મોહનદાસ ગાંધી"),
    ("Odia", "ପଦ୍ମିନୀ ସାହୁ"),
    ("Tamil", "தமிழ்ச்செல்வி"),
    ("Telugu", "కృష్ణమూర్తి"),
    ("Kannada", "ಕೃಷ್ಣಪ್ಪ ಶ್ರೀನಿವಾಸ್"),
    ("Malayalam", "ശ്രീജിത്ത് കൃഷ്ണൻ"),
    ("Sinhala", "චන්ද්‍රිකා"),
    ("Thai", "สมชาย น้ำเพชร"),
    ("Lao", "ສົມສັກ ພົມມະຈັນ"),
    ("Tibetan", "བསྟན་འཛིན་རྒྱ་མཚོ"),
    ("Burmese", "အောင်ဆန်းစုကြည်"),
    ("Khmer", "សុខា ស្រីពៅ"),
    ("Ethiopic", "አበበ ቢቂላ"),
    ("Cherokee", "ᏣᎳᎩ"),
    ("Inuktitut", "ᐃᓄᒃᑎᑐᑦ"),
    ("Mongolian", "ᠮᠣᠩᠭᠣᠯ"),
    ("Javanese", "ꦗꦮꦏꦿꦠ"),
    ("Tifinagh", "ⵉⴷⵉⵔ"),
    ("Yi", "ꆈꌠ"),
    ("Adlam", "𞤀𞤣𞤢𞤥"),
    ("Chinese", "王小明 龍應台 䶮"),
    ("Japanese", "髙橋 㐂久子 ゆうこ"),
    ("Supplementary", "𠮷田 𬭎"),
    ("Hongkong", "𡚸 㗎"),
    ("Korean", "김민준 뷁쏭"),
    ("Jamo", "정훈"),
    ("Combining", "Zoe\u{308} Mu\u{308}ller"),
    ("Emoji", "Party 🎉 👍🏽"),
    ("Variation", "葛\u{e0100}飾 辻\u{fe00}"),
    ("Mixed", "Ж王\u{941} 7"),
];

/// Scripts with vowels that are drawn in two parts. `ActualText` (14.9.4) gives the character for both parts;
/// `page_text` doesn't read it.
const PARTED: [&str; 3] = ["Thai", "Tibetan", "Khmer"];

fn contract() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/contract.pdf");
    intake(&std::fs::read(path).unwrap(), None, &Limits::default())
        .unwrap()
        .normalised
}

fn person(script: &str, name: &str) -> TrailSigner {
    let entry = TrailEntry {
        label: script.to_owned(),
        value: name.to_owned(),
    };
    let person = TrailPerson {
        name: name.to_owned(),
        address: String::new(),
        entries: vec![entry],
    };
    TrailSigner {
        person,
        summary: String::new(),
    }
}

fn stamp(at: usize, content: StampContent, caption: Option<&str>) -> Stamp {
    let (column, row) = (at as i64 % 4, at as i64 / 4);
    Stamp {
        page: 0,
        rect: Rect {
            x: 20_000 + column * 140_000,
            y: 20_000 + row * 60_000,
            w: 130_000,
            h: 50_000,
        },
        content,
        caption: caption.map(str::to_owned),
    }
}

fn hand(text: &str) -> StampContent {
    StampContent::Hand {
        text: text.to_owned(),
        font: HandFont::Parisienne,
    }
}

fn sealed(stamps: &[Stamp]) -> Vec<u8> {
    let trail = TrailRecord {
        title: "Audit trail".to_owned(),
        people_title: "Who signed".to_owned(),
        people: NAMES.map(|(script, name)| person(script, name)).to_vec(),
        page_label: "{page}/{pages}".to_owned(),
        ..TrailRecord::default()
    };
    let signature = SignatureDictionary {
        modified_at: PdfDate::from_unix(1_795_356_390),
        name: "Northwind Studio".to_owned(),
        reason: "Sealed".to_owned(),
        location: None,
        contents_size: 4096,
        certify: Some(DocMdp::NoChanges),
        chain_head: None,
        sub_filter: SubFilter::CadesDetached,
    };
    let base = contract();
    let unsigned = compose(&base, stamps, &trail.into(), &[], &signature).unwrap();
    [base, unsigned.appended].concat()
}

/// All text that can be copied from the pages, without blanks and direction marks.
fn copied(pdf: &[u8]) -> String {
    let pages = (0..).map_while(|page| page_text(pdf, page).ok());
    let text: String = pages.flatten().map(|run| run.text).collect();
    bare(&text)
}

fn bare(text: &str) -> String {
    let is_said = |c: &char| !c.is_whitespace() && *c != '\u{200e}';
    text.chars().filter(is_said).collect()
}

#[test]
fn names_can_be_copied_from_paper() {
    let stamps: Vec<Stamp> = (0..)
        .zip(NAMES)
        .map(|(at, (_, name))| stamp(at, hand(name), Some(name)))
        .collect();
    let pdf = sealed(&stamps);
    if let Some(path) = std::env::var_os("ONESIGN_KEEP_NAMES") {
        std::fs::write(path, &pdf).unwrap();
    }
    let copied = copied(&pdf);
    assert!(!copied.contains('\u{fffd}'));
    let missing: Vec<&str> = NAMES
        .into_iter()
        .filter(|(script, _)| !PARTED.contains(script))
        .filter(|(_, name)| copied.matches(&bare(name)).count() < 4)
        .map(|(script, _)| script)
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// A stamp's form XObject cuts off ink outside its rectangle. No ink reaches an edge, so none is cut.
#[test]
fn the_last_stroke_of_a_signature_is_complete() {
    let fonts = [
        HandFont::Caveat,
        HandFont::DancingScript,
        HandFont::Parisienne,
    ];
    let mut stamps = Vec::new();
    let mut y = 20_000;
    for font in fonts {
        for h in [14_000, 30_000, 70_000] {
            for (column, text) in (0..).zip(["Jf", "f", "Yg", "Å", "Ludwig Grof", "ķ"]) {
                let content = StampContent::Hand {
                    text: text.to_owned(),
                    font,
                };
                let x = 20_000 + column * 70_000;
                let rect = Rect { x, y, w: 60_000, h };
                stamps.push(Stamp {
                    rect,
                    ..stamp(0, content, None)
                });
            }
            y += h + 4_000;
        }
    }
    let (drawn, paper) = (picture(&sealed(&stamps)), picture(&sealed(&[])));
    for stamp in &stamps {
        assert!(is_free_at_the_edges(stamp, &drawn, &paper), "{stamp:?}");
    }
}

/// Whether a stamp has ink, and the outermost pixels of its rectangle have none.
fn is_free_at_the_edges(stamp: &Stamp, drawn: &Picture, paper: &Picture) -> bool {
    let r = stamp.rect;
    let at = |points: i64| usize::try_from(points * SCALE / 1000).unwrap();
    let (left, right) = (at(r.x), at(r.x + r.w) - 1);
    let (top, bottom) = (at(r.y), at(r.y + r.h) - 1);
    let same = |x: usize, y: usize| {
        let pixel = (y * drawn.0 + x) * 3;
        drawn.1[pixel..pixel + 3] == paper.1[pixel..pixel + 3]
    };
    let has_ink = (top..bottom).any(|y| (left..right).any(|x| !same(x, y)));
    has_ink
        && (left..=right).all(|x| same(x, top) && same(x, bottom))
        && (top..=bottom).all(|y| same(left, y) && same(right, y))
}

/// Pixels a point.
const SCALE: i64 = 4;

/// Width and pixels of three bytes each.
type Picture = (usize, Vec<u8>);

/// The first page.
fn picture(pdf: &[u8]) -> Picture {
    let image = render_page(pdf, 0, 595 * SCALE as u32).unwrap();
    let mut decoder = png::Decoder::new(std::io::Cursor::new(&image.bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let depth = frame.color_type.samples();
    let rgb = |pixel: &[u8]| [pixel[0], pixel[depth.min(3) / 2], pixel[depth.min(3) - 1]];
    let flat = pixels.chunks_exact(depth).flat_map(rgb).collect();
    (image.width as usize, flat)
}
