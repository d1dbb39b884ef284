use super::super::{Stamp, StampContent};
use super::*;
use crate::geometry::Rect;

fn entry(content: StampContent, w: i64, h: i64) -> Stamp {
    Stamp {
        page: 0,
        rect: Rect { x: 0, y: 0, w, h },
        content,
        caption: None,
    }
}

fn excess_of(text: &str, w: i64, h: i64) -> Option<usize> {
    let content = StampContent::Text {
        text: text.to_owned(),
        size_mpt: None,
    };
    entry(content, w, h).excess()
}

#[test]
fn a_value_of_usual_length_keeps_its_size() {
    let library = Library::default();
    let fitted = text(&library, "Rotterdam", USUAL, (180.0, 20.0));
    assert!(fitted.is_legible && fitted.lines.len() == 1 && fitted.size == USUAL);
}

#[test]
fn words_stay_whole_while_they_are_legible() {
    let library = Library::default();
    let fitted = text(&library, "Donaudampfschifffahrt", USUAL, (90.0, 40.0));
    assert!(fitted.is_legible && fitted.lines.len() == 1);
    assert!(
        fitted.size < USUAL && fitted.size >= SMALLEST,
        "{}",
        fitted.size
    );
}

#[test]
fn a_long_word_is_broken_before_it_is_too_small() {
    let library = Library::default();
    let fitted = text(&library, &"x".repeat(60), USUAL, (90.0, 60.0));
    assert!(fitted.is_legible && fitted.lines.len() > 1);
    assert!(fitted.size >= SMALLEST);
}

/// Nearly two thousand characters in a field of one line would be a grey hairline on paper.
#[test]
fn text_that_is_illegible_on_paper_does_not_fit() {
    let long = "word ".repeat(399);
    let excess = excess_of(&long, 200_000, 12_000).unwrap();
    let kept: String = long.chars().take(long.chars().count() - excess).collect();
    assert_eq!(excess_of(&kept, 200_000, 12_000), None);
    assert!(excess_of(&long[..kept.len() + 1], 200_000, 12_000).is_some());
    assert!((40..90).contains(&kept.len()), "{}", kept.len());
    assert_eq!(excess_of(&long, 500_000, 500_000), None);
    // The same rule applies without blanks, with line breaks, and in other scripts.
    assert!(excess_of(&"x".repeat(2000), 200_000, 12_000).is_some());
    assert!(excess_of(&"\n".repeat(2000), 200_000, 12_000).is_some());
    assert!(excess_of(&"རྒྱ་མཚོ་".repeat(200), 200_000, 12_000).is_some());
    assert!(excess_of(&"e\u{301}\u{302}\u{303}".repeat(500), 200_000, 12_000).is_some());
}

#[test]
fn a_low_field_takes_one_line_of_its_height() {
    assert_eq!(excess_of("Mira", 60_000, 5_000), None);
    assert_eq!(excess_of("", 60_000, 5_000), None);
    assert!(excess_of(&"Mira ".repeat(30), 60_000, 5_000).is_some());
}

#[test]
fn a_typed_signature_has_to_be_legible_too() {
    let hand = |text: String| {
        let font = HandFont::Parisienne;
        entry(StampContent::Hand { text, font }, 120_000, 40_000).excess()
    };
    assert_eq!(hand("Mira Holt".to_owned()), None);
    assert!(hand("Mira Holt ".repeat(10)).is_some());
}

/// The limit that the signing page shows roughly matches the later refusal.
#[test]
fn the_announced_room_is_roughly_right() {
    let words = "The quick brown fox jumps over the lazy dog again. ".repeat(200);
    for (w, h) in [
        (60_000, 12_000),
        (200_000, 12_000),
        (200_000, 30_000),
        (400_000, 60_000),
    ] {
        let told = usize::try_from(capacity(w, h)).unwrap();
        let kept = words.len() - excess_of(&words, w, h).unwrap();
        let near = kept * 3 / 4..=kept * 5 / 4 + 3;
        assert!(near.contains(&told), "{w} x {h}: {told} told, {kept} fit");
    }
}

/// An entry that an earlier version accepted is drawn whole, however small.
#[test]
fn an_entry_that_does_not_fit_is_still_drawn_inside_its_field() {
    let library = Library::default();
    let fitted = text(&library, &"word ".repeat(399), USUAL, (200.0, 12.0));
    assert!(!fitted.is_legible && fitted.height() <= 12.01);
    let inside = |line: &Line| line.width * fitted.size <= 200.1;
    assert!(fitted.lines.iter().all(inside));
}

#[test]
fn plain_print_is_never_replaced_by_handwriting() {
    let library = Library::default();
    let set = |font| hand(&library, "Mira Holt", font, (180.0, 40.0));
    let width = |fitted: &Fitted| fitted.lines.first().map(|line| line.width);
    let printed = set(HandFont::Print);
    let body = library.line(Style::Body, "Mira Holt");
    assert_eq!(width(&printed), Some(body.width));
    assert_ne!(width(&printed), width(&set(HandFont::Caveat)));
}
