//! The entries of a recipient before the signature, and the pages that they were shown. The store keeps these
//! outside the stream and without facts, because they are not signed yet: the entries become facts with the
//! signature, and are deleted when the envelope ends without one.

use crate::envelope::recipient::SeenPage;
use crate::envelope::value::Value;
use crate::ids::FieldId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most pictures kept of one page: the first and the newest that were shown.
pub const PICTURES_A_PAGE: usize = 2;

/// The progress of a recipient in one signing session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Selector of the link whose session this is. The progress of another session does not count.
    pub link: String,
    /// The entries of this session.
    pub values: BTreeMap<FieldId, Value>,
    /// Pages shown in this session.
    pub seen: Vec<SeenPage>,
    /// Texts that were entered in earlier sessions. The page offers them; they count once the recipient enters them
    /// again.
    pub offered: BTreeMap<FieldId, String>,
}

/// One step towards the signature.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Entries were made; `None` clears one.
    Entered(BTreeMap<FieldId, Option<Value>>),
    /// Pages were shown.
    Shown(Vec<SeenPage>),
}

impl Progress {
    /// The progress as the session of this link sees it. Texts from another browser become offers; its ticks and
    /// marks are statements, so they are dropped.
    #[must_use]
    pub fn in_session(self, link: &str) -> Self {
        if self.link == link {
            return self;
        }
        let mut offered = self.offered;
        offered.extend(texts(self.values));
        Self {
            link: link.to_owned(),
            offered,
            ..Self::default()
        }
    }

    /// The progress after a step in the session of this link.
    #[must_use]
    pub fn after(self, link: &str, step: Step) -> Self {
        let mut progress = self.in_session(link);
        match step {
            Step::Entered(changes) => {
                for (id, value) in changes {
                    match value {
                        Some(value) => drop(progress.values.insert(id, value)),
                        None => drop(progress.values.remove(&id)),
                    }
                }
            }
            Step::Shown(pages) => pages.into_iter().for_each(|page| progress.show(page)),
        }
        progress
    }

    fn show(&mut self, page: SeenPage) {
        if self.seen.contains(&page) {
            return;
        }
        let places = (0..self.seen.len()).filter(|n| self.seen[*n].page == page.page);
        let places: Vec<usize> = places.collect();
        if places.len() >= PICTURES_A_PAGE {
            self.seen.remove(places[places.len() - 1]);
        }
        self.seen.push(page);
    }
}

/// The texts among entries.
pub fn texts(
    values: impl IntoIterator<Item = (FieldId, Value)>,
) -> impl Iterator<Item = (FieldId, String)> {
    values.into_iter().filter_map(|(id, value)| match value {
        Value::Text(text) => Some((id, text)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::value::Mark;
    use uuid::Uuid;

    fn field(n: u128) -> FieldId {
        FieldId(Uuid::from_u128(n))
    }

    fn picture(page: i64, sha256: &str) -> SeenPage {
        let sha256 = sha256.to_owned();
        SeenPage { page, sha256 }
    }

    #[test]
    fn another_session_is_offered_only_texts() {
        let mark = Value::Mark(Mark::Typed {
            text: "Mira".into(),
            hand: "caveat".into(),
        });
        let entries = [
            (field(1), Some(Value::Text("Oslo".into()))),
            (field(2), Some(Value::Checked(true))),
            (field(3), Some(mark)),
        ];
        let progress = Progress::default()
            .after("first", Step::Entered(entries.into()))
            .after("first", Step::Shown(vec![picture(0, "a")]));
        assert_eq!((progress.values.len(), progress.seen.len()), (3, 1));
        assert_eq!(progress.clone().in_session("first"), progress);
        let other = progress.in_session("second");
        assert!(other.values.is_empty() && other.seen.is_empty());
        assert_eq!(other.offered, BTreeMap::from([(field(1), "Oslo".into())]));
        // The second session's entries don't replace the texts offered to a third.
        let third = other
            .after(
                "second",
                Step::Entered([(field(1), Some(Value::Text("Bergen".into())))].into()),
            )
            .in_session("third");
        assert_eq!(third.offered, BTreeMap::from([(field(1), "Bergen".into())]));
    }

    #[test]
    fn a_page_keeps_its_first_and_its_newest_picture() {
        let mut progress = Progress::default();
        for n in 0..100 {
            progress = progress.after("l", Step::Shown(vec![picture(n % 2, &n.to_string())]));
        }
        let kept: Vec<&str> = progress.seen.iter().map(|p| p.sha256.as_str()).collect();
        assert_eq!(kept, ["0", "1", "98", "99"]);
    }
}
