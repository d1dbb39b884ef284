//! Serialises objects. Each object has one spelling, so equal inputs give equal files.

use crate::object::{Dictionary, Object, Ref};

/// Writes an object in the form it has inside another one. Sets a stream's `/Length` to the real
/// one.
pub fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(text) => out.extend_from_slice(text.as_bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes) => write_string(out, bytes),
        Object::HexString(bytes) => write_hex(out, bytes),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => {
            let mut dictionary = stream.dictionary.clone();
            dictionary.set(
                "Length",
                i64::try_from(stream.data.len()).unwrap_or(i64::MAX),
            );
            write_dictionary(out, &dictionary);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&stream.data);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Reference(reference) => out.extend_from_slice(reference.to_string().as_bytes()),
    }
}

/// Writes `number generation obj … endobj` and a line end.
pub(crate) fn write_indirect(out: &mut Vec<u8>, reference: Ref, object: &Object) {
    open_indirect(out, reference);
    write_object(out, object);
    close_indirect(out);
}

pub(crate) fn open_indirect(out: &mut Vec<u8>, reference: Ref) {
    out.extend_from_slice(
        format!("{} {} obj\n", reference.number, reference.generation).as_bytes(),
    );
}

pub(crate) fn close_indirect(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\nendobj\n");
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary.iter() {
        out.push(b' ');
        write_name(out, key);
        out.push(b' ');
        write_object(out, value);
    }
    out.extend_from_slice(b" >>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        let plain = (b'!'..=b'~').contains(&byte) && !b"()<>[]{}/%#".contains(&byte);
        if plain {
            out.push(byte);
        } else {
            out.push(b'#');
            push_hex(out, byte);
        }
    }
}

/// Uses parentheses if the text is readable, otherwise angle brackets.
fn write_string(out: &mut Vec<u8>, bytes: &[u8]) {
    if !bytes.iter().all(|&byte| (b' '..=b'~').contains(&byte)) {
        return write_hex(out, bytes);
    }
    out.push(b'(');
    for &byte in bytes {
        if b"()\\".contains(&byte) {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b')');
}

pub(crate) fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    for &byte in bytes {
        push_hex(out, byte);
    }
    out.push(b'>');
}

fn push_hex(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(DIGITS[usize::from(byte >> 4)]);
    out.push(DIGITS[usize::from(byte & 15)]);
}

#[cfg(test)]
mod tests {
    use super::write_object;
    use crate::object::{Dictionary, Object, Ref, Stream};

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write_object(&mut out, object);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn spells_every_kind() {
        let dictionary = Dictionary::from([
            ("A#b", Object::name("x y")),
            ("S", Object::text("a(b)\\")),
            ("U", Object::text("ü")),
            ("R", Ref::new(7).into()),
            (
                "N",
                Object::Array(vec![
                    Object::Integer(-3),
                    Object::thousandths(-1250),
                    Object::Null,
                ]),
            ),
        ]);
        assert_eq!(
            written(&dictionary.into()),
            "<< /A#23b /x#20y /S (a\\(b\\)\\\\) /U <FEFF00FC> /R 7 0 R /N [-3 -1.25 null] >>"
        );
        let stream = Stream {
            dictionary: Dictionary::from([("Length", Object::Integer(9))]),
            data: b"abc".to_vec(),
        };
        assert_eq!(
            written(&stream.into()),
            "<< /Length 3 >>\nstream\nabc\nendstream"
        );
    }
}
