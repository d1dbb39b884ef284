use super::super::{HandFont, unprintable};
use super::*;

fn faces(style: Style, text: &str) -> Vec<Face> {
    let library = Library::default();
    let parts = library.parts(style, text, 0..text.len());
    parts.into_iter().map(|(face, _)| face).collect()
}

/// One name or more of each script, as people write them.
const NAMES: [&str; 48] = [
    "ᱥᱟᱱᱛᱟᱲᱤ",
    "ꯃꯤꯇꯩ ꯃꯌꯦꯛ",
    "Þórður Ðuričić-Žižka Ŋaŋa Ɓala Ḥāfiẓ Ǻke Ẁyn ʻOkina",
    "Nguyễn Thị Ánh Đặng Phượng",
    "Ταξιάρχης Ἀλέξανδρος ᾿Ιησοῦς",
    "Юрій Ґонта Ӑшмарин Әлия Ҕулун",
    "გიორგი მარგველაშვილი ᲒᲘᲝᲠᲒᲘ",
    "Արմեն Հովհաննիսյան",
    "שָׂרָה בַּת־אֵל",
    "محمد الأمين پرویز ګل خان",
    "ܝܘܚܢܢ ܒܪ ܥܒܪܝܐ",
    "އަޙްމަދު ޝަފީޤު",
    "ߊߡߊߘߎ ߖߊߟߏ",
    "अनिता क्षत्रिय",
    "রবীন্দ্রনাথ ঠাকুর শ্রী",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "મોહનદાસ ગાંધી",
    "ପଦ୍ମିନୀ ସାହୁ",
    "தமிழ்ச்செல்வி ஸ்ரீநிவாசன்",
    "కృష్ణమూర్తి శ్రీనివాస్",
    "ಕೃಷ್ಣಪ್ಪ ಶ್ರೀನಿವಾಸ್",
    "ശ്രീജിത്ത് കൃഷ്ണൻ",
    "චන්ද්‍රිකා ක්‍ෂේම",
    "สมชาย น้ำเพชร",
    "ສົມສັກ ພົມມະຈັນ",
    "བསྟན་འཛིན་རྒྱ་མཚོ",
    "အောင်ဆန်းစုကြည် ခင်ညွန့်",
    "សុខា ស្រីពៅ",
    "አበበ ቢቂላ ኃይለ ሥላሴ",
    "ᏣᎳᎩ ᎠᏯᏙᎸᎢ",
    "ᐃᓄᒃᑎᑐᑦ",
    "ᠮᠣᠩᠭᠣᠯ",
    "ꦗꦮ ꦏꦿꦠ",
    "ⵉⴷⵉⵔ",
    "ꆈꌠ",
    "𞤀𞤣𞤢𞤥",
    "王小明 龍應台",
    "髙橋 﨑山 渡邉 𠮷田",
    "㐂久子 叱る 塚本 剝",
    "佐藤 健 ユウコ ゆうこ",
    "䶮 㛃 𬭎 𫖮 𠅤",
    "𡚸 㗎 嘅 邨",
    "김민준 뷁쏭 똠방",
    "정훈",
    "Zoe\u{308} Mu\u{308}ller",
    "Bo\u{328}\u{301}g",
    "Summer party 🎉 👩‍👩‍👧‍👦 👍🏽 🇪🇺 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "辻\u{e0100}村 神\u{fe00}",
];

#[test]
fn names_of_the_worlds_scripts_are_printable() {
    for name in NAMES {
        assert_eq!(unprintable(name), [], "{name}");
    }
}

/// One face sets a name, whatever marks its letters have.
#[test]
fn a_word_has_one_face() {
    for name in NAMES {
        for word in name.split_whitespace() {
            let letters = words(word).count();
            let found = faces(Style::Title, word);
            let is_han = found.iter().any(|face| {
                matches!(
                    face,
                    Face::Han | Face::Hangul | Face::World(World::China | World::Korea)
                )
            });
            assert!(is_han || found.len() <= letters, "{word}: {found:?}");
        }
    }
}

#[test]
fn vietnamese_stays_in_the_face_that_has_it_all() {
    let hand = Style::Hand(HandFont::Caveat);
    let library = Library::default();
    let other = Style::Hand(HandFont::DancingScript);
    assert_eq!(library.style_of_all(hand, "Nguyễn Thị Ánh"), Style::Body);
    assert_eq!(library.style_of_all(other, "Nguyễn Thị Ánh"), other);
    assert_eq!(library.style_of_all(hand, "Zoe\u{308} Holt"), hand);
    assert_eq!(faces(hand, "Nguyễn"), [Face::Sans]);
}

#[test]
fn japanese_is_written_as_in_japan() {
    assert_eq!(faces(Style::Body, "直子ゆう"), [Face::World(World::Japan)]);
    assert_eq!(faces(Style::Body, "髙橋"), [Face::World(World::Japan)]);
    assert_eq!(faces(Style::Body, "王小明"), [Face::Han]);
}

#[test]
fn symbols_and_digits_stay_with_the_word() {
    assert_eq!(faces(Style::Body, "محمد،"), [Face::Arabic]);
    assert_eq!(faces(Style::Body, "契約7"), [Face::Han, Face::Sans]);
    assert_eq!(faces(Style::Title, "“Tamás” 12"), [Face::SerifSemiBold]);
}

#[test]
fn letters_keep_their_marks() {
    assert_eq!(clusters("e\u{301}a"), ["e\u{301}", "a"]);
    assert_eq!(clusters("👩‍👧a🇩🇪🇫🇷"), ["👩‍👧", "a", "🇩🇪", "🇫🇷"]);
    assert_eq!(clusters("👍🏽葛\u{e0100}"), ["👍🏽", "葛\u{e0100}"]);
    assert_eq!(clusters("\u{301}"), ["\u{301}"]);
    assert_eq!(clusters(""), Vec::<&str>::new());
}

/// If no face has both a letter and its mark, another face prints the mark.
#[test]
fn another_face_prints_an_unusual_mark() {
    let text = "王\u{941}";
    assert_eq!(unprintable(text), []);
    assert_eq!(faces(Style::Body, text).len(), 2);
}
