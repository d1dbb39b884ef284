//! Canonical JSON: RFC 8785 restricted to strings, integers, booleans, arrays and objects with ASCII keys,
//! so that each value has exactly one byte sequence.

use serde::Serialize;
use serde_json::Value;

/// Largest magnitude of an integer: beyond it, other languages' numbers lose digits.
const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why a value has no canonical form, or why bytes are not a canonical form.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
pub enum NotCanonical {
    /// The bytes are not JSON.
    #[error("not JSON")]
    NotJson,
    /// A number is not an integer of at most 53 bits.
    #[error("a number that is not an integer of at most 53 bits")]
    Number,
    /// `null` has no place in evidence.
    #[error("null is not allowed")]
    Null,
    /// A key has characters outside ASCII.
    #[error("a key with characters outside ASCII")]
    Key,
    /// The value is not in its canonical spelling.
    #[error("not written in the canonical form")]
    Spelling,
}

/// The canonical bytes of a value.
pub fn to_vec(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::with_capacity(256);
    write(value, &mut out)?;
    Ok(out)
}

/// The canonical bytes of a type that serialises to restricted JSON.
pub fn of(value: &impl Serialize) -> Result<Vec<u8>, NotCanonical> {
    to_vec(&serde_json::to_value(value).map_err(|_| NotCanonical::NotJson)?)
}

/// Reads canonical bytes only. Refuses other spellings, repeated keys, white space, floating-point numbers
/// and `null`.
pub fn parse(bytes: &[u8]) -> Result<Value, NotCanonical> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| NotCanonical::NotJson)?;
    if to_vec(&value)? == bytes {
        Ok(value)
    } else {
        Err(NotCanonical::Spelling)
    }
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    match value {
        Value::Null => return Err(NotCanonical::Null),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            let magnitude = number
                .as_u64()
                .or_else(|| number.as_i64().map(i64::unsigned_abs))
                .filter(|n| *n <= MAX_INTEGER);
            magnitude.ok_or(NotCanonical::Number)?;
            out.extend_from_slice(number.to_string().as_bytes());
        }
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push(b'{');
            for (n, key) in keys.into_iter().enumerate() {
                if !key.is_ascii() {
                    return Err(NotCanonical::Key);
                }
                if n > 0 {
                    out.push(b',');
                }
                write_string(key, out);
                out.push(b':');
                write(&map[key], out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// RFC 8785 section 3.2.2.2: two-character escapes where they exist, `\u00xx` for other controls.
fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for c in text.chars() {
        match c {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\u{8}' => out.extend_from_slice(b"\\b"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\u{c}' => out.extend_from_slice(b"\\f"),
            '\r' => out.extend_from_slice(b"\\r"),
            c if c < ' ' => out.extend_from_slice(format!("\\u{:04x}", c as u32).as_bytes()),
            c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn each_value_has_one_spelling() {
        let value = json!({"b": [1, true, "ü\u{1}\n"], "a": -3, "A": {}});
        let bytes = to_vec(&value).unwrap();
        assert_eq!(
            bytes,
            "{\"A\":{},\"a\":-3,\"b\":[1,true,\"ü\\u0001\\n\"]}".as_bytes()
        );
        assert_eq!(parse(&bytes), Ok(value));
    }

    #[test]
    fn other_spellings_are_refused() {
        for bad in [
            r#"{"a":1,"a":1}"#,
            r#"{ "a":1}"#,
            r#"{"b":1,"a":1}"#,
            "1.0",
            "1e3",
            "-0",
            "null",
            "[null]",
            "9007199254740992",
            r#""\u0041""#,
            r#""\/""#,
            r#"{"ü":1}"#,
            "1 ",
            "",
            "{",
            "\"\u{7f}",
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    fn restricted() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (-(MAX_INTEGER as i64)..=MAX_INTEGER as i64).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("[ -~]{0,8}", inner, 0..6)
                    .prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn written_values_read_back(value in restricted()) {
            prop_assert_eq!(parse(&to_vec(&value).unwrap()), Ok(value));
        }
    }
}
