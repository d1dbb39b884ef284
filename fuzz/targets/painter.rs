//! The second painter: any content of a page, and any look of an annotation, ends with marks inside the page or with a
//! statement that something can't be read. The same page twice has no differences, if it can be read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;
use onesign_pdf::shown::{Easel, compare_marks};

/// Side of the page, in points.
const SIDE: f64 = 400.0;

fuzz_target!(|bytes: &[u8]| {
    // The content of the page, that of a form, and the entries of the form and of a graphics state.
    let mut parts = bytes.splitn(4, |byte| *byte == 0xff);
    let mut part = || parts.next().unwrap_or_default();
    let file = file([part(), part(), part(), part()]);
    let Ok(document) = Document::parse(&file) else {
        return;
    };
    let Some(page) = page(&document) else { return };
    let painted = Easel::of(&document).page(&page);
    for mark in &painted.marks {
        let inside = mark
            .area
            .iter()
            .all(|side| (-0.1..=SIDE + 0.1).contains(side));
        assert!(inside, "outside the page: {mark:?}");
    }
    assert_eq!(painted, Easel::of(&document).page(&page));
    // Nothing is lost; only what can't be read at all may differ from itself.
    let different = compare_marks(&document, &document, |_| Vec::new());
    assert!(different.iter().all(|page| page.is_unread && !page.is_lost));
    assert!(different.is_empty() || painted.unread.is_some());
});

fn page(document: &Document<'_>) -> Option<Dictionary> {
    let page = *document.pages().ok()?.first()?;
    match document.object(page).ok()? {
        Object::Dictionary(page) => Some(page),
        _ => None,
    }
}

fn file([content, look, entries, state]: [&[u8]; 4]) -> Vec<u8> {
    let stream = |entries: &[u8], data: &[u8]| {
        let head = format!("<</Length {} ", data.len());
        [
            head.as_bytes(),
            entries,
            b">>\nstream\n",
            data,
            b"\nendstream",
        ]
        .concat()
    };
    let bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Annots[8 0 R]\
          /Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>/ExtGState<</G 7 0 R>>>>>>"
            .to_vec(),
        stream(b"", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        stream(&[b"/Subtype/Form/BBox[0 0 100 20]", entries].concat(), look),
        [b"<<", state, b">>"].concat(),
        b"<</Type/Annot/Subtype/Stamp/F 4/Rect[100 100 200 150]/AP<</N 6 0 R>>>>".to_vec(),
    ];
    let (mut file, mut offsets) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (number, body) in (1..).zip(bodies) {
        offsets.push(file.len());
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend(body);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), offsets.len() + 1);
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").into_bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let trailer = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.extend(trailer.into_bytes());
    file
}
