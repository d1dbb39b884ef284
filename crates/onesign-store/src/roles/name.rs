//! Names of roles, and how they are written into SQL.

use std::fmt;
use std::str::FromStr;

/// The longest name that PostgreSQL keeps whole; it would cut a longer one.
const MAX_BYTES: usize = 63;

/// The name of a role of the database. It may contain spaces and quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleName(String);

/// Why a name can't be the name of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableName {
    /// It has no characters.
    #[error("write the name of a role")]
    Empty,
    /// PostgreSQL would cut it.
    #[error("a role's name has at most {MAX_BYTES} bytes")]
    Long,
    /// It would garble what it is printed in.
    #[error("a role's name can't contain line breaks or other control characters")]
    Control,
    /// PostgreSQL keeps it for itself.
    #[error("PostgreSQL reserves names that begin with pg_, and the names public and none")]
    Reserved,
    /// Both roles would be one.
    #[error("the migration role and the application role need different names")]
    Same,
}

impl RoleName {
    /// The name, without quotation marks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoleName {
    type Err = UnusableName;

    fn from_str(name: &str) -> Result<Self, UnusableName> {
        if name.is_empty() {
            return Err(UnusableName::Empty);
        }
        if name.len() > MAX_BYTES {
            return Err(UnusableName::Long);
        }
        if name.contains(char::is_control) {
            return Err(UnusableName::Control);
        }
        if name.starts_with("pg_") || name == "public" || name == "none" {
            return Err(UnusableName::Reserved);
        }
        Ok(Self(name.to_owned()))
    }
}

/// As SQL writes it: an identifier in quotation marks.
impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(&self.0))
    }
}

/// A name as a quoted identifier of SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as a string constant of SQL, with the same meaning under every setting of `standard_conforming_strings`.
/// It contains no dollar sign and no brace, so it neither ends the dollar-quoted text around it nor counts as a
/// placeholder.
pub(super) fn literal(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('\'', "''")
        .replace('$', "\\x24")
        .replace('{', "\\x7b");
    let prefix = if escaped.contains('\\') { "E" } else { "" };
    format!("{prefix}'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_constant_of_sql() {
        for (name, written) in [
            ("onesign", "'onesign'"),
            ("o'brien \"x\"", "'o''brien \"x\"'"),
            (r"a\'; DROP ROLE b; --", r"E'a\\''; DROP ROLE b; --'"),
            ("$onesign$; x", r"E'\x24onesign\x24; x'"),
            ("{application}", r"E'\x7bapplication}'"),
        ] {
            assert_eq!(literal(name), written);
        }
        assert_eq!(quoted("a \"b\""), "\"a \"\"b\"\"\"");
    }

    #[test]
    fn names_that_postgresql_would_change_or_refuse_are_refused() {
        let long = "ä".repeat(32);
        for (name, problem) in [
            ("", UnusableName::Empty),
            (&*long, UnusableName::Long),
            ("a\nb", UnusableName::Control),
            ("pg_x", UnusableName::Reserved),
            ("public", UnusableName::Reserved),
            ("none", UnusableName::Reserved),
        ] {
            assert_eq!(name.parse::<RoleName>(), Err(problem), "{name:?}");
        }
        let role: RoleName = "One 'Sign' \"1\"".parse().unwrap();
        assert_eq!(role.as_str(), "One 'Sign' \"1\"");
    }
}
