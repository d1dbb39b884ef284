//! Operands and operators, inline images, and what readers would read differently.

use super::*;

fn operators(content: &[u8]) -> Result<Vec<String>, Unread> {
    let (mut lexer, mut operands) = (Lexer::new(content), Vec::new());
    let mut found = Vec::new();
    while let Some(step) = lexer.next(&mut operands)? {
        found.push(match step {
            Step::Operator(word) => {
                format!("{} {}", operands.len(), String::from_utf8_lossy(word))
            }
            Step::Image(data) => format!("image {}", data.len()),
        });
    }
    Ok(found)
}

#[test]
fn every_operand_is_read() {
    let content = b"BT (a\\)(b)\\101) Tj <41 4> Tj [(x) -.5 <41>] TJ ET /A#42 << /MCID 1 /B [1 2] >> BDC % x\nf*";
    let found = operators(content).unwrap();
    assert_eq!(
        found,
        ["0 BT", "1 Tj", "1 Tj", "1 TJ", "0 ET", "2 BDC", "0 f*"]
    );
    let (mut lexer, mut operands) = (Lexer::new(b"(a\\)(b)\\101\\\nc) Tj"), Vec::new());
    lexer.next(&mut operands).unwrap();
    assert_eq!(operands, [Operand::Text(b"a)(b)Ac".to_vec())]);
}

#[test]
fn an_image_ends_where_its_data_end() {
    let content = b"BI /W 2 /H 2 /BPC 8 /CS /G ID  EI EI Q BI /W 9 /H 9 /F /Fl ID xEI\x80 EI EI Q";
    assert_eq!(
        operators(content).unwrap(),
        ["image 4", "0 Q", "image 8", "0 Q"]
    );
}

#[test]
fn content_that_readers_would_read_differently_is_an_error() {
    for content in [
        &b"(open Tj"[..],
        b"[1 2 re",
        b"<< /A >> BDC",
        b"1-2 0 Td",
        b"--1 w",
        b") Tj",
    ] {
        assert_eq!(operators(content), Err(Unread::Syntax), "{content:?}");
    }
}
