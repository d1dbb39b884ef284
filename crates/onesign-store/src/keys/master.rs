//! The master key: from the environment or from a file in the data directory, made on first start.

use super::{KeyError, SecretKey, files};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use std::ffi::OsString;
use std::path::Path;
use zeroize::Zeroizing;

/// The environment variable that carries the master key.
pub const MASTER_KEY_VARIABLE: &str = "ONESIGN_MASTER_KEY";

/// The name of the file in the data directory.
const FILE: &str = "master.key";

/// The key that opens the database, the blobs and every wrapped key. Never printed, wiped on drop.
#[derive(Clone)]
pub struct MasterKey(SecretKey);

impl MasterKey {
    /// Takes over 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::Weak`] when they are obviously not random.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, KeyError> {
        let bytes = Zeroizing::new(bytes);
        if is_weak(&bytes) {
            return Err(KeyError::Weak);
        }
        Ok(Self(SecretKey::new(*bytes)))
    }

    /// Reads base64 (any alphabet, padded or not) or 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`] or [`KeyError::Weak`].
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(*decode(text.trim()).ok_or(KeyError::NotAKey)?)
    }

    /// A fresh random key.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn generate() -> Result<Self, KeyError> {
        SecretKey::random().map(Self)
    }

    /// The key from [`MASTER_KEY_VARIABLE`], or else from `master.key` in `dir`, made there if absent.
    ///
    /// # Errors
    /// Any [`KeyError`]; a key that is present but unusable is never replaced.
    pub fn obtain(dir: &Path) -> Result<Self, KeyError> {
        let given = Self::given(std::env::var_os(MASTER_KEY_VARIABLE));
        given.unwrap_or_else(|| Self::load_or_create(dir))
    }

    /// The key in this value of [`MASTER_KEY_VARIABLE`]. A variable without a value counts as not set.
    fn given(value: Option<OsString>) -> Option<Result<Self, KeyError>> {
        let value = value.filter(|value| !value.is_empty())?;
        let text = value.into_string().map(Zeroizing::new);
        let key = text.map_err(|_| KeyError::NotAKey);
        let key = key.and_then(|text| Self::parse(&text));
        Some(key.map_err(|problem| problem.of(MASTER_KEY_VARIABLE)))
    }

    /// The key from [`MASTER_KEY_VARIABLE`], or else from `master.key` in `dir`; `None` if there is neither.
    ///
    /// # Errors
    /// Any [`KeyError`] for a key that is present but unusable.
    pub fn find(dir: &Path) -> Result<Option<Self>, KeyError> {
        if let Some(given) = Self::given(std::env::var_os(MASTER_KEY_VARIABLE)) {
            return given.map(Some);
        }
        if dir.join(FILE).try_exists().is_ok_and(|found| found) {
            return Self::load_or_create(dir).map(Some);
        }
        Ok(None)
    }

    /// The key from `master.key` in `dir`, made there (mode 0400) if absent.
    ///
    /// # Errors
    /// Any [`KeyError`]; a file that is present but unusable is never replaced.
    pub fn load_or_create(dir: &Path) -> Result<Self, KeyError> {
        let path = dir.join(FILE);
        let text = files::secret_file(&path, || {
            let key = SecretKey::random()?;
            let mut line = Zeroizing::new(STANDARD.encode(key.expose()));
            line.push('\n');
            Ok(Zeroizing::new(line.as_bytes().to_vec()))
        })?;
        let text = std::str::from_utf8(&text).map_err(|_| KeyError::NotAKey);
        let key = text.and_then(Self::parse);
        key.map_err(|problem| problem.of(path.display().to_string()))
    }

    /// A key for one purpose, so that no key is ever used for two.
    pub fn derive(&self, purpose: &str) -> SecretKey {
        self.0.derive(purpose)
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey([redacted])")
    }
}

fn decode(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(if text.len() == 64 {
        hex(text)?
    } else {
        [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
            .iter()
            .find_map(|e| e.decode(text).ok())?
    });
    let array: [u8; 32] = bytes.as_slice().try_into().ok()?;
    Some(Zeroizing::new(array))
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let nibble = |c: u8| {
        char::from(c)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    text.as_bytes()
        .chunks_exact(2)
        .map(|p| Some(nibble(p[0])? << 4 | nibble(p[1])?))
        .collect()
}

/// Thirty-two random bytes hold about 30 different values, and hardly ever fewer than 20; so this catches
/// constant bytes, counters and typed phrases without a list.
fn is_weak(bytes: &[u8; 32]) -> bool {
    let distinct = bytes
        .iter()
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    let step = bytes[1].wrapping_sub(bytes[0]);
    let counts = bytes.windows(2).all(|w| w[1].wrapping_sub(w[0]) == step);
    let typed = bytes.iter().all(|b| b.is_ascii_graphic() || *b == b' ');
    distinct < 16 || counts || typed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random() -> [u8; 32] {
        *SecretKey::random().unwrap().expose()
    }

    #[test]
    fn every_usual_spelling_of_the_key_is_read() {
        let bytes = random();
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        for text in [
            STANDARD.encode(bytes),
            STANDARD_NO_PAD.encode(bytes),
            URL_SAFE.encode(bytes),
            URL_SAFE_NO_PAD.encode(bytes) + "\n",
            hex.to_uppercase(),
            hex,
        ] {
            assert_eq!(MasterKey::parse(&text).unwrap().0.expose(), &bytes);
        }
        assert!(matches!(MasterKey::parse("short"), Err(KeyError::NotAKey)));
        assert!(matches!(
            MasterKey::parse(&STANDARD.encode([1; 31])),
            Err(KeyError::NotAKey)
        ));
    }

    #[test]
    fn an_unusable_key_is_reported_with_its_place() {
        for text in ["nonsense", " ", "please-change-me-before-you-go!!"] {
            let problem = MasterKey::given(Some(text.into())).unwrap().unwrap_err();
            let problem = problem.to_string();
            assert!(
                problem.starts_with("ONESIGN_MASTER_KEY: the key"),
                "{problem}"
            );
            assert!(!problem.contains(text.trim()) || text.trim().is_empty());
        }
        assert!(MasterKey::given(None).is_none() && MasterKey::given(Some("".into())).is_none());
        let dir = tempfile::tempdir().unwrap();
        files::secret_file(&dir.path().join(FILE), || Ok(Zeroizing::new(b"x".to_vec()))).unwrap();
        let problem = MasterKey::load_or_create(dir.path())
            .unwrap_err()
            .to_string();
        assert!(
            problem.contains("master.key: the key must be 32 bytes"),
            "{problem}"
        );
    }

    #[test]
    fn weak_keys_are_refused() {
        let counting: [u8; 32] = std::array::from_fn(|i| i as u8);
        for bytes in [
            [0; 32],
            [255; 32],
            counting,
            *b"please-change-me-before-you-go!!",
            *b"0123456789abcdef0123456789abcdef",
        ] {
            assert!(matches!(MasterKey::from_bytes(bytes), Err(KeyError::Weak)));
        }
        for _ in 0..2_000 {
            assert!(MasterKey::from_bytes(random()).is_ok());
        }
    }

    #[test]
    fn the_file_is_made_once_and_only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let first = MasterKey::load_or_create(dir.path()).unwrap();
        let again = MasterKey::load_or_create(dir.path()).unwrap();
        assert_eq!(first.0.expose(), again.0.expose());
        let path = dir.path().join(FILE);
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o400
        );

        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(
            MasterKey::load_or_create(dir.path()),
            Err(KeyError::Exposed(_))
        ));
    }
}
