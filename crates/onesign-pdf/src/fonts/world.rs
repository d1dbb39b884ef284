//! The faces that are new in the current edition, for scripts that the earlier ones lack.

/// Names each face with its file, in the order in which the choice tries them.
macro_rules! faces {
    ($($(#[$doc:meta])* $face:ident $file:literal,)*) => {
        /// A file of `fonts/world`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum World { $($(#[$doc])* $face,)* }

        impl World {
            pub(super) const COUNT: usize = [$(Self::$face),*].len();

            #[cfg(test)]
            pub(super) const ALL: [Self; Self::COUNT] = [$(Self::$face),*];

            pub(super) fn data(self) -> &'static [u8] {
                match self {
                    $(Self::$face => {
                        include_bytes!(concat!("../../fonts/world/", $file, "-Regular.ttf"))
                    })*
                }
            }
        }
    };
}

faces! {
    /// Every letter of Latin, Greek and Cyrillic.
    European "NotoSans",
    Arabic "NotoSansArabic",
    Armenian "NotoSansArmenian",
    Georgian "NotoSansGeorgian",
    Bengali "NotoSansBengali",
    Gujarati "NotoSansGujarati",
    Gurmukhi "NotoSansGurmukhi",
    Kannada "NotoSansKannada",
    Malayalam "NotoSansMalayalam",
    Oriya "NotoSansOriya",
    Sinhala "NotoSansSinhala",
    Tamil "NotoSansTamil",
    Telugu "NotoSansTelugu",
    Lao "NotoSansLao",
    Khmer "NotoSansKhmer",
    Myanmar "NotoSansMyanmar",
    Tibetan "NotoSerifTibetan",
    Ethiopic "NotoSansEthiopic",
    Adlam "NotoSansAdlam",
    CanadianAboriginal "NotoSansCanadianAboriginal",
    Cherokee "NotoSansCherokee",
    Javanese "NotoSansJavanese",
    MeeteiMayek "NotoSansMeeteiMayek",
    Mongolian "NotoSansMongolian",
    Nko "NotoSansNKo",
    OlChiki "NotoSansOlChiki",
    Syriac "NotoSansSyriac",
    Thaana "NotoSansThaana",
    Tifinagh "NotoSansTifinagh",
    Yi "NotoSansYi",
    /// Symbols such as stars and arrows.
    Symbols "NotoSansSymbols2",
    /// Characters that the earlier Han face lacks, in the forms of mainland China.
    China "NotoSansSC",
    /// Han and kana as written in Japan.
    Japan "NotoSansJP",
    /// Characters that only the face for Hong Kong has.
    HongKong "NotoSansHK",
    /// The syllables that the earlier face lacks, and the letters that compose them.
    Korea "NotoSansKR",
    /// Outlines of emoji.
    Emoji "NotoEmoji",
}
