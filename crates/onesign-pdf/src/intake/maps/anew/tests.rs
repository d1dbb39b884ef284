use super::*;

fn written(operators: &str) -> (Option<String>, bool) {
    let found = anew(format!("begincmap {operators} endcmap").as_bytes());
    let text = found.data.map(|data| String::from_utf8(data).unwrap());
    (text, found.is_ambiguous)
}

const PAIRS: &str = "1 begincodespacerange <0000> <ffff> endcodespacerange";

#[test]
fn a_rewritten_plain_map_has_the_same_meaning() {
    let (text, is_ambiguous) = written(&format!(
        "{PAIRS} 2 begincidrange <0041> <0043> 7 <0210> <0310> 20 endcidrange"
    ));
    let text = text.unwrap();
    assert!(!is_ambiguous);
    assert!(text.contains("1 begincodespacerange\n<0000> <ffff>\nend"));
    assert!(text.contains("<0041> <0043> 7\n<0210> <02ff> 20\n<0300> <0310> 260\nend"));
    let mixed = "2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange \
        1 begincidrange <20> <7e> 1 endcidrange 1 begincidchar <8140> 633 endcidchar";
    let (text, is_ambiguous) = written(mixed);
    let text = text.unwrap();
    assert!(!is_ambiguous);
    assert!(
        text.contains("<00> <80>\n<8100> <9fff>\n<a0> <ff>"),
        "{text}"
    );
    assert!(text.contains("<20> <7e> 1\n<8140> <8140> 633"), "{text}");
}

#[test]
fn the_last_of_two_glyphs_for_a_code_applies() {
    for ranges in [
        "<0041> <0041> 9 <0000> <00ff> 0",
        "<0000> <00ff> 0 <0041> <0041> 9",
    ] {
        let (text, is_ambiguous) =
            written(&format!("{PAIRS} 2 begincidrange {ranges} endcidrange"));
        let text = text.unwrap();
        assert!(is_ambiguous);
        let is_last = ranges.ends_with('9');
        assert_eq!(text.contains("<0041> <0041> 9"), is_last, "{text}");
        assert_eq!(text.contains("<0000> <00ff> 0"), !is_last, "{text}");
    }
    // Said twice, and the same.
    let twice = format!("{PAIRS} 2 begincidrange <0041> <0041> 65 <0000> <00ff> 0 endcidrange");
    assert!(!written(&twice).1);
}

#[test]
fn ambiguous_maps_are_reported() {
    let range = "1 begincidrange <0000> <00ff> 0 endcidrange";
    for operators in [
        range.to_owned(),
        format!("1 begincodespacerange <1000> <ffff> endcodespacerange {range}"),
        format!("2 begincodespacerange <00> <ff> <0000> <ffff> endcodespacerange {range}"),
        format!("{PAIRS} {range} 1 beginnotdefrange <0100> <01ff> 9 endnotdefrange"),
        format!("{PAIRS} {range} 1 beginbfchar <0100> <0041> endbfchar"),
        format!("{PAIRS} 1 begincidrange <0000> <00ff> <0000> endcidrange"),
        format!("/WMode 1 def {PAIRS} {range} /WMode 0 def"),
    ] {
        assert!(written(&operators).1, "{operators}");
    }
    let usual = format!("{PAIRS} {range} 1 beginnotdefrange <00> <1f> 1 endnotdefrange");
    assert!(!written(&usual).1);
}

#[test]
fn every_code_has_a_length() {
    let (text, _) = written("2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange");
    let void = "2 beginnotdefrange\n<00> <7f> 0\n<8000> <ffff> 0\nendnotdefrange";
    assert!(text.unwrap().contains(void));
}

#[test]
fn long_codes_stay_as_they_are() {
    let space = "1 begincodespacerange <000000> <ffffff> endcodespacerange";
    let (text, is_ambiguous) = written(&format!(
        "{space} 1 begincidrange <000041> <000043> 7 endcidrange"
    ));
    assert!(text.is_none() && !is_ambiguous);
    let doubled = "2 begincidrange <000041> <000043> 7 <000042> <000042> 7 endcidrange";
    assert!(written(&format!("{space} {doubled}")).1);
}
