//! `ONESIGN_LOG`: the filter of the log.

use tracing_subscriber::EnvFilter;

/// By default warnings and errors. It excludes protocol errors that strangers can cause endlessly, the database
/// driver's remarks about its address, which include secrets, and a token's list of its features. An operator who names
/// such a part gets its lines.
const USUAL: &str = "warn,h2=off,hyper=off,hyper_util=off,sqlx_postgres::options=off,cryptoki=off";

/// The filter for the log.
///
/// # Errors
/// A correction, if the text is neither a level nor a list of parts with levels. Otherwise a misspelled level would
/// count as the name of a part, and the log would stay empty.
pub(crate) fn filter(text: Option<&str>) -> Result<EnvFilter, String> {
    let given = text.map(str::trim).unwrap_or_default();
    let wrong = || {
        "ONESIGN_LOG: write a level (off, error, warn, info, debug, trace), or levels for individual parts, \
         separated by commas, such as warn,onesign=debug"
            .to_owned()
    };
    let mut directives = vec![USUAL];
    for directive in given
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (part, level) = directive.rsplit_once('=').unwrap_or(("all", directive));
        let is_part = part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
        if part.is_empty() || !is_part || !is_level(level) {
            return Err(wrong());
        }
        directives.push(directive);
    }
    EnvFilter::try_new(directives.join(",")).map_err(|_| wrong())
}

fn is_level(text: &str) -> bool {
    ["off", "error", "warn", "info", "debug", "trace"]
        .iter()
        .any(|level| level.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_parts_are_read_and_nonsense_is_refused() {
        for text in [
            None,
            Some(""),
            Some("debug"),
            Some("WARN, onesign::http=trace"),
            Some("sqlx=off"),
        ] {
            assert!(filter(text).is_ok(), "{text:?}");
        }
        for text in [
            "nonsense",
            "warning",
            "onesign",
            "onesign=loud",
            "=debug",
            "5",
            "[span]=debug",
            "a b=info",
        ] {
            assert!(
                filter(Some(text)).unwrap_err().contains("write a level"),
                "{text}"
            );
        }
        let strangers = filter(Some("debug,h2=trace")).unwrap().to_string();
        assert!(strangers.contains("h2=trace") && strangers.contains("hyper=off"));
        let named = filter(Some("onesign=debug")).unwrap().to_string();
        assert!(named.contains("warn"), "other parts went silent: {named}");
    }
}
