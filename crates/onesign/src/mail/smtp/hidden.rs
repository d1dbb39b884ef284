//! Cleans a mail server's text for the log, the pages and the record: one bounded line without control characters and
//! directional marks, and without the secrets that the server may quote.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;

use super::super::clean;
use crate::config::SmtpConfig;

/// The longest cleaned text, in characters.
const TOLD: usize = 300;
/// The longest text to examine, in characters.
const READ: usize = 8_000;
/// The shortest piece of a secret to hide, in characters; a shorter one leaves too much to guess.
const PIECE: usize = 12;
/// The replacement of a secret.
const PLACE: &str = "…";

/// The texts to hide.
pub(super) struct Hidden {
    /// Each in its form for comparison: see [`squeezed`].
    secrets: Vec<Vec<char>>,
    /// The user name, which is hidden where it occurs as a word.
    user: Option<String>,
}

impl Hidden {
    /// Hides the secrets of these links, and the login data of the server.
    pub(super) fn new(links: &[String], config: &SmtpConfig) -> Self {
        let mut secrets: Vec<String> = links
            .iter()
            .filter_map(|link| Some(link.split_once('#')?.1.to_owned()))
            .collect();
        let user = config.user.clone().filter(|user| !user.is_empty());
        if let (Some(user), Some(password)) = (&user, &config.password) {
            let password = password.expose_secret();
            let both = format!("\0{user}\0{password}");
            secrets.extend([&both, user, password].map(|text| STANDARD.encode(text)));
            secrets.push(password.to_owned());
        }
        let chars = |secret: String| squeezed(&secret).into_iter().map(|letter| letter.2);
        Self {
            secrets: secrets
                .into_iter()
                .map(|secret| chars(secret).collect())
                .filter(|secret: &Vec<char>| !secret.is_empty())
                .collect(),
            user,
        }
    }

    /// The text in a form that is safe to show.
    pub(super) fn cleaned(&self, text: &str) -> String {
        let mut text = clean::one_line(&text.chars().take(READ).collect::<String>());
        for secret in &self.secrets {
            text = without(&text, secret);
        }
        if let Some(user) = &self.user {
            text = without_word(&text, user);
        }
        text.chars().take(TOLD).collect()
    }
}

/// The letters of a text that count in a comparison of secrets, each with the start and end of its position: without
/// white space, and decoded from quoted-printable (RFC 2045, 6.7) or percent-encoding. Case is ignored.
fn squeezed(text: &str) -> Vec<(usize, usize, char)> {
    let mut letters = Vec::new();
    let mut rest = text.char_indices();
    while let Some((at, letter)) = rest.next() {
        if letter.is_whitespace() {
            continue;
        }
        let after = at + letter.len_utf8();
        if matches!(letter, '=' | '%') {
            let digits = text.get(after..after + 2);
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            if let Some(byte) = byte.filter(u8::is_ascii_graphic) {
                rest.nth(1);
                letters.push((at, after + 2, char::from(byte.to_ascii_lowercase())));
            }
            // Otherwise it may be the soft end of a line of the mail.
            continue;
        }
        letters.push((at, after, letter.to_ascii_lowercase()));
    }
    // The character itself carries no information, encoded or not; in base64 it is only padding.
    letters.retain(|(_, _, letter)| *letter != '=');
    letters
}

/// The text with every longer piece of a secret replaced.
fn without(text: &str, secret: &[char]) -> String {
    let piece = PIECE.min(secret.len());
    let pieces: HashSet<&[char]> = secret.windows(piece).collect();
    let letters = squeezed(text);
    let plain: Vec<char> = letters.iter().map(|letter| letter.2).collect();
    let mut told = String::new();
    // The end of the copied text, and the last letter to hide.
    let (mut from, mut hidden) = (0, None);
    for (first, window) in plain.windows(piece).enumerate() {
        if !pieces.contains(window) {
            continue;
        }
        let (Some(begin), Some(end)) = (letters.get(first), letters.get(first + piece - 1)) else {
            continue;
        };
        if hidden.is_none_or(|last| first > last) {
            told.push_str(text.get(from..begin.0).unwrap_or_default());
            told.push_str(PLACE);
        }
        (from, hidden) = (end.1, Some(first + piece - 1));
    }
    told + text.get(from..).unwrap_or_default()
}

/// The text without a word, in any case. A word consists of letters and digits.
fn without_word(text: &str, word: &str) -> String {
    let (low, word) = (text.to_ascii_lowercase(), word.to_ascii_lowercase());
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let (mut told, mut from) = (String::new(), 0);
    for (at, found) in low.match_indices(word.as_str()) {
        let after = at + found.len();
        let before = low.get(..at).and_then(|text| text.chars().next_back());
        let next = low.get(after..).and_then(|text| text.chars().next());
        if inside(before) || inside(next) {
            continue;
        }
        told.push_str(text.get(from..at).unwrap_or_default());
        told.push_str(PLACE);
        from = after;
    }
    told + text.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;

    const SECRET: &str = "Qar1UoHLaygVtV-_TjyPem6DxO_tjK7z84M0s5n8fgA";

    fn hidden() -> Hidden {
        let config = SmtpConfig {
            host: "localhost".into(),
            port: None,
            user: Some("joe".into()),
            password: Some(SecretString::from("hunter2SECRET")),
            security: "plain".into(),
            from: "a@example.com".into(),
            ca: None,
        };
        Hidden::new(
            &[format!("https://sign.example.com/s/abcdef#{SECRET}")],
            &config,
        )
    }

    #[test]
    fn a_secret_is_hidden_however_it_is_wrapped() {
        let (first, second) = SECRET.split_at(25);
        let encoded = SECRET.replace('-', "=2D").replace('_', "=5f");
        for said in [
            format!("550 see #{SECRET} there"),
            format!("550 see #{first} {second} there"),
            format!("550 see #{first}\r\n550-{second} there"),
            format!("550 see #{first}=\r\n{second} there"),
            format!("550 see =23{encoded} there"),
            format!("550 see %23{} there", SECRET.replace('-', "%2D")),
            format!("550 see {} there", SECRET.to_lowercase()),
            format!("550 see {} there", SECRET.get(8..20).unwrap()),
            format!("550 see {}\u{200b}{} there", &first[..6], &SECRET[6..]),
        ] {
            let told = hidden().cleaned(&said);
            assert!(
                told.starts_with("550 see ") && told.ends_with(" there"),
                "{told}"
            );
            let low = told.to_lowercase();
            for piece in SECRET.to_lowercase().as_bytes().windows(PIECE) {
                let piece = std::str::from_utf8(piece).unwrap();
                assert!(!low.contains(piece), "{piece} in {told}");
            }
            assert!(told.contains(PLACE), "{told}");
        }
    }

    #[test]
    fn secrets_sent_to_the_server_are_not_repeated() {
        let both = STANDARD.encode("\0joe\0hunter2SECRET");
        let said = format!("250 queued as :joe:hunter2SECRET {both} for joey by Joe");
        let told = hidden().cleaned(&said);
        assert_eq!(told, "250 queued as :…:… … for joey by …");
        let user = STANDARD.encode("joe");
        assert_eq!(hidden().cleaned(&format!("250 {user} x")), "250 … x");
    }

    #[test]
    fn the_rest_is_one_harmless_bounded_line() {
        let said =
            "550 5.7.1 \u{1b}]0;pwned\u{7}\u{1b}[2J bad \u{9b}31m\r\n \u{202e}evil a=b 100% x=";
        let told = hidden().cleaned(said);
        assert!(!told.chars().any(char::is_control) && !told.contains('\u{202e}'));
        assert!(told.ends_with("evil a=b 100% x="), "{told}");
        let long = hidden().cleaned(&"ä ".repeat(9_000));
        assert_eq!(long.chars().count(), TOLD);
    }
}
