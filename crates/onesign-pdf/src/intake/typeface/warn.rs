//! Warnings that name the pages they are about.

use std::collections::BTreeSet;

/// The longest code with its pages, in bytes.
const MAX_CODE: usize = 60;

/// A warning's code with the pages it concerns, counted from 1: `glyphs_missing.2.5-7`. Where they are too many to be
/// named, gaps between them are passed over, the smallest first.
pub(super) fn code(kind: &str, pages: &BTreeSet<u32>) -> String {
    let mut gap = 0;
    loop {
        let code = ranges(kind, pages, gap);
        if code.len() <= MAX_CODE || gap == u32::MAX {
            return code;
        }
        gap = gap.saturating_mul(2).max(1);
    }
}

/// The code with ranges that pass over up to `gap` pages.
fn ranges(kind: &str, pages: &BTreeSet<u32>, gap: u32) -> String {
    let mut code = kind.to_owned();
    let mut rest = pages.iter().map(|page| page.saturating_add(1)).peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while let Some(next) = rest.next_if(|next| next - last <= gap.saturating_add(1)) {
            last = next;
        }
        code.push_str(&match last - first {
            0 => format!(".{first}"),
            _ => format!(".{first}-{last}"),
        });
    }
    code
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn neighbouring_pages_become_ranges() {
        let named = |pages: &[u32]| code("x", &pages.iter().copied().collect());
        assert_eq!(named(&[0]), "x.1");
        assert_eq!(named(&[1, 4, 5, 6]), "x.2.5-7");
        assert_eq!(named(&[0, 1, 3]), "x.1-2.4");
        let odd: Vec<u32> = (0..200).map(|page| page * 2).chain([900]).collect();
        assert_eq!(named(&odd), "x.1-399.901");
    }
}
