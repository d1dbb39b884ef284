//! Which texts count as a mail address.

/// Whether the text looks like a mailbox that mail can be sent to.
///
/// Deliberately narrower than RFC 5321: one `@`, a dot-atom before it, a domain of at least two labels
/// after it. Internationalised addresses pass; quoted local parts and address literals do not.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    let label_ok = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    local_ok && domain.len() <= 253 && labels.len() >= 2 && labels.iter().all(label_ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in [
            "mira@example.com",
            "a.b+c@sub.example.org",
            "jürgen@münchen.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "mira",
            "mira@",
            "@example.com",
            "a@b",
            "a b@example.com",
            "a@@example.com",
            "a@exa mple.com",
            "a@-x.com",
            "a..b@example.com",
            "a@example.com\n",
            "<a@example.com>",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
