//! The faces that came with the current edition: what the former ones lack of the world's scripts.

/// Names each face with its file, in the order in which they are asked for a letter.
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
    /// Signs such as stars and arrows.
    Symbols "NotoSansSymbols2",
    /// What the former Han face lacks, as written in mainland China.
    China "NotoSansSC",
    /// Han and kana as written in Japan.
    Japan "NotoSansJP",
    /// What only the face for Hong Kong has.
    HongKong "NotoSansHK",
    /// The syllables that the former face lacks, and letters they are made of.
    Korea "NotoSansKR",
    /// Outlines of emoji.
    Emoji "NotoEmoji",
}
