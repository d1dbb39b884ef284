//! Whom facts are about and who acted, by name.

use onesign_core::audit::chain::{Chain, Checked};
use serde_json::Value;
use std::collections::BTreeMap;

/// The names in a chain, by actor: `recipient/…` or `account/…`.
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// Reads the names off all facts that disclose one, because most facts name a recipient by number.
    pub(crate) fn of(chain: &Chain) -> Self {
        let mut names = BTreeMap::new();
        for entry in &chain.entries {
            let (Some(name), Some(actor)) = (text(entry, "name"), subject(entry)) else {
                continue;
            };
            names.entry(actor).or_insert_with(|| name.to_owned());
        }
        Self(names)
    }

    /// Whom a fact is about: the name or the recipient in it, or else who acted.
    pub(crate) fn about(&self, entry: &Checked) -> Option<String> {
        match (text(entry, "name"), text(entry, "recipient")) {
            (Some(name), _) => Some(within(name)),
            (None, Some(recipient)) => self.recipient(recipient),
            (None, None) => self.actor(entry),
        }
    }

    /// Who acted.
    pub(crate) fn actor(&self, entry: &Checked) -> Option<String> {
        self.0.get(&entry.actor).map(|name| within(name))
    }

    /// The recipient of this number.
    fn recipient(&self, id: &str) -> Option<String> {
        self.0
            .get(&format!("recipient/{id}"))
            .map(|name| within(name))
    }
}

/// The actor whose name a fact gives.
fn subject(entry: &Checked) -> Option<String> {
    let by = |kind: &str| text(entry, kind).map(|id| format!("{kind}/{id}"));
    by("recipient").or_else(|| by("account"))
}

/// A disclosed text of a fact, unless it is empty.
pub(super) fn text<'e>(entry: &'e Checked, name: &str) -> Option<&'e str> {
    entry
        .opened
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}

/// A name for the inside of a line. Marks keep what stands around a name that is written from right to left in order.
pub(crate) fn within(name: &str) -> String {
    if name.chars().any(is_from_right) {
        format!("\u{200e}{name}\u{200e}")
    } else {
        name.to_owned()
    }
}

/// Characters of the Hebrew, Arabic and neighbouring blocks.
fn is_from_right(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}
