//! `ONESIGN_LOG`: what is worth a line in the log.

use tracing_subscriber::EnvFilter;

/// By default warnings and errors. Left out are a token's list of everything that it can do besides, what strangers can
/// make the HTTP libraries say as often as they like, and the database's address, of which its driver repeats parts.
const USUAL: &str = "warn,cryptoki=off,h2=error,hyper=error,sqlx_postgres::options=error";

/// The filter for the log.
///
/// # Errors
/// What to write, where the text is neither a level nor a list of parts with levels. A misspelled level would
/// otherwise be taken for the name of a part, and the log would stay empty.
pub(crate) fn filter(text: Option<&str>) -> Result<EnvFilter, String> {
    let given = text.map(str::trim).unwrap_or_default();
    let wrong = || {
        "ONESIGN_LOG: write a level (off, error, warn, info, debug, trace), or parts with levels between commas, such \
         as warn,onesign=debug"
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
        let named = filter(Some("onesign=debug")).unwrap().to_string();
        assert!(named.contains("h2=error"), "strangers fill it: {named}");
        assert!(named.contains("warn"), "other parts went silent: {named}");
    }
}
