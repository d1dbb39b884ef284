//! The sheet after the pages of an upload that was already signed: it describes the enclosed file and its signers.

use serde::{Deserialize, Serialize};

use super::item::Item;
use super::layout::Layout;
use super::setting::Spacing;
use super::{TrailEntry, TrailPerson, draw_pages};
use crate::fonts::Library;
use crate::stamp::{DrawingError, Sheet};

/// The texts of the sheet, all in the reader's language already.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverSheet {
    /// Title of the sheet.
    pub title: String,
    /// One or two sentences that describe the enclosure.
    pub statement: String,
    /// Name, size and fingerprint of the enclosed file.
    pub facts: Vec<TrailEntry>,
    /// Heading above the signatures.
    pub signatures_title: String,
    /// The signatures of the enclosed file.
    pub signatures: Vec<TrailPerson>,
    /// Small print below them.
    pub note: String,
    /// Heading of the page for entries, if the copied pages take none.
    pub entries_title: String,
    /// The purpose of that page.
    pub entries_statement: String,
    /// Foot of each page; `{page}` and `{pages}` are replaced by numbers.
    pub page_label: String,
}

/// Lays the sheet out and adds its pages; `subtitle` names the enclosed file. With `room`, a page for entries
/// follows.
pub(crate) fn draw(
    library: &Library,
    sheet: &mut Sheet,
    cover: &CoverSheet,
    subtitle: &str,
    room: bool,
) -> Result<usize, DrawingError> {
    draw_pages(library, sheet, &lay_out(library, cover, subtitle, room))
}

fn lay_out(library: &Library, cover: &CoverSheet, subtitle: &str, room: bool) -> Vec<Vec<Item>> {
    let mut layout = Layout::new(library, Spacing::WIDE, false);
    layout.plain_head(&cover.title, subtitle);
    layout.paragraph(&cover.statement);
    layout.entries(&cover.facts);
    if !cover.signatures.is_empty() {
        layout.heading(&cover.signatures_title);
        for signature in &cover.signatures {
            layout.person(&signature.name, &signature.address);
            layout.entries(&signature.entries);
        }
    }
    layout.small_print(&cover.note);
    if room {
        layout.new_page();
        layout.heading(&cover.entries_title);
        layout.paragraph(&cover.entries_statement);
    }
    layout.finish(subtitle, &cover.page_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_signatures_continue_and_entries_have_their_own_page() {
        let library = Library::default();
        let signature = TrailPerson {
            name: "Mira Holt".to_owned(),
            address: "Signature1".to_owned(),
            entries: vec![TrailEntry {
                label: "Signed".to_owned(),
                value: "2026-11-06 21:20:00 UTC".to_owned(),
            }],
        };
        let mut cover = CoverSheet {
            title: "Enclosed".to_owned(),
            signatures: vec![signature],
            page_label: "Sheet {page} of {pages}".to_owned(),
            ..CoverSheet::default()
        };
        assert_eq!(lay_out(&library, &cover, "a.pdf", false).len(), 1);
        assert_eq!(lay_out(&library, &cover, "a.pdf", true).len(), 2);
        cover.signatures = vec![cover.signatures[0].clone(); 40];
        assert!(lay_out(&library, &cover, "a.pdf", true).len() >= 4);
    }
}
