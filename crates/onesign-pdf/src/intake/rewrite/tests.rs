use proptest::prelude::*;

use super::*;

/// Rewrites content with resources in which `/Own` has three components, and `/Tile` is a space of uncoloured
/// patterns over it.
fn anew(content: &[u8], first: Colour) -> Rewritten {
    let spaces = Spaces {
        device: &|name| (name == b"Own").then_some("/RGB"),
        colour: &|name| match name {
            b"Own" => Colour::Parts(3),
            b"Tile" => Colour::Pattern(3),
            _ => Colour::Unknown,
        },
        first,
    };
    strict(content, spaces)
}

fn written(content: &[u8]) -> (String, Vec<&'static str>) {
    let rewritten = anew(content, Colour::Parts(1));
    let content = rewritten.content.unwrap_or(content.to_vec());
    let text = String::from_utf8_lossy(&content).into_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    (words.join(" "), rewritten.flaws.into_iter().collect())
}

fn expect(content: &str, wanted: &str, flaws: &[&str]) {
    let found = written(content.as_bytes());
    assert_eq!(found, (wanted.to_owned(), flaws.to_vec()), "{content}");
}

#[test]
fn strict_content_stays() {
    let content = b"q 1 0 0 -1.5 .5 +4. cm /P <</MCID 1/BBox[1 2 3 4]>> BDC BT /F1 9 Tf [(a\\(\\053) -1 <4a>] TJ (a)' ET EMC
        /Pattern cs /P0 scn [] 0 d % comment (\nBI /W 2 /H 1 /BPC 8 /CS /G ID ab\nEI Q";
    let rewritten = anew(content, Colour::Unseen);
    assert!(rewritten.content.is_none() && rewritten.flaws.is_empty());
}

#[test]
fn numbers_are_plain() {
    for (odd, plain) in [
        ("1e-05", "0.00001"),
        ("1.8e1", "18"),
        ("--5", "-5"),
        ("+-5", "-5"),
        ("++5", "5"),
        ("1.2.3", "1.2"),
        ("5-3", "5"),
        ("1,5", "1"),
        ("-", "0"),
        ("99999999999999999999", "1000000"),
    ] {
        expect(&format!("{odd} Tc"), &format!("{plain} Tc"), &[DAMAGED]);
    }
    expect(&format!("20.{} w", "0".repeat(300)), "20 w", &[REPAIRED]);
    expect("1 nan w 2 w", "2 w", &[DAMAGED, REPAIRED]);
    expect("16#1 w 20abc w 2 w", "2 w", &[DAMAGED]);
    expect("0 20Td", "0 20 Td", &[DAMAGED]);
}

#[test]
fn a_colour_has_as_many_parts_as_its_space() {
    for (odd, plain) in [
        (".5 .6 sc", ".5 sc"),
        ("/DeviceRGB cs .1 sc", "/DeviceRGB cs .1 0 0 sc"),
        ("/DeviceCMYK CS 0 0 0 SCN", "/DeviceCMYK CS 0 0 0 0 SCN"),
        (
            "q 0 0 1 rg .1 .2 sc Q 1 scn",
            "q 0 0 1 rg .1 .2 0 sc Q 1 scn",
        ),
        ("/Own cs 1 2 3 4 5 scn 0 G", "/Own cs 1 2 3 scn 0 G"),
        ("/Pattern cs 1 0 0 /P scn", "/Pattern cs /P scn"),
        ("/Tile cs 1 /P scn", "/Tile cs 1 0 0 /P scn"),
    ] {
        expect(odd, plain, &["readers_differ"]);
    }
    for plain in [
        "/Tile cs /P scn 1 0 0 /P scn",
        "1 0 0 RG 1 .5 0 SC .5 sc",
        "0 0 0 1 k 1 0 0 0 scn",
    ] {
        expect(plain, plain, &[]);
    }
    // Each reader chooses its own colour here.
    for unclear in ["/P scn", "/Pattern cs .5 scn", "/Nothing cs 0 0 9 9 re f"] {
        expect(unclear, unclear, &["readers_differ"]);
    }
    let inherited = anew(b".5 .5 sc", Colour::Unseen);
    assert!(inherited.content.is_none() && inherited.flaws.is_empty());
}

#[test]
fn marked_content_gives_no_replacement_text() {
    for key in ["ActualText", "Alt", "E", "Actual#54ext"] {
        let content = format!("/Span <</MCID 1 /{key} (9)>> BDC (1) Tj EMC");
        expect(&content, "/Span <<>> BDC (1) Tj EMC", &[]);
    }
    expect("/P <</Alt (9) BDC EMC", "/P << >> BDC EMC", &[DAMAGED]);
    let plain = "/Artifact <</Type /Pagination /BBox [0 0 1 1]>> BDC EMC /P /MC0 DP";
    expect(plain, plain, &[]);
}

#[test]
fn clipping_without_a_path_is_removed() {
    expect("W n (a) Tj", "n (a) Tj", &[REPAIRED]);
    expect("0 0 m 9 9 l S W* n", "0 0 m 9 9 l S n", &[REPAIRED]);
    expect("0 0 9 9 re W n", "0 0 9 9 re W n", &[]);
    expect("W 0 0 9 9 re n", "W 0 0 9 9 re n", &[]);
}

#[test]
fn an_image_in_an_uncoloured_glyph_is_reported() {
    let image = |start: &str, kind: &str| {
        let content = format!("{start} BI /W 1 /H 1 /BPC 1 {kind} ID \0 EI ");
        written(content.as_bytes()).1
    };
    let shape = "9 0 0 0 9 9 d1";
    assert_eq!(image(shape, "/CS /G"), ["readers_differ"]);
    assert!(image(shape, "/IM true").is_empty());
    assert!(image("9 0 d0", "/CS /G").is_empty());
}

#[test]
fn text_flattened_to_a_line_is_reported() {
    expect("1 0 0 0 9 9 Tm", "1 0 0 0 9 9 Tm", &["readers_differ"]);
    expect("2 4 1 2 9 9 Tm", "2 4 1 2 9 9 Tm", &["readers_differ"]);
    expect("0 0 0 0 9 9 Tm", "0 0 0 0 9 9 Tm", &[]);
    expect("0 1 -1 0 9 9 Tm", "0 1 -1 0 9 9 Tm", &[]);
}

#[test]
fn strings_are_plain() {
    expect("<48zz6c> Tj", "<486c> Tj", &[DAMAGED]);
    expect("<48 6> Tj", "<4860> Tj", &[]);
    expect("(a(b Tj", "", &[DAMAGED]);
    expect("(a\r\nb\\\r\nc\\q\\777) Tj", "(a\\nbcq\\377) Tj", &[]);
}

#[test]
fn dashes_follow_the_standard() {
    for odd in ["[-3 2] 0 d", "[0 0] 1 d", "[0] 0 d"] {
        let rest = odd.split_once(']').unwrap().1;
        expect(&format!("{odd} S"), &format!("[]{rest} S"), &[REPAIRED]);
    }
    expect("[3 2] -1 d S", "[3 2] 9.0000 d S", &[REPAIRED]);
    expect("[3 0] 1 d [] 5 d S", "[3 0] 1 d [] 5 d S", &[]);
}

#[test]
fn operands_out_of_range_are_dropped() {
    for odd in ["-5 w", "--5 w", "9 J", "3 j", "8 Tr", "-1 Tr"] {
        expect(&format!("q {odd} Q"), "q Q", &[DAMAGED]);
    }
    expect("0 w 2 J 7 Tr q Q", "0 w 2 J 7 Tr q Q", &[]);
}

#[test]
fn superfluous_brackets_are_removed_alone() {
    expect(
        "(a) Tj { (b) Tj } ) ] >> (c) Tj",
        "(a) Tj (b) Tj (c) Tj",
        &[REPAIRED],
    );
    expect("[(a) 1 (b) TJ (c) Tj", "[(a) 1 (b) ] TJ (c) Tj", &[DAMAGED]);
    expect("[(a) null /N (b)] TJ", "[(a) (b)] TJ", &[DAMAGED]);
    expect(
        "/P <</MCID 1 /Type>> BDC EMC",
        "/P <</MCID 1 >> BDC EMC",
        &[DAMAGED],
    );
}

#[test]
fn operators_have_their_operands() {
    expect("/Name Tj 1 Td 3 w", "3 w", &[DAMAGED]);
    expect("1 2 w 3 q", "2 w q", &[REPAIRED]);
    expect("0 0 mTj 3 w", "3 w", &[REPAIRED]);
    expect("BX 1 own EX", "BX EX", &[]);
}

#[test]
fn images_end_where_their_data_end() {
    let (content, flaws) = written(b"BI /W 6 /H 1 /BPC 8 /CS /G ID a EI b EI (after) Tj");
    assert_eq!(
        content,
        "BI /W 6 /H 1 /BPC 8 /CS /G /F /AHx ID 612045492062> EI (after) Tj"
    );
    assert!(flaws.is_empty());
    for image in [
        "/W 8 /H 8 /BPC 8 /CS /G ID short EI",
        "/W 2 /H 1 /CS /G ID ab EI",
        "/W 2 /H 1 /BPC 8 /CS /Other ID ab EI",
        "/W 2 /H 1 /BPC 8 /CS /G /F /DCT ID nojpeg EI",
        "/W 8 /H 8 EI",
        "/W 8 /H 8 /BPC 8 /CS /G /F /AHx ID 4040> EI",
        "/W 8 /H 8 /BPC 8 /CS /G /F /A85 ID abcde~> EI",
        "/W 8 /H 8 /BPC 8 /CS /G /F /RL ID aaaa EI",
    ] {
        expect(
            &format!("BI {image} (after) Tj"),
            "(after) Tj",
            &["image_damaged"],
        );
    }
    expect(
        "BI /W 1 /H 1 /BPC 8 /CS /Own ID abc EI",
        "BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI",
        &[],
    );
}

proptest! {
    #[test]
    fn rewriting_twice_changes_nothing_more(parts in proptest::collection::vec(
        prop_oneof![
            Just("("), Just(")"), Just("["), Just("]"), Just("<<"), Just(">>"), Just("<"), Just(">"), Just("{"),
            Just("}"), Just("\\"), Just("%"), Just("\n"), Just("\r"), Just(" "), Just("/N"), Just(" 1 "), Just("--2"),
            Just("1e5"), Just("Tj "), Just(" TJ "), Just(" w "), Just(" q "), Just(" BI "), Just(" ID "), Just(" EI "),
            Just("/W 1/H 1/BPC 8/CS/G"), Just("nan"), Just("9Td"), Just("BX "), Just(" scn "), Just("a"),
        ], 0..40)) {
        let content = parts.concat();
        let once = anew(content.as_bytes(), Colour::Unseen).content.unwrap_or(content.clone().into_bytes());
        let twice = anew(&once, Colour::Unseen);
        prop_assert!(twice.content.is_none(), "{:?} {:?}", content, String::from_utf8_lossy(&once));
    }
}

#[test]
fn states_within_text_are_reported() {
    const DIFFER: &str = "readers_differ";
    for (content, flaws) in [
        ("BT 9 0 Td q (a) Tj Q (b) Tj ET", &[DIFFER][..]),
        ("BT q q 9 0 Td Q Q (b) Tj ET", &[DIFFER]),
        ("q BT (a) Tj Q (b) Tj ET", &[DIFFER]),
        ("BT q 1 g Q (b) Tj ET", &[]),
        ("q BT (a) Tj ET Q BT (b) Tj ET", &[]),
    ] {
        expect(content, content, flaws);
    }
}
