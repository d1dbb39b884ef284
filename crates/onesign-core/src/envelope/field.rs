//! Fields: the places on the pages that a recipient fills in.

use crate::ids::{FieldId, RecipientId};
use serde::{Deserialize, Serialize};

/// A rectangle in millipoints from the top left corner of the page as displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rect {
    /// Distance from the left edge.
    pub x: i64,
    /// Distance from the top edge.
    pub y: i64,
    /// Width.
    pub w: i64,
    /// Height.
    pub h: i64,
}

/// What goes into a field. `date` is the day of the signature, which the server fills in; a `free_date` is the
/// recipient's to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// The adopted signature.
    Signature,
    /// The adopted initials.
    Initials,
    /// The recipient's full name.
    FullName,
    /// Free text.
    Text,
    /// The day of the signature. Only the server writes it, when the recipient signs.
    Date,
    /// A calendar date that the recipient chooses.
    FreeDate,
    /// A box to tick.
    Checkbox,
}

impl FieldKind {
    /// The stable name of the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Initials => "initials",
            Self::FullName => "full_name",
            Self::Text => "text",
            Self::Date => "date",
            Self::FreeDate => "free_date",
            Self::Checkbox => "checkbox",
        }
    }
}

/// One field of one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its identifier.
    pub id: FieldId,
    /// Who fills it.
    pub recipient: RecipientId,
    /// The kind of entry.
    pub kind: FieldKind,
    /// Zero-based page.
    pub page: i64,
    /// Where on the page.
    pub rect: Rect,
    /// Whether the recipient must fill it in.
    pub required: bool,
    /// The request to the recipient; may be empty.
    pub label: String,
    /// The initial content, which the recipient may change; any text ticks a box. It counts once the recipient has
    /// saved or signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
}

impl Field {
    /// Whether the sender may prefill this kind: nobody else can enter a signature, a name or a date.
    pub fn can_be_prefilled(&self) -> bool {
        matches!(self.kind, FieldKind::Text | FieldKind::Checkbox)
    }

    /// Whether the recipient must fill it in. A signature is always required, even if an older draft says otherwise.
    pub fn is_needed(&self) -> bool {
        self.required || self.kind == FieldKind::Signature
    }
}
