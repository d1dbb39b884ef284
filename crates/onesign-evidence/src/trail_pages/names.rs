//! The names of actors and of the people whom facts concern.

use crate::format::Format;
use onesign_core::audit::chain::{Chain, Checked};
use serde_json::Value;
use std::collections::BTreeMap;

/// The names in a chain, by actor: `recipient/…` or `account/…`.
pub(crate) struct Names {
    names: BTreeMap<String, String>,
    /// Determines how a line sets a name.
    format: Format,
}

impl Names {
    /// Collects the names from all facts that disclose one, because most facts refer to a recipient by number.
    pub(crate) fn of(chain: &Chain, format: Format) -> Self {
        let mut names = BTreeMap::new();
        for entry in &chain.entries {
            let (Some(name), Some(actor)) = (text(entry, "name"), subject(entry)) else {
                continue;
            };
            names.entry(actor).or_insert_with(|| name.to_owned());
        }
        Self { names, format }
    }

    /// The person whom a fact concerns: the name or recipient in it, otherwise the actor.
    pub(crate) fn about(&self, entry: &Checked) -> Option<String> {
        match (text(entry, "name"), text(entry, "recipient")) {
            (Some(name), _) => Some(within(self.format, name)),
            (None, Some(recipient)) => self.recipient(recipient),
            (None, None) => self.actor(entry),
        }
    }

    /// The name of the actor.
    pub(crate) fn actor(&self, entry: &Checked) -> Option<String> {
        self.called(&entry.actor)
    }

    /// The name of the recipient with this number.
    fn recipient(&self, id: &str) -> Option<String> {
        self.called(&format!("recipient/{id}"))
    }

    fn called(&self, actor: &str) -> Option<String> {
        let name = self.names.get(actor)?;
        Some(within(self.format, name))
    }
}

/// The actor key of the person whose name a fact gives.
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

/// A text of another person for use inside a line. A text with right-to-left letters keeps its own direction and does
/// not affect the text around it (UAX #9, FSI and PDI); former formats put directional marks of the line around it.
pub(crate) fn within(format: Format, text: &str) -> String {
    match format {
        Format::First | Format::Second | Format::Third if text.chars().any(was_from_right) => {
            format!("\u{200e}{text}\u{200e}")
        }
        Format::Fourth if text.chars().any(is_from_right) => {
            let own = text.chars().filter(|c| !is_isolate(*c));
            format!("\u{2068}{}\u{2069}", own.collect::<String>())
        }
        _ => text.to_owned(),
    }
}

/// Characters of the Hebrew, Arabic and neighbouring blocks, as former formats knew them.
fn was_from_right(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Characters of every right-to-left block.
fn is_from_right(character: char) -> bool {
    was_from_right(character)
        || matches!(character, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Characters that begin or end an isolated text direction.
fn is_isolate(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_own_direction() {
        let said = |format, name| within(format, name);
        for name in ["Ann Lee", "王小明"] {
            assert_eq!(said(Format::Third, name), name);
            assert_eq!(said(Format::Fourth, name), name);
        }
        assert_eq!(said(Format::Third, "יעל"), "\u{200e}יעל\u{200e}");
        assert_eq!(said(Format::Third, "𞤀𞤣"), "𞤀𞤣");
        for name in ["יעל", "3 אחים", "𞤀𞤣"] {
            let apart = format!("\u{2068}{name}\u{2069}");
            assert_eq!(said(Format::Fourth, name), apart);
        }
        // A closing mark that an earlier version accepted must not close an isolate that the text did not begin.
        assert_eq!(said(Format::Fourth, "י\u{2069}על"), "\u{2068}יעל\u{2069}");
    }
}
