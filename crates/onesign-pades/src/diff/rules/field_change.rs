//! An existing field and its differences.

use onesign_pdf::form::Node;

use crate::diff::change::ChangeKind;
use crate::diff::comparison::{Comparison, Forms};
use crate::diff::difference::Difference;
use crate::diff::finding::{Finding, Need};

/// A field before and after.
pub(super) struct FieldChange<'f> {
    pub forms: Forms<'f>,
    pub number: u32,
    pub before: &'f Node,
    pub after: &'f Node,
    pub value: bool,
    pub appearance: bool,
    pub state: bool,
    /// Entries that repeat the value: rich text, and chosen options.
    pub said_again: bool,
    /// Entries that no viewer shows and that writers set when a field is filled in, such as dates and locks.
    pub marked: Vec<String>,
    /// Entries from which viewers draw a new appearance: style and colours.
    pub restyled: Vec<String>,
    /// The widgets of a signature field whose rectangle has no area any more: programs fold it if the signature is to be
    /// invisible.
    pub folded: Vec<u32>,
}

impl<'f> FieldChange<'f> {
    /// A field of both forms, without known differences so far.
    pub fn of(forms: Forms<'f>, number: u32) -> Option<Self> {
        Some(Self {
            forms,
            number,
            before: forms.old.nodes.get(&number)?,
            after: forms.new.nodes.get(&number)?,
            value: false,
            appearance: false,
            state: false,
            said_again: false,
            marked: Vec::new(),
            restyled: Vec::new(),
            folded: Vec::new(),
        })
    }

    /// Notes an entry that writers set when a field is filled in.
    pub fn mark(&mut self, key: &[u8]) {
        self.marked.push(String::from_utf8_lossy(key).into_owned());
    }

    /// A change of this field.
    pub fn finding(
        &self,
        compared: &Comparison<'_, '_>,
        kind: ChangeKind,
        need: Need,
        difference: impl Into<Difference>,
    ) -> Finding {
        let page = compared.page_of_field(self.number);
        let finding = Finding::new(kind, need, difference);
        finding.on(page).of_field(&self.after.name)
    }
}
