//! A whole file of one revision: classic cross-reference table, no object streams.

use std::collections::BTreeMap;

use super::serialise::{write_hex, write_indirect};
use crate::object::{Object, Ref};

/// The header and the comment that tells transfer programs that the file is binary (7.5.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// Writes a file of one revision. Objects have generation 0, and number 0 is not used. Unused
/// numbers between others become free entries. Equal inputs give equal bytes.
#[must_use]
pub fn write_document(
    objects: BTreeMap<u32, Object>,
    root: Ref,
    info: Option<Ref>,
    id: [u8; 16],
) -> Vec<u8> {
    let mut out = HEADER.to_vec();
    let mut offsets = BTreeMap::new();
    for (number, object) in objects {
        if number == 0 {
            continue;
        }
        offsets.insert(number, out.len());
        write_indirect(&mut out, Ref::new(number), &object);
    }
    let start = out.len();
    let size = offsets.keys().next_back().map_or(1, |last| last + 1);
    write_table(&mut out, &offsets, size);
    out.extend_from_slice(format!("trailer\n<< /Size {size} /Root {root}").as_bytes());
    if let Some(info) = info {
        out.extend_from_slice(format!(" /Info {info}").as_bytes());
    }
    out.extend_from_slice(b" /ID [");
    write_hex(&mut out, &id);
    out.push(b' ');
    write_hex(&mut out, &id);
    out.extend_from_slice(format!("] >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}

/// One section from 0 to `size`; free entries are linked and the last one points to 0 (7.5.4).
fn write_table(out: &mut Vec<u8>, offsets: &BTreeMap<u32, usize>, size: u32) {
    let free: Vec<u32> = (1..size)
        .filter(|number| !offsets.contains_key(number))
        .collect();
    let mut next_free = free.iter().skip(1).copied().chain([0]);
    out.extend_from_slice(
        format!(
            "xref\n0 {size}\n{:010} 65535 f \n",
            free.first().unwrap_or(&0)
        )
        .as_bytes(),
    );
    for number in 1..size {
        let entry = match offsets.get(&number) {
            Some(offset) => format!("{offset:010} 00000 n \n"),
            None => format!("{:010} 00000 f \n", next_free.next().unwrap_or(0)),
        };
        out.extend_from_slice(entry.as_bytes());
    }
}
