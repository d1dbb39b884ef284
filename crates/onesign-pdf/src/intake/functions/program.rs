//! Programs of calculator functions (ISO 32000-2, 7.10.5): rewritten word by word, or found unsound.

use crate::intake::lexer::is_blank;

/// The operators of Table 42.
const OPERATORS: [&[u8]; 40] = [
    b"abs",
    b"add",
    b"and",
    b"atan",
    b"bitshift",
    b"ceiling",
    b"copy",
    b"cos",
    b"cvi",
    b"cvr",
    b"div",
    b"dup",
    b"eq",
    b"exch",
    b"exp",
    b"false",
    b"floor",
    b"ge",
    b"gt",
    b"idiv",
    b"index",
    b"le",
    b"ln",
    b"log",
    b"lt",
    b"mod",
    b"mul",
    b"ne",
    b"neg",
    b"not",
    b"or",
    b"pop",
    b"roll",
    b"round",
    b"sin",
    b"sqrt",
    b"sub",
    b"true",
    b"truncate",
    b"xor",
];

/// The longest program that is read, in bytes: real ones take a few hundred.
const MAX_BYTES: usize = 256 << 10;

/// How deep parts of a program may nest.
const MAX_DEPTH: usize = 32;

/// The program in a form that every reader accepts; `None` if it is not a valid program.
pub(super) fn anew(data: &[u8]) -> Option<Vec<u8>> {
    if data.len() > MAX_BYTES {
        return None;
    }
    let mut words = words(data).into_iter();
    if words.next()? != b"{" {
        return None;
    }
    let mut result = b"{".to_vec();
    // How many braced parts directly precede, at each depth.
    let mut parts = vec![0_usize];
    for word in &mut words {
        result.push(b' ');
        let before = parts.last_mut()?;
        match word {
            b"{" => {
                parts.push(0);
                result.push(b'{');
                if parts.len() > MAX_DEPTH {
                    return None;
                }
                continue;
            }
            b"}" => {
                // Parts that no operator uses.
                if *before > 0 {
                    return None;
                }
                result.push(b'}');
                parts.pop();
                match parts.last_mut() {
                    Some(outer) => *outer += 1,
                    None => break,
                }
                continue;
            }
            b"if" | b"ifelse" => {
                let wanted = if word == b"if" { 1 } else { 2 };
                if std::mem::take(before) != wanted {
                    return None;
                }
                result.extend(word);
            }
            _ if *before > 0 => return None,
            // The renderer inverts the bits of a comparison's result and then treats it as true.
            b"not" => result.extend(b"false eq"),
            word if OPERATORS.contains(&word) => result.extend(word),
            number => result.extend(plain(number)?.bytes()),
        }
    }
    // Some readers would read whatever follows.
    (parts.is_empty() && words.next().is_none()).then_some(result)
}

/// A number without an exponent or a base, which not every reader knows.
fn plain(word: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(word).ok()?;
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let value: f64 = text.parse().ok().filter(|_| is_number)?;
    (value.abs() < 2e9).then(|| {
        // An integer stays an integer, because some operators require one.
        let written = format!("{value}");
        match text.contains(['.', 'e', 'E']) && !written.contains('.') {
            true => format!("{written}.0"),
            false => written,
        }
    })
}

/// The words and braces of a program, without comments.
pub(super) fn words(data: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = data.get(at) {
        let rest = data.get(at..).unwrap_or_default();
        let length = match byte {
            b'{' | b'}' => 1,
            b'%' => rest
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'\r'))
                .unwrap_or(rest.len()),
            byte if is_blank(*byte) => 1,
            _ => rest
                .iter()
                .position(|byte| matches!(byte, b'{' | b'}' | b'%') || is_blank(*byte))
                .unwrap_or(rest.len()),
        };
        let word = rest.get(..length).unwrap_or_default();
        if *byte != b'%' && !is_blank(*byte) {
            found.push(word);
        }
        at += length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(program: &str) -> Option<String> {
        anew(program.as_bytes()).map(|program| String::from_utf8(program).unwrap())
    }

    #[test]
    fn programs_are_rewritten() {
        let program = "{dup .5 gt{pop 1}{-2 mul}ifelse % comment }\n1e-3 add +4 exch}  \n";
        let expected = "{ dup 0.5 gt { pop 1 } { -2 mul } ifelse 0.001 add 4 exch }";
        assert_eq!(written(program).as_deref(), Some(expected));
        assert_eq!(written(expected).as_deref(), Some(expected));
    }

    #[test]
    fn other_values_than_true_are_false() {
        let program = "{ 0.5 gt not { 1 } { 0 } ifelse }";
        let expected = "{ 0.5 gt false eq { 1 } { 0 } ifelse }";
        assert_eq!(written(program).as_deref(), Some(expected));
    }

    #[test]
    fn invalid_programs_are_refused() {
        for program in [
            "",
            "{",
            "}",
            "{ 1",
            "{ 1 } }",
            "{ 1 } 2",
            "1 add",
            "{ quit }",
            "{ { 1 } }",
            "{ { 1 } { 2 } if }",
            "{ { 1 } ifelse }",
            "{ { 1 } add if }",
            "{ 16#ff }",
            "{ 1..2 }",
        ] {
            assert_eq!(written(program), None, "{program}");
        }
    }
}
