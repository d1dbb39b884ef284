//! Files written by hand, with every kind of cross-reference section.

use std::collections::BTreeMap;

/// A file written by hand: keeps the offsets of the added objects.
pub struct File {
    pub bytes: Vec<u8>,
    pub offsets: BTreeMap<u32, usize>,
}

impl File {
    pub fn new() -> Self {
        Self {
            bytes: b"%PDF-1.7\n".to_vec(),
            offsets: BTreeMap::new(),
        }
    }

    pub fn push(&mut self, text: &str) -> usize {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(text.as_bytes());
        at
    }

    pub fn object(&mut self, number: u32, body: &str) {
        let at = self.push(&format!("{number} 0 obj\n{body}\nendobj\n"));
        self.offsets.insert(number, at);
    }

    /// An object stream with these objects.
    pub fn container(&mut self, number: u32, objects: &[(u32, &str)]) {
        let (mut head, mut body) = (String::new(), String::new());
        for (inside, text) in objects {
            head.push_str(&format!("{inside} {} ", body.len()));
            body.push_str(&format!("{text} "));
        }
        let (first, length, count) = (head.len(), head.len() + body.len(), objects.len());
        self.object(
            number,
            &format!("<</Type/ObjStm/N {count}/First {first}/Length {length}>>\nstream\n{head}{body}\nendstream"),
        );
    }

    /// A table of these objects, `None` for one that is free. Returns its offset.
    pub fn table(&mut self, listed: &[(u32, bool)], trailer: &str) -> usize {
        let start = self.push("xref\n");
        for (number, in_use) in listed {
            let line = match (in_use, self.offsets.get(number)) {
                (true, Some(at)) => format!("{number} 1\n{at:010} 00000 n \n"),
                _ => format!("{number} 1\n0000000000 65535 f \n"),
            };
            self.push(&line);
        }
        self.push(&format!("trailer\n<<{trailer}>>\n"));
        start
    }

    /// A cross-reference stream with rows of one, three and one bytes. Returns its offset.
    pub fn stream(&mut self, number: u32, rows: &[(u32, [u32; 3])], extra: &str) -> usize {
        let start = self.bytes.len();
        let index: String = rows
            .iter()
            .map(|(number, _)| format!("{number} 1 "))
            .collect();
        let length = rows.len() * 5;
        self.push(&format!(
            "{number} 0 obj\n<</Type/XRef/W[1 3 1]/Index[{index}]/Length {length}{extra}>>\nstream\n"
        ));
        for (_, [kind, second, third]) in rows {
            self.bytes.push(*kind as u8);
            self.bytes.extend_from_slice(&second.to_be_bytes()[1..]);
            self.bytes.push(*third as u8);
        }
        self.push("\nendstream\nendobj\n");
        start
    }

    pub fn end(&mut self, pointer: usize) {
        self.push(&format!("startxref\n{pointer}\n%%EOF\n"));
    }
}
