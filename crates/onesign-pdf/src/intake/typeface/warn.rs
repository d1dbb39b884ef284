//! Warnings that name the pages they are about.

use std::collections::BTreeSet;

/// A warning's code with the pages it concerns, counted from 1: `glyphs_missing.2.5-7`.
pub(super) fn code(kind: &str, pages: &BTreeSet<u32>) -> String {
    let mut code = kind.to_owned();
    let mut rest = pages.iter().map(|page| page.saturating_add(1)).peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while let Some(next) = rest.next_if_eq(&last.saturating_add(1)) {
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
    }
}
