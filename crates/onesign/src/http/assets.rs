//! The files of the web front end, compiled into the program.

/// One file as it is served.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    /// The file.
    pub bytes: &'static [u8],
    /// The file compressed with Brotli, where that pays.
    pub br: Option<&'static [u8]>,
    /// The file compressed with gzip, where that pays.
    pub gz: Option<&'static [u8]>,
    /// Its media type, with the character set for text.
    pub mime: &'static str,
    /// Its entity tag, quotes included: weak, because it is the same for every encoding.
    pub etag: &'static str,
    /// Whether its name changes with its content, so that it can be cached for ever.
    pub immutable: bool,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file at an absolute path, such as `/assets/app-x.js` or `/app.html`. Pages exist in each language too, as in
/// `/app.de.html`. Without the feature `web` there is none.
pub(crate) fn lookup(path: &str) -> Option<Asset> {
    let place = ASSETS
        .binary_search_by(|(name, _)| (*name).cmp(path))
        .ok()?;
    ASSETS.get(place).map(|(_, asset)| *asset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_path_has_no_asset() {
        assert!(lookup("/assets/none.js").is_none());
        assert!(lookup("").is_none());
        assert!(lookup("/../Cargo.toml").is_none());
    }

    #[cfg(feature = "web")]
    #[test]
    fn the_app_is_there_in_every_language() {
        for path in ["/app.html", "/app.en.html", "/app.de.html"] {
            let page = lookup(path).expect(path);
            assert_eq!(page.mime, "text/html; charset=utf-8");
            assert!(!page.immutable);
        }
        let scripts: Vec<_> = ASSETS
            .iter()
            .filter(|(name, _)| name.ends_with(".js"))
            .collect();
        assert!(!scripts.is_empty());
        for (name, script) in scripts {
            assert!(script.immutable, "{name}");
            assert!(
                script.br.is_some_and(|br| br.len() < script.bytes.len()),
                "{name}"
            );
        }
    }

    #[cfg(feature = "web")]
    #[test]
    fn pages_carry_nothing_inline() {
        for (name, page) in ASSETS.iter().filter(|(name, _)| name.ends_with(".html")) {
            let text = String::from_utf8_lossy(page.bytes);
            assert!(!text.contains("<style"), "{name}");
            assert!(!text.contains("style="), "{name}");
            assert_eq!(
                text.matches("<script").count(),
                text.matches("<script type=\"module\" crossorigin src=")
                    .count(),
                "{name}"
            );
        }
    }
}
