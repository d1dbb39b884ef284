//! The allow-list: which kind of object may occur where, and which of its entries are copied (ISO 32000-2, clauses 7
//! to 9 and 11). An entry that is not named here doesn't reach the rebuilt file.

mod fonts;

use fonts::{character_map, descriptor, font};

/// The role of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Numbers, names, strings and containers of them; never a stream.
    Value,
    /// A resource dictionary (7.8.3).
    Resources,
    /// A dictionary from resource names to objects of one kind.
    Named(Role),
    /// One object.
    One(Role),
    /// Names of property lists: kept so that content that mentions them stays valid, emptied (14.6.2).
    Properties,
    /// `/SMask` of a graphics state: a name or a soft-mask dictionary (11.6.5.1).
    SoftMask,
    /// `/Font` of a graphics state: an array of a font and a size.
    FontAndSize,
    /// A colour profile stream (8.6.5.5).
    Profile,
    /// A lookup table: string or stream (8.6.6.3).
    Lookup,
    /// A font descriptor (9.8).
    Descriptor,
    /// An embedded font program (9.9).
    FontFile,
    /// A simple encoding or a character map (9.6.5, 9.7.5).
    Encoding,
    /// A character map stream or the name of one (9.7.5, 9.10.3).
    CharacterMap,
    /// Glyph procedures of a Type 3 font (9.6.4).
    Glyphs,
    /// One glyph procedure.
    Glyph,
    /// Fonts below a composite font.
    Descendants,
    /// A transparency group's attributes (11.6.6).
    Group,
    /// `/DecodeParms` (7.4).
    DecodeParms,
    /// JBIG2 global segments (7.4.7).
    Globals,
    /// An image used as a mask: an image stream or an array of colour ranges (8.9.6).
    Mask,
    /// A form XObject, known to be one (8.10).
    Form,
    /// Widths of a composite font (9.7.4.3).
    Widths,
    /// The same for vertical writing.
    Heights,
}

/// The resource categories of 7.8.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    GraphicsState,
    ColorSpace,
    Pattern,
    Shading,
    XObject,
    Font,
    Function,
}

impl Kind {
    /// The kind of the entry `key` of a dictionary of this kind; `None` drops it.
    pub(super) fn entry(self, key: &[u8]) -> Option<Kind> {
        let key = std::str::from_utf8(key).ok()?;
        match self {
            Self::Value => Some(Self::Value),
            Self::Resources => resources(key),
            Self::Named(role) => Some(Self::One(role)),
            Self::One(role) => role.entry(key),
            Self::SoftMask => soft_mask(key),
            Self::Profile => {
                value(key, &["N", "Range"]).or(one(key, "Alternate", Role::ColorSpace))
            }
            Self::Descriptor => descriptor(key),
            Self::FontFile => value(key, &["Length1", "Length2", "Length3", "Subtype"]),
            Self::Encoding => {
                value(key, &["Type", "BaseEncoding", "Differences"]).or_else(|| character_map(key))
            }
            Self::CharacterMap => character_map(key),
            Self::Glyphs => Some(Self::Glyph),
            Self::Group => {
                value(key, &["Type", "S", "I", "K"]).or(one(key, "CS", Role::ColorSpace))
            }
            Self::DecodeParms => decode_parms(key),
            Self::Mask => Role::XObject.image(key),
            Self::Form => form(key),
            Self::FontAndSize | Self::Descendants | Self::Widths | Self::Heights => None,
            Self::Properties | Self::Lookup | Self::Glyph | Self::Globals => None,
        }
    }

    /// The kind of an element of an array of this kind.
    pub(super) fn element(self) -> Option<Kind> {
        match self {
            Self::Value | Self::Mask | Self::Widths | Self::Heights => Some(Self::Value),
            Self::One(Role::Function) => Some(Self::One(Role::Function)),
            Self::Descendants | Self::FontAndSize => Some(Self::One(Role::Font)),
            Self::DecodeParms => Some(Self::DecodeParms),
            _ => None,
        }
    }

    /// Whether a stream may occur here.
    pub(super) fn streams(self) -> bool {
        matches!(
            self,
            Self::One(Role::Pattern | Role::Shading | Role::XObject | Role::Function)
                | Self::Profile
                | Self::Lookup
                | Self::FontFile
                | Self::Encoding
                | Self::CharacterMap
                | Self::Glyph
                | Self::Globals
                | Self::Mask
                | Self::Form
        )
    }

    /// Whether the stream holds drawing operators, so that layers and limits apply to it.
    pub(super) fn draws(self) -> bool {
        matches!(self, Self::Form | Self::Glyph | Self::One(Role::Pattern))
    }
}

impl Role {
    fn entry(self, key: &str) -> Option<Kind> {
        match self {
            Self::GraphicsState => graphics_state(key),
            Self::ColorSpace => None,
            Self::Pattern => pattern(key),
            Self::Shading => shading(key),
            Self::XObject => self.image(key),
            Self::Font => font(key),
            Self::Function => function(key),
        }
    }

    /// Entries of an image (8.9.5); alternates, OPI data, layers and metadata are not among them.
    fn image(self, key: &str) -> Option<Kind> {
        const VALUES: [&str; 12] = [
            "Type",
            "Subtype",
            "Width",
            "Height",
            "BitsPerComponent",
            "Intent",
            "ImageMask",
            "Decode",
            "Interpolate",
            "SMaskInData",
            "Matte",
            "Name",
        ];
        match key {
            "ColorSpace" => Some(Kind::One(Self::ColorSpace)),
            "Mask" | "SMask" => Some(Kind::Mask),
            key => value(key, &VALUES),
        }
    }
}

/// `Value` if `plain` contains the key.
fn value(key: &str, plain: &[&str]) -> Option<Kind> {
    plain.contains(&key).then_some(Kind::Value)
}

fn one(key: &str, expected: &str, role: Role) -> Option<Kind> {
    (key == expected).then_some(Kind::One(role))
}

fn resources(key: &str) -> Option<Kind> {
    match key {
        "ExtGState" => Some(Kind::Named(Role::GraphicsState)),
        "ColorSpace" => Some(Kind::Named(Role::ColorSpace)),
        "Pattern" => Some(Kind::Named(Role::Pattern)),
        "Shading" => Some(Kind::Named(Role::Shading)),
        "XObject" => Some(Kind::Named(Role::XObject)),
        "Font" => Some(Kind::Named(Role::Font)),
        "Properties" => Some(Kind::Properties),
        _ => None,
    }
}

/// 8.4.5; halftones, black generation, undercolour removal and overprinting concern printing plates, and readers
/// differ in how they show them on a screen.
fn graphics_state(key: &str) -> Option<Kind> {
    const VALUES: [&str; 15] = [
        "Type", "LW", "LC", "LJ", "ML", "D", "RI", "FL", "SM", "SA", "BM", "CA", "ca", "AIS", "TK",
    ];
    match key {
        "SMask" => Some(Kind::SoftMask),
        "Font" => Some(Kind::FontAndSize),
        "TR" | "TR2" => Some(Kind::One(Role::Function)),
        _ => value(key, &VALUES),
    }
}

fn soft_mask(key: &str) -> Option<Kind> {
    match key {
        "G" => Some(Kind::Form),
        "TR" => Some(Kind::One(Role::Function)),
        _ => value(key, &["Type", "S", "BC"]),
    }
}

fn pattern(key: &str) -> Option<Kind> {
    const VALUES: [&str; 8] = [
        "Type",
        "PatternType",
        "PaintType",
        "TilingType",
        "BBox",
        "XStep",
        "YStep",
        "Matrix",
    ];
    match key {
        "Resources" => Some(Kind::Resources),
        "Shading" => Some(Kind::One(Role::Shading)),
        "ExtGState" => Some(Kind::One(Role::GraphicsState)),
        _ => value(key, &VALUES),
    }
}

fn shading(key: &str) -> Option<Kind> {
    const VALUES: [&str; 13] = [
        "ShadingType",
        "Background",
        "BBox",
        "AntiAlias",
        "Domain",
        "Coords",
        "Extend",
        "Matrix",
        "BitsPerCoordinate",
        "BitsPerComponent",
        "BitsPerFlag",
        "Decode",
        "VerticesPerRow",
    ];
    match key {
        "ColorSpace" => Some(Kind::One(Role::ColorSpace)),
        "Function" => Some(Kind::One(Role::Function)),
        _ => value(key, &VALUES),
    }
}

fn function(key: &str) -> Option<Kind> {
    const VALUES: [&str; 12] = [
        "FunctionType",
        "Domain",
        "Range",
        "Size",
        "BitsPerSample",
        "Order",
        "Encode",
        "Decode",
        "C0",
        "C1",
        "N",
        "Bounds",
    ];
    if key == "Functions" {
        Some(Kind::One(Role::Function))
    } else {
        value(key, &VALUES)
    }
}

fn decode_parms(key: &str) -> Option<Kind> {
    const VALUES: [&str; 13] = [
        "Predictor",
        "Colors",
        "BitsPerComponent",
        "Columns",
        "EarlyChange",
        "K",
        "EndOfLine",
        "EncodedByteAlign",
        "Rows",
        "EndOfBlock",
        "BlackIs1",
        "DamagedRowsBeforeError",
        "ColorTransform",
    ];
    if key == "JBIG2Globals" {
        Some(Kind::Globals)
    } else {
        value(key, &VALUES)
    }
}

/// 8.10.2; reference XObjects, OPI, page-piece data, layers and metadata are not among them.
fn form(key: &str) -> Option<Kind> {
    match key {
        "Resources" => Some(Kind::Resources),
        "Group" => Some(Kind::Group),
        _ => value(
            key,
            &["Type", "Subtype", "FormType", "BBox", "Matrix", "Name"],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_entries_are_not_on_the_list() {
        for key in [
            "OPI",
            "Ref",
            "PieceInfo",
            "Metadata",
            "OC",
            "Alternates",
            "AA",
            "AF",
            "StructParents",
            "PS",
        ] {
            assert_eq!(Kind::Form.entry(key.as_bytes()), None, "{key} in a form");
            assert_eq!(
                Kind::One(Role::XObject).entry(key.as_bytes()),
                None,
                "{key} in an image"
            );
            assert_eq!(
                Kind::One(Role::Font).entry(key.as_bytes()),
                None,
                "{key} in a font"
            );
            assert_eq!(
                Kind::Resources.entry(key.as_bytes()),
                None,
                "{key} in resources"
            );
        }
    }

    #[test]
    fn only_streams_where_streams_belong() {
        assert!(
            !Kind::Value.streams()
                && !Kind::Resources.streams()
                && !Kind::One(Role::Font).streams()
        );
        assert!(Kind::Form.streams() && Kind::Form.draws());
        assert!(Kind::Named(Role::Font).entry(b"F1") == Some(Kind::One(Role::Font)));
    }
}
